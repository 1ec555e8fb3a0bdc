#include "ledger/signs.h"

#include <algorithm>

namespace passerelle {

void SignsOfLife::add(const Event& event) {
  switch (event.type) {
    case EventType::sent:
      people_[event.person].sent.insert(week_of(std::chrono::floor<std::chrono::days>(event.at)));
      return;
    case EventType::called:
      // `to_call` is the wish to call; any other word says that it was done.
      if (event.value != "to_call") {
        people_[event.person] = {};
      }
      return;
    case EventType::replied: {
      Known& known = people_[event.person];
      known.sent.clear();
      known.asks_for_call = known.asks_for_call || event.value == "call";
      if (event.value != "yes" && event.value != "no" && event.value != "call" && !event.value.empty()) {
        known.words.push_back(event.value);
      }
      return;
    }
    case EventType::applied:
    case EventType::interview:
    case EventType::immersion:
    case EventType::hired:
    case EventType::step_done:
    case EventType::stop:
      people_[event.person].sent.clear();
      return;
    default:
      return;
  }
}

Signs SignsOfLife::of(const PersonId& person) const {
  const auto found = people_.find(person);
  if (found == people_.end()) {
    return {};
  }
  const auto weeks = std::ranges::count_if(found->second.sent, [this](const Week& week) { return week < this_week_; });
  return {static_cast<int>(weeks), found->second.asks_for_call, found->second.words};
}

Result<SignsOfLife> signs_of_life(Ledger& ledger, Instant now) {
  constexpr std::chrono::weeks kHalfAYear(26);
  SignsOfLife signs(now);
  EventFilter filter;
  filter.types = {EventType::sent,    EventType::called,    EventType::replied,
                  EventType::applied, EventType::interview, EventType::immersion,
                  EventType::hired,   EventType::step_done, EventType::stop};
  filter.since = now - kHalfAYear;
  const Instant tomorrow = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1);
  Result<Done> done = ledger.for_each_event(filter, [&](const Event& event) {
    if (event.at < tomorrow) {
      signs.add(event);
    }
    return true;
  });
  if (!done) {
    return std::move(done).error();
  }
  return signs;
}

}  // namespace passerelle
