#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "linking/clauses.h"

namespace passerelle {

/// A cue in a piece of folded text, by the bytes of its own words.
struct CueWords {
  Cue::Tells tells = Cue::Tells::mention;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The cues of a piece of folded text, in order: those that an earlier one outweighs are left out ("ne veut plus
/// travailler comme" is one refusal).
std::vector<CueWords> cues_in(std::string_view folded_piece);

/// True when the piece refuses, at its end, what was named before: "…, plus jamais", "… non merci".
bool refuses_what_came_before(std::string_view folded_piece, std::size_t& begin);

/// Who a piece speaks of, as its beginning tells.
enum class Subject { unsaid, speaker, third_person, others };
Subject subject_of(std::string_view folded_piece);

/// True when what the piece tells is done at home, for relatives, for neighbours or as a volunteer.
bool tells_of_everyday_life(std::string_view folded_piece);

/// True when the piece tells what is done as a favour: for relatives, for neighbours, as a volunteer.
bool does_for_others(std::string_view folded_piece);

/// True when the text speaks as "je".
bool speaks_as_i(std::string_view folded_text);

}  // namespace passerelle
