#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/offer.h"

namespace passerelle {

/// What is odd in a source without making any record unusable: told once per field name, however often it happens.
class RecordNotes {
 public:
  void unknown_field(std::string_view name);
  /// The value of `field` cannot be what it should: it counts as unknown.
  void odd_value(std::string_view field);
  /// All that `others` holds.
  void add(const RecordNotes& others);
  /// One sentence per field, in French, sorted by field.
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  std::map<std::string, std::uint64_t, std::less<>> unknown_;
  std::map<std::string, std::uint64_t, std::less<>> odd_;
};

/// Why `id` cannot name a record (ids become names of files and keys); empty when it can.
std::string problem_of_id(std::string_view id);

/// The day, when it is a real one between 1970 and 2100. `odd` is set when something is written that is no such day.
std::optional<Day> plausible_day(std::string_view text, bool& odd);

/// At most 40 characters of a value, on one line and between « », for a rejection. Never give it contact data.
std::string in_quotes(std::string_view value);

/// The text with A to Z in lower case; accents stay as they are.
std::string lower_ascii(std::string_view text);

/// The pieces between separators, trimmed, without the empty ones.
std::vector<std::string> pieces(std::string_view text, std::string_view separators);

/// The five characters of a commune's INSEE code (`45234`, `2A004`).
bool is_insee_code(std::string_view text);
/// Five digits.
bool is_postal_code(std::string_view text);
}  // namespace passerelle
