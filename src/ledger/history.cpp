#include "ledger/history.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace passerelle {
namespace {

/// What one référent decided of one offer.
struct Decision {
  std::string reason;
  std::string value;
  std::optional<Day> valid_until;
};

/// What happened between a person and an offer.
struct Shown {
  std::optional<Day> proposed;                 ///< Monday of the last other issue it stood in
  bool is_pinned = false;                      ///< and not proposed since
  std::map<std::string, Decision> decided_by;  ///< drops that hold, by référent
};

struct PersonEvents {
  std::map<OfferId, Shown> offers;
  std::optional<AccompanimentStatus> status;
  std::optional<Day> status_until;
  std::vector<std::string> issues;  ///< in which the person stood, in the order they were recorded
  std::set<std::string> with_offers;
  std::set<OfferId> last_list;
  std::set<Week> sent_since;  ///< the last sign
};

/// The Monday of the week an issue is named after; that of the event when the name tells none.
Day monday_of_issue(const Event& proposed) {
  const std::string week = proposed.value.substr(0, proposed.value.rfind('-'));
  const std::optional<Week> named = parse_week(week);
  return monday_of(named ? *named : week_of(std::chrono::floor<std::chrono::days>(proposed.at)));
}

class Reader {
 public:
  Reader(std::string issue, Day monday) : issue_(std::move(issue)), monday_(monday) {}

  void take(const Event& event) {
    if (event.type == EventType::employer_answered && !event.offer.value().empty()) {
      auto& [answered, silent] = answers_[event.offer];
      answered += event.value == "yes" ? 1U : 0U;
      silent += event.value == "no" ? 1U : 0U;
    }
    if (event.type == EventType::dropped && event.reason == "closed") {
      closed_.insert(event.offer);
      return;
    }
    if (!event.person.value().empty()) {
      take_of(people_[event.person], event);
    }
  }

  /// Offers whose facts are needed.
  [[nodiscard]] std::vector<OfferId> offers_spoken_of() const {
    std::set<OfferId> offers;
    for (const auto& [offer, counts] : answers_) {
      offers.insert(offer);
    }
    for (const auto& [person, events] : people_) {
      offers.insert(events.last_list.begin(), events.last_list.end());
      for (const auto& [offer, shown] : events.offers) {
        if (!shown.decided_by.empty()) {
          offers.insert(offer);
        }
      }
    }
    return {offers.begin(), offers.end()};
  }

  [[nodiscard]] History finish(const std::vector<Ledger::OfferFacts>& facts, Day not_before) const {
    std::map<OfferId, const Ledger::OfferFacts*> known;
    for (const Ledger::OfferFacts& fact : facts) {
      known.emplace(fact.id, &fact);
    }
    History history;
    history.closed.assign(closed_.begin(), closed_.end());
    for (const auto& [person, events] : people_) {
      history.people.push_back(history_of(person, events, known, not_before));
    }
    std::map<std::tuple<std::string, std::string, std::string>, std::pair<std::uint32_t, std::uint32_t>> employers;
    for (const auto& [offer, counts] : answers_) {
      if (const auto found = known.find(offer); found != known.end()) {
        auto& [answered, silent] = employers[{found->second->siret, found->second->employer, found->second->place}];
        answered += counts.first;
        silent += counts.second;
      }
    }
    for (const auto& [employer, counts] : employers) {
      history.employers.push_back(
          {std::get<0>(employer), std::get<1>(employer), std::get<2>(employer), counts.first, counts.second});
    }
    return history;
  }

 private:
  void take_of(PersonEvents& person, const Event& event) {
    const auto set_status = [&](std::optional<AccompanimentStatus> status) {
      person.status = status;
      person.status_until = event.valid_until;
    };
    const auto gave_a_sign = [&] { person.sent_since.clear(); };
    switch (event.type) {
      case EventType::proposed:
        propose(person, event);
        break;
      case EventType::validated:
        person.offers[event.offer].decided_by.erase(event.by.id);
        break;
      case EventType::pinned:
        person.offers[event.offer].decided_by.erase(event.by.id);
        person.offers[event.offer].is_pinned = true;
        break;
      case EventType::dropped:
        person.offers[event.offer].decided_by[event.by.id] = {event.reason, event.value, event.valid_until};
        person.offers[event.offer].is_pinned = false;
        break;
      case EventType::sent: {
        const Week week = week_of(std::chrono::floor<std::chrono::days>(event.at));
        person.sent_since.insert(week);
        // From the reserve: it stood in no list, and was shown all the same.
        Shown& shown = person.offers[event.offer];
        shown.proposed = std::max(shown.proposed.value_or(Day::min()), monday_of(week));
        break;
      }
      case EventType::paused:
        set_status(AccompanimentStatus::paused);
        break;
      case EventType::immersion:
        gave_a_sign();
        set_status(AccompanimentStatus::immersion);
        break;
      case EventType::hired:
        gave_a_sign();
        set_status(AccompanimentStatus::employed);
        break;
      case EventType::resumed:
      case EventType::left_job:
        gave_a_sign();
        set_status(std::nullopt);
        break;
      case EventType::erased:
        set_status(AccompanimentStatus::left);
        break;
      case EventType::replied:
      case EventType::called:
      case EventType::applied:
      case EventType::interview:
      case EventType::step_done:
      case EventType::stop:  // an answer as well: to call "without an answer" would be wrong
        gave_a_sign();
        break;
      default:
        break;
    }
  }

  void propose(PersonEvents& person, const Event& event) {
    // An issue made again does not hold its own offers back.
    if (event.value == issue_) {
      return;
    }
    if (person.issues.empty() || person.issues.back() != event.value) {
      person.issues.push_back(event.value);
      person.last_list.clear();
    }
    if (!event.offer.value().empty()) {
      Shown& shown = person.offers[event.offer];
      shown.proposed = std::max(shown.proposed.value_or(Day::min()), monday_of_issue(event));
      shown.is_pinned = false;
      person.with_offers.insert(event.value);
      person.last_list.insert(event.offer);
    }
  }

  [[nodiscard]] PersonHistory history_of(const PersonId& id, const PersonEvents& events,
                                         const std::map<OfferId, const Ledger::OfferFacts*>& facts,
                                         Day not_before) const {
    const auto fact_of = [&facts](const OfferId& offer) {
      const auto found = facts.find(offer);
      return found == facts.end() ? Ledger::OfferFacts{} : *found->second;
    };
    PersonHistory person;
    person.person = id;
    if (!events.status_until || *events.status_until >= monday_) {
      person.status = events.status;
    }
    person.silent_weeks = static_cast<std::uint32_t>(events.sent_since.size());
    for (auto issue = events.issues.rbegin(); issue != events.issues.rend() && !events.with_offers.contains(*issue);
         ++issue) {
      ++person.issues_without;
    }
    std::set<Veto> vetoes;
    for (const auto& [offer, shown] : events.offers) {
      bool is_refused = false;
      for (const auto& [by, decision] : shown.decided_by) {
        if (decision.valid_until && *decision.valid_until < monday_) {
          continue;
        }
        is_refused = true;
        if (decision.reason != "offer" && decision.reason != "other" && !decision.reason.empty()) {
          const Ledger::OfferFacts fact = fact_of(offer);
          vetoes.insert({decision.reason, decision.value, fact.employer, fact.rome});
        }
      }
      const bool is_too_soon = shown.proposed && *shown.proposed >= not_before;
      if (is_refused || (is_too_soon && !shown.is_pinned)) {
        person.held_back.push_back(offer);
      } else if (shown.is_pinned) {
        person.pinned.push_back(offer);
      }
    }
    person.vetoes.assign(vetoes.begin(), vetoes.end());
    std::set<std::string> employers;
    std::set<std::string> occupations;
    for (const OfferId& offer : events.last_list) {
      const Ledger::OfferFacts fact = fact_of(offer);
      employers.insert(fact.employer);
      occupations.insert(fact.rome);
    }
    employers.erase("");
    occupations.erase("");
    person.last_employers.assign(employers.begin(), employers.end());
    person.last_occupations.assign(occupations.begin(), occupations.end());
    return person;
  }

  std::string issue_;
  Day monday_;
  std::map<PersonId, PersonEvents> people_;
  std::set<OfferId> closed_;
  std::map<OfferId, std::pair<std::uint32_t, std::uint32_t>> answers_;
};

}  // namespace

const PersonHistory* History::find(const PersonId& person) const {
  const auto found = std::ranges::lower_bound(people, person, {}, &PersonHistory::person);
  return found != people.end() && found->person == person ? &*found : nullptr;
}

Result<History> read_history(Ledger& ledger, const Ledger::Issue& issue, Week week, std::size_t weeks) {
  const Day monday = monday_of(week);
  Reader reader(issue.name, monday);
  // A filter up to 0 would let all through.
  if (issue.up_to == 0) {
    return History{};
  }
  EventFilter filter;
  filter.up_to = issue.up_to;
  const Result<Done> read = ledger.for_each_event(filter, [&reader](const Event& event) {
    reader.take(event);
    return true;
  });
  if (!read) {
    return read.error();
  }
  const std::vector<OfferId> spoken_of = reader.offers_spoken_of();
  std::vector<Ledger::OfferFacts> facts;
  if (!spoken_of.empty()) {
    Result<std::vector<Ledger::OfferFacts>> kept = ledger.offers(spoken_of);
    if (!kept) {
      return kept.error();
    }
    facts = std::move(*kept);
  }
  return reader.finish(facts, monday - std::chrono::days(7 * static_cast<int>(weeks)));
}

}  // namespace passerelle
