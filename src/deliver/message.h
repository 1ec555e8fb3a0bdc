#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// How the letters of an SMS travel.
enum class SmsCoding { gsm7, ucs2 };

/// An SMS ready to leave: nothing is decided after this.
struct SmsMessage {
  std::string to;    ///< E.164: `+33612345678`
  std::string text;  ///< UTF-8; every letter exists in `coding`
  SmsCoding coding = SmsCoding::gsm7;
  int segments = 1;

  bool operator==(const SmsMessage&) const = default;
};

/// An e-mail ready to leave.
struct EmailMessage {
  std::string to;           ///< one address
  std::string subject;      ///< UTF-8
  std::string text;         ///< plain part
  std::string html;         ///< HTML part; nothing in it is fetched from elsewhere
  std::string unsubscribe;  ///< https address of one-click unsubscription (RFC 8058); empty when there is none

  bool operator==(const EmailMessage&) const = default;
};

/// What the outbox keeps, encrypted: exactly one of the two messages.
struct MessageContent {
  std::optional<SmsMessage> sms = std::nullopt;
  std::optional<EmailMessage> email = std::nullopt;
  std::string department = "";  ///< where the person lives, for the hours at which it may leave; empty when unknown

  bool operator==(const MessageContent&) const = default;
};

/// `content` as one line of JSON, and back. Error: not of this shape.
std::string to_json(const MessageContent& content);
Result<MessageContent> parse_message_content(std::string_view json);

}  // namespace passerelle
