#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "taxonomy/lexicon.h"
#include "taxonomy/referential.h"
#include "tests/support/real_data.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Files = std::map<std::string, std::string>;

void put(const fs::path& directory, const Files& files) {
  for (const auto& [name, content] : files) {
    std::ofstream(directory / name, std::ios::binary) << content;
  }
}

/// A tiny official release: one version, two occupations, the oddities of the real one.
Files official() {
  return {
      {"unix_referentiel_code_rome_v461_utf8.csv",
       "\"code_rome\",\"libelle_rome\",\"emploi_reglemente\",\"code_rome_parent\"\n"
       "\"G1602\",\"Commis / Commise\",\"\",\"G1602\"\n\"G1609\",\"Cuisinier, chef\",\"O\",\"G1602\"\n"},
      {"unix_texte_v461_utf8.csv",
       "code_rome,libelle_type_texte,position_phrase,libelle_texte\n"
       "G1609,definition,10,Sert.\nG1609,acces_metier,1,CAP.\nG1609,definition,2,\"Prépare\net dresse.\"\n"},
      {"unix_referentiel_appellation_v461_utf8.csv",
       "code_ogr,libelle_appellation_long,code_rome\n11,Grillardin,G1609\n12,Perdu,X9999\n"},
      {"unix_referentiel_contexte_travail_v461_utf8.csv",
       "code_ogr,libelle_cont_travail,libelle_type_cont_trav\n7,Travail le samedi,Horaires\n"},
      {"unix_item_v461_utf8.csv",
       "code_ogr,libelle,code_rubrique\n1,Dresser,1\n2,Être ponctuel,2\n3,Hygiène,3\n7,Travail le samedi,\n8,Vide,\n"},
      {"unix_coherence_item_v461_utf8.csv",
       "code_rome,code_ogr,coeur_metier\nG1609,1,Principale\nG1609,2,\nG1609,3,Émergente\nG1609,7,\nG1609,99,\n"
       "X9999,1,\n"},
      {"unix_rubrique_mobilite_v461_utf8.csv",
       "code_rome,code_rome_cible,numero_ordre\nG1602,G1609,1\nG1602,X9999,2\n"},
      {"unix_liens_rome_referentiels_v461_utf8.csv",
       "code_rome,code_compo_bloc,code_ogr\nG1609,6,7\nG1609,5,1\nG1609,6,99\n"},
  };
}

Files starter() {
  return {
      {"occupations.tsv",
       "code\tparent\tlabel\tdefinition\tregulated\taccess\nG1602\t\tCommis \"de cuisine\"\tAide.\tno\t0\n"
       "G1609\tG1602\tCuisinier\t\tyes\t\n"},
      {"titles.tsv", "occupation\ttitle\tkind\nG1609\tGrillardin\ttitle\nG1609\tfaire à manger\teveryday\n"},
      {"skills.tsv", "code\tkind\tlabel\n1\tskill\tDresser\n2\tsoft\tÊtre ponctuel\n3\tknowledge\tHygiène\n"},
      {"occupation_skills.tsv", "occupation\tskill\timportance\nG1609\t1\tcore\nG1609\t2\tother\nG1609\t3\temergent\n"},
      {"near.tsv", "occupation\ttarget\trank\nG1602\tG1609\t1\n"},
      {"work_contexts.tsv", "code\tlabel\ttype\n7\tTravail le samedi\thours\n"},
      {"occupation_contexts.tsv", "occupation\tcontext\nG1609\t7\n"},
  };
}

/// The message of the error met when one file of the set has another content.
std::string error_with(Files files, const std::string& name, const std::string& content) {
  const support::TemporaryDirectory directory;
  files[name] = content;
  put(directory.path(), files);
  const Result<ReferentialSource> source = read_referential_source(directory.path());
  return source ? "read" : source.error().message;
}

TEST(OfficialReferential, IsReadWhateverItsVersion) {
  const support::TemporaryDirectory directory;
  put(directory.path(), official());
  // An older release in the same folder is left alone, and so is a table whose name merely begins alike.
  put(directory.path(), {{"unix_referentiel_code_rome_v99_utf8.csv", "nonsense"},
                         {"unix_referentiel_code_rome_riasec_v500_utf8.csv", "nonsense"}});
  const Result<ReferentialSource> source = read_referential_source(directory.path());
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ(source->name, "ROME 4.0 v461");
  ASSERT_EQ(source->occupations.size(), 2U);
  const ReferentialSource::Occupation& cook = source->occupations[1];
  EXPECT_EQ(cook.code, "G1609");
  EXPECT_EQ(cook.parent, "G1602");
  EXPECT_EQ(cook.label, "Cuisinier, chef");
  EXPECT_TRUE(cook.regulated);
  EXPECT_EQ(cook.access, 3);
  EXPECT_EQ(source->occupations[0].access, std::nullopt);
  EXPECT_EQ(cook.definition, "Prépare\net dresse. Sert.");
  EXPECT_EQ(source->occupations[0].definition, "");
  ASSERT_EQ(source->titles.size(), 1U);
  EXPECT_EQ(source->titles[0].text, "Grillardin");
  EXPECT_EQ(source->titles[0].code, "11");
  ASSERT_EQ(source->skills.size(), 3U);
  EXPECT_EQ(source->skills[1].kind, SkillKind::soft);
  EXPECT_EQ(source->skills[2].kind, SkillKind::knowledge);
  ASSERT_EQ(source->links.size(), 3U);
  EXPECT_EQ(source->links[0].importance, SkillImportance::core);
  EXPECT_EQ(source->links[1].importance, SkillImportance::other);
  EXPECT_EQ(source->links[2].importance, SkillImportance::emergent);
  EXPECT_EQ(source->mobilities.size(), 1U);
  ASSERT_EQ(source->context_links.size(), 1U);
  EXPECT_EQ(source->context_links[0].context, "7");
}

TEST(OfficialReferential, WhatCannotBeLinkedIsCountedAndNeverFatal) {
  const support::TemporaryDirectory directory;
  put(directory.path(), official());
  const Result<ReferentialSource> source = read_referential_source(directory.path());
  ASSERT_TRUE(source);
  EXPECT_THAT(source->warnings,
              ElementsAre("appellations sans métier connu ou sans libellé : 1 ligne(s) laissée(s) de côté",
                          "items d'une rubrique inconnue : 1 ligne(s) laissée(s) de côté",
                          "liens vers un métier ou un contexte de travail inconnus : 1 ligne(s) laissée(s) de côté",
                          "liens vers un métier ou une compétence inconnus : 2 ligne(s) laissée(s) de côté",
                          "mobilités vers un métier inconnu : 1 ligne(s) laissée(s) de côté"));
  EXPECT_TRUE(compile_referential(*source, directory.path() / "r"));
}

TEST(OfficialReferential, AMissingFileOrColumnIsNamed) {
  for (const auto& [name, content] : official()) {
    if (name.starts_with("unix_referentiel_code_rome_v")) {
      continue;
    }
    const support::TemporaryDirectory directory;
    Files files = official();
    files.erase(name);
    put(directory.path(), files);
    const Result<ReferentialSource> source = read_referential_source(directory.path());
    ASSERT_FALSE(source) << name;
    EXPECT_EQ(source.error().code, ErrorCode::input_unusable);
    EXPECT_THAT(source.error().message, HasSubstr(name + ": fichier introuvable"));
  }
  EXPECT_THAT(error_with(official(), "unix_item_v461_utf8.csv", "code_ogr,libelle\n1,Dresser\n"),
              HasSubstr("unix_item_v461_utf8.csv: ligne 2: colonne « code_rubrique » absente"));
  EXPECT_THAT(error_with(official(), "unix_item_v461_utf8.csv", ""), HasSubstr("unix_item_v461_utf8.csv: "));
}

TEST(OfficialReferential, ABadRowIsToldWithItsLine) {
  EXPECT_THAT(error_with(official(), "unix_rubrique_mobilite_v461_utf8.csv",
                         "code_rome,code_rome_cible,numero_ordre\nG1602,G1609,1\nG1602,G1609,près\n"),
              HasSubstr("unix_rubrique_mobilite_v461_utf8.csv: ligne 3: colonne « numero_ordre » : « près »"));
  EXPECT_THAT(error_with(official(), "unix_item_v461_utf8.csv", "code_ogr,libelle,code_rubrique\n1,\"Dresser\n"),
              HasSubstr("unix_item_v461_utf8.csv: ligne 2: "));
}

TEST(StarterReferential, IsReadFromItsTables) {
  const support::TemporaryDirectory directory;
  put(directory.path(), starter());
  const Result<ReferentialSource> source = read_referential_source(directory.path());
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ(source->name, "Passerelle starter 1");
  ASSERT_EQ(source->occupations.size(), 2U);
  EXPECT_EQ(source->occupations[0].label, "Commis \"de cuisine\"");
  EXPECT_EQ(source->occupations[0].parent, "G1602");
  EXPECT_FALSE(source->occupations[0].regulated);
  EXPECT_TRUE(source->occupations[1].regulated);
  EXPECT_EQ(source->occupations[0].access, 0);
  EXPECT_EQ(source->occupations[1].access, std::nullopt);
  EXPECT_EQ(source->titles[1].kind, TitleKind::everyday);
  EXPECT_EQ(source->skills[2].kind, SkillKind::knowledge);
  EXPECT_EQ(source->links[2].importance, SkillImportance::emergent);
  EXPECT_EQ(source->mobilities[0].rank, 1);
  EXPECT_EQ(source->contexts[0].label, "Travail le samedi");
  EXPECT_EQ(source->context_links.size(), 1U);
  EXPECT_THAT(source->warnings, IsEmpty());
}

TEST(StarterReferential, EveryWrongCellIsToldWithFileLineAndColumn) {
  const auto error_of = [](const std::string& name, const std::string& line) {
    return error_with(starter(), name, starter().at(name) + line + "\n");
  };
  EXPECT_THAT(error_of("occupations.tsv", "G16\t\tx\t\tno\t"), HasSubstr("occupations.tsv: ligne 4: colonne « code »"));
  EXPECT_THAT(error_of("occupations.tsv", "G1601\tG16\tx\t\tno\t"), HasSubstr("ligne 4: colonne « parent » : « G16 »"));
  EXPECT_THAT(error_of("occupations.tsv", "G1601\t\tx\t\toui\t"), HasSubstr("colonne « regulated » : « oui »"));
  EXPECT_THAT(error_of("occupations.tsv", "G1601\t\tx\t\tno\tCAP"), HasSubstr("colonne « access » : « CAP »"));
  EXPECT_THAT(error_of("titles.tsv", "G1609\tx\tslang"),
              HasSubstr("titles.tsv: ligne 4: colonne « kind » : « slang » (attendu : title ou everyday)"));
  EXPECT_THAT(error_of("titles.tsv", "G1699\tx\ttitle"), HasSubstr("colonne « occupation » : « G1699 »"));
  EXPECT_THAT(error_of("titles.tsv", "G1609\t\ttitle"), HasSubstr("colonne « title »"));
  EXPECT_THAT(error_of("skills.tsv", "4\thard\tx"), HasSubstr("skills.tsv: ligne 5: colonne « kind » : « hard »"));
  EXPECT_THAT(error_of("occupation_skills.tsv", "G1609\t9\tcore"), HasSubstr("ligne 5: colonne « skill » : « 9 »"));
  EXPECT_THAT(error_of("occupation_skills.tsv", "G1609\t1\tkey"), HasSubstr("colonne « importance » : « key »"));
  EXPECT_THAT(error_of("near.tsv", "G1609\tG1602\t0"), HasSubstr("near.tsv: ligne 3: colonne « rank » : « 0 »"));
  EXPECT_THAT(error_of("near.tsv", "G1609\tA0000\t1"), HasSubstr("colonne « target » : « A0000 »"));
  EXPECT_THAT(error_of("occupation_contexts.tsv", "G1609\t8"), HasSubstr("ligne 3: colonne « context » : « 8 »"));
}

TEST(ReferentialSource, AFolderWithoutReferentialSaysWhatIsExpected) {
  const support::TemporaryDirectory directory;
  const Result<ReferentialSource> source = read_referential_source(directory.path());
  ASSERT_FALSE(source);
  EXPECT_THAT(source.error().message, HasSubstr("unix_referentiel_code_rome_v<version>_utf8.csv"));
  EXPECT_THAT(source.error().message, HasSubstr("occupations.tsv"));
  const Result<ReferentialSource> missing = read_referential_source(directory.path() / "missing");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("missing: dossier introuvable"));
}

TEST(RealReferential, TheWholeOfRomeIsImported) {
  SKIP_WITHOUT_REAL_DATA();
  const Result<ReferentialSource> source = read_referential_source(support::real_data() / "rome_v460");
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_THAT(source->warnings, IsEmpty());
  EXPECT_EQ(source->titles.size(), 13120U);

  const support::TemporaryDirectory directory;
  ASSERT_TRUE(compile_referential(*source, directory.path() / "r"));
  const Result<Referential> opened = Referential::open(directory.path() / "r");
  ASSERT_TRUE(opened) << opened.error().message;
  const Referential& rome = *opened;
  EXPECT_TRUE(rome.identity().starts_with("ROME 4.0 v460 sha256:"));
  EXPECT_EQ(rome.occupation_count(), 1584U);
  EXPECT_EQ(rome.skill_count(), 33850U - 179U);
  EXPECT_EQ(source->contexts.size(), 179U);

  std::set<std::string> parents;
  std::size_t titles = 0;
  std::size_t links = 0;
  std::size_t core = 0;
  std::size_t near = 0;
  std::size_t contexts = 0;
  std::size_t regulated = 0;
  std::size_t without_diploma = 0;
  std::size_t access_not_told = 0;
  for (std::uint32_t row = 0; row < rome.occupation_count(); ++row) {
    const OccupationIndex occupation(row);
    parents.insert(std::string(rome.parent(occupation)));
    titles += rome.title_count(occupation);
    links += rome.skills_of(occupation).size();
    core += static_cast<std::size_t>(
        std::ranges::count(rome.skills_of(occupation), SkillImportance::core, &OccupationSkill::importance));
    near += rome.near(occupation).size();
    contexts += rome.contexts(occupation).size();
    regulated += rome.regulated(occupation) ? 1U : 0U;
    without_diploma += rome.access(occupation) == 0 ? 1U : 0U;
    access_not_told += rome.access(occupation) ? 0U : 1U;
    EXPECT_FALSE(rome.definition(occupation).empty()) << rome.code(occupation);
    EXPECT_GE(rome.near(occupation).size(), 6U);
  }
  EXPECT_EQ(parents.size(), 532U);
  EXPECT_EQ(links, 104219U - 13663U);
  EXPECT_EQ(core, 18900U);
  EXPECT_EQ(near, 14912U);
  EXPECT_EQ(contexts, 13663U);
  EXPECT_EQ(regulated, 241U);
  EXPECT_EQ(without_diploma, 148U);
  EXPECT_EQ(access_not_told, 171U);
  // Every label is also an appellation, and six appellations repeat another of their occupation under a second code.
  EXPECT_EQ(titles, 13120U - 6U);
  // The former families share the occupations out between them.
  std::size_t members = 0;
  for (const std::string& parent : parents) {
    members += rome.family(parent).size();
  }
  EXPECT_EQ(members, 1584U);
}

TEST(RealReferential, KnowsTheNurseAndTheKitchen) {
  SKIP_WITHOUT_REAL_DATA();
  const Result<ReferentialSource> source = read_referential_source(support::real_data() / "rome_v460");
  ASSERT_TRUE(source);
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(compile_referential(*source, directory.path() / "r"));
  const Result<Referential> rome = Referential::open(directory.path() / "r");
  ASSERT_TRUE(rome);
  const OccupationIndex care = rome->find_occupation("J1501").value();
  EXPECT_EQ(rome->label(care), "Aide-soignant / Aide-soignante");
  EXPECT_TRUE(rome->regulated(care));
  EXPECT_EQ(rome->code(OccupationIndex(rome->near(care).front())), "J1304");
  const OccupationIndex kitchen = rome->find_occupation("G1602").value();
  EXPECT_EQ(rome->code(OccupationIndex(rome->near(kitchen).front())), "G1606");
  EXPECT_THAT(rome->contexts(kitchen), ::testing::Contains(HasSubstr("debout")));
}

TEST(StarterReferential, OurOwnTablesCompileAndTheirWordsPointToKnownCodes) {
  const fs::path folder = fs::path(PASSERELLE_SOURCE_DIR) / "datasets" / "referential";
  const Result<ReferentialSource> source = read_referential_source(folder);
  ASSERT_TRUE(source) << source.error().message;
  const support::TemporaryDirectory directory;
  const Result<Done> done = compile_referential(*source, directory.path() / "r");
  ASSERT_TRUE(done) << done.error().message;
  const Result<Referential> referential = Referential::open(directory.path() / "r");
  ASSERT_TRUE(referential) << referential.error().message;
  EXPECT_GE(referential->occupation_count(), 100U);

  const Result<std::vector<LexiconEntry>> lexicon = read_lexicon(folder / "lay_lexicon.tsv");
  ASSERT_TRUE(lexicon) << lexicon.error().message;
  EXPECT_GE(lexicon->size(), 100U);
  const Result<std::vector<ActivityEntry>> activities = read_activities(folder / "activities.tsv");
  ASSERT_TRUE(activities) << activities.error().message;
  EXPECT_GE(activities->size(), 10U);
}

}  // namespace
}  // namespace passerelle
