#include "deliver/kannel_gateway.h"

#include <fmt/format.h>

#include <utility>

namespace passerelle {
namespace {

using Outcome = Submission::Outcome;

// delivered (1), dead (2), given to the operator (8), refused by the operator (16).
constexpr int kReports = 1 + 2 + 8 + 16;

Submission submission_of(const HttpAnswer& answer) {
  switch (answer.reached) {
    case Reached::nobody:
      return {Outcome::refused_for_now, "", "Kannel ne répond pas : " + answer.problem};
    case Reached::refused:
      return {Outcome::misconfigured, "", "adresse de Kannel inutilisable : " + answer.problem};
    case Reached::somebody:
      return {Outcome::unknown, "", "Kannel n'a pas fini de répondre : " + answer.problem};
    case Reached::answered:
      break;
  }
  const std::string reason = fmt::format("Kannel répond {}", answer.status);
  switch (answer.status) {
    case 202:
      return {Outcome::accepted, "", ""};
    case 401:
    case 403:
    case 404:
      return {Outcome::misconfigured, "",
              reason + " : vérifiez l'adresse, l'utilisateur, le mot de passe et ses droits"};
    case 429:
    case 503:
      return {Outcome::refused_for_now, "", reason};
    default:
      break;
  }
  return {answer.status >= 400 && answer.status < 500 ? Outcome::refused_for_good : Outcome::unknown, "", reason};
}

}  // namespace

KannelGateway::KannelGateway(KannelOptions options) : options_(std::move(options)), transfer_(options_.timeouts) {}

Submission KannelGateway::submit(const MessageContent& content, std::string_view key) {
  if (!content.sms) {
    return {Outcome::misconfigured, "", "Kannel n'envoie que des SMS"};
  }
  HttpRequest request;
  request.url = options_.url;
  request.headers = {
      "Content-Type: text/plain; charset=UTF-8",
      "X-Kannel-Username: " + options_.user,
      "X-Kannel-Password: " + options_.password,
      "X-Kannel-To: " + content.sms->to,
      fmt::format("X-Kannel-Coding: {}", content.sms->coding == SmsCoding::ucs2 ? 2 : 0),
  };
  if (!options_.sender.empty()) {
    request.headers.push_back("X-Kannel-From: " + options_.sender);
  }
  if (!options_.links.base.empty()) {
    request.headers.push_back(fmt::format("X-Kannel-DLR-Mask: {}", kReports));
    request.headers.push_back("X-Kannel-DLR-Url: " + options_.links.kannel_report(key));
  }
  request.body = content.sms->text;
  return submission_of(transfer_.http(request));
}

}  // namespace passerelle
