#include <algorithm>

#include "base/nearest.h"
#include "pipeline/input_files.h"
#include "pipeline/issue.h"
#include "pipeline/numbers.h"
#include "pipeline/records.h"
#include "pipeline/week.h"
#include "rank/ranking_index.h"
#include "report/words.h"

namespace passerelle {
namespace {

/// The row of the record with this id; otherwise an error that names the nearest id.
template <class Record>
Result<std::size_t> row_of(const std::vector<Record>& records, const std::string& id, std::string_view what) {
  std::vector<std::string> known;
  for (std::size_t row = 0; row < records.size(); ++row) {
    if (records[row].id.value() == id) {
      return row;
    }
    known.push_back(records[row].id.value());
  }
  const std::string nearest = nearest_name(id, known);
  return Error{ErrorCode::usage, std::string(what) + " inconnue : " + id +
                                     (nearest.empty() ? "" : " (la plus proche : " + nearest + ")")};
}

/// The offer that stands for this one and its repetitions.
OfferIndex listed_row(const WeekRecords& records, std::size_t row) {
  const std::string& id = records.offers[row].id.value();
  for (const OfferIndex listed : records.listed) {
    const auto& also = records.also[listed.value()];
    if (listed.value() == row || std::ranges::find(also, id) != also.end()) {
      return listed;
    }
  }
  return OfferIndex(static_cast<std::uint32_t>(row));
}

std::string verdict(const WeekRecords& records, const Scorer& scorer, const WeeklyInputs& inputs,
                    const WeekConfig& config, const History& history, PersonIndex person, OfferIndex offer, int& rank) {
  const Day monday = monday_of(config.week);
  if (const std::string reason = reason_to_pause(records.people[person.value()], monday); !reason.empty()) {
    return "pas de liste cette semaine : " + reason;
  }
  const ScoringInputs& scoring = scorer.inputs();
  const RuleSet failed =
      failed_rules(scoring.limits[person.value()], scoring.conditions[offer.value()], scoring.monday);
  if (!failed.empty()) {
    return "non proposée : une limite n'est pas respectée (" +
           std::string(french(WordFamily::rule, to_string(failed.first()))) + ")";
  }
  const Remembered remembered = remembered_of(records, history)[person.value()];
  if (std::ranges::binary_search(remembered.held_back, offer)) {
    return "non proposée : déjà proposée, ou écartée par un référent (voir le registre)";
  }
  PersonProfile profile;
  const RankingIndex ranking(scorer, records.listed);
  const TopOffers top = ranking.rank(person, {});
  RankOptions ranked = candidates_for(config.weekly);
  ranked.candidates += remembered.held_back.size();
  const Shortlist list =
      compose_full_shortlist(inputs, person, ranking.rank(person, ranked), ranking, config.weekly, profile, remembered);
  for (const ShortlistItem& item : list.offers) {
    if (item.offer == records.offers[offer.value()].id) {
      rank = item.rank;
      return "dans la liste, au rang " + std::to_string(item.rank);
    }
  }
  const auto place = std::ranges::find(top.best, offer, &RankedOffer::offer);
  return place == top.best.end()
             ? "possible, mais loin derrière les autres offres"
             : "possible, " + std::to_string(place - top.best.begin() + 1) + "e de " + std::to_string(top.eligible) +
                   " offres possibles : d'autres ont été choisies avant";
}

}  // namespace

Result<PairExplanation> explain_pair(const WeekConfig& config, const std::string& person_id,
                                     const std::string& offer_id, const Watch& watch) {
  const Result<Engine> engine = Engine::load(config.engine);
  if (!engine) {
    return engine.error();
  }
  const Result<std::vector<InputFile>> files = digest_inputs(config.engine);
  if (!files) {
    return files.error();
  }
  const Result<History> history = read_past(config);
  if (!history) {
    return history.error();
  }
  Alone alone;
  const Result<WeekRecords> records =
      read_records(config, *engine, understanding_identity(*files), *history, watch, alone);
  if (!records) {
    return records.error();
  }
  const Result<std::size_t> person_row = row_of(records->people, person_id, "personne");
  if (!person_row) {
    return person_row.error();
  }
  const Result<std::size_t> offer_row = row_of(records->offers, offer_id, "offre");
  if (!offer_row) {
    return offer_row.error();
  }
  const PersonIndex person(static_cast<std::uint32_t>(*person_row));
  const OfferIndex offer = listed_row(*records, *offer_row);

  const WeekNumbers numbers(*records, *engine, monday_of(config.week), *history);
  const WeeklyInputs inputs = numbers.weekly_inputs(*records, *engine);
  PersonProfile profile;
  numbers.scorer().prepare(person, profile);
  PairExplanation explanation;
  explanation.person = person_id;
  explanation.offer = offer_id;
  explanation.item = describe_offer(inputs, person, offer, profile);
  explanation.eligibility = explain_eligibility(numbers.limits()[person.value()], numbers.conditions()[offer.value()],
                                                monday_of(config.week), numbers.vocabulary());
  explanation.verdict =
      verdict(*records, numbers.scorer(), inputs, config, *history, person, offer, explanation.item.rank);
  if (config.ledger) {
    std::vector<OfferId> ids{OfferId(offer_id), records->offers[offer.value()].id};
    for (const std::string& also : records->also[offer.value()]) {
      ids.emplace_back(also);
    }
    Result<PairInLedger> told = read_pair(config, *history, records->people[*person_row].id, ids);
    if (!told) {
      return told.error();
    }
    explanation.ledger = std::move(*told);
  }
  return explanation;
}

}  // namespace passerelle
