#include "storage/utf8.h"

#include "storage/byte_search.h"

namespace passerelle {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool continues(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

/// Length of the well-formed character at the front, 0 when there is none (Unicode standard, table 3-7).
std::size_t character_length(std::string_view text) {
  const auto byte = [&text](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() < length) {
    return 0;
  }
  for (std::size_t index = 1; index < length; ++index) {
    if (!continues(byte(index))) {
      return 0;
    }
  }
  const bool malformed = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
                         (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
  return malformed ? 0 : length;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Most bytes are ASCII, and most letters with an accent take two.
    at = find_beyond_ascii(text, at);
    if (at == text.size()) {
      break;
    }
    const auto first = static_cast<unsigned char>(text[at]);
    if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size() && continues(static_cast<unsigned char>(text[at + 1]))) {
      at += 2;
      continue;
    }
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) {
      return at;
    }
    at += length;
  }
  return at;
}

std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) {
    return text;
  }
  std::size_t end = max_bytes;
  while (end > 0 && continues(static_cast<unsigned char>(text[end]))) {
    --end;
  }
  return text.substr(0, end);
}

std::string_view trimmed(std::string_view text) {
  for (;;) {
    if (!text.empty() && kBlanks.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else {
      return text;
    }
  }
}

}  // namespace passerelle
