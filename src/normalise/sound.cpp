#include <algorithm>
#include <array>

#include "normalise/text.h"

namespace passerelle {
namespace {

// The spelling read below is folded, but for two letters whose accent is heard: C is ç and E is é, è, ê.
// The key is written with the French sounds: A, I, O nasal (an, in, on), U (ou), 2 (eu), S (ch), N (gn); s is also z,
// since one s for two is the commonest slip of all.

/// The folded, gender-neutral spelling, cedilla and accents of e kept.
std::string spelling_of(std::string_view word) {
  const FoldedText folded_word = fold(word);
  const std::string_view text = folded_word.text;
  std::string plain;
  std::string spelling;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && static_cast<unsigned char>(c) < 0x80) {
      continue;
    }
    const bool ligature = i > 0 && folded_word.source[i] == folded_word.source[i - 1];
    const bool accented = !ligature && folded_word.origin(word, i, i + 1).size() > 1;
    plain += c;
    spelling += accented && c == 'c' ? 'C' : accented && c == 'e' ? 'E' : c;
  }
  const std::string neutral = neutral_gender(plain);
  const auto shared = std::ranges::mismatch(plain, neutral).in1 - plain.begin();
  return spelling.substr(0, static_cast<std::size_t>(shared)) + neutral.substr(static_cast<std::size_t>(shared));
}

class SoundReader {
 public:
  explicit SoundReader(std::string spelling) : text_(std::move(spelling)) {
    if (text_.size() > 2 && (text_.back() == 's' || text_.back() == 'x')) {
      text_.pop_back();
    }
  }

  std::string read() {
    while (at_ < text_.size()) {
      if (!read_vowels() && !read_final()) {
        read_consonant();
      }
    }
    return neutral(std::move(key_));
  }

 private:
  char look(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  char before() const { return at_ > 0 ? text_[at_ - 1] : '\0'; }
  bool sees(std::string_view letters) const { return std::string_view(text_).substr(at_).starts_with(letters); }
  bool last(std::size_t length) const { return at_ + length >= text_.size(); }

  static bool one_of(char c, std::string_view letters) {
    return c != '\0' && letters.find(c) != std::string_view::npos;
  }
  static bool is_vowel(char c) { return one_of(c, "aeiouyE"); }
  static bool softens(char c) { return one_of(c, "eiyE"); }

  bool take(std::size_t length, std::string_view sound) {
    for (const char symbol : sound) {
      if (key_.empty() || key_.back() != symbol) {
        key_ += symbol;
      }
    }
    at_ += length;
    return true;
  }

  /// True when the n or m after a vowel makes it nasal: no vowel, no second n or m behind.
  bool nasal(std::size_t vowels) const {
    const char sign = look(vowels);
    const char next = look(vowels + 1);
    return (sign == 'n' || sign == 'm') && !is_vowel(next) && next != 'n' && next != 'm' && next != 'h';
  }

  bool read_vowels() {
    struct Rule {
      std::string_view letters;
      std::string_view sound;
      std::string_view nasal_sound;  // when an n or m closes the syllable
      std::string_view glide_sound;  // when an l or ll does: "travail", "bouteille"
    };
    // Longest first.
    static constexpr auto kRules = std::to_array<Rule>(
        {{"eau", "o", {}, {}},    {"oeu", "2", {}, {}},   {"oui", "Ui", {}, "Ui"}, {"eui", "2i", {}, "2i"},
         {"uei", "ei", {}, "ei"}, {"au", "o", {}, {}},    {"eu", "2", {}, {}},     {"oe", "2", {}, {}},
         {"ou", "U", {}, {}},     {"oi", "wa", "wI", {}}, {"oy", "wa", {}, {}},    {"ai", "e", "I", "ai"},
         {"ei", "e", "I", "ei"},  {"ay", "e", {}, {}},    {"ey", "e", {}, {}},     {"a", "a", "A", {}},
         {"e", "e", "A", {}},     {"i", "i", "I", {}},    {"y", "i", "I", {}},     {"o", "o", "O", {}},
         {"u", "u", "I", {}},     {"E", "e", {}, {}}});
    if (!is_vowel(look(0))) {
      return false;
    }
    if (at_ > 0 && last(1) && look(0) == 'e') {
      return take(1, "");  // silent
    }
    if (read_vowel_final()) {
      return true;
    }
    const auto* const rule =
        std::ranges::find_if(kRules, [this](const Rule& candidate) { return sees(candidate.letters); });
    const std::size_t length = rule->letters.size();
    if (!rule->nasal_sound.empty() && nasal(length)) {
      return take(length + 1, rule->nasal_sound);
    }
    if (!rule->glide_sound.empty() && look(length) == 'l' && (last(length + 1) || look(length + 1) == 'l')) {
      return take(length + (look(length + 1) == 'l' ? 2 : 1), rule->glide_sound);
    }
    return take(length, rule->sound);
  }

  bool read_vowel_final() {
    if (text_.size() > 3 && last(2) && look(0) == 'e' && one_of(look(1), "rzt")) {
      return take(2, "e");
    }
    if (look(0) == 'E' && last(2) && one_of(look(1), "er")) {
      return take(2, "e");
    }
    if (last(2) && sees("um")) {
      return take(2, "om");
    }
    // "mécanicien", "européen"
    if (last(2) && sees("en") && one_of(before(), "iyE")) {
      return take(2, "I");
    }
    return false;
  }

  /// Consonants that close a word unheard.
  bool read_final() {
    const bool behind_nasal = one_of(before(), "nm");
    if (text_.size() > 2 && last(1) && (one_of(look(0), "dtpxz") || (behind_nasal && one_of(look(0), "bgc")))) {
      return take(1, "");
    }
    if (text_.size() > 3 && last(2) && one_of(look(1), "dtsp") && one_of(look(0), "dtpg") && behind_nasal) {
      return take(2, "");
    }
    return false;
  }

  bool read_consonant() {
    const char letter = look(0);
    const char next = look(1);
    if (letter == next && letter != 'c' && letter != 's') {
      return take(1, "");  // a doubled consonant sounds once
    }
    switch (letter) {
      case 'c':
        return read_c(next);
      case 'C':
        return take(1, "s");
      case 'g':
        return read_g(next);
      case 's':
        return read_s(next);
      case 't':
        // "nation", but not "gestion"
        return sees("tio") && before() != 's' ? take(1, "s") : take(next == 'h' ? 2 : 1, "t");
      case 'p':
        if (next == 'h') {
          return take(2, "f");
        }
        // "comptable" sounds as "contable"
        return take(1, one_of(before(), "mn") && next == 't' ? "" : "p");
      case 'q':
        return take(next == 'u' ? 2 : 1, "k");
      case 'x':
        return take(one_of(next, "c") && softens(look(2)) ? 2 : 1, "ks");
      case 'h':
        return take(1, "");
      case 'w':
        return take(1, "v");
      case 'z':
        return take(1, "s");
      default:
        return take(1, std::string_view(text_).substr(at_, 1));
    }
  }

  bool read_c(char next) {
    if (next == 'h') {
      return take(2, one_of(look(2), "lmnr") ? "k" : "S");
    }
    if (next == 'c') {
      return softens(look(2)) ? take(2, "ks") : take(2, "k");
    }
    if (next == 'q' || next == 'k') {
      return take(1, "");
    }
    return take(1, softens(next) ? "s" : "k");
  }

  bool read_g(char next) {
    if (next == 'n') {
      return take(2, "N");
    }
    if (next == 'u' && softens(look(2))) {
      return take(2, "g");
    }
    if (next == 'e' && one_of(look(2), "ao")) {
      return take(2, "j");
    }
    return take(1, softens(next) ? "j" : "g");
  }

  bool read_s(char next) {
    if (next == 's') {
      return take(2, "s");
    }
    if (next == 'h') {
      return take(2, "S");
    }
    if (next == 'c' && look(2) == 'h') {
      return take(3, "S");
    }
    if (next == 'c' && softens(look(2))) {
      return take(2, "s");
    }
    return take(1, "s");
  }

  /// Feminine endings that a spelling mistake hid from neutral_gender(): "vandeuze" is heard as a "vendeur" too.
  static std::string neutral(std::string key) {
    struct Ending {
      std::string_view feminine;
      std::string_view masculine;
    };
    static constexpr auto kEndings =
        std::to_array<Ending>({{"2s", "2r"}, {"tris", "t2r"}, {"ier", "ie"}, {"ien", "iI"}});
    for (const Ending& ending : kEndings) {
      if (key.size() > ending.feminine.size() + 2 && key.ends_with(ending.feminine)) {
        key.replace(key.size() - ending.feminine.size(), std::string::npos, ending.masculine);
        break;
      }
    }
    return key;
  }

  std::string text_;
  std::string key_;
  std::size_t at_ = 0;
};

}  // namespace

std::string sound_key(std::string_view word_utf8) {
  std::string spelling = spelling_of(word_utf8);
  if (std::ranges::all_of(spelling, [](char c) { return c >= '0' && c <= '9'; })) {
    return {};
  }
  return SoundReader(std::move(spelling)).read();
}

}  // namespace passerelle
