#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "bench/night/offers.h"
#include "bench/night/people.h"
#include "bench/night/texts.h"
#include "ingest/offers.h"
#include "ingest/people.h"
#include "tests/support/real_data.h"

namespace passerelle::night {
namespace {

RC_GTEST_PROP(Night, SentencesAndGapsGiveTheTextBack, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "Vous vendez", "du pain", ". ", "! ", "\n", " - ", "\u2022 ", "3,5 t", "; ", "M.", " "));
  std::string text;
  for (const std::string& piece : pieces) {
    text += piece;
  }
  std::string joined;
  for (const Sentence& sentence : sentences_of(text)) {
    RC_ASSERT(!sentence.words.empty());
    joined.append(sentence.gap).append(sentence.words);
  }
  RC_ASSERT(text.starts_with(joined));
  RC_ASSERT(sentences_of(text.substr(joined.size())).empty());
}

TEST(Night, EveryRowHasAnIdOfItsOwn) {
  std::set<std::string> ids;
  constexpr std::size_t kRows = 500'000;
  for (std::size_t row = 0; row < kRows; ++row) {
    ids.insert(offer_id(row));
  }
  EXPECT_EQ(ids.size(), kRows);
}

TEST(Night, TitlesLoseTheirMarkOfGender) {
  EXPECT_EQ(without_gender_mark("Vendeur / Vendeuse (H/F)"), "Vendeur / Vendeuse");
  EXPECT_EQ(without_gender_mark("H/F"), "H/F");
  EXPECT_EQ(in_capitals("Orléans"), "ORLÉANS");
  EXPECT_EQ(with_small_initial("Étaler"), "étaler");
  EXPECT_EQ(with_small_initial("SSIAP 1"), "SSIAP 1");
}

/// Made from the real data, where they are.
class RealDataNight : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(real_ / "france_travail" / "offers.jsonl")) {
      GTEST_SKIP() << "skipped: no real data";
    }
    communes_.emplace(Communes::read(real_ / "geo" / "communes.tsv").value());
    offers_.emplace(OfferMaker::read(real_ / "france_travail" / "offers.jsonl", *communes_, OfferHabits{}, 1).value());
  }

  std::filesystem::path project_ = PASSERELLE_SOURCE_DIR;
  std::filesystem::path real_ = support::real_data();
  std::optional<Communes> communes_;
  std::optional<OfferMaker> offers_;
};

TEST_F(RealDataNight, OffersAndPeopleAreReadWithoutARejection) {
  constexpr std::size_t kRows = 300;
  std::string offers;
  std::string people;
  const auto maker =
      PeopleMaker::read({project_ / "datasets/samples/people.ndjson", project_ / "datasets/referential/lay_lexicon.tsv",
                         project_ / "datasets/referential/activities.tsv", real_ / "rome_v460"},
                        *offers_, *communes_, 1);
  ASSERT_TRUE(maker.has_value());
  for (std::size_t row = 0; row < kRows; ++row) {
    offers += offers_->offer(row) + "\n";
    people += maker->person(row) + "\n";
  }
  std::set<std::string> ids;
  ByteSource offer_bytes = ByteSource::from_memory(offers);
  const auto report =
      read_offers(offer_bytes, "offers", {}, {}, [&](Offer&& offer, RecordPosition) { ids.insert(offer.id.value()); });
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(report->rejections.empty());
  EXPECT_EQ(ids.size(), kRows);
  ByteSource people_bytes = ByteSource::from_memory(people);
  const auto read = read_people(people_bytes, "people", {});
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->records.size(), kRows);
}

TEST_F(RealDataNight, ARewrittenOfferKeepsItsIdAndPlaceAndSaysSomethingElse) {
  for (std::size_t row = 0; row < 50; ++row) {
    const std::string line = offers_->offer(row);
    EXPECT_EQ(offers_->offer(row), line);
    const std::string rewritten = offers_->rewritten(line, row, 1).value();
    const auto before = JsonDocument::parse(line);
    const auto after = JsonDocument::parse(rewritten);
    EXPECT_EQ(before->root()["id"].text(), after->root()["id"].text());
    EXPECT_EQ(json_of(before->root()["lieuTravail"]), json_of(after->root()["lieuTravail"]));
    if (before->root()["description"].text().size() > 200) {
      EXPECT_NE(before->root()["description"].text(), after->root()["description"].text());
    }
  }
}

}  // namespace
}  // namespace passerelle::night
