#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "domain/offer.h"
#include "eligibility/rules.h"

namespace passerelle {

/// Keeps the best of what it is shown, each entry one number in which the order of `ranks_before` is the order of
/// numbers: the score, then the complement of the row, then the rule, which never decides.
class BestEntries {
 public:
  /// Forgets all; from now on the `capacity` best are kept.
  void begin(std::size_t capacity) {
    capacity_ = capacity;
    keys_.clear();
    least_ = capacity == 0 ? std::numeric_limits<std::int32_t>::max() : -kLowest;
  }

  /// A score below this is not among the best; one that equals it may be. Scores are above -`kLowest`.
  [[nodiscard]] std::int32_t least() const { return least_; }

  void add(std::int32_t score, OfferIndex offer, Rule rule = Rule::distance) {
    if (score < least_) {
      return;
    }
    keys_.push_back(static_cast<std::uint64_t>(score + kLowest) << kScoreShift |
                    static_cast<std::uint64_t>(~offer.value()) << kOfferShift | static_cast<std::uint64_t>(rule));
    // Cutting now and then costs less for each entry than a heap does.
    if (keys_.size() >= capacity_ && keys_.size() - capacity_ >= std::max<std::size_t>(kLeastSpare, capacity_ / 2)) {
      cut();
    }
  }

  /// What is kept, best first, as `make(offer, score, rule)`.
  template <class Entry, class Make>
  std::vector<Entry> best_first(const Make& make) {
    if (keys_.size() > capacity_) {
      cut();
    }
    std::ranges::sort(keys_, std::greater<>());
    std::vector<Entry> entries;
    entries.reserve(keys_.size());
    for (const std::uint64_t key : keys_) {
      entries.push_back(make(OfferIndex(~static_cast<std::uint32_t>(key >> kOfferShift)), score_of(key),
                             static_cast<Rule>(key & kRuleMask)));
    }
    return entries;
  }

 private:
  /// More than anything that is taken off: what is kept is never below 0.
  static constexpr std::int32_t kLowest = 20'000;
  static constexpr unsigned kOfferShift = 5;
  static constexpr unsigned kScoreShift = 37;
  static constexpr std::uint64_t kRuleMask = 31;
  static constexpr std::size_t kLeastSpare = 16;

  static std::int32_t score_of(std::uint64_t key) { return static_cast<std::int32_t>(key >> kScoreShift) - kLowest; }

  void cut() {
    const auto last = keys_.begin() + static_cast<std::ptrdiff_t>(capacity_) - 1;
    std::ranges::nth_element(keys_, last, std::greater<>());
    keys_.resize(capacity_);
    least_ = score_of(keys_.back());
  }

  std::size_t capacity_ = 0;
  std::int32_t least_ = 0;
  std::vector<std::uint64_t> keys_;
};

}  // namespace passerelle
