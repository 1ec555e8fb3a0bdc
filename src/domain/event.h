#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/offer.h"
#include "domain/person.h"

namespace passerelle {

/// A moment, to the second, in universal time.
using Instant = std::chrono::sys_seconds;

/// Reads `2026-11-28T09:15:00Z`, with another offset (`+01:00`) or with fractions, which are cut off; nothing when it
/// is no real moment.
std::optional<Instant> parse_instant(std::string_view text);
/// `2026-11-28T09:15:00Z`.
std::string to_string(Instant instant);
/// Now, by the machine's clock.
Instant now();

/// Something that happened between a person and an offer, or to the person alone. The names in files are those of
/// `to_string`.
enum class EventType {
  proposed,   ///< stood in the list of an issue: `value` is the issue
  validated,  ///< a référent keeps it: `value` is the sha256 of what was on the screen
  dropped,    ///< a référent takes it out: `reason` is one of the short list
  pinned,     ///< a référent asks for it, even again
  edited,     ///< a référent rewrote the sentence: `value` is the sentence
  noted,      ///< a référent's note: `value` is the text
  sent,
  delivered,
  failed,
  replied,  ///< `value`: yes no call, or the words for the référent to read
  called,
  applied,
  employer_answered,  ///< `value`: yes or no
  interview,
  immersion,
  hired,
  left_job,
  step_done,
  skill_rated,
  paused,
  resumed,
  stop,
  consent,  ///< `value`: given or withdrawn; `reason`: the channel
  erased,
};
std::string_view to_string(EventType type);
std::optional<EventType> parse_event_type(std::string_view name);

/// Who made an event happen.
enum class AuthorKind { referent, person, system };
std::string_view to_string(AuthorKind kind);
std::optional<AuthorKind> parse_author_kind(std::string_view name);

struct Author {
  AuthorKind kind = AuthorKind::system;
  std::string id;

  bool operator==(const Author&) const = default;
};

/// One line of `events.ndjson`: it happened, it is never changed. Everything else is derived from these.
struct Event {
  std::string id;  ///< the same event told twice has one id and counts once
  Instant at{};
  Author by;
  PersonId person;
  OfferId offer;     ///< empty when no offer is concerned
  std::string list;  ///< sha256 of the list, as in `lists.ndjson`; empty when no list is concerned
  EventType type = EventType::noted;
  std::string value;
  std::string reason;
  std::optional<Day> valid_until;

  bool operator==(const Event&) const = default;
};

/// An id made from what the event says, `at` left out: the same gesture made twice is one event.
std::string event_id(const Event& event);

}  // namespace passerelle
