#include "score/weights.h"

#include <gmock/gmock.h>

#include <fstream>
#include <numeric>

#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using testing::HasSubstr;

constexpr const char* kGood =
    R"({"occupation":0.4,"skills":0.2,"soft_skills":0.04,"travel":0.1,"contract":0.05,"hours":0.05,)"
    R"("beginners":0.05,"certainty":0.06,"freshness":0.05})";

Result<ScoreWeights> read(const std::string& manifest) {
  const support::TemporaryDirectory folder;
  const std::filesystem::path file = folder.path() / "manifest.json";
  std::ofstream(file) << manifest;
  return ScoreWeights::read(file);
}

std::string with(const std::string& weights) {
  return R"({"name":"essai","weights":)" + weights + "}";
}

void expect_refused(const std::string& manifest, const std::string& about) {
  const Result<ScoreWeights> weights = read(manifest);
  ASSERT_FALSE(weights) << manifest;
  EXPECT_EQ(weights.error().code, ErrorCode::artefact_refused) << manifest;
  EXPECT_THAT(weights.error().message, HasSubstr(about));
}

TEST(Weights, AreReadFromTheManifest) {
  const Result<ScoreWeights> weights = read(with(kGood));
  ASSERT_TRUE(weights) << weights.error().message;
  EXPECT_DOUBLE_EQ(weights->of.at(static_cast<std::size_t>(Part::skills)), 0.2);
  EXPECT_DOUBLE_EQ(weights->of.at(static_cast<std::size_t>(Part::freshness)), 0.05);
}

TEST(Weights, OfTheShippedModelAreGood) {
  const Result<ScoreWeights> weights =
      ScoreWeights::read(std::string(PASSERELLE_SOURCE_DIR) + "/models/passerelle-fr/1/manifest.json");
  ASSERT_TRUE(weights) << weights.error().message;
  EXPECT_NEAR(std::accumulate(weights->of.begin(), weights->of.end(), 0.0), 1.0, 1e-9);
}

TEST(Weights, OfABadManifestAreRefused) {
  std::string missing = kGood;
  missing.erase(missing.find("\"travel\":0.1,"), 13);
  expect_refused(with(missing), "travel");
  std::string negative = kGood;
  negative.replace(negative.find("0.1,"), 3, "-0.1");
  expect_refused(with(negative), "travel");
  std::string words = kGood;
  words.replace(words.find("0.1,"), 3, "\"beaucoup\"");
  expect_refused(with(words), "travel");
  std::string heavy = kGood;
  heavy.replace(heavy.find("0.1,"), 3, "0.3");
  expect_refused(with(heavy), "somme");
  expect_refused("{}", "occupation");
  expect_refused("[]", "occupation");
  expect_refused(with(kGood).substr(0, 40), "manifest.json");
}

TEST(Weights, OfAManifestThatIsNotThereAreAnError) {
  EXPECT_FALSE(ScoreWeights::read("/nulle/part/manifest.json"));
}

TEST(Parts, HaveTheNamesOfTheContract) {
  const std::vector<std::string> names{"occupation", "skills",    "soft_skills", "travel",   "contract",
                                       "hours",      "beginners", "certainty",   "freshness"};
  ASSERT_EQ(names.size(), kPartCount);
  for (std::size_t part = 0; part < kPartCount; ++part) {
    EXPECT_EQ(to_string(static_cast<Part>(part)), names[part]);
  }
}

}  // namespace
}  // namespace passerelle
