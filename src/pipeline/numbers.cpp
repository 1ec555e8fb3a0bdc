#include "pipeline/numbers.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/parallel.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

/// How often employers left people without an answer.
class EmployerSilence {
 public:
  explicit EmployerSilence(const std::vector<EmployerHistory>& employers) {
    for (const EmployerHistory& employer : employers) {
      if (!employer.siret.empty()) {
        add(by_siret_[employer.siret], employer);
      }
      if (const std::string name = folded(employer.employer); !name.empty()) {
        add(by_name_[{name, employer.place}], employer);
      }
    }
  }

  /// The share of the people who were not answered, one doubt being left to everybody: none of one is a half. 0 when
  /// nothing is known of the employer.
  [[nodiscard]] double share_of(const Offer& offer, const std::string& employer_key) const {
    if (const auto found = by_siret_.find(offer.siret); !offer.siret.empty() && found != by_siret_.end()) {
      return share(found->second);
    }
    const std::string& place = offer.place.insee.empty() ? offer.place.label : offer.place.insee;
    const auto found = by_name_.find({employer_key, place});
    return found == by_name_.end() ? 0 : share(found->second);
  }

 private:
  struct Counts {
    std::uint32_t answered = 0;
    std::uint32_t silent = 0;
  };
  static void add(Counts& counts, const EmployerHistory& employer) {
    counts.answered += employer.answered;
    counts.silent += employer.silent;
  }
  static double share(const Counts& counts) {
    return static_cast<double>(counts.silent) / static_cast<double>(counts.answered + counts.silent + 1);
  }

  std::map<std::string, Counts> by_siret_;
  std::map<std::pair<std::string, std::string>, Counts> by_name_;
};

/// Compiles every row on all threads, each with a vocabulary of its own, and joins these in the order of rows.
template <class Compiled, class Compile>
void compile_apart(std::vector<Compiled>& rows, ConditionVocabulary& vocabulary, const Compile& compile) {
  constexpr std::size_t kRowsAtOnce = 4096;
  std::vector<ConditionVocabulary> own;
  for (std::size_t first = 0; first < rows.size(); first += kRowsAtOnce) {
    const std::size_t count = std::min(kRowsAtOnce, rows.size() - first);
    own.assign(count, {});
    parallel_for(count, [&](std::size_t row) { rows[first + row] = compile(first + row, own[row]); });
    for (std::size_t row = 0; row < count; ++row) {
      renumber(rows[first + row], own[row], vocabulary);
    }
  }
}

}  // namespace

WeekNumbers::WeekNumbers(const WeekRecords& records, const Engine& engine, Day monday, const History& history) {
  const EmployerSilence silence(history.employers);
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
    facts_[row].employer_silence = silence.share_of(records.offers[row], conditions.employer_key);
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
