#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>

#include "base/hash.h"
#include "normalise/inclusive.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

constexpr std::string_view kMiddleDotBytes = "\xC2\xB7";
constexpr std::string_view kDegreeBytes = "\xC2\xB0";
constexpr std::string_view kEuroBytes = "\xE2\x82\xAC";

// Longest repetition around a slash: "Chef de chantier tuyauteur / Cheffe de chantier tuyauteuse".
constexpr std::size_t kLongestRepetition = 8;

constexpr auto kElisions = std::to_array<std::string_view>(
    {"c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "presqu", "puisqu", "qu", "quelqu", "quoiqu", "s", "t"});

// Endings that a middle dot makes certain, whatever the word before.
constexpr auto kDottedEndings = std::to_array<std::string_view>(
    {"ale", "ante", "e",   "elle", "ente", "ere", "esse", "euse", "fe",    "ice",   "iere", "ive", "le",
     "lle", "ne",   "nne", "re",   "rice", "se",  "sse",  "te",   "teuse", "trice", "tte",  "ve",  "x"});

// Small words whose feminine no ending tells.
constexpr auto kSmallPairs = std::to_array<std::pair<std::string_view, std::string_view>>({{"le", "la"},
                                                                                           {"il", "elle"},
                                                                                           {"ils", "elles"},
                                                                                           {"son", "sa"},
                                                                                           {"mon", "ma"},
                                                                                           {"ton", "ta"},
                                                                                           {"du", "la"},
                                                                                           {"ce", "cette"},
                                                                                           {"celui", "celle"},
                                                                                           {"ceux", "celles"},
                                                                                           {"lui", "elle"},
                                                                                           {"eux", "elles"},
                                                                                           {"tous", "toutes"},
                                                                                           {"nouveau", "nouvelle"}});

struct Token {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint64_t hash;
};

constexpr std::array<bool, 256> kWordBytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    table[byte] = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
  }
  return table;
}();

constexpr bool is_word_byte(char c) {
  return kWordBytes[static_cast<unsigned char>(c)];
}

/// Length of the sign at `at` that is not ASCII and yet no letter: 0 for letters.
std::size_t sign_length(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with(kMiddleDotBytes) || rest.starts_with(kDegreeBytes)) {
    return 2;
  }
  return rest == kEuroBytes ? 3 : 0;
}

bool all_digits(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// Both views of a folded word, kept for the words that come back: without it, two thirds of reading an offer went into
/// stemming the same words again.
class Views {
 public:
  struct Entry {
    std::string word;
    std::string text;
    std::string stem;
    bool is_stop = false;
  };

  /// A word of this hash will be asked for: memory is slow to answer, and need not be waited for.
  void expect(std::uint64_t hash) const { __builtin_prefetch(&places_[hash % kPlaces]); }
  /// The same when it was expected some time ago.
  void expect_soon(std::uint64_t hash) const {
    const std::uint32_t entry = places_[hash % kPlaces].entry;
    if (entry != kNone) {
      __builtin_prefetch(&entries_[entry]);
    }
  }

  /// Both views of a word and its `hash64`. Valid until the next word is asked for.
  const Entry& of(std::string_view word, std::uint64_t hash) {
    if (word.size() > kLongestKept) {
      return rare_ = made(word);
    }
    std::size_t place = hash % kPlaces;
    for (; places_[place].entry != kNone; place = (place + 1) % kPlaces) {
      if (places_[place].mark == mark_of(hash) && entries_[places_[place].entry].word == word) {
        return entries_[places_[place].entry];
      }
    }
    if (entries_.size() == kMost) {
      places_.assign(kPlaces, {});
      entries_.clear();
      place = hash % kPlaces;
    }
    places_[place] = {mark_of(hash), static_cast<std::uint32_t>(entries_.size())};
    return entries_.emplace_back(made(word));
  }

  std::string stem_of(std::string_view word) const {
    if (all_digits(word)) {
      return std::string(word);
    }
    const auto* const bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* const stem = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
    const auto length = static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()));
    return {reinterpret_cast<const char*>(stem), length};
  }

 private:
  struct Deleter {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };

  static constexpr std::size_t kMost = 1U << 16U;  ///< words kept, then all are forgotten
  static constexpr std::size_t kPlaces = 2 * kMost;
  static constexpr std::size_t kLongestKept = 48;
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  /// Where a word may be found: part of its hash, to look no further when it is another.
  struct Place {
    std::uint32_t mark = 0;
    std::uint32_t entry = kNone;
  };

  static std::uint32_t mark_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

  [[nodiscard]] Entry made(std::string_view word) const {
    std::string text = neutral_gender(word);
    std::string stem = stem_of(text);
    const bool is_stop = is_stop_word(text);
    return {std::string(word), std::move(text), std::move(stem), is_stop};
  }

  std::unique_ptr<sb_stemmer, Deleter> stemmer_{sb_stemmer_new("french", "UTF_8")};
  std::vector<Place> places_ = std::vector<Place>(kPlaces);
  std::vector<Entry> entries_;
  Entry rare_;  ///< too long to be kept
};

/// One per thread, against the habit of the house: Snowball keeps working memory inside the stemmer, so two threads may
/// not share one, and making one per text costs more than reading it. No answer depends on what it holds.
Views& views() {
  thread_local Views mine;
  return mine;
}

std::vector<Token> tokens_of(std::string_view text, const Views& views) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 6 + 1);
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_word_byte(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_word_byte(text[at]) &&
           (static_cast<unsigned char>(text[at]) < 0x80 || sign_length(text, at) == 0)) {
      ++at;
    }
    if (at == begin) {
      at += sign_length(text, at);
    } else {
      const std::uint64_t hash = hash64(text.substr(begin, at - begin));
      views.expect(hash);
      tokens.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at), hash});
    }
  }
  return tokens;
}

/// Reads the words of one folded text, left to right.
class Reader {
 public:
  Reader(std::string_view original, const FoldedText& folded)
      : original_(original), folded_(folded), text_(folded.text), tokens_(tokens_of(folded.text, views_)) {}

  std::vector<Word> read() {
    words_.reserve(tokens_.size());
    while (at_ < tokens_.size()) {
      note_slash();
      if (skip_elision() || skip_gender_mark()) {
        continue;
      }
      const Token token = tokens_[at_++];
      constexpr std::size_t kAhead = 3;
      if (at_ + kAhead < tokens_.size()) {
        views_.expect_soon(tokens_[at_ + kAhead].hash);
      }
      if (!read_language_name(token)) {
        const Views::Entry& view = views_.of(text_of(token), token.hash);
        const std::size_t end = skip_feminine_ending(token);
        push(view.text, view.stem, token.begin, end, view.is_stop);
      }
    }
    return std::move(words_);
  }

 private:
  std::string_view text_of(Token token) const { return text_.substr(token.begin, token.end - token.begin); }
  /// One space and nothing else, as between most words.
  bool is_space(std::size_t begin, std::size_t end) const { return end == begin + 1 && text_[begin] == ' '; }
  bool follows(std::size_t at, std::string_view sign) const { return text_.substr(at).starts_with(sign); }

  void push_sign(std::size_t begin, std::size_t end, std::string_view text) {
    push(text, views_.stem_of(text), begin, end, is_stop_word(text));
  }

  std::uint32_t source_end(std::size_t begin, std::size_t end) const {
    const std::size_t length = folded_.origin(original_, begin, end).size();
    return folded_.source[begin] + static_cast<std::uint32_t>(length);
  }

  /// A word of the folded text from `begin` to `end`.
  void push(std::string_view text, std::string_view stem, std::size_t begin, std::size_t end, bool is_stop) {
    // "infirmiers et infirmières": the conjunction goes with the repetition.
    if (words_.size() >= 2 && is_conjunction(words_.back().text) && words_[words_.size() - 2].text == text) {
      words_.pop_back();
      return;
    }
    Word& word = words_.emplace_back();
    word.text = text;
    word.stem = stem;
    word.begin = folded_.source[begin];
    word.end = source_end(begin, end);
    word.is_stop = is_stop;
    drop_repetition();
  }

  static bool is_conjunction(std::string_view word) { return word == "et" || word == "ou"; }

  /// "Chef de rang / Cheffe de rang": what follows a slash and says again what precedes it.
  void drop_repetition() {
    if (slash_ == kNoSlash) {
      return;
    }
    const std::size_t count = words_.size() - std::min(slash_, words_.size());
    if (count == 0 || count > slash_ || count > kLongestRepetition) {
      return;
    }
    const auto second = words_.end() - static_cast<std::ptrdiff_t>(count);
    const auto first = second - static_cast<std::ptrdiff_t>(count);
    if (std::equal(first, second, second, words_.end(), [](const Word& left, const Word& right) {
          return left.text == right.text && !all_digits(left.text);
        })) {
      words_.erase(second, words_.end());
      slash_ = kNoSlash;
    }
  }

  void note_slash() {
    const std::size_t begin = at_ == 0 ? 0 : tokens_[at_ - 1].end;
    const std::string_view between = text_.substr(begin, tokens_[at_].begin - begin);
    for (const char c : between) {
      if (c == '/') {
        slash_ = words_.size();
      } else if (c == '\n' || c == '.' || c == ';') {
        slash_ = kNoSlash;
      }
    }
  }

  bool skip_elision() {
    const Token token = tokens_[at_];
    if (!follows(token.end, "'") || at_ + 1 >= tokens_.size()) {
      return false;
    }
    const Token next = tokens_[at_ + 1];
    if (text_of(token) == "aujourd" && text_of(next) == "hui") {
      push_sign(token.begin, next.end, "aujourd'hui");
      at_ += 2;
      return true;
    }
    const bool near = next.begin <= token.end + 2;
    if (!near || !std::ranges::binary_search(kElisions, text_of(token))) {
      return false;
    }
    ++at_;
    return true;
  }

  /// "H/F", "(f-h)", "m/w/d", "Homme / Femme".
  bool skip_gender_mark() {
    const std::string_view first = text_of(tokens_[at_]);
    if ((first == "hf" || first == "fh") && tokens_[at_].begin > 0 && text_[tokens_[at_].begin - 1] == '(') {
      ++at_;
      return true;
    }
    if (!linked_by_mark(at_)) {
      return false;
    }
    const std::string_view second = text_of(tokens_[at_ + 1]);
    using Mark = std::pair<std::string_view, std::string_view>;
    static constexpr auto kMarks = std::to_array<Mark>({{"h", "f"},
                                                        {"f", "h"},
                                                        {"m", "f"},
                                                        {"f", "m"},
                                                        {"m", "w"},
                                                        {"w", "m"},
                                                        {"homme", "femme"},
                                                        {"femme", "homme"},
                                                        {"hommes", "femmes"},
                                                        {"femmes", "hommes"}});
    if (std::ranges::find(kMarks, Mark(first, second)) == kMarks.end()) {
      return false;
    }
    // "Homme / Femme de ménage" is a title, not a mark.
    const bool title = first.size() > 1 && at_ + 2 < tokens_.size() &&
                       (text_of(tokens_[at_ + 2]) == "de" || text_of(tokens_[at_ + 2]) == "d");
    if (title) {
      return false;
    }
    ++at_;
    static constexpr auto kThirds = std::to_array<std::string_view>({"d", "x", "n", "nb", "i"});
    while (linked_by_mark(at_) && std::ranges::find(kThirds, text_of(tokens_[at_ + 1])) != kThirds.end()) {
      ++at_;
    }
    ++at_;
    return true;
  }

  bool linked_by_mark(std::size_t at) const {
    if (at + 1 >= tokens_.size() || is_space(tokens_[at].end, tokens_[at + 1].begin)) {
      return false;
    }
    std::string_view between = text_.substr(tokens_[at].end, tokens_[at + 1].begin - tokens_[at].end);
    if (between.size() > 3) {
      return false;
    }
    between.remove_prefix(std::min(between.find_first_not_of(' '), between.size()));
    between = between.substr(0, between.find_last_not_of(' ') + 1);
    return between == "/" || between == "-" || between == "." || between == kMiddleDotBytes;
  }

  /// C++, C#, F#, .NET: names whose sign is the word.
  bool read_language_name(Token token) {
    const std::string_view name = text_of(token);
    if (name == "c" && follows(token.end, "++")) {
      push_sign(token.begin, token.end + 2, "c++");
      return true;
    }
    if ((name == "c" || name == "f") && follows(token.end, "#")) {
      push_sign(token.begin, token.end + 1, std::string(name) + "#");
      return true;
    }
    if (name == "net" && token.begin > 0 && text_[token.begin - 1] == '.' &&
        (token.begin == 1 || !is_word_byte(text_[token.begin - 2]))) {
      push_sign(token.begin - 1, token.end, ".net");
      return true;
    }
    return false;
  }

  /// Passes the feminine and plural endings of inclusive writing after `token`; returns where the word ends.
  std::size_t skip_feminine_ending(Token token) {
    std::size_t end = token.end;
    for (int endings = 0; endings < 2 && at_ < tokens_.size(); ++endings) {
      const Token next = tokens_[at_];
      const std::string_view sign = text_.substr(end, next.begin - end);
      if (is_space(end, next.begin) || !joins(token, end, sign, next)) {
        break;
      }
      ++at_;
      end = next.end;
      if (sign.ends_with('(')) {
        ++end;
      }
    }
    return end;
  }

  bool joins(Token token, std::size_t end, std::string_view sign, Token next) const {
    const std::string_view word = text_of(token);
    const std::string_view ending = text_of(next);
    const bool again = end != token.end;
    if (ending == "s" && (sign == kMiddleDotBytes || (sign == "(" && follows(next.end, ")")) ||
                          (again && (sign.empty() || sign == "." || sign == "-" || sign == "/")))) {
      return word.size() > 1;
    }
    if (again || word.size() < 2 || all_digits(word)) {
      return false;
    }
    if (sign == "(" || sign == " (") {
      return follows(next.end, ")") && belongs(word, ending);
    }
    if (sign == kMiddleDotBytes) {
      const std::string_view singular = ending.ends_with('s') ? ending.substr(0, ending.size() - 1) : ending;
      return std::ranges::binary_search(kDottedEndings, singular) || belongs(word, ending);
    }
    if (sign == ".") {
      return !starts_sentence(token, next) && !goes_on(next) && belongs(word, ending);
    }
    return (sign == "/" || sign == "-") && !goes_on(next) && belongs(word, ending);
  }

  static bool belongs(std::string_view word, std::string_view ending) {
    return letters_replaced(word, ending).has_value() ||
           std::ranges::find(kSmallPairs, std::pair(word, ending)) != kSmallPairs.end();
  }

  /// "poste.Le candidat": a capital after a small letter opens a sentence.
  bool starts_sentence(Token token, Token next) const {
    const char first = original_[folded_.source[next.begin]];
    const char last = original_[folded_.source[token.end - 1]];
    return first >= 'A' && first <= 'Z' && last >= 'a' && last <= 'z';
  }

  /// "commerce/e-commerce": a single letter that begins another word.
  bool goes_on(Token next) const {
    if (next.end + 1 >= text_.size() || !is_word_byte(text_[next.end + 1])) {
      return false;
    }
    const char sign = text_[next.end];
    const bool plural =
        text_[next.end + 1] == 's' && (next.end + 2 == text_.size() || !is_word_byte(text_[next.end + 2]));
    return next.end - next.begin == 1 && !plural && (sign == '-' || sign == '.' || sign == '\'');
  }

  static constexpr std::size_t kNoSlash = static_cast<std::size_t>(-1);

  Views& views_ = views();
  std::string_view original_;
  const FoldedText& folded_;
  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t slash_ = kNoSlash;  // how many words stood before the last slash
  std::vector<Word> words_;
};

}  // namespace

std::optional<std::size_t> letters_replaced(std::string_view masculine, std::string_view ending) {
  if (ending.size() > 1 && ending.ends_with('s')) {
    ending.remove_suffix(1);
    if (masculine.ends_with('s')) {
      masculine.remove_suffix(1);
    }
  }
  if (ending == "e") {
    return masculine.size() >= 2 ? std::optional<std::size_t>(0) : std::nullopt;
  }
  // Any adjective in -eux, known to neutral_gender() or not.
  if (masculine.ends_with("eux") && (ending == "se" || ending == "euse")) {
    return ending.size() - 1;
  }
  if (ending.empty() || (ending.back() != 'e' && ending.back() != 'a')) {
    return std::nullopt;
  }
  const std::string neutral = neutral_gender(masculine);
  for (std::size_t replaced = 0; replaced <= masculine.size(); ++replaced) {
    std::string feminine(masculine.substr(0, masculine.size() - replaced));
    feminine += ending;
    if (feminine != neutral && neutral_gender(feminine) == neutral) {
      return replaced;
    }
  }
  return std::nullopt;
}

std::vector<Word> words(std::string_view utf8) {
  const FoldedText folded_text = fold(utf8);
  return Reader(utf8, folded_text).read();
}

}  // namespace passerelle
