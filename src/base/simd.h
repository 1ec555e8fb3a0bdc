#pragma once

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define PASSERELLE_X86 1
#else
#define PASSERELLE_X86 0
#endif

namespace passerelle {

/// The instructions that hot loops may use. All of them give the same bits.
enum class SimdLevel { portable, avx2, avx512 };

/// The widest that this machine has, or what the environment variable PASSERELLE_SIMD (portable, avx2, avx512) asks
/// for, as far as the machine has it. Decided once.
SimdLevel simd_level();

}  // namespace passerelle
