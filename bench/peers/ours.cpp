#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "base/parallel.h"
#include "domain/date.h"
#include "rank/ranking_index.h"
#include "systems.h"
#include "timing.h"

namespace passerelle::bench {
namespace {

/// Rows from what `entries(row)` gives: columns with their values, sorted.
template <class Entries>
SparseRows sparse_rows(std::size_t rows, std::size_t columns, const Entries& entries) {
  std::vector<Eigen::Triplet<float>> triplets;
  for (std::size_t row = 0; row < rows; ++row) {
    for (const auto& [column, value] : entries(row)) {
      triplets.emplace_back(static_cast<int>(row), static_cast<int>(column), value);
    }
  }
  SparseRows matrix(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
  matrix.setFromTriplets(triplets.begin(), triplets.end());
  return matrix;
}

using Entries = std::vector<std::pair<std::uint32_t, float>>;

/// The workload in our own types: topics are occupations, words are skills, reach is the limit in kilometres.
struct World {
  OfferMatrix offers;
  PeopleMatrix people;
  std::vector<PersonLimits> limits;
  std::vector<OfferConditions> conditions;
  std::vector<OfferFacts> facts;
  std::vector<PersonIndex> everybody;
  std::vector<OfferIndex> listed;

  explicit World(const Workload& workload) {
    offers.occupations = sparse_rows(workload.offers(), workload.topics, [&](std::size_t row) {
      return Entries{{workload.offer_topics[row], 1.0F}};
    });
    offers.skills = sparse_rows(workload.offers(), workload.vocabulary,
                                [&](std::size_t row) { return weighed(workload.offer_terms[row], 0.5F); });
    offers.soft_skills = sparse_rows(workload.offers(), workload.vocabulary, [](std::size_t) { return Entries{}; });
    offers.senior.assign(workload.offers(), 0);
    people.occupations = sparse_rows(workload.people(), workload.topics, [&](std::size_t row) {
      Entries fits;
      float fit = 1;
      for (const std::uint32_t topic : workload.person_topics[row]) {
        fits.emplace_back(topic, fit);
        fit *= 0.7F;
      }
      return fits;
    });
    people.skills = sparse_rows(workload.people(), workload.vocabulary,
                                [&](std::size_t row) { return weighed(workload.person_terms[row], 0.4F); });
    people.senior.assign(workload.people(), 0);
    for (std::size_t row = 0; row < workload.offers(); ++row) {
      conditions.emplace_back().place = unit_point(workload.offer_places[row]);
      facts.emplace_back().age_days = static_cast<std::int32_t>(row % 60);
      listed.emplace_back(static_cast<std::uint32_t>(row));
    }
    for (std::size_t row = 0; row < workload.people(); ++row) {
      PersonLimits& can = limits.emplace_back();
      can.home = unit_point(workload.person_places[row]);
      can.max_km = workload.reach_km[row];
      can.reach_km = can.farthest_km = can.reach_by_car_km = workload.reach_km[row];
      everybody.emplace_back(static_cast<std::uint32_t>(row));
    }
  }

  static Entries weighed(const TermCounts& text, float each) {
    Entries entries;
    for (std::size_t i = 0; i < text.terms.size(); ++i) {
      entries.emplace_back(text.terms[i], std::min(1.0F, each * static_cast<float>(text.counts[i])));
    }
    return entries;
  }
};

}  // namespace

std::vector<SystemRow> run_ours(const Workload& workload, const PlaceGrid& grid) {
  const World world(workload);
  const ScoringInputs inputs{&world.people,    &world.offers, world.limits,
                             world.conditions, world.facts,   parse_day("2026-11-23").value()};
  const Scorer scorer(inputs, ScoreWeights{});
  RankOptions options;
  options.candidates = kBest;
  options.blocked = 0;
  const RankingIndex index(scorer, world.listed);
  SystemRow row{"Passerelle", "the whole score and all limits, exact", true};
  for (const std::size_t threads : {1U, 2U}) {
    const ThreadLimit limit(threads);
    const Stopwatch watch(threads);
    const std::vector<TopOffers> tops = index.rank_everybody(world.everybody, options, {});
    const double seconds = watch.seconds();
    (threads == 1 ? row.queries_per_second : row.queries_per_second_two_threads) =
        static_cast<double>(workload.people()) / seconds;
    // The same offers must pass as for the others, but for a few at the very edge: our places are of single precision.
    constexpr std::size_t kChecked = 100;
    for (std::size_t person = 0; person < std::min(kChecked, tops.size()); ++person) {
      const auto passing = static_cast<std::int64_t>(grid.offers_within(person).size());
      if (std::abs(tops[person].eligible - passing) > 3 + passing / 100) {
        throw std::runtime_error("our limits let other offers pass than those of the workload");
      }
    }
  }
  return {row};
}

}  // namespace passerelle::bench
