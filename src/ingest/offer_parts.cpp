#include "ingest/offer_parts.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr std::string_view kBlanks = " \t\r\n<>\"";

/// The first web address in the text; "Pour postuler, utiliser le lien suivant : https://…" is common.
std::string_view web_address(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (const std::size_t begin = text.find(scheme); begin != std::string_view::npos) {
      const std::string_view address = text.substr(begin, text.find_first_of(kBlanks, begin) - begin);
      return address.size() > scheme.size() ? address : std::string_view();
    }
  }
  return {};
}

std::string_view email_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) {
    return {};
  }
  constexpr std::string_view kAround = " \t\r\n<>\"(),;:";
  const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_of(kAround, at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::string_view address = text.substr(begin, text.find_first_of(kAround, at) - begin);
  while (address.ends_with('.')) {
    address.remove_suffix(1);
  }
  const bool sound = std::ranges::count(address, '@') == 1 && !address.starts_with('@') &&
                     address.find('.', address.find('@')) != std::string_view::npos && !address.ends_with('@');
  return sound ? address : std::string_view();
}

/// Digits with a plus in front, when there are as many as in a telephone number and little else around.
std::string telephone_number(std::string_view text) {
  std::string digits;
  for (const char byte : text) {
    if (is_digit(byte) || (byte == '+' && digits.empty())) {
      digits.push_back(byte);
    } else if (digits.empty() ? false : std::string_view(" .-()/\xC2\xA0").find(byte) == std::string_view::npos) {
      break;
    }
  }
  const auto count = std::ranges::count_if(digits, is_digit);
  return count >= 9 && count <= 15 ? digits : std::string();
}

}  // namespace

std::optional<Coordinates> coordinates(JsonView latitude, JsonView longitude, RecordNotes& notes) {
  const std::optional<double> north = latitude.number();
  const std::optional<double> east = longitude.number();
  if (!north || !east) {
    return std::nullopt;
  }
  const bool possible = *north >= -90 && *north <= 90 && *east >= -180 && *east <= 180;
  if (!possible || (*north == 0 && *east == 0)) {
    notes.odd_value("latitude, longitude");
    return std::nullopt;
  }
  return Coordinates{*north, *east};
}

std::optional<Day> day_of(JsonView value, std::string_view field, RecordNotes& notes) {
  bool odd = false;
  const std::optional<Day> day = plausible_day(value.text(), odd);
  if (odd) {
    notes.odd_value(field);
  }
  return day;
}

std::string five_digits(JsonView value) {
  std::string code = value.text();
  if (value.is_number() && code.size() == 4 && std::ranges::all_of(code, is_digit)) {
    code.insert(0, 1, '0');
  }
  return code;
}

std::uint32_t posts(JsonView value) {
  constexpr std::int64_t kMax = 100'000;
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value.integer().value_or(1), 1, kMax));
}

void add_line(std::string& text, std::string_view line) {
  line = trimmed(line);
  if (line.empty() || text == line || text.starts_with(std::string(line) + '\n') ||
      text.find('\n' + std::string(line)) != std::string::npos) {
    return;
  }
  if (!text.empty()) {
    text.push_back('\n');
  }
  text.append(line);
}

ApplyChannel channel_in(std::string_view written) {
  if (const std::string_view address = web_address(written); !address.empty()) {
    return {"url", std::string(address)};
  }
  if (const std::string_view address = email_address(written); !address.empty()) {
    return {"email", std::string(address)};
  }
  if (std::string number = telephone_number(written); !number.empty()) {
    return {"phone", std::move(number)};
  }
  return {};
}

}  // namespace passerelle
