#include "linking/linker.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "storage/json.h"
#include "tests/linking/shipped_linker.h"
#include "tests/support/builders.h"

namespace passerelle {
namespace {

using testing::Contains;
using testing::IsEmpty;

class LinkerTest : public testing::Test {
 protected:
  [[nodiscard]] const Referential& referential() const { return linker_.referential(); }

  /// True when the occupation is one of the codes or of their former families; "A|B" names either.
  [[nodiscard]] bool is_one_of(OccupationIndex occupation, const std::string& codes) const {
    std::stringstream stream(codes);
    for (std::string code; std::getline(stream, code, '|');) {
      if (referential().code(occupation) == code || referential().parent(occupation) == code) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool mentions(const Understanding& understood, const std::string& codes) const {
    return std::ranges::any_of(understood.occupations,
                               [&](const OccupationLink& link) { return is_one_of(link.occupation, codes); });
  }
  [[nodiscard]] bool mentions(const Understanding& understood, const std::string& codes, Telling telling) const {
    return std::ranges::any_of(understood.occupations, [&](const OccupationLink& link) {
      return link.telling == telling && is_one_of(link.occupation, codes);
    });
  }
  [[nodiscard]] bool avoids(const Understanding& understood, const std::string& codes) const {
    return std::ranges::any_of(understood.avoid, [&](const AvoidLink& link) {
      return std::ranges::any_of(link.occupations, [&](OccupationIndex one) { return is_one_of(one, codes); });
    });
  }
  [[nodiscard]] std::string told(const Understanding& understood) const {
    std::string text = "understood:";
    for (const OccupationLink& link : understood.occupations) {
      text += " " + std::string(referential().code(link.occupation)) + " (" + link.form + ", " +
              std::string(to_string(link.telling)) + ")";
    }
    for (const AvoidLink& link : understood.avoid) {
      text += " not \"" + link.where + "\"";
      for (const OccupationIndex one : link.occupations) text += " " + std::string(referential().code(one));
    }
    for (const SkillLink& link : understood.skills) {
      text += " [" + std::string(referential().skill_label(link.skill)) + ", " + std::string(to_string(link.evidence)) +
              "]";
    }
    return text;
  }

  support::ShippedLinker linker_;
};

TEST_F(LinkerTest, UnderstandsTheCases) {
  std::ifstream file(std::string(PASSERELLE_SOURCE_DIR) + "/tests/cases/linking.json");
  std::stringstream text;
  text << file.rdbuf();
  const std::string json = text.str();
  const Result<JsonDocument> document = JsonDocument::parse(json);
  ASSERT_TRUE(document);
  const JsonView cases = document->root();
  EXPECT_GE(cases.size(), 60U);
  const std::set<std::string> known{"given",    "occupations", "avoid",  "never",
                                    "evidence", "nothing",     "wished", "practised"};
  for (std::size_t row = 0; row < cases.size(); ++row) {
    const JsonView one = cases.at(row);
    one.for_each_member([&known](std::string_view name, JsonView) { EXPECT_THAT(known, Contains(std::string(name))); });
    const std::string given = one["given"].text();
    const Understanding understood = linker_->understand(given);
    const std::string shown = "« " + given + " » " + told(understood);
    for (std::size_t at = 0; at < one["occupations"].size(); ++at) {
      const std::string codes = one["occupations"].at(at).text();
      EXPECT_TRUE(mentions(understood, codes)) << codes << " is not mentioned: " << shown;
    }
    for (std::size_t at = 0; at < one["avoid"].size(); ++at) {
      const std::string codes = one["avoid"].at(at).text();
      EXPECT_TRUE(avoids(understood, codes)) << codes << " is not avoided: " << shown;
    }
    for (const auto& [key, telling] :
         {std::pair("wished", Telling::wished), std::pair("practised", Telling::practised)}) {
      for (std::size_t at = 0; at < one[key].size(); ++at) {
        const std::string codes = one[key].at(at).text();
        EXPECT_TRUE(mentions(understood, codes, telling)) << codes << " is not " << key << ": " << shown;
      }
    }
    for (std::size_t at = 0; at < one["never"].size(); ++at) {
      const std::string codes = one["never"].at(at).text();
      EXPECT_FALSE(mentions(understood, codes)) << codes << " is mentioned: " << shown;
    }
    if (one["nothing"].boolean().value_or(false)) {
      EXPECT_THAT(understood.occupations, IsEmpty()) << shown;
    }
    if (const std::string evidence = one["evidence"].text(); !evidence.empty()) {
      EXPECT_TRUE(std::ranges::any_of(
          understood.skills, [&evidence](const SkillLink& link) { return to_string(link.evidence) == evidence; }))
          << evidence << " shows no skill: " << shown;
    }
  }
}

TEST_F(LinkerTest, EveryTitleOfTheReferentialLeadsBackToItsFamily) {
  std::size_t titles = 0;
  std::size_t right = 0;
  for (std::uint32_t row = 0; row < referential().occupation_count(); ++row) {
    const OccupationIndex occupation(row);
    const std::string title(referential().label(occupation));
    const std::vector<OccupationLink> links = linker_->occupations(title, 1);
    ++titles;
    right += !links.empty() && referential().parent(links[0].occupation) == referential().parent(occupation) ? 1U : 0U;
  }
  EXPECT_GE(right * 100, titles * 97) << right << " of " << titles;
}

TEST_F(LinkerTest, ConfidencesAreSharesBestFirst) {
  for (const char* title :
       {"serveur", "agent polyvalent", "xyzzy", "", "aide à domicile de nuit", "chef de projet digital"}) {
    const std::vector<OccupationLink> links = linker_->occupations(title, 5);
    EXPECT_LE(links.size(), 5U);
    double sum = 0;
    double previous = 1;
    std::set<std::uint32_t> seen;
    for (const OccupationLink& link : links) {
      EXPECT_TRUE(seen.insert(link.occupation.value()).second) << title;
      EXPECT_GE(link.confidence, 0);
      EXPECT_LE(link.confidence, previous);
      previous = link.confidence;
      sum += link.confidence;
    }
    EXPECT_LE(sum, 1 + 1e-9) << title;
  }
}

TEST_F(LinkerTest, MasculineFeminineAndInclusiveTitlesGiveTheSameLinks) {
  const std::vector<std::vector<const char*>> forms{
      {"vendeur en prêt-à-porter", "vendeuse en prêt-à-porter", "vendeur(se) en prêt-à-porter"},
      {"cuisinier de collectivité", "cuisinière de collectivité", "cuisinier·ère de collectivité"},
      {"conducteur de bus", "conductrice de bus", "CONDUCTEUR/TRICE DE BUS (H/F)"},
      {"employé d'étage", "employée d'étage", "employé(e) d'étage H/F"}};
  for (const auto& group : forms) {
    const std::vector<OccupationLink> first = linker_->occupations(group[0], 5);
    for (const char* form : group) {
      const std::vector<OccupationLink> links = linker_->occupations(form, 5);
      ASSERT_EQ(links.size(), first.size());
      for (std::size_t row = 0; row < links.size(); ++row) {
        EXPECT_EQ(links[row].occupation, first[row].occupation) << form;
        EXPECT_DOUBLE_EQ(links[row].confidence, first[row].confidence) << form;
      }
    }
  }
}

TEST_F(LinkerTest, AnOffersOwnCodeIsStrongEvidence) {
  Offer job = support::offer("O", "Employé polyvalent");
  job.rome = "G1803";
  const OfferUnderstanding trusted = linker_->understand(job);
  ASSERT_FALSE(trusted.occupations.empty());
  EXPECT_TRUE(is_one_of(trusted.occupations[0].occupation, "G1803"));
  double sum = 0;
  for (const OccupationLink& link : trusted.occupations) sum += link.confidence;
  EXPECT_LE(sum, 1 + 1e-9);
  job.title = "Serveur en restaurant";
  job.rome = "F1703";
  const OfferUnderstanding by_words = linker_->understand(job, false);
  ASSERT_FALSE(by_words.occupations.empty());
  EXPECT_TRUE(is_one_of(by_words.occupations[0].occupation, "G1803")) << "without trust, the words decide";
}

TEST_F(LinkerTest, AFormerCodeIsAFamilyAmongWhichTheWordsChoose) {
  Offer job = support::offer("O", "Crêpier");
  job.rome = "G1604";
  ASSERT_FALSE(linker_->understand(job).occupations.empty());
  EXPECT_EQ(referential().code(linker_->understand(job).occupations[0].occupation), "G1612");
}

TEST_F(LinkerTest, AnUnknownCodeIsNoEvidence) {
  Offer job = support::offer("O", "Plombier");
  job.rome = "Z9999";
  ASSERT_FALSE(linker_->understand(job).occupations.empty());
  EXPECT_TRUE(is_one_of(linker_->understand(job).occupations[0].occupation, "F1603"));
}

TEST_F(LinkerTest, OffersUnderstoodTogetherAreUnderstoodAsAlone) {
  std::vector<Offer> offers;
  for (const std::string text : {"", "Vous préparez les repas.", "Conduite de chariots. Permis B exigé. 8h-12h."}) {
    for (const std::string title : {"Cuisinier", "Cariste (H/F)", "…", "Aide à domicile", "Vendeuse en boulangerie",
                                    "Développeur web", "Zlorgueur", "Maçon", "Agent d'entretien", "Chauffeur SPL"}) {
      offers.push_back(support::offer("O" + std::to_string(offers.size()), title));
      offers.back().text = text;
    }
  }
  std::vector<const Offer*> together;
  for (const Offer& offer : offers) {
    together.push_back(&offer);
  }
  const std::vector<OfferUnderstanding> understood = linker_->understand(together);
  ASSERT_EQ(understood.size(), offers.size());
  for (std::size_t row = 0; row < offers.size(); ++row) {
    const OfferUnderstanding alone = linker_->understand(offers[row]);
    ASSERT_EQ(understood[row].occupations.size(), alone.occupations.size());
    for (std::size_t rank = 0; rank < alone.occupations.size(); ++rank) {
      EXPECT_EQ(understood[row].occupations[rank].occupation, alone.occupations[rank].occupation);
      EXPECT_EQ(understood[row].occupations[rank].confidence, alone.occupations[rank].confidence);
    }
    EXPECT_EQ(understood[row].requirements, alone.requirements);
    EXPECT_EQ(understood[row].times, alone.times);
    EXPECT_EQ(understood[row].sketch.minima, alone.sketch.minima);
  }
}

TEST_F(LinkerTest, TakesAnyBytes) {
  for (const std::string& text :
       {std::string("\xff\xfe\x00x", 4), std::string(20'000, 'a'), std::string("🙂🙂🙂"), std::string(3'000, ','),
        std::string("pas de pas de pas de")}) {
    EXPECT_NO_THROW({
      const Understanding understood = linker_->understand(text);
      EXPECT_LE(understood.occupations.size(), referential().occupation_count());
    });
  }
}

TEST_F(LinkerTest, AnyTextIsReadAndOnlyItsOwnWordsAreShown) {
  const std::vector<std::string> fragments{"j'ai fait ",
                                           "je ne veux plus ",
                                           "cherche ",
                                           "accueil ",
                                           "et ",
                                           "secrétariat ",
                                           "ménage ",
                                           "chez ",
                                           "mon mari ",
                                           "est ",
                                           "maçon ",
                                           "garder ",
                                           "des enfants ",
                                           "transport ",
                                           "logistique ",
                                           ", ",
                                           ". ",
                                           "\n",
                                           "l'usine ",
                                           "a fermé ",
                                           "pas ",
                                           "de ",
                                           "nuit ",
                                           "permis B ",
                                           "sans ",
                                           "nettoyé ",
                                           "des trains ",
                                           "des bureaux ",
                                           "G ",
                                           "pa ",
                                           "dispo ",
                                           "\xF0\x9F\x98\x80",
                                           "\xC3",
                                           "«",
                                           "é",
                                           "(",
                                           "12 ",
                                           "ans ",
                                           "plus jamais ",
                                           "bénévole ",
                                           "les voisins ",
                                           "cuisine ",
                                           "vente ",
                                           "ou ",
                                           "ni ",
                                           "mais ",
                                           "je m'occupe ",
                                           "d'",
                                           "repasser "};
  // A simple generator: the same texts on every machine.
  std::uint64_t state = 7;
  const auto next = [&state] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state >> 33U);
  };
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t left = next() % 14; left > 0; --left) {
      text += fragments[next() % fragments.size()];
    }
    const Understanding understood = linker_->understand(text);
    for (const SkillLink& link : understood.skills) {
      EXPECT_NE(text.find(link.where), std::string::npos) << text;
    }
    for (const AvoidLink& link : understood.avoid) {
      EXPECT_NE(text.find(link.where), std::string::npos) << text;
    }
    for (const OccupationLink& link : understood.occupations) {
      EXPECT_GT(link.confidence, 0) << text;
      EXPECT_LE(link.confidence, 1) << text;
    }
  }
}

}  // namespace
}  // namespace passerelle
