#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace passerelle::support {

/// Where the real data lie: `$PASSERELLE_REAL_DATA`, else `../shared/data` beside the checkout.
inline std::filesystem::path real_data() {
  if (const char* given = std::getenv("PASSERELLE_REAL_DATA"); given != nullptr) {
    return given;
  }
  return std::filesystem::path(PASSERELLE_SOURCE_DIR).parent_path() / "shared" / "data";
}

}  // namespace passerelle::support

/// Ends the test visibly when the real data are not on this machine.
#define SKIP_WITHOUT_REAL_DATA()                                    \
  if (!std::filesystem::exists(passerelle::support::real_data())) { \
    GTEST_SKIP() << "skipped: no real data";                        \
  }
