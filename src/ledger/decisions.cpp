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
    lists_[event.list][event.offer].edit = event;
  }
}

OfferDecision Decisions::of(const std::string& list, const OfferId& offer) const {
  OfferDecision decision;
  const auto closed = closed_.find(offer);
  decision.dropped = closed != closed_.end() && !closed->second.empty();
  const Opinions* said = opinions(list, offer);
  if (said == nullptr) {
    return decision;
  }
  for (const auto& [referent, event] : said->last) {
    decision.validated = decision.validated || event.type == EventType::validated;
    decision.dropped = decision.dropped || event.type == EventType::dropped;
  }
  decision.shown = said->shown;
  decision.sentence = said->edit ? said->edit->value : "";
  return decision;
}

bool Decisions::is_reviewed(const std::string& list) const {
  return lists_.contains(list);
}

const Decisions::Opinions* Decisions::opinions(const std::string& list, const OfferId& offer) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) {
    return nullptr;
  }
  const auto said = found->second.find(offer);
  return said == found->second.end() ? nullptr : &said->second;
}

const Event* Decisions::last_of(const std::string& list, const OfferId& offer, const std::string& referent) const {
  const Opinions* said = opinions(list, offer);
  if (said == nullptr) {
    return nullptr;
  }
  const auto last = said->last.find(referent);
  return last == said->last.end() ? nullptr : &last->second;
}

const Event* Decisions::last_edit(const std::string& list, const OfferId& offer) const {
  const Opinions* said = opinions(list, offer);
  return said == nullptr || !said->edit ? nullptr : &*said->edit;
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
