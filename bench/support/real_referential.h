#pragma once

#include <benchmark/benchmark.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "taxonomy/referential.h"
#include "tests/support/real_data.h"
#include "tests/support/temporary_directory.h"

namespace passerelle::support {

template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().message);
  }
  return std::move(result).value();
}

inline std::filesystem::path real_offers() {
  return real_data() / "france_travail" / "offers.jsonl";
}

/// The official ROME, compiled.
inline Referential real_referential() {
  const TemporaryDirectory folder;
  const std::filesystem::path compiled = folder.path() / "referential.bin";
  must(compile_referential(must(read_referential_source(real_data() / "rome_v460")), compiled));
  return must(Referential::open(compiled));
}

/// True, and the benchmark is over, when the real data are not on this machine.
inline bool without_real_data(benchmark::State& state) {
  if (std::filesystem::exists(real_offers())) {
    return false;
  }
  state.SkipWithError("skipped: no real data");
  return true;
}

}  // namespace passerelle::support
