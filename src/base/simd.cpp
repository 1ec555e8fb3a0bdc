#include "base/simd.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 3> kNames{"portable", "avx2", "avx512"};

}  // namespace

std::string_view to_string(SimdLevel level) {
  return kNames.at(static_cast<std::size_t>(level));
}

SimdLevel widest_simd() {
#if PASSERELLE_X86
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  const bool avx512 = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
                      __builtin_cpu_supports("avx512vnni") != 0;
  return avx2 && avx512 ? SimdLevel::avx512 : avx2 ? SimdLevel::avx2 : SimdLevel::portable;
#else
  return SimdLevel::portable;
#endif
}

Result<SimdLevel> parse_simd(std::string_view name) {
  if (name.empty()) {
    return widest_simd();
  }
  const auto* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) {
    return Error{ErrorCode::usage, "PASSERELLE_SIMD=" + std::string(name) + " : portable, avx2 ou avx512 est attendu"};
  }
  const auto level = static_cast<SimdLevel>(found - kNames.begin());
  if (level > widest_simd()) {
    return Error{ErrorCode::usage, "PASSERELLE_SIMD=" + std::string(name) + " : ce processeur ne l'a pas (au plus " +
                                       std::string(to_string(widest_simd())) + ")"};
  }
  return level;
}

Result<SimdLevel> simd_of_environment() {
  const char* const name = std::getenv("PASSERELLE_SIMD");
  return parse_simd(name == nullptr ? "" : name);
}

SimdLevel simd_level() {
  static const SimdLevel kLevel = [] {
    const Result<SimdLevel> asked = simd_of_environment();
    return asked ? *asked : widest_simd();
  }();
  return kLevel;
}

}  // namespace passerelle
