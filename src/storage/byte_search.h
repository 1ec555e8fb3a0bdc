#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace passerelle {

/// Where the first byte that is not ASCII stands at or behind `at`; the size of the text without any.
inline std::size_t find_beyond_ascii(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    if (const int beyond = _mm_movemask_epi8(bytes); beyond != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(beyond)));
    }
  }
#endif
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof(eight));
    if ((eight & 0x8080808080808080ULL) != 0) {
      break;
    }
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
    ++at;
  }
  return at;
}

/// Where the first quotation mark, backslash or newline stands at or behind `at`; the size of the text without any.
inline std::size_t find_string_mark(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    const __m128i newline = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    const int marks = _mm_movemask_epi8(_mm_or_si128(quote, _mm_or_si128(backslash, newline)));
    if (marks != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(marks)));
    }
  }
#endif
  while (at < text.size() && text[at] != '"' && text[at] != '\\' && text[at] != '\n') {
    ++at;
  }
  return at;
}

}  // namespace passerelle
