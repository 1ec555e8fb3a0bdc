#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <optional>
#include <utility>

#include "normalise/markup.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

constexpr char32_t kMiddleDot = 0xB7;
constexpr char32_t kDegree = 0xB0;
constexpr char32_t kEuro = 0x20AC;

// What each ASCII byte becomes; 0 marks those that need a second look: markup and the ends of entities.
constexpr std::array<char, 128> kAscii = [] {
  std::array<char, 128> table{};
  table.fill(' ');
  for (char c = 'a'; c <= 'z'; ++c) {
    table[static_cast<std::size_t>(c)] = c;
    table[static_cast<std::size_t>(c - 'a' + 'A')] = c;
  }
  for (char c = '0'; c <= '9'; ++c) {
    table[static_cast<std::size_t>(c)] = c;
  }
  for (const char c : std::string_view("+#%&/().,:!?'-@\n")) {
    table[static_cast<std::size_t>(c)] = c;
  }
  table['`'] = '\'';
  for (const char c : std::string_view("<>;")) {
    table[static_cast<std::size_t>(c)] = 0;
  }
  return table;
}();

// Feeds that went through Windows keep its code page in the C1 range, as text and as "&#x92;".
constexpr std::array<char32_t, 32> kWindows1252 = {0x20AC, ' ',    0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, ' ',    0x017D, ' ',
                                                   ' ',    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, ' ',    0x017E, 0x0178};

// Longer than any tag of a description; past it a lone "<" cannot swallow the text.
constexpr std::size_t kLongestTag = 400;
constexpr std::size_t kLongestEntity = 10;

/// What one code point becomes, before the ASCII table has had its say. NFKC makes at most 18 of one.
struct Expansion {
  std::array<char32_t, 24> code_points{};
  std::size_t size = 0;

  void push(char32_t code_point) {
    assert(size < code_points.size());
    code_points[size++] = code_point;
  }
};

// Latin letters that no decomposition reaches, and typographic signs with a plain twin.
char32_t plain_twin(char32_t code_point) {
  switch (code_point) {
    case 0xE6:
      return 0;  // æ and œ make two letters: see expand()
    case 0xF8:
      return 'o';
    case 0x111:
    case 0xF0:
      return 'd';
    case 0x127:
      return 'h';
    case 0x131:
      return 'i';
    case 0x138:
      return 'k';
    case 0x142:
      return 'l';
    case 0x14B:
      return 'n';
    case 0x167:
      return 't';
    case 0x180:
      return 'b';
    case 0xB4:   // acute accent standing alone
    case 0x2B9:  // modifier letters and primes used as apostrophes
    case 0x2BB:
    case 0x2BC:
    case 0x2BD:
    case 0x2C8:
    case 0x2CA:
    case 0x2CB:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x2035:
    case 0xA78C:
      return '\'';
    case 0x201A:
      return ',';
    case 0xD7:
      return 'x';
    case 0x2044:
    case 0x2215:
      return '/';
    case 0x2043:
    case 0x2212:
      return '-';
    default:
      return 0;
  }
}

const icu::Normalizer2& nfkc_casefold() {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* const kInstance = icu::Normalizer2::getNFKCCasefoldInstance(error);
  assert(kInstance != nullptr);
  return *kInstance;
}

const icu::Normalizer2& nfd() {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* const kInstance = icu::Normalizer2::getNFDInstance(error);
  assert(kInstance != nullptr);
  return *kInstance;
}

void push_comparable(char32_t code_point, Expansion& result) {
  if (code_point < 0x80) {
    return result.push(code_point);
  }
  if (const char32_t twin = plain_twin(code_point); twin != 0) {
    return result.push(twin);
  }
  switch (code_point) {
    case 0xE6:
      result.push('a');
      return result.push('e');
    case 0x153:
      result.push('o');
      return result.push('e');
    case 0xFE:
      result.push('t');
      return result.push('h');
    case kMiddleDot:
    case kDegree:
    case kEuro:
      return result.push(code_point);
    default:
      break;
  }
  const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(code_point));
  if ((category & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0) {
    return;
  }
  if ((category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_MC_MASK)) != 0) {
    return result.push(code_point);
  }
  if ((category & U_GC_PD_MASK) != 0) {
    return result.push('-');
  }
  result.push((category & (U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0 ? '\n' : ' ');
}

Expansion expand(char32_t code_point) {
  Expansion result;
  if (code_point >= 0x80 && code_point < 0xA0) {
    code_point = kWindows1252[code_point - 0x80];
  }
  if (code_point < 0x80) {
    result.push(code_point);
    return result;
  }
  const auto icu_code_point = static_cast<UChar32>(code_point);
  if (u_hasBinaryProperty(icu_code_point, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 ||
      u_hasBinaryProperty(icu_code_point, UCHAR_EMOJI_PRESENTATION) != 0) {
    result.push(' ');
    return result;
  }
  if (const char32_t twin = plain_twin(code_point); twin != 0) {
    result.push(twin);
    return result;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString decomposed =
      nfd().normalize(nfkc_casefold().normalize(icu::UnicodeString(icu_code_point), error), error);
  assert(U_SUCCESS(error));
  for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    push_comparable(static_cast<char32_t>(decomposed.char32At(i)), result);
  }
  return result;
}

// Dots of inclusive writing that are bullets elsewhere.
bool is_bullet_dot(char32_t code_point) {
  return code_point == 0x2022 || code_point == 0x2027 || code_point == 0x2219 || code_point == 0x22C5;
}

std::size_t encode(char32_t code_point, char* to) {
  std::size_t length = 0;
  U8_APPEND_UNSAFE(to, length, code_point);
  return length;
}

/// The ready answer for one frequent code point: its bytes, or `kSlow` when context decides.
struct Ready {
  static constexpr std::uint8_t kSlow = 0xFF;
  std::array<char, 7> bytes{};
  std::uint8_t size = kSlow;
};

Ready prepare(char32_t code_point) {
  Ready ready;
  const Expansion expansion = expand(code_point);
  std::size_t size = 0;
  for (std::size_t i = 0; i < expansion.size; ++i) {
    const char32_t out = expansion.code_points[i];
    if (size + 4 > ready.bytes.size() || (out < 0x80 && kAscii[out] == 0)) {
      return ready;
    }
    if (out < 0x80) {
      ready.bytes[size++] = kAscii[out];
    } else {
      size += encode(out, ready.bytes.data() + size);
    }
  }
  if (!is_bullet_dot(code_point) && code_point != 0x95) {
    ready.size = static_cast<std::uint8_t>(size);
  }
  return ready;
}

/// Latin letters and general punctuation: what French text holds beside ASCII. Filled by the slow road, so that both
/// agree by construction.
class ReadyTable {
 public:
  static constexpr char32_t kLatinEnd = 0x250;
  static constexpr char32_t kPunctuationBegin = 0x2000;
  static constexpr char32_t kPunctuationEnd = 0x20D0;

  ReadyTable() {
    for (char32_t c = 0x80; c < kLatinEnd; ++c) {
      entries_[c] = prepare(c);
    }
    for (char32_t c = kPunctuationBegin; c < kPunctuationEnd; ++c) {
      entries_[kLatinEnd + c - kPunctuationBegin] = prepare(c);
    }
  }

  const Ready* find(char32_t code_point) const {
    if (code_point < kLatinEnd) {
      return &entries_[code_point];
    }
    if (code_point >= kPunctuationBegin && code_point < kPunctuationEnd) {
      return &entries_[kLatinEnd + code_point - kPunctuationBegin];
    }
    return nullptr;
  }

 private:
  std::array<Ready, kLatinEnd + kPunctuationEnd - kPunctuationBegin> entries_{};
};

const ReadyTable& ready_table() {
  static const ReadyTable kTable;
  return kTable;
}

/// One pass over the source. Entities and tags are recognised in what was already written, at their closing sign: that
/// way double escaping ("&amp;lt;br&amp;gt;") and full-width twins unfold too, and folding twice changes nothing.
template <bool kTracked>
class Folder {
 public:
  explicit Folder(std::string_view source) : source_(source) {
    text_.resize(source.size() + kSlack);
    if constexpr (kTracked) {
      origin_.resize(source.size() + kSlack);
    }
  }

  void run() {
    const ReadyTable& ready = ready_table();
    while (read_ < source_.size()) {
      const auto byte = static_cast<unsigned char>(source_[read_]);
      if (byte < 0x80) {
        position_ = read_++;
        if (const char plain = kAscii[byte]; plain != 0) {
          write(plain);
        } else {
          put_markup(static_cast<char>(byte));
        }
        continue;
      }
      position_ = read_;
      const char32_t code_point = next_code_point();
      if (const Ready* known = ready.find(code_point); known != nullptr && known->size != Ready::kSlow) {
        make_room(known->bytes.size());
        std::memcpy(text_.data() + size_, known->bytes.data(), known->bytes.size());
        if constexpr (kTracked) {
          std::fill_n(origin_.data() + size_, known->size, static_cast<std::uint32_t>(position_));
        }
        size_ += known->size;
      } else {
        put(code_point);
      }
    }
    text_.resize(size_);
    if constexpr (kTracked) {
      origin_.resize(size_ + 1);
      origin_.back() = static_cast<std::uint32_t>(source_.size());
    }
  }

  std::string take_text() { return std::move(text_); }
  std::vector<std::uint32_t> take_origin() { return std::move(origin_); }

 private:
  static constexpr std::size_t kSlack = 16;

  char32_t next_code_point() {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(source_.data());
    UChar32 code_point = 0;
    U8_NEXT(bytes, read_, source_.size(), code_point);
    return code_point < 0 ? U' ' : static_cast<char32_t>(code_point);
  }

  // Plain bytes of the rest always fit: one in, one out. Only expansions ask for more.
  void make_room(std::size_t extra) {
    const std::size_t needed = size_ + extra + (source_.size() - read_) + kSlack;
    if (needed > text_.size()) {
      text_.resize(needed + needed / 8);
      if constexpr (kTracked) {
        origin_.resize(text_.size());
      }
    }
  }

  void write(char byte) {
    text_[size_] = byte;
    if constexpr (kTracked) {
      origin_[size_] = static_cast<std::uint32_t>(position_);
    }
    ++size_;
  }

  void put(char32_t code_point) {
    if (is_bullet_dot(code_point) || code_point == 0x95) {
      return put_expanded(between_letters() ? kMiddleDot : U' ');
    }
    const Expansion expansion = expand(code_point);
    for (std::size_t i = 0; i < expansion.size; ++i) {
      put_expanded(expansion.code_points[i]);
    }
  }

  void put_expanded(char32_t code_point) {
    make_room(4);
    if (code_point >= 0x80) {
      std::array<char, 4> bytes{};
      const std::size_t length = encode(code_point, bytes.data());
      std::for_each_n(bytes.begin(), length, [this](char byte) { write(byte); });
    } else if (const char plain = kAscii[code_point]; plain != 0) {
      write(plain);
    } else {
      put_markup(static_cast<char>(code_point));
    }
  }

  bool between_letters() const {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; };
    return size_ > 0 && is_letter(text_[size_ - 1]) && read_ < source_.size() &&
           is_letter(static_cast<char>(source_[read_] | 0x20));
  }

  void put_markup(char sign) {
    if (sign == ';') {
      return close_entity();
    }
    if (sign == '<') {
      tag_ = size_;
      tag_source_ = position_;
      return write(' ');
    }
    close_tag();
  }

  void close_entity() {
    for (;;) {
      const std::optional<std::pair<std::size_t, char32_t>> entity = entity_before();
      if (!entity) {
        return write(';');
      }
      size_ = entity->first;
      if constexpr (kTracked) {
        position_ = origin_[size_];
      }
      const Expansion expansion = expand(entity->second);
      if (expansion.size != 1 || expansion.code_points[0] != ';') {
        return put(entity->second);
      }
    }
  }

  /// Where the entity that a ";" would close begins, and what it stands for.
  std::optional<std::pair<std::size_t, char32_t>> entity_before() const {
    std::size_t begin = size_;
    while (begin > 0 && size_ - begin <= kLongestEntity) {
      const char c = text_[--begin];
      if (c == '&') {
        const std::string_view name(text_.data() + begin + 1, size_ - begin - 1);
        const std::optional<char32_t> code_point = entity_named(name);
        return code_point ? std::optional(std::pair(begin, *code_point)) : std::nullopt;
      }
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '#') {
        break;
      }
    }
    return std::nullopt;
  }

  void close_tag() {
    const std::size_t open = std::exchange(tag_, kNoTag);
    if (open >= size_ || size_ - open > kLongestTag) {
      return write(' ');
    }
    std::string_view inside(text_.data() + open + 1, size_ - open - 1);
    const bool has_attributes = source_.substr(tag_source_, read_ - tag_source_).find('=') != std::string_view::npos;
    if (inside.starts_with('/')) {
      inside.remove_prefix(1);
    }
    const std::string_view name = inside.substr(0, inside.find_first_of(" /\n"));
    const bool nothing_else = inside.find_first_not_of(" /\n", name.size()) == std::string_view::npos;
    const TagKind kind = tag_kind(name);
    if (kind == TagKind::none || !(nothing_else || has_attributes)) {
      return write(' ');
    }
    size_ = open;
    position_ = tag_source_;
    write(kind == TagKind::inside_a_line ? ' ' : '\n');
  }

  static constexpr std::size_t kNoTag = static_cast<std::size_t>(-1);

  std::string_view source_;
  std::string text_;
  std::vector<std::uint32_t> origin_;
  std::size_t size_ = 0;      // bytes written
  std::size_t read_ = 0;      // bytes read
  std::size_t position_ = 0;  // source of what is being written
  std::size_t tag_ = kNoTag;  // where the last "<" was written, as a space
  std::size_t tag_source_ = 0;
};

}  // namespace

std::string_view FoldedText::origin(std::string_view original, std::size_t begin, std::size_t end) const {
  assert(begin <= end && end < source.size());
  if (begin == end) {
    return original.substr(source[begin], 0);
  }
  // A cut inside what one sign became ("½" → "1/2") still takes the whole sign.
  while (end + 1 < source.size() && source[end] == source[end - 1]) {
    ++end;
  }
  return original.substr(source[begin], source[end] - source[begin]);
}

FoldedText fold(std::string_view utf8) {
  Folder<true> folder(utf8);
  folder.run();
  return {folder.take_text(), folder.take_origin()};
}

std::string folded(std::string_view utf8) {
  Folder<false> folder(utf8);
  folder.run();
  return folder.take_text();
}

}  // namespace passerelle
