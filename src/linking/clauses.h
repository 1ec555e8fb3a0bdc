#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace passerelle {

/// A piece of a person's free text that says one thing.
struct Clause {
  std::string_view text;  ///< borrowed from the whole: the words as written
  bool refused = false;   ///< "je ne veux plus …", "pas de …", "sauf …"
};

/// Cuts a text at punctuation, line ends and linking words ("et", "puis", "mais"). A refusal spreads over what "ni"
/// and "ou" join to it, and ends with its sentence.
std::vector<Clause> split_clauses(std::string_view text);

/// The clause without the frame of first-person speech ("je cherche un travail de", "j'ai déjà fait du").
std::string_view without_frame(std::string_view clause);

}  // namespace passerelle
