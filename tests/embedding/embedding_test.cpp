#include "embedding/embedding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "embedding/model_file.h"
#include "storage/artefact.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::Each;
using ::testing::FloatNear;
using ::testing::HasSubstr;

constexpr std::size_t kDimensions = 24;

/// A small model that knows the features of a few words; each test may spoil a part of it.
struct SmallModel {
  std::string kind{kEmbeddingKind};
  std::uint32_t format = kEmbeddingFormat;
  std::vector<std::uint32_t> shape{kDimensions};
  std::vector<std::uint32_t> features;
  std::vector<float> scales;
  std::vector<std::int8_t> values;
  std::string left_out;

  SmallModel() {
    features = text_features("boulanger livreur caissier peintre cuisinier");
    const auto repeated = std::unique(features.begin(), features.end());
    features.erase(repeated, features.end());
    for (const std::uint32_t feature : features) {
      scales.push_back(0.001F + 0.00001F * static_cast<float>(feature % 1000));
      for (std::uint32_t axis = 0; axis < kDimensions; ++axis) {
        values.push_back(static_cast<std::int8_t>(static_cast<int>((feature * 31U + axis * 17U) % 255U) - 127));
      }
    }
  }

  [[nodiscard]] Result<Embedding> open() const {
    const support::TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "embedding.bin";
    ArtefactWriter writer(kind, format, "a small model");
    const auto add = [&]<class T>(std::string_view name, const std::vector<T>& part) {
      if (name != left_out) {
        writer.add<T>(name, part);
      }
    };
    add(kShapeSection, shape);
    add(kFeaturesSection, features);
    add(kScalesSection, scales);
    add(kValuesSection, values);
    EXPECT_TRUE(writer.write(file));
    return Embedding::open(file);
  }

  /// The normalised sum, in double precision and the most obvious order.
  [[nodiscard]] std::vector<double> naive(const std::vector<std::uint32_t>& asked) const {
    std::vector<double> sum(kDimensions, 0.0);
    for (const std::uint32_t feature : asked) {
      const auto found = std::ranges::find(features, feature);
      if (found == features.end()) {
        continue;
      }
      const auto row = static_cast<std::size_t>(found - features.begin());
      for (std::size_t axis = 0; axis < kDimensions; ++axis) {
        sum[axis] += static_cast<double>(scales[row]) * static_cast<double>(values[row * kDimensions + axis]);
      }
    }
    double squared = 0.0;
    for (const double value : sum) {
      squared += value * value;
    }
    for (double& value : sum) {
      value = squared > 0.0 ? value / std::sqrt(squared) : 0.0;
    }
    return sum;
  }
};

void expect_refused(const SmallModel& model) {
  const Result<Embedding> opened = model.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::artefact_refused);
  EXPECT_THAT(opened.error().message, HasSubstr("embedding.bin"));
}

TEST(Embedding, RowsAreTheNormalisedSumOfTheirFeatures) {
  const SmallModel model;
  const Result<Embedding> embedding = model.open();
  ASSERT_TRUE(embedding);
  EXPECT_EQ(embedding->dimensions(), kDimensions);
  EXPECT_EQ(embedding->identity(), "a small model");
  for (const std::string text : {"boulanger", "livreur cuisinier", "peintre en bâtiment", "caissière, caissière"}) {
    std::vector<float> row(kDimensions);
    embedding->embed(text, row);
    const std::vector<double> expected = model.naive(text_features(text));
    for (std::size_t axis = 0; axis < kDimensions; ++axis) {
      EXPECT_NEAR(row[axis], expected[axis], 1e-5) << text;
    }
    EXPECT_NEAR(dot(row, row), 1.0F, 1e-5F);
  }
}

TEST(Embedding, TheOrderOfFeaturesDoesNotChangeASingleBit) {
  const Result<Embedding> embedding = SmallModel().open();
  ASSERT_TRUE(embedding);
  std::vector<std::uint32_t> features = text_features("boulanger livreur cuisinier");
  std::vector<float> expected(kDimensions);
  embedding->embed("boulanger livreur cuisinier", expected);
  EXPECT_TRUE(rc::check([&](std::uint32_t seed) {
    for (std::size_t left = features.size(); left > 1; --left) {
      seed = seed * 1664525U + 1013904223U;
      std::swap(features[left - 1], features[seed % left]);
    }
    std::vector<float> row(kDimensions);
    embedding->embed_features(features, row);
    RC_ASSERT(row == expected);
  }));
}

TEST(Embedding, AWordMetBeforeOrInAnotherModelChangesNothing) {
  const Result<Embedding> one = SmallModel().open();
  SmallModel turned;
  std::ranges::reverse(turned.values);
  const Result<Embedding> other = turned.open();
  ASSERT_TRUE(one && other);
  const std::string text = "boulanger livreur cuisinier " + std::string(300, 'a');
  std::vector<float> first(kDimensions);
  std::vector<float> again(kDimensions);
  one->embed(text, first);
  other->embed(text, again);
  EXPECT_NE(again, first);
  one->embed(text, again);
  EXPECT_EQ(again, first);
  one->embed_features(text_features(text), again);
  EXPECT_EQ(again, first);
}

TEST(Embedding, ATextOfUnknownFeaturesIsZeros) {
  const Result<Embedding> embedding = SmallModel().open();
  ASSERT_TRUE(embedding);
  std::vector<float> row(kDimensions, 7.0F);
  embedding->embed("zzz", row);
  EXPECT_THAT(row, Each(0.0F));
  std::ranges::fill(row, 7.0F);
  const std::vector<std::uint32_t> beyond = {kFeatureRows, std::numeric_limits<std::uint32_t>::max()};
  embedding->embed_features(beyond, row);
  EXPECT_THAT(row, Each(0.0F));
}

TEST(Embedding, RefusesAModelOfAnotherKindOrFormat) {
  SmallModel kind;
  kind.kind = "referential";
  expect_refused(kind);
  SmallModel format;
  format.format = kEmbeddingFormat + 1;
  expect_refused(format);
}

TEST(Embedding, RefusesAModelWithAPartMissing) {
  for (const std::string_view part : {kShapeSection, kFeaturesSection, kScalesSection, kValuesSection}) {
    SmallModel model;
    model.left_out = part;
    expect_refused(model);
  }
}

TEST(Embedding, RefusesPartsThatDoNotFitTogether) {
  SmallModel no_shape;
  no_shape.shape = {};
  expect_refused(no_shape);
  SmallModel flat;
  flat.shape = {0};
  flat.values = {};
  expect_refused(flat);
  SmallModel huge;
  huge.shape = {std::numeric_limits<std::uint32_t>::max()};
  expect_refused(huge);
  SmallModel short_scales;
  short_scales.scales.pop_back();
  expect_refused(short_scales);
  SmallModel short_values;
  short_values.values.pop_back();
  expect_refused(short_values);
}

TEST(Embedding, RefusesRowsThatCannotBe) {
  SmallModel out_of_range;
  out_of_range.features.back() = kFeatureRows;
  expect_refused(out_of_range);
  SmallModel twice;
  twice.features[1] = twice.features[0];
  expect_refused(twice);
  SmallModel not_a_number;
  not_a_number.scales[0] = std::numeric_limits<float>::quiet_NaN();
  expect_refused(not_a_number);
}

TEST(Embedding, RefusesAFileThatIsNotThere) {
  const Result<Embedding> opened = Embedding::open("/nowhere/embedding.bin");
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("/nowhere/embedding.bin"));
}

TEST(Dot, IsTheSumOfProductsWhateverTheLength) {
  EXPECT_TRUE(rc::check([](const std::vector<std::int8_t>& numbers) {
    std::vector<float> left;
    std::vector<float> right;
    double expected = 0.0;
    for (std::size_t index = 0; index < numbers.size(); ++index) {
      left.push_back(static_cast<float>(numbers[index]));
      right.push_back(static_cast<float>(numbers[numbers.size() - 1 - index]));
      expected += static_cast<double>(left[index]) * static_cast<double>(right[index]);
    }
    // Small whole numbers add up exactly.
    RC_ASSERT(static_cast<double>(dot(left, right)) == expected);
  }));
}

}  // namespace
}  // namespace passerelle
