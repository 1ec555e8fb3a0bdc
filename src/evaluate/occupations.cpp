#include "evaluate/occupations.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/parallel.h"

namespace passerelle {
namespace {

/// Occupations asked of the linker, so that five distinct parents are among them.
constexpr std::size_t kAsked = 50;

struct Hits {
  Hit code;
  Hit parent;
  double confidence = 0;
};

Hits hits_of(const GoldOffer& gold, const std::vector<OccupationLink>& links, const Referential& referential) {
  return {hit_in(codes_of(links, referential), {gold.offer.codes.begin(), gold.offer.codes.end()}),
          hit_in(parents_of(links, referential), gold.parents), confidence_in_first_parent(links, referential)};
}

OccupationReport counted(std::span<const GoldOffer> gold, std::span<const Hits> answers) {
  OccupationReport report;
  report.queries = gold.size();
  for (std::size_t row = 0; row < gold.size(); ++row) {
    const auto count = [&](OccupationAccuracy& accuracy) {
      accuracy.parent.add(answers[row].parent);
      if (!gold[row].offer.former) {
        accuracy.code.add(answers[row].code);
      }
    };
    count(report.all);
    report.reliability.add(answers[row].confidence, answers[row].parent.first);
    if (gold[row].title_differs) {
      count(report.title_differs);
    }
    if (std::ranges::none_of(gold[row].parents, [](const std::string& parent) { return parent.starts_with("M18"); })) {
      count(report.without_m18);
    }
  }
  for (OccupationAccuracy* accuracy : {&report.all, &report.title_differs, &report.without_m18}) {
    accuracy->code.close();
    accuracy->parent.close();
  }
  return report;
}

}  // namespace

OccupationReport evaluate_occupations(std::span<const GoldOffer> gold, const Linker& linker) {
  std::vector<Hits> answers(gold.size());
  parallel_for(gold.size(), [&](std::size_t row) {
    const KnownOffer& offer = gold[row].offer;
    answers[row] = hits_of(gold[row], linker.occupations_of_offer(offer.evidence, kAsked), linker.referential());
  });
  return counted(gold, answers);
}

OccupationReport evaluate_occupations_by_folds(std::span<const GoldOffer> gold, const Linker& linker,
                                               const Embedding& embedding, std::size_t folds) {
  std::vector<Hits> answers(gold.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<KnownOffer> others;
    for (const GoldOffer& known : gold) {
      if (known.title_key % folds != fold) {
        others.push_back(known.offer);
      }
    }
    const OfferMemory memory = OfferMemory::of(embedding, linker.referential(), others);
    parallel_for(gold.size(), [&](std::size_t row) {
      const KnownOffer& offer = gold[row].offer;
      if (gold[row].title_key % folds == fold) {
        answers[row] =
            hits_of(gold[row], linker.occupations_of_offer(offer.evidence, kAsked, memory), linker.referential());
      }
    });
  }
  return counted(gold, answers);
}

}  // namespace passerelle
