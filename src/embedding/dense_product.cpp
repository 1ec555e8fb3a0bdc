#include "embedding/dense_product.h"

#include <array>
#include <cstring>

#if PASSERELLE_X86
#include <immintrin.h>
#endif

namespace passerelle {
namespace {

constexpr std::size_t kWordOfGroup = kRowsPerGroup * kDimensionsPerWord;

void multiply_portable(const std::uint8_t* groups, std::size_t group_count, std::size_t words,
                       const std::int32_t* queries, std::size_t query_count, std::int32_t* sums, std::size_t stride) {
  for (std::size_t group = 0; group < group_count; ++group) {
    for (std::size_t query = 0; query < query_count; ++query) {
      std::array<std::int32_t, kRowsPerGroup> sum{};
      const std::uint8_t* values = groups + group * words * kWordOfGroup;
      for (std::size_t word = 0; word < words; ++word, values += kWordOfGroup) {
        std::array<std::int8_t, kDimensionsPerWord> step{};
        std::memcpy(step.data(), queries + query * words + word, sizeof step);
        for (std::size_t row = 0; row < kRowsPerGroup; ++row) {
          for (std::size_t axis = 0; axis < kDimensionsPerWord; ++axis) {
            sum[row] += std::int32_t{values[row * kDimensionsPerWord + axis]} * std::int32_t{step[axis]};
          }
        }
      }
      std::memcpy(sums + query * stride + group * kRowsPerGroup, sum.data(), sizeof sum);
    }
  }
}

#if PASSERELLE_X86

/// Bytes are widened to 16 bits, and neighbours added in pairs: each row keeps two halves of its sum until the end.
__attribute__((target("avx2"))) void multiply_avx2(const std::uint8_t* groups, std::size_t group_count,
                                                   std::size_t words, const std::int32_t* queries,
                                                   std::size_t query_count, std::int32_t* sums, std::size_t stride) {
  constexpr std::size_t kParts = 4;  // of four rows
  for (std::size_t group = 0; group < group_count; ++group) {
    for (std::size_t query = 0; query < query_count; ++query) {
      __m256i halves[kParts] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(),
                                _mm256_setzero_si256()};
      const std::uint8_t* values = groups + group * words * kWordOfGroup;
      for (std::size_t word = 0; word < words; ++word, values += kWordOfGroup) {
        const __m256i step = _mm256_cvtepi8_epi16(_mm_set1_epi32(queries[query * words + word]));
        for (std::size_t part = 0; part < kParts; ++part) {
          const __m128i four = _mm_loadu_si128(reinterpret_cast<const __m128i*>(values) + part);
          halves[part] = _mm256_add_epi32(halves[part], _mm256_madd_epi16(_mm256_cvtepu8_epi16(four), step));
        }
      }
      for (std::size_t part = 0; part < kParts; ++part) {
        const __m256i added = _mm256_hadd_epi32(halves[part], halves[part]);
        const __m128i rows = _mm256_castsi256_si128(_mm256_permute4x64_epi64(added, 0b1000));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(sums + query * stride + group * kRowsPerGroup) + part, rows);
      }
    }
  }
}

/// A tile of `kGroups` groups and `kQueries` queries: each load serves all of the other side. Their sums stay in the 32
/// registers: only in loops that are told to unroll does g++ 12 not keep them in memory.
template <std::size_t kQueries, std::size_t kGroups>
__attribute__((target("avx512f,avx512vnni"))) void multiply_tile(const std::uint8_t* groups, std::size_t words,
                                                                 const std::int32_t* queries, std::int32_t* sums,
                                                                 std::size_t stride) {
  constexpr std::size_t kPlaces = kQueries * kGroups;  // query by query
  __m512i sum[kPlaces];
#pragma GCC unroll 32
  for (std::size_t place = 0; place < kPlaces; ++place) {
    sum[place] = _mm512_setzero_si512();
  }
  for (std::size_t word = 0; word < words; ++word) {
    __m512i rows[kGroups];
#pragma GCC unroll 32
    for (std::size_t group = 0; group < kGroups; ++group) {
      rows[group] = _mm512_loadu_si512(groups + (group * words + word) * kWordOfGroup);
    }
#pragma GCC unroll 32
    for (std::size_t place = 0; place < kPlaces; ++place) {
      const __m512i step = _mm512_set1_epi32(queries[place / kGroups * words + word]);
      sum[place] = _mm512_dpbusd_epi32(sum[place], rows[place % kGroups], step);
    }
  }
#pragma GCC unroll 32
  for (std::size_t place = 0; place < kPlaces; ++place) {
    _mm512_storeu_si512(sums + place / kGroups * stride + place % kGroups * kRowsPerGroup, sum[place]);
  }
}

template <std::size_t kQueries>
void multiply_some(const std::uint8_t* groups, std::size_t group_count, std::size_t words, const std::int32_t* queries,
                   std::int32_t* sums, std::size_t stride) {
  constexpr std::size_t kGroups = 3;
  std::size_t group = 0;
  for (; group + kGroups <= group_count; group += kGroups) {
    multiply_tile<kQueries, kGroups>(groups + group * words * kWordOfGroup, words, queries,
                                     sums + group * kRowsPerGroup, stride);
  }
  for (; group < group_count; ++group) {
    multiply_tile<kQueries, 1>(groups + group * words * kWordOfGroup, words, queries, sums + group * kRowsPerGroup,
                               stride);
  }
}

void multiply_avx512(const std::uint8_t* groups, std::size_t group_count, std::size_t words,
                     const std::int32_t* queries, std::size_t query_count, std::int32_t* sums, std::size_t stride) {
  constexpr std::size_t kMost = 8;
  std::size_t query = 0;
  for (; query + kMost <= query_count; query += kMost) {
    multiply_some<kMost>(groups, group_count, words, queries + query * words, sums + query * stride, stride);
  }
  for (; query + 2 <= query_count; query += 2) {
    multiply_some<2>(groups, group_count, words, queries + query * words, sums + query * stride, stride);
  }
  if (query < query_count) {
    multiply_some<1>(groups, group_count, words, queries + query * words, sums + query * stride, stride);
  }
}

#endif

}  // namespace

void multiply_groups(const std::uint8_t* groups, std::size_t group_count, std::size_t words,
                     const std::int32_t* queries, std::size_t query_count, std::int32_t* sums, std::size_t stride,
                     SimdLevel simd) {
#if PASSERELLE_X86
  switch (simd) {
    case SimdLevel::avx512:
      return multiply_avx512(groups, group_count, words, queries, query_count, sums, stride);
    case SimdLevel::avx2:
      return multiply_avx2(groups, group_count, words, queries, query_count, sums, stride);
    case SimdLevel::portable:
      break;
  }
#endif
  multiply_portable(groups, group_count, words, queries, query_count, sums, stride);
}

}  // namespace passerelle
