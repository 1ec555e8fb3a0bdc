#pragma once

#include <string_view>

#include "linking/activity_matcher.h"
#include "linking/links.h"
#include "linking/phrase_book.h"
#include "linking/phrase_readings.h"
#include "linking/pieces.h"
#include "linking/skill_matcher.h"
#include "requirements/requirement_reader.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// Reads what people say of themselves in their own words. Immutable, thread-safe; borrows all it is given.
class FreeTextReader {
 public:
  FreeTextReader(const Referential& referential, const PhraseBook& phrases, const SkillMatcher& skills,
                 const ActivityMatcher& activities, const RequirementReader& statements);

  /// Words that no phrase knows are asked for; while some are open, the understanding lacks what they mean.
  [[nodiscard]] Understanding read(std::string_view text, PhraseAsker& asker) const;

 private:
  void take_phrase(std::string_view text, const Piece& piece, const Spoken& phrase, Understanding& understanding) const;
  void refuse(const Spoken& phrase, std::string_view where, Understanding& understanding) const;
  static void take_likeness(std::string_view text, const Piece& piece, PhraseAsker& asker,
                            Understanding& understanding);
  void take_skills(const Piece& piece, PhraseAsker& asker, Understanding& understanding) const;

  const Referential* referential_;
  const PhraseBook* phrases_;
  const SkillMatcher* skills_;
  const ActivityMatcher* activities_;
  const RequirementReader* statements_;
};

}  // namespace passerelle
