#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "storage/utf8.h"
#include "web/requests.h"

using namespace passerelle;

namespace {

void demand(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void check(const Understood<DeliveryReport>& understood) {
  if (const auto* report = std::get_if<DeliveryReport>(&understood)) {
    demand(report->key.size() == 64 && is_utf8(report->reason) && report->reason.size() <= 200);
  }
}

void check(const Understood<InboundMessage>& understood) {
  if (const auto* message = std::get_if<InboundMessage>(&understood)) {
    demand(!message->from.empty() && is_utf8(message->from) && is_utf8(message->text) && is_utf8(message->id));
    demand(message->text.size() <= 1600 && message->text.find('\n') == std::string::npos);
  }
}

}  // namespace

/// Any bytes as what gateways and people send: the parameters of an address, or JSON. Secrets are right half of the
/// time, so that what stands behind them is reached.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Links links{"http://127.0.0.1:1", "secret"};
  Parameters parameters;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::string_view piece = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), piece.size() + 1));
    const std::size_t equal = std::min(piece.find('='), piece.size());
    parameters.emplace(piece.substr(0, equal), piece.substr(std::min(piece.size(), equal + 1)));
  }
  check(kannel_report(parameters, links));
  check(kannel_inbound(parameters, "secret"));
  static_cast<void>(unsubscription(parameters, links));

  parameters.emplace("secret", "secret");
  check(kannel_inbound(parameters, "secret"));
  const std::string key(64, 'a');
  const std::string link = links.kannel_report(key);
  constexpr std::string_view kSignature = "&signature=";
  Parameters signed_by_us = parameters;
  signed_by_us.erase("key");
  signed_by_us.erase("signature");
  signed_by_us.emplace("key", key);
  signed_by_us.emplace("signature", link.substr(link.find(kSignature) + kSignature.size(), 64));
  check(kannel_report(signed_by_us, links));

  HttpService service;
  service.report_key = "reference";
  service.report_status = "results.0.status";
  service.report_reason = "error";
  service.failed = {"failed"};
  service.inbound_from = "from";
  service.inbound_text = "text";
  service.inbound_id = "id";
  check(service_report(bytes, service, "secret", "secret"));
  check(service_inbound(bytes, service, "secret", "secret"));
  static_cast<void>(parse_http_service(bytes));
  return 0;
}
