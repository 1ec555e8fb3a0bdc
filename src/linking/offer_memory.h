#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "embedding/dense_rows.h"
#include "embedding/embedding.h"
#include "linking/offer_marks.h"
#include "normalise/text.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// An offer whose occupation is known.
struct KnownOffer {
  OfferEvidence evidence;
  std::vector<std::string> codes;  ///< any of them is right
  bool former = false;             ///< the codes are of the former generation: they name families, not occupations
};

/// How strongly remembered offers like this one speak for each occupation, as logarithms.
struct Recall {
  std::vector<float> of_family;      ///< by occupation: offers of its former family
  std::vector<float> of_occupation;  ///< by occupation: offers of the new generation with its very code
};

/// Offers seen before, as rows of the embedding and hashed marks, never as words: what offers like this one turned out
/// to be. It knows how often occupations are offered, how employers word them and what they tick, which no referential
/// tells. Immutable, thread-safe.
class OfferMemory {
 public:
  /// The empty memory: everything recalls nothing.
  OfferMemory() = default;
  /// Codes unknown to the referential are left out.
  static OfferMemory of(const Embedding& embedding, const Referential& referential, std::span<const KnownOffer> offers);
  /// Reads what `learn` wrote. Errors: `artefact_refused`, also when it was learnt with another embedding.
  static Result<OfferMemory> open(const std::filesystem::path& file, const Embedding& embedding,
                                  const Referential& referential);
  /// Writes the memory of the offers: two rows of bytes each, their marks and their codes.
  static Result<Done> learn(const Embedding& embedding, std::span<const KnownOffer> offers,
                            const std::filesystem::path& file);

  [[nodiscard]] bool empty() const { return titles_.size() == 0; }
  [[nodiscard]] std::size_t size() const { return titles_.size(); }
  /// What offers like each of these were: a kernel vote (Nadaraya-Watson) over the mean of both cosines. Rows are those
  /// of the titles and of the beginnings of the texts, one after the other.
  [[nodiscard]] std::vector<Recall> recall(std::span<const float> titles, std::span<const float> texts) const;
  [[nodiscard]] const MarkCounts& ticks() const { return ticks_; }
  [[nodiscard]] const MarkCounts& facts() const { return facts_; }
  /// The former family of each occupation, as a number; nothing when the memory is empty.
  [[nodiscard]] std::span<const std::uint32_t> family_of() const { return family_of_; }

 private:
  /// What an example speaks for: a family or an occupation, with its share of the example's voice.
  struct Vote {
    std::uint32_t example = 0;
    std::uint32_t target = 0;
    float share = 1;
  };
  /// The marks of offers, one after the other, as they are kept.
  struct Marks {
    std::vector<std::uint32_t> all;
    std::vector<std::uint32_t> counts;  ///< by offer

    static Marks of(std::span<const KnownOffer> offers, std::vector<std::string> OfferEvidence::*kind);
  };
  void bind(const Referential& referential, std::span<const std::vector<std::string>> codes,
            std::span<const std::uint8_t> former);
  [[nodiscard]] MarkCounts counted(std::span<const std::uint32_t> all, std::span<const std::uint32_t> counts) const;

  /// Takes the rows as they are kept: title and text of each example side by side.
  void take_rows(std::span<const std::int8_t> rows, std::size_t dimensions);

  std::size_t dimensions_ = 0;
  DenseRows titles_;
  DenseRows texts_;
  std::vector<std::vector<std::uint32_t>> families_of_example_;
  std::vector<Vote> family_votes_;  ///< in the order of examples
  std::vector<Vote> occupation_votes_;
  std::vector<std::uint32_t> family_of_;  ///< by occupation
  std::size_t families_ = 0;
  MarkCounts ticks_;
  MarkCounts facts_;
};

/// The words of a description that are compared: its beginning says what the job is.
std::span<const Word> beginning_of(std::span<const Word> description);

}  // namespace passerelle
