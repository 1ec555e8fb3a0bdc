#include "linking/phrase_index.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/hash.h"
#include "linking/verb_forms.h"

namespace passerelle {
namespace {

/// A short word sounds like too many others, and a long one bears this many wrong letters.
constexpr std::size_t kLeastRespelt = 5;
constexpr std::size_t kMostWrongLetters = 2;
constexpr std::size_t kLettersPerMore = 7;  // one more for a word as long as this

std::string_view written(std::string_view utf8, const Word& word) {
  return utf8.substr(word.begin, word.end - word.begin);
}

}  // namespace

std::size_t wrong_letters(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::vector<Word> content_words(std::string_view utf8) {
  std::vector<Word> found = words(utf8);
  std::erase_if(found, [](const Word& word) { return word.is_stop; });
  return found;
}

void PhraseIndex::add(std::string_view phrase, std::uint32_t value) {
  const std::vector<Word> said = content_words(phrase);
  std::uint64_t key = 0;
  for (std::size_t position = 0; position < said.size(); ++position) {
    const std::string form = lookup_form(said[position]);
    if (++uses_[form] == 1 && said[position].text.size() >= kLeastRespelt) {
      words_by_sound_[sound_key(written(phrase, said[position]))].push_back(said[position]);
    }
    key = hash64(form, key);
    Node& node = nodes_[key];
    if (position + 1 < said.size()) {
      node.continues = true;
    } else if (std::ranges::find(node.values, value) == node.values.end()) {
      node.values.push_back(value);
    }
  }
}

const PhraseIndex::Node* PhraseIndex::next(std::uint64_t& key, const std::string& form) const {
  key = hash64(form, key);
  const auto node = nodes_.find(key);
  return node == nodes_.end() ? nullptr : &node->second;
}

PhraseMatch PhraseIndex::longest(Forms forms, std::size_t first, bool loosely) const {
  PhraseMatch best;
  std::size_t said = 0;
  // Without a word left out, then with the word at `gap` left out; what says more words of the phrase goes first.
  const std::size_t last_gap = loosely ? forms.size() : first + 1;
  for (std::size_t gap = first; gap < last_gap; ++gap) {
    std::uint64_t key = 0;
    std::uint64_t alone = 0;
    if (gap > first) {
      const Node* const left_out = next(alone, forms[gap]);
      if (left_out != nullptr && !left_out->values.empty()) {
        continue;  // a phrase by itself is no filler
      }
    }
    std::size_t reached = first;
    for (; reached < forms.size(); ++reached) {
      if (gap > first && reached == gap) {
        continue;
      }
      const Node* const node = next(key, forms[reached]);
      if (node == nullptr) {
        break;
      }
      const bool jumped = gap > first && reached > gap;
      const std::size_t count = reached - first + (jumped ? 0U : 1U);
      if (!node->values.empty() && count > said) {
        said = count;
        best = {first, reached - first + 1, node->values};
      }
      if (!node->continues) {
        break;
      }
    }
    if (gap > first && reached <= gap) {
      break;  // the phrases that begin here end before the gap
    }
  }
  return best;
}

std::string PhraseIndex::respelt(std::string_view text, const Word& word, std::string form) const {
  if (word.text.size() < kLeastRespelt || uses_.contains(form)) {
    return form;
  }
  const auto alike = words_by_sound_.find(sound_key(text));
  if (alike == words_by_sound_.end()) {
    return form;
  }
  const Word* best = nullptr;
  std::size_t least = kMostWrongLetters + 1 + (word.text.size() >= kLettersPerMore ? 1U : 0U);
  for (const Word& known : alike->second) {
    if (const std::size_t wrong = wrong_letters(word.text, known.text); wrong < least) {
      least = wrong;
      best = &known;
    }
  }
  return best == nullptr ? form : lookup_form(*best);
}

std::vector<PhraseMatch> PhraseIndex::find_forms(Forms forms, bool loosely) const {
  std::vector<PhraseMatch> matches;
  for (std::size_t first = 0; first < forms.size();) {
    const PhraseMatch match = longest(forms, first, loosely);
    if (match.count > 0) {
      matches.push_back(match);
    }
    first += std::max<std::size_t>(match.count, 1);
  }
  return matches;
}

std::vector<PhraseMatch> PhraseIndex::find(std::span<const Word> words) const {
  std::vector<std::string> forms;
  std::ranges::transform(words, std::back_inserter(forms), lookup_form);
  return find_forms(forms, false);
}

std::vector<PhraseMatch> PhraseIndex::find_loosely(std::string_view utf8, std::span<const Word> words) const {
  std::vector<std::string> forms;
  for (const Word& word : words) {
    forms.push_back(respelt(written(utf8, word), word, lookup_form(word)));
  }
  return find_forms(forms, true);
}

}  // namespace passerelle
