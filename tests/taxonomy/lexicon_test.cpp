#include "taxonomy/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kLexiconHeader = "form\tkind\ttarget\tnote\n";
const std::string kActivityHeader = "activity\tskills\tsoft_skills\tsentence\tevidence\n";

class Table {
 public:
  explicit Table(const std::string& content) { std::ofstream(file(), std::ios::binary) << content; }
  [[nodiscard]] std::filesystem::path file() const { return directory_.path() / "table.tsv"; }

 private:
  support::TemporaryDirectory directory_;
};

std::string lexicon_error(const std::string& line) {
  const Table table(kLexiconHeader + "faire la plonge\toccupation\tG1605\t\n" + line + "\n");
  const auto entries = read_lexicon(table.file());
  return entries ? "read" : entries.error().message;
}

std::string activity_error(const std::string& line) {
  const Table table(kActivityHeader + line + "\n");
  const auto entries = read_activities(table.file());
  return entries ? "read" : entries.error().message;
}

TEST(Lexicon, EveryKindIsReadWithItsTargetsBestFirst) {
  const Table table(kLexiconHeader +
                    "faire la plonge\toccupation\tG1605| G1602 |\tun mot\n"
                    "dire \"bonjour\"\tskill\t123\n"
                    "à l'heure\tsoft\t300\t\n");
  const auto entries = read_lexicon(table.file());
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ((*entries)[0].form, "faire la plonge");
  EXPECT_EQ((*entries)[0].kind, LexiconKind::occupation);
  EXPECT_THAT((*entries)[0].targets, ElementsAre("G1605", "G1602"));
  EXPECT_EQ((*entries)[1].form, "dire \"bonjour\"");
  EXPECT_EQ((*entries)[1].kind, LexiconKind::skill);
  EXPECT_EQ((*entries)[2].kind, LexiconKind::soft);
}

TEST(Lexicon, AWrongRowIsToldWithFileLineAndColumn) {
  EXPECT_THAT(lexicon_error("balayer\tmetier\tK2204\t"),
              HasSubstr("table.tsv: ligne 3: colonne « kind » : « metier » (attendu : occupation, skill ou soft"));
  EXPECT_THAT(lexicon_error("balayer\toccupation\tK2204|ménage\t"), HasSubstr("ligne 3: colonne « target »"));
  EXPECT_THAT(lexicon_error("balayer\tskill\t | \t"), HasSubstr("ligne 3: colonne « target »"));
  EXPECT_THAT(lexicon_error("\tskill\t12\t"), HasSubstr("ligne 3: colonne « form »"));
  EXPECT_THAT(lexicon_error("balayer\tskill\t12\tnote\ttrop"), HasSubstr("ligne 3: "));
}

TEST(Lexicon, AMissingFileOrColumnIsNamed) {
  const Table table("form\tsort\ttarget\nx\tskill\t1\n");
  const auto missing_column = read_lexicon(table.file());
  ASSERT_FALSE(missing_column);
  EXPECT_THAT(missing_column.error().message, HasSubstr("colonne « kind » absente"));
  const auto missing_file = read_lexicon(table.file().parent_path() / "none.tsv");
  ASSERT_FALSE(missing_file);
  EXPECT_EQ(missing_file.error().code, ErrorCode::input_unusable);
  EXPECT_THAT(missing_file.error().message, HasSubstr("none.tsv: fichier introuvable"));
}

TEST(Activities, AreReadWithAllTheirFormsAndSkills) {
  const Table table(kActivityHeader +
                    "tenir le budget de la maison|gérer l'argent du mois\t101|102\t300\tSait prévoir.\teveryday_life\n"
                    "entraîner des jeunes\t\t301\t\tsport_arts_games\n");
  const auto entries = read_activities(table.file());
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_THAT((*entries)[0].forms, ElementsAre("tenir le budget de la maison", "gérer l'argent du mois"));
  EXPECT_THAT((*entries)[0].skills, ElementsAre("101", "102"));
  EXPECT_THAT((*entries)[0].soft_skills, ElementsAre("300"));
  EXPECT_EQ((*entries)[0].sentence, "Sait prévoir.");
  EXPECT_EQ((*entries)[0].evidence, "everyday_life");
  EXPECT_THAT((*entries)[1].skills, IsEmpty());
}

TEST(Activities, AWrongRowIsToldWithFileLineAndColumn) {
  EXPECT_THAT(activity_error("coudre\t101\t\tSait coudre.\thobby"),
              HasSubstr("table.tsv: ligne 2: colonne « evidence » : « hobby »"));
  EXPECT_THAT(activity_error("coudre\t\t\tSait coudre.\twork"), HasSubstr("ligne 2: colonne « skills »"));
  EXPECT_THAT(activity_error("|\t101\t\tSait coudre.\twork"), HasSubstr("ligne 2: colonne « activity »"));
}

}  // namespace
}  // namespace passerelle
