#pragma once

#include <string_view>

#include "normalise/text.h"

namespace passerelle::reading {

/// A person's note in the words that patterns know: SMS spellings ("g pa le permi"), words written as they sound
/// ("dimanch"), everyday names of licences, in a few languages of newcomers, and turns whose "pas" denies nothing
/// ("pas de problème"). Each byte stays tied to `original`, the text that `text` was folded from.
FoldedText in_known_words(const FoldedText& text, std::string_view original);

}  // namespace passerelle::reading
