#include <algorithm>

#include "base/hash.h"
#include "embedding/embedding.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

// Each view has its own seed, so that the stem "chef" and the piece "chef" are different features.
constexpr std::uint64_t kStemSeed = 1;
constexpr std::uint64_t kStemPairSeed = 2;
constexpr std::uint64_t kPieceSeed = 3;
constexpr std::uint64_t kSoundSeed = 4;
constexpr std::size_t kShortestPiece = 3;
constexpr std::size_t kLongestPiece = 5;

std::uint32_t row_of(std::string_view feature, std::uint64_t seed) {
  return static_cast<std::uint32_t>(hash64(feature, seed) & (kFeatureRows - 1));
}

void add_pieces(std::string_view word, std::string& bounded, std::vector<std::uint32_t>& features) {
  bounded.assign(1, '<');
  bounded += word;
  bounded += '>';
  for (std::size_t length = kShortestPiece; length <= kLongestPiece && length <= bounded.size(); ++length) {
    for (std::size_t begin = 0; begin + length <= bounded.size(); ++begin) {
      features.push_back(row_of(std::string_view(bounded).substr(begin, length), kPieceSeed));
    }
  }
}

}  // namespace

std::vector<std::uint32_t> text_features(std::string_view utf8) {
  std::vector<std::uint32_t> features;
  std::string buffer;
  std::string previous_stem;
  for (const Word& word : words(utf8)) {
    if (is_stop_word(word.text)) {
      continue;
    }
    features.push_back(row_of(word.stem, kStemSeed));
    if (!previous_stem.empty()) {
      buffer = previous_stem;
      buffer += ' ';
      buffer += word.stem;
      features.push_back(row_of(buffer, kStemPairSeed));
    }
    previous_stem = word.stem;
    add_pieces(word.text, buffer, features);
    // From the folded word, though the cedilla is lost: a text and its comparable form must keep the same features.
    if (const std::string sound = sound_key(word.text); !sound.empty()) {
      features.push_back(row_of(sound, kSoundSeed));
    }
  }
  std::ranges::sort(features);
  return features;
}

}  // namespace passerelle
