#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "deliver/gateway.h"
#include "deliver/transfer.h"

namespace passerelle {

/// How an SMS service on the Internet is spoken to, read from a JSON file (`datasets/samples/sms_service.json` shows
/// one, `datasets/schemas/sms_service.schema.json` says what it may hold). Texts are mustache templates over `to`
/// (`+33…`), `to_digits` (without the plus), `text`, `key`, `sender`, `secret`, `is_ucs2` and `report_url`.
struct HttpService {
  enum class Body { json, form };

  std::string method = "POST";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  Body body_kind = Body::json;  ///< how what is put into `body` is escaped
  std::string body;
  std::vector<int> accepted{200, 201, 202};
  std::vector<int> refused_for_now{429, 503};
  std::vector<int> misconfigured{401, 403, 404};
  std::string message_id;  ///< path of the service's name for the message in its answer: `messages.0.id`

  /// What the service later tells us (`passerelle listen`), as paths in the JSON that it sends.
  std::string report_key;     ///< where our key comes back; empty: the service tells nothing
  std::string report_status;  ///< where the word is
  std::string report_reason;
  std::vector<std::string> delivered;  ///< words for arrived
  std::vector<std::string> failed;     ///< words for lost; any other word means that nothing is settled yet
  std::string inbound_from;            ///< where an answer says who wrote; empty: answers do not come this way
  std::string inbound_text;
  std::string inbound_id;
};

/// Errors (usage) name the file and the member: not JSON, members that are unknown, missing or of another kind, a
/// template that cannot be read.
Result<HttpService> read_http_service(const std::filesystem::path& file);
Result<HttpService> parse_http_service(std::string_view json);

/// The text found at `path` (`messages.0.id`) of a JSON text; empty when it is not there.
std::string text_at(std::string_view json, std::string_view path);

struct HttpGatewayOptions {
  HttpService service;
  std::string sender;
  std::string secret;
  std::string report_url;
  GatewayTimeouts timeouts;
};

/// SMS by a service on the Internet.
class HttpGateway final : public Gateway {
 public:
  explicit HttpGateway(HttpGatewayOptions options);
  Submission submit(const MessageContent& content, std::string_view key) override;

 private:
  HttpGatewayOptions options_;
  Transfer transfer_;
};

}  // namespace passerelle
