#include "linking/duplicates.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "ingest/offers.h"
#include "tests/support/builders.h"

namespace passerelle {
namespace {

using support::offer;

constexpr const char* kText =
    "Vous assurez le service en salle, la mise en place des tables et l'encaissement. Vous travaillez du mardi au "
    "samedi, "
    "de 9h à 16h, dans une équipe de quatre personnes. Le restaurant sert une cuisine de saison, quarante couverts par "
    "service. Vous aimez le contact, vous êtes souriant et ponctuel. Une première expérience est un plus mais nous "
    "formons "
    "volontiers une personne motivée. Repas pris sur place, deux jours de repos qui se suivent.";

Offer restaurant(const std::string& id) {
  Offer result = offer(id, "Serveur (H/F)");
  result.text = kText;
  result.employer = "Auberge Quinsolle";
  result.place.insee = "45234";
  return result;
}

std::vector<std::uint32_t> first_of(const std::vector<Offer>& offers) {
  std::vector<TextSketch> sketches;
  for (const Offer& one : offers) {
    sketches.push_back(sketch_of(one.text));
  }
  return find_duplicates(offers, sketches);
}

/// Whether the second offer, changed, still counts as the first posted again.
template <class Change>
bool same_as_first(const Change& change) {
  Offer second = restaurant("2");
  change(second);
  return first_of({restaurant("1"), second}) == std::vector<std::uint32_t>{0, 0};
}

TEST(Duplicates, OneJobPostedAgainIsTheSame) {
  EXPECT_TRUE(same_as_first([](Offer&) {}));
  EXPECT_TRUE(same_as_first([](Offer& job) { job.title = "SERVEUR / SERVEUSE H/F"; }));
  EXPECT_TRUE(same_as_first([](Offer& job) { job.employer = "AUBERGE QUINSOLLE"; }));
  EXPECT_TRUE(same_as_first([](Offer& job) { job.text += " Candidatez en ligne."; }));
}

TEST(Duplicates, AnotherJobStaysApart) {
  EXPECT_FALSE(same_as_first([](Offer& job) { job.employer = "Table Ganivre"; }));
  EXPECT_FALSE(same_as_first([](Offer& job) { job.place.insee = "37261"; }));
  EXPECT_FALSE(same_as_first([](Offer& job) { job.title = "Cuisinier"; }));
  EXPECT_FALSE(same_as_first([](Offer& job) { job.contract = ContractKind::cdd; }));
  EXPECT_FALSE(same_as_first([](Offer& job) {
    job.text = "Vous préparez les entrées et les desserts, vous tenez le poste froid et la plonge du matin.";
  }));
}

TEST(Duplicates, WithoutAPlaceOrAnythingToTellThemByOffersStayApart) {
  Offer first = restaurant("1");
  Offer second = restaurant("2");
  first.place = second.place = {};
  EXPECT_EQ(first_of({first, second}), (std::vector<std::uint32_t>{0, 0})) << "employer and text tell them";
  first.employer = second.employer = "";
  EXPECT_EQ(first_of({first, second}), (std::vector<std::uint32_t>{0, 1}));
  first = restaurant("1");
  first.employer.clear();
  first.text = "Service en salle.";
  second = first;
  second.id = OfferId("2");
  EXPECT_EQ(first_of({first, second}), (std::vector<std::uint32_t>{0, 1})) << "too short to name one job";
}

TEST(Duplicates, AnEmployerThatIsNotToldIsTheOneThatIs) {
  Offer unnamed = restaurant("2");
  unnamed.employer.clear();
  EXPECT_EQ(first_of({restaurant("1"), unnamed}), (std::vector<std::uint32_t>{0, 0}));
  unnamed.id = OfferId("0");
  Offer other = restaurant("2");
  other.employer = "Table Ganivre";
  EXPECT_EQ(first_of({unnamed, restaurant("1"), other}), (std::vector<std::uint32_t>{0, 0, 2}))
      << "two employers are two jobs, even beside an offer that tells none";
}

TEST(Duplicates, PointToTheFirstOfTheirGroup) {
  EXPECT_EQ(first_of({restaurant("1"), restaurant("2"), offer("3"), restaurant("4")}),
            (std::vector<std::uint32_t>{0, 0, 2, 0}));
  EXPECT_THAT(first_of({}), testing::IsEmpty());
}

TEST(Sketches, ResembleAsMuchAsTheirTextsShare) {
  const TextSketch whole = sketch_of(kText);
  EXPECT_DOUBLE_EQ(resemblance(whole, sketch_of(kText)), 1);
  EXPECT_LT(resemblance(whole, sketch_of("Vous conduisez un car scolaire matin et soir, avec pause à midi.")), 0.1);
  const std::string text = kText;
  const double half = resemblance(whole, sketch_of(text.substr(0, text.size() / 2)));
  EXPECT_GT(half, 0.3);
  EXPECT_LT(half, 0.7);
  EXPECT_DOUBLE_EQ(resemblance(sketch_of(""), sketch_of("")), 1);
  EXPECT_DOUBLE_EQ(resemblance(sketch_of(""), whole), 0);
}

/// What the README of the samples says: groups of repeated offers, and pairs that only look like it.
struct KnownRepetitions {
  std::vector<std::vector<std::string>> groups;
  std::vector<std::vector<std::string>> true_pairs;
};

std::vector<std::string> cut(const std::string& text, char mark) {
  std::vector<std::string> pieces;
  std::stringstream stream(text);
  for (std::string piece; std::getline(stream, piece, mark);) {
    pieces.push_back(piece);
  }
  return pieces;
}

KnownRepetitions read_known() {
  std::ifstream file(std::string(PASSERELLE_SOURCE_DIR) + "/datasets/samples/README.md");
  std::stringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  const auto words_matching = [&text](const char* pattern, char mark) {
    std::vector<std::vector<std::string>> found;
    const std::regex shape(pattern);
    for (std::sregex_iterator match(text.begin(), text.end(), shape), end; match != end; ++match) {
      found.push_back(cut(match->str(), mark));
    }
    return found;
  };
  return {words_matching("\\b[0-9A-Z]{7}(?:=[0-9A-Z]{7})+\\b", '='),
          words_matching("\\b[0-9A-Z]{7}/[0-9A-Z]{7}\\b", '/')};
}

class SampleDuplicates : public testing::Test {
 protected:
  void SetUp() override {
    const std::string file = std::string(PASSERELLE_SOURCE_DIR) + "/datasets/samples/offers.jsonl";
    const Result<ReadReport> report =
        read_offers(file, {}, {}, [this](Offer&& one, RecordPosition) { offers_.push_back(std::move(one)); });
    ASSERT_TRUE(report);
    std::ranges::sort(offers_, {}, &Offer::id);
    for (std::uint32_t row = 0; row < offers_.size(); ++row) {
      rows_[offers_[row].id.value()] = row;
    }
    first_of_ = first_of(offers_);
    known_ = read_known();
  }

  std::uint32_t first(const std::string& id) { return first_of_.at(rows_.at(id)); }

  std::vector<Offer> offers_;
  std::map<std::string, std::uint32_t> rows_;
  std::vector<std::uint32_t> first_of_;
  KnownRepetitions known_;
};

TEST_F(SampleDuplicates, AreFoundAndNothingElseIs) {
  ASSERT_EQ(known_.groups.size(), 40U);
  std::size_t repeats = 0;
  for (const std::vector<std::string>& group : known_.groups) {
    repeats += group.size() - 1;
    for (const std::string& id : group) {
      EXPECT_EQ(first(id), first(group.front())) << id << " repeats " << group.front();
    }
  }
  std::size_t found = 0;
  for (std::uint32_t row = 0; row < first_of_.size(); ++row) {
    found += first_of_[row] != row ? 1U : 0U;
    EXPECT_EQ(first_of_[first_of_[row]], first_of_[row]);
  }
  EXPECT_EQ(found, repeats);
}

TEST_F(SampleDuplicates, TwoTruePostsOfOneEmployerStayApart) {
  ASSERT_EQ(known_.true_pairs.size(), 14U);
  for (const std::vector<std::string>& pair : known_.true_pairs) {
    EXPECT_NE(first(pair[0]), first(pair[1])) << pair[0] << " and " << pair[1];
  }
}

}  // namespace
}  // namespace passerelle
