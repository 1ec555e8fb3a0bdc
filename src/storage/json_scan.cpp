#include "storage/json_scan.h"

#include <algorithm>
#include <array>

#include "storage/byte_search.h"

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
  while (value.at < held.size()) {
    if (value.escaped) {
      if (held[value.at] == '\n') {
        return false;
      }
      value.escaped = false;
      ++value.at;
      continue;
    }
    value.at = find_string_mark(held, value.at);
    if (value.at == held.size()) {
      return true;
    }
    const char mark = held[value.at];
    if (mark == '\n') {
      return false;
    }
    if (mark == '"') {
      end_string(value, held);
      ++value.at;
      return true;
    }
    value.escaped = true;
    ++value.at;
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
