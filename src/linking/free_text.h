#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "linking/links.h"
#include "linking/occupation_matcher.h"
#include "linking/phrase_book.h"
#include "requirements/requirement_reader.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// Reads what people say of themselves in their own words. Immutable, thread-safe; borrows all it is given.
class FreeTextReader {
 public:
  FreeTextReader(const Referential& referential, const PhraseBook& phrases, const OccupationMatcher& occupations,
                 const RequirementReader& statements, std::span<const ActivityEntry> activities);

  [[nodiscard]] Understanding read(std::string_view text) const;

 private:
  void read_phrases(std::span<const Word> words, std::string_view said, bool refused,
                    Understanding& understanding) const;

  const PhraseBook* phrases_;
  const OccupationMatcher* occupations_;
  const RequirementReader* statements_;
  std::span<const ActivityEntry> activities_;
  std::vector<std::vector<SkillIndex>> activity_skills_;  ///< by activity, soft skills included
};

}  // namespace passerelle
