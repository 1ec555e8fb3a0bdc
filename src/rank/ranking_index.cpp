#include "rank/ranking_index.h"

#include <algorithm>
#include <utility>

#include "base/parallel.h"
#include "rank/person_ranking.h"

namespace passerelle {
namespace {

/// Neighbours that look at a tile one after the other, while it is in the cache.
constexpr std::size_t kPeoplePerBlock = 4;
static_assert(kPeoplePerBlock < SharedAnswers::kKept);
/// At most so many people are ranked by one thread before it takes the next; memory is made ready once for them.
constexpr std::size_t kPeoplePerTask = 512;
/// Tasks that even few people are shared out to, so that no thread waits long for another.
constexpr std::size_t kLeastTasks = 32;
/// People ranked between two looks at the clock.
constexpr std::size_t kPeoplePerRound = 16'384;

/// `people` in an order in which neighbours follow each other, those without a home last: rows of `people`.
std::vector<std::size_t> along_the_curve(std::span<const PersonIndex> people, std::span<const PersonLimits> limits) {
  struct Placed {
    bool homeless;
    std::uint64_t along_the_curve;
    std::size_t row;
    auto operator<=>(const Placed&) const = default;
  };
  std::vector<Placed> placed;
  placed.reserve(people.size());
  for (std::size_t row = 0; row < people.size(); ++row) {
    const std::optional<UnitPoint>& home = limits[people[row].value()].home;
    placed.push_back({!home, home ? hilbert_position(*home) : 0, row});
  }
  std::ranges::sort(placed);
  std::vector<std::size_t> rows;
  rows.reserve(placed.size());
  for (const Placed& person : placed) {
    rows.push_back(person.row);
  }
  return rows;
}

double middle_chord(const UnitPoint& home, const OfferTile& tile) {
  const std::array<float, 3> from{home.x, home.y, home.z};
  double chord = 0;
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    const double apart = static_cast<double>(from[axis]) -
                         (static_cast<double>(tile.least[axis]) + static_cast<double>(tile.most[axis])) / 2;
    chord += apart * apart;
  }
  return chord;
}

/// A tile that somebody of a block must be compared with.
struct LiveTile {
  double far = 0;  ///< from the block's first home; those without a place come first
  std::uint32_t tile = 0;
  std::uint32_t people = 0;  ///< a bit for each of the block
};

}  // namespace

struct RankingIndex::Memory::People {
  explicit People(const OfferTiles& tiles) : shared(tiles.classes()) {}
  SharedAnswers shared;
  std::vector<PersonRanking> rankings;
  std::vector<LiveTile> live;
};

RankingIndex::Memory::Memory(std::unique_ptr<People> people) : people_(std::move(people)) {}
RankingIndex::Memory::~Memory() = default;
RankingIndex::Memory::Memory(Memory&&) noexcept = default;
RankingIndex::Memory& RankingIndex::Memory::operator=(Memory&&) noexcept = default;

RankingIndex::RankingIndex(const Scorer& scorer, std::span<const OfferIndex> listed, SimdLevel simd)
    : tiles_(std::make_unique<OfferTiles>(scorer, listed)), simd_(simd) {}
RankingIndex::~RankingIndex() = default;
RankingIndex::RankingIndex(RankingIndex&&) noexcept = default;
RankingIndex& RankingIndex::operator=(RankingIndex&&) noexcept = default;

RankingIndex::Memory RankingIndex::memory() const {
  return Memory(std::make_unique<Memory::People>(*tiles_));
}

namespace {

/// Ranks up to `kPeoplePerBlock` people, tile after tile, the nearest first: then what is kept is good early, and most
/// of the farther offers need no score.
void rank_block(const OfferTiles& tiles, std::span<PersonRanking> people, std::vector<LiveTile>& live) {
  live.clear();
  for (std::uint32_t row = 0; row < tiles.tiles().size(); ++row) {
    const OfferTile& tile = tiles.tiles()[row];
    LiveTile found;
    found.tile = row;
    for (std::size_t person = 0; person < people.size(); ++person) {
      const PersonRanking::Reach reach = people[person].reach_of(tile);
      if (reach == PersonRanking::Reach::live) {
        found.people |= 1U << person;
      } else {
        people[person].count_beyond(tile, reach);
      }
    }
    if (found.people != 0) {
      found.far = people.front().home() && tile.placed ? middle_chord(*people.front().home(), tile) : 0;
      live.push_back(found);
    }
  }
  std::ranges::stable_sort(live, {}, &LiveTile::far);
  for (const LiveTile& found : live) {
    for (std::uint32_t bits = found.people; bits != 0; bits &= bits - 1) {
      people[static_cast<std::size_t>(std::countr_zero(bits))].compare(found.tile);
    }
  }
}

}  // namespace

TopOffers RankingIndex::rank(PersonIndex person, const RankOptions& options, Memory& memory) const {
  Memory::People& used = *memory.people_;
  if (used.rankings.empty()) {
    used.rankings.emplace_back(*tiles_, simd_, used.shared);
  }
  used.rankings.front().begin(person, options);
  rank_block(*tiles_, std::span(used.rankings).first(1), used.live);
  return used.rankings.front().finish();
}

TopOffers RankingIndex::rank(PersonIndex person, const RankOptions& options) const {
  Memory memory = this->memory();
  return rank(person, options, memory);
}

std::vector<TopOffers> RankingIndex::rank_everybody(std::span<const PersonIndex> people, const RankOptions& options,
                                                    const Watch& watch) const {
  const std::vector<std::size_t> order = along_the_curve(people, tiles_->scorer().inputs().limits);
  std::vector<TopOffers> results(people.size());
  const auto rank_some = [&](std::size_t begin, std::size_t end) {
    Memory memory = this->memory();
    std::vector<PersonRanking>& rankings = memory.people_->rankings;
    for (std::size_t block = begin; block < end && !watch.must_stop(); block += kPeoplePerBlock) {
      const std::size_t count = std::min(kPeoplePerBlock, end - block);
      while (rankings.size() < count) {
        rankings.emplace_back(*tiles_, simd_, memory.people_->shared);
      }
      for (std::size_t row = 0; row < count; ++row) {
        rankings[row].begin(people[order[block + row]], options);
      }
      rank_block(*tiles_, std::span(rankings).first(count), memory.people_->live);
      for (std::size_t row = 0; row < count; ++row) {
        results[order[block + row]] = rankings[row].finish();
      }
    }
  };
  for (std::size_t begin = 0; begin < people.size() && !watch.must_stop(); begin += kPeoplePerRound) {
    watch.report("classement", begin, people.size());
    const std::size_t end = std::min(people.size(), begin + kPeoplePerRound);
    const std::size_t blocks = (end - begin + kPeoplePerBlock - 1) / kPeoplePerBlock;
    const std::size_t per_task = std::clamp(blocks / kLeastTasks * kPeoplePerBlock, kPeoplePerBlock, kPeoplePerTask);
    parallel_for((end - begin + per_task - 1) / per_task, [&](std::size_t task) {
      const std::size_t first = begin + task * per_task;
      rank_some(first, std::min(end, first + per_task));
    });
  }
  watch.report("classement", people.size(), people.size());
  return results;
}

std::size_t RankingIndex::bytes() const {
  return tiles_->bytes();
}

}  // namespace passerelle
