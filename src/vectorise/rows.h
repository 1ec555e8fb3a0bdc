#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "vectorise/offers.h"

namespace passerelle {

/// A row being built: column and value, in any order, each column once.
using SparseRow = std::vector<std::pair<std::uint32_t, float>>;

/// Rows to one compressed matrix with `columns` columns, inner indices in order.
SparseRows to_matrix(std::vector<SparseRow>& rows, std::size_t columns);

}  // namespace passerelle
