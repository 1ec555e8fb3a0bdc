#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/ledger.h"

namespace passerelle {

/// What becomes of a message. From `sending` on it may have left: it is never given to a gateway again by itself.
enum class MessageState {
  queued,     ///< waits for its time
  sending,    ///< recorded before the gateway is called; found after a crash, it becomes `uncertain`
  accepted,   ///< the gateway took it
  delivered,  ///< the gateway says it arrived
  failed,     ///< for good: the number is dead, or it was refused too often
  uncertain,  ///< it may have left or not: a report settles it, or the référent
  cancelled,  ///< STOP, erased, replaced, or past its time
};
std::string_view to_string(MessageState state);
std::optional<MessageState> parse_message_state(std::string_view name);

struct OutboxMessage {
  std::string key;  ///< from the person, the issue and what the list says: the same message is there once
  PersonId person;
  std::string issue;
  std::string list;     ///< sha256 of the list
  std::string channel;  ///< `sms` or `email`
  std::string address;  ///< `+33…` or an e-mail address, encrypted at rest: nothing leaves for a suppressed one
  std::string content;  ///< what is needed to send it, as JSON: of `deliver/`, encrypted at rest
  std::vector<OfferId> offers;
  MessageState state = MessageState::queued;
  int attempts = 0;
  Instant not_before{};
  Instant updated{};
  std::string gateway_id;
  std::string reason;  ///< why it failed, is uncertain or was cancelled
};

/// Messages that leave once. Each change is a transaction of its own, safe when the process is killed at any
/// instruction. Borrows the ledger.
class Outbox {
 public:
  explicit Outbox(Ledger& ledger) : ledger_(ledger) {}

  /// Puts messages in, those with a key that is known already left aside; gives how many were new.
  Result<std::size_t> enqueue(std::span<const OutboxMessage> messages);

  /// Takes the right to send: one process at a time. False: another has it. Given back by `release`, by the end of the
  /// process, or by its death. What a dead sender left as `sending` becomes `uncertain`.
  Result<bool> become_the_sender();
  void release();

  /// The next message whose time has come, now recorded as `sending` (in the database, and in `never`); nothing when
  /// there is none. Only the sender may call it. Messages to suppressed or erased people are never handed over.
  Result<std::optional<OutboxMessage>> take(Instant now);
  /// The gateway took it.
  Result<Done> accepted(const std::string& key, std::string_view gateway_id, Instant at);
  /// The gateway said no, and surely sent nothing: tried again at `retry`, or `failed` for good when there is none.
  Result<Done> refused(const std::string& key, std::string_view reason, std::optional<Instant> retry, Instant at);
  /// Nobody can tell whether it left.
  Result<Done> uncertain(const std::string& key, std::string_view reason, Instant at);
  /// A report of the gateway, in any order and any number of times: delivered wins over failed, both over all else.
  /// False when the key is unknown. Records the event `delivered` or `failed` once.
  Result<bool> report(const std::string& key, bool delivered, std::string_view reason, Instant at);
  /// What waits for this person, or with this offer, no longer leaves; gives how many.
  Result<std::size_t> cancel(const PersonId& person, std::string_view reason, Instant at);
  Result<std::size_t> cancel(const OfferId& offer, std::string_view reason, Instant at);
  /// What a gateway of this channel took before `since` and never told more of becomes `uncertain`: a silence is shown.
  /// What was settled by hand stays so. Gives how many.
  Result<std::size_t> doubt_without_news(std::string_view channel, Instant since, std::string_view reason, Instant at);
  /// Settles an uncertain message by hand: it left, or it did not and may be queued again.
  Result<Done> settle(const std::string& key, bool it_left, Instant at);

  /// Messages in these states (all when empty), in the order of keys.
  Result<std::vector<OutboxMessage>> messages(std::span<const MessageState> states);
  Result<std::optional<OutboxMessage>> message(const std::string& key);
  /// What became last of a message to this address that was settled (delivered or failed); nothing when none was.
  Result<std::optional<OutboxMessage>> last_settled(std::string_view address);
  /// How many messages of any state but cancelled this person has since then, for the weekly limit.
  Result<std::size_t> count_since(const PersonId& person, Instant since);

 private:
  Ledger& ledger_;
};

}  // namespace passerelle
