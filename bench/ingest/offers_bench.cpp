#include "ingest/offers.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

#include "storage/byte_source.h"

namespace passerelle {
namespace {

std::filesystem::path real_offers() {
  const char* given = std::getenv("PASSERELLE_REAL_DATA");
  const std::filesystem::path data =
      given != nullptr ? std::filesystem::path(given)
                       : std::filesystem::path(PASSERELLE_SOURCE_DIR).parent_path() / "shared" / "data";
  return data / "france_travail" / "offers.jsonl";
}

/// The whole feed from memory, parsed into offers; the number of offers is checked.
void read_real_offers(benchmark::State& state) {
  if (!std::filesystem::exists(real_offers())) {
    state.SkipWithError("skipped: no real data");
    return;
  }
  const Result<std::string> bytes = read_whole_file(real_offers());
  if (!bytes) {
    state.SkipWithError(bytes.error().message.c_str());
    return;
  }
  constexpr std::uint64_t kRecords = 4875;
  constexpr std::uint64_t kWithTitle = 4873;
  for (auto _ : state) {
    ByteSource source = ByteSource::from_memory(*bytes);
    std::size_t letters = 0;
    const auto report = read_offers(source, "offers", {}, {},
                                    [&letters](Offer&& offer, RecordPosition) { letters += offer.text.size(); });
    benchmark::DoNotOptimize(letters);
    if (!report || report->records != kRecords || report->accepted != kWithTitle) {
      state.SkipWithError("wrong number of offers");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes->size()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRecords));
}
BENCHMARK(read_real_offers)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace passerelle
