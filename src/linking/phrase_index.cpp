#include "linking/phrase_index.h"

#include <algorithm>

#include "base/hash.h"

namespace passerelle {

std::vector<Word> content_words(std::string_view utf8) {
  std::vector<Word> found = words(utf8);
  std::erase_if(found, [](const Word& word) { return is_stop_word(word.text); });
  return found;
}

void PhraseIndex::add(std::string_view phrase, std::uint32_t value) {
  const std::vector<Word> stems = content_words(phrase);
  std::uint64_t key = 0;
  for (std::size_t position = 0; position < stems.size(); ++position) {
    key = hash64(stems[position].stem, key);
    Node& node = nodes_[key];
    if (position + 1 < stems.size()) {
      node.continues = true;
    } else if (std::ranges::find(node.values, value) == node.values.end()) {
      node.values.push_back(value);
    }
  }
}

std::vector<PhraseMatch> PhraseIndex::find(std::span<const Word> words) const {
  std::vector<PhraseMatch> matches;
  for (std::size_t first = 0; first < words.size();) {
    PhraseMatch longest;
    std::uint64_t key = 0;
    for (std::size_t position = first; position < words.size(); ++position) {
      key = hash64(words[position].stem, key);
      const auto node = nodes_.find(key);
      if (node == nodes_.end()) {
        break;
      }
      if (!node->second.values.empty()) {
        longest = {first, position - first + 1, node->second.values};
      }
      if (!node->second.continues) {
        break;
      }
    }
    if (longest.count > 0) {
      matches.push_back(longest);
    }
    first += std::max<std::size_t>(longest.count, 1);
  }
  return matches;
}

}  // namespace passerelle
