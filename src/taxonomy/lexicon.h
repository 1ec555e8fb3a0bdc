#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace passerelle {

enum class LexiconKind { occupation, skill, soft };

/// Everyday words and what they stand for: a row of the lay lexicon.
struct LexiconEntry {
  std::string form;  ///< "faire la plonge"
  LexiconKind kind = LexiconKind::occupation;
  std::vector<std::string> targets;  ///< ROME codes or skill codes; best first
};

/// An everyday activity and the skills it shows: a row of the activity table.
struct ActivityEntry {
  std::vector<std::string> forms;
  std::vector<std::string> skills;       ///< skill codes
  std::vector<std::string> soft_skills;  ///< skill codes
  std::string sentence;                  ///< what a référent would say
  std::string evidence;                  ///< `everyday_life`, `volunteering`, `sport_arts_games` …
};

/// Reads `lay_lexicon.tsv` (form, kind, target, note).
Result<std::vector<LexiconEntry>> read_lexicon(const std::filesystem::path& file);
/// Reads `activities.tsv` (activity, skills, soft_skills, sentence, evidence).
Result<std::vector<ActivityEntry>> read_activities(const std::filesystem::path& file);

}  // namespace passerelle
