#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "embedding/embedding.h"

namespace passerelle {
namespace {

using ::testing::IsEmpty;

const std::vector<std::string>& some_words() {
  static const std::vector<std::string> kWords = {"boulanger", "livreur",   "caisse",  "ménage",  "peintre",
                                                  "chantier",  "cuisinier", "collège", "entrepôt"};
  return kWords;
}

std::vector<std::string> drawn_words() {
  return *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(some_words()));
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += word + ' ';
  }
  return text;
}

TEST(TextFeatures, MasculineAndFeminineAreTheSameText) {
  EXPECT_EQ(text_features("vendeuse en boulangerie"), text_features("vendeur en boulangerie"));
  EXPECT_EQ(text_features("Infirmière"), text_features("infirmier"));
}

TEST(TextFeatures, CaseAccentsAndStopWordsChangeNothing) {
  EXPECT_EQ(text_features("SECRÉTAIRE de Direction"), text_features("secretaire direction"));
}

TEST(TextFeatures, ATextWithoutWordsHasNone) {
  EXPECT_THAT(text_features(""), IsEmpty());
  EXPECT_THAT(text_features(" … -- / "), IsEmpty());
  EXPECT_THAT(text_features("de la"), IsEmpty());
}

TEST(TextFeatures, AWordGivesItsStemItsPiecesAndItsSound) {
  // "<macon>": five pieces of 3, four of 4, three of 5.
  EXPECT_EQ(text_features("maçon").size(), 5U + 4U + 3U + 1U + 1U);
}

TEST(TextFeatures, WordsThatSoundAlikeShareMoreThanTheirPieces) {
  const auto shared_by = [](const std::string& one, const std::string& other) {
    const std::vector<std::uint32_t> left = text_features(one);
    const std::vector<std::uint32_t> right = text_features(other);
    std::vector<std::uint32_t> shared;
    std::ranges::set_intersection(left, right, std::back_inserter(shared));
    return shared.size();
  };
  // Not a single piece of three letters in common.
  EXPECT_EQ(shared_by("faux", "pho"), 1U);
  EXPECT_EQ(shared_by("faux", "bis"), 0U);
}

TEST(TextFeatures, LieInRangeAndInOrderWhateverTheBytes) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    const std::vector<std::uint32_t> features = text_features(bytes);
    RC_ASSERT(std::ranges::is_sorted(features));
    RC_ASSERT(std::ranges::all_of(features, [](std::uint32_t feature) { return feature < kFeatureRows; }));
  }));
}

TEST(TextFeatures, OnlyPairsOfWordsDependOnTheirOrder) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<std::string> words = drawn_words();
    RC_PRE(!words.empty());
    std::vector<std::string> backwards = words;
    std::ranges::reverse(backwards);
    const std::vector<std::uint32_t> one = text_features(joined(words));
    const std::vector<std::uint32_t> other = text_features(joined(backwards));
    std::vector<std::uint32_t> shared;
    std::ranges::set_intersection(one, other, std::back_inserter(shared));
    RC_ASSERT(one.size() == other.size());
    RC_ASSERT(shared.size() + words.size() - 1 >= one.size());
  }));
}

TEST(TextFeatures, MoreWordsOnlyAddFeatures) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<std::string> first = drawn_words();
    const std::vector<std::string> second = drawn_words();
    RC_ASSERT(std::ranges::includes(text_features(joined(first) + joined(second)), text_features(joined(first))));
  }));
}

}  // namespace
}  // namespace passerelle
