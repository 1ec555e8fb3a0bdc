#include "deliver/http_gateway.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <kainjow/mustache.hpp>
#include <utility>

#include "deliver/links.h"
#include "storage/byte_source.h"
#include "storage/json.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

using Outcome = Submission::Outcome;

constexpr std::array<std::string_view, 8> kVariables{"to",     "to_digits", "text",    "key",
                                                     "sender", "secret",    "is_ucs2", "report_url"};

std::string escaped_for_json(const std::string& text) {
  std::string quoted = JsonWriter().string(text).take();
  return quoted.substr(1, quoted.size() - 2);
}

std::string escaped_for_form(const std::string& text) {
  return url_encoded(text);
}

// A line end would begin another header.
std::string escaped_for_header(const std::string& text) {
  std::string line = text;
  std::erase_if(line, [](char letter) { return letter == '\r' || letter == '\n'; });
  return line;
}

std::string filled(const std::string& text, const kainjow::mustache::data& values,
                   std::string (*escape)(const std::string&)) {
  kainjow::mustache::mustache document(text);
  document.set_custom_escape(escape);
  return document.render(values);
}

JsonView at_path(JsonView value, std::string_view path) {
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), step.size() + 1));
    std::size_t index = 0;
    const auto [end, problem] = std::from_chars(step.data(), step.data() + step.size(), index);
    const bool is_index = problem == std::errc() && end == step.data() + step.size();
    value = value.is_array() && is_index && index < value.size() ? value.at(index) : value[step];
  }
  return value;
}

/// Reads the members of the description one by one; the first that is wrong is told.
class ServiceReader {
 public:
  explicit ServiceReader(JsonView root) : root_(root) {}

  void text(const char* name, std::string& value, bool is_needed = false) {
    const JsonView member = take(name);
    if (member.is_string()) {
      value = member.exact_text();
    } else if (!member.is_null()) {
      wrong(name, "doit être un texte");
    }
    if (is_needed && value.empty()) {
      wrong(name, "manque");
    }
  }
  void path(const char* object, const char* name, std::string& value) {
    const JsonView member = take(object, name);
    if (member.is_string()) {
      value = member.text();
    } else if (!member.is_null()) {
      wrong(std::string(object) + "." + name, "doit être un texte");
    }
  }
  void words(const char* object, const char* name, std::vector<std::string>& values) {
    const JsonView member = take(object, name);
    bool are_words = member.is_null() || member.is_array();
    for (std::size_t i = 0; i < member.size(); ++i) {
      are_words = are_words && member.at(i).is_string();
      values.push_back(member.at(i).text());
    }
    if (!are_words) {
      wrong(std::string(object) + "." + name, "doit être une liste de mots");
    }
  }
  void statuses(const char* name, std::vector<int>& values) {
    const JsonView member = take(name);
    if (member.is_null()) {
      return;
    }
    if (!member.is_array()) {
      return wrong(name, "doit être une liste de codes HTTP");
    }
    values.clear();
    for (std::size_t i = 0; i < member.size(); ++i) {
      const std::optional<std::int64_t> status = member.at(i).integer();
      if (!status || !member.at(i).is_number() || *status < 100 || *status > 599) {
        return wrong(name, "doit être une liste de codes HTTP");
      }
      values.push_back(static_cast<int>(*status));
    }
  }
  void headers(const char* name, std::vector<std::pair<std::string, std::string>>& values) {
    const JsonView member = take(name);
    if (!member.is_null() && !member.is_object()) {
      return wrong(name, "doit donner un texte à chaque en-tête");
    }
    member.for_each_member([&](std::string_view key, JsonView value) {
      if (key.empty() || key.find_first_of(": \r\n") != std::string_view::npos || !value.is_string()) {
        wrong(name, "doit donner un texte à chaque en-tête");
      }
      values.emplace_back(key, value.exact_text());
    });
  }
  /// A template that holds a variable we do not fill would send a hole.
  void check_template(const std::string& name, const std::string& text) {
    const kainjow::mustache::mustache document(text);
    if (!document.is_valid()) {
      return wrong(name, "n'est pas un modèle mustache : " + document.error_message());
    }
    for (std::size_t open = text.find("{{"); open != std::string::npos; open = text.find("{{", open + 2)) {
      const std::size_t begin = text.find_first_not_of("{#^/& ", open);
      const std::size_t end = text.find_first_of("} ", begin);
      if (begin == std::string::npos || end == std::string::npos ||
          std::ranges::find(kVariables, std::string_view(text).substr(begin, end - begin)) == kVariables.end()) {
        return wrong(name, fmt::format("variable inconnue ; il y a {}", fmt::join(kVariables, ", ")));
      }
    }
  }
  JsonView take(const char* name) {
    known_.emplace_back(name);
    return root_[name];
  }
  /// A member of an object inside.
  JsonView take(const char* object, const char* name) {
    const JsonView inside = take(object);
    if (!inside.is_null() && !inside.is_object()) {
      wrong(object, "doit être un objet");
    }
    known_.push_back(std::string(object) + "." + name);
    return inside[name];
  }
  void wrong(const std::string& name, const std::string& what) {
    if (problem_.empty()) {
      problem_ = fmt::format("« {} » {}", name, what);
    }
  }
  std::string problem() {
    refuse_unknown(root_, "");
    for (const std::string inside : {"report", "inbound"}) {
      refuse_unknown(root_[inside], inside + ".");
    }
    return problem_;
  }

 private:
  /// A member misspelt would be one left out, without a word.
  void refuse_unknown(JsonView object, const std::string& before) {
    object.for_each_member([&](std::string_view name, JsonView) {
      const std::string whole = before + std::string(name);
      if (std::ranges::find(known_, whole) == known_.end()) {
        wrong(whole, "n'est pas connu ici");
      }
    });
  }

  JsonView root_;
  std::vector<std::string> known_;
  std::string problem_;
};

bool holds(const std::vector<int>& statuses, int status) {
  return std::ranges::find(statuses, status) != statuses.end();
}

}  // namespace

Result<HttpService> parse_http_service(std::string_view json) {
  if (!is_utf8(json)) {
    return Error{ErrorCode::usage, "ce n'est pas de l'UTF-8"};
  }
  const Result<JsonDocument> document = JsonDocument::parse(json);
  if (!document) {
    return Error{ErrorCode::usage, document.error().message};
  }
  HttpService service;
  ServiceReader reader(document->root());
  std::string kind = "json";
  reader.text("method", service.method);
  reader.text("url", service.url, true);
  reader.headers("headers", service.headers);
  reader.text("encoding", kind);
  reader.text("body", service.body);
  reader.statuses("accepted", service.accepted);
  reader.statuses("refused_for_now", service.refused_for_now);
  reader.statuses("misconfigured", service.misconfigured);
  reader.text("message_id", service.message_id);
  reader.path("report", "key", service.report_key);
  reader.path("report", "status", service.report_status);
  reader.path("report", "reason", service.report_reason);
  reader.words("report", "delivered", service.delivered);
  reader.words("report", "failed", service.failed);
  reader.path("inbound", "from", service.inbound_from);
  reader.path("inbound", "text", service.inbound_text);
  reader.path("inbound", "id", service.inbound_id);
  if (kind == "form") {
    service.body_kind = HttpService::Body::form;
  } else if (kind != "json") {
    reader.wrong("encoding", "doit être « json » ou « form »");
  }
  if (service.method != "POST" && service.method != "PUT" && service.method != "GET") {
    reader.wrong("method", "doit être POST, PUT ou GET");
  }
  if (!service.url.starts_with("https://") && !(service.url.starts_with("http://") && is_loopback(service.url))) {
    reader.wrong("url", "doit commencer par https:// (les numéros et les mots y passent)");
  }
  reader.check_template("url", service.url);
  reader.check_template("body", service.body);
  for (const auto& [name, value] : service.headers) {
    reader.check_template("headers." + name, value);
  }
  if (const std::string problem = reader.problem(); !problem.empty()) {
    return Error{ErrorCode::usage, problem};
  }
  return service;
}

Result<HttpService> read_http_service(const std::filesystem::path& file) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 20U;
  const Result<std::string> text = read_whole_file(file, kMostBytes);
  if (!text) {
    return Error{ErrorCode::usage, text.error().message};
  }
  Result<HttpService> service = parse_http_service(*text);
  return service ? std::move(service) : in_context(file.string(), service.error());
}

std::string text_at(std::string_view json, std::string_view path) {
  if (path.empty() || !is_utf8(json)) {
    return "";
  }
  const Result<JsonDocument> document = JsonDocument::parse(json);
  return document ? at_path(document->root(), path).text() : "";
}

HttpGateway::HttpGateway(HttpGatewayOptions options) : options_(std::move(options)), transfer_(options_.timeouts) {}

Submission HttpGateway::submit(const MessageContent& content, std::string_view key) {
  if (!content.sms) {
    return {Outcome::misconfigured, "", "ce service n'envoie que des SMS"};
  }
  const HttpService& service = options_.service;
  const SmsMessage& sms = *content.sms;
  kainjow::mustache::data values;
  values.set("to", sms.to);
  values.set("to_digits", sms.to.starts_with('+') ? sms.to.substr(1) : sms.to);
  values.set("text", sms.text);
  values.set("key", std::string(key));
  values.set("sender", options_.sender);
  values.set("secret", options_.secret);
  values.set("is_ucs2", kainjow::mustache::data(sms.coding == SmsCoding::ucs2));
  values.set("report_url", options_.report_url);

  const bool is_form = service.body_kind == HttpService::Body::form;
  HttpRequest request;
  request.method = service.method;
  request.url = filled(service.url, values, escaped_for_form);
  request.headers.emplace_back(is_form ? "Content-Type: application/x-www-form-urlencoded"
                                       : "Content-Type: application/json");
  for (const auto& [name, value] : service.headers) {
    request.headers.push_back(name + ": " + filled(value, values, escaped_for_header));
  }
  request.body = filled(service.body, values, is_form ? escaped_for_form : escaped_for_json);

  const HttpAnswer answer = transfer_.http(request);
  switch (answer.reached) {
    case Reached::nobody:
      return {Outcome::refused_for_now, "", "le service ne répond pas : " + answer.problem};
    case Reached::refused:
      return {Outcome::misconfigured, "", "adresse ou certificat du service inutilisable : " + answer.problem};
    case Reached::somebody:
      return {Outcome::unknown, "", "le service n'a pas fini de répondre : " + answer.problem};
    case Reached::answered:
      break;
  }
  // The answer itself may repeat the number and the words: only its status is told.
  const std::string reason = fmt::format("le service répond {}", answer.status);
  if (holds(service.accepted, answer.status)) {
    return {Outcome::accepted, text_at(answer.body, service.message_id), ""};
  }
  if (holds(service.refused_for_now, answer.status)) {
    return {Outcome::refused_for_now, "", reason};
  }
  if (holds(service.misconfigured, answer.status)) {
    return {Outcome::misconfigured, "", reason + " : vérifiez l'adresse et le secret"};
  }
  return {answer.status >= 400 && answer.status < 500 ? Outcome::refused_for_good : Outcome::unknown, "", reason};
}

}  // namespace passerelle
