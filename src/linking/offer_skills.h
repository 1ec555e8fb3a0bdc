#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linking/links.h"
#include "linking/phrase_index.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// Which skills does an offer ask for? Immutable once built, thread-safe; borrows the referential.
class OfferSkillReader {
 public:
  explicit OfferSkillReader(const Referential& referential);

  /// The `count` skills that an employer who writes this would most likely tick, best first, ties by row. `occupations`
  /// say what the offer is about, as many as are thinkable. Strength is relative to the best one; `where` is the
  /// sentence that says most of the skill, empty when only the occupation implies it.
  [[nodiscard]] std::vector<SkillLink> likely(std::string_view title, std::string_view text,
                                              std::span<const OccupationLink> occupations, std::size_t count) const;
  /// Skills of the occupations that the text says word for word, in the order of rows: what surely is asked, not what
  /// is merely usual in the trade. What the employer says of itself does not count. `where` holds the words.
  /// `words` are those of the text.
  [[nodiscard]] std::vector<SkillLink> said(std::string_view text, std::span<const Word> words,
                                            std::span<const OccupationLink> occupations) const;

 private:
  struct Label {
    std::uint32_t first = 0;  ///< position in `stems_`
    std::uint32_t count = 0;
    float weight = 0;  ///< sum of the rarities of its stems
  };
  /// A content word of the offer that some label has too, or not.
  struct SaidWord {
    std::uint32_t stem = 0;
    std::uint32_t sentence = 0;
    std::uint32_t begin = 0;  ///< bytes of the source
    std::uint32_t end = 0;
  };
  /// How much of the offer's work asks for a skill.
  struct Share {
    std::uint32_t skill = 0;
    float any = 0;
    float core = 0;
  };

  /// The content words among `words`, which are those of the text.
  [[nodiscard]] std::vector<SaidWord> read(std::string_view text, std::span<const Word> words) const;
  [[nodiscard]] std::vector<Share> shares(std::span<const OccupationLink> occupations) const;
  [[nodiscard]] std::span<const std::uint32_t> stems_of(std::uint32_t skill) const;
  [[nodiscard]] std::string_view fullest_sentence(std::uint32_t skill, std::string_view text,
                                                  std::span<const SaidWord> words) const;

  const Referential* referential_;
  std::unordered_map<std::uint64_t, std::uint32_t> stem_rows_;  ///< by hash of the stem
  std::vector<float> rarity_;                                   ///< by stem
  std::vector<Label> labels_;                                   ///< by skill
  std::vector<std::uint32_t> stems_;                            ///< of each label, distinct, ascending
  std::vector<std::vector<std::uint32_t>> wordings_;   ///< by skill: stems in the order of the label; empty: unsayable
  std::vector<float> habit_;                           ///< by skill: what its kind and ticking add to the score
  std::vector<std::vector<std::uint32_t>> relatives_;  ///< by occupation: all of its former family
};

}  // namespace passerelle
