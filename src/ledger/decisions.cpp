#include "ledger/decisions.h"

namespace passerelle {

void Decisions::add(const Event& event) {
  const bool drops = event.type == EventType::dropped;
  const bool keeps = event.type == EventType::validated;
  if (drops && event.reason == "closed" && event.by.kind != AuthorKind::person) {
    closed_[event.offer].insert(event.by.id);
  }
  if (event.by.kind != AuthorKind::referent || event.list.empty() || event.offer.value().empty()) {
    return;
  }
  if (keeps) {
    // Who said closed and keeps it now was wrong before.
    if (const auto closed = closed_.find(event.offer); closed != closed_.end()) {
      closed->second.erase(event.by.id);
    }
  }
  if (keeps || drops) {
    Opinions& opinions = lists_[event.list][event.offer];
    opinions.last.insert_or_assign(event.by.id, event);
    if (keeps) {
      opinions.shown = event.value;
    }
  } else if (event.type == EventType::edited) {
    lists_[event.list][event.offer].sentence = event.value;
  }
}

OfferDecision Decisions::of(const std::string& list, const OfferId& offer) const {
  OfferDecision decision;
  const auto closed = closed_.find(offer);
  decision.dropped = closed != closed_.end() && !closed->second.empty();
  const auto found = lists_.find(list);
  if (found == lists_.end()) {
    return decision;
  }
  const auto opinions = found->second.find(offer);
  if (opinions == found->second.end()) {
    return decision;
  }
  for (const auto& [referent, event] : opinions->second.last) {
    decision.validated = decision.validated || event.type == EventType::validated;
    decision.dropped = decision.dropped || event.type == EventType::dropped;
  }
  decision.shown = opinions->second.shown;
  decision.sentence = opinions->second.sentence;
  return decision;
}

bool Decisions::is_reviewed(const std::string& list) const {
  return lists_.contains(list);
}

const Event* Decisions::last_of(const std::string& list, const OfferId& offer, const std::string& referent) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) {
    return nullptr;
  }
  const auto opinions = found->second.find(offer);
  if (opinions == found->second.end()) {
    return nullptr;
  }
  const auto last = opinions->second.last.find(referent);
  return last == opinions->second.last.end() ? nullptr : &last->second;
}

Result<Decisions> decisions_of(Ledger& ledger, std::optional<Instant> since) {
  Decisions decisions;
  EventFilter filter;
  filter.types = {EventType::validated, EventType::dropped, EventType::edited};
  filter.since = since;
  Result<Done> done = ledger.for_each_event(filter, [&decisions](const Event& event) {
    decisions.add(event);
    return true;
  });
  if (!done) {
    return std::move(done).error();
  }
  return decisions;
}

}  // namespace passerelle
