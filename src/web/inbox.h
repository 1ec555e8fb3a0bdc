#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "deliver/compose.h"
#include "deliver/gateway.h"
#include "deliver/message_templates.h"
#include "ledger/ledger.h"
#include "ledger/outbox.h"
#include "web/requests.h"

namespace passerelle {

struct InboxOptions {
  LedgerOptions ledger;
  MessageOptions messages;  ///< how the answer to a STOP is written
  MessageTemplates templates;
  Gateway* sms = nullptr;  ///< by which it leaves; null: it is not sent. Borrowed.
  std::function<Instant()> now;
};

/// What gateways and people tell us, put into the ledger. Told twice or in any order, it comes to the same. Safe from
/// several threads: one thing at a time. A ledger that does not answer is opened again the next time.
class Inbox {
 public:
  explicit Inbox(InboxOptions options) : options_(std::move(options)) {}

  /// Opens the ledger now, so that a wrong setting is told at the start.
  Result<Done> open();

  /// False: no message has this key (its person was erased, the ledger restored).
  Result<bool> receive(const DeliveryReport& report);

  enum class Meaning { stop, answer, nobody };
  /// STOP: the number never gets a message again, whoever has it; what waits is cancelled; it is confirmed once. Else
  /// the answer of the person who was last written to at this number, with the words for the référent when it is not
  /// yes, no or call. `nobody`: the number belongs to nobody we know (a STOP is obeyed all the same).
  Result<Meaning> receive(const InboundMessage& message);

  /// The person never gets a message again.
  Result<Done> unsubscribe(const PersonId& person, std::string_view channel);

 private:
  Result<Ledger*> ledger();
  Result<Done> stop(Ledger& ledger, const PersonId& person, std::string_view channel);
  Result<std::vector<PersonId>> people_at(Ledger& ledger, const std::string& number);
  Result<Meaning> receive_at(Ledger& ledger, const std::string& number, const InboundMessage& message);
  void confirm_stop(const std::string& number);
  template <class T>
  Result<T> kept_open(Result<T> result);

  InboxOptions options_;
  std::mutex one_at_a_time_;
  std::optional<Ledger> ledger_;
  std::map<std::string, std::vector<PersonId>> numbers_;  ///< who has which phone
  std::optional<std::chrono::steady_clock::time_point> numbers_read_;
};

}  // namespace passerelle
