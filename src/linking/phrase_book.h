#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linking/phrase_index.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/referential.h"

namespace passerelle {

struct OccupationForms;

/// What a recognised phrase stands for.
struct PhraseTarget {
  enum class Kind : std::uint8_t { occupation, skill, activity } kind = Kind::occupation;
  std::uint32_t row = 0;   ///< occupation, skill, or row of the activity table
  std::uint32_t rank = 0;  ///< position among the lexicon's targets, best first
  bool everyday = false;   ///< words of the lexicon, which name a family of jobs more than one of them
  std::string form;        ///< the phrase as its source writes it
};

/// All known phrases: titles of occupations, everyday words, everyday activities. Immutable once built, thread-safe.
class PhraseBook {
 public:
  static PhraseBook of(const Referential& referential, const OccupationForms& forms,
                       std::span<const LexiconEntry> lexicon, std::span<const ActivityEntry> activities);

  /// Every known phrase in the words, longest first at each place, without overlaps; values are for `target`.
  [[nodiscard]] std::vector<PhraseMatch> find(std::span<const Word> words) const { return index_.find(words); }
  /// The same in a person's own words: see `PhraseIndex::find_loosely`.
  [[nodiscard]] std::vector<PhraseMatch> find_loosely(std::string_view utf8, std::span<const Word> words) const {
    return index_.find_loosely(utf8, words);
  }
  [[nodiscard]] const PhraseTarget& target(std::uint32_t value) const { return targets_[value]; }

 private:
  void add(std::string_view phrase, PhraseTarget target);

  std::vector<PhraseTarget> targets_;
  PhraseIndex index_;
};

}  // namespace passerelle
