#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace passerelle {

/// How the words from some place on are told: what is wished, what was done, what is refused; `nothing` where they tell
/// of somebody else, of a place, or of what was never done.
struct Cue {
  enum class Tells : std::uint8_t { mention, wish, practice, refusal, nothing } tells = Tells::mention;
  std::uint32_t from = 0;   ///< bytes of the whole text: where its own words begin …
  std::uint32_t after = 0;  ///< … and end
};

/// A piece of a person's free text that says one thing.
struct Clause {
  std::string_view text;      ///< borrowed from the whole: the words as written
  std::uint32_t begin = 0;    ///< byte of the whole text
  bool continues = false;     ///< goes on in the sentence of the clause before, without a subject of its own
  bool after_and = false;     ///< joined to the clause before by "et"
  bool about_others = false;  ///< its subject is a relative, a neighbour, a professional
  std::vector<Cue> cues;      ///< in order; what a clause continues is told by a cue at its beginning

  /// The cue that the words at a byte of the whole text stand under; nothing when there is none.
  [[nodiscard]] const Cue* cue_at(std::uint32_t byte) const;
  /// True when its last words say what is not wanted: "je ne veux plus …", "pas de …", "sauf …".
  [[nodiscard]] bool refused() const { return !cues.empty() && cues.back().tells == Cue::Tells::refusal; }
};

/// Cuts a text at punctuation, line ends and linking words ("et", "puis", "mais"), and says how each piece is told.
/// What a sentence wishes, refuses or tells of others holds for the pieces that go on without a subject of their own.
std::vector<Clause> split_clauses(std::string_view text);

/// The clause without the frame of first-person speech ("je cherche un travail de", "j'ai déjà fait du").
std::string_view without_frame(std::string_view clause);

}  // namespace passerelle
