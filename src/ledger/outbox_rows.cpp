#include "ledger/outbox_rows.h"

#include <algorithm>
#include <array>

#include "ledger/schema.h"

namespace passerelle {
namespace {

/// What a row says before its sealed parts are opened.
struct StoredMessage {
  OutboxMessage message;
  long long subject = 0;
  std::string sealed;
  std::string sealed_reason;
};

std::vector<StoredMessage> stored_messages(Ledger::Content& content, const std::string& rest) {
  std::vector<StoredMessage> found;
  const Table& table = ledger_table("outbox");
  content.database.for_each_row("SELECT " + columns_of(table) + " FROM outbox WHERE " + rest, table.columns.size(),
                                [&](std::span<const std::string> row) {
                                  StoredMessage stored;
                                  stored.message.key = row[0];
                                  stored.subject = std::stoll(row[1]);
                                  stored.message.issue = row[2];
                                  stored.message.list = row[3];
                                  stored.message.channel = row[4];
                                  stored.sealed = row[5];
                                  stored.message.state = parse_message_state(row[7]).value_or(MessageState::uncertain);
                                  stored.message.attempts = std::stoi(row[8]);
                                  stored.message.not_before = instant_of(std::stoll(row[9]));
                                  stored.message.updated = instant_of(std::stoll(row[10]));
                                  stored.message.gateway_id = row[12];
                                  stored.sealed_reason = row[13];
                                  found.push_back(std::move(stored));
                                });
  return found;
}

std::string reason_context(const std::string& key) {
  return "reason " + key;
}
std::string message_context(const std::string& key) {
  return "message " + key;
}

[[noreturn]] void refuse_damaged(const std::string& key) {
  throw Refused{{ErrorCode::input_unusable, "registre : le message " + key +
                                                " ne se déchiffre pas ; « passerelle ledger verify » dit ce qui est "
                                                "abîmé"}};
}

/// Of someone whose key is destroyed, the row's clear part only.
OutboxMessage opened(Ledger::Content& content, StoredMessage stored) {
  OutboxMessage message = std::move(stored.message);
  const Subject* subject = content.subjects.find(stored.subject);
  if (subject == nullptr) {
    message.person = erased_name(stored.subject);
    return message;
  }
  message.person = subject->person;
  const auto text = unseal(subject->sealing, message_context(message.key), stored.sealed);
  auto parts = text ? unpacked(*text) : std::nullopt;
  if (!parts || parts->size() != 2) {
    refuse_damaged(message.key);
  }
  message.address = std::move(parts->at(0));
  message.content = std::move(parts->at(1));
  if (!stored.sealed_reason.empty()) {
    auto reason = unseal(subject->sealing, reason_context(message.key), stored.sealed_reason);
    if (!reason) {
      refuse_damaged(message.key);
    }
    message.reason = std::move(*reason);
  }
  return message;
}

std::string sealed_reason(Ledger::Content& content, const OutboxMessage& message) {
  const Subject* subject = content.subjects.find(message.person);
  return subject == nullptr || message.reason.empty()
             ? std::string()
             : seal(subject->sealing, reason_context(message.key), message.reason);
}

void load_offers(Ledger::Content& content, std::vector<OutboxMessage>& messages) {
  std::vector<std::string> keys;
  for (const OutboxMessage& message : messages) {
    keys.push_back(message.key);
  }
  for_each_chunk(keys, [&](const std::string& list) {
    content.database.for_each_row(
        "SELECT key, offer FROM outbox_offers WHERE key IN (" + list + ") ORDER BY key, position", 2,
        [&](std::span<const std::string> row) {
          const auto message = std::ranges::find(messages, row[0], &OutboxMessage::key);
          if (message != messages.end()) {
            message->offers.emplace_back(row[1]);
          }
        });
  });
}

}  // namespace

std::string message_hash(const Ledger::Content& content, const std::string& key) {
  return keyed_hash(content.keys.lookup, "message " + key);
}

bool is_address_stopped(Ledger::Content& content, const std::string& hash) {
  return content.never.is_stopped(hash) ||
         content.database.number("SELECT count(*) FROM suppressed WHERE address_hash = " + sql_text(hash)) != 0;
}

bool is_unwanted(Ledger::Content& content, const std::string& key) {
  return content.database.number("SELECT is_unwanted FROM outbox WHERE key = " + sql_text(key)) != 0;
}

void insert_message(Ledger::Content& content, const OutboxMessage& message) {
  for (const std::string* text : {&message.key, &message.issue, &message.list, &message.channel, &message.gateway_id}) {
    require_text(*text, "message");
  }
  const Subject& subject = content.subjects.find_or_create(message.person);
  const std::array<std::string, 2> personal{message.address, message.content};
  const std::string sealed = seal(subject.sealing, message_context(message.key), packed(personal));
  const std::string hash = address_hash(content.keys, message.address);
  const std::string state(to_string(message.state));
  const std::string reason = sealed_reason(content, message);
  const long long attempts = message.attempts;
  const long long not_before = seconds_of(message.not_before);
  const long long updated = seconds_of(message.updated);
  const long long leaves = std::max(not_before, updated);
  content.database.sql()
      << "INSERT INTO outbox (key, subject, issue, list, channel, sealed, address_hash, state, attempts, not_before,"
         " updated, leaves, gateway_id, sealed_reason, is_unwanted) VALUES (:key, :subject, :issue, :list, :channel,"
         " :sealed, :address, :state, :attempts, :not_before, :updated, :leaves, :gateway, :reason, 0)",
      soci::use(message.key, "key"), soci::use(subject.number, "subject"), soci::use(message.issue, "issue"),
      soci::use(message.list, "list"), soci::use(message.channel, "channel"), soci::use(sealed, "sealed"),
      soci::use(hash, "address"), soci::use(state, "state"), soci::use(attempts, "attempts"),
      soci::use(not_before, "not_before"), soci::use(updated, "updated"), soci::use(leaves, "leaves"),
      soci::use(message.gateway_id, "gateway"), soci::use(reason, "reason");
  for (std::size_t index = 0; index < message.offers.size(); ++index) {
    const auto position = static_cast<long long>(index);
    require_text(message.offers[index].value(), "offer");
    content.database.sql() << "INSERT INTO outbox_offers (key, position, offer) VALUES (:key, :position, :offer)",
        soci::use(message.key, "key"), soci::use(position, "position"),
        soci::use(message.offers[index].value(), "offer");
  }
}

void update_message(Ledger::Content& content, const OutboxMessage& message) {
  require_text(message.gateway_id, "gateway_id");
  const std::string state(to_string(message.state));
  const std::string reason = sealed_reason(content, message);
  const long long attempts = message.attempts;
  const long long not_before = seconds_of(message.not_before);
  const long long updated = seconds_of(message.updated);
  content.database.sql() << "UPDATE outbox SET state = :state, attempts = :attempts, not_before = :not_before,"
                            " updated = :updated, gateway_id = :gateway, sealed_reason = :reason WHERE key = :key",
      soci::use(state, "state"), soci::use(attempts, "attempts"), soci::use(not_before, "not_before"),
      soci::use(updated, "updated"), soci::use(message.gateway_id, "gateway"), soci::use(reason, "reason"),
      soci::use(message.key, "key");
  if (message.state == MessageState::sending || message.state == MessageState::queued) {
    const long long leaves = std::max(not_before, updated);
    content.database.sql() << "UPDATE outbox SET leaves = :leaves WHERE key = :key", soci::use(leaves, "leaves"),
        soci::use(message.key, "key");
  }
}

std::vector<OutboxMessage> select_messages(Ledger::Content& content, const std::string& condition) {
  std::vector<StoredMessage> stored = stored_messages(content, condition + " ORDER BY key");
  std::unordered_set<long long> subjects;
  for (const StoredMessage& one : stored) {
    subjects.insert(one.subject);
  }
  content.subjects.load(subjects);
  std::vector<OutboxMessage> messages;
  messages.reserve(stored.size());
  for (StoredMessage& one : stored) {
    messages.push_back(opened(content, std::move(one)));
  }
  load_offers(content, messages);
  return messages;
}

std::optional<OutboxMessage> find_message(Ledger::Content& content, const std::string& key) {
  std::vector<OutboxMessage> found = select_messages(content, "key = " + sql_text(key));
  return found.empty() ? std::nullopt : std::optional<OutboxMessage>(std::move(found.front()));
}

std::optional<OutboxMessage> first_due(Ledger::Content& content, long long now) {
  for (;;) {
    std::vector<StoredMessage> stored = stored_messages(
        content, "state = 'queued' AND not_before <= " + std::to_string(now) + " ORDER BY not_before, key LIMIT 1");
    if (stored.empty()) {
      return std::nullopt;
    }
    const std::string key = stored.front().message.key;
    if (content.subjects.find(stored.front().subject) != nullptr) {
      return find_message(content, key);
    }
    // A copy of the database put back by hand: who was erased since receives nothing.
    content.database.sql() << "UPDATE outbox SET state = 'cancelled' WHERE key = :key", soci::use(key, "key");
  }
}

std::size_t cancel_where(Ledger::Content& content, const std::string& condition, const std::string& reason,
                         Instant at) {
  content.database.sql() << "UPDATE outbox SET is_unwanted = 1 WHERE state IN ('sending', 'uncertain') AND " +
                                condition;
  std::vector<OutboxMessage> waiting = select_messages(content, "state = 'queued' AND " + condition);
  for (OutboxMessage& message : waiting) {
    message.state = MessageState::cancelled;
    message.reason = reason;
    message.updated = at;
    update_message(content, message);
  }
  return waiting.size();
}

void record(Ledger::Content& content, const OutboxMessage& message, EventType type, Instant at) {
  std::vector<OfferId> offers = message.offers;
  if (offers.empty()) {
    offers.emplace_back();
  }
  std::vector<Event> events;
  for (const OfferId& offer : offers) {
    Event event;
    event.at = at;
    event.person = message.person;
    event.offer = offer;
    event.list = message.list;
    event.type = type;
    event.value = message.issue + "/" + message.channel;
    event.reason = type == EventType::failed ? message.reason : std::string();
    events.push_back(std::move(event));
  }
  content.append(events);
}

}  // namespace passerelle
