#pragma once

#include <cmath>

namespace passerelle {

/// A share as reports in JSON show it: four decimals.
inline double rounded(double share) {
  return std::round(share * 10'000) / 10'000;
}

}  // namespace passerelle
