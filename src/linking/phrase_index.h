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
  std::size_t count = 0;                  ///< words from the first to the last, one left out included
  std::span<const std::uint32_t> values;  ///< what the phrase stands for, in the order of insertion
};

/// The words of a text that carry meaning, in order: stop words left out.
std::vector<Word> content_words(std::string_view utf8);

/// How many letters make one word of the other: Levenshtein (1966), on bytes of folded words.
std::size_t wrong_letters(std::string_view left, std::string_view right);

/// Phrases recognised as a whole by the forms under which their words are looked up, never as a bag of words. Build,
/// then only read.
class PhraseIndex {
 public:
  /// Makes the phrase stand for `value` too; a phrase without content word is ignored.
  void add(std::string_view phrase, std::uint32_t value);
  /// Every phrase in the words, longest first at each place, without overlaps.
  [[nodiscard]] std::vector<PhraseMatch> find(std::span<const Word> words) const;
  /// The same, where one more word may stand inside a phrase and a word that no phrase holds may be misspelt; `utf8` is
  /// the text of the words.
  [[nodiscard]] std::vector<PhraseMatch> find_loosely(std::string_view utf8, std::span<const Word> words) const;

 private:
  struct Node {
    bool continues = false;
    std::vector<std::uint32_t> values;
  };
  using Forms = std::span<const std::string>;

  [[nodiscard]] const Node* next(std::uint64_t& key, const std::string& form) const;
  [[nodiscard]] std::vector<PhraseMatch> find_forms(Forms forms, bool loosely) const;
  [[nodiscard]] PhraseMatch longest(Forms forms, std::size_t first, bool loosely) const;
  [[nodiscard]] std::string respelt(std::string_view written, const Word& word, std::string form) const;

  /// By the hash of the forms so far: 64 bits make a clash of two phrases less likely than a memory error.
  std::unordered_map<std::uint64_t, Node> nodes_;
  /// The words of all phrases, by sound: how a misspelt one is found again.
  std::unordered_map<std::string, std::vector<Word>> words_by_sound_;
  std::unordered_map<std::string, std::uint32_t> uses_;  ///< by form, among all phrases
};

}  // namespace passerelle
