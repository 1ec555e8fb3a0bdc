#include "base/simd.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace passerelle {
namespace {

SimdLevel widest() {
#if PASSERELLE_X86
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vnni") != 0) {
    return SimdLevel::avx512;
  }
  if (__builtin_cpu_supports("avx2") != 0) {
    return SimdLevel::avx2;
  }
#endif
  return SimdLevel::portable;
}

SimdLevel decide() {
  const char* const asked = std::getenv("PASSERELLE_SIMD");
  const std::string_view name = asked == nullptr ? "" : asked;
  const SimdLevel most = name == "portable" ? SimdLevel::portable
                         : name == "avx2"   ? SimdLevel::avx2
                                            : SimdLevel::avx512;
  return std::min(most, widest());
}

}  // namespace

SimdLevel simd_level() {
  static const SimdLevel level = decide();
  return level;
}

}  // namespace passerelle
