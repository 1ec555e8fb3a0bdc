#include "privacy/rectify.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "deliver/corrections.h"

namespace passerelle {
namespace {

constexpr std::array<EventType, 9> kWritten{EventType::noted,     EventType::edited,    EventType::skill_rated,
                                            EventType::step_done, EventType::interview, EventType::immersion,
                                            EventType::hired,     EventType::left_job,  EventType::called};

}  // namespace

Result<Done> rectify_contact(Ledger& ledger, const PersonId& person, const std::string& field, const std::string& value,
                             const Author& by, Instant at) {
  Result<Correction> correction = correct_contact(ledger, person, field, value);
  if (!correction) {
    return correction.error();
  }
  Event event;
  event.at = at;
  event.by = by;
  event.person = person;
  event.type = EventType::noted;
  event.value = "Contact corrigé : " + field + ", le " + to_string(std::chrono::floor<std::chrono::days>(at));
  event.reason = "rectify";
  event.id = event_id(event);
  Result<std::size_t> added = ledger.append(std::span(&event, 1));
  if (!added) {
    return added.error();
  }
  return Done{};
}

Result<Event> rectify_event(Ledger& ledger, const PersonId& person, const std::string& id, const std::string& value,
                            const Author& by, Instant at) {
  std::optional<Event> found;
  EventFilter filter;
  filter.person = person;
  Result<Done> done = ledger.for_each_event(filter, [&](const Event& event) {
    if (event.id == id) {
      found = event;
    }
    return !found;
  });
  if (!done) {
    return std::move(done).error();
  }
  if (!found) {
    return Error{ErrorCode::usage, "aucun événement « " + id + " » de " + person.value() +
                                       " ; « passerelle privacy export » donne leurs identifiants"};
  }
  if (std::ranges::find(kWritten, found->type) == kWritten.end()) {
    return Error{ErrorCode::usage, "un événement « " + std::string(to_string(found->type)) +
                                       " » ne se corrige pas : il dit ce qui s'est passé"};
  }
  Event event = *found;
  event.at = at;
  event.by = by;
  event.value = value;
  event.reason = "corrects " + id;
  event.id = event_id(event);
  Result<std::size_t> added = ledger.append(std::span(&event, 1));
  if (!added) {
    return added.error();
  }
  return event;
}

}  // namespace passerelle
