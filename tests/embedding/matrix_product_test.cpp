#include "embedding/matrix_product.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/parallel.h"
#include "embedding/random.h"

namespace passerelle {
namespace {

std::vector<float> random_matrix(std::size_t cells, Random& random) {
  std::vector<float> matrix(cells);
  for (float& value : matrix) {
    value = 2.0F * random.fraction() - 1.0F;
  }
  return matrix;
}

TEST(Multiply, EveryCellIsTheSumInTheOrderOfDepthBitForBit) {
  Random random(7);
  for (const std::size_t threads : {1U, 2U, 3U}) {
    const ThreadLimit limit(threads);
    for (const std::size_t depth : {1U, 3U, 64U, 515U}) {
      const std::size_t rows = 4 * (1 + random.below(5));
      const std::size_t columns = 8 * (1 + random.below(4));
      const std::vector<float> left = random_matrix(rows * depth, random);
      const std::vector<float> right = random_matrix(depth * columns, random);
      std::vector<float> product(rows * columns, -1.0F);
      multiply(left, right, depth, columns, product);
      for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
          float expected = 0.0F;
          for (std::size_t step = 0; step < depth; ++step) {
            expected += left[row * depth + step] * right[step * columns + column];
          }
          ASSERT_EQ(product[row * columns + column], expected);
        }
      }
    }
  }
}

TEST(Transpose, RowsBecomeColumns) {
  const std::vector<float> matrix = {1, 2, 3, 4, 5, 6};
  std::vector<float> transposed(6);
  transpose(matrix, 3, transposed);
  EXPECT_EQ(transposed, (std::vector<float>{1, 4, 2, 5, 3, 6}));
}

}  // namespace
}  // namespace passerelle
