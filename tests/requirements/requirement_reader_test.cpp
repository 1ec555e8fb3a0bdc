#include "requirements/requirement_reader.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "base/parallel.h"
#include "normalise/text.h"
#include "storage/json.h"

namespace passerelle {
namespace {

const RequirementReader& reader() {
  static const RequirementReader one;
  return one;
}

/// What is compared: kind, value, strictness.
using Row = std::tuple<std::string, std::string, std::string>;

std::vector<Row> rows(const std::vector<Requirement>& requirements) {
  std::vector<Row> result;
  for (const Requirement& one : requirements) {
    result.emplace_back(to_string(one.kind), one.value, to_string(one.strictness));
  }
  std::ranges::sort(result);
  return result;
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Case {
  std::string given;
  std::vector<Row> expected;
};

/// The cases of `tests/cases/<name>.json`; the third of each row is its member `last`.
std::vector<Case> cases(const std::string& name, const std::string& last) {
  const std::string text =
      contents(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "tests" / "cases" / (name + ".json"));
  const auto document = JsonDocument::parse(text);
  EXPECT_TRUE(document.has_value()) << name;
  std::vector<Case> result;
  for (std::size_t at = 0; document && at < document->root().size(); ++at) {
    const JsonView view = document->root().at(at);
    Case one{view["given"].text(), {}};
    for (std::size_t row = 0; row < view["expected"].size(); ++row) {
      const JsonView expected = view["expected"].at(row);
      one.expected.emplace_back(expected["kind"].text(), expected["value"].text(), expected[last].text());
    }
    std::ranges::sort(one.expected);
    result.push_back(std::move(one));
  }
  return result;
}

const std::vector<Case>& requirement_cases() {
  static const std::vector<Case> all = cases("requirements", "strictness");
  return all;
}

Requirement field(RequirementKind kind, std::string value, Strictness strictness, std::string where) {
  return {kind, std::move(value), strictness, std::move(where)};
}

TEST(RequirementReader, ReadsEveryCase) {
  ASSERT_GE(requirement_cases().size(), 250U);
  for (const Case& one : requirement_cases()) {
    EXPECT_EQ(rows(reader().read_text(one.given)), one.expected) << one.given;
  }
}

TEST(RequirementReader, AccentsCaseAndTypographyDoNotMatter) {
  for (const Case& one : requirement_cases()) {
    EXPECT_EQ(rows(reader().read_text(folded(one.given))), one.expected) << one.given;
  }
}

TEST(RequirementReader, QuotesWordsOfTheText) {
  for (const Case& one : requirement_cases()) {
    for (const Requirement& requirement : reader().read_text(one.given)) {
      EXPECT_FALSE(requirement.where.empty()) << one.given;
      // Line breaks inside a quotation become spaces.
      std::string given = one.given;
      std::ranges::replace(given, '\n', ' ');
      EXPECT_NE(given.find(requirement.where), std::string::npos) << one.given << " / " << requirement.where;
    }
  }
}

RC_GTEST_PROP(RequirementReader, SentencesStandForThemselves, ()) {
  // Whatever stands in other sentences, each of them is read as when it stood alone.
  const auto picked =
      *rc::gen::container<std::vector<std::size_t>>(4, rc::gen::inRange<std::size_t>(0, requirement_cases().size()));
  std::string text;
  std::set<std::pair<std::string, std::string>> expected;
  for (const std::size_t at : picked) {
    text += requirement_cases()[at].given + ".\n\n";
    for (const auto& [kind, value, strictness] : requirement_cases()[at].expected) {
      expected.emplace(kind, value);
    }
  }
  std::set<std::pair<std::string, std::string>> read;
  for (const auto& [kind, value, strictness] : rows(reader().read_text(text))) {
    read.emplace(kind, value);
  }
  // Two rows give way to what says more: "temps partiel" to its hours, a language to its level. An internship is told
  // by the first words of a text alone.
  const auto drop_vague = [](std::set<std::pair<std::string, std::string>>& set) {
    std::erase_if(set, [](const auto& one) {
      return one.second == "unspecified" || one.second == "stage" || (one.first == "full_time" && one.second == "no");
    });
  };
  drop_vague(expected);
  drop_vague(read);
  RC_ASSERT(read == expected);
}

RC_GTEST_PROP(RequirementReader, EachKindAndValueComesOnceInOrder, ()) {
  const auto picked =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, requirement_cases().size()));
  std::string text;
  for (const std::size_t at : picked) {
    text += requirement_cases()[at].given + "\n";
  }
  const std::vector<Requirement> read = reader().read_text(text);
  const auto key = [](const Requirement& one) { return std::pair(one.kind, one.value); };
  RC_ASSERT(std::ranges::is_sorted(read, {}, key));
  RC_ASSERT(std::ranges::adjacent_find(read, {}, key) == read.end());
}

TEST(RequirementReader, ThreadsReadTheSame) {
  std::vector<std::vector<Row>> read(requirement_cases().size());
  parallel_for(read.size(),
               [&](std::size_t at) { read[at] = rows(reader().read_text(requirement_cases()[at].given)); });
  for (std::size_t at = 0; at < read.size(); ++at) {
    EXPECT_EQ(read[at], requirement_cases()[at].expected);
  }
}

TEST(RequirementReader, StructuredFieldsAreRead) {
  Offer offer;
  offer.experience_code = "E";
  offer.experience_label = "2 An(s)";
  offer.licences = {{"B - Véhicule léger", "", true}, {"EC - Poids lourd + remorque", "", false}};
  offer.trainings = {{"CAP, BEP et équivalents", "Cuisine", true}, {"Bac+2 ou équivalents", "", false}};
  offer.languages = {{"Anglais", "", true}, {"Allemand", "", false}};
  offer.hours_label = "Temps partiel - 28H/semaine\nTravail le samedi";
  offer.full_time = false;
  offer.travel_code = "4";
  offer.travel_label = "Quotidiens Zone régionale";
  offer.contract_nature = "Contrat apprentissage";
  using enum RequirementKind;
  EXPECT_THAT(reader().read(offer),
              testing::ElementsAre(field(licence, "B", Strictness::must, "permis"),
                                   field(licence, "CE", Strictness::wish, "permis"),
                                   field(diploma, "Bac+2", Strictness::wish, "formations"),
                                   field(diploma, "CAP/BEP", Strictness::must, "formations"),
                                   field(experience, "2y", Strictness::must, "experienceLibelle"),
                                   field(hours, "28h", Strictness::must, "dureeTravailLibelle"),
                                   field(hours, "saturday", Strictness::must, "dureeTravailLibelle"),
                                   field(full_time, "no 28h", Strictness::must, "dureeTravailLibelle"),
                                   field(language_en, "unspecified", Strictness::must, "langues"),
                                   field(language_other, "unspecified", Strictness::wish, "langues"),
                                   field(travel, "regional", Strictness::must, "deplacementLibelle"),
                                   field(contract, "apprenticeship", Strictness::must, "natureContrat")));
}

TEST(RequirementReader, DiplomasOfTheStateInACommentSayMoreThanTheirLevel) {
  Offer offer;
  offer.trainings = {{"CAP, BEP et équivalents", "animation BPJEPS option social", true},
                     {"Bac+2 ou équivalents", "conduite BEPECASER ou titre professionnel", false}};
  // "ou": one way among others, the level holds for all.
  EXPECT_THAT(reader().read(offer),
              testing::ElementsAre(field(RequirementKind::diploma, "BPJEPS", Strictness::must, "formations"),
                                   field(RequirementKind::diploma, "Bac+2", Strictness::wish, "formations")));
}

TEST(RequirementReader, EachDiplomaOfACommentIsOneAndTheLevelStaysWhereAnotherIsNamed) {
  const auto asked = [](const std::string& comment) {
    Offer offer;
    offer.trainings = {{"Bac+3, Bac+4 ou équivalents", comment, true}};
    std::vector<std::string> names;
    for (const Requirement& requirement : reader().read(offer)) {
      names.push_back(requirement.value);
    }
    return names;
  };
  using testing::UnorderedElementsAre;
  EXPECT_THAT(asked("CESF/DEES/DEASS"), UnorderedElementsAre("CESF", "DEES", "DEASS"));
  EXPECT_THAT(asked("CESF - DEES"), UnorderedElementsAre("CESF", "DEES"));
  EXPECT_THAT(asked("DAEFLE CNED"), UnorderedElementsAre("Bac+3")) << "a name that no diploma held is read by";
  EXPECT_THAT(asked("BAFA, CPJEPS, BPJEPS"), UnorderedElementsAre("BPJEPS", "Bac+3"));
}

TEST(RequirementReader, ALicenceHeldOverrulesAFieldThatWishesForIt) {
  Offer offer;
  offer.licences = {{"C - Poids lourd", "", false}};
  offer.text = "Vous êtes titulaire du permis C.";
  ASSERT_FALSE(reader().read(offer).empty());
  EXPECT_EQ(reader().read(offer).front().strictness, Strictness::must);
  offer.text = "Permis C";
  EXPECT_EQ(reader().read(offer).front().strictness, Strictness::wish);
}

TEST(RequirementReader, NeverTravellingIsLiftedAndDailyTravelNeedsNoZone) {
  Offer offer;
  offer.travel_label = "Jamais";
  EXPECT_THAT(reader().read(offer), testing::ElementsAre(field(RequirementKind::travel, "unspecified", Strictness::none,
                                                               "deplacementLibelle")));
  offer.travel_label = "";
  offer.travel_code = "1";
  EXPECT_THAT(reader().read(offer),
              testing::ElementsAre(field(RequirementKind::travel, "unspecified", Strictness::none, "deplacementCode")));
  offer.travel_label = "Quotidiens";
  EXPECT_THAT(reader().read(offer), testing::ElementsAre(field(RequirementKind::travel, "unspecified", Strictness::must,
                                                               "deplacementLibelle")));
}

TEST(RequirementReader, AContractOfTheFieldIsTheContract) {
  Offer offer;
  offer.title = "Alternance - assistant de gestion";
  EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("contract", "apprenticeship", "must")));
  offer.contract_nature = "Cont. professionnalisation";
  EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("contract", "professionalisation", "must")));
}

TEST(RequirementReader, ALengthSaysMoreThanExperienceWithoutOne) {
  for (const char* label : {"Expérience exigée", "Expérience souhaitée"}) {
    Offer offer;
    offer.experience_code = label == std::string("Expérience exigée") ? "E" : "S";
    offer.experience_label = label;
    offer.text = "Vous justifiez de 4 ans d'expérience minimum";
    EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("experience", "4y", "must")));
    offer.text = "Idéalement 4 ans d'expérience";
    EXPECT_EQ(reader().read(offer).size(), 2U);
  }
  Offer offer;
  offer.title = "Serveur expérimenté";
  EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("experience", "unspecified", "must")));
  offer.experience_code = "E";
  offer.experience_label = "3 An(s)";
  EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("experience", "3y", "must")));
  offer.text = "Vous justifiez d'une première expérience en salle";
  EXPECT_THAT(rows(reader().read(offer)),
              testing::ElementsAre(Row("experience", "3y", "must"), Row("experience", "unspecified", "must")));
}

TEST(RequirementReader, ADriversTitleNamesTheLicence) {
  const auto read = [](const char* title) {
    Offer offer;
    offer.title = title;
    return rows(reader().read(offer));
  };
  for (const char* title : {"Chauffeur PL et SPL H/F", "Conducteur PL/SPL", "Chauffeuse PL ou SPL",
                            "Chauffeur poids lourds et super lourds"}) {
    EXPECT_THAT(read(title), testing::ElementsAre(Row("licence", "C", "must"), Row("licence", "CE", "unclear")))
        << title;
  }
  EXPECT_THAT(read("Chauffeur PL (H/F)"), testing::ElementsAre(Row("licence", "C", "must")));
  EXPECT_THAT(read("Conducteur super poids lourds"), testing::ElementsAre(Row("licence", "CE", "must")));
  EXPECT_THAT(read("Mécanicien PL"), testing::IsEmpty());
}

TEST(RequirementReader, RegularTimesAreReadFromEveryField) {
  Offer offer;
  offer.conditions = "Poste en coupures\n1 week-end sur 3";
  EXPECT_THAT(rows(reader().read(offer)),
              testing::ElementsAre(Row("hours", "split", "must"), Row("hours", "weekend", "must")));
  offer.conditions.clear();
  offer.hours_label = "Travail en coupures\n2 dimanches par mois";
  EXPECT_THAT(rows(reader().read(offer)),
              testing::ElementsAre(Row("hours", "split", "must"), Row("hours", "sunday", "must")));
}

TEST(RequirementReader, ALevelOfEnglishAmongTheSkillsOfRomeIsRead) {
  Offer offer;
  offer.skills = {{"118471", "Anglais B2 minimum", true}, {"100001", "Permis et droit du transport", true}};
  using enum RequirementKind;
  EXPECT_THAT(reader().read(offer), testing::ElementsAre(field(language_en, "B2", Strictness::must, "competences")));
  offer.skills.front().demanded = false;
  EXPECT_THAT(reader().read(offer), testing::ElementsAre(field(language_en, "B2", Strictness::wish, "competences")));
}

TEST(RequirementReader, ExperienceFieldsKeepTheirUnit) {
  const std::map<std::string, std::string> expected{{"Expérience exigée de 6 à 10 An(s)", "6y"},
                                                    {"Expérience exigée de 12 à 24 Mois", "1y"},
                                                    {"6 Mois", "6m"},
                                                    {"1 an", "1y"},
                                                    {"Expérience exigée", "unspecified"},
                                                    {"Expérience exigée (1)", "unspecified"}};
  for (const auto& [label, value] : expected) {
    Offer offer;
    offer.experience_code = "E";
    offer.experience_label = label;
    ASSERT_EQ(reader().read(offer).size(), 1U) << label;
    EXPECT_EQ(reader().read(offer).front().value, value) << label;
  }
}

TEST(RequirementReader, TheStricterOfFieldAndTextCounts) {
  Offer offer;
  offer.licences = {{"B - Véhicule léger", "", false}};
  offer.text = "Permis B souhaité";
  EXPECT_THAT(reader().read(offer),
              testing::ElementsAre(field(RequirementKind::licence, "B", Strictness::wish, "permis")));
  offer.text = "Permis B obligatoire";
  EXPECT_THAT(reader().read(offer),
              testing::ElementsAre(field(RequirementKind::licence, "B", Strictness::must, "Permis B obligatoire")));
  offer.licences.front().demanded = true;
  offer.text = "Le permis B serait un plus";
  EXPECT_THAT(reader().read(offer),
              testing::ElementsAre(field(RequirementKind::licence, "B", Strictness::must, "permis")));
}

TEST(RequirementReader, TheLawAsksForTheDiplomaOfCarers) {
  Offer offer;
  offer.title = "Aide-soignant / Aide-soignante (H/F)";
  EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("diploma", "DEAS", "must")));
  offer.title = "Auxiliaire de puériculture en crèche";
  EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("diploma", "DEAP", "must")));
  offer.title = "Aide-soignant ou faisant fonction";
  EXPECT_THAT(rows(reader().read(offer)), testing::ElementsAre(Row("diploma", "DEAS", "unclear")));
}

TEST(RequirementReader, BenefitsAndPraiseAskNothing) {
  EXPECT_THAT(reader().read_text("Nos avantages :\n- CACES financés\n- Cours d'anglais\n- Prime de nuit\n"),
              testing::IsEmpty());
  EXPECT_THAT(
      reader().read_text("Qui sommes-nous ?\nUn groupe français fort de 50 ans d'expérience, titulaire du label."),
      testing::IsEmpty());
}

TEST(RequirementReader, AHeadingSpeaksForItsList) {
  EXPECT_THAT(rows(reader().read_text("Idéalement :\n- permis B\n- CACES 3\n")),
              testing::ElementsAre(Row("certificate", "CACES R489 3", "wish"), Row("licence", "B", "wish")));
  EXPECT_THAT(rows(reader().read_text("Permis exigés :\n- permis B\n- permis C\n")),
              testing::ElementsAre(Row("licence", "B", "must"), Row("licence", "C", "must")));
}

TEST(RequirementReader, StatementsReadEveryCase) {
  const std::vector<Case> all = cases("statements", "can");
  ASSERT_GE(all.size(), 80U);
  for (const Case& one : all) {
    std::vector<Row> read;
    for (const StatedLimit& limit : reader().read_statements(one.given)) {
      read.emplace_back(to_string(limit.kind), limit.value, limit.can ? "true" : "false");
      EXPECT_NE(one.given.find(limit.where), std::string::npos) << one.given << " / " << limit.where;
    }
    std::ranges::sort(read);
    EXPECT_EQ(read, one.expected) << one.given;
  }
}

}  // namespace
}  // namespace passerelle
