#pragma once

#include <cstddef>
#include <span>

namespace passerelle {

/// Row-major `left` (rows × depth) times `right` (depth × columns) into `product`, on all allowed threads. Every cell
/// is summed in the order of `depth`, so the bits do not depend on threads, caches or vector units, which no general
/// product promises. `rows` is a multiple of 4, `columns` of 8.
void multiply(std::span<const float> left, std::span<const float> right, std::size_t depth, std::size_t columns,
              std::span<float> product);

/// Row-major rows × columns → columns × rows.
void transpose(std::span<const float> matrix, std::size_t columns, std::span<float> transposed);

}  // namespace passerelle
