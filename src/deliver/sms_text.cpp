#include "deliver/sms_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// GSM 03.38, 6.2.1: the default alphabet. ASCII but `` ` `` `[\]^{|}~`, which are of the extension or missing, and
// these.
constexpr std::u32string_view kBasicBeyondAscii = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view kMissingAscii = U"`[\\]^{|}~";
constexpr std::u32string_view kExtension = U"^{}\\[~]|€\f";

/// How many characters fit into an SMS alone, and into each of several.
struct Room {
  int alone;
  int each;
};
constexpr Room kGsmRoom{160, 153};
constexpr Room kUcsRoom{70, 67};

struct Otherwise {
  std::u32string_view letters;
  std::string_view written;
};

// How letters outside the alphabet are written in it. Capitals that exist there (É Ç) are left alone; ç becomes c, not
// Ç.
constexpr std::array kOtherwise = std::to_array<Otherwise>({
    {U"áâãāăą", "a"},
    {U"ÀÁÂÃĀĂĄ", "A"},
    {U"çćčĉċ", "c"},
    {U"ĆČĈĊ", "C"},
    {U"ďđð", "d"},
    {U"ĎĐÐ", "D"},
    {U"êëēĕėęě", "e"},
    {U"ÈÊËĒĔĖĘĚ", "E"},
    {U"ĝğġģ", "g"},
    {U"ĜĞĠĢ", "G"},
    {U"ĥħ", "h"},
    {U"ĤĦ", "H"},
    {U"íîïĩīĭįı", "i"},
    {U"ÌÍÎÏĨĪĬĮİ", "I"},
    {U"ĵ", "j"},
    {U"Ĵ", "J"},
    {U"ķ", "k"},
    {U"Ķ", "K"},
    {U"ĺļľŀł", "l"},
    {U"ĹĻĽĿŁ", "L"},
    {U"ńņňŉŋ", "n"},
    {U"ŃŅŇŊ", "N"},
    {U"óôõōŏő°º", "o"},
    {U"ÒÓÔÕŌŎŐ", "O"},
    {U"ŕŗř", "r"},
    {U"ŔŖŘ", "R"},
    {U"śŝşšș", "s"},
    {U"ŚŜŞŠȘ", "S"},
    {U"ţťŧț", "t"},
    {U"ŢŤŦȚ", "T"},
    {U"úûũūŭůűų", "u"},
    {U"ÙÚÛŨŪŬŮŰŲ", "U"},
    {U"ŵ", "w"},
    {U"Ŵ", "W"},
    {U"ýÿŷ", "y"},
    {U"ÝŸŶ", "Y"},
    {U"źżž", "z"},
    {U"ŹŻŽ", "Z"},
    {U"ª", "a"},
    {U"œ", "oe"},
    {U"Œ", "OE"},
    {U"ĳ", "ij"},
    {U"þ", "th"},
    {U"ﬁ", "fi"},
    {U"ﬂ", "fl"},
    {U"²", "2"},
    {U"³", "3"},
    {U"’‘‚‛′´`ʼ", "'"},
    {U"«»“”„‟″", "\""},
    {U"‹›", "'"},
    {U"…", "..."},
    {U"‐‑‒–—―−•‣", "-"},
    {U"·‧", "."},
    {U"×", "x"},
    {U"\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "},
    {U"\u2028\u2029", "\n"},
    // Signs that show nothing: joiners, marks of direction, the soft hyphen, the byte-order mark.
    {U"\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""},
});

std::u32string decoded(std::string_view utf8) {
  std::u32string letters;
  while (!utf8.empty()) {
    const std::size_t valid = valid_utf8_prefix(utf8);
    for (std::size_t at = 0; at < valid;) {
      const auto first = static_cast<unsigned char>(utf8[at]);
      const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      auto letter = static_cast<char32_t>(length == 1 ? first : first & (0x7FU >> length));
      for (std::size_t next = 1; next < length; ++next) {
        letter = letter << 6U | (static_cast<unsigned char>(utf8[at + next]) & 0x3FU);
      }
      letters.push_back(letter);
      at += length;
    }
    utf8.remove_prefix(valid);
    if (!utf8.empty()) {
      letters.push_back(kReplacement);
      utf8.remove_prefix(1);
    }
  }
  return letters;
}

void append(std::string& utf8, char32_t letter) {
  const auto byte = [&utf8](char32_t value) { utf8.push_back(static_cast<char>(value)); };
  if (letter < 0x80) {
    byte(letter);
  } else if (letter < 0x800) {
    byte(0xC0U | letter >> 6U);
    byte(0x80U | (letter & 0x3FU));
  } else if (letter < 0x10000) {
    byte(0xE0U | letter >> 12U);
    byte(0x80U | (letter >> 6U & 0x3FU));
    byte(0x80U | (letter & 0x3FU));
  } else {
    byte(0xF0U | letter >> 18U);
    byte(0x80U | (letter >> 12U & 0x3FU));
    byte(0x80U | (letter >> 6U & 0x3FU));
    byte(0x80U | (letter & 0x3FU));
  }
}

std::string encoded(std::u32string_view letters) {
  std::string utf8;
  for (const char32_t letter : letters) {
    append(utf8, letter);
  }
  return utf8;
}

bool is_of(std::u32string_view set, char32_t letter) {
  return set.find(letter) != std::u32string_view::npos;
}

/// Septets of a letter: 1, 2 for the extension, 0 when the alphabet does not have it.
int septets(char32_t letter) {
  if (is_of(kExtension, letter)) {
    return 2;
  }
  const bool printable = letter >= ' ' && letter < 0x7F && !is_of(kMissingAscii, letter);
  return printable || letter == '\n' || letter == '\r' || is_of(kBasicBeyondAscii, letter) ? 1 : 0;
}

bool is_gsm(std::u32string_view letters) {
  return std::ranges::all_of(letters, [](char32_t letter) { return septets(letter) > 0; });
}

/// Accents that stand as letters of their own behind theirs.
bool is_combining_accent(char32_t letter) {
  return letter >= 0x300 && letter <= 0x36F;
}

/// The letters as the alphabet can write them; those it cannot stay.
std::u32string folded_to_gsm(std::u32string_view letters) {
  std::u32string result;
  for (const char32_t letter : letters) {
    if (septets(letter) > 0) {
      result.push_back(letter);
      continue;
    }
    const auto* const found = std::ranges::find_if(
        kOtherwise, [letter](const Otherwise& otherwise) { return is_of(otherwise.letters, letter); });
    if (found != kOtherwise.end()) {
      result.append(found->written.begin(), found->written.end());
    } else if (!is_combining_accent(letter)) {
      result.push_back(letter);
    }
  }
  return result;
}

/// Fills segments one after the other; what takes two units is never cut.
int segments_of(std::u32string_view letters, bool gsm, int units) {
  const Room room = gsm ? kGsmRoom : kUcsRoom;
  if (units <= room.alone) {
    return units > 0 ? 1 : 0;
  }
  int segments = 1;
  int used = 0;
  for (const char32_t letter : letters) {
    const int cost = gsm ? septets(letter) : letter > 0xFFFF ? 2 : 1;
    if (used + cost > room.each) {
      ++segments;
      used = 0;
    }
    used += cost;
  }
  return segments;
}

SmsText measured(std::u32string_view letters) {
  const bool gsm = is_gsm(letters);
  SmsText result{encoded(letters), gsm ? SmsCoding::gsm7 : SmsCoding::ucs2, 0, 0};
  for (const char32_t letter : letters) {
    result.units += gsm ? septets(letter) : letter > 0xFFFF ? 2 : 1;
  }
  result.segments = segments_of(letters, gsm, result.units);
  return result;
}

}  // namespace

std::string_view to_string(LetterPolicy policy) {
  return policy == LetterPolicy::exact ? "exact" : "fold";
}

std::optional<LetterPolicy> parse_letter_policy(std::string_view name) {
  for (const LetterPolicy policy : {LetterPolicy::exact, LetterPolicy::fold}) {
    if (name == to_string(policy)) {
      return policy;
    }
  }
  return std::nullopt;
}

SmsText sms_text(std::string_view utf8, LetterPolicy policy) {
  std::u32string letters = decoded(utf8);
  // Signs that steer machines say nothing to people, and gateways trip over them.
  std::erase_if(letters, [](char32_t letter) {
    return (letter < ' ' && letter != '\n' && letter != '\r' && letter != '\t') || letter == 0x7F;
  });
  if (policy == LetterPolicy::fold && !is_gsm(letters)) {
    std::u32string folded = folded_to_gsm(letters);
    // With one letter that cannot be folded the room is that of UCS-2: then every letter stays as it was written.
    if (is_gsm(folded)) {
      letters = std::move(folded);
    }
  }
  return measured(letters);
}

std::string letters_outside_gsm7(std::string_view utf8) {
  std::u32string outside;
  for (const char32_t letter : decoded(utf8)) {
    if (septets(letter) == 0 && !is_of(outside, letter)) {
      outside.push_back(letter);
    }
  }
  return encoded(outside);
}

std::string without_pictures(std::string_view utf8) {
  std::u32string letters = decoded(utf8);
  std::erase_if(letters, [](char32_t letter) {
    const bool is_ornament = letter >= 0x2190 && letter <= 0x2BFF;
    const bool is_variation = (letter >= 0xFE00 && letter <= 0xFE0F) || letter == 0x200D || letter == 0x20E3;
    return is_ornament || is_variation || (letter >= 0x1F000 && letter <= 0x1FAFF);
  });
  return encoded(letters);
}

}  // namespace passerelle
