#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.h"

namespace passerelle {

/// What must never be undone, one line each, in a file that is only added to and lies outside backups. It holds keyed
/// hashes and random numbers: nobody can be read in it.
class Never {
 public:
  enum class Kind {
    stop,        ///< keyed hash of an address
    erased,      ///< number of a subject
    submitting,  ///< keyed hash of a message's key: it may have left
    refused,     ///< keyed hash of a message's key: what was told of it before counts no more, it surely did not leave
  };
  struct Line {
    Kind kind = Kind::stop;
    std::string value;
  };

  /// Opens the file of the ledger of this name. Errors: it is not there (unless `may_create`), of another ledger.
  static Result<Never> open(const std::filesystem::path& file, const std::string& ledger, bool may_create);

  Never(Never&& other) noexcept;
  Never& operator=(Never&&) = delete;
  ~Never();

  /// Adds the lines that are new and has them on disk when it returns: all, or an error.
  Result<Done> append(const std::vector<Line>& lines);
  /// Reads what other programs added.
  Result<Done> refresh();

  [[nodiscard]] bool is_stopped(const std::string& address) const { return stopped_.contains(address); }
  [[nodiscard]] bool is_erased(const std::string& subject) const { return erased_.contains(subject); }
  [[nodiscard]] bool may_have_left(const std::string& message) const { return submitted_.contains(message); }
  [[nodiscard]] const std::unordered_set<std::string>& stopped() const { return stopped_; }
  [[nodiscard]] const std::unordered_set<std::string>& erased() const { return erased_; }
  /// True when this call to `open` made the file.
  [[nodiscard]] bool is_new() const { return is_new_; }

 private:
  Never(std::filesystem::path file, int descriptor, bool is_new)
      : file_(std::move(file)), descriptor_(descriptor), is_new_(is_new) {}
  [[nodiscard]] Error failed(std::string_view what) const;
  [[nodiscard]] bool knows(const Line& line) const;
  void learn(std::string_view line);

  std::filesystem::path file_;
  int descriptor_;
  bool is_new_;
  std::uint64_t read_ = 0;  ///< bytes understood so far, whole lines only
  std::unordered_set<std::string> stopped_;
  std::unordered_set<std::string> erased_;
  std::unordered_set<std::string> submitted_;
};

}  // namespace passerelle
