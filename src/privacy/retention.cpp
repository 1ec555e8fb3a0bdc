#include "privacy/retention.h"

#include <algorithm>
#include <map>

#include "domain/event.h"

namespace passerelle {
namespace {

constexpr std::string_view kReason = "retention";
constexpr std::string_view kReferentSubject = "referent:";

Day day_of(Instant at) {
  return std::chrono::floor<std::chrono::days>(at);
}

/// What the ledger and the files know about the time of one person.
struct Known {
  std::optional<Day> contact;
  std::optional<Day> first;
  std::map<std::string, Day> warned;  ///< by the day of the last contact then
  const Person* person = nullptr;
};

void add(Known& known, const Event& event) {
  const Day day = day_of(event.at);
  if (event.by.kind == AuthorKind::system && event.type == EventType::noted && event.reason == kReason) {
    known.warned.emplace(event.value, day);
    return;
  }
  known.first = std::min(known.first.value_or(day), day);
  if (event.by.kind != AuthorKind::system) {
    known.contact = std::max(known.contact.value_or(day), day);
  }
}

std::string cell(std::string_view text) {
  std::string quoted = "\"";
  // What a spreadsheet would run as a formula.
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    quoted += '\'';
  }
  for (const char byte : text) {
    quoted += byte == '"' ? std::string("\"\"") : std::string(1, byte);
  }
  return quoted + "\"";
}

}  // namespace

Day months_later(Day day, std::size_t months) {
  const std::chrono::year_month_day date{day};
  const auto moved = date.year() / date.month() + std::chrono::months(static_cast<int>(months));
  const std::chrono::year_month_day same{moved.year(), moved.month(), date.day()};
  return same.ok() ? Day{same} : Day{moved.year() / moved.month() / std::chrono::last};
}

Result<std::vector<Lapse>> lapses(Ledger& ledger, std::span<const Person> people, const RetentionOptions& options,
                                  Day today) {
  std::map<PersonId, Known> known;
  Result<std::vector<PersonId>> in_ledger = ledger.people();
  if (!in_ledger) {
    return in_ledger.error();
  }
  for (const PersonId& person : *in_ledger) {
    if (!person.value().starts_with(kReferentSubject)) {
      known[person];
    }
  }
  for (const Person& person : people) {
    known[person.id].person = &person;
  }
  Result<Done> done = ledger.for_each_event({}, [&known](const Event& event) {
    // Erased people have names of their own and are not among those who stay.
    if (const auto found = known.find(event.person); found != known.end()) {
      add(found->second, event);
    }
    return true;
  });
  if (!done) {
    return std::move(done).error();
  }
  std::vector<Lapse> found;
  for (const auto& [id, one] : known) {
    std::optional<Day> last = one.contact;
    if (one.person != nullptr) {
      const Accompaniment& told = one.person->accompaniment;
      last = std::max(last, told.last_contact);
      last = last ? last : told.from;
    }
    last = last ? last : one.first;
    if (!last) {
      continue;
    }
    Lapse lapse;
    lapse.person = id;
    lapse.last_contact = *last;
    lapse.erase_on = months_later(*last, options.months);
    if (const auto warned = one.warned.find(to_string(*last)); warned != one.warned.end()) {
      lapse.warned = warned->second;
    }
    if (one.person != nullptr) {
      lapse.referents = one.person->referents;
    }
    const std::chrono::days before(options.warning_days);
    if (lapse.erase_on - before > today) {
      continue;
    }
    lapse.erase_on = std::max(lapse.erase_on, lapse.warned.value_or(today) + before);
    found.push_back(std::move(lapse));
  }
  return found;
}

Result<Done> record_warnings(Ledger& ledger, std::span<const Lapse> lapses, Instant at) {
  std::vector<Event> events;
  for (const Lapse& lapse : lapses) {
    if (lapse.warned) {
      continue;
    }
    Event event;
    event.at = at;
    event.by = {AuthorKind::system, "retention"};
    event.person = lapse.person;
    event.type = EventType::noted;
    event.value = to_string(lapse.last_contact);
    event.reason = kReason;
    event.id = event_id(event);
    events.push_back(std::move(event));
  }
  Result<std::size_t> added = ledger.append(events);
  if (!added) {
    return added.error();
  }
  return Done{};
}

std::string lapses_csv(std::span<const Lapse> lapses) {
  std::string csv = "\xEF\xBB\xBF\"Personne\";\"Référents\";\"Dernier contact\";\"Effacement le\"\r\n";
  for (const Lapse& lapse : lapses) {
    std::string referents;
    for (const ReferentLink& link : lapse.referents) {
      referents += (referents.empty() ? "" : ", ") + link.id.value();
    }
    csv += cell(lapse.person.value()) + ";" + cell(referents) + ";" + cell(to_string(lapse.last_contact)) + ";" +
           cell(to_string(lapse.erase_on)) + "\r\n";
  }
  return csv;
}

}  // namespace passerelle
