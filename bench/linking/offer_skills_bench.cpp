#include "linking/offer_skills.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "bench/support/real_referential.h"
#include "ingest/offers.h"

namespace passerelle {
namespace {

using support::must;
using support::real_offers;
using support::real_referential;
using support::without_real_data;

struct KnownWork {
  Offer offer;
  std::vector<OccupationLink> occupations;  ///< those of its own code
};

/// A reader over the official ROME, and real offers whose occupations are known; made once.
class RealSkills {
 public:
  static const RealSkills& get() {
    static const RealSkills one;
    return one;
  }

  [[nodiscard]] const OfferSkillReader& reader() const { return *reader_; }
  [[nodiscard]] const std::vector<KnownWork>& offers() const { return offers_; }

 private:
  RealSkills() {
    referential_ = std::make_unique<Referential>(real_referential());
    reader_ = std::make_unique<OfferSkillReader>(*referential_);
    must(read_offers(real_offers(), {}, {}, [this](Offer&& offer, RecordPosition) {
      KnownWork work;
      for (const OccupationIndex occupation : referential_->family(offer.rome)) {
        work.occupations.emplace_back().occupation = occupation;
        work.occupations.back().confidence = 0.2;
      }
      work.offer = std::move(offer);
      offers_.push_back(std::move(work));
    }));
  }

  std::unique_ptr<Referential> referential_;
  std::unique_ptr<OfferSkillReader> reader_;
  std::vector<KnownWork> offers_;
};

/// What the weekly run reads of every offer, on one thread.
void read_said_skills(benchmark::State& state) {
  if (without_real_data(state)) {
    return;
  }
  const RealSkills& real = RealSkills::get();
  std::size_t said = 0;
  for (auto _ : state) {
    said = 0;
    for (const KnownWork& work : real.offers()) {
      said += real.reader().said(work.offer.text, words(work.offer.text), work.occupations).empty() ? 0U : 1U;
    }
    if (said < real.offers().size() / 10) {
      state.SkipWithError("hardly any offer says a skill");
      return;
    }
  }
  state.counters["says_some"] = static_cast<double>(said) / static_cast<double>(real.offers().size());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(real.offers().size()));
}
BENCHMARK(read_said_skills)->Unit(benchmark::kMillisecond);

void rank_likely_skills(benchmark::State& state) {
  if (without_real_data(state)) {
    return;
  }
  constexpr std::size_t kShown = 20;
  const RealSkills& real = RealSkills::get();
  for (auto _ : state) {
    for (const KnownWork& work : real.offers()) {
      const std::vector<SkillLink> links =
          real.reader().likely(work.offer.title, work.offer.text, work.occupations, kShown);
      if (links.empty() != work.occupations.empty()) {
        state.SkipWithError("an occupation without likely skills, or skills without one");
        return;
      }
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(real.offers().size()));
}
BENCHMARK(rank_likely_skills)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace passerelle
