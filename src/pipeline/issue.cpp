#include "pipeline/issue.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

#include "pipeline/packed_records.h"
#include "report/lists.h"

namespace passerelle {
namespace {

constexpr std::string_view kAuthor = "passerelle week";

/// Whether proposals of this issue stand in the ledger already.
Result<bool> has_proposals(Ledger& ledger, const std::string& issue) {
  EventFilter filter;
  filter.types = {EventType::proposed};
  bool found = false;
  const Result<Done> read = ledger.for_each_event(filter, [&](const Event& event) {
    found = event.value == issue;
    return !found;
  });
  if (!read) {
    return read.error();
  }
  return found;
}

Error made_from_others(const std::string& issue) {
  return {ErrorCode::usage,
          "l'édition " + issue +
              " a déjà été faite avec d'autres fichiers, une autre configuration ou une autre "
              "version du programme : relancez avec les mêmes, ou faites-en une autre avec --issue 2"};
}

Result<IssueInLedger> open_alone(const WeekConfig& config, const std::string& fingerprint) {
  Result<Ledger> ledger = Ledger::open(*config.ledger);
  if (!ledger) {
    return ledger.error();
  }
  const std::string name = issue_name(config);
  const Result<std::vector<Ledger::Issue>> issues = ledger->issues();
  if (!issues) {
    return issues.error();
  }
  IssueInLedger opened;
  bool is_known = false;
  for (const Ledger::Issue& issue : *issues) {
    is_known = is_known || issue.name == name;
    if (issue.is_finished && issue.name != name) {
      opened.offers_last_time = issue.offers_read;
      opened.last_time = issue.name;
    }
  }
  if (config.resume && !is_known) {
    return Error{ErrorCode::usage, "rien à reprendre : l'édition " + name + " n'a pas été commencée"};
  }
  Result<Ledger::Issue> begun = ledger->begin_issue(name, fingerprint);
  if (!begun) {
    return begun.error();
  }
  opened.issue = std::move(*begun);
  if (opened.issue.fingerprint != fingerprint) {
    const Result<bool> proposed = has_proposals(*ledger, name);
    if (!proposed) {
      return proposed.error();
    }
    if (opened.issue.is_finished || *proposed) {
      return made_from_others(name);
    }
  }
  Result<History> history = read_history(*ledger, opened.issue, config.week, config.memory_weeks);
  if (!history) {
    return history.error();
  }
  opened.history = std::move(*history);
  return opened;
}

/// An event without whom else it was about: the id is made anew, for the old one and the list would tell.
Event about_nobody_else(Event event, const PersonId& person) {
  event.person = person;
  event.list.clear();
  event.id = event_id(event);
  return event;
}

/// Words that are understood as the référents' own notes are.
std::string_view words_for_hours(std::string_view hours) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kWords{{
      {"early", "Pas trop tôt le matin."},
      {"evening", "Pas le soir."},
      {"split", "Pas de coupure."},
      {"saturday", "Pas le samedi."},
      {"sunday", "Pas le dimanche."},
      {"on_call", "Pas d'astreintes."},
      {"3x8", "Pas en 3x8."},
      {"shift", "Pas de 2x8."},
  }};
  const auto* const found = std::ranges::find(kWords, hours, &std::pair<std::string_view, std::string_view>::first);
  return found == kWords.end() ? std::string_view() : found->second;
}

void refuse_contract(const std::string& contract, Wishes& wishes) {
  std::erase_if(wishes.contracts, [&](const ContractPreference& wish) { return wish.contract == contract; });
  wishes.contracts.push_back({contract, Preference::refuse});
}

void apply_veto(const Veto& veto, Person& person) {
  if (veto.reason == "employer" && !veto.employer.empty()) {
    person.wishes.avoid.push_back({{}, {}, veto.employer, {}});
  } else if (veto.reason == "occupation" && !veto.occupation.empty()) {
    person.wishes.avoid.push_back({{}, veto.occupation, {}, {}});
  } else if (veto.reason == "contract" && !veto.value.empty()) {
    refuse_contract(veto.value, person.wishes);
  } else if (veto.reason == "distance") {
    int minutes = 0;
    const auto read = std::from_chars(veto.value.data(), veto.value.data() + veto.value.size(), minutes);
    if (read.ec == std::errc() && minutes > 0) {
      person.mobility.max_minutes = std::min(person.mobility.max_minutes.value_or(minutes), minutes);
    }
  } else if (veto.reason == "hours" && veto.value == "night") {
    person.availability.nights = Answer::no;
  } else if (veto.reason == "hours" && veto.value == "weekend") {
    person.availability.weekends = Answer::no;
  } else if (veto.reason == "hours") {
    const std::string_view words = words_for_hours(veto.value);
    person.text += (person.text.empty() || words.empty() ? "" : "\n") + std::string(words);
  }
}

/// Rows of offers by id: of a repetition, the row that stands for it.
class ListedRows {
 public:
  explicit ListedRows(const WeekRecords& records) : records_(records), stands_for_(records.offers.size()) {
    for (std::uint32_t row = 0; row < stands_for_.size(); ++row) {
      stands_for_[row] = OfferIndex(row);
    }
    for (const OfferIndex listed : records.listed) {
      for (const std::string& id : records.also[listed.value()]) {
        if (const auto row = row_of(OfferId(id))) {
          stands_for_[*row] = listed;
        }
      }
    }
  }

  [[nodiscard]] std::vector<OfferIndex> of(const std::vector<OfferId>& ids) const {
    std::vector<OfferIndex> rows;
    for (const OfferId& id : ids) {
      if (const auto row = row_of(id)) {
        rows.push_back(stands_for_[*row]);
      }
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> row_of(const OfferId& id) const {
    const auto found = std::ranges::lower_bound(records_.offers, id, {}, &Offer::id);
    if (found == records_.offers.end() || found->id != id) {
      return std::nullopt;
    }
    return static_cast<std::size_t>(found - records_.offers.begin());
  }

  const WeekRecords& records_;
  std::vector<OfferIndex> stands_for_;
};

Event proposal(const std::string& issue, const Shortlist& list, const std::string& digest) {
  Event event;
  event.at = now();
  event.by = {AuthorKind::system, std::string(kAuthor)};
  event.person = list.person;
  event.list = digest;
  event.type = EventType::proposed;
  event.value = issue;
  return event;
}

Ledger::OfferFacts facts_of(const WeekRecords& records, const Referential& referential, std::size_t row) {
  const Offer& offer = records.offers[row];
  const auto& occupations = records.understood_offers[row].occupations;
  return {offer.id,
          offer.siret,
          offer.employer,
          offer.place.insee.empty() ? offer.place.label : offer.place.insee,
          offer.title,
          occupations.empty() ? std::string() : std::string(referential.code(occupations.front().occupation))};
}

}  // namespace

std::string issue_name(const WeekConfig& config) {
  return to_string(config.week) + "-" + std::to_string(config.issue);
}

Result<IssueInLedger> open_issue(const WeekConfig& config, const std::string& fingerprint, Team& team) {
  IssueInLedger opened;
  opened.issue.name = issue_name(config);
  if (!config.ledger) {
    return opened;
  }
  // One opens the ledger: it may be a file of that machine.
  Result<Done> went_well = Done{};
  if (team.is_first()) {
    Result<IssueInLedger> alone = open_alone(config, fingerprint);
    if (alone) {
      opened = std::move(*alone);
    } else {
      went_well = alone.error();
    }
  }
  if (const Result<Done> all = agreed(team, went_well); !all) {
    return all.error();
  }
  Packer mine;
  mine(opened.history, opened.offers_last_time, opened.last_time);
  const std::vector<std::string> all = team.share(team.is_first() ? mine.take() : std::string());
  Unpacker unpacker(all.front());
  unpacker(opened.history, opened.offers_last_time, opened.last_time);
  return opened;
}

Result<History> read_past(const WeekConfig& config) {
  if (!config.ledger) {
    return History{};
  }
  Result<Ledger> ledger = Ledger::open_existing(*config.ledger);
  if (!ledger) {
    return ledger.error();
  }
  Ledger::Issue issue;
  issue.name = issue_name(config);
  issue.up_to = std::numeric_limits<std::int64_t>::max();
  return read_history(*ledger, issue, config.week, config.memory_weeks);
}

Result<PairInLedger> read_pair(const WeekConfig& config, const History& history, const PersonId& person,
                               const std::vector<OfferId>& offers) {
  Result<Ledger> ledger = Ledger::open_existing(*config.ledger);
  if (!ledger) {
    return ledger.error();
  }
  const auto holds_one = [&offers](const std::vector<OfferId>& known) {
    return std::ranges::any_of(offers, [&](const OfferId& id) { return std::ranges::binary_search(known, id); });
  };
  const auto is_asked = [&offers](const Event& event) {
    return std::ranges::find(offers, event.offer) != offers.end();
  };
  PairInLedger pair;
  EventFilter own;
  own.person = person;
  own.types = {EventType::proposed, EventType::sent, EventType::validated, EventType::dropped, EventType::pinned};
  Result<Done> read = ledger->for_each_event(own, [&](const Event& event) {
    if (is_asked(event)) {
      pair.events.push_back(event);
    }
    return true;
  });
  pair.closed = holds_one(history.closed);
  if (read && pair.closed) {
    EventFilter closures;
    closures.types = {EventType::dropped};
    read = ledger->for_each_event(closures, [&](const Event& event) {
      if (is_asked(event) && event.reason == "closed" && event.person != person) {
        pair.events.push_back(about_nobody_else(event, person));
      }
      return true;
    });
  }
  if (!read) {
    return read.error();
  }
  if (const PersonHistory* past = history.find(person)) {
    pair.vetoes = past->vetoes;
    pair.pinned = holds_one(past->pinned);
    pair.held_back = !pair.pinned && holds_one(past->held_back);
  }
  return pair;
}

void apply_history(const History& history, std::vector<Person>& people) {
  for (Person& person : people) {
    const PersonHistory* past = history.find(person.id);
    if (past == nullptr) {
      continue;
    }
    if (past->status && person.accompaniment.status == AccompanimentStatus::active) {
      person.accompaniment.status = *past->status;
    }
    for (const Veto& veto : past->vetoes) {
      apply_veto(veto, person);
    }
  }
}

Result<Done> check_feed(const WeekConfig& config, const IssueInLedger& issue, std::uint64_t offers_read) {
  if (!config.accept_feed && offers_read * 3 < issue.offers_last_time * 2) {
    return Error{ErrorCode::input_unusable,
                 "le flux d'offres a fondu : " + std::to_string(offers_read) + " offres lues, " +
                     std::to_string(issue.offers_last_time) + " la dernière fois (" + issue.last_time +
                     "). Est-il complet ? Si oui, relancez avec --accept-feed ; sinon, reprenez le flux d'abord"};
  }
  return Done{};
}

std::vector<Remembered> remembered_of(const WeekRecords& records, const History& history) {
  std::vector<Remembered> remembered(records.people.size());
  if (history.people.empty()) {
    return remembered;
  }
  const ListedRows listed(records);
  for (std::size_t row = 0; row < remembered.size(); ++row) {
    if (const PersonHistory* past = history.find(records.people[row].id)) {
      remembered[row].pinned = listed.of(past->pinned);
      std::ranges::set_difference(listed.of(past->held_back), remembered[row].pinned,
                                  std::back_inserter(remembered[row].held_back));
    }
  }
  return remembered;
}

Result<Done> record_issue(const WeekConfig& config, const IssueInLedger& issue, const std::string& fingerprint,
                          const WeekRecords& records, const Referential& referential, const ShardedRecords& lists,
                          const Team& team) {
  if (!config.ledger || !team.is_first()) {
    return Done{};
  }
  std::vector<Event> events;
  std::map<OfferId, Ledger::OfferFacts> facts;
  const auto keep_facts = [&](const OfferId& offer) {
    const auto found = std::ranges::lower_bound(records.offers, offer, {}, &Offer::id);
    if (!facts.contains(offer) && found != records.offers.end()) {
      facts.emplace(offer, facts_of(records, referential, static_cast<std::size_t>(found - records.offers.begin())));
    }
  };
  for (std::uint32_t row = 0; row < records.people.size(); ++row) {
    const auto list = unpacked_record<Shortlist>(lists.record_of(PersonIndex(row)));
    if (list.status == ListStatus::paused) {
      continue;
    }
    const std::string digest = lists_digest(list, config.week, issue.issue.name);
    for (const ShortlistItem& item : list.offers) {
      Event& event = events.emplace_back(proposal(issue.issue.name, list, digest));
      event.offer = item.offer;
      keep_facts(item.offer);
    }
    for (const ShortlistItem& item : list.reserve) {
      keep_facts(item.offer);
    }
    if (list.offers.empty()) {
      events.emplace_back(proposal(issue.issue.name, list, digest)).reason = kNothingProposed;
    }
  }
  for (Event& event : events) {
    event.id = event_id(event);
  }
  std::vector<Ledger::OfferFacts> all_facts;
  for (auto& [offer, fact] : facts) {
    all_facts.push_back(std::move(fact));
  }
  Result<Ledger> ledger = Ledger::open(*config.ledger);
  if (!ledger) {
    return ledger.error();
  }
  if (Result<Done> kept = ledger->remember(all_facts); !kept) {
    return kept;
  }
  // All or none: an issue is never half proposed.
  if (const Result<std::size_t> told = ledger->append(events); !told) {
    return told.error();
  }
  return ledger->finish_issue(issue.issue.name, records.offers_read, fingerprint);
}

}  // namespace passerelle
