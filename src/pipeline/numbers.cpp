#include "pipeline/numbers.h"

namespace passerelle {

WeekNumbers::WeekNumbers(const WeekRecords& records, const Engine& engine, Day monday) {
  Gazetteer gazetteer = engine.gazetteer();
  for (const Offer& offer : records.offers) {
    gazetteer.learn(offer.place);
  }
  conditions_.reserve(records.offers.size());
  facts_.reserve(records.offers.size());
  for (std::size_t row = 0; row < records.offers.size(); ++row) {
    conditions_.push_back(compile_conditions(records.offers[row], records.understood_offers[row], gazetteer,
                                             engine.referential(), vocabulary_));
    conditions_.back().avoided_words = records.avoided_words[row];
    facts_.push_back(offer_facts(records.offers[row], records.understood_offers[row], monday));
  }
  limits_.reserve(records.people.size());
  for (std::size_t row = 0; row < records.people.size(); ++row) {
    limits_.push_back(compile_limits(records.people[row], records.understood_people[row], monday, gazetteer,
                                     engine.referential(), engine.requirements(), records.phrases, vocabulary_));
  }
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
