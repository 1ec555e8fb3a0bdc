#include "domain/event.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <initializer_list>

#include "base/hash.h"

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 24> kTypes{
    "proposed", "validated", "dropped",           "pinned",      "edited",
    "noted",    "sent",      "delivered",         "failed",      "replied",
    "called",   "applied",   "employer_answered", "interview",   "immersion",
    "hired",    "left_job",  "step_done",         "skill_rated", "paused",
    "resumed",  "stop",      "consent",           "erased"};
constexpr std::array<std::string_view, 3> kAuthors{"referent", "person", "system"};

template <class Enum, std::size_t N>
std::optional<Enum> value_of(std::string_view name, const std::array<std::string_view, N>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional<Enum>(static_cast<Enum>(found - names.begin()));
}

/// The number that exactly these digits spell; nothing when one is no digit.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  if (text.size() < from + count) {
    return std::nullopt;
  }
  const std::string_view part = text.substr(from, count);
  if (!std::all_of(part.begin(), part.end(), [](char digit) { return digit >= '0' && digit <= '9'; })) {
    return std::nullopt;
  }
  int number = 0;
  std::from_chars(part.data(), part.data() + part.size(), number);
  return number;
}

/// `Z`, `+01:00` or `-03:30`.
std::optional<std::chrono::minutes> offset_of(std::string_view zone) {
  if (zone == "Z" || zone == "z") {
    return std::chrono::minutes(0);
  }
  const auto hours = digits(zone, 1, 2);
  const auto minutes = digits(zone, 4, 2);
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || !hours || !minutes || *hours > 23 ||
      *minutes > 59) {
    return std::nullopt;
  }
  const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return zone[0] == '+' ? offset : -offset;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kSeconds = 19;
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!hour || !minute || !second || (text[kDate] != 'T' && text[kDate] != 't') || text[13] != ':' || text[16] != ':' ||
      *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  std::string_view rest = text.substr(kSeconds);
  if (!rest.empty() && rest.front() == '.') {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (end == 1) {
      return std::nullopt;
    }
    rest.remove_prefix(end);
  }
  const auto day = parse_day(text.substr(0, kDate));
  const auto offset = offset_of(rest);
  if (!day || !offset) {
    return std::nullopt;
  }
  return Instant(*day) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second) -
         *offset;
}

std::string to_string(Instant instant) {
  const Day day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time(instant - day);
  std::array<char, 16> text{};
  const int length = std::snprintf(text.data(), text.size(), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                                   static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return to_string(day) + std::string(text.data(), static_cast<std::size_t>(length));
}

Instant now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string_view to_string(EventType type) {
  return kTypes.at(static_cast<std::size_t>(type));
}
std::optional<EventType> parse_event_type(std::string_view name) {
  return value_of<EventType>(name, kTypes);
}
std::string_view to_string(AuthorKind kind) {
  return kAuthors.at(static_cast<std::size_t>(kind));
}
std::optional<AuthorKind> parse_author_kind(std::string_view name) {
  return value_of<AuthorKind>(name, kAuthors);
}

std::string event_id(const Event& event) {
  // Each part with its length in front: no two events spell the same text.
  std::string told;
  const std::string last_day = event.valid_until ? to_string(*event.valid_until) : std::string();
  for (const std::string_view part :
       {to_string(event.by.kind), std::string_view(event.by.id), std::string_view(event.person.value()),
        std::string_view(event.offer.value()), std::string_view(event.list), to_string(event.type),
        std::string_view(event.value), std::string_view(event.reason), std::string_view(last_day)}) {
    told += std::to_string(part.size());
    told += ':';
    told += part;
  }
  return sha256_hex(told);
}

}  // namespace passerelle
