#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "embedding/dense_rows.h"
#include "embedding/embedding.h"
#include "linking/links.h"
#include "linking/phrase_book.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// Every way of saying every occupation: masculine and feminine titles, everyday words.
struct OccupationForms {
  std::vector<std::string> texts;    ///< grouped by occupation
  std::vector<std::uint32_t> first;  ///< by occupation, one more at the end

  static OccupationForms of(const Referential& referential, std::span<const LexiconEntry> lexicon);
};

/// How near a text is to every occupation.
struct OccupationScores {
  std::vector<float> of;               ///< by occupation
  std::vector<std::uint32_t> nearest;  ///< the form each was recognised by
};

/// Which occupation does a title name? Immutable, thread-safe; borrows the forms, the phrases and the embedding.
class OccupationMatcher {
 public:
  OccupationMatcher(const OccupationForms& forms, const PhraseBook& phrases, const Embedding& embedding);

  /// Similarity of a title, with its description when there is one, to every occupation.
  [[nodiscard]] OccupationScores score(std::string_view title, std::string_view text) const;
  /// The `count` best of `among` (of all, when empty), best first, ties by row; confidences share out at most 1.
  [[nodiscard]] std::vector<OccupationLink> best(const OccupationScores& scores, std::span<const OccupationIndex> among,
                                                 std::size_t count) const;

 private:
  void compare(std::string_view text, float share, OccupationScores& scores, bool keep_nearest) const;
  void add_phrases(std::string_view title, OccupationScores& scores) const;

  const OccupationForms* forms_;
  const PhraseBook* phrases_;
  const Embedding* embedding_;
  DenseRows rows_;
};

/// The words that carry meaning, in order, with a space between.
std::string joined_content_words(std::string_view text);

}  // namespace passerelle
