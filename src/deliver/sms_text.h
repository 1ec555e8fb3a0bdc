#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "deliver/message.h"

namespace passerelle {

/// What is done with letters that the 7-bit alphabet of SMS (GSM 03.38) does not have: ç ê œ ’ « …
enum class LetterPolicy {
  exact,  ///< the message travels as UCS-2, each letter as written, with less than half the room
  fold,  ///< they are written otherwise (ê → e, œ → oe, « → "); only what has no such form makes the message UCS-2
};
std::string_view to_string(LetterPolicy policy);
std::optional<LetterPolicy> parse_letter_policy(std::string_view name);

/// A text ready for the air.
struct SmsText {
  std::string text;  ///< UTF-8; every letter exists in `coding`
  SmsCoding coding = SmsCoding::gsm7;
  int units = 0;     ///< septets (two for `^{}[]~\|€`) or UCS-2 units (two for an emoji)
  int segments = 0;  ///< 0 for an empty text

  bool operator==(const SmsText&) const = default;
};

/// Writes the text under the policy, chooses its coding, counts. Bytes that are no UTF-8 become U+FFFD; never is a
/// letter replaced by "?".
SmsText sms_text(std::string_view utf8, LetterPolicy policy);

/// The letters that made the text UCS-2, each once, in their order; empty for GSM-7.
std::string letters_outside_gsm7(std::string_view utf8);

/// Without emoji, arrows and ornaments: signs that are no letters, and that would make a whole SMS UCS-2.
std::string without_pictures(std::string_view utf8);

}  // namespace passerelle
