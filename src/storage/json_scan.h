#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace passerelle {

/// How far a scan over one value came. Offsets count from the first byte held.
struct Scan {
  std::size_t at = 0;               ///< the next byte to look at
  std::ptrdiff_t start_column = 0;  ///< the column where the value begins
  std::ptrdiff_t line_begin = 0;    ///< where the line of `at` begins: negative when before the value
  std::uint64_t newlines = 0;       ///< passed so far
  std::string open;                 ///< brackets not closed yet
  std::size_t too_deep = 0;         ///< brackets open beyond the limit
  char previous = '\0';             ///< the last byte that is neither blank nor inside a string
  bool in_string = false;
  bool escaped = false;
  std::size_t string_begin = 0;
  bool first_key = true;
  bool envelope_key = false;  ///< the last key at depth 1 is one of an envelope
  bool fresh_line = false;    ///< only blanks and commas since the last newline
  bool several_lines = false;
  bool dropping = false;  ///< the bytes are not kept: too long, too deep, or of no interest
  bool tail = false;      ///< what follows the array of an envelope
  std::string problem;
};

enum class Stop {
  complete,  ///< the value ends before `at`
  envelope,  ///< the array of an envelope begins before `at`
  restart,   ///< broken; another record begins at `at`
  broken,    ///< broken at `at`; where the next record begins is not known
  ended,     ///< the source ended inside the value
};

inline bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r';
}

/// Goes on inside a string, as far as the bytes held allow; false at a newline, which no JSON string holds.
bool scan_string(Scan& value, std::string_view held);

/// Takes a closing bracket; tells when the scan ends there: the value is complete, or the bracket closes nothing.
std::optional<Stop> close_bracket(Scan& value, char bracket);

}  // namespace passerelle
