#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "report/list_reader.h"
#include "report/lists.h"

using namespace passerelle;

namespace {

/// The bytes with the digest that proves them, as a forger would write it: behind it lies all the reading.
std::string with_digest(std::string_view line) {
  const std::size_t at = line.find("\"list\":\"\",");
  if (at == std::string_view::npos) {
    return std::string(line);
  }
  const std::string head(line.substr(0, at));
  const std::string tail(line.substr(at + 10));
  return head + "\"list\":\"" + sha256_hex(head + tail) + "\"," + tail;
}

}  // namespace

/// Any bytes as a line of lists: what is accepted can be written, and what is written is read as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Result<ProposedList> read = read_lists_line(with_digest({reinterpret_cast<const char*>(data), size}));
  if (!read) {
    return 0;
  }
  const std::string line = lists_line(read->shortlist, read->week, read->issue);
  const Result<ProposedList> again = read_lists_line(line);
  if (!again || lists_line(again->shortlist, again->week, again->issue) != line) {
    __builtin_trap();
  }
  return 0;
}
