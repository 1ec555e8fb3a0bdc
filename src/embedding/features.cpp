#include <algorithm>

#include "base/hash.h"
#include "embedding/features.h"
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

void add_pieces(std::string_view word, std::vector<std::uint32_t>& features) {
  std::string bounded(1, '<');
  bounded += word;
  bounded += '>';
  for (std::size_t length = kShortestPiece; length <= kLongestPiece && length <= bounded.size(); ++length) {
    for (std::size_t begin = 0; begin + length <= bounded.size(); ++begin) {
      features.push_back(row_of(std::string_view(bounded).substr(begin, length), kPieceSeed));
    }
  }
}

}  // namespace

void add_word_features(const Word& word, std::vector<std::uint32_t>& features) {
  features.push_back(row_of(word.stem, kStemSeed));
  add_pieces(word.text, features);
  // From the folded word, though the cedilla is lost: a text and its comparable form must keep the same features.
  if (const std::string sound = sound_key(word.text); !sound.empty()) {
    features.push_back(row_of(sound, kSoundSeed));
  }
}

std::uint32_t pair_feature(const Word& first, const Word& second) {
  return row_of(first.stem + ' ' + second.stem, kStemPairSeed);
}

std::vector<std::uint32_t> text_features(std::string_view utf8) {
  std::vector<std::uint32_t> features;
  const std::vector<Word> all = words(utf8);
  const Word* previous = nullptr;
  for (const Word& word : all) {
    if (word.is_stop) {
      continue;
    }
    add_word_features(word, features);
    if (previous != nullptr && !previous->stem.empty()) {
      features.push_back(pair_feature(*previous, word));
    }
    previous = &word;
  }
  std::ranges::sort(features);
  return features;
}

}  // namespace passerelle
