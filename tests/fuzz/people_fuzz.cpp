#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ingest/people.h"

using namespace passerelle;

/// Any bytes as a file of people: what is accepted keeps the promises of the types.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteSource source = ByteSource::from_memory({reinterpret_cast<const char*>(data), size});
  const auto feed = read_people(source, "fuzz", {});
  if (!feed) {
    return 0;
  }
  const auto rated = [](const std::optional<int>& rating) { return !rating || (*rating >= 0 && *rating <= 5); };
  for (const Person& person : feed->records) {
    const bool slots = std::ranges::all_of(person.availability.slots, [](const TimeSlot& slot) {
      return slot.days != 0 && slot.from_minute >= 0 && slot.from_minute < slot.until_minute &&
             slot.until_minute <= 24 * 60;
    });
    const bool skills = std::ranges::all_of(
        person.skills, [&](const PersonSkill& skill) { return rated(skill.self) && rated(skill.referent); });
    if (person.id.value().empty() || !slots || !skills) {
      __builtin_trap();
    }
  }
  const bool sorted = std::ranges::is_sorted(feed->records, {}, &Person::id);
  const bool unique = std::ranges::adjacent_find(feed->records, {}, &Person::id) == feed->records.end();
  if (!sorted || !unique) {
    __builtin_trap();
  }
  return 0;
}
