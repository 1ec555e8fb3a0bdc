#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <utility>

#include "base/parallel.h"
#include "bench/rank/night_world.h"
#include "rank/offer_tiles.h"
#include "rank/person_ranking.h"
#include "rank/ranking_index.h"

namespace passerelle {
namespace {

using bench::NightWorld;

/// A world and its index, made once for all benchmarks of one size.
struct Night {
  Night(std::size_t person_count, std::size_t offer_count)
      : world(person_count, offer_count), scorer(world.scorer()), index(scorer, world.listed) {
    for (std::uint32_t row = 0; row < person_count; ++row) {
      people.emplace_back(row);
    }
  }
  NightWorld world;
  Scorer scorer;
  RankingIndex index;
  std::vector<PersonIndex> people;
};

const Night& night_of(std::size_t people, std::size_t offers) {
  static std::map<std::pair<std::size_t, std::size_t>, std::unique_ptr<const Night>> nights;
  auto& night = nights[{people, offers}];
  if (!night) {
    night = std::make_unique<const Night>(people, offers);
  }
  return *night;
}

double core_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// What a passing pair costs at the least when its data are at hand: the four answers of the filter, contract and
/// hours, the occupations, each skill that the offer asks for (about 15). Every offer passes and none is left out by a
/// bound.
struct Floor {
  double filter_ns = 0;
  double sparse_ns = 0;
};

Floor measure_floor() {
  constexpr std::size_t kOffers = 16 * kTileOffers;
  constexpr std::size_t kClasses = 6'000;
  constexpr std::size_t kSkillsAsked = 15;
  constexpr std::size_t kRounds = 400;
  std::mt19937 engine(1);
  const auto numbers = [&engine](std::size_t bound) {
    std::vector<std::uint32_t> column(kOffers + kVectorSlack);
    for (std::uint32_t& value : column) {
      const double share = static_cast<double>(engine()) / 4294967296.0;
      value = static_cast<std::uint32_t>(std::pow(static_cast<double>(bound), share)) - 1;
    }
    return column;
  };
  std::array<std::vector<std::uint32_t>, 4> classes{numbers(kClasses), numbers(kClasses), numbers(kClasses),
                                                    numbers(kClasses)};
  const std::array<std::vector<AnswerWord>, 4> tables{
      std::vector<AnswerWord>(kClasses), std::vector<AnswerWord>(kClasses), std::vector<AnswerWord>(kClasses),
      std::vector<AnswerWord>(kClasses)};
  const std::vector<std::uint32_t> terms = numbers(500);
  const std::vector<std::int32_t> terms_worth(500, 400);
  const std::vector<std::uint32_t> occupations = numbers(NightWorld::kOccupations);
  const std::vector<float> fits(NightWorld::kOccupations, 0.5F);
  const std::vector<float> shares(kOffers + kVectorSlack, 0.5F);
  const std::vector<float> nothing(kOffers + kVectorSlack, 0.0F);
  const std::vector<std::int32_t> fixed(kOffers + kVectorSlack, 300);
  const std::vector<AnswerWord> places(kTileOffers + kVectorSlack);
  std::vector<AnswerWord> words(kTileOffers + kVectorSlack);
  SieveOutput output;
  const double cpu = core_seconds();
  for (std::size_t round = 0; round < kRounds; ++round) {
    for (std::size_t first = 0; first < kOffers; first += kTileOffers) {
      LookUps asked;
      for (std::size_t table = 0; table < 4; ++table) {
        asked.classes.at(table) = classes.at(table).data() + first;
        asked.tables.at(table) = tables.at(table).data();
      }
      asked.places = places.data();
      asked.count = kTileOffers;
      benchmark::DoNotOptimize(look_up(simd_level(), asked, words.data()));
      SieveInput input;
      input.count = kTileOffers;
      input.words = words.data();
      input.travel_most = fixed.data();
      input.fixed = fixed.data() + first;
      input.terms = terms.data() + first;
      input.terms_worth = terms_worth.data();
      for (std::size_t column = 0; column < kOccupationColumns; ++column) {
        input.occupations.at(column) = occupations.data() + first;
        input.shares.at(column) = column < 2 ? shares.data() + first : nothing.data() + first;
      }
      input.other_shares = nothing.data() + first;
      input.skills_most = nothing.data() + first;
      input.fits = fits.data();
      input.occupation_scale = 4'000;
      input.best_least = 20'000;
      input.blocked_least = 20'000;
      sieve(simd_level(), input, output);
      benchmark::DoNotOptimize(output.eligible);
    }
  }
  Floor floor;
  constexpr auto kPairs = static_cast<double>(kOffers * kRounds);
  const double filtered = core_seconds();
  floor.filter_ns = (filtered - cpu) * 1e9 / kPairs;

  std::vector<std::uint32_t> skills(kOffers * kSkillsAsked);
  for (std::uint32_t& skill : skills) {
    skill = static_cast<std::uint32_t>(
                std::pow(static_cast<double>(NightWorld::kSkills), static_cast<double>(engine()) / 4294967296.0)) -
            1;
  }
  const std::vector<float> weights(kOffers * kSkillsAsked, 0.6F);
  const std::vector<float> held(NightWorld::kSkills, 0.25F);
  constexpr std::size_t kSparseRounds = 60;
  const double before = core_seconds();
  for (std::size_t round = 0; round < kSparseRounds; ++round) {
    for (std::size_t offer = 0; offer < kOffers; ++offer) {
      float covered = 0;
      for (std::size_t row = offer * kSkillsAsked; row < (offer + 1) * kSkillsAsked; ++row) {
        covered += weights[row] * held[skills[row]];
      }
      benchmark::DoNotOptimize(covered);
    }
  }
  floor.sparse_ns = (core_seconds() - before) * 1e9 / static_cast<double>(kOffers * kSparseRounds);
  return floor;
}

void report(benchmark::State& state, const Night& night, const std::vector<TopOffers>& tops, double cores) {
  std::int64_t passing = 0;
  for (const TopOffers& top : tops) {
    passing += top.eligible;
  }
  const auto pairs = static_cast<double>(tops.size()) * static_cast<double>(night.world.listed.size());
  static const Floor floor = measure_floor();
  const double ns = cores * 1e9 / static_cast<double>(passing);
  state.counters["core_seconds"] = cores;
  state.counters["us_per_person"] = cores * 1e6 / static_cast<double>(tops.size());
  state.counters["ns_per_pair"] = cores * 1e9 / pairs;
  state.counters["ns_per_passing_pair"] = ns;
  state.counters["floor_ns"] = floor.filter_ns + floor.sparse_ns;
  state.counters["floor_filter_ns"] = floor.filter_ns;
  state.counters["ratio_to_floor"] = ns / (floor.filter_ns + floor.sparse_ns);
  std::size_t kept = 0;
  for (const TopOffers& top : tops) {
    kept +=
        sizeof(TopOffers) + top.best.capacity() * sizeof(RankedOffer) + top.blocked.capacity() * sizeof(BlockedOffer);
  }
  state.counters["bytes_per_person"] = static_cast<double>(kept) / static_cast<double>(tops.size());
  state.counters["passing_share"] = static_cast<double>(passing) / pairs;
  state.counters["bytes_per_offer"] =
      static_cast<double>(night.index.bytes()) / static_cast<double>(night.world.listed.size());
  state.SetItemsProcessed(static_cast<std::int64_t>(tops.size()) * state.iterations());
}

/// Whether a sample of people got what every pair alone gives.
bool is_right(const Night& night, const std::vector<TopOffers>& tops, const RankOptions& options, std::size_t sample) {
  PersonProfile profile;
  for (std::size_t row = 0; row < tops.size(); row += std::max<std::size_t>(1, tops.size() / sample)) {
    if (!(rank_offers(night.scorer, night.people[row], night.world.listed, options, profile) == tops[row])) {
      return false;
    }
  }
  return true;
}

/// Every pair alone, 100 people × 100,000 offers: what the index is compared with.
void every_pair_alone(benchmark::State& state) {
  const Night& night = night_of(2'000, 100'000);
  std::vector<TopOffers> tops(100);
  double cores = 0;
  for (auto _ : state) {
    const double before = core_seconds();
    PersonProfile profile;
    for (std::size_t row = 0; row < tops.size(); ++row) {
      tops[row] = rank_offers(night.scorer, night.people[row], night.world.listed, {}, profile);
    }
    cores += core_seconds() - before;
  }
  report(state, night, tops, cores / static_cast<double>(state.iterations()));
}

/// Everybody by the index: people, offers, candidates kept, threads.
void everybody(benchmark::State& state) {
  const Night& night = night_of(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  const RankOptions options{static_cast<std::size_t>(state.range(2)), 20, Relevance{0.1, 0.25}};
  const ThreadLimit limit(static_cast<std::size_t>(state.range(3)));
  std::vector<TopOffers> tops;
  double cores = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (auto _ : state) {
    const double before = core_seconds();
    tops = night.index.rank_everybody(night.people, options, {});
    cores += core_seconds() - before;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() /
                         static_cast<double>(state.iterations());
  // How much faster two threads are than one was, for the same people, offers and candidates.
  static std::map<std::array<std::int64_t, 3>, double> on_one_thread;
  const std::array<std::int64_t, 3> size{state.range(0), state.range(1), state.range(2)};
  if (state.range(3) == 1) {
    on_one_thread[size] = seconds;
  } else if (on_one_thread.contains(size)) {
    state.counters["two_thread_ratio"] = on_one_thread[size] / seconds;
  }
  report(state, night, tops, cores / static_cast<double>(state.iterations()));
  if (!is_right(night, tops, options, 20)) {
    state.SkipWithError("not what every pair alone gives");
  }
}

/// The same without a floor of relevance: any offer that passes may be a candidate.
void everybody_whatever_the_work(benchmark::State& state) {
  const Night& night = night_of(2'000, 500'000);
  const RankOptions options{static_cast<std::size_t>(state.range(0)), 20, {}};
  const ThreadLimit limit(1);
  std::vector<TopOffers> tops;
  double cores = 0;
  for (auto _ : state) {
    const double before = core_seconds();
    tops = night.index.rank_everybody(night.people, options, {});
    cores += core_seconds() - before;
  }
  report(state, night, tops, cores / static_cast<double>(state.iterations()));
  if (!is_right(night, tops, options, 20)) {
    state.SkipWithError("not what every pair alone gives");
  }
}

/// One person against 500,000 offers, memory warm: those who have a home.
void one_person(benchmark::State& state) {
  const Night& night = night_of(2'000, 500'000);
  RankingIndex::Memory memory = night.index.memory();
  std::size_t row = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(night.index.rank(night.people[row], {}, memory));
    row = (row + 1) % night.people.size();
  }
}

/// Making the index of 500,000 offers.
void index_made(benchmark::State& state) {
  const Night& night = night_of(2'000, 500'000);
  for (auto _ : state) {
    benchmark::DoNotOptimize(RankingIndex(night.scorer, night.world.listed));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(night.world.listed.size()) * state.iterations());
}

BENCHMARK(every_pair_alone)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(everybody)
    ->ArgNames({"people", "offers", "kept", "threads"})
    ->Args({2'000, 100'000, 200, 1})
    ->Args({2'000, 500'000, 20, 1})
    ->Args({2'000, 500'000, 200, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(everybody_whatever_the_work)->ArgName("kept")->Arg(20)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(one_person)->Unit(benchmark::kMicrosecond);
BENCHMARK(index_made)->Unit(benchmark::kMillisecond)->Iterations(1);
// Last: it needs 4 GiB and a minute to invent.
BENCHMARK(everybody)
    ->Name("whole_night")
    ->ArgNames({"people", "offers", "kept", "threads"})
    ->ArgsProduct({{100'000}, {500'000}, {20, 200}, {1, 2}})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace passerelle
