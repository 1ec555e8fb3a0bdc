#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/linking/shipped_linker.h"

using namespace passerelle;

/// Any bytes as what people say of themselves: links are shares, best first, and quote only what was said.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const support::ShippedLinker linker;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Understanding read = linker->understand(text);
  const auto is_share = [](double share) { return share > 0 && share <= 1; };
  const auto said = [&](const auto& link) { return text.find(link.where) != std::string_view::npos; };
  const bool sound = std::ranges::all_of(read.occupations, is_share, &OccupationLink::confidence) &&
                     std::ranges::is_sorted(read.occupations, std::ranges::greater{}, &OccupationLink::confidence) &&
                     std::ranges::all_of(read.skills, is_share, &SkillLink::strength) &&
                     std::ranges::all_of(read.skills, said) && std::ranges::all_of(read.avoid, said);
  if (!sound) {
    __builtin_trap();
  }
  return 0;
}
