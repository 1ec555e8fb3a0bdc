#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define PASSERELLE_X86 1
#else
#define PASSERELLE_X86 0
#endif

namespace passerelle {

/// Sets of vector instructions that inner loops are written for, each including those before it. All give the same
/// results: the choice is only one of speed.
enum class SimdLevel : std::uint8_t {
  portable,  ///< what the compiler makes of plain loops, on any processor
  avx2,      ///< AVX2 and FMA: x86 processors since about 2015
  avx512,    ///< AVX-512 F, BW, DQ, VL and VNNI: servers since about 2020
};

std::string_view to_string(SimdLevel level);

/// The widest set this processor has.
SimdLevel widest_simd();

/// The set that `name` asks for; the widest when it is empty. Errors: a name that is none, a set this processor lacks.
Result<SimdLevel> parse_simd(std::string_view name);

/// The same for the environment variable PASSERELLE_SIMD (`portable`, `avx2`, `avx512`): a program checks it once, at
/// its start.
Result<SimdLevel> simd_of_environment();

/// The set in use, decided at its first call: that of the environment, the widest when the variable says nothing that
/// can be followed.
SimdLevel simd_level();

}  // namespace passerelle
