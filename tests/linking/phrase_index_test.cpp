#include "linking/phrase_index.h"

#include <gmock/gmock.h>

namespace passerelle {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PhraseIndexTest : public testing::Test {
 protected:
  PhraseIndexTest() {
    for (std::uint32_t value = 0; value < phrases_.size(); ++value) {
      index_.add(phrases_[value], value);
    }
  }
  /// The phrases found, by value.
  [[nodiscard]] std::vector<std::uint32_t> strictly(const std::string& text) const {
    return values(index_.find(content_words(text)));
  }
  [[nodiscard]] std::vector<std::uint32_t> loosely(const std::string& text) const {
    return values(index_.find_loosely(text, content_words(text)));
  }

 private:
  static std::vector<std::uint32_t> values(const std::vector<PhraseMatch>& matches) {
    std::vector<std::uint32_t> found;
    for (const PhraseMatch& match : matches) {
      found.insert(found.end(), match.values.begin(), match.values.end());
    }
    return found;
  }

  std::vector<std::string> phrases_{
      "garder des enfants",      "faire la plonge", "enfants", "carreleur", "chauffeur de bus", "bus",
      "préparer de grands repas"};
  PhraseIndex index_;
};

TEST_F(PhraseIndexTest, EveryPhraseIsFoundInAnyForm) {
  EXPECT_THAT(strictly("j'ai gardé des enfants et faisait la plonge"), ElementsAre(0U, 1U));
  EXPECT_THAT(strictly("elle gardait ses enfants"), ElementsAre(0U));
}

TEST_F(PhraseIndexTest, OneMoreWordMayStandInsideWhereWordsAreLoose) {
  EXPECT_THAT(strictly("faisait souvent plonge"), IsEmpty());
  EXPECT_THAT(loosely("faisait souvent la plonge"), ElementsAre(1U));
  EXPECT_THAT(loosely("faisait souvent bien la plonge"), IsEmpty()) << "one, not two";
}

TEST_F(PhraseIndexTest, APhraseIsNoFiller) {
  EXPECT_THAT(loosely("chauffeur carreleur bus"), ElementsAre(3U, 5U));
}

TEST_F(PhraseIndexTest, MoreWordsGoBeforeFewer) {
  EXPECT_THAT(loosely("garde plein enfants"), ElementsAre(0U));
  EXPECT_THAT(loosely("chauffeur de bus"), ElementsAre(4U));
}

TEST_F(PhraseIndexTest, AMisspeltWordIsFoundByItsSound) {
  EXPECT_THAT(loosely("karreleur"), ElementsAre(3U));
  EXPECT_THAT(loosely("chofeur de bus"), ElementsAre(4U));
  EXPECT_THAT(strictly("karreleur"), IsEmpty());
  EXPECT_THAT(loosely("xyzzyx"), IsEmpty());
}

TEST_F(PhraseIndexTest, MatchesDoNotOverlapAndStayInside) {
  for (const char* text :
       {"garder enfants garder enfants faire plonge bus", "bus bus bus", "", "garder garder garder"}) {
    const std::vector<Word> said = content_words(text);
    const PhraseIndex empty;
    EXPECT_THAT(empty.find(said), IsEmpty());
    EXPECT_LE(loosely(text).size(), said.size());
  }
}

}  // namespace
}  // namespace passerelle
