#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/packed_records.h"
#include "pipeline/understood_offers.h"

using namespace passerelle;

/// Any bytes as what an earlier night or another process packed: never more is read than there is, and what is
/// understood packs into the same value again.
template <class Value>
void unpack(std::string_view bytes) {
  Value value;
  Unpacker unpacker(bytes);
  unpacker(value);
  if (!unpacker.is_done()) {
    return;
  }
  const std::string again = packed(value);
  Value same;
  Unpacker second(again);
  second(same);
  if (!second.is_done() || packed(same) != again) {
    __builtin_trap();
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  unpack<UnderstoodOffer>(bytes);
  unpack<PersonUnderstanding>(bytes);
  unpack<Shortlist>(bytes);
  return 0;
}
