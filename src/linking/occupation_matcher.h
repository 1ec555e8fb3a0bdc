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
#include "linking/offer_memory.h"
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
  std::vector<float> of;        ///< similarity, a little above 1 when titles are recognised word for word
  std::vector<float> log_odds;  ///< up to a constant: what shares confidence out
  std::vector<float> row;     ///< the title in the embedding, which tells the form each was recognised by; may be empty
  double least_nearness = 0;  ///< 1 when more than its words tells: far words then lose no confidence
};

/// Scores of an offer by all that it tells, and by its title alone.
struct OfferScores {
  OccupationScores by_all;
  OccupationScores by_title;
};

/// Which occupation does a title name? Immutable, thread-safe; borrows all it is made of.
class OccupationMatcher {
 public:
  OccupationMatcher(const Referential& referential, const OccupationForms& forms, const PhraseBook& phrases,
                    const Embedding& embedding);

  /// Scores of a title alone: someone's wish, trade or query.
  [[nodiscard]] OccupationScores score(std::string_view title) const;
  /// The same of many titles at once: their content words, and their rows in the embedding one after the other.
  [[nodiscard]] std::vector<OccupationScores> score(std::span<const std::vector<Word>> titles,
                                                    std::span<const float> rows) const;
  /// Scores of offers, by their words, the skills ticked, their other fields and what offers like them were. Many at
  /// once cost less each. Nobody asks by which form an offer was recognised: rows are left out. `texts` are the words
  /// of their texts; `memory` may be another than the shipped one, for measuring on offers that it remembers.
  [[nodiscard]] std::vector<OfferScores> score_offers(std::span<const OfferEvidence> offers,
                                                      std::span<const std::vector<Word>> texts,
                                                      const OfferMemory& memory) const;
  /// The `count` best of `among` (of all, when empty), best first, ties by row; confidences share out at most 1. Their
  /// forms are those nearest to the title, left out when the scores do not hold its row.
  [[nodiscard]] std::vector<OccupationLink> best(const OccupationScores& scores, std::span<const OccupationIndex> among,
                                                 std::size_t count) const;

 private:
  /// Similarities of one text, by occupation.
  struct Likeness {
    std::vector<float> best;  ///< of its forms
    std::vector<float> mean;
  };
  /// Titles and everyday words found in a title, by occupation; 1 for the first target, less for further ones.
  struct Recognised {
    std::vector<float> whole;  ///< all of its words
    std::vector<float> part;   ///< times the share of its words
    std::vector<float> first;  ///< at its beginning
  };
  [[nodiscard]] static OccupationScores score(const Likeness& likeness, const Recognised& recognised);
  /// Likeness of each row of the embedding, rows one after the other.
  [[nodiscard]] std::vector<Likeness> compare(std::span<const float> rows) const;
  /// `words` are the content words of the title.
  [[nodiscard]] Recognised recognise(std::span<const Word> words) const;
  [[nodiscard]] OfferScores score_offer(const OfferEvidence& offer, const Likeness& by_title, const Likeness& by_text,
                                        const Recognised& recognised, const OfferMemory& memory,
                                        const Recall& recall) const;
  /// The form of the occupation that is nearest to the row.
  [[nodiscard]] std::uint32_t nearest_form(std::span<const float> row, OccupationIndex occupation) const;

  /// Sixteen occupations side by side, by the number of their forms: row `first + 16 × n + lane` is the n-th form of
  /// the occupation in that lane, so that the best and the mean of all sixteen are found without crossing lanes. Who
  /// has fewer forms than the longest repeats its first one.
  struct Block {
    std::uint32_t first = 0;
    std::uint32_t forms = 0;  ///< of the longest
  };
  void compare_block(const Block& block, std::size_t number, const float* similarities, Likeness& likeness) const;

  const Referential* referential_;
  const OccupationForms* forms_;
  const PhraseBook* phrases_;
  const Embedding* embedding_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> lanes_;     ///< occupations by block and lane; `kEmptyLane` for none
  std::vector<float> repeated_of_lane_;  ///< how often its first form stands in for another
  std::vector<float> forms_of_lane_;
  std::vector<std::uint32_t> lane_of_occupation_;
  DenseRows rows_;
};

}  // namespace passerelle
