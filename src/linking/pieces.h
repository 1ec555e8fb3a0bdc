#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "linking/clauses.h"
#include "linking/phrase_book.h"
#include "requirements/requirement_reader.h"

namespace passerelle {

/// A known phrase where a text says it.
struct Spoken {
  std::uint32_t begin = 0;  ///< bytes of the whole text
  std::uint32_t end = 0;
  std::size_t words = 0;
  bool is_deed = false;               ///< told as a verb: "garder des enfants", "faire la plonge"
  std::vector<std::uint32_t> values;  ///< those whose accents are the text's: "a fermé" is no "ferme"
};

/// A clause of a text with its words and the phrases in them.
struct Piece {
  Clause clause;
  bool everyday = false;    ///< done at home, for relatives or neighbours, as a volunteer: it shows skills, no trade
  bool for_others = false;  ///< the same, and told as a favour: not even a noun ("de la traduction") is a trade
  std::vector<Word> words;  ///< those that carry meaning
  std::vector<Spoken> phrases;  ///< in order

  /// How the phrase is told.
  [[nodiscard]] Cue::Tells told(const Spoken& phrase) const;
  /// A note is full of words that also name trades: they do so where they are told of, or stand by themselves.
  [[nodiscard]] bool names_a_trade(std::string_view text, const Spoken& phrase) const;
  /// "Les entrepôts frigorifiques" are not all that an entrepôt is.
  [[nodiscard]] bool narrows(std::string_view text, const Spoken& phrase) const;
};

/// The clauses of a text with the phrases they say. Phrases that hold "et" are found across it; an object joined by
/// "et" takes the verb of the first ("nettoyé des trains et des bureaux"); what states a limit says nothing else.
std::vector<Piece> pieces_of(std::string_view text, const PhraseBook& phrases, std::span<const StatedLimit> limits);

/// True for words that say how long, how many or in what way, not what: "15", "ans", "petit", "taf".
bool says_little(const Word& word);

/// Whether a single word is the form's, but for its ending: one that only shares its stem is another ("rêve" is no
/// "revit", "démonstration" no "démonstrateur").
bool is_same_word(const Word& spoken, std::string_view form);

}  // namespace passerelle
