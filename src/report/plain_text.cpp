#include "report/plain_text.h"

#include <algorithm>

#include "base/ascii.h"

namespace passerelle {
namespace {

// They keep their small letter inside the name of a place.
constexpr std::string_view kLinkWords[] = {"de", "du", "des", "d",   "la", "le", "les", "l",
                                           "en", "et", "aux", "sur", "à",  "au", "sous"};

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool belongs_to_address(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || is_digit(c) || is_continuation(c) || std::string_view(".-_+%").find(c) != std::string_view::npos;
}

/// Where an e-mail address around the `@` at `at` begins and ends; empty when there is none.
std::pair<std::size_t, std::size_t> address_around(std::string_view words, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && belongs_to_address(words[begin - 1])) {
    --begin;
  }
  std::size_t end = at + 1;
  while (end < words.size() && belongs_to_address(words[end])) {
    ++end;
  }
  const bool is_address = begin < at && words.substr(at, end - at).find('.') != std::string_view::npos;
  return is_address ? std::pair{begin, end} : std::pair{at, at};
}

/// Length of the separator between two digits of a phone number (none, space, no-break spaces, dot, dash, slash).
std::size_t separator_length(std::string_view rest) {
  for (const std::string_view separator : {"\u00a0", "\u202f", " ", ".", "-", "/"}) {
    if (rest.starts_with(separator)) {
      return separator.size();
    }
  }
  return 0;
}

/// Length of the French phone number that begins here (`06 12 34 56 78`, `+33 6 …`, `0033 …`); 0 when there is none.
std::size_t phone_length(std::string_view rest) {
  std::size_t position = 0;
  for (const std::string_view prefix : {"+33", "0033", "0"}) {
    if (rest.starts_with(prefix)) {
      position = prefix.size();
      break;
    }
  }
  if (position == 0) {
    return 0;
  }
  // "+33 (0)6": the zero in brackets is said, not dialled.
  for (const std::string_view trunk : {"(0)", " (0)", "\u00a0(0)"}) {
    if (position > 1 && rest.substr(position).starts_with(trunk)) {
      position += trunk.size();
      break;
    }
  }
  for (int digit = 0; digit < 9; ++digit) {
    position += separator_length(rest.substr(std::min(position, rest.size())));
    if (position >= rest.size() || !is_digit(rest[position]) || (digit == 0 && rest[position] == '0')) {
      return 0;
    }
    ++position;
  }
  const bool ends_here = position == rest.size() || !is_digit(rest[position]);
  return ends_here ? position : 0;
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
char to_upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// "45 - " in front of a place; 0 when there is no such thing.
std::size_t department_length(std::string_view label) {
  const std::size_t end = label.find(" - ");
  if (end == std::string_view::npos || end < 2 || end > 3 || !is_digit(label[0])) {
    return 0;
  }
  const bool is_number =
      std::ranges::all_of(label.substr(1, end - 1), [](char c) { return is_digit(c) || c == 'A' || c == 'B'; });
  return is_number ? end + 3 : 0;
}

/// "SAINT-JEAN-DE-BRAYE" → "Saint-Jean-de-Braye".
std::string in_small_letters(std::string_view name) {
  std::string result;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find_first_of(" -'", begin), name.size());
    std::string word(name.substr(begin, end - begin));
    std::ranges::transform(word, word.begin(), to_lower);
    const bool is_link = std::ranges::find(kLinkWords, word) != std::end(kLinkWords) && begin > 0;
    if (!word.empty() && !is_link) {
      word.front() = to_upper(word.front());
    }
    result += word;
    if (end < name.size()) {
      result.push_back(name[end]);
    }
    begin = end + 1;
  }
  return result;
}

}  // namespace

std::string without_contacts(std::string_view words) {
  constexpr std::string_view kHidden = "[…]";
  std::string without_addresses;
  std::size_t copied = 0;
  for (std::size_t at = words.find('@'); at != std::string_view::npos; at = words.find('@', at + 1)) {
    const auto [begin, end] = address_around(words, at);
    if (begin < at && begin >= copied) {
      without_addresses.append(words.substr(copied, begin - copied)).append(kHidden);
      copied = end;
    }
  }
  without_addresses.append(words.substr(copied));

  std::string result;
  const std::string_view rest = without_addresses;
  for (std::size_t position = 0; position < rest.size();) {
    const bool inside_number = position > 0 && is_digit(rest[position - 1]);
    const std::size_t length = inside_number ? 0 : phone_length(rest.substr(position));
    if (length > 0) {
      result.append(kHidden);
      position += length;
    } else {
      result.push_back(rest[position++]);
    }
  }
  return result;
}

std::string single_spaced(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (!is_space(c)) {
      result.push_back(c);
    } else if (!result.empty() && result.back() != ' ') {
      result.push_back(' ');
    }
  }
  if (!result.empty() && result.back() == ' ') {
    result.pop_back();
  }
  return result;
}

std::string as_sentence(std::string_view text) {
  std::string sentence(text);
  if (sentence.empty()) {
    return sentence;
  }
  sentence.front() = to_upper(sentence.front());
  // The small letters of Latin-1 from à to þ are C3 A0 to C3 BE in UTF-8; their capitals stand 32 before. C3 B7 is ÷.
  if (sentence.size() > 1 && sentence[0] == '\xC3') {
    const auto second = static_cast<unsigned char>(sentence[1]);
    if (second >= 0xA0U && second <= 0xBEU && second != 0xB7U) {
      sentence[1] = static_cast<char>(second - 0x20U);
    }
  }
  if (std::string_view(".!?").find(sentence.back()) == std::string_view::npos) {
    sentence.push_back('.');
  }
  return sentence;
}

std::string place_as_said(std::string_view label) {
  const std::string_view name = label.substr(department_length(label));
  const bool shouts = std::ranges::any_of(name, is_upper) && std::ranges::none_of(name, is_lower);
  return shouts ? in_small_letters(name) : std::string(name);
}

std::size_t character_count(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, is_continuation));
}

std::string shortened(std::string_view text, std::size_t max_characters) {
  constexpr std::string_view kCut = "...";
  if (character_count(text) <= max_characters) {
    return std::string(text);
  }
  const std::size_t kept_characters = max_characters - std::min(max_characters, kCut.size());
  std::size_t end = 0;
  for (std::size_t characters = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && characters++ == kept_characters) {
      break;
    }
  }
  // A word cut in its middle reads badly, unless the words are so long that little would be left.
  if (const std::size_t space = text.rfind(' ', end); space != std::string_view::npos && space * 2 > end) {
    end = space;
  }
  return std::string(text.substr(0, end)).append(kCut.substr(0, max_characters));
}

bool is_web_address(std::string_view value) {
  const bool is_http = value.starts_with("https://") || value.starts_with("http://");
  return is_http &&
         std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; });
}

}  // namespace passerelle
