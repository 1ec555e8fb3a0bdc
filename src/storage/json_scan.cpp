#include "storage/json_scan.h"

#include <algorithm>
#include <array>

namespace passerelle {
namespace {

/// Whether an array under this key holds the records. `offers` and `people` also name ordinary members of records
/// (a list has its offers): they count only where an envelope has them, in front.
bool opens_envelope(std::string_view key, bool first_key) {
  constexpr std::array<std::string_view, 3> kAnywhere{"resultats", "@graph", "itemListElement"};
  constexpr std::array<std::string_view, 2> kInFront{"offers", "people"};
  return std::ranges::find(kAnywhere, key) != kAnywhere.end() ||
         (first_key && std::ranges::find(kInFront, key) != kInFront.end());
}

void end_string(Scan& value, std::string_view held) {
  value.in_string = false;
  const bool is_key = value.open == "{" && (value.previous == '{' || value.previous == ',');
  if (is_key && !value.dropping) {
    const std::string_view key = held.substr(value.string_begin, value.at - value.string_begin);
    value.envelope_key = opens_envelope(key, value.first_key);
    value.first_key = false;
  }
  value.previous = '"';
}

}  // namespace

bool scan_string(Scan& value, std::string_view held) {
  for (; value.at < held.size(); ++value.at) {
    const char byte = held[value.at];
    if (byte == '\n') {
      return false;
    }
    if (value.escaped) {
      value.escaped = false;
    } else if (byte == '\\') {
      value.escaped = true;
    } else if (byte == '"') {
      end_string(value, held);
      ++value.at;
      return true;
    }
  }
  return true;
}

std::optional<Stop> close_bracket(Scan& value, char bracket) {
  value.previous = bracket;
  if (value.too_deep > 0) {
    --value.too_deep;
    return std::nullopt;
  }
  if (value.open.empty() || (value.open.back() == '{') != (bracket == '}')) {
    return Stop::broken;
  }
  value.open.pop_back();
  return value.open.empty() ? std::optional(Stop::complete) : std::nullopt;
}

}  // namespace passerelle
