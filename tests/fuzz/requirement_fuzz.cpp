#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "requirements/requirement_reader.h"

using namespace passerelle;

/// Any bytes as an offer and as a person's words: rows come once, in order, each with where it was read; times of work
/// are spans of a day.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const RequirementReader reader;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Offer offer;
  offer.text = text;
  offer.title = text.substr(0, text.find('\n'));
  offer.hours_label = offer.title;
  offer.experience_label = offer.title;
  offer.licences = {{offer.title, "", true}};
  const auto key = [](const Requirement& one) { return std::pair(one.kind, std::string_view(one.value)); };
  const std::vector<Requirement> read = reader.read(offer);
  const bool once = std::ranges::is_sorted(read, {}, key) &&
                    std::ranges::adjacent_find(read, [&](const auto& left, const auto& right) {
                      return key(left) == key(right);
                    }) == read.end();
  const bool quoted = std::ranges::none_of(read, [](const Requirement& one) {
    return one.value.empty() || one.where.find_first_of("\t\n") != std::string::npos;
  });
  const std::vector<WorkingTime> times = reader.working_times(offer);
  const bool spans = std::ranges::all_of(times, [](const WorkingTime& one) {
    return one.days < 128 && one.from_minute >= 0 && one.from_minute < 24 * 60 && one.from_minute < one.until_minute &&
           one.until_minute <= one.from_minute + 24 * 60 && !one.where.empty();
  });
  if (!once || !quoted || !spans) {
    __builtin_trap();
  }
  static_cast<void>(reader.read_statements(text));
  return 0;
}
