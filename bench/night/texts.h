#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "embedding/random.h"

namespace passerelle::night {

/// A sentence, or an item of a list, and what stands between it and the one before: white space, bullets.
struct Sentence {
  std::string_view gap;
  std::string_view words;
};

/// The sentences of a text in order: they end at `. ! ? ;` before white space and at the end of a line. Gaps and words
/// joined give the text back, but for what follows the last sentence. Borrows from `text`.
std::vector<Sentence> sentences_of(std::string_view text);

inline bool chance(Random& random, double probability) {
  return random.fraction() < static_cast<float>(probability);
}

template <class T>
const T& any_of(const std::vector<T>& values, Random& random) {
  return values[random.below(values.size())];
}

/// Of a few drawn from the pool, the one whose length is nearest to the wanted: what replaces a sentence looks like it.
std::string_view draw(const std::vector<std::string_view>& pool, std::size_t wanted_length, Random& random);

/// The beginning of `head` and the end of `tail`, joined where both have a comma or a small word; `head` when one of
/// them has none.
std::string crossed(std::string_view head, std::string_view tail, Random& random);

/// The text with some of its numbers changed to others of as many digits.
std::string with_other_numbers(std::string_view text, Random& random);

/// The text as somebody in a hurry types it: two letters exchanged, one left out or one doubled.
std::string mistyped(std::string text, Random& random);

/// Capitals for a to z and for the accented letters of French.
std::string in_capitals(std::string_view text);

/// Without "(H/F)", "F/H", "h/f" and their brackets.
std::string without_gender_mark(std::string_view title);

/// In lower case up to the second letter, unless the first word is an acronym.
std::string with_small_initial(std::string_view text);

}  // namespace passerelle::night
