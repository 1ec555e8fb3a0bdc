#include "embedding/dense_rows.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "base/parallel.h"

namespace passerelle {
namespace {

constexpr float kLargestByte = 127.0F;
// The query is rounded far finer than the rows; 1,024 products of both still fit in 32 bits.
constexpr float kLargestStep = 16'383.0F;
static_assert(kLargestByte * kLargestStep * 1024.0F < 2'147'483'648.0F);

float largest_of(std::span<const float> row) {
  float largest = 0.0F;
  for (const float value : row) {
    largest = std::max(largest, std::abs(value));
  }
  return largest;
}

template <class Whole>
float round_to(std::span<const float> row, float most, Whole* steps) {
  const float largest = largest_of(row);
  const float inverse = largest > 0.0F ? most / largest : 0.0F;
  for (std::size_t axis = 0; axis < row.size(); ++axis) {
    steps[axis] = static_cast<Whole>(std::lrint(row[axis] * inverse));
  }
  return largest / most;
}

// One body, compiled for the widest instructions of each machine and chosen when the program starts: sums of whole
// numbers are the same on all of them. Sanitizers cannot follow that choice, and clang builds only for them here.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define PASSERELLE_FOR_EACH_MACHINE __attribute__((target_clones("arch=icelake-server", "avx2", "default")))
#else
#define PASSERELLE_FOR_EACH_MACHINE
#endif

/// The sum of products of the query with each row.
PASSERELLE_FOR_EACH_MACHINE
void multiply(const std::int8_t* rows, std::size_t count, const std::int16_t* query, std::size_t dimensions,
              std::int32_t* sums) {
  for (std::size_t index = 0; index < count; ++index) {
    const std::int8_t* const row = rows + index * dimensions;
    std::int32_t sum = 0;
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
      sum += std::int32_t{query[axis]} * std::int32_t{row[axis]};
    }
    sums[index] = sum;
  }
}

}  // namespace

DenseRows DenseRows::of_bytes(std::vector<std::int8_t> values, std::size_t dimensions, float step) {
  DenseRows rows;
  rows.dimensions_ = dimensions;
  rows.scales_.assign(dimensions == 0 ? 0 : values.size() / dimensions, step);
  rows.values_ = std::move(values);
  return rows;
}

DenseRows DenseRows::of(const Embedding& embedding, std::span<const std::string> texts) {
  DenseRows rows;
  const std::size_t dimensions = embedding.dimensions();
  rows.dimensions_ = dimensions;
  rows.values_.resize(texts.size() * dimensions);
  rows.scales_.resize(texts.size());
  parallel_for(texts.size(), [&](std::size_t index) {
    std::vector<float> row(dimensions);
    embedding.embed(texts[index], row);
    rows.scales_[index] = round_to(row, kLargestByte, rows.values_.data() + index * dimensions);
  });
  return rows;
}

void DenseRows::compare(std::span<const float> query, std::span<float> similarities) const {
  assert(query.size() == dimensions_ && similarities.size() == size());
  std::vector<std::int16_t> steps(dimensions_);
  const float scale = round_to(query, kLargestStep, steps.data());
  std::vector<std::int32_t> sums(size());
  multiply(values_.data(), size(), steps.data(), dimensions_, sums.data());
  for (std::size_t index = 0; index < sums.size(); ++index) {
    similarities[index] = static_cast<float>(sums[index]) * (scale * scales_[index]);
  }
}

}  // namespace passerelle
