#include "deliver/message.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <string>

#include "storage/utf8.h"

namespace passerelle {
namespace {

TEST(MessageContent, ReadsBackAsItWasWritten) {
  rc::check([](std::string text, bool is_sms, bool gsm, std::uint8_t segments) {
    text = std::string(text.substr(0, valid_utf8_prefix(text)));
    MessageContent content;
    if (is_sms) {
      content.sms = SmsMessage{"+33639980042", text, gsm ? SmsCoding::gsm7 : SmsCoding::ucs2, segments};
    } else {
      content.email = EmailMessage{"a@example.org", text, text + "\n", " <p>" + text, "https://example.org/x"};
    }
    RC_ASSERT(parse_message_content(to_json(content)).value() == content);
  });
}

TEST(MessageContent, HalfAMessageIsNone) {
  for (const std::string_view json :
       {"", "{}", "[]", R"({"sms":{"to":"+33639980042","text":"x","coding":"gsm8","segments":1}})",
        R"({"sms":{"to":"+33639980042","coding":"gsm7","segments":1}})",
        R"({"sms":{"to":"+33639980042","text":"x","coding":"gsm7","segments":1},"email":{}})",
        R"({"email":{"to":"a@example.org","subject":"x","text":"x","html":"x"}})"}) {
    EXPECT_FALSE(parse_message_content(json)) << json;
  }
}

}  // namespace
}  // namespace passerelle
