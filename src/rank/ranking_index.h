#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/simd.h"
#include "base/watch.h"
#include "rank/top_offers.h"

namespace passerelle {

class OfferTiles;

/// The listed offers of a night made ready to be ranked for everybody. It finds exactly what `rank_offers` finds: every
/// pair is answered for, most of them many at a time.
///
/// - Offers are cut into tiles of neighbours; a tile beyond a person's reach is counted as a whole.
/// - Each different demand is answered once per person, by `answer` itself; a pair adds up four answers.
/// - A score is bounded from above by what few look-ups and the tile's postings of skills tell, a few ten-thousandths
///   too high; only where the bound reaches the worst offer kept is it computed, by the arithmetic of `Scorer`.
///
/// Immutable and thread-safe once built; borrows the scorer. Memory: some 500 bytes per listed offer, keys of
/// avoidances included (see `OfferTiles`). For each thread, while it ranks: for each of four people the dense rows, 4
/// bytes per different demand and a bit per offer, and the answers that people alike share, 4 bytes per demand for each
/// of 48 kinds of people; with 500,000 offers some 6 megabytes.
class RankingIndex {
 public:
  RankingIndex(const Scorer& scorer, std::span<const OfferIndex> listed, SimdLevel simd = simd_level());
  ~RankingIndex();
  RankingIndex(RankingIndex&&) noexcept;
  RankingIndex& operator=(RankingIndex&&) noexcept;

  /// What one thread needs to rank: large, to be used again.
  class Memory;
  [[nodiscard]] Memory memory() const;

  /// The best offers of one person.
  TopOffers rank(PersonIndex person, const RankOptions& options, Memory& memory) const;
  /// The same for once.
  [[nodiscard]] TopOffers rank(PersonIndex person, const RankOptions& options) const;
  /// Those of each of `people`, in parallel; the result does not depend on the number of threads. When the watch asks
  /// to stop, those not looked at are empty.
  [[nodiscard]] std::vector<TopOffers> rank_everybody(std::span<const PersonIndex> people, const RankOptions& options,
                                                      const Watch& watch) const;

  /// Bytes that the index takes, roughly.
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::unique_ptr<const OfferTiles> tiles_;
  SimdLevel simd_;
};

class RankingIndex::Memory {
 public:
  ~Memory();
  Memory(Memory&&) noexcept;
  Memory& operator=(Memory&&) noexcept;

 private:
  friend class RankingIndex;
  struct People;
  explicit Memory(std::unique_ptr<People> people);
  std::unique_ptr<People> people_;
};

}  // namespace passerelle
