#pragma once

#include <cstddef>
#include <string_view>

namespace passerelle {

/// How many bytes from the front are well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF);
/// `text.size()` when all are.
std::size_t valid_utf8_prefix(std::string_view text);

inline bool is_utf8(std::string_view text) {
  return valid_utf8_prefix(text) == text.size();
}

/// At most `max_bytes` from the front, never cutting a character.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

/// Without the blanks at both ends: ASCII white space and the no-break space.
std::string_view trimmed(std::string_view text);

}  // namespace passerelle
