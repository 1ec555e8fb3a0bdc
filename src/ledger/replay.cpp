#include <array>

#include "ledger/content.h"
#include "ledger/outbox_rows.h"

namespace passerelle {

void Ledger::Content::replay_never(bool never_was_lost) {
  std::vector<long long> revived;
  database.for_each_row("SELECT " + digits_of("subject") + " FROM subjects WHERE wrapped <> ''", 1,
                        [&](std::span<const std::string> row) {
                          if (const long long number = std::stoll(row[0]); never.is_erased(erasure_of(number))) {
                            revived.push_back(number);
                          }
                        });
  for (const long long number : revived) {
    Event event;
    event.at = now();
    event.person = erased_name(number);
    event.type = EventType::erased;
    append(std::span(&event, 1));
    forget_person(number);
  }
  for (const std::string& hash : never.stopped()) {
    if (database.number("SELECT count(*) FROM suppressed WHERE address_hash = " + sql_text(hash)) == 0) {
      suppress(hash);
    }
  }
  for (OutboxMessage& message : select_messages(*this, "state IN ('queued', 'sending')")) {
    if (message.state == MessageState::sending || never_was_lost ||
        never.may_have_left(message_hash(*this, message.key))) {
      message.reason = message.state == MessageState::sending ? kInterrupted : kMayHaveLeft;
      message.state = MessageState::uncertain;
      update_message(*this, message);
    }
  }
}

Result<Done> Ledger::Content::rebuild_never() {
  const auto lines = read<std::vector<Never::Line>>([&] {
    std::vector<Never::Line> known;
    database.for_each_row("SELECT address_hash FROM suppressed ORDER BY address_hash", 1,
                          [&](std::span<const std::string> row) {
                            known.push_back({Never::Kind::stop, row[0]});
                          });
    database.for_each_row("SELECT " + digits_of("subject") + " FROM subjects WHERE wrapped = '' ORDER BY subject", 1,
                          [&](std::span<const std::string> row) {
                            known.push_back({Never::Kind::erased, erasure_of(std::stoll(row[0]))});
                          });
    database.for_each_row("SELECT key FROM outbox WHERE state NOT IN ('queued', 'cancelled') ORDER BY key", 1,
                          [&](std::span<const std::string> row) {
                            known.push_back({Never::Kind::submitting, message_hash(*this, row[0])});
                          });
    return known;
  });
  return lines ? never.append(*lines) : lines.error();
}

}  // namespace passerelle
