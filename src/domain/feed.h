#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace passerelle {

/// A record set aside, and why: one line of `rejected.ndjson`.
struct Rejection {
  std::string file;
  std::uint64_t record = 0;  ///< from 1
  std::uint64_t line = 0;    ///< from 1; 0 when the file has no lines
  std::string field;         ///< empty when the whole record is bad
  std::string reason;        ///< what is wrong and what to do, in French

  bool operator==(const Rejection&) const = default;
};

/// What was read from one source: the usable records in their order, and those set aside.
template <class Record>
struct Feed {
  std::vector<Record> records;
  std::vector<Rejection> rejections;
  std::vector<std::string> warnings;  ///< one per unknown field name, and the like
};

}  // namespace passerelle
