#include "ledger/outbox.h"

#include <algorithm>
#include <array>
#include <map>

#include "ledger/content.h"
#include "ledger/outbox_rows.h"

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 7> kStates{"queued", "sending",   "accepted", "delivered",
                                                  "failed", "uncertain", "cancelled"};
bool is_final(MessageState state) {
  return state == MessageState::delivered || state == MessageState::failed;
}

bool can_be_refused(MessageState state) {
  return state == MessageState::sending || state == MessageState::uncertain;
}

/// What is known to have left is so after a restore too, also when the gateway had first said no.
void note_that_it_left(Ledger::Content& content, const std::string& key) {
  or_refuse(content.never.append({{Never::Kind::submitting, message_hash(content, key)}}));
}

}  // namespace

std::string_view to_string(MessageState state) {
  return kStates.at(static_cast<std::size_t>(state));
}

std::optional<MessageState> parse_message_state(std::string_view name) {
  const auto* const found = std::find(kStates.begin(), kStates.end(), name);
  return found == kStates.end() ? std::nullopt
                                : std::optional<MessageState>(static_cast<MessageState>(found - kStates.begin()));
}

Result<std::size_t> Outbox::enqueue(std::span<const OutboxMessage> messages) {
  Ledger::Content& content = ledger_.content();
  return content.write<std::size_t>(Repeat::safe, [&] {
    std::map<std::string, const OutboxMessage*> fresh;
    std::vector<std::string> keys;
    for (const OutboxMessage& message : messages) {
      if (fresh.emplace(message.key, &message).second) {
        keys.push_back(message.key);
      }
    }
    for_each_chunk(keys, [&](const std::string& list) {
      content.database.for_each_row("SELECT key FROM outbox WHERE key IN (" + list + ")", 1,
                                    [&](std::span<const std::string> row) { fresh.erase(row[0]); });
    });
    std::set<std::string> people;
    for (const auto& [key, message] : fresh) {
      people.insert(message->person.value());
    }
    content.subjects.create(people);
    for (const auto& [key, message] : fresh) {
      OutboxMessage stored = *message;
      stored.state = MessageState::queued;
      if (content.never.may_have_left(message_hash(content, key))) {
        // The database is older than what was sent.
        stored.state = MessageState::uncertain;
        stored.reason = kMayHaveLeft;
      } else if (is_address_stopped(content, address_hash(content.keys, message->address))) {
        stored.state = MessageState::cancelled;
        stored.reason = kStopped;
      }
      insert_message(content, stored);
    }
    return fresh.size();
  });
}

Result<bool> Outbox::become_the_sender() {
  Ledger::Content& content = ledger_.content();
  const Result<bool> locked = content.lock_sender();
  if (!locked || !*locked) {
    return locked;
  }
  const Result<Done> settled = content.write<Done>(Repeat::safe, [&] {
    for (OutboxMessage& message : select_messages(content, "state = 'sending'")) {
      message.state = MessageState::uncertain;
      message.reason = kInterrupted;
      update_message(content, message);
    }
    return Done{};
  });
  if (!settled) {
    release();
    return settled.error();
  }
  return true;
}

void Outbox::release() {
  ledger_.content().unlock_sender();
}

Result<std::optional<OutboxMessage>> Outbox::take(Instant now) {
  Ledger::Content& content = ledger_.content();
  const auto may_send = [&content] {
    if (!content.is_sender) {
      throw Refused{{ErrorCode::output_failed,
                     "registre : un autre programme envoie, ou le droit d'envoyer est perdu ; "
                     "relancer « passerelle send »"}};
    }
  };
  Result<std::optional<OutboxMessage>> taken =
      content.write<std::optional<OutboxMessage>>(Repeat::unsafe, [&]() -> std::optional<OutboxMessage> {
        may_send();
        for (;;) {
          std::optional<OutboxMessage> next = first_due(content, seconds_of(now));
          if (!next) {
            return std::nullopt;
          }
          next->updated = now;
          if (is_address_stopped(content, address_hash(content.keys, next->address))) {
            next->state = MessageState::cancelled;
            next->reason = kStopped;
          } else if (content.never.may_have_left(message_hash(content, next->key))) {
            next->state = MessageState::uncertain;
            next->reason = kMayHaveLeft;
          } else {
            next->state = MessageState::sending;
            ++next->attempts;
          }
          update_message(content, *next);
          if (next->state == MessageState::sending) {
            return next;
          }
        }
      });
  if (!taken || !*taken) {
    return taken;
  }
  Result<Done> written = content.never.append({{Never::Kind::submitting, message_hash(content, (*taken)->key)}});
  if (!written) {
    // It has not left. Should this fail too, it is `uncertain` at the next start.
    [[maybe_unused]] const Result<Done> undone = content.write<Done>(Repeat::safe, [&] {
      OutboxMessage message = **taken;
      message.state = MessageState::queued;
      --message.attempts;
      update_message(content, message);
      return Done{};
    });
    return written.error();
  }
  return taken;
}

Result<Done> Outbox::accepted(const std::string& key, std::string_view gateway_id, Instant at) {
  Ledger::Content& content = ledger_.content();
  return content.write<Done>(Repeat::safe, [&] {
    std::optional<OutboxMessage> message = find_message(content, key);
    if (!message) {
      return Done{};  // its person was erased meanwhile
    }
    note_that_it_left(content, key);
    message->gateway_id = gateway_id;
    if (!is_final(message->state)) {
      message->state = MessageState::accepted;
      message->reason.clear();
      message->updated = at;
    }
    update_message(content, *message);
    record(content, *message, EventType::sent, at);
    return Done{};
  });
}

Result<Done> Outbox::refused(const std::string& key, std::string_view reason, std::optional<Instant> retry,
                             Instant at) {
  Ledger::Content& content = ledger_.content();
  // Only what was just given away can be refused: a late word must not reopen what was accepted since.
  const Result<bool> is_open = content.read<bool>([&] {
    const std::optional<OutboxMessage> message = find_message(content, key);
    return message && can_be_refused(message->state);
  });
  if (!is_open || !*is_open) {
    return is_open ? Result<Done>(Done{}) : is_open.error();
  }
  // First here: should the rest fail, the message stays `sending` and is never given away by itself.
  if (Result<Done> done = content.never.append({{Never::Kind::refused, message_hash(content, key)}}); !done) {
    return done;
  }
  return content.write<Done>(Repeat::safe, [&] {
    std::optional<OutboxMessage> message = find_message(content, key);
    if (!message || !can_be_refused(message->state)) {
      return Done{};
    }
    message->reason = reason;
    message->updated = at;
    if (is_unwanted(content, key)) {
      message->state = MessageState::cancelled;
    } else if (retry) {
      message->state = MessageState::queued;
      message->not_before = *retry;
    } else {
      message->state = MessageState::failed;
    }
    update_message(content, *message);
    if (message->state == MessageState::failed) {
      record(content, *message, EventType::failed, at);
    }
    return Done{};
  });
}

Result<Done> Outbox::uncertain(const std::string& key, std::string_view reason, Instant at) {
  Ledger::Content& content = ledger_.content();
  return content.write<Done>(Repeat::safe, [&] {
    std::optional<OutboxMessage> message = find_message(content, key);
    if (message && message->state == MessageState::sending) {
      message->state = MessageState::uncertain;
      message->reason = reason;
      message->updated = at;
      update_message(content, *message);
    }
    return Done{};
  });
}

Result<bool> Outbox::report(const std::string& key, bool delivered, std::string_view reason, Instant at) {
  Ledger::Content& content = ledger_.content();
  return content.write<bool>(Repeat::safe, [&] {
    std::optional<OutboxMessage> message = find_message(content, key);
    if (!message) {
      return false;
    }
    const bool is_news = delivered ? message->state != MessageState::delivered : !is_final(message->state);
    if (is_news) {
      note_that_it_left(content, key);
      message->state = delivered ? MessageState::delivered : MessageState::failed;
      message->reason = reason;
      message->updated = at;
      update_message(content, *message);
      // A report may be the first to tell that it left at all.
      record(content, *message, EventType::sent, at);
      record(content, *message, delivered ? EventType::delivered : EventType::failed, at);
    }
    return true;
  });
}

Result<std::size_t> Outbox::cancel(const PersonId& person, std::string_view reason, Instant at) {
  Ledger::Content& content = ledger_.content();
  return content.write<std::size_t>(Repeat::safe, [&]() -> std::size_t {
    const Subject* subject = content.subjects.find(person);
    return subject == nullptr
               ? 0
               : cancel_where(content, "subject = " + std::to_string(subject->number), std::string(reason), at);
  });
}

Result<std::size_t> Outbox::cancel(const OfferId& offer, std::string_view reason, Instant at) {
  Ledger::Content& content = ledger_.content();
  return content.write<std::size_t>(Repeat::safe, [&] {
    return cancel_where(content, "key IN (SELECT key FROM outbox_offers WHERE offer = " + sql_text(offer.value()) + ")",
                        std::string(reason), at);
  });
}

Result<std::size_t> Outbox::doubt_without_news(std::string_view channel, Instant since, std::string_view reason,
                                               Instant at) {
  Ledger::Content& content = ledger_.content();
  return content.write<std::size_t>(Repeat::safe, [&] {
    std::size_t doubted = 0;
    for (OutboxMessage& message : select_messages(content, "state = 'accepted' AND channel = " + sql_text(channel) +
                                                               " AND updated < " + std::to_string(seconds_of(since)))) {
      if (message.reason != kSettled) {
        message.state = MessageState::uncertain;
        message.reason = reason;
        message.updated = at;
        update_message(content, message);
        ++doubted;
      }
    }
    return doubted;
  });
}

Result<Done> Outbox::settle(const std::string& key, bool it_left, Instant at) {
  Ledger::Content& content = ledger_.content();
  const auto must_be_uncertain = [&] {
    std::optional<OutboxMessage> message = find_message(content, key);
    if (!message || message->state != MessageState::uncertain) {
      throw Refused{{ErrorCode::usage, "registre : aucun message incertain ne porte cette clé"}};
    }
    return std::move(*message);
  };
  if (!it_left) {
    const Result<Done> is_there = content.read<Done>([&] {
      must_be_uncertain();
      return Done{};
    });
    if (!is_there) {
      return is_there;
    }
    if (Result<Done> done = content.never.append({{Never::Kind::refused, message_hash(content, key)}}); !done) {
      return done;
    }
  }
  return content.write<Done>(Repeat::safe, [&] {
    OutboxMessage message = must_be_uncertain();
    if (it_left) {
      note_that_it_left(content, key);
    }
    const bool unwanted = !it_left && is_unwanted(content, key);
    message.state = it_left ? MessageState::accepted : unwanted ? MessageState::cancelled : MessageState::queued;
    message.reason = it_left ? kSettled : "";
    message.updated = at;
    update_message(content, message);
    if (it_left) {
      record(content, message, EventType::sent, at);
    }
    return Done{};
  });
}

Result<std::vector<OutboxMessage>> Outbox::messages(std::span<const MessageState> states) {
  Ledger::Content& content = ledger_.content();
  return content.read<std::vector<OutboxMessage>>([&] {
    std::string list;
    for (const MessageState state : states) {
      list += (list.empty() ? "" : ",") + sql_text(to_string(state));
    }
    return select_messages(content, list.empty() ? "1 = 1" : "state IN (" + list + ")");
  });
}

Result<std::optional<OutboxMessage>> Outbox::message(const std::string& key) {
  Ledger::Content& content = ledger_.content();
  return content.read<std::optional<OutboxMessage>>([&] { return find_message(content, key); });
}

Result<std::optional<OutboxMessage>> Outbox::last_settled(std::string_view address) {
  Ledger::Content& content = ledger_.content();
  const std::string hash = address_hash(content.keys, address);
  return content.read<std::optional<OutboxMessage>>([&] {
    std::optional<OutboxMessage> last;
    for (OutboxMessage& message :
         select_messages(content, "address_hash = " + sql_text(hash) + " AND state IN ('delivered', 'failed')")) {
      if (!last || message.updated >= last->updated) {
        last = std::move(message);
      }
    }
    return last;
  });
}

Result<std::size_t> Outbox::count_since(const PersonId& person, Instant since) {
  Ledger::Content& content = ledger_.content();
  return content.read<std::size_t>([&]() -> std::size_t {
    const Subject* subject = content.subjects.find(person);
    if (subject == nullptr) {
      return 0;
    }
    return static_cast<std::size_t>(content.database.number(
        "SELECT count(*) FROM outbox WHERE state <> 'cancelled' AND subject = " + std::to_string(subject->number) +
        " AND leaves >= " + std::to_string(seconds_of(since))));
  });
}

}  // namespace passerelle
