#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "embedding/embedding.h"

namespace passerelle {

/// Many texts as dense rows, compared at once with one query row. Immutable once built, thread-safe.
class DenseRows {
 public:
  /// Embeds every text, in parallel.
  static DenseRows of(const Embedding& embedding, std::span<const std::string> texts);

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
  [[nodiscard]] std::span<const float> row(std::size_t index) const {
    return {values_.data() + index * dimensions_, dimensions_};
  }
  /// Cosine of the query with every row; `similarities` has `size()` places. Same bits whatever the threads.
  void compare(std::span<const float> query, std::span<float> similarities) const;

 private:
  std::size_t count_ = 0;
  std::size_t dimensions_ = 0;
  std::vector<float> values_;  ///< row by row
};

}  // namespace passerelle
