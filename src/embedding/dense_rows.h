#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "embedding/embedding.h"

namespace passerelle {

/// Many texts as dense rows, compared at once with one query row. Immutable once built, thread-safe.
/// Values are rounded to bytes, so that every comparison is a sum of whole numbers: the same bits on every machine, a
/// quarter of the memory, and cosines within 0.01 of the exact ones.
class DenseRows {
 public:
  /// Embeds every text, in parallel.
  static DenseRows of(const Embedding& embedding, std::span<const std::string> texts);

  /// Rows that were rounded before, one after the other; `step` is what one step of a byte is worth.
  static DenseRows of_bytes(std::vector<std::int8_t> values, std::size_t dimensions, float step);

  [[nodiscard]] std::size_t size() const { return scales_.size(); }
  /// Cosine of the query with every row; `query` has the dimensions of the embedding and unit length (or zeros),
  /// `similarities` has `size()` places.
  void compare(std::span<const float> query, std::span<float> similarities) const;

 private:
  std::size_t dimensions_ = 0;
  std::vector<std::int8_t> values_;  ///< row by row
  std::vector<float> scales_;        ///< of each row: what one step of a byte is worth
};

}  // namespace passerelle
