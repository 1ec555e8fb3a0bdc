#include "allocate/allocation.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>

#include "allocate/congestion.h"
#include "allocate/exchanges.h"
#include "allocate/matching.h"

namespace passerelle {
namespace {

/// A problem said person by person: offers with values, sorted here.
struct Wants {
  std::vector<std::vector<std::pair<std::uint32_t, std::int32_t>>> of;  ///< by person: offer, value
  std::vector<std::uint32_t> capacity;
  std::vector<std::uint32_t> employer;
  std::vector<std::uint32_t> weeks;
};

AllocationProblem problem_of(const Wants& wants) {
  AllocationProblem problem;
  for (std::size_t person = 0; person < wants.of.size(); ++person) {
    auto own = wants.of[person];
    std::ranges::sort(own, [](const auto& left, const auto& right) {
      return left.second != right.second ? left.second > right.second : left.first < right.first;
    });
    for (const auto& [offer, value] : own) {
      problem.offers.emplace_back(offer);
      problem.values.push_back(value);
      problem.marks.push_back(0);
    }
    problem.begins.push_back(problem.offers.size());
    problem.weeks_without.push_back(wants.weeks.empty() ? 0 : wants.weeks[person]);
    problem.lots.push_back((person * 7919 + 13) % 10'007);
  }
  problem.capacity = wants.capacity;
  problem.employer =
      wants.employer.empty() ? std::vector<std::uint32_t>(wants.capacity.size(), kNoGroup) : wants.employer;
  problem.occupation.assign(wants.capacity.size(), kNoGroup);
  return problem;
}

Wants anything() {
  Wants wants;
  const std::size_t people = *rc::gen::inRange<std::size_t>(0, 9);
  const std::size_t offers = *rc::gen::inRange<std::size_t>(1, 9);
  for (std::size_t person = 0; person < people; ++person) {
    auto& own = wants.of.emplace_back();
    for (std::uint32_t offer = 0; offer < offers; ++offer) {
      if (*rc::gen::inRange(0, 3) == 0) {
        own.emplace_back(offer, *rc::gen::inRange(0, 6) * 1000);
      }
    }
    wants.weeks.push_back(*rc::gen::inRange(0U, 3U));
  }
  for (std::size_t offer = 0; offer < offers; ++offer) {
    wants.capacity.push_back(*rc::gen::inRange(0U, 4U));
    wants.employer.push_back(*rc::gen::inRange(0U, 4U));
  }
  return wants;
}

/// The most units that people, each with up to `each` of them, can be given: paths found one by one (Ford, Fulkerson).
std::size_t most_given(const Wants& wants, const std::vector<std::size_t>& each) {
  std::vector<std::vector<std::size_t>> holders(wants.capacity.size());
  std::size_t given = 0;
  for (std::size_t person = 0; person < wants.of.size(); ++person) {
    for (std::size_t unit = 0; unit < each[person]; ++unit) {
      std::set<std::uint32_t> seen;
      const std::function<bool(std::size_t)> find = [&](std::size_t who) {
        for (const auto& [offer, value] : wants.of[who]) {
          auto& held = holders[offer];
          if (std::ranges::find(held, who) != held.end() || !seen.insert(offer).second) {
            continue;
          }
          if (held.size() < wants.capacity[offer]) {
            held.push_back(who);
            return true;
          }
          for (std::size_t place = 0; place < held.size(); ++place) {
            if (find(held[place])) {
              holders[offer][place] = who;
              return true;
            }
          }
        }
        return false;
      };
      given += find(person) ? 1U : 0U;
    }
  }
  return given;
}

std::vector<std::size_t> counts_of(const std::vector<Share>& shares) {
  std::vector<std::size_t> counts;
  for (const Share& share : shares) {
    counts.push_back(share.offers.size());
  }
  return counts;
}

RC_GTEST_PROP(Allocation, NeverGoesBeyondACapacityNorGivesWhatIsNoCandidate, ()) {
  const Wants wants = anything();
  const std::vector<Share> shares = allocate(problem_of(wants), {});
  std::vector<std::uint32_t> shown(wants.capacity.size());
  for (std::size_t person = 0; person < shares.size(); ++person) {
    std::set<OfferIndex> seen;
    RC_ASSERT(shares[person].offers.size() <= 5U);
    RC_ASSERT(shares[person].reserve.size() <= 2U);
    for (const auto* some : {&shares[person].offers, &shares[person].reserve}) {
      for (const OfferIndex offer : *some) {
        RC_ASSERT(seen.insert(offer).second);
        RC_ASSERT(std::ranges::any_of(wants.of[person], [&](const auto& want) { return want.first == offer.value(); }));
        ++shown[offer.value()];
      }
    }
  }
  for (std::size_t offer = 0; offer < shown.size(); ++offer) {
    RC_ASSERT(shown[offer] <= wants.capacity[offer]);
  }
}

RC_GTEST_PROP(Allocation, GuaranteesAsMuchAsAFlowCan, ()) {
  const Wants wants = anything();
  AllocationOptions options;
  options.guaranteed = *rc::gen::inRange<std::size_t>(1, 4);
  const std::vector<std::size_t> counts = counts_of(allocate(problem_of(wants), options));
  // As many people as can be have one, of these as many as can be two …: by levels, those with more weeks first.
  for (std::size_t level = 1; level <= options.guaranteed; ++level) {
    for (int weeks = 2; weeks >= 0; --weeks) {
      std::vector<std::size_t> each;
      std::size_t given = 0;
      for (std::size_t person = 0; person < counts.size(); ++person) {
        each.push_back(wants.weeks[person] >= static_cast<std::uint32_t>(weeks) ? level : level - 1);
        given += std::min(counts[person], each.back());
      }
      RC_ASSERT(given == most_given(wants, each));
    }
  }
}

RC_GTEST_PROP(Allocation, DoesNotDependOnTheOrderOfPeopleAndOffers, ()) {
  const Wants wants = anything();
  const AllocationProblem problem = problem_of(wants);
  std::vector<std::uint32_t> people(wants.of.size());
  std::iota(people.begin(), people.end(), 0U);
  for (std::size_t row = people.size(); row > 1; --row) {
    std::swap(people[row - 1], people[*rc::gen::inRange<std::size_t>(0, row)]);
  }
  // Offers get other rows; candidates keep their order, which is that of ids.
  const auto offers = static_cast<std::uint32_t>(wants.capacity.size());
  const auto moved = [offers](OfferIndex offer) { return OfferIndex((offer.value() + 3) % offers); };
  AllocationProblem shuffled;
  for (const std::uint32_t person : people) {
    for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
      shuffled.offers.push_back(moved(problem.offers[row]));
      shuffled.values.push_back(problem.values[row]);
      shuffled.marks.push_back(problem.marks[row]);
    }
    shuffled.begins.push_back(shuffled.offers.size());
    shuffled.weeks_without.push_back(problem.weeks_without[person]);
    shuffled.lots.push_back(problem.lots[person]);
  }
  shuffled.capacity.resize(offers);
  shuffled.employer.resize(offers);
  shuffled.occupation.assign(offers, kNoGroup);
  for (std::uint32_t offer = 0; offer < offers; ++offer) {
    shuffled.capacity[moved(OfferIndex(offer)).value()] = problem.capacity[offer];
    shuffled.employer[moved(OfferIndex(offer)).value()] = problem.employer[offer];
  }
  const std::vector<Share> expected = allocate(problem, {});
  const std::vector<Share> found = allocate(shuffled, {});
  for (std::size_t row = 0; row < people.size(); ++row) {
    Share there = expected[people[row]];
    for (auto* some : {&there.offers, &there.reserve}) {
      std::ranges::transform(*some, some->begin(), moved);
    }
    RC_ASSERT(found[row] == there);
  }
}

RC_GTEST_PROP(Allocation, VariesEmployersBeyondTheGuarantee, ()) {
  const Wants wants = anything();
  AllocationOptions options;
  options.guaranteed = 0;
  options.stretch = *rc::gen::arbitrary<bool>();
  for (const Share& share : allocate(problem_of(wants), options)) {
    std::map<std::uint32_t, int> by_employer;
    for (const OfferIndex offer : share.offers) {
      RC_ASSERT(++by_employer[wants.employer[offer.value()]] <= 1);
    }
  }
}

RC_GTEST_PROP(Allocation, LeavesNobodyShortWhileACandidateHasRoom, ()) {
  Wants wants = anything();
  wants.employer.clear();
  const std::vector<Share> shares = allocate(problem_of(wants), {});
  std::vector<std::uint32_t> shown(wants.capacity.size());
  for (const Share& share : shares) {
    for (const OfferIndex offer : share.offers) {
      ++shown[offer.value()];
    }
  }
  for (std::size_t person = 0; person < shares.size(); ++person) {
    for (const auto& [offer, value] : wants.of[person]) {
      const bool held = std::ranges::find(shares[person].offers, OfferIndex(offer)) != shares[person].offers.end();
      RC_ASSERT(held || shares[person].offers.size() >= 5U || shown[offer] >= wants.capacity[offer]);
    }
  }
}

/// What everybody holds is worth, together.
std::int64_t worth_held(const AllocationProblem& problem, const Matching& matching) {
  std::int64_t sum = 0;
  for (std::size_t person = 0; person < problem.people(); ++person) {
    for (const std::uint32_t place : matching.held(person)) {
      sum += problem.values[problem.begins[person] + place];
    }
  }
  return sum;
}

RC_GTEST_PROP(Exchanges, LoseNothingAndKeepCountsCapacitiesAndVariety, ()) {
  const Wants wants = anything();
  AllocationProblem problem = problem_of(wants);
  for (std::uint32_t& occupation : problem.occupation) {
    occupation = *rc::gen::inRange(0U, 3U);
  }
  const Variety variety{1, 2};
  Matching matching(problem, problem.capacity, 5);
  std::vector<std::uint32_t> order(problem.people());
  std::iota(order.begin(), order.end(), 0U);
  for (const std::uint32_t person : order) {
    // Anything they may hold, not the best: as chains of people leave it.
    for (std::uint32_t place = 0; place < problem.candidates_of(person) && matching.count(person) < 5; ++place) {
      const OfferIndex offer = matching.offer(person, place);
      if (matching.has_room(offer) && matching.is_varied(person, offer, variety) && *rc::gen::inRange(0, 3) != 0) {
        matching.take(person, place);
      }
    }
  }
  const std::int64_t before = worth_held(problem, matching);
  std::vector<std::size_t> counts;
  std::vector<std::uint32_t> shown_before(wants.capacity.size());
  for (const std::uint32_t person : order) {
    counts.push_back(matching.count(person));
    for (const std::uint32_t place : matching.held(person)) {
      ++shown_before[matching.offer(person, place).value()];
    }
  }
  exchange(matching, problem, order, variety);
  RC_ASSERT(worth_held(problem, matching) >= before);
  std::vector<std::uint32_t> shown(wants.capacity.size());
  for (const std::uint32_t person : order) {
    RC_ASSERT(matching.count(person) == counts[person]);
    std::set<std::uint32_t> once;
    std::map<std::uint32_t, int> by_employer;
    std::map<std::uint32_t, int> by_occupation;
    for (const std::uint32_t place : matching.held(person)) {
      const std::uint32_t row = matching.offer(person, place).value();
      RC_ASSERT(once.insert(row).second);
      RC_ASSERT(++by_employer[problem.employer[row]] <= 1);
      RC_ASSERT(++by_occupation[problem.occupation[row]] <= 2);
      ++shown[row];
    }
  }
  RC_ASSERT(shown == shown_before);
}

TEST(Exchanges, GoOnWithWhatAPersonHoldsAfterTheyGaveOneOfferAway) {
  // The first holds 0 and 1, and would rather have 2 and 3, whose holders would give them for 0 and 1.
  const Wants wants{{{{3, 9000}, {2, 8900}, {0, 5000}, {1, 4900}}, {{2, 7000}, {0, 6900}}, {{3, 7000}, {1, 6900}}},
                    {1, 1, 1, 1},
                    {},
                    {}};
  const AllocationProblem problem = problem_of(wants);
  Matching matching(problem, problem.capacity, 2);
  matching.take(0, 2);
  matching.take(0, 3);
  matching.take(1, 0);
  matching.take(2, 0);
  exchange(matching, problem, std::vector<std::uint32_t>{0, 1, 2}, {1, 3});
  EXPECT_EQ(worth_held(problem, matching), 9000 + 8900 + 6900 + 6900);
}

TEST(Exchanges, AreMadeWhereTwoTogetherGain) {
  // By falling worth the first takes 0, and leaves the second with next to nothing.
  const Wants wants{{{{0, 9000}, {1, 8900}}, {{0, 8800}, {1, 1000}}}, {1, 1}, {}, {}};
  AllocationOptions options;
  options.per_person = 1;
  options.guaranteed = 1;
  const std::vector<Share> shares = allocate(problem_of(wants), options);
  EXPECT_THAT(shares[0].offers, testing::ElementsAre(OfferIndex(1)));
  EXPECT_THAT(shares[1].offers, testing::ElementsAre(OfferIndex(0)));
}

RC_GTEST_PROP(Allocation, FillsAListWithMoreOfOneOccupationRatherThanLeaveItShort, ()) {
  Wants wants = anything();
  wants.employer.clear();
  AllocationProblem problem = problem_of(wants);
  for (std::uint32_t& occupation : problem.occupation) {
    occupation = *rc::gen::inRange(0U, 2U);
  }
  AllocationOptions options;
  options.guaranteed = 0;
  options.per_occupation = 1;
  const std::vector<Share> shares = allocate(problem, options);
  std::vector<std::uint32_t> shown(wants.capacity.size());
  for (const Share& share : shares) {
    for (const OfferIndex offer : share.offers) {
      ++shown[offer.value()];
    }
  }
  for (std::size_t person = 0; person < shares.size(); ++person) {
    for (const auto& [offer, value] : wants.of[person]) {
      const bool held = std::ranges::find(shares[person].offers, OfferIndex(offer)) != shares[person].offers.end();
      RC_ASSERT(held || shares[person].offers.size() >= 5U || shown[offer] >= wants.capacity[offer]);
    }
  }
}

TEST(Allocation, TakesMoreOfOneOccupationOnlyWhereNoOtherIsLeft) {
  Wants wants{{{{0, 9000}, {1, 8000}, {2, 7000}, {3, 6000}, {4, 5000}, {5, 1000}}}, {1, 1, 1, 1, 1, 1}, {}, {}};
  AllocationProblem problem = problem_of(wants);
  problem.occupation = {7, 7, 7, 7, 7, 8};
  const auto row = [](std::uint32_t number) { return OfferIndex(number); };
  // Three of a trade, then the other though it is worth less, then what is left.
  EXPECT_THAT(allocate(problem, {})[0].offers, testing::ElementsAre(row(0), row(1), row(2), row(3), row(5)));
  problem.occupation.back() = 7;
  EXPECT_THAT(allocate(problem, {})[0].offers, testing::ElementsAre(row(0), row(1), row(2), row(3), row(4)));
}

TEST(Allocation, GivesAnOfferToWhoHasNothingElse) {
  // The first likes the only offer of the second best, and has another.
  const Wants wants{{{{0, 9000}, {1, 8000}}, {{0, 3000}}}, {1, 1}, {}, {}};
  AllocationOptions options;
  options.per_person = 1;
  options.guaranteed = 1;
  const std::vector<Share> shares = allocate(problem_of(wants), options);
  EXPECT_THAT(shares[0].offers, testing::ElementsAre(OfferIndex(1)));
  EXPECT_THAT(shares[1].offers, testing::ElementsAre(OfferIndex(0)));
}

TEST(Allocation, ServesFirstThoseWhoHadNothingForWeeks) {
  Wants wants{{{{0, 9000}}, {{0, 3000}}}, {1}, {}, {0, 1}};
  EXPECT_THAT(counts_of(allocate(problem_of(wants), {})), testing::ElementsAre(0U, 1U));
  wants.weeks = {0, 0};
  EXPECT_THAT(counts_of(allocate(problem_of(wants), {})), testing::ElementsAre(1U, 0U));
}

TEST(Allocation, PutsWhatIsPinnedFirst) {
  const Wants wants{{{{0, 9000}, {1, 2000}}}, {1, 1}, {}, {}};
  AllocationProblem problem = problem_of(wants);
  std::swap(problem.offers[0], problem.offers[1]);
  std::swap(problem.values[0], problem.values[1]);
  problem.marks[0] = kMarkPinned;
  AllocationOptions options;
  options.per_person = 1;
  EXPECT_THAT(allocate(problem, options)[0].offers, testing::ElementsAre(OfferIndex(1)));
}

TEST(Allocation, TheLastPlaceOfAFullListOpensAnotherTradeIfItCostsLittle) {
  const Wants wants{{{{0, 9000}, {1, 8000}, {2, 7000}, {3, 6000}}}, {1, 1, 1, 1}, {}, {}};
  AllocationProblem problem = problem_of(wants);
  problem.marks[3] = kMarkStretch;
  AllocationOptions options;
  options.per_person = 3;
  EXPECT_THAT(allocate(problem, options)[0].offers, testing::ElementsAre(OfferIndex(0), OfferIndex(1), OfferIndex(3)));
  options.stretch_costs_at_most = 500;
  EXPECT_THAT(allocate(problem, options)[0].offers, testing::ElementsAre(OfferIndex(0), OfferIndex(1), OfferIndex(2)));
}

TEST(Congestion, CountsWhoIsSentBeyondACapacity) {
  Wants wants;
  wants.capacity = {2, 5};
  for (int person = 0; person < 5; ++person) {
    wants.of.push_back({{0, 8000}, {1, 6000}});
  }
  AllocationOptions options;
  options.per_person = 1;
  options.guaranteed = 1;
  const AllocationProblem problem = problem_of(wants);
  const std::vector<Share> alone = allocate_alone(problem, options);
  const Congestion before = congestion_of(problem, alone, alone, 1);
  EXPECT_EQ(before.beyond, 3U);
  EXPECT_EQ(before.offers_shown, 1U);
  EXPECT_DOUBLE_EQ(before.mean_score, 8000);
  EXPECT_DOUBLE_EQ(before.gini, 0.5);
  const Congestion after = congestion_of(problem, allocate(problem, options), alone, 1);
  EXPECT_EQ(after.beyond, 0U);
  EXPECT_EQ(after.offers_shown, 2U);
  EXPECT_EQ(after.people_short, 0U);
  EXPECT_DOUBLE_EQ(after.mean_score, (2 * 8000 + 3 * 6000) / 5.0);
}

}  // namespace
}  // namespace passerelle
