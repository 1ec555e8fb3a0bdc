#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace passerelle {

/// A text in comparable form, byte by byte tied to where it came from: lower case, no accents, œ→oe, æ→ae, one kind
/// of apostrophe (') and dash (-), typographic and no-break spaces → space, compatibility forms undone (NFKC), HTML
/// entities and tags undone (a block tag becomes a newline, an inline one a space), emoji and bullets → space. Newlines
/// stay. Output is ASCII for Latin text; letters of other scripts stay, case-folded.
struct FoldedText {
  std::string text;
  /// For each byte of `text`, the byte of the source it came from; one more entry for the end.
  std::vector<std::uint32_t> source;

  /// The words of the source behind `text[begin, end)`, whole signs only, borrowed from `original`, the text that was
  /// folded.
  [[nodiscard]] std::string_view origin(std::string_view original, std::size_t begin, std::size_t end) const;
};

/// Any bytes to folded text; invalid UTF-8 becomes a space. Never fails.
FoldedText fold(std::string_view utf8);

/// Only the folded bytes.
std::string folded(std::string_view utf8);

/// One word in both views.
struct Word {
  std::string text;  ///< folded, elision removed (l', d', qu'), gender neutralised: the view of character n-grams
  std::string stem;  ///< Snowball French stem of `text`: the view of words
  std::uint32_t begin = 0;  ///< bytes of the source
  std::uint32_t end = 0;
  bool is_stop = false;  ///< what `is_stop_word` says of `text`
};

/// The words of a text, in order, stop words included, inclusive writing resolved ("infirmier·ère", "vendeur(se)",
/// "employé-e", "H/F" dropped): masculine and feminine forms give the same `text` and `stem`.
std::vector<Word> words(std::string_view utf8);

/// True for French function words and for the noise of job titles ("h/f", "cdi", "poste"…), given a folded word.
bool is_stop_word(std::string_view folded_word);

/// The masculine form of a folded French word when a feminine ending of job words is recognised ("vendeuse" →
/// "vendeur"), else the word itself. Both views use it.
std::string neutral_gender(std::string_view folded_word);

/// Expands "Vendeur / Vendeuse en boulangerie" to its full masculine and feminine forms; one form when there is
/// no slash. Keeps accents and case.
std::vector<std::string> gender_forms(std::string_view title);

/// How a French word sounds, coarse on purpose, for misspelt words: same key for "secretaire" and "secrétère", and for
/// the masculine and feminine forms of a job. Computed from the original, while the cedilla is still there. Empty for a
/// word without letters.
std::string sound_key(std::string_view word_utf8);

}  // namespace passerelle
