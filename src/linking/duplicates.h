#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "domain/offer.h"
#include "normalise/text.h"

namespace passerelle {

/// A short mark of an offer's text by which near-identical texts are recognised once the text itself is gone
/// (minhash of word shingles; Broder 1997).
struct TextSketch {
  std::vector<std::uint32_t> minima;
  std::size_t words = 0;  ///< length of the text
};

TextSketch sketch_of(std::string_view text);
/// The same from the words of the text.
TextSketch sketch_of(std::span<const Word> words);
/// Estimated share of shingles in common, 0 to 1.
double resemblance(const TextSketch& left, const TextSketch& right);

/// For each offer the row of the first one (in the order of ids) that is the same job posted again: same place and
/// employer (or one that is not told, when the text is long enough to tell the job), near-identical title and text. Its
/// own row when it is the first. Two true posts of one employer stay apart.
/// `offers` are sorted by id; `sketches` are theirs, in the same order.
std::vector<std::uint32_t> find_duplicates(std::span<const Offer> offers, std::span<const TextSketch> sketches);

}  // namespace passerelle
