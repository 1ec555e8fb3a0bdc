#include "embedding/training_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "normalise/text.h"
#include "storage/byte_source.h"
#include "tests/embedding/tiny_sources.h"
#include "tests/support/real_data.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// All pairs that may be drawn, as folded texts, in order.
std::vector<std::pair<std::string, std::string>> pairs_of(const TrainingSet& set) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Anchor& anchor : set.anchors) {
    for (const std::uint32_t partner : set.pools[anchor.pool]) {
      pairs.emplace_back(folded(set.texts[anchor.text]), folded(set.texts[partner]));
    }
  }
  std::ranges::sort(pairs);
  const auto repeated = std::unique(pairs.begin(), pairs.end());
  pairs.erase(repeated, pairs.end());
  return pairs;
}

std::vector<std::string> texts_of(const TrainingSet& set) {
  std::vector<std::string> texts;
  for (const std::string& text : set.texts) {
    texts.push_back(folded(text));
  }
  return texts;
}

TrainingSet set_of(const TrainingSources& sources) {
  Result<TrainingSet> set = read_training_set(sources);
  EXPECT_TRUE(set) << set.error().message;
  return set ? std::move(*set) : TrainingSet{};
}

TrainingSet set_with_crosswalk(const fs::path& directory, const std::string& rows) {
  return set_of(
      {support::write_tiny_rome(directory / "rome"), support::write_tiny_esco(directory / "esco", rows), std::nullopt});
}

TEST(TrainingSet, PairsTitlesSkillsAndSentencesOfAnOccupation) {
  const support::TemporaryDirectory directory;
  const auto pairs = pairs_of(set_of({support::write_tiny_rome(directory.path()), std::nullopt, std::nullopt}));
  EXPECT_THAT(pairs, Contains(std::pair("boulanger", "tourier")));
  EXPECT_THAT(pairs, Contains(std::pair("tourier", "boulanger")));
  EXPECT_THAT(pairs, Contains(std::pair("tourier", "cuire une baguette")));
  EXPECT_THAT(pairs, Contains(std::pair("petrisseur", "faconne des pains")));
  EXPECT_THAT(pairs, Not(Contains(std::pair("boulanger", "routier"))));
}

TEST(TrainingSet, PairsOfOneOccupationShareAGroupAndOthersDoNot) {
  const support::TemporaryDirectory directory;
  const TrainingSet set = set_of({support::write_tiny_rome(directory.path()), std::nullopt, std::nullopt});
  std::vector<std::pair<std::string, std::uint32_t>> groups;
  for (const Anchor& anchor : set.anchors) {
    EXPECT_EQ(anchor.left_group, anchor.right_group);
    groups.emplace_back(folded(set.texts[anchor.text]), anchor.left_group);
  }
  const auto group_of = [&](const std::string& text) {
    return std::ranges::find(groups, text, &std::pair<std::string, std::uint32_t>::first)->second;
  };
  EXPECT_EQ(group_of("boulanger"), group_of("tourier"));
  EXPECT_NE(group_of("boulanger"), group_of("routier"));
}

TEST(TrainingSet, CloseAndBroadLinksPairATitleWithAConcept) {
  const support::TemporaryDirectory directory;
  const auto pairs = pairs_of(
      set_with_crosswalk(directory.path(), "uri:mitron,,100,,skos:closeMatch\nuri:docker,,103,,skos:broadMatch\n"));
  EXPECT_THAT(pairs, Contains(std::pair("boulanger", "fournier")));
  EXPECT_THAT(pairs, Contains(std::pair("manutentionnaire", "debardeur")));
  EXPECT_THAT(pairs, Not(Contains(std::pair("secretaire", "clerc"))));
}

TEST(TrainingSet, ExactAndNarrowLinksAreNeverUsed) {
  const support::TemporaryDirectory with;
  const support::TemporaryDirectory without;
  const TrainingSet gold =
      set_with_crosswalk(with.path(), "uri:mitron,,100,,skos:exactMatch\nuri:docker,,103,,skos:narrowMatch\n");
  const TrainingSet none = set_with_crosswalk(without.path(), "");
  EXPECT_EQ(gold.texts, none.texts);
  EXPECT_EQ(gold.pools, none.pools);
  EXPECT_EQ(gold.anchors, none.anchors);
}

TEST(TrainingSet, ExactAndNarrowLinksOfTheRealCrosswalkAreNeverUsed) {
  SKIP_WITHOUT_REAL_DATA();
  const fs::path real = support::real_data();
  const support::TemporaryDirectory directory;
  fs::copy_file(real / "esco_fr" / "occupations_fr.csv", directory.path() / "occupations_fr.csv");
  const Result<std::string> crosswalk = read_whole_file(real / "esco_fr" / "rome_esco_crosswalk.csv");
  ASSERT_TRUE(crosswalk);
  std::string kept;
  std::size_t removed = 0;
  for (std::size_t begin = 0; begin < crosswalk->size();) {
    const std::size_t end = std::min(crosswalk->find('\n', begin), crosswalk->size() - 1) + 1;
    const std::string line = crosswalk->substr(begin, end - begin);
    const bool is_gold =
        line.find("skos:exactMatch") != std::string::npos || line.find("skos:narrowMatch") != std::string::npos;
    kept += is_gold ? "" : line;
    removed += is_gold ? 1 : 0;
    begin = end;
  }
  ASSERT_GT(removed, 1000U);
  const auto write = [&](const std::string& content) {
    support::write_text(directory.path() / "rome_esco_crosswalk.csv", content);
    return set_of({real / "rome_v460", directory.path(), std::nullopt});
  };
  const TrainingSet all = write(*crosswalk);
  const TrainingSet without_gold = write(kept);
  EXPECT_GT(all.anchors.size(), 10000U);
  EXPECT_EQ(all.texts, without_gold.texts);
  EXPECT_EQ(all.pools, without_gold.pools);
  EXPECT_EQ(all.anchors, without_gold.anchors);
}

TEST(TrainingSet, ExcludedTitlesStandNowhereWhateverTheirCaseAccentsOrGender) {
  const support::TemporaryDirectory directory;
  const fs::path exclude = directory.path() / "exclude.tsv";
  support::write_text(exclude, "TOURIERE\t1\nMitron / Mitronne\nMacon\n");
  const std::vector<std::string> texts =
      texts_of(set_of({support::write_tiny_rome(directory.path() / "rome"),
                       support::write_tiny_esco(directory.path() / "esco", ""), std::nullopt, exclude}));
  EXPECT_THAT(texts, Contains("boulanger"));
  EXPECT_THAT(texts, Contains("fournier"));
  EXPECT_THAT(texts, Not(Contains(StartsWith("tourier"))));
  EXPECT_THAT(texts, Not(Contains(StartsWith("mitron"))));
  EXPECT_THAT(texts, Not(Contains(StartsWith("macon"))));
}

TEST(TrainingSet, PairsEverydayWordsWithTheTitlesOfWhatTheyMostOftenMean) {
  const support::TemporaryDirectory directory;
  const fs::path lexicon = directory.path() / "lay_lexicon.tsv";
  support::write_text(lexicon,
                      "form\tkind\ttarget\tnote\nfournil\toccupation\tD1102|N1105\t\nponctuel\tsoft\t300001\t\n"
                      "igloo\toccupation\tZ9999\t\n");
  const auto pairs =
      pairs_of(set_of({support::write_tiny_rome(directory.path() / "rome"), std::nullopt, lexicon, std::nullopt}));
  EXPECT_THAT(pairs, Contains(std::pair("fournil", "boulanger")));
  EXPECT_THAT(pairs, Not(Contains(std::pair("fournil", "manutentionnaire"))));
  for (const auto& [left, right] : pairs) {
    EXPECT_NE(left, "ponctuel");
    EXPECT_NE(left, "igloo");
  }
}

TEST(TrainingSet, SaysWhereASourceIsUnsound) {
  const support::TemporaryDirectory directory;
  support::write_tiny_rome(directory.path() / "rome");
  support::write_tiny_esco(directory.path() / "esco", "");
  support::write_text(directory.path() / "esco" / "rome_esco_crosswalk.csv", "nothing of the kind\n");
  const Result<TrainingSet> no_table =
      read_training_set({directory.path() / "rome", directory.path() / "esco", std::nullopt});
  ASSERT_FALSE(no_table);
  EXPECT_THAT(no_table.error().message, HasSubstr("rome_esco_crosswalk.csv"));

  const Result<TrainingSet> no_esco =
      read_training_set({directory.path() / "rome", directory.path() / "absent", std::nullopt});
  ASSERT_FALSE(no_esco);
  EXPECT_THAT(no_esco.error().message, HasSubstr("absent"));

  const Result<TrainingSet> no_exclude =
      read_training_set({directory.path() / "rome", std::nullopt, std::nullopt, directory.path() / "none.tsv"});
  ASSERT_FALSE(no_exclude);
  EXPECT_THAT(no_exclude.error().message, HasSubstr("none.tsv"));
}

}  // namespace
}  // namespace passerelle
