#include "taxonomy/referential.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "storage/artefact.h"
#include "taxonomy/referential_format.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A small world: two kitchens of one former family, and a driver apart.
ReferentialSource kitchens() {
  ReferentialSource source;
  source.name = "test 1";
  source.occupations = {{"N4101", "N4101", "Conducteur / Conductrice", "Conduit.", true},
                        {"G1609", "G1602", "Cuisinier / Cuisinière", "Cuisine.", false},
                        {"G1602", "G1602", "Commis / Commise de cuisine", "Aide.", false}};
  source.titles = {{"G1609", "Grillardin / Grillardine", TitleKind::title, "12"},
                   {"G1609", "faire la cuisine", TitleKind::everyday, ""},
                   {"G1609", "Cuisinier / Cuisinière", TitleKind::title, "11"},
                   {"G1609", "Crêpier / Crêpière", TitleKind::title, "13"},
                   {"G1609", "Crêpier / Crêpière", TitleKind::everyday, ""}};
  source.skills = {{"30", "Dresser une assiette", SkillKind::skill},
                   {"10", "Hygiène alimentaire", SkillKind::knowledge},
                   {"20", "Être ponctuel", SkillKind::soft}};
  source.links = {{"G1609", "10", SkillImportance::emergent},
                  {"G1609", "30", SkillImportance::core},
                  {"G1609", "20", SkillImportance::other},
                  {"G1602", "30", SkillImportance::other},
                  {"G1602", "30", SkillImportance::core}};
  source.mobilities = {{"G1602", "N4101", 2}, {"G1602", "G1609", 1}, {"N4101", "N4101", 1}};
  source.contexts = {{"7", "Travail le samedi", "Horaires"}, {"6", "Station debout prolongée", "Conditions"}};
  source.context_links = {{"G1602", "7"}, {"G1602", "6"}, {"G1602", "7"}};
  return source;
}

Referential compiled(const ReferentialSource& source, const fs::path& file) {
  const Result<Done> done = compile_referential(source, file);
  EXPECT_TRUE(done) << done.error().message;
  Result<Referential> referential = Referential::open(file);
  EXPECT_TRUE(referential) << referential.error().message;
  return *std::move(referential);
}

OccupationIndex at(const Referential& referential, std::string_view code) {
  return referential.find_occupation(code).value();
}

std::vector<std::string> codes_of(const Referential& referential, const std::vector<OccupationIndex>& rows) {
  std::vector<std::string> codes;
  for (const OccupationIndex row : rows) {
    codes.emplace_back(referential.code(row));
  }
  return codes;
}

void shuffle(ReferentialSource& source, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::shuffle(source.occupations.begin(), source.occupations.end(), random);
  std::shuffle(source.titles.begin(), source.titles.end(), random);
  std::shuffle(source.skills.begin(), source.skills.end(), random);
  std::shuffle(source.links.begin(), source.links.end(), random);
  std::shuffle(source.mobilities.begin(), source.mobilities.end(), random);
  std::shuffle(source.contexts.begin(), source.contexts.end(), random);
  std::shuffle(source.context_links.begin(), source.context_links.end(), random);
}

/// A random source with repeated links, ranks and titles.
ReferentialSource random_source(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  ReferentialSource source;
  source.name = "random";
  const std::size_t occupations = 1 + below(12);
  const std::size_t skills = 1 + below(15);
  const std::size_t contexts = 1 + below(4);
  for (std::size_t i = 0; i < occupations; ++i) {
    const auto code = [](std::size_t number) { return "M" + std::to_string(1000 + number); };
    source.occupations.push_back({code(i), code(below(occupations)), "métier " + std::to_string(below(5)),
                                  "définition " + std::to_string(below(3)), below(2) == 0,
                                  below(3) == 0 ? std::nullopt : std::optional<int>(static_cast<int>(below(9)))});
  }
  const auto any_occupation = [&] { return source.occupations[below(occupations)].code; };
  for (std::size_t i = 0; i < skills; ++i) {
    source.skills.push_back(
        {std::to_string(100 + i), "compétence " + std::to_string(i), static_cast<SkillKind>(below(3))});
  }
  for (std::size_t i = 0; i < contexts; ++i) {
    source.contexts.push_back({std::to_string(i), "contexte " + std::to_string(i), "type"});
  }
  for (std::size_t i = below(60); i > 0; --i) {
    source.titles.push_back({any_occupation(), "métier " + std::to_string(below(9)),
                             below(2) == 0 ? TitleKind::title : TitleKind::everyday,
                             below(2) == 0 ? "" : std::to_string(below(4))});
    source.links.push_back(
        {any_occupation(), source.skills[below(skills)].code, static_cast<SkillImportance>(below(3))});
    source.mobilities.push_back({any_occupation(), any_occupation(), 1 + static_cast<int>(below(5))});
    source.context_links.push_back({any_occupation(), source.contexts[below(contexts)].code});
  }
  return source;
}

TEST(Referential, TellsWhatAnOccupationIs) {
  const support::TemporaryDirectory directory;
  const Referential referential = compiled(kitchens(), directory.path() / "r");
  EXPECT_EQ(referential.occupation_count(), 3U);
  const OccupationIndex cook = at(referential, "G1609");
  EXPECT_EQ(referential.code(cook), "G1609");
  EXPECT_EQ(referential.label(cook), "Cuisinier / Cuisinière");
  EXPECT_EQ(referential.parent(cook), "G1602");
  EXPECT_EQ(referential.definition(cook), "Cuisine.");
  EXPECT_FALSE(referential.regulated(cook));
  EXPECT_TRUE(referential.regulated(at(referential, "N4101")));
  EXPECT_FALSE(referential.find_occupation("G1603"));
  EXPECT_FALSE(referential.find_occupation(""));
}

TEST(Referential, TitlesBeginWithTheLabelAndAppearOnce) {
  const support::TemporaryDirectory directory;
  const Referential referential = compiled(kitchens(), directory.path() / "r");
  const OccupationIndex cook = at(referential, "G1609");
  std::vector<std::string> titles;
  std::vector<TitleKind> kinds;
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < referential.title_count(cook); ++i) {
    titles.emplace_back(referential.title(cook, i));
    kinds.push_back(referential.title_kind(cook, i));
    codes.emplace_back(referential.title_code(cook, i));
  }
  EXPECT_THAT(titles, ElementsAre("Cuisinier / Cuisinière", "Crêpier / Crêpière", "Grillardin / Grillardine",
                                  "faire la cuisine"));
  EXPECT_THAT(kinds, ElementsAre(TitleKind::label, TitleKind::title, TitleKind::title, TitleKind::everyday));
  EXPECT_THAT(codes, ElementsAre("11", "13", "12", ""));
  EXPECT_EQ(referential.title_count(at(referential, "N4101")), 1U);
}

TEST(Referential, SkillsComeCoreFirstThenInTheOrderOfCodes) {
  const support::TemporaryDirectory directory;
  const Referential referential = compiled(kitchens(), directory.path() / "r");
  std::vector<std::string> codes;
  std::vector<SkillImportance> importances;
  for (const OccupationSkill& skill : referential.skills_of(at(referential, "G1609"))) {
    codes.emplace_back(referential.skill_code(SkillIndex(skill.skill)));
    importances.push_back(skill.importance);
  }
  EXPECT_THAT(codes, ElementsAre("30", "10", "20"));
  EXPECT_THAT(importances, ElementsAre(SkillImportance::core, SkillImportance::emergent, SkillImportance::other));
  EXPECT_THAT(referential.skills_of(at(referential, "N4101")), IsEmpty());

  const SkillIndex plate = referential.find_skill("30").value();
  EXPECT_EQ(referential.skill_label(plate), "Dresser une assiette");
  EXPECT_EQ(referential.skill_kind(plate), SkillKind::skill);
  EXPECT_EQ(referential.skill_kind(*referential.find_skill("20")), SkillKind::soft);
  EXPECT_FALSE(referential.find_skill("3"));
  EXPECT_THAT(referential.occupations_with(plate),
              ElementsAre(at(referential, "G1602").value(), at(referential, "G1609").value()));
}

TEST(Referential, AFormerCodeStandsForAllItsDescendants) {
  const support::TemporaryDirectory directory;
  ReferentialSource source = kitchens();
  // A former code that is no occupation any more, as our own tables may have.
  source.occupations.push_back({"K1302", "K1300", "Aide", "", false});
  const Referential referential = compiled(source, directory.path() / "r");
  EXPECT_THAT(codes_of(referential, referential.family("G1602")), ElementsAre("G1602", "G1609"));
  EXPECT_THAT(codes_of(referential, referential.family("G1609")), ElementsAre("G1609"));
  EXPECT_THAT(codes_of(referential, referential.family("N4101")), ElementsAre("N4101"));
  EXPECT_THAT(codes_of(referential, referential.family("K1300")), ElementsAre("K1302"));
  EXPECT_THAT(codes_of(referential, referential.family("Z9999")), IsEmpty());
  EXPECT_THAT(codes_of(referential, referential.family("")), IsEmpty());
}

TEST(Referential, NearOccupationsComeNearestFirstAndNeverItself) {
  const support::TemporaryDirectory directory;
  const Referential referential = compiled(kitchens(), directory.path() / "r");
  EXPECT_THAT(referential.near(at(referential, "G1602")),
              ElementsAre(at(referential, "G1609").value(), at(referential, "N4101").value()));
  EXPECT_THAT(referential.near(at(referential, "N4101")), IsEmpty());
}

TEST(Referential, ContextsAreToldByTheirLabels) {
  const support::TemporaryDirectory directory;
  const Referential referential = compiled(kitchens(), directory.path() / "r");
  EXPECT_THAT(referential.contexts(at(referential, "G1602")),
              ElementsAre("Station debout prolongée", "Travail le samedi"));
  EXPECT_THAT(referential.contexts(at(referential, "G1609")), IsEmpty());
}

TEST(Referential, TheOrderOfTheSourceDoesNotMatter) {
  const support::TemporaryDirectory directory;
  const bool holds = rc::check([&](std::uint32_t seed) {
    ReferentialSource source = random_source(seed);
    const bool first = compile_referential(source, directory.path() / "a").has_value();
    shuffle(source, seed + 1);
    const bool second = compile_referential(source, directory.path() / "b").has_value();
    RC_ASSERT(first);
    RC_ASSERT(second);
    RC_ASSERT(support::text_of(directory.path() / "a") == support::text_of(directory.path() / "b"));
  });
  EXPECT_TRUE(holds);
}

TEST(Referential, AgreesWithTheSourceReadNaively) {
  const support::TemporaryDirectory directory;
  const bool holds = rc::check([&](std::uint32_t seed) {
    const ReferentialSource source = random_source(seed);
    const Referential referential = compiled(source, directory.path() / "r");
    RC_ASSERT(referential.occupation_count() == source.occupations.size());
    RC_ASSERT(referential.skill_count() == source.skills.size());
    for (const ReferentialSource::Occupation& occupation : source.occupations) {
      const OccupationIndex row = at(referential, occupation.code);
      RC_ASSERT(referential.label(row) == occupation.label);
      RC_ASSERT(referential.parent(row) == occupation.parent);
      RC_ASSERT(referential.regulated(row) == occupation.regulated);
      RC_ASSERT(referential.access(row) == occupation.access);

      std::set<std::string> titles = {occupation.label};
      for (const ReferentialSource::Title& title : source.titles) {
        if (title.occupation == occupation.code) {
          titles.insert(title.text);
        }
      }
      std::multiset<std::string> told;
      for (std::size_t i = 0; i < referential.title_count(row); ++i) {
        told.insert(std::string(referential.title(row, i)));
      }
      RC_ASSERT(std::ranges::equal(told, titles));
      RC_ASSERT(referential.title(row, 0) == occupation.label);

      // core 0, emergent 1, other 2: the most important of the repeated links counts.
      std::map<std::string, int> links;
      for (const ReferentialSource::Link& link : source.links) {
        if (link.occupation == occupation.code) {
          const int order = link.importance == SkillImportance::core       ? 0
                            : link.importance == SkillImportance::emergent ? 1
                                                                           : 2;
          const auto [known, is_new] = links.emplace(link.skill, order);
          known->second = std::min(known->second, order);
        }
      }
      std::size_t cores = 0;
      for (const auto& [skill, order] : links) {
        const SkillIndex index = referential.find_skill(skill).value();
        const auto users = referential.occupations_with(index);
        RC_ASSERT(std::ranges::count(users, row.value()) == 1);
        const auto skills = referential.skills_of(row);
        const auto found = std::ranges::find(skills, index.value(), &OccupationSkill::skill);
        RC_ASSERT(found != skills.end());
        RC_ASSERT((found->importance == SkillImportance::core) == (order == 0));
        RC_ASSERT((found->importance == SkillImportance::emergent) == (order == 1));
        cores += order == 0 ? 1U : 0U;
      }
      const auto skills = referential.skills_of(row);
      RC_ASSERT(skills.size() == links.size());
      for (std::size_t i = 0; i < skills.size(); ++i) {
        RC_ASSERT((skills[i].importance == SkillImportance::core) == (i < cores));
      }

      std::set<std::string> family;
      for (const ReferentialSource::Occupation& other : source.occupations) {
        if (other.parent == occupation.code || other.code == occupation.code) {
          family.insert(other.code);
        }
      }
      RC_ASSERT(std::ranges::equal(codes_of(referential, referential.family(occupation.code)), family));

      std::map<std::string, int> ranks;
      for (const ReferentialSource::Mobility& mobility : source.mobilities) {
        if (mobility.occupation == occupation.code && mobility.target != occupation.code) {
          const auto [known, is_new] = ranks.emplace(mobility.target, mobility.rank);
          known->second = std::min(known->second, mobility.rank);
        }
      }
      std::vector<int> told_ranks;
      for (const std::uint32_t target : referential.near(row)) {
        told_ranks.push_back(ranks.at(std::string(referential.code(OccupationIndex(target)))));
      }
      RC_ASSERT(told_ranks.size() == ranks.size());
      RC_ASSERT(std::ranges::is_sorted(told_ranks));

      std::set<std::string> contexts;
      for (const ReferentialSource::ContextLink& link : source.context_links) {
        if (link.occupation == occupation.code) {
          contexts.insert("contexte " + link.context);
        }
      }
      RC_ASSERT(std::ranges::equal(referential.contexts(row), contexts));
    }
  });
  EXPECT_TRUE(holds);
}

TEST(Referential, IdentityTellsTheNameAndFollowsTheContent) {
  const support::TemporaryDirectory directory;
  ReferentialSource source = kitchens();
  const std::string before(compiled(source, directory.path() / "a").identity());
  EXPECT_TRUE(before.starts_with("test 1 sha256:")) << before;
  EXPECT_EQ(before.size(), std::string("test 1 sha256:").size() + 16);
  source.warnings.emplace_back("not part of the content");
  EXPECT_EQ(compiled(source, directory.path() / "b").identity(), before);
  source.occupations[0].definition = "Conduit bien.";
  EXPECT_NE(compiled(source, directory.path() / "c").identity(), before);
}

TEST(Referential, UnknownRepeatedOrEmptyCodesAreErrors) {
  const support::TemporaryDirectory directory;
  const auto error_of = [&](const auto& change) {
    ReferentialSource source = kitchens();
    change(source);
    const Result<Done> done = compile_referential(source, directory.path() / "r");
    EXPECT_FALSE(fs::exists(directory.path() / "r"));
    return done ? std::string("compiled") : done.error().message;
  };
  EXPECT_THAT(error_of([](auto& s) {
                s.links.push_back({"G1602", "99", SkillImportance::core});
              }),
              HasSubstr("lien G1602 → 99 : code inconnu « 99 »"));
  EXPECT_THAT(error_of([](auto& s) {
                s.links.push_back({"X9999", "10", SkillImportance::core});
              }),
              HasSubstr("code inconnu « X9999 »"));
  EXPECT_THAT(error_of([](auto& s) {
                s.titles.push_back({"X9999", "titre", TitleKind::title, ""});
              }),
              HasSubstr("code inconnu « X9999 »"));
  EXPECT_THAT(error_of([](auto& s) {
                s.mobilities.push_back({"G1602", "X9999", 1});
              }),
              HasSubstr("code inconnu « X9999 »"));
  EXPECT_THAT(error_of([](auto& s) { s.context_links.push_back({"G1602", "99"}); }), HasSubstr("code inconnu « 99 »"));
  EXPECT_THAT(error_of([](auto& s) { s.occupations.push_back(s.occupations[1]); }),
              HasSubstr("métier G1609 : code donné deux fois"));
  EXPECT_THAT(error_of([](auto& s) { s.skills.push_back(s.skills[0]); }),
              HasSubstr("compétence 30 : code donné deux fois"));
  EXPECT_THAT(error_of([](auto& s) { s.occupations[0].label.clear(); }), HasSubstr("sans libellé (« N4101 »)"));
  EXPECT_THAT(error_of([](auto& s) { s = ReferentialSource(); }), HasSubstr("aucun métier"));
}

TEST(Referential, WhatCannotBeMappedIsRefusedWithTheVerbThatRebuildsIt) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(compile_referential(kitchens(), directory.path() / "whole"));
  const std::string whole = support::text_of(directory.path() / "whole");
  std::ofstream(directory.path() / "cut", std::ios::binary) << whole.substr(0, whole.size() - 10);
  ASSERT_TRUE(ArtefactWriter("embedding", referential_format::kFormat, "x").write(directory.path() / "kind"));
  ASSERT_TRUE(ArtefactWriter("referential", referential_format::kFormat + 1, "x").write(directory.path() / "format"));
  ASSERT_TRUE(ArtefactWriter("referential", referential_format::kFormat, "x").write(directory.path() / "hollow"));
  for (const std::string name : {"cut", "kind", "format", "hollow"}) {
    const Result<Referential> referential = Referential::open(directory.path() / name);
    ASSERT_FALSE(referential) << name;
    EXPECT_EQ(referential.error().code, ErrorCode::artefact_refused) << name;
    EXPECT_THAT(referential.error().message, HasSubstr(name));
    EXPECT_THAT(referential.error().message, HasSubstr("passerelle referential import"));
  }
  const Result<Referential> missing = Referential::open(directory.path() / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::input_unusable);
  EXPECT_THAT(missing.error().message, HasSubstr("passerelle referential import"));
}

TEST(Referential, FlippedBytesAreRefusedOrChangeNothing) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(compile_referential(kitchens(), directory.path() / "whole"));
  const std::string whole = support::text_of(directory.path() / "whole");
  for (std::size_t position = 0; position < whole.size(); ++position) {
    std::string damaged = whole;
    damaged[position] = static_cast<char>(~damaged[position]);
    const fs::path file = directory.path() / std::to_string(position);
    std::ofstream(file, std::ios::binary) << damaged;
    if (const Result<Referential> referential = Referential::open(file)) {
      ASSERT_EQ(referential->label(at(*referential, "G1609")), "Cuisinier / Cuisinière");
      ASSERT_EQ(referential->skills_of(at(*referential, "G1609")).size(), 3U);
    } else {
      ASSERT_EQ(referential.error().code, ErrorCode::artefact_refused);
    }
    fs::remove(file);
  }
}

/// An artefact whose checksums hold, but whose section `wrong` was made for another content.
void write_with_foreign_section(const fs::path& from, const fs::path& other, std::string_view wrong,
                                const fs::path& to) {
  const Result<MappedArtefact> artefact = MappedArtefact::open(from, "referential", referential_format::kFormat);
  const Result<MappedArtefact> foreign = MappedArtefact::open(other, "referential", referential_format::kFormat);
  ASSERT_TRUE(artefact && foreign);
  ArtefactWriter writer("referential", referential_format::kFormat, "mixed");
  const std::vector<std::pair<std::string, std::size_t>> sections = {
      {"strings", 1},    {"occupations", 40}, {"by_parent", 4}, {"titles_begin", 4}, {"titles", 20},
      {"skills", 20},    {"links_begin", 4},  {"links", 8},     {"skill_users", 4},  {"skill_users_begin", 4},
      {"near_begin", 4}, {"near", 4},         {"contexts", 24}, {"work_context", 4}, {"work_context_begin", 4}};
  for (const auto& [name, size] : sections) {
    const Result<std::span<const std::byte>> bytes = (name == wrong ? *foreign : *artefact).section_bytes(name, size);
    ASSERT_TRUE(bytes) << bytes.error().message;
    writer.add_bytes(name, size, *bytes);
  }
  ASSERT_TRUE(writer.write(to));
}

TEST(Referential, PartsThatDoNotFitTogetherAreRefused) {
  const support::TemporaryDirectory directory;
  ReferentialSource small;
  small.name = "small";
  small.occupations = {{"G1602", "G1602", "Commis", "", false}};
  ASSERT_TRUE(compile_referential(small, directory.path() / "small"));
  ASSERT_TRUE(compile_referential(kitchens(), directory.path() / "large"));
  for (const std::string section : {"by_parent", "titles", "titles_begin", "links_begin", "links", "skill_users",
                                    "near_begin", "near", "work_context"}) {
    write_with_foreign_section(directory.path() / "small", directory.path() / "large", section,
                               directory.path() / "mixed");
    const Result<Referential> referential = Referential::open(directory.path() / "mixed");
    ASSERT_FALSE(referential) << section;
    EXPECT_THAT(referential.error().message, HasSubstr("ses parties ne vont pas ensemble")) << section;
  }
  for (const std::string section : {"strings", "skills", "occupations", "contexts", "near_begin"}) {
    write_with_foreign_section(directory.path() / "large", directory.path() / "small", section,
                               directory.path() / "mixed");
    EXPECT_FALSE(Referential::open(directory.path() / "mixed")) << section;
  }
}

}  // namespace
}  // namespace passerelle
