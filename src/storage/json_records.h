#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "storage/byte_source.h"

namespace passerelle {

/// One record cut out of a stream of JSON, not yet parsed.
struct RawRecord {
  std::string text;
  std::uint64_t number = 0;  ///< from 1
  std::uint64_t line = 0;    ///< where it begins, from 1
  std::string problem;       ///< why `text` is not there (too long, too deep); empty when it is
};

/// Limits that keep one hostile record from eating the memory.
struct RecordLimits {
  std::size_t max_bytes = std::size_t{8} << 20U;  ///< a longer record is skipped, with its reason
  int max_depth = 64;                             ///< a deeper one too
};

/// Cuts a stream into records and hands them over one by one: a JSON array, an envelope (several may follow each
/// other), a single object, or one object per line. An envelope is an object that holds an array under `resultats`,
/// `@graph` or `itemListElement`, or, as its first key, under `offers` or `people`.
/// A line that is no JSON is handed over as it is: the caller's parser says why. A record cut short or with a newline
/// inside a string costs itself alone: reading goes on at the next line that opens an object. An array that the stream
/// leaves open is told by a last record with a `problem`. Memory stays within `max_bytes` whatever the length of the
/// stream. `visit` returns false to stop early.
/// Errors: what the source says; UTF-16; a stream with no record at all is "empty".
Result<Done> for_each_json_record(ByteSource& source, const RecordLimits& limits,
                                  const std::function<bool(RawRecord&&)>& visit);

}  // namespace passerelle
