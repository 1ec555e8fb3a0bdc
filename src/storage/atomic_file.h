#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// A file written piece by piece that appears whole or not at all: until `commit` it is a temporary neighbour, which
/// goes when this goes. Modes and errors are those of `write_file`.
class WholeFile {
 public:
  static Result<WholeFile> create(const std::filesystem::path& file, bool for_everybody = false);

  WholeFile(WholeFile&& other) noexcept;
  WholeFile& operator=(WholeFile&&) = delete;
  ~WholeFile();

  Result<Done> append(std::string_view content);
  /// Flushes to disk and renames over the name. Call once, last.
  Result<Done> commit();

 private:
  WholeFile(std::filesystem::path file, std::filesystem::path temporary, int descriptor);

  std::filesystem::path file_;
  std::filesystem::path temporary_;  ///< empty once there is none
  int descriptor_;
};

/// Writes the file whole or not at all: a temporary neighbour, flushed to disk, then renamed over the name. The file
/// is readable by its owner only (0600), or by everybody (0644) when `for_everybody`. Errors say what to do (disk
/// full, not allowed).
Result<Done> write_file(const std::filesystem::path& file, std::string_view content, bool for_everybody = false);

/// Creates the folder and its parents, readable by the owner only (0700); existing ones are left as they are.
Result<Done> make_private_directory(const std::filesystem::path& directory);

}  // namespace passerelle
