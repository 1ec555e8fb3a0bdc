#include "embedding/dense_product.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <vector>

namespace passerelle {
namespace {

/// Groups and queries of any bytes, and the sums that plain loops give.
struct Product {
  std::size_t groups = 0;
  std::size_t words = 0;
  std::size_t query_count = 0;
  std::vector<std::uint8_t> rows;
  std::vector<std::int8_t> queries;

  [[nodiscard]] std::vector<std::int32_t> naive() const {
    std::vector<std::int32_t> sums;
    const std::size_t dimensions = words * kDimensionsPerWord;
    for (std::size_t query = 0; query < query_count; ++query) {
      for (std::size_t row = 0; row < groups * kRowsPerGroup; ++row) {
        std::int32_t sum = 0;
        for (std::size_t axis = 0; axis < dimensions; ++axis) {
          const std::size_t word = row / kRowsPerGroup * words + axis / kDimensionsPerWord;
          const std::size_t at =
              (word * kRowsPerGroup + row % kRowsPerGroup) * kDimensionsPerWord + axis % kDimensionsPerWord;
          sum += std::int32_t{rows[at]} * queries[query * dimensions + axis];
        }
        sums.push_back(sum);
      }
    }
    return sums;
  }

  [[nodiscard]] std::vector<std::int32_t> computed(SimdLevel simd) const {
    std::vector<std::int32_t> packed(query_count * words);
    std::memcpy(packed.data(), queries.data(), queries.size());
    std::vector<std::int32_t> sums(query_count * groups * kRowsPerGroup);
    multiply_groups(rows.data(), groups, words, packed.data(), query_count, sums.data(), groups * kRowsPerGroup, simd);
    return sums;
  }
};

RC_GTEST_PROP(DenseProduct, EverySetOfInstructionsGivesTheNaiveSums, ()) {
  Product product;
  product.groups = *rc::gen::inRange<std::size_t>(1, 4);
  product.words = *rc::gen::inRange<std::size_t>(1, 36);
  product.query_count = *rc::gen::inRange<std::size_t>(1, 20);
  const std::size_t bytes = product.groups * product.words * kRowsPerGroup * kDimensionsPerWord;
  product.rows = *rc::gen::container<std::vector<std::uint8_t>>(bytes, rc::gen::arbitrary<std::uint8_t>());
  product.queries = *rc::gen::container<std::vector<std::int8_t>>(
      product.query_count * product.words * kDimensionsPerWord, rc::gen::arbitrary<std::int8_t>());
  const std::vector<std::int32_t> expected = product.naive();
  for (const SimdLevel simd : {SimdLevel::portable, SimdLevel::avx2, SimdLevel::avx512}) {
    if (simd <= widest_simd()) {
      RC_ASSERT(product.computed(simd) == expected);
    }
  }
}

TEST(DenseProduct, TheLargestBytesDoNotOverflow) {
  Product product;
  product.groups = 1;
  product.words = 32;
  product.query_count = 1;
  product.rows.assign(product.words * kRowsPerGroup * kDimensionsPerWord, 255);
  product.queries.assign(product.words * kDimensionsPerWord, -128);
  for (const SimdLevel simd : {SimdLevel::portable, SimdLevel::avx2, SimdLevel::avx512}) {
    if (simd <= widest_simd()) {
      EXPECT_EQ(product.computed(simd), product.naive());
    }
  }
}

}  // namespace
}  // namespace passerelle
