#include "deliver/message.h"

#include <initializer_list>

#include "storage/json.h"

namespace passerelle {
namespace {

Error wrong(std::string_view what) {
  return {ErrorCode::input_unusable, "message illisible : " + std::string(what)};
}

std::string_view to_string(SmsCoding coding) {
  return coding == SmsCoding::gsm7 ? "gsm7" : "ucs2";
}

/// Every text of a message is there, as a string: what is half there must not leave.
bool are_texts(JsonView object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (!object[key].is_string()) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string to_json(const MessageContent& content) {
  JsonWriter json;
  json.begin_object();
  if (content.sms) {
    json.key("sms").begin_object().key("to").string(content.sms->to).key("text").string(content.sms->text);
    json.key("coding").string(to_string(content.sms->coding)).key("segments").integer(content.sms->segments);
    json.end_object();
  }
  if (content.email) {
    json.key("email").begin_object().key("to").string(content.email->to);
    json.key("subject").string(content.email->subject).key("text").string(content.email->text);
    json.key("html").string(content.email->html).key("unsubscribe").string(content.email->unsubscribe);
    json.end_object();
  }
  if (!content.department.empty()) {
    json.key("department").string(content.department);
  }
  json.end_object();
  return json.take();
}

Result<MessageContent> parse_message_content(std::string_view json) {
  const Result<JsonDocument> document = JsonDocument::parse(json);
  if (!document) {
    return document.error();
  }
  const JsonView sms = document->root()["sms"];
  const JsonView email = document->root()["email"];
  if (sms.is_object() == email.is_object()) {
    return wrong("un SMS ou un courriel est attendu");
  }
  MessageContent content;
  if (sms.is_object()) {
    const std::string coding = sms["coding"].text();
    const std::optional<std::int64_t> segments = sms["segments"].integer();
    if (!are_texts(sms, {"to", "text", "coding"}) || (coding != "gsm7" && coding != "ucs2") || !segments ||
        *segments < 0 || *segments > 255) {
      return wrong("SMS incomplet");
    }
    content.sms = SmsMessage{sms["to"].text(), sms["text"].exact_text(),
                             coding == "gsm7" ? SmsCoding::gsm7 : SmsCoding::ucs2, static_cast<int>(*segments)};
  } else {
    if (!are_texts(email, {"to", "subject", "text", "html", "unsubscribe"})) {
      return wrong("courriel incomplet");
    }
    content.email = EmailMessage{email["to"].text(), email["subject"].exact_text(), email["text"].exact_text(),
                                 email["html"].exact_text(), email["unsubscribe"].text()};
  }
  content.department = document->root()["department"].text();
  return content;
}

}  // namespace passerelle
