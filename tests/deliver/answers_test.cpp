#include "deliver/answers.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <array>
#include <string>

#include "storage/json.h"
#include "tests/support/program.h"

namespace passerelle {
namespace {

TEST(AnswerKind, IsWhatAReaderWouldSay) {
  const std::string text = support::text_of(PASSERELLE_SOURCE_DIR "/tests/cases/answers.json");
  const JsonDocument document = JsonDocument::parse(text).value();
  const JsonView cases = document.root();
  ASSERT_GE(cases.size(), 60U);
  for (std::size_t index = 0; index < cases.size(); ++index) {
    const std::string said = cases.at(index)["text"].exact_text();
    EXPECT_EQ(to_string(answer_kind(said)), cases.at(index)["means"].text()) << "« " << said << " »";
  }
}

TEST(AnswerKind, StopIsHeardInAnyCaseAndWithPolitenessAround) {
  rc::check([](bool capitals, std::uint8_t before, std::uint8_t behind) {
    constexpr std::array<std::string_view, 6> kPolite{"", "Bonjour", "svp", "merci", "s'il vous plaît", "madame"};
    constexpr std::array<std::string_view, 5> kSigns{" ", ", ", " ! ", "\n", "... "};
    const std::string text = std::string(kPolite.at(before % kPolite.size())) +
                             std::string(kSigns.at(before % kSigns.size())) + (capitals ? "STOP" : "stop") +
                             std::string(kSigns.at(behind % kSigns.size())) +
                             std::string(kPolite.at(behind % kPolite.size()));
    RC_ASSERT(answer_kind(text) == AnswerKind::stop);
  });
}

}  // namespace
}  // namespace passerelle
