#include "web/requests.h"

#include <algorithm>
#include <optional>

#include "base/secrets.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

using News = DeliveryReport::News;

constexpr int kBadRequest = 400;
constexpr int kForbidden = 403;
constexpr std::size_t kLongestText = 1600;
constexpr std::size_t kLongestName = 128;
constexpr std::size_t kLongestReason = 200;

std::string value_of(const Parameters& parameters, const std::string& name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string() : found->second;
}

bool is_key(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits && std::ranges::all_of(text, [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
         });
}

/// Words of the outside that are kept: valid, without control characters, not longer than needed.
std::string cleaned(std::string_view text, std::size_t most) {
  std::string clean;
  while (!text.empty() && clean.size() < most) {
    const std::size_t valid = valid_utf8_prefix(text);
    clean += text.substr(0, valid);
    text.remove_prefix(std::min(text.size(), valid + 1));
    if (!text.empty() || valid == 0) {
      clean += ' ';
    }
  }
  std::ranges::replace_if(
      clean, [](char letter) { return letter >= '\0' && letter < ' '; }, ' ');
  return std::string(trimmed(utf8_prefix(clean, most)));
}

Understood<InboundMessage> inbound_of(std::string_view id, std::string_view from, std::string_view text) {
  InboundMessage message{cleaned(id, kLongestName), cleaned(from, kLongestName), cleaned(text, kLongestText)};
  if (message.from.empty()) {
    return Refusal{kBadRequest};
  }
  return message;
}

}  // namespace

Understood<DeliveryReport> kannel_report(const Parameters& parameters, const Links& links) {
  DeliveryReport report;
  report.key = value_of(parameters, "key");
  if (!is_key(report.key)) {
    return Refusal{kBadRequest};
  }
  if (!links.signs_report(report.key, value_of(parameters, "signature"))) {
    return Refusal{kForbidden};
  }
  const std::string type = value_of(parameters, "type");
  if (type == "1") {
    report.news = News::delivered;
  } else if (type == "2" || type == "16") {
    report.news = News::failed;
    // The answer of an operator may repeat the message: only the part that says why is kept.
    const std::string answer = cleaned(value_of(parameters, "answer"), kLongestReason);
    const std::size_t status = answer.find("stat:");
    report.reason = status != std::string::npos   ? answer.substr(status, answer.find(" text:") - status)
                    : answer.starts_with("NACK/") ? answer
                                                  : "refusé par l'opérateur";
    // A phone that stayed off is not gone; what the operator would not take may be our fault.
    if (type == "2" && status != std::string::npos && report.reason.find("EXPIRED") == std::string::npos) {
      report.reason.insert(0, kDeadAddress);
    }
  } else if (type == "8") {
    report.news = News::left;
  } else if (type != "4") {
    return Refusal{kBadRequest};
  }
  return report;
}

Understood<InboundMessage> kannel_inbound(const Parameters& parameters, std::string_view secret) {
  if (secret.empty() || !is_same_secret(value_of(parameters, "secret"), secret)) {
    return Refusal{kForbidden};
  }
  return inbound_of(value_of(parameters, "id"), value_of(parameters, "from"), value_of(parameters, "text"));
}

Understood<DeliveryReport> service_report(std::string_view body, const HttpService& service, std::string_view given,
                                          std::string_view secret) {
  if (secret.empty() || !is_same_secret(given, secret)) {
    return Refusal{kForbidden};
  }
  DeliveryReport report;
  report.key = text_at(body, service.report_key);
  const std::string status = text_at(body, service.report_status);
  if (!is_key(report.key) || status.empty()) {
    return Refusal{kBadRequest};
  }
  if (std::ranges::find(service.delivered, status) != service.delivered.end()) {
    report.news = News::delivered;
  } else if (std::ranges::find(service.failed, status) != service.failed.end()) {
    report.news = News::failed;
    report.reason = cleaned(text_at(body, service.report_reason), kLongestReason);
    if (report.reason.empty()) {
      report.reason = cleaned(status, kLongestReason);
    }
  }
  return report;
}

Understood<InboundMessage> service_inbound(std::string_view body, const HttpService& service, std::string_view given,
                                           std::string_view secret) {
  if (secret.empty() || !is_same_secret(given, secret)) {
    return Refusal{kForbidden};
  }
  return inbound_of(text_at(body, service.inbound_id), text_at(body, service.inbound_from),
                    text_at(body, service.inbound_text));
}

Understood<PersonId> unsubscription(const Parameters& parameters, const Links& links) {
  const PersonId person(value_of(parameters, "person"));
  if (person.value().empty() || person.value().size() > kLongestName || !is_utf8(person.value())) {
    return Refusal{kBadRequest};
  }
  if (!links.signs_unsubscribe(person, value_of(parameters, "signature"))) {
    return Refusal{kForbidden};
  }
  return person;
}

}  // namespace passerelle
