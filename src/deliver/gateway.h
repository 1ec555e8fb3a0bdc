#pragma once

#include <string>
#include <string_view>

#include "deliver/message.h"

namespace passerelle {

/// How the reason of a failure begins when nobody can be reached there: an unknown mailbox, a number that is gone. What
/// was refused for any other reason (no credit, a text it will not take, spam) says nothing about the address.
inline constexpr std::string_view kDeadAddress = "destinataire injoignable : ";

/// What a gateway answered to one message.
struct Submission {
  enum class Outcome {
    accepted,          ///< the gateway took it
    refused_for_now,   ///< surely not sent; another try may succeed
    refused_for_good,  ///< surely not sent, and another try would be refused too: a dead number, a text it will not
                       ///< take
    misconfigured,     ///< surely not sent, and the message is not the reason: a wrong password, a wrong address
    unknown,           ///< it may have left: nobody can tell
  };
  Outcome outcome = Outcome::unknown;
  std::string gateway_id;  ///< the gateway's name for the message; may be empty
  std::string reason;      ///< French, for the operator; never holds the message, its recipient or a secret
};

/// Where messages leave. One object per thread; each call waits for the answer, for a limited time.
class Gateway {
 public:
  Gateway() = default;
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;
  virtual ~Gateway() = default;

  /// Gives one message to the gateway, once: it is never tried again here. `key` is the outbox's.
  virtual Submission submit(const MessageContent& content, std::string_view key) = 0;
};

/// How long a gateway may take.
struct GatewayTimeouts {
  int connect_seconds = 5;
  int total_seconds = 30;
};

}  // namespace passerelle
