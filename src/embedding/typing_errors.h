#pragma once

#include <string>
#include <string_view>

#include "embedding/random.h"

namespace passerelle {

/// The text, folded, with one or two typing errors in its longer words: a letter lost, doubled, swapped with the next
/// or replaced. A text without a word of five letters comes back folded only.
std::string with_typing_errors(std::string_view utf8, Random& random);

}  // namespace passerelle
