#include "privacy/notice.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

namespace passerelle {
namespace {

using testing::HasSubstr;
using testing::Not;

Organisation tilleuls() {
  return {"Association des Tilleuls <& amis>", "1 rue des Tilleuls, 45000 Orléans", "01 99 00 41 00",
          "bonjour@example.org", "dpo@example.org"};
}

TEST(Notice, TellsWhoWhyHowLongAndHowToStop) {
  const std::string text = notice_text(tilleuls(), {18, false}).value();
  for (const char* said : {"Association des Tilleuls", "18 mois", "STOP", "dpo@example.org", "01 99 00 41 00", "CNIL",
                           "C'est le référent qui décide", "effacer", "corriger", "copie", "gratuit"}) {
    EXPECT_THAT(text, HasSubstr(said));
  }
}

TEST(Notice, SentencesAreShort) {
  for (const bool tu : {false, true}) {
    std::istringstream lines(notice_text(tilleuls(), {24, tu}).value());
    for (std::string line; std::getline(lines, line);) {
      std::istringstream sentences(line);
      for (std::string sentence; std::getline(sentences, sentence, '.');) {
        std::istringstream words(sentence);
        const auto count = std::distance(std::istream_iterator<std::string>(words), {});
        EXPECT_LE(count, 20) << sentence;
      }
    }
  }
}

TEST(Notice, SaysTuOrVousAndNeverBoth) {
  const std::string vous = notice_text(tilleuls(), {24, false}).value();
  const std::string tu = notice_text(tilleuls(), {24, true}).value();
  for (const char* word : {" tu ", " ton ", " tes ", " ta ", "Tu ", "Tes "}) {
    EXPECT_THAT(vous, Not(HasSubstr(word)));
  }
  for (const char* word : {"vous", "Vous", "votre", "vos ", "Vos "}) {
    EXPECT_THAT(tu, Not(HasSubstr(word)));
  }
}

TEST(Notice, ThePageSaysTheSameAndEscapesWhatIsWritten) {
  const std::string page = notice_html(tilleuls(), {24, false}).value();
  EXPECT_THAT(page, HasSubstr("Association des Tilleuls &lt;&amp; amis&gt;"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"fr\">"));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
  EXPECT_EQ(std::ranges::count(page, '\n') > 0, true);
}

TEST(Notice, SomebodyMustBeNamedAndReachable) {
  Organisation nobody = tilleuls();
  nobody.name.clear();
  EXPECT_FALSE(notice_text(nobody, {}).has_value());
  Organisation silent{"Les Tilleuls", "", "", "", ""};
  EXPECT_FALSE(notice_html(silent, {}).has_value());
}

}  // namespace
}  // namespace passerelle
