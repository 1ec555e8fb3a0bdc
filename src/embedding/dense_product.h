#pragma once

#include <cstddef>
#include <cstdint>

#include "base/simd.h"

namespace passerelle {

/// Rows of bytes are kept in groups of sixteen, four dimensions of each row side by side: group, then word of four
/// dimensions, then row, then dimension. One instruction then multiplies four dimensions of sixteen rows with the same
/// four of a query, and no sum ever crosses lanes. Bytes are raised by 128 for the instructions that want one side
/// without sign.
inline constexpr std::size_t kRowsPerGroup = 16;
inline constexpr std::size_t kDimensionsPerWord = 4;
inline constexpr std::int32_t kRaised = 128;

/// `sums[query * stride + row]`, for every row of the groups: the sum of products of raised bytes with the query's. A
/// query is `words` words of four signed bytes, queries one after the other.
void multiply_groups(const std::uint8_t* groups, std::size_t group_count, std::size_t words,
                     const std::int32_t* queries, std::size_t query_count, std::int32_t* sums, std::size_t stride,
                     SimdLevel simd = simd_level());

}  // namespace passerelle
