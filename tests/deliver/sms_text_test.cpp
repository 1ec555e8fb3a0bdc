#include "deliver/sms_text.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <array>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "storage/json.h"
#include "storage/utf8.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int time = 0; time < times; ++time) {
    text += piece;
  }
  return text;
}

/// The same random texts on every machine: each from a few alphabets, many of a length near the limits.
std::vector<std::string> random_texts() {
  const std::array<std::vector<std::string>, 5> alphabets{{
      {"a", "e", "Z", "0", " ", "é", "à", "É", "Ç", "ñ", "£", "Δ", "\n", "@", "_", "§", "'", "."},
      {"€", "[", "]", "{", "}", "|", "~", "^", "\\"},
      {"ç", "ê", "œ", "’", "«", "…", "–", "\u00a0", "À"},
      {"Ж", "д", "中", "ش"},
      {"😀", "🙂", "🚌"},
  }};
  constexpr std::array<unsigned, 9> kEdges{160, 161, 306, 307, 70, 71, 134, 201, 459};
  std::mt19937_64 random(20261128);
  std::vector<std::string> texts;
  for (int row = 0; row < 3000; ++row) {
    // Pairs matter near the limits: a text of letters and of one kind of pair, measured in units, ends close to one.
    const bool is_edge = random() % 2 == 0;
    const std::size_t pairs = random() % 2 == 0 ? 1 : 4;
    // Most other texts keep to one or two alphabets: with all of them every text would be UCS-2.
    const auto widest = random() % 3 == 0 ? 1 + random() % alphabets.size() : 1 + random() % 2;
    const auto length = is_edge ? kEdges[random() % kEdges.size()] - 2 + random() % 4 : random() % 420;
    std::string text;
    for (std::uint64_t units = 0; units < length;) {
      const std::size_t row_of = is_edge ? (random() % 2) * pairs : random() % 8 == 0 ? random() % widest : 0;
      const auto& alphabet = alphabets.at(row_of);
      text += alphabet[random() % alphabet.size()];
      units += is_edge && row_of != 0 ? 2 : 1;
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string counted_by_us(const std::vector<std::string>& texts) {
  std::ostringstream lines;
  for (const std::string& text : texts) {
    const SmsText counted = sms_text(text, LetterPolicy::exact);
    lines << (counted.coding == SmsCoding::gsm7 ? "gsm7 " : "ucs2 ") << counted.units << ' ' << counted.segments
          << '\n';
  }
  return lines.str();
}

const std::string kOracle = PASSERELLE_SOURCE_DIR "/tests/deliver/sms_oracle";

TEST(SmsText, CountsLikeAnIndependentImplementationDidOn3000Texts) {
  EXPECT_EQ(counted_by_us(random_texts()), support::text_of(kOracle + "/facts.txt"))
      << "facts.txt is what the counter of " << kOracle << " says";
}

TEST(SmsText, CountsLikeAnIndependentImplementationDoesNow) {
  const support::TemporaryDirectory directory;
  if (!std::filesystem::exists(kOracle + "/node_modules") ||
      support::run_program("node", {"--version"}, directory.path()).exit_code != 0) {
    GTEST_SKIP() << "skipped: no node, or no npm install in " << kOracle;
  }
  // One text in ten: the counter is slow, and facts.txt has them all.
  std::vector<std::string> texts;
  std::string input;
  const std::vector<std::string> all = random_texts();
  for (std::size_t row = 0; row < all.size(); row += 10) {
    texts.push_back(all[row]);
    JsonWriter json;
    input += json.string(all[row]).take() + "\n";
  }
  const support::ProgramRun run = support::run_program("node", {kOracle + "/count.js"}, directory.path(), input);
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_EQ(counted_by_us(texts), run.output);
}

TEST(SmsText, KeepsTheLettersItHasAndFoldsThoseItHasNot) {
  const SmsText text = sms_text("Ça va être prêt : « l’œuvre » à 5 € – n° 3…", LetterPolicy::fold);
  EXPECT_EQ(text.text, "Ça va etre pret : \" l'oeuvre \" à 5 € - no 3...");
  EXPECT_EQ(text.coding, SmsCoding::gsm7);
  EXPECT_EQ(text.segments, 1);
}

TEST(SmsText, SmallCedillaBecomesCAndNeverACapital) {
  EXPECT_EQ(sms_text("reçu, façade", LetterPolicy::fold).text, "recu, facade");
}

TEST(SmsText, ExactLeavesEveryLetterAndPaysForIt) {
  const SmsText text = sms_text(repeated("ê", 71), LetterPolicy::exact);
  EXPECT_EQ(text.text, repeated("ê", 71));
  EXPECT_EQ(text.coding, SmsCoding::ucs2);
  EXPECT_EQ(text.segments, 2);
}

TEST(SmsText, OneLetterThatCannotBeFoldedKeepsAllTheOthers) {
  const SmsText text = sms_text("Привет, vous êtes reçu…", LetterPolicy::fold);
  EXPECT_EQ(text.text, "Привет, vous êtes reçu…");
  EXPECT_EQ(text.coding, SmsCoding::ucs2);
  EXPECT_EQ(letters_outside_gsm7("aéê ’ê"), "ê’");
}

TEST(SmsText, APairIsNeverCutBetweenTwoSegments) {
  // 152 septets, then a euro of two: it begins the second segment.
  EXPECT_EQ(sms_text(repeated("a", 152) + "€" + repeated("a", 151), LetterPolicy::exact).segments, 2);
  EXPECT_EQ(sms_text(repeated("a", 152) + "€" + repeated("a", 152), LetterPolicy::exact).segments, 3);
  EXPECT_EQ(sms_text(repeated("ê", 66) + "😀" + repeated("ê", 65), LetterPolicy::exact).segments, 2);
  EXPECT_EQ(sms_text(repeated("ê", 66) + "😀" + repeated("ê", 66), LetterPolicy::exact).segments, 3);
}

TEST(SmsText, LimitsAreThoseOfTheNorm) {
  EXPECT_EQ(sms_text("", LetterPolicy::exact).segments, 0);
  EXPECT_EQ(sms_text(repeated("a", 160), LetterPolicy::exact).segments, 1);
  EXPECT_EQ(sms_text(repeated("a", 161), LetterPolicy::exact).segments, 2);
  EXPECT_EQ(sms_text(repeated("a", 306), LetterPolicy::exact).segments, 2);
  EXPECT_EQ(sms_text(repeated("a", 307), LetterPolicy::exact).segments, 3);
  EXPECT_EQ(sms_text(repeated("ж", 70), LetterPolicy::exact).segments, 1);
  EXPECT_EQ(sms_text(repeated("ж", 71), LetterPolicy::exact).segments, 2);
}

TEST(SmsText, AnyBytesGiveCleanLettersAndNoQuestionMark) {
  rc::check([](std::string bytes) {
    std::erase(bytes, '?');
    for (const LetterPolicy policy : {LetterPolicy::exact, LetterPolicy::fold}) {
      const SmsText text = sms_text(bytes, policy);
      RC_ASSERT(is_utf8(text.text));
      RC_ASSERT(text.text.find('?') == std::string::npos);
      RC_ASSERT((text.coding == SmsCoding::gsm7) == letters_outside_gsm7(text.text).empty());
      RC_ASSERT((text.segments == 0) == text.text.empty());
      RC_ASSERT(sms_text(text.text, policy) == text);
    }
  });
}

TEST(SmsText, PicturesGoAndWordsStay) {
  EXPECT_EQ(without_pictures("🔥 Cuisinière ➜ Orléans 👩‍🍳❤️"), " Cuisinière  Orléans ");
}

}  // namespace
}  // namespace passerelle
