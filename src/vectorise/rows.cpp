#include "vectorise/rows.h"

#include <algorithm>

#include "base/parallel.h"

namespace passerelle {

SparseRows to_matrix(std::vector<SparseRow>& rows, std::size_t columns) {
  SparseRows matrix(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns));
  parallel_for(rows.size(), [&rows](std::size_t index) { std::ranges::sort(rows[index]); });
  std::size_t entries = 0;
  for (const SparseRow& row : rows) {
    entries += row.size();
  }
  matrix.reserve(static_cast<Eigen::Index>(entries));
  for (std::size_t index = 0; index < rows.size(); ++index) {
    matrix.startVec(static_cast<Eigen::Index>(index));
    for (const auto& [column, value] : rows[index]) {
      matrix.insertBack(static_cast<Eigen::Index>(index), static_cast<Eigen::Index>(column)) = value;
    }
  }
  matrix.finalize();
  return matrix;
}

}  // namespace passerelle
