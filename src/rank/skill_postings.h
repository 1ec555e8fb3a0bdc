#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/offer.h"
#include "score/scorer.h"

namespace passerelle {

/// A skill that a person has, and how strongly, 0 to 1.
struct SkillStrength {
  std::uint32_t skill = 0;
  float strength = 0;
};

/// For each tile, which of its offers ask for a skill and what having it adds to their score: a person's few skills are
/// looked up once for a tile instead of each offer's once for a person (term at a time: Turtle and Flood, Query
/// evaluation, 1995). Soft skills stand beside the others.
///
/// Immutable; borrows nothing. Memory: four bytes for each asked skill, four for each different one of a tile, and
/// 1 ¼ bits a tile for each skill of the referential.
class SkillPostings {
 public:
  /// `order`: the offers by position; `ends`: for each tile the position behind its last offer. Tiles hold at most
  /// 65,536 offers.
  SkillPostings(const Scorer& scorer, std::span<const OfferIndex> order, std::span<const std::uint32_t> ends);

  /// Writes to `worth` what skills and soft skills add to the score of each offer of the tile, in ten-thousandths
  /// before any rounding: never less than the exact sum, but for the rounding of `held.size()` additions in single
  /// precision.
  void add_up(std::size_t tile, std::span<const SkillStrength> held, float* worth) const;

  [[nodiscard]] std::size_t bytes() const;

 private:
  /// An offer that asks for the skill: its row in the tile above, its worth in steps below.
  using Posting = std::uint32_t;
  static constexpr unsigned kRowShift = 16;
  static constexpr Posting kWorthMask = (Posting{1} << kRowShift) - 1;

  /// Skills that a tile asks for, 64 a word, and how many lists of the tile come before.
  struct Word {
    std::uint64_t asked = 0;
    std::uint64_t before = 0;
  };
  struct Tile {
    std::uint32_t begin = 0;  ///< position of the first offer
    std::uint32_t count = 0;
    std::vector<Word> words;
    std::vector<std::uint32_t> lists;  ///< where each list begins, and where the last one ends
    std::vector<Posting> postings;
  };

  void fill(Tile& tile, const Scorer& scorer, std::span<const OfferIndex> offers) const;

  float step_ = 0;  ///< ten-thousandths
  std::vector<Tile> tiles_;
  std::vector<float> unasked_;  ///< by position: what an offer adds that asks for no skill, no soft skill
};

}  // namespace passerelle
