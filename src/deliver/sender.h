#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/watch.h"
#include "deliver/gateway.h"
#include "deliver/sending_hours.h"
#include "ledger/outbox.h"

namespace passerelle {

/// Where messages leave, by channel; null: not configured. Borrowed.
struct Gateways {
  Gateway* sms = nullptr;
  Gateway* email = nullptr;
};

struct SenderOptions {
  /// Messages given to gateways in one second, at most; 0: as fast as they go.
  std::size_t per_second = 10;
  /// After a refusal that may pass, how long until the next try; after the last one the message is given up.
  std::vector<std::chrono::seconds> retries{
      std::chrono::minutes(1), std::chrono::minutes(5), std::chrono::minutes(30),
      std::chrono::hours(2),   std::chrono::hours(8),   std::chrono::hours(24),
  };
  /// So many refusals of a channel in a row are no longer about messages: sending ends.
  std::size_t refusals_in_a_row = 10;
  /// A message is no longer sent this long after the Monday of its week.
  std::chrono::days useful{14};
};

/// How time passes; tests have their own.
struct SenderTime {
  std::function<Instant()> now;
  std::function<void(std::chrono::milliseconds)> pause;
};
/// The machine's own.
SenderTime machine_time();

/// Whether a message failed because nobody is where it went (`kDeadAddress`), less than twelve weeks ago: then it is
/// tried once again, for operators and servers err too.
bool is_dead_address(const OutboxMessage& message, Instant now);

struct SendReport {
  std::size_t accepted = 0;
  std::size_t refused_for_now = 0;
  std::size_t failed = 0;  ///< refused for good, or too often
  std::size_t uncertain = 0;
  std::size_t postponed = 0;  ///< it was too late or too early in the day of the person
  std::size_t expired = 0;
  std::string stopped;  ///< why it ended before all had been tried, in French; empty otherwise
};

/// Gives gateways all messages whose time has come, each once, and records every step before the next. May be killed at
/// any instruction and run again. The outbox must have made this process the sender. What a gateway refuses for now
/// waits longer each time; a wrong configuration, or a gateway that refuses everything, ends the work and costs no
/// message its place. Errors: the ledger does not answer; interrupted, between two messages.
Result<SendReport> send_messages(Outbox& outbox, const Gateways& gateways, const SenderOptions& options,
                                 const SendingCalendar& calendar, const SenderTime& time, const Watch& watch);

}  // namespace passerelle
