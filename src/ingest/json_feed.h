#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "base/result.h"
#include "storage/byte_source.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle {

/// Reads a stream of JSON records on all threads. `read` makes something of one record, whatever is made of the others;
/// `take` gets it in the order of the stream, on the calling thread, and returns false to stop. A few thousand records
/// at most are in memory at once. Errors are those of `for_each_json_record`; what stands before one is still handed
/// over.
template <class Made>
Result<Done> read_json_feed(ByteSource& source,
                            const std::function<Made(const RawRecord& record, JsonParser& parser)>& read,
                            const std::function<bool(const RawRecord& record, Made&& made)>& take) {
  constexpr std::size_t kRecords = 1024;
  constexpr std::size_t kBytes = std::size_t{8} << 20U;
  constexpr std::size_t kPerParser = 32;
  std::vector<RawRecord> records;
  std::vector<Made> made;
  std::size_t bytes = 0;
  const auto read_together = [&] {
    made = std::vector<Made>(records.size());
    parallel_for((records.size() + kPerParser - 1) / kPerParser, [&](std::size_t block) {
      JsonParser parser;
      const std::size_t end = std::min((block + 1) * kPerParser, records.size());
      for (std::size_t row = block * kPerParser; row < end; ++row) {
        made[row] = read(records[row], parser);
      }
    });
    bool go_on = true;
    for (std::size_t row = 0; go_on && row < records.size(); ++row) {
      go_on = take(records[row], std::move(made[row]));
    }
    records.clear();
    bytes = 0;
    return go_on;
  };
  bool stopped = false;
  Result<Done> done = for_each_json_record(source, {}, [&](RawRecord&& record) {
    bytes += record.text.size();
    records.push_back(std::move(record));
    stopped = (records.size() == kRecords || bytes > kBytes) && !read_together();
    return !stopped;
  });
  if (!stopped) {
    read_together();
  }
  return done;
}

}  // namespace passerelle
