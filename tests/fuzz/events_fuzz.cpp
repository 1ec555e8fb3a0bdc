#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/event_file.h"

using namespace passerelle;

/// Any bytes as a file of events: what is accepted has an id, a moment and a subject, and survives being written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteSource source = ByteSource::from_memory({reinterpret_cast<const char*>(data), size});
  const auto feed = read_events(source, "fuzz");
  if (!feed) {
    return 0;
  }
  for (const Event& event : feed->records) {
    if (event.id.empty() || event.at < Instant{} || (event.person.value().empty() && event.offer.value().empty())) {
      __builtin_trap();
    }
    const std::string line = event_line(event);
    ByteSource again = ByteSource::from_memory(line);
    const auto reread = read_events(again, "fuzz");
    if (!reread || reread->records.size() != 1 || !(reread->records.front() == event)) {
      __builtin_trap();
    }
    if (event.type == EventType::replied && event.value == "no" &&
        event_line(exportable(event)).find("\"value\"") != std::string::npos) {
      __builtin_trap();
    }
  }
  return 0;
}
