#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "normalise/text.h"

namespace passerelle {

/// Where a known phrase stands in a text: positions among its content words.
struct PhraseMatch {
  std::size_t first = 0;
  std::size_t count = 0;
  std::span<const std::uint32_t> values;  ///< what the phrase stands for, in the order of insertion
};

/// The words of a text that carry meaning, in order: stop words left out.
std::vector<Word> content_words(std::string_view utf8);

/// Phrases recognised as a whole by their stems, never as a bag of words. Build, then only read.
class PhraseIndex {
 public:
  /// Makes the phrase stand for `value` too; a phrase without content word is ignored.
  void add(std::string_view phrase, std::uint32_t value);
  /// Every phrase in the words, longest first at each place, without overlaps.
  [[nodiscard]] std::vector<PhraseMatch> find(std::span<const Word> words) const;

 private:
  struct Node {
    bool continues = false;
    std::vector<std::uint32_t> values;
  };
  /// By the hash of the stems so far: 64 bits make a clash of two phrases less likely than a memory error.
  std::unordered_map<std::uint64_t, Node> nodes_;
};

}  // namespace passerelle
