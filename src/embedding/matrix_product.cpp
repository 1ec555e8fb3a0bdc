#include "embedding/matrix_product.h"

#include <Eigen/Core>
#include <cassert>

#include "base/parallel.h"

namespace passerelle {
namespace {

using Four = Eigen::Array4f;
using FourOf = Eigen::Map<const Four>;

constexpr std::size_t kTileRows = 4;
constexpr std::size_t kTileColumns = 8;

/// One tile of the product, kept in eight vector registers while the depth is walked.
void multiply_tile(const float* left, const float* right, std::size_t depth, std::size_t columns, float* product) {
  Four a0 = Four::Zero();
  Four a1 = Four::Zero();
  Four b0 = Four::Zero();
  Four b1 = Four::Zero();
  Four c0 = Four::Zero();
  Four c1 = Four::Zero();
  Four d0 = Four::Zero();
  Four d1 = Four::Zero();
  for (std::size_t step = 0; step < depth; ++step) {
    const Four first = FourOf(right + step * columns);
    const Four second = FourOf(right + step * columns + 4);
    const float a = left[step];
    const float b = left[depth + step];
    const float c = left[2 * depth + step];
    const float d = left[3 * depth + step];
    a0 += a * first;
    a1 += a * second;
    b0 += b * first;
    b1 += b * second;
    c0 += c * first;
    c1 += c * second;
    d0 += d * first;
    d1 += d * second;
  }
  const auto store = [&](std::size_t row, const Four& front, const Four& back) {
    Eigen::Map<Four>(product + row * columns) = front;
    Eigen::Map<Four>(product + row * columns + 4) = back;
  };
  store(0, a0, a1);
  store(1, b0, b1);
  store(2, c0, c1);
  store(3, d0, d1);
}

}  // namespace

void multiply(std::span<const float> left, std::span<const float> right, std::size_t depth, std::size_t columns,
              std::span<float> product) {
  const std::size_t rows = left.size() / depth;
  assert(rows % kTileRows == 0 && columns % kTileColumns == 0);
  assert(right.size() == depth * columns && product.size() == rows * columns);
  parallel_for(rows / kTileRows, [&](std::size_t tile) {
    const std::size_t row = tile * kTileRows;
    for (std::size_t column = 0; column < columns; column += kTileColumns) {
      multiply_tile(left.data() + row * depth, right.data() + column, depth, columns,
                    product.data() + row * columns + column);
    }
  });
}

void transpose(std::span<const float> matrix, std::size_t columns, std::span<float> transposed) {
  const std::size_t rows = matrix.size() / columns;
  assert(matrix.size() == rows * columns && transposed.size() == matrix.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      transposed[column * rows + row] = matrix[row * columns + column];
    }
  }
}

}  // namespace passerelle
