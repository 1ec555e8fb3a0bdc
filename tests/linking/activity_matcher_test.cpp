#include "linking/activity_matcher.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/linking/shipped_linker.h"

namespace passerelle {
namespace {

class ActivityMatcherTest : public testing::Test {
 protected:
  ActivityMatcherTest()
      : activities_(*read_activities(std::string(PASSERELLE_SOURCE_DIR) + "/datasets/referential/activities.tsv")),
        matcher_(linker_.referential(), activities_, linker_.embedding()) {}

  [[nodiscard]] std::optional<std::uint32_t> nearest(const std::string& text) const {
    std::vector<float> row(linker_.embedding().dimensions());
    linker_.embedding().embed(content_words(text), row);
    return matcher_.nearest(row).front();
  }

  support::ShippedLinker linker_;
  std::vector<ActivityEntry> activities_;
  ActivityMatcher matcher_;
};

TEST_F(ActivityMatcherTest, EveryFormTellsOfAnActivity) {
  std::size_t forms = 0;
  std::size_t own = 0;
  for (std::uint32_t row = 0; row < activities_.size(); ++row) {
    for (const std::string& form : activities_[row].forms) {
      const auto found = nearest(form);
      ASSERT_TRUE(found) << form;
      ++forms;
      own += *found == row ? 1U : 0U;
    }
  }
  EXPECT_GE(own * 100, forms * 95) << "two activities may be told in nearly the same words, seldom";
}

TEST_F(ActivityMatcherTest, NothingIsFoundFarFromAll) {
  for (const char* text : {"", "xyzzy", "la réunion de jeudi", "des vacances plus longues"}) {
    EXPECT_FALSE(nearest(text)) << text;
  }
}

TEST_F(ActivityMatcherTest, SkillsComeWithEvidenceSentenceAndWords) {
  for (std::uint32_t row = 0; row < activities_.size(); ++row) {
    const std::vector<SkillLink> links = matcher_.skills(row, "les mots");
    EXPECT_FALSE(links.empty()) << activities_[row].forms.front();
    for (const SkillLink& link : links) {
      EXPECT_EQ(to_string(link.evidence), activities_[row].evidence);
      EXPECT_EQ(link.sentence, activities_[row].sentence);
      EXPECT_EQ(link.where, "les mots");
      EXPECT_GT(link.strength, 0);
      EXPECT_LT(link.strength, 1) << "a suggestion is no certainty";
    }
  }
}

}  // namespace
}  // namespace passerelle
