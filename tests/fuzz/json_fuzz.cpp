#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ingest/offers.h"
#include "storage/json.h"
#include "storage/json_records.h"

using namespace passerelle;

/// Any bytes as a feed of offers: cut into records, parsed, understood; with small limits too, so that the paths for
/// long and deep records are reached by short inputs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  RecordLimits narrow;
  narrow.max_bytes = 64;
  narrow.max_depth = 4;
  for (const RecordLimits& limits : {RecordLimits{}, narrow}) {
    ByteSource source = ByteSource::from_memory(bytes);
    std::uint64_t last = 0;
    std::uint64_t line = 1;
    const auto done = for_each_json_record(source, limits, [&](RawRecord&& record) {
      const bool in_order = record.number == last + 1 && record.line >= line;
      if (!in_order || record.text.size() > limits.max_bytes || (!record.problem.empty() && !record.text.empty())) {
        __builtin_trap();
      }
      last = record.number;
      line = record.line;
      static_cast<void>(JsonDocument::parse(record.text));
      return true;
    });
    static_cast<void>(done);
  }
  ByteSource source = ByteSource::from_memory(bytes);
  const auto report = read_offers(source, "fuzz", {}, {}, [](Offer&& offer, RecordPosition) {
    if (offer.id.value().empty() || offer.title.empty()) {
      __builtin_trap();
    }
  });
  if (report && report->records != report->accepted + report->rejections.size()) {
    __builtin_trap();
  }
  return 0;
}
