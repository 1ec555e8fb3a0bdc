#pragma once

#include <cstdint>
#include <vector>

#include "embedding/embedding.h"
#include "normalise/text.h"

namespace passerelle {

/// Adds the features of one word by itself: its stem, its pieces, its sound.
void add_word_features(const Word& word, std::vector<std::uint32_t>& features);

/// The feature of two words that follow each other.
std::uint32_t pair_feature(const Word& first, const Word& second);

}  // namespace passerelle
