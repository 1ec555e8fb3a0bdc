#include "pipeline/numbers.h"

#include <algorithm>

#include "base/parallel.h"

namespace passerelle {
namespace {

/// Compiles every row on all threads, each with a vocabulary of its own, and joins these in the order of rows.
template <class Compiled, class Compile>
void compile_apart(std::vector<Compiled>& rows, ConditionVocabulary& vocabulary, const Compile& compile) {
  constexpr std::size_t kTogether = 4096;
  std::vector<ConditionVocabulary> own;
  for (std::size_t first = 0; first < rows.size(); first += kTogether) {
    const std::size_t count = std::min(kTogether, rows.size() - first);
    own.assign(count, {});
    parallel_for(count, [&](std::size_t row) { rows[first + row] = compile(first + row, own[row]); });
    for (std::size_t row = 0; row < count; ++row) {
      renumber(rows[first + row], own[row], vocabulary);
    }
  }
}

}  // namespace

WeekNumbers::WeekNumbers(const WeekRecords& records, const Engine& engine, Day monday) {
  Gazetteer gazetteer = engine.gazetteer();
  for (const Offer& offer : records.offers) {
    gazetteer.learn(offer.place);
  }
  conditions_.resize(records.offers.size());
  facts_.resize(records.offers.size());
  compile_apart(conditions_, vocabulary_, [&](std::size_t row, ConditionVocabulary& vocabulary) {
    OfferConditions conditions = compile_conditions(records.offers[row], records.understood_offers[row], gazetteer,
                                                    engine.referential(), vocabulary);
    conditions.avoided_words = records.avoided_words[row];
    facts_[row] = offer_facts(records.offers[row], records.understood_offers[row], monday);
    return conditions;
  });
  limits_.resize(records.people.size());
  compile_apart(limits_, vocabulary_, [&](std::size_t row, ConditionVocabulary& vocabulary) {
    return compile_limits(records.people[row], records.understood_people[row], monday, gazetteer, engine.referential(),
                          engine.requirements(), records.phrases, vocabulary);
  });
  offers_ = vectorise_offers(records.offers, records.understood_offers, engine.referential());
  people_ = vectorise_people(records.understood_people, engine.referential());
  scorer_ = std::make_unique<Scorer>(ScoringInputs{&people_, &offers_, limits_, conditions_, facts_, monday},
                                     engine.weights());
}

WeeklyInputs WeekNumbers::weekly_inputs(const WeekRecords& records, const Engine& engine) const {
  return {records.people, records.understood_people, records.offers, records.understood_offers, records.also,
          scorer_.get(),  &engine.referential(),     &vocabulary_};
}

}  // namespace passerelle
