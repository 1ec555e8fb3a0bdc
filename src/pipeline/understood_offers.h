#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "domain/date.h"
#include "domain/offer.h"
#include "linking/linker.h"
#include "storage/artefact.h"

namespace passerelle {

/// Everything that is read from the words of one offer: most of what a night costs.
struct UnderstoodOffer {
  OfferUnderstanding understanding;
  std::string place;  ///< the commune that only the words name; empty otherwise
};

template <class Archive, class Value>
requires std::same_as<std::remove_const_t<Value>, UnderstoodOffer>
void pack_fields(Archive& archive, Value& understood) {
  auto& [understanding, place] = understood;
  archive(understanding, place);
}

/// Digest of all that an offer says. Its id, its dates, its number of posts and the recruiter's contact are left out:
/// an offer that is posted again or renewed is understood as before.
Digest128 content_digest(const Offer& offer);

/// What earlier nights understood of offers, by what these say: a mapped file shared by all who read it.
/// Holds nothing of people. Immutable, thread-safe.
class UnderstoodOffers {
 public:
  /// An offer of tonight, to be kept.
  struct Met {
    Digest128 content;
    const UnderstoodOffer* understood = nullptr;
  };

  /// Remembers nothing.
  UnderstoodOffers() = default;
  /// Opens the memory kept in `folder`. A file that is damaged, or that was made by another program, referential or
  /// model, which `identity` tells, is as good as none: `note()` says so.
  static UnderstoodOffers open(const std::filesystem::path& folder, std::string_view identity);

  /// What was understood of an offer that said the same; nothing when none did.
  [[nodiscard]] std::optional<UnderstoodOffer> recall(const Digest128& content) const;
  /// Why what earlier nights understood could not be used, in French; empty when it could, or when there was nothing.
  [[nodiscard]] const std::string& note() const { return note_; }
  [[nodiscard]] std::size_t size() const { return contents_.size(); }

  /// Writes the memory of the next night into `folder`, created when missing: the offers met tonight and, of the
  /// others, those met in the last two weeks before `monday`. Nothing is written when nothing would change.
  Result<Done> save(const std::filesystem::path& folder, std::string_view identity, Day monday,
                    std::vector<Met> met) const;

 private:
  static Result<UnderstoodOffers> open_file(const std::filesystem::path& file, std::string_view identity);
  [[nodiscard]] std::string_view bytes_of(std::size_t row) const;

  std::optional<MappedArtefact> file_;
  std::span<const Digest128> contents_;         ///< sorted
  std::span<const std::int32_t> last_mondays_;  ///< of the last week in which it was met, days since 1970
  std::span<const std::uint64_t> ends_;         ///< of each offer's bytes
  std::span<const char> bytes_;
  std::string note_;
};

}  // namespace passerelle
