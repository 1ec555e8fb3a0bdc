#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "deliver/answers.h"
#include "deliver/offer_words.h"
#include "deliver/sms_text.h"
#include "storage/utf8.h"

using namespace passerelle;

/// Any bytes as an inbound message, and as words to be sent: an answer is understood the same whatever blanks stand
/// around it, and what leaves is letters of its alphabet.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (answer_kind(text) != answer_kind(" " + std::string(text) + "\n")) {
    __builtin_trap();
  }
  for (const LetterPolicy policy : {LetterPolicy::exact, LetterPolicy::fold}) {
    const SmsText sms = sms_text(text, policy);
    const bool is_gsm = letters_outside_gsm7(sms.text).empty();
    const int room = sms.segments <= 1 ? (is_gsm ? 160 : 70) : sms.segments * (is_gsm ? 153 : 67);
    if (!is_utf8(sms.text) || is_gsm != (sms.coding == SmsCoding::gsm7) || sms.units > room ||
        sms_text(sms.text, policy) != sms) {
      __builtin_trap();
    }
  }
  const std::string link = link_in_ascii(text);
  if (!is_utf8(link) || (!link.empty() && link_in_ascii(link) != link)) {
    __builtin_trap();
  }
  return 0;
}
