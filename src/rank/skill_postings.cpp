#include "rank/skill_postings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "base/parallel.h"
#include "score/parts.h"

namespace passerelle {
namespace {

constexpr std::size_t kWordBits = 64;

/// Most that a part adds, in ten-thousandths.
double most_of(const Scorer& scorer, Part part) {
  return scorer.weights().of[static_cast<std::size_t>(part)] * 10'000;
}

}  // namespace

SkillPostings::SkillPostings(const Scorer& scorer, std::span<const OfferIndex> order,
                             std::span<const std::uint32_t> ends)
    : tiles_(ends.size()), unasked_(order.size()) {
  const double most = std::max(most_of(scorer, Part::skills), most_of(scorer, Part::soft_skills));
  step_ = static_cast<float>(std::max(most, 1.0) / kWorthMask);
  for (std::size_t row = 0; row < ends.size(); ++row) {
    tiles_[row].begin = row == 0 ? 0 : ends[row - 1];
    tiles_[row].count = ends[row] - tiles_[row].begin;
  }
  parallel_for(tiles_.size(), [&](std::size_t row) {
    fill(tiles_[row], scorer, order.subspan(tiles_[row].begin, tiles_[row].count));
  });
  for (std::size_t position = 0; position < order.size(); ++position) {
    const auto asks = [&](const SparseRows& rows) {
      for (SparseRows::InnerIterator entry(rows, static_cast<Eigen::Index>(order[position].value())); entry; ++entry) {
        if (entry.value() > 0) {
          return true;
        }
      }
      return false;
    };
    const OfferMatrix& offers = *scorer.inputs().offers;
    unasked_[position] =
        static_cast<float>((asks(offers.skills) ? 0 : kUnknownValue * most_of(scorer, Part::skills)) +
                           (asks(offers.soft_skills) ? 0 : kUnknownValue * most_of(scorer, Part::soft_skills)));
  }
}

void SkillPostings::fill(Tile& tile, const Scorer& scorer, std::span<const OfferIndex> offers) const {
  const OfferMatrix& matrix = *scorer.inputs().offers;
  const auto visit = [&](const SparseRows& rows, Part part, const auto& take) {
    for (std::uint32_t row = 0; row < offers.size(); ++row) {
      const auto offer = static_cast<Eigen::Index>(offers[row].value());
      double total = 0;
      for (SparseRows::InnerIterator entry(rows, offer); entry; ++entry) {
        total += static_cast<double>(entry.value());
      }
      for (SparseRows::InnerIterator entry(rows, offer); entry && total > 0; ++entry) {
        const double worth = static_cast<double>(entry.value()) / total * most_of(scorer, part);
        const auto steps = static_cast<Posting>(std::ceil(worth / static_cast<double>(step_)));
        take(static_cast<std::size_t>(entry.col()), row << kRowShift | std::min(steps, kWorthMask));
      }
    }
  };
  const auto visit_all = [&](const auto& take) {
    visit(matrix.skills, Part::skills, take);
    visit(matrix.soft_skills, Part::soft_skills, take);
  };
  const auto columns = static_cast<std::size_t>(std::max(matrix.skills.cols(), matrix.soft_skills.cols()));
  tile.words.resize(columns / kWordBits + 1);
  std::size_t postings = 0;
  visit_all([&](std::size_t skill, Posting) {
    tile.words[skill / kWordBits].asked |= std::uint64_t{1} << skill % kWordBits;
    ++postings;
  });
  std::uint64_t lists = 0;
  for (Word& word : tile.words) {
    word.before = lists;
    lists += static_cast<std::uint64_t>(std::popcount(word.asked));
  }
  const auto list_of = [&tile](std::size_t skill) {
    const Word& word = tile.words[skill / kWordBits];
    return word.before +
           static_cast<std::uint64_t>(std::popcount(word.asked & ((std::uint64_t{1} << skill % kWordBits) - 1)));
  };
  // Counted one place further on, so that filling a list moves its begin to where it belongs.
  tile.lists.resize(lists + 2);
  visit_all([&](std::size_t skill, Posting) { ++tile.lists[list_of(skill) + 2]; });
  for (std::size_t list = 2; list < tile.lists.size(); ++list) {
    tile.lists[list] += tile.lists[list - 1];
  }
  tile.postings.resize(postings);
  visit_all([&](std::size_t skill, Posting posting) { tile.postings[tile.lists[list_of(skill) + 1]++] = posting; });
  tile.lists.pop_back();
  tile.lists.shrink_to_fit();
}

void SkillPostings::add_up(std::size_t row, std::span<const SkillStrength> held, float* worth) const {
  const Tile& tile = tiles_[row];
  std::copy_n(unasked_.begin() + tile.begin, tile.count, worth);
  // Little is in the first cache: each step asks for what the next one reads, of several skills at a time.
  constexpr std::size_t kAtOnce = 32;
  struct List {
    std::uint32_t begin;
    std::uint32_t end;
    float step;
  };
  std::array<List, kAtOnce> lists;
  for (std::size_t first = 0; first < held.size(); first += kAtOnce) {
    std::size_t found = 0;
    for (const SkillStrength& one : held.subspan(first, std::min(kAtOnce, held.size() - first))) {
      const Word& word = tile.words[one.skill / kWordBits];
      const std::uint64_t bit = std::uint64_t{1} << one.skill % kWordBits;
      const auto before = static_cast<std::uint32_t>(std::popcount(word.asked & (bit - 1)));
      lists[found] = {static_cast<std::uint32_t>(word.before) + before, 0, one.strength * step_};
      found += (word.asked & bit) != 0 ? 1 : 0;
    }
    for (std::size_t place = 0; place < found; ++place) {
      const std::uint32_t list = lists[place].begin;
      lists[place].begin = tile.lists[list];
      lists[place].end = tile.lists[list + 1];
      __builtin_prefetch(tile.postings.data() + lists[place].begin);
    }
    for (std::size_t place = 0; place < found; ++place) {
      const List& list = lists[place];
      for (std::uint32_t posting = list.begin; posting < list.end; ++posting) {
        const Posting asked = tile.postings[posting];
        worth[asked >> kRowShift] += list.step * static_cast<float>(static_cast<std::int32_t>(asked & kWorthMask));
      }
    }
  }
}

std::size_t SkillPostings::bytes() const {
  std::size_t bytes = tiles_.capacity() * sizeof(Tile) + unasked_.capacity() * sizeof(float);
  for (const Tile& tile : tiles_) {
    bytes += tile.words.capacity() * sizeof(Word) + tile.lists.capacity() * sizeof(std::uint32_t) +
             tile.postings.capacity() * sizeof(Posting);
  }
  return bytes;
}

}  // namespace passerelle
