#include "linking/offer_memory.h"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/linking/shipped_linker.h"

namespace passerelle {
namespace {

using testing::Each;
using testing::Gt;

class OfferMemoryTest : public testing::Test {
 protected:
  static std::vector<KnownOffer> offers() {
    return {{{"Cariste", "Vous chargez les camions avec un chariot."}, {"N1101"}, false},
            {{"Maçon", "Vous montez des murs de briques."}, {"F1703"}, false},
            {{"Employé de ménage", "Vous nettoyez chez des particuliers."}, {"K1304"}, true}};
  }
  [[nodiscard]] std::vector<float> row(std::string_view text) const {
    std::vector<float> row(shipped_.embedding().dimensions());
    shipped_.embedding().embed(text, row);
    return row;
  }
  /// What offers like this one were.
  [[nodiscard]] Recall recall(const OfferMemory& memory, std::string_view title, std::string_view text) const {
    return memory.recall(row(title), row(text)).front();
  }
  [[nodiscard]] float of(const std::vector<float>& values, std::string_view code) const {
    return values[shipped_.referential().find_occupation(code)->value()];
  }

  support::ShippedLinker shipped_;
  OfferMemory memory_ = OfferMemory::of(shipped_.embedding(), shipped_.referential(), offers());
};

TEST_F(OfferMemoryTest, AnOfferLikeOneSeenBeforeRecallsItsOccupation) {
  const Recall recall = this->recall(memory_, "cariste", "Vous conduisez un chariot dans un camion.");
  for (const std::string_view other : {"F1703", "K1304"}) {
    EXPECT_GT(of(recall.of_family, "N1101"), of(recall.of_family, other));
    EXPECT_GT(of(recall.of_occupation, "N1101"), of(recall.of_occupation, other));
  }
}

TEST_F(OfferMemoryTest, AnOfferSpeaksByTheMeanOfBothCosines) {
  const std::vector<float> title = row("conducteur d'engins");
  const std::vector<float> text = row("Vous montez des murs et chargez des camions.");
  const Recall recall = memory_.recall(title, text).front();
  const KnownOffer mason = offers()[1];
  const float likeness = (dot(title, row("maçon")) + dot(text, row(mason.evidence.text))) / 2;
  // Rows are kept as bytes: each cosine may move by some thousandths.
  EXPECT_NEAR(std::exp(of(recall.of_family, "F1703")), std::exp((likeness - 1) / 0.08) + 1e-3, 2e-3);
}

TEST_F(OfferMemoryTest, AFormerCodeSpeaksForItsFamilyOnly) {
  const Recall recall = this->recall(memory_, "employé de ménage", "Vous nettoyez chez des particuliers.");
  const float nothing = std::log(1e-3F);
  EXPECT_GT(of(recall.of_family, "K1304"), nothing + 1);
  EXPECT_FLOAT_EQ(of(recall.of_occupation, "K1304"), nothing);
}

TEST_F(OfferMemoryTest, AMemoryWrittenAndReadRecallsTheSame) {
  const support::TemporaryDirectory folder;
  const std::filesystem::path file = folder.path() / "offers.bin";
  ASSERT_TRUE(OfferMemory::learn(shipped_.embedding(), offers(), file));
  const Result<OfferMemory> read = OfferMemory::open(file, shipped_.embedding(), shipped_.referential());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->size(), 3U);
  const Recall before = this->recall(memory_, "maçon", "murs");
  const Recall after = this->recall(*read, "maçon", "murs");
  EXPECT_EQ(before.of_family, after.of_family);
  EXPECT_EQ(before.of_occupation, after.of_occupation);
}

TEST_F(OfferMemoryTest, CodesUnknownToTheReferentialAreLeftOut) {
  const std::vector<KnownOffer> unknown{{{"Astronaute", "Dans l'espace."}, {"Z9999"}, false}};
  const OfferMemory memory = OfferMemory::of(shipped_.embedding(), shipped_.referential(), unknown);
  const Recall recall = this->recall(memory, "astronaute", "espace");
  EXPECT_THAT(recall.of_family, Each(testing::FloatEq(std::log(1e-3F))));
}

TEST_F(OfferMemoryTest, ADamagedFileIsRefused) {
  const support::TemporaryDirectory folder;
  const std::filesystem::path file = folder.path() / "offers.bin";
  ASSERT_TRUE(OfferMemory::learn(shipped_.embedding(), offers(), file));
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  const Result<OfferMemory> read = OfferMemory::open(file, shipped_.embedding(), shipped_.referential());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::artefact_refused);
}

TEST(ShippedOfferMemory, RemembersThousandsOfOffers) {
  const support::ShippedLinker shipped;
  const Result<OfferMemory> memory =
      OfferMemory::open(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "models/passerelle-fr/1/offers.bin",
                        shipped.embedding(), shipped.referential());
  ASSERT_TRUE(memory) << memory.error().message;
  EXPECT_THAT(memory->size(), Gt(4000U));
}

}  // namespace
}  // namespace passerelle
