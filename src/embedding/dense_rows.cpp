#include "embedding/dense_rows.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <memory>
#include <utility>

#include "base/machine.h"
#include "base/parallel.h"
#include "embedding/dense_product.h"

namespace passerelle {
namespace {

constexpr float kLargestOfRow = 127.0F;
/// Rows compared before the next query is taken: as many as stay near the processor.
constexpr std::size_t kGroupsAtOnce = 32;

float largest_of(std::span<const float> row) {
  float largest = 0.0F;
  for (const float value : row) {
    largest = std::max(largest, std::abs(value));
  }
  return largest;
}

/// Rounds a row to bytes; returns what one step is worth.
float round_to_bytes(std::span<const float> row, std::int8_t* steps) {
  const float largest = largest_of(row);
  const float inverse = largest > 0.0F ? kLargestOfRow / largest : 0.0F;
  for (std::size_t axis = 0; axis < row.size(); ++axis) {
    steps[axis] = static_cast<std::int8_t>(std::lrint(row[axis] * inverse));
  }
  return largest / kLargestOfRow;
}

/// From sums of raised bytes to cosines.
PASSERELLE_FOR_EACH_MACHINE
void scale_sums(const std::int32_t* sums, const float* scales, std::size_t count, std::int32_t raised, float scale,
                float* similarities) {
  for (std::size_t row = 0; row < count; ++row) {
    similarities[row] = static_cast<float>(sums[row] - raised) * (scale * scales[row]);
  }
}

std::size_t words_of(std::size_t dimensions) {
  return (dimensions + kDimensionsPerWord - 1) / kDimensionsPerWord;
}

}  // namespace

DenseQueries::DenseQueries(std::span<const float> rows, std::size_t dimensions) : words_(words_of(dimensions)) {
  const std::size_t count = dimensions == 0 ? 0 : rows.size() / dimensions;
  steps_.resize(count * words_);
  std::vector<std::int8_t> bytes(words_ * kDimensionsPerWord, 0);
  for (std::size_t query = 0; query < count; ++query) {
    scales_.push_back(round_to_bytes(rows.subspan(query * dimensions, dimensions), bytes.data()));
    std::int32_t sum = 0;
    for (const std::int8_t byte : bytes) {
      sum += byte;
    }
    sums_.push_back(sum);
    std::memcpy(steps_.data() + query * words_, bytes.data(), bytes.size());
  }
}

DenseRows::DenseRows(std::size_t count, std::size_t dimensions)
    : words_(words_of(dimensions)),
      values_((count + kRowsPerGroup - 1) / kRowsPerGroup * kRowsPerGroup * words_ * kDimensionsPerWord,
              std::uint8_t{kRaised}),
      scales_(count) {}

void DenseRows::set(std::size_t row, std::span<const std::int8_t> values, float scale) {
  std::uint8_t* const group = values_.data() + row / kRowsPerGroup * words_ * kRowsPerGroup * kDimensionsPerWord;
  for (std::size_t axis = 0; axis < values.size(); ++axis) {
    group[(axis / kDimensionsPerWord * kRowsPerGroup + row % kRowsPerGroup) * kDimensionsPerWord +
          axis % kDimensionsPerWord] = static_cast<std::uint8_t>(values[axis] + kRaised);
  }
  scales_[row] = scale;
}

DenseRows DenseRows::of_bytes(std::span<const std::int8_t> values, std::size_t dimensions, float step) {
  DenseRows rows(dimensions == 0 ? 0 : values.size() / dimensions, dimensions);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows.set(row, values.subspan(row * dimensions, dimensions), step);
  }
  return rows;
}

DenseRows DenseRows::of(const Embedding& embedding, std::span<const std::string> texts) {
  const std::size_t dimensions = embedding.dimensions();
  DenseRows rows(texts.size(), dimensions);
  parallel_for(texts.size(), [&](std::size_t index) {
    std::vector<float> row(dimensions);
    embedding.embed(texts[index], row);
    std::vector<std::int8_t> bytes(dimensions);
    const float scale = round_to_bytes(row, bytes.data());
    rows.set(index, bytes, scale);
  });
  return rows;
}

void DenseRows::compare(const DenseQueries& queries, std::size_t begin, std::size_t end,
                        std::span<float> similarities) const {
  assert(queries.words_ == words_ && end <= size() && similarities.size() == queries.size() * (end - begin));
  const std::size_t group_bytes = words_ * kRowsPerGroup * kDimensionsPerWord;
  const std::size_t first = begin / kRowsPerGroup;
  const std::size_t last = (end + kRowsPerGroup - 1) / kRowsPerGroup;
  const std::size_t stride = std::min(kGroupsAtOnce, last - first) * kRowsPerGroup;
  const auto sums = std::make_unique_for_overwrite<std::int32_t[]>(queries.size() * stride);
  for (std::size_t group = first; group < last; group += kGroupsAtOnce) {
    const std::size_t count = std::min(kGroupsAtOnce, last - group);
    multiply_groups(values_.data() + group * group_bytes, count, words_, queries.steps_.data(), queries.size(),
                    sums.get(), stride);
    const std::size_t first_row = group * kRowsPerGroup;
    const std::size_t from = std::max(begin, first_row);
    const std::size_t to = std::min(end, first_row + count * kRowsPerGroup);
    for (std::size_t query = 0; query < queries.size(); ++query) {
      scale_sums(sums.get() + query * stride + (from - first_row), scales_.data() + from, to - from,
                 kRaised * queries.sums_[query], queries.scales_[query],
                 similarities.data() + query * (end - begin) + (from - begin));
    }
  }
}

void DenseRows::compare(std::span<const float> query, std::span<float> similarities) const {
  compare(DenseQueries(query, query.size()), 0, size(), similarities);
}

}  // namespace passerelle
