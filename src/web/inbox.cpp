#include "web/inbox.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "deliver/answers.h"
#include "deliver/contacts.h"
#include "deliver/corrections.h"

namespace passerelle {
namespace {

using std::chrono::steady_clock;

/// Contacts change rarely; a number that nobody has may be of somebody new.
constexpr std::chrono::minutes kNumbersHold{10};
constexpr std::chrono::seconds kNumbersHoldAtLeast{20};

/// The last message a person was sent: what an answer is about.
struct LastSent {
  Instant at{};
  OfferId offer;
  std::string list;
};

Result<std::optional<LastSent>> last_sent(Ledger& ledger, const PersonId& person) {
  std::optional<LastSent> last;
  EventFilter filter;
  filter.person = person;
  filter.types = {EventType::sent};
  const Result<Done> done = ledger.for_each_event(filter, [&](const Event& event) {
    // Of a message with several offers the answer is about the list.
    const bool same_list = last && last->list == event.list;
    last = {event.at, same_list ? OfferId() : event.offer, event.list};
    return true;
  });
  if (!done) {
    return done.error();
  }
  return last;
}

}  // namespace

Result<Ledger*> Inbox::ledger() {
  if (!ledger_) {
    Result<Ledger> opened = Ledger::open(options_.ledger);
    if (!opened) {
      return opened.error();
    }
    ledger_.emplace(std::move(*opened));
  }
  return &*ledger_;
}

/// A ledger that failed is given up: the next request opens it again.
template <class T>
Result<T> Inbox::kept_open(Result<T> result) {
  if (!result) {
    ledger_.reset();
  }
  return result;
}

Result<Done> Inbox::open() {
  const std::lock_guard lock(one_at_a_time_);
  const Result<Ledger*> opened = ledger();
  return opened ? Result<Done>(Done{}) : opened.error();
}

Result<bool> Inbox::receive(const DeliveryReport& report) {
  const std::lock_guard lock(one_at_a_time_);
  const Result<Ledger*> opened = ledger();
  if (!opened) {
    return opened.error();
  }
  Outbox outbox(**opened);
  const Instant at = options_.now();
  switch (report.news) {
    case DeliveryReport::News::delivered:
      return kept_open(outbox.report(report.key, true, report.reason, at));
    case DeliveryReport::News::failed:
      return kept_open(outbox.report(report.key, false, report.reason, at));
    case DeliveryReport::News::waiting:
    case DeliveryReport::News::left:
      break;
  }
  const Result<std::optional<OutboxMessage>> message = kept_open(outbox.message(report.key));
  if (!message) {
    return message.error();
  }
  if (!*message) {
    return false;
  }
  const MessageState state = (*message)->state;
  if (report.news == DeliveryReport::News::left &&
      (state == MessageState::sending || state == MessageState::uncertain)) {
    // The sender died before it knew, or does not know yet.
    if (Result<Done> told = kept_open(outbox.accepted(report.key, (*message)->gateway_id, at)); !told) {
      return told.error();
    }
  }
  return true;
}

Result<std::vector<PersonId>> Inbox::people_at(Ledger& ledger, const std::string& number) {
  const auto now = steady_clock::now();
  const auto age = numbers_read_ ? now - *numbers_read_ : steady_clock::duration::max();
  if (age > kNumbersHold || (age > kNumbersHoldAtLeast && !numbers_.contains(number))) {
    Result<std::vector<PersonId>> people = ledger.people();
    if (!people) {
      return people.error();
    }
    numbers_.clear();
    for (const PersonId& person : *people) {
      const Result<std::optional<Contact>> contact = kept_contact(ledger, person);
      if (!contact) {
        return contact.error();
      }
      if (*contact && (*contact)->phone) {
        numbers_[(*contact)->phone->number].push_back(person);
      }
    }
    numbers_read_ = now;
  }
  const auto found = numbers_.find(number);
  return found == numbers_.end() ? std::vector<PersonId>() : found->second;
}

Result<Done> Inbox::stop(Ledger& ledger, const PersonId& person, std::string_view channel) {
  const Result<std::optional<Contact>> contact = kept_contact(ledger, person);
  if (!contact) {
    return contact.error();
  }
  if (!*contact) {
    return Done{};  // erased, or never known: nothing is left to stop, and nobody to write about
  }
  // The addresses first: they hold even after a restore of a ledger that knows nothing of this yet.
  for (const std::string& address :
       {(*contact)->phone ? (*contact)->phone->number : std::string(), (*contact)->email}) {
    if (Result<Done> done = address.empty() ? Result<Done>(Done{}) : ledger.suppress(address); !done) {
      return done;
    }
  }
  Event event;
  event.at = options_.now();
  event.by = {AuthorKind::person, person.value()};
  event.person = person;
  event.type = EventType::stop;
  event.reason = channel;
  event.id = event_id(event);
  if (const Result<std::size_t> added = ledger.append({{event}}); !added) {
    return added.error();
  }
  const Result<std::size_t> cancelled = Outbox(ledger).cancel(person, "STOP", event.at);
  return cancelled ? Result<Done>(Done{}) : cancelled.error();
}

void Inbox::confirm_stop(const std::string& number) {
  if (options_.sms == nullptr) {
    return;
  }
  const Result<SmsMessage> answer = compose_stop_confirmation(number, options_.messages, options_.templates);
  if (answer) {
    MessageContent content;
    content.sms = *answer;
    // Whatever becomes of it, it is not tried again: no message is better than two after a STOP.
    static_cast<void>(options_.sms->submit(content, sha256_hex("stop\n" + number)));
  }
}

Result<Inbox::Meaning> Inbox::receive(const InboundMessage& message) {
  const std::lock_guard lock(one_at_a_time_);
  const std::string written = message.from.find_first_not_of("0123456789") == std::string::npos
                                  ? "+" + message.from  // operators leave the plus out
                                  : message.from;
  std::optional<Phone> phone = parse_phone(written);
  if (!phone || !phone->is_plausible) {
    if (std::optional<Phone> national = parse_phone(message.from)) {
      phone = national;
    }
  }
  if (!phone) {
    return Meaning::nobody;
  }
  const Result<Ledger*> opened = ledger();
  return opened ? kept_open(receive_at(**opened, phone->number, message)) : opened.error();
}

Result<Inbox::Meaning> Inbox::receive_at(Ledger& ledger, const std::string& number, const InboundMessage& message) {
  const AnswerKind kind = answer_kind(message.text);
  const Result<std::vector<PersonId>> people = people_at(ledger, number);
  if (!people) {
    return people.error();
  }
  if (kind == AnswerKind::stop) {
    const Result<bool> before = ledger.is_suppressed(number);
    if (!before) {
      return before.error();
    }
    if (Result<Done> done = ledger.suppress(number); !done) {
      return done.error();
    }
    for (const PersonId& person : *people) {
      if (Result<Done> done = stop(ledger, person, "sms"); !done) {
        return done.error();
      }
    }
    if (!*before) {
      confirm_stop(number);
    }
    return people->empty() ? Meaning::nobody : Meaning::stop;
  }
  // A shared phone: who was written to last answers.
  std::optional<LastSent> newest;
  const PersonId* who = people->empty() ? nullptr : &people->front();
  for (const PersonId& person : *people) {
    const Result<std::optional<LastSent>> last = last_sent(ledger, person);
    if (!last) {
      return last.error();
    }
    if (*last && (!newest || newest->at < (*last)->at)) {
      newest = *last;
      who = &person;
    }
  }
  if (who == nullptr) {
    return Meaning::nobody;
  }
  Event event;
  event.at = options_.now();
  event.by = {AuthorKind::person, who->value()};
  event.person = *who;
  event.type = EventType::replied;
  event.value = kind == AnswerKind::words ? message.text : std::string(to_string(kind));
  if (newest) {
    event.offer = newest->offer;
    event.list = newest->list;
  }
  event.id = message.id.empty() ? event_id(event) : sha256_hex("inbound\n" + number + "\n" + message.id);
  // Told again later, it may seem to be about another message: the first time counts.
  bool is_known = false;
  EventFilter filter;
  filter.person = *who;
  filter.types = {EventType::replied};
  const Result<Done> looked = ledger.for_each_event(filter, [&](const Event& known) {
    is_known = known.id == event.id;
    return !is_known;
  });
  if (!looked) {
    return looked.error();
  }
  if (!is_known) {
    if (const Result<std::size_t> added = ledger.append({{event}}); !added) {
      return added.error();
    }
  }
  return Meaning::answer;
}

Result<Done> Inbox::unsubscribe(const PersonId& person, std::string_view channel) {
  const std::lock_guard lock(one_at_a_time_);
  const Result<Ledger*> opened = ledger();
  return opened ? kept_open(stop(**opened, person, channel)) : opened.error();
}

}  // namespace passerelle
