#include "evaluate/occupations.h"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/linking/shipped_linker.h"

namespace passerelle {
namespace {

TEST(Reliability, SortsAnswersIntoTenClassesAndMeasuresTheDistance) {
  Reliability reliability;
  reliability.add(0.05, false);
  reliability.add(0.95, true);
  reliability.add(1.0, true);
  reliability.add(0.95, false);
  EXPECT_EQ(reliability.classes[0].answers, 1U);
  EXPECT_EQ(reliability.classes[9].answers, 3U);
  EXPECT_EQ(reliability.classes[9].right, 2U);
  // |0.05 - 0| in the first class, |2.9 - 2| in the last, over four answers.
  EXPECT_NEAR(reliability.error(), (0.05 + 0.9) / 4, 1e-9);
  EXPECT_EQ(Reliability{}.error(), 0);
}

class GoldOffers : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.path() / name) << text; }
  [[nodiscard]] Result<std::vector<GoldOffer>> read() const {
    return read_gold_offers(folder_.path() / "offers.jsonl", folder_.path() / "gold.tsv", {});
  }

  support::TemporaryDirectory folder_;
};

TEST_F(GoldOffers, ARepeatedOfferCountsOnceWithAllItsCodes) {
  write("offers.jsonl",
        "{\"id\":\"B\",\"intitule\":\"Maçon (H/F)\",\"description\":\"Murs.\",\"romeCode\":\"F1703\"}\n"
        "{\"id\":\"A\",\"intitule\":\"Maçon (H/F)\",\"description\":\"Murs.\",\"romeCode\":\"F1701\"}\n"
        "{\"id\":\"C\",\"intitule\":\"Chef de cuisine\",\"description\":\"Repas.\"}\n");
  write("gold.tsv",
        "offer_id\tdup_group\tdate\trome_code\trome_code_parent\tappellation\tintitule\n"
        "B\tg\t2025-01-02\tF1703\tF1703\tMaçon / Maçonne\tMaçon (H/F)\n"
        "A\tg\t2025-01-02\tF1701\tF1701\tMaçon / Maçonne\tMaçon (H/F)\n"
        "C\th\t2023-01-02\tG1601\tG1601\tCuisinier / Cuisinière\tChef de cuisine\n"
        "Z\tz\t2025-01-02\tF1703\tF1703\tMaçon\tMaçon\n");
  const Result<std::vector<GoldOffer>> gold = read();
  ASSERT_TRUE(gold) << gold.error().message;
  ASSERT_EQ(gold->size(), 2U);
  EXPECT_THAT((*gold)[0].offer.codes, testing::ElementsAre("F1701", "F1703"));
  EXPECT_FALSE((*gold)[0].offer.former);
  EXPECT_FALSE((*gold)[0].title_differs);
  EXPECT_TRUE((*gold)[1].offer.former);
  EXPECT_TRUE((*gold)[1].title_differs);
}

TEST_F(GoldOffers, AMissingColumnIsNamed) {
  write("offers.jsonl", "{\"id\":\"A\",\"intitule\":\"Maçon\"}\n");
  write("gold.tsv", "offer_id\tdate\nA\t2025-01-02\n");
  const Result<std::vector<GoldOffer>> gold = read();
  ASSERT_FALSE(gold);
  EXPECT_THAT(gold.error().message, testing::HasSubstr("gold.tsv"));
}

TEST(OccupationsByFolds, AnOfferNeverRecallsItsOwnTitle) {
  const support::ShippedLinker linker;
  // A word that no source holds: only a memory of the same offer could lead to the mason.
  std::vector<GoldOffer> gold;
  for (const char* const code : {"F1703", "F1703"}) {
    GoldOffer offer;
    offer.offer = {{"Zlorgueur", "Zlorgue qui zlorguait."}, {code}, false};
    offer.parents = {code};
    offer.title_key = 7;
    gold.push_back(offer);
  }
  const OfferMemory memory = OfferMemory::of(linker.embedding(), linker.referential(), std::vector{gold[0].offer});
  EXPECT_EQ(linker.referential().code(
                linker->occupations_of_offer({"Zlorgueur", "Zlorgue qui zlorguait."}, 1, memory).front().occupation),
            "F1703");
  const OccupationReport report = evaluate_occupations_by_folds(gold, *linker, linker.embedding(), 2);
  EXPECT_EQ(report.queries, 2U);
  EXPECT_EQ(report.all.parent.a1, 0);
}

}  // namespace
}  // namespace passerelle
