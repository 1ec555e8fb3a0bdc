#include "rank/sieve.h"

#include <algorithm>

#if defined(__x86_64__)
#if !defined(__clang__)
// g++ 12 takes the "undefined" start values of its own header for mistakes (GCC bug 105593).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop
#else
#include <immintrin.h>
#endif
#endif

// Lanes are offers: each instruction answers for 8 or 16 neighbours of a tile and one person. The person's tables are
// small enough for the first two caches, from which the lanes gather.

namespace passerelle {
namespace {

constexpr AnswerWord kUnknownCap = 15;

AnswerWord look_up_plainly(const LookUps& asked, AnswerWord* words) {
  AnswerWord all = 0;
  for (std::size_t row = 0; row < asked.count; ++row) {
    AnswerWord word = asked.places[row];
    for (std::size_t table = 0; table < asked.tables.size(); ++table) {
      word += asked.tables[table][asked.classes[table][row]];
    }
    words[row] = word;
    all |= word;
  }
  return all;
}

/// The bound of one offer's score, and its occupation value.
struct Bound {
  std::int32_t score;
  float occupation;
};

Bound bound_of(const SieveInput& input, std::size_t row) {
  float occupation = input.other_shares[row] * input.most_fit;
  for (std::size_t column = 0; column < kOccupationColumns; ++column) {
    occupation += input.shares[column][row] * input.fits[input.occupations[column][row]];
  }
  occupation *= input.senior != nullptr ? input.senior[row] : 1.0F;
  const AnswerWord unknown = std::min(input.words[row] >> kUnknownShift & kMostUnknown, kUnknownCap);
  return {input.fixed[row] + input.terms_worth[input.terms[row]] + input.travel_most[row] + input.certainty[unknown] +
              static_cast<std::int32_t>(occupation * input.occupation_scale + input.skills_most[row]) +
              input.others_most,
          occupation};
}

void add(Bounded& kept, std::size_t row, std::int32_t bound) {
  kept.rows[kept.count] = static_cast<std::uint32_t>(row);
  kept.bounds[kept.count++] = bound;
}

void sieve_plainly(const SieveInput& input, SieveOutput& output) {
  for (std::size_t row = 0; row < input.count; ++row) {
    const AnswerWord failed = input.words[row] & kFailures;
    if (failed == 0) {
      ++output.eligible;
      const Bound bound = bound_of(input, row);
      if (bound.score >= input.best_least && bound.occupation >= input.relevant_least) {
        add(output.best, row, bound.score);
      }
      continue;
    }
    output.failed[output.failed_count++] = failed;
    if ((failed & (failed - 1)) == 0 && (failed & input.liftable) != 0) {
      if (const Bound bound = bound_of(input, row); bound.score >= input.blocked_least) {
        add(output.blocked, row, bound.score);
      }
    }
  }
}

#if defined(__x86_64__)
#define PASSERELLE_AVX2 __attribute__((target("avx2,fma,popcnt")))
#define PASSERELLE_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,popcnt")))

constexpr std::size_t kLanes8 = 8;
constexpr std::size_t kLanes16 = 16;

PASSERELLE_AVX2 __m256i gather8(const void* table, __m256i rows) {
  return _mm256_i32gather_epi32(static_cast<const int*>(table), rows, 4);
}

PASSERELLE_AVX2 __m256i load8(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

/// Columns are padded: the last vector may read past `count`, never past the column.
PASSERELLE_AVX2 AnswerWord look_up_by_8(const LookUps& asked, AnswerWord* words) {
  const std::size_t whole = asked.count / kLanes8 * kLanes8;
  __m256i all = _mm256_setzero_si256();
  for (std::size_t row = 0; row < whole; row += kLanes8) {
    __m256i word = load8(asked.places + row);
    for (std::size_t table = 0; table < 4; ++table) {
      word = _mm256_add_epi32(word, gather8(asked.tables[table], load8(asked.classes[table] + row)));
    }
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(words + row), word);
    all = _mm256_or_si256(all, word);
  }
  alignas(32) std::array<AnswerWord, kLanes8> lanes;
  _mm256_store_si256(reinterpret_cast<__m256i*>(lanes.data()), all);
  AnswerWord joined = 0;
  for (const AnswerWord lane : lanes) {
    joined |= lane;
  }
  LookUps rest = asked;
  rest.count = asked.count - whole;
  rest.places += whole;
  for (const std::uint32_t*& classes : rest.classes) {
    classes += whole;
  }
  return joined | look_up_plainly(rest, words + whole);
}

PASSERELLE_AVX2 void sieve_by_8(const SieveInput& input, SieveOutput& output) {
  const __m256i zero = _mm256_setzero_si256();
  const __m256i failures = _mm256_set1_epi32(static_cast<int>(kFailures));
  const __m256i liftable = _mm256_set1_epi32(static_cast<int>(input.liftable));
  for (std::size_t row = 0; row < input.count; row += kLanes8) {
    const unsigned present = input.count - row >= kLanes8 ? 0xFFU : (1U << (input.count - row)) - 1;
    const __m256i word = load8(input.words + row);
    const __m256i failed = _mm256_and_si256(word, failures);
    const unsigned passes =
        present & static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(failed, zero))));
    const __m256i without_lowest = _mm256_and_si256(failed, _mm256_sub_epi32(failed, _mm256_set1_epi32(1)));
    const __m256i one_alone = _mm256_andnot_si256(_mm256_cmpeq_epi32(_mm256_and_si256(failed, liftable), zero),
                                                  _mm256_cmpeq_epi32(without_lowest, zero));
    const unsigned lifted =
        present & ~passes & static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(one_alone)));
    output.eligible += static_cast<std::size_t>(_mm_popcnt_u32(passes));
    for (unsigned fails = present & ~passes; fails != 0; fails &= fails - 1) {
      output.failed[output.failed_count++] = input.words[row + static_cast<unsigned>(__builtin_ctz(fails))] & kFailures;
    }
    if ((passes | lifted) == 0) {
      continue;
    }
    __m256 occupation = _mm256_mul_ps(_mm256_loadu_ps(input.other_shares + row), _mm256_set1_ps(input.most_fit));
    for (std::size_t column = 0; column < kOccupationColumns; ++column) {
      const __m256 share = _mm256_loadu_ps(input.shares[column] + row);
      if (_mm256_testz_si256(_mm256_castps_si256(share), _mm256_castps_si256(share)) != 0) {
        continue;
      }
      const __m256 fit = _mm256_castsi256_ps(gather8(input.fits, load8(input.occupations[column] + row)));
      occupation = _mm256_fmadd_ps(share, fit, occupation);
    }
    if (input.senior != nullptr) {
      occupation = _mm256_mul_ps(occupation, _mm256_loadu_ps(input.senior + row));
    }
    const __m256i unknown = _mm256_min_epi32(
        _mm256_and_si256(_mm256_srli_epi32(word, kUnknownShift), _mm256_set1_epi32(static_cast<int>(kMostUnknown))),
        _mm256_set1_epi32(static_cast<int>(kUnknownCap)));
    __m256i bound = _mm256_cvttps_epi32(
        _mm256_fmadd_ps(occupation, _mm256_set1_ps(input.occupation_scale), _mm256_loadu_ps(input.skills_most + row)));
    bound = _mm256_add_epi32(bound, _mm256_set1_epi32(input.others_most));
    bound = _mm256_add_epi32(bound, load8(input.fixed + row));
    bound = _mm256_add_epi32(bound, load8(input.travel_most + row));
    bound = _mm256_add_epi32(bound, gather8(input.certainty.data(), unknown));
    bound = _mm256_add_epi32(bound, gather8(input.terms_worth, load8(input.terms + row)));
    const auto below = [](__m256i mask) PASSERELLE_AVX2 {
      return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(mask)));
    };
    const unsigned too_low = below(_mm256_cmpgt_epi32(_mm256_set1_epi32(input.best_least), bound));
    const auto relevant = static_cast<unsigned>(
        _mm256_movemask_ps(_mm256_cmp_ps(occupation, _mm256_set1_ps(input.relevant_least), _CMP_GE_OQ)));
    alignas(32) std::array<std::int32_t, kLanes8> bounds;
    _mm256_store_si256(reinterpret_cast<__m256i*>(bounds.data()), bound);
    const auto add_those = [&bounds, row](Bounded& to, unsigned kept) {
      for (; kept != 0; kept &= kept - 1) {
        const auto lane = static_cast<std::size_t>(__builtin_ctz(kept));
        add(to, row + lane, bounds[lane]);
      }
    };
    add_those(output.best, passes & relevant & ~too_low);
    const unsigned too_low_blocked = below(_mm256_cmpgt_epi32(_mm256_set1_epi32(input.blocked_least), bound));
    add_those(output.blocked, lifted & ~too_low_blocked);
  }
}

PASSERELLE_AVX512 __m512i gather16(const void* table, __m512i rows) {
  return _mm512_i32gather_epi32(rows, table, 4);
}

PASSERELLE_AVX512 __m512i load16(const void* from) {
  return _mm512_loadu_si512(from);
}

/// The lanes of `values` that `mask` names, one after the other; whole vectors are written, for writing some lanes only
/// is slow on some processors.
PASSERELLE_AVX512 std::size_t store_some(std::uint32_t* to, __mmask16 mask, __m512i values) {
  _mm512_storeu_si512(to, _mm512_maskz_compress_epi32(mask, values));
  return static_cast<std::size_t>(_mm_popcnt_u32(mask));
}

PASSERELLE_AVX512 void add_some(Bounded& kept, __mmask16 mask, __m512i rows, __m512i bounds) {
  store_some(kept.rows.data() + kept.count, mask, rows);
  _mm512_storeu_si512(kept.bounds.data() + kept.count, _mm512_maskz_compress_epi32(mask, bounds));
  kept.count += static_cast<std::size_t>(_mm_popcnt_u32(mask));
}

PASSERELLE_AVX512 AnswerWord look_up_by_16(const LookUps& asked, AnswerWord* words) {
  __m512i all = _mm512_setzero_si512();
  for (std::size_t row = 0; row < asked.count; row += kLanes16) {
    const std::size_t left = asked.count - row;
    const auto present = static_cast<__mmask16>(left >= kLanes16 ? 0xFFFFU : (1U << left) - 1);
    __m512i word = load16(asked.places + row);
    for (std::size_t table = 0; table < 4; ++table) {
      word = _mm512_add_epi32(word, gather16(asked.tables[table], load16(asked.classes[table] + row)));
    }
    _mm512_storeu_si512(words + row, word);
    all = _mm512_mask_or_epi32(all, present, all, word);
  }
  return static_cast<AnswerWord>(_mm512_reduce_or_epi32(all));
}

PASSERELLE_AVX512 void sieve_by_16(const SieveInput& input, SieveOutput& output) {
  const __m512i liftable = _mm512_set1_epi32(static_cast<int>(input.liftable));
  const __m512i certainty = load16(input.certainty.data());
  const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (std::size_t row = 0; row < input.count; row += kLanes16) {
    const std::size_t left = input.count - row;
    const auto present = static_cast<__mmask16>(left >= kLanes16 ? 0xFFFFU : (1U << left) - 1);
    const __m512i word = load16(input.words + row);
    const __m512i failed = _mm512_and_si512(word, _mm512_set1_epi32(static_cast<int>(kFailures)));
    const __mmask16 fails = _mm512_mask_test_epi32_mask(present, failed, failed);
    const auto passes = static_cast<__mmask16>(present & ~fails);
    const __m512i without_lowest = _mm512_sub_epi32(failed, _mm512_set1_epi32(1));
    const __mmask16 lifted =
        _mm512_mask_testn_epi32_mask(_mm512_mask_test_epi32_mask(fails, failed, liftable), failed, without_lowest);
    output.eligible += static_cast<std::size_t>(_mm_popcnt_u32(passes));
    output.failed_count += store_some(output.failed.data() + output.failed_count, fails, failed);
    if ((passes | lifted) == 0) {
      continue;
    }
    __m512 occupation = _mm512_mul_ps(_mm512_loadu_ps(input.other_shares + row), _mm512_set1_ps(input.most_fit));
    for (std::size_t column = 0; column < kOccupationColumns; ++column) {
      const __m512 share = _mm512_loadu_ps(input.shares[column] + row);
      if (_mm512_test_epi32_mask(_mm512_castps_si512(share), _mm512_castps_si512(share)) == 0) {
        continue;
      }
      const __m512 fit = _mm512_castsi512_ps(gather16(input.fits, load16(input.occupations[column] + row)));
      occupation = _mm512_fmadd_ps(share, fit, occupation);
    }
    if (input.senior != nullptr) {
      occupation = _mm512_mul_ps(occupation, _mm512_loadu_ps(input.senior + row));
    }
    const __m512i unknown = _mm512_min_epi32(
        _mm512_and_si512(_mm512_srli_epi32(word, kUnknownShift), _mm512_set1_epi32(static_cast<int>(kMostUnknown))),
        _mm512_set1_epi32(static_cast<int>(kUnknownCap)));
    __m512i bound = _mm512_cvttps_epi32(
        _mm512_fmadd_ps(occupation, _mm512_set1_ps(input.occupation_scale), _mm512_loadu_ps(input.skills_most + row)));
    bound = _mm512_add_epi32(bound, _mm512_set1_epi32(input.others_most));
    bound = _mm512_add_epi32(bound, load16(input.fixed + row));
    bound = _mm512_add_epi32(bound, load16(input.travel_most + row));
    bound = _mm512_add_epi32(bound, _mm512_permutexvar_epi32(unknown, certainty));
    bound = _mm512_add_epi32(bound, gather16(input.terms_worth, load16(input.terms + row)));
    const __m512i rows = _mm512_add_epi32(lanes, _mm512_set1_epi32(static_cast<int>(row)));
    const __mmask16 best =
        _mm512_mask_cmp_ps_mask(_mm512_mask_cmpge_epi32_mask(passes, bound, _mm512_set1_epi32(input.best_least)),
                                occupation, _mm512_set1_ps(input.relevant_least), _CMP_GE_OQ);
    if (best != 0) {
      add_some(output.best, best, rows, bound);
    }
    const __mmask16 blocked = _mm512_mask_cmpge_epi32_mask(lifted, bound, _mm512_set1_epi32(input.blocked_least));
    if (blocked != 0) {
      add_some(output.blocked, blocked, rows, bound);
    }
  }
}
#endif

}  // namespace

AnswerWord look_up(SimdLevel level, const LookUps& asked, AnswerWord* words) {
#if defined(__x86_64__)
  if (level == SimdLevel::avx512) {
    return look_up_by_16(asked, words);
  }
  if (level == SimdLevel::avx2) {
    return look_up_by_8(asked, words);
  }
#endif
  static_cast<void>(level);
  return look_up_plainly(asked, words);
}

void sieve(SimdLevel level, const SieveInput& input, SieveOutput& output) {
  output.eligible = output.failed_count = output.best.count = output.blocked.count = 0;
#if defined(__x86_64__)
  if (level == SimdLevel::avx512) {
    return sieve_by_16(input, output);
  }
  if (level == SimdLevel::avx2) {
    return sieve_by_8(input, output);
  }
#endif
  static_cast<void>(level);
  return sieve_plainly(input, output);
}

}  // namespace passerelle
