#include "linking/linker.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bench/support/real_referential.h"
#include "ingest/offers.h"
#include "linking/duplicates.h"

namespace passerelle {
namespace {

using support::must;
using support::real_offers;
using support::real_referential;
using support::without_real_data;

/// A linker over the official ROME, and real offers; made once.
class RealLinking {
 public:
  static const RealLinking& get() {
    static const RealLinking one;
    return one;
  }

  [[nodiscard]] const Linker& linker() const { return *linker_; }
  [[nodiscard]] const std::vector<Offer>& offers() const { return offers_; }

 private:
  RealLinking() {
    const std::filesystem::path source = PASSERELLE_SOURCE_DIR;
    referential_ = std::make_unique<Referential>(real_referential());
    embedding_ = std::make_unique<Embedding>(must(Embedding::open(source / "models/passerelle-fr/1/embedding.bin")));
    linker_ = std::make_unique<Linker>(Linker::create(
        *referential_, must(read_lexicon(source / "datasets/referential/lay_lexicon.tsv")),
        must(read_activities(source / "datasets/referential/activities.tsv")), *embedding_,
        must(OfferMemory::open(source / "models/passerelle-fr/1/offers.bin", *embedding_, *referential_))));
    must(read_offers(real_offers(), {}, {},
                     [this](Offer&& offer, RecordPosition) { offers_.push_back(std::move(offer)); }));
  }

  std::unique_ptr<Referential> referential_;
  std::unique_ptr<Embedding> embedding_;
  std::unique_ptr<Linker> linker_;
  std::vector<Offer> offers_;
};

/// Titles → occupations among the 1,584 of the official ROME, on one thread; the share that reach the family of the
/// offer's own code is shown as `right`.
void link_real_titles(benchmark::State& state) {
  if (without_real_data(state)) {
    return;
  }
  constexpr std::size_t kTitles = 500;
  const RealLinking& real = RealLinking::get();
  std::size_t right = 0;
  for (auto _ : state) {
    right = 0;
    for (std::size_t row = 0; row < kTitles; ++row) {
      const Offer& offer = real.offers()[row];
      const std::vector<OccupationLink> links = real.linker().occupations(offer.title, 1);
      const std::vector<OccupationIndex> family = real.linker().referential().family(offer.rome);
      right += !links.empty() && std::ranges::find(family, links[0].occupation) != family.end() ? 1U : 0U;
    }
    if (right < kTitles / 2) {
      state.SkipWithError("fewer than half of the titles are understood");
      return;
    }
  }
  state.counters["right"] = static_cast<double>(right) / kTitles;
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kTitles));
}
BENCHMARK(link_real_titles)->Unit(benchmark::kMillisecond);

/// Whole offers, a batch at a time: occupations, skills, requirements, times.
void understand_real_offers(benchmark::State& state) {
  if (without_real_data(state)) {
    return;
  }
  constexpr std::size_t kOffers = 1'024;
  constexpr std::size_t kTogether = 32;
  const RealLinking& real = RealLinking::get();
  for (auto _ : state) {
    std::size_t linked = 0;
    for (std::size_t begin = 0; begin < kOffers; begin += kTogether) {
      std::vector<const Offer*> batch;
      for (std::size_t row = begin; row < begin + kTogether; ++row) {
        batch.push_back(&real.offers()[row]);
      }
      for (const OfferUnderstanding& understood : real.linker().understand(batch)) {
        linked += understood.occupations.empty() ? 0U : 1U;
      }
    }
    if (linked < kOffers * 95 / 100) {
      state.SkipWithError("offers are not linked");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kOffers));
}
BENCHMARK(understand_real_offers)->Unit(benchmark::kMillisecond);

void find_repeated_real_offers(benchmark::State& state) {
  if (without_real_data(state)) {
    return;
  }
  const RealLinking& real = RealLinking::get();
  std::vector<TextSketch> sketches;
  for (const Offer& offer : real.offers()) {
    sketches.push_back(sketch_of(offer.text));
  }
  for (auto _ : state) {
    const std::vector<std::uint32_t> first_of = find_duplicates(real.offers(), sketches);
    for (std::uint32_t row = 0; row < first_of.size(); ++row) {
      if (first_of[row] > row || first_of[first_of[row]] != first_of[row]) {
        state.SkipWithError("a repetition does not point to the first of its group");
        return;
      }
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(real.offers().size()));
}
BENCHMARK(find_repeated_real_offers)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace passerelle
