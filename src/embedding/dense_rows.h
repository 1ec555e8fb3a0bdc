#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "embedding/embedding.h"

namespace passerelle {

/// Query rows made ready for `DenseRows`: rounded to bytes, four dimensions a word.
class DenseQueries {
 public:
  /// `rows` holds rows of `dimensions` floats, one after the other, of unit length (or zeros).
  DenseQueries(std::span<const float> rows, std::size_t dimensions);

  [[nodiscard]] std::size_t size() const { return scales_.size(); }

 private:
  friend class DenseRows;
  std::size_t words_ = 0;            ///< of four dimensions, in each query
  std::vector<std::int32_t> steps_;  ///< query by query
  std::vector<std::int32_t> sums_;   ///< of each query's bytes
  std::vector<float> scales_;        ///< of each query: what one step of a byte is worth
};

/// Many texts as dense rows, compared at once with many queries. Immutable once built, thread-safe.
/// Values are rounded to bytes, so that every comparison is a sum of whole numbers: the same bits on every machine, a
/// quarter of the memory, and cosines within 0.01 of the exact ones.
class DenseRows {
 public:
  DenseRows() = default;
  /// Embeds every text, in parallel.
  static DenseRows of(const Embedding& embedding, std::span<const std::string> texts);

  /// Rows that were rounded before, one after the other; `step` is what one step of a byte is worth.
  static DenseRows of_bytes(std::span<const std::int8_t> values, std::size_t dimensions, float step);

  [[nodiscard]] std::size_t size() const { return scales_.size(); }
  /// Cosines of every query with the rows from `begin` up to `end`, query by query: `similarities` has
  /// `queries.size() * (end - begin)` places.
  void compare(const DenseQueries& queries, std::size_t begin, std::size_t end, std::span<float> similarities) const;
  /// Cosine of the query with every row; `query` has the dimensions of the embedding and unit length (or zeros),
  /// `similarities` has `size()` places.
  void compare(std::span<const float> query, std::span<float> similarities) const;

 private:
  DenseRows(std::size_t count, std::size_t dimensions);
  void set(std::size_t row, std::span<const std::int8_t> values, float scale);

  std::size_t words_ = 0;             ///< of four dimensions, in each row
  std::vector<std::uint8_t> values_;  ///< see `dense_product.h`
  std::vector<float> scales_;         ///< of each row: what one step of a byte is worth
};

}  // namespace passerelle
