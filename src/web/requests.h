#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "deliver/http_gateway.h"
#include "deliver/links.h"
#include "domain/person.h"

namespace passerelle {

/// The parameters of a request, of its address and of its form. The outside wrote them: anything may stand there.
using Parameters = std::multimap<std::string, std::string>;

/// Why a request is refused: an HTTP status (400, 403 …).
struct Refusal {
  int status = 400;
};

/// What a request says, or why it is refused.
template <class T>
using Understood = std::variant<T, Refusal>;

/// A gateway tells what became of a message.
struct DeliveryReport {
  enum class News {
    waiting,    ///< nothing is settled yet
    left,       ///< the operator has it
    delivered,  ///< it arrived
    failed,     ///< it is lost for good
  };
  std::string key;  ///< of the outbox
  News news = News::waiting;
  std::string reason;

  bool operator==(const DeliveryReport&) const = default;
};

/// A person writes to us.
struct InboundMessage {
  std::string id;    ///< the gateway's name for it, the same when told again; empty when it gives none
  std::string from;  ///< as the gateway writes it
  std::string text;  ///< UTF-8, no longer than ten SMS

  bool operator==(const InboundMessage&) const = default;
};

/// `key`, `type` (1 delivered, 2 lost, 4 waits, 8 with the operator, 16 refused by it), `answer` (the operator's words)
/// and our `signature`. 403 when the signature is not ours.
Understood<DeliveryReport> kannel_report(const Parameters& parameters, const Links& links);

/// `from`, `text`, `id` and our `secret`. 403 when the secret is not ours.
Understood<InboundMessage> kannel_inbound(const Parameters& parameters, std::string_view secret);

/// The JSON of a described service, where it says. `given` is the secret that came with the request.
Understood<DeliveryReport> service_report(std::string_view body, const HttpService& service, std::string_view given,
                                          std::string_view secret);
Understood<InboundMessage> service_inbound(std::string_view body, const HttpService& service, std::string_view given,
                                           std::string_view secret);

/// `person` and our `signature`: who does not want any more messages.
Understood<PersonId> unsubscription(const Parameters& parameters, const Links& links);

}  // namespace passerelle
