#include "embedding/dense_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "base/parallel.h"

namespace passerelle {
namespace {

const std::vector<std::string> kTitles = {"Aide à domicile",
                                          "Vendeur / Vendeuse en boulangerie",
                                          "Maçon coffreur",
                                          "…",
                                          "Préparatrice de commandes en entrepôt frigorifique",
                                          "Cuisinier",
                                          "Cuisinière"};

class DenseRowsTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(model_) << model_.error().message; }

  [[nodiscard]] std::vector<float> row(const std::string& text) const {
    std::vector<float> values(model_->dimensions());
    model_->embed(text, values);
    return values;
  }

  [[nodiscard]] static std::vector<float> compared(const DenseRows& rows, const std::vector<float>& query) {
    std::vector<float> similarities(rows.size(), -2.0F);
    rows.compare(query, similarities);
    return similarities;
  }

  Result<Embedding> model_ = Embedding::open(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "models" / "passerelle-fr" /
                                             "1" / "embedding.bin");
};

TEST_F(DenseRowsTest, GiveTheCosinesOfTheNaiveAnswer) {
  const DenseRows rows = DenseRows::of(*model_, kTitles);
  ASSERT_EQ(rows.size(), kTitles.size());
  for (const std::string asked : {"vendeuse", "maçon", "cuisine collective", "agent d'entretien", "cariste"}) {
    const std::vector<float> query = row(asked);
    const std::vector<float> similarities = compared(rows, query);
    for (std::size_t title = 0; title < kTitles.size(); ++title) {
      EXPECT_NEAR(similarities[title], dot(query, row(kTitles[title])), 0.01F) << asked << ", " << kTitles[title];
    }
  }
}

TEST_F(DenseRowsTest, ManyQueriesGetWhatEachGetsAlone) {
  const DenseRows rows = DenseRows::of(*model_, kTitles);
  std::vector<float> queries;
  std::vector<std::vector<float>> alone;
  for (const std::string asked : {"vendeuse", "maçon", "…", "cuisine collective", "cariste"}) {
    const std::vector<float> query = row(asked);
    queries.insert(queries.end(), query.begin(), query.end());
    alone.push_back(compared(rows, query));
  }
  for (std::size_t begin = 0; begin <= rows.size(); ++begin) {
    for (std::size_t end = begin; end <= rows.size(); ++end) {
      std::vector<float> together(alone.size() * (end - begin));
      rows.compare(DenseQueries(queries, model_->dimensions()), begin, end, together);
      for (std::size_t query = 0; query < alone.size(); ++query) {
        for (std::size_t title = begin; title < end; ++title) {
          EXPECT_EQ(together[query * (end - begin) + title - begin], alone[query][title]);
        }
      }
    }
  }
}

TEST_F(DenseRowsTest, ATitleIsNearestToItself) {
  const DenseRows rows = DenseRows::of(*model_, kTitles);
  for (std::size_t title = 0; title < kTitles.size(); ++title) {
    const std::vector<float> similarities = compared(rows, row(kTitles[title]));
    if (kTitles[title] != "…") {
      EXPECT_EQ(*std::ranges::max_element(similarities), similarities[title]) << kTitles[title];
      EXPECT_NEAR(similarities[title], 1.0F, 0.01F) << kTitles[title];
    }
  }
}

TEST_F(DenseRowsTest, WhatHasNoKnownFeatureIsNearNothing) {
  const DenseRows rows = DenseRows::of(*model_, kTitles);
  for (const float similarity : compared(rows, row("…"))) {
    EXPECT_EQ(similarity, 0.0F);
  }
  EXPECT_EQ(compared(rows, row("cuisinier"))[3], 0.0F);
  EXPECT_EQ(DenseRows::of(*model_, {}).size(), 0U);
}

TEST_F(DenseRowsTest, MasculineAndFeminineFormsAreEquallyNear) {
  const std::vector<float> similarities = compared(DenseRows::of(*model_, kTitles), row("chef de cuisine"));
  EXPECT_EQ(similarities[5], similarities[6]);
}

TEST_F(DenseRowsTest, AreTheSameWhateverTheThreads) {
  const std::vector<float> query = row("aide cuisinier");
  const auto compared_with = [&](std::size_t threads) {
    const ThreadLimit limit(threads);
    return compared(DenseRows::of(*model_, kTitles), query);
  };
  EXPECT_EQ(compared_with(1), compared_with(4));
}

}  // namespace
}  // namespace passerelle
