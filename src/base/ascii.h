#pragma once

namespace passerelle {

/// True for `0` to `9`, whatever the locale.
constexpr bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/// True for `a` to `z`.
constexpr bool is_lower_letter(char byte) {
  return byte >= 'a' && byte <= 'z';
}

}  // namespace passerelle
