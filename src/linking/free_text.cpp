#include "linking/free_text.h"

#include <algorithm>
#include <string>
#include <utility>

#include "linking/clauses.h"

namespace passerelle {
namespace {

/// A clause of free text names an occupation when it is at least this near to it, and short.
constexpr float kLeastMention = 0.8F;
constexpr std::size_t kLongestMention = 6;
constexpr double kPhraseConfidence = 0.8;

/// Each occupation once, at its surest; what is avoided is not mentioned.
void settle_occupations(Understanding& understanding) {
  std::ranges::stable_sort(understanding.occupations, [](const OccupationLink& left, const OccupationLink& right) {
    return left.confidence != right.confidence ? left.confidence > right.confidence
                                               : left.occupation < right.occupation;
  });
  std::vector<OccupationLink> occupations;
  for (OccupationLink& link : understanding.occupations) {
    const bool avoided = std::ranges::any_of(understanding.avoid, [&link](const AvoidLink& avoid) {
      return std::ranges::find(avoid.occupations, link.occupation) != avoid.occupations.end();
    });
    if (!avoided && std::ranges::find(occupations, link.occupation, &OccupationLink::occupation) == occupations.end()) {
      occupations.push_back(std::move(link));
    }
  }
  understanding.occupations = std::move(occupations);
}

/// Each skill once, at its strongest.
void settle_skills(Understanding& understanding) {
  std::ranges::stable_sort(understanding.skills, [](const SkillLink& left, const SkillLink& right) {
    return left.strength != right.strength ? left.strength > right.strength : left.skill < right.skill;
  });
  std::vector<SkillLink> skills;
  for (SkillLink& link : understanding.skills) {
    if (std::ranges::find(skills, link.skill, &SkillLink::skill) == skills.end()) {
      skills.push_back(std::move(link));
    }
  }
  understanding.skills = std::move(skills);
}

}  // namespace

FreeTextReader::FreeTextReader(const Referential& referential, const PhraseBook& phrases,
                               const OccupationMatcher& occupations, const RequirementReader& statements,
                               std::span<const ActivityEntry> activities)
    : phrases_(&phrases), occupations_(&occupations), statements_(&statements), activities_(activities) {
  for (const ActivityEntry& activity : activities) {
    std::vector<SkillIndex>& skills = activity_skills_.emplace_back();
    for (const auto* codes : {&activity.skills, &activity.soft_skills}) {
      for (const std::string& code : *codes) {
        // The starter referential holds fewer skills than the official one: those it lacks are left out.
        if (const auto skill = referential.find_skill(code)) {
          skills.push_back(*skill);
        }
      }
    }
  }
}

void FreeTextReader::read_phrases(std::span<const Word> said_words, std::string_view said, bool refused,
                                  Understanding& understanding) const {
  for (const PhraseMatch& match : phrases_->find(said_words)) {
    AvoidLink avoided{{}, std::string(said)};
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = phrases_->target(value);
      if (target.kind == PhraseTarget::Kind::occupation) {
        avoided.occupations.emplace_back(target.row);
        if (!refused) {
          understanding.occupations.push_back(
              {OccupationIndex(target.row), kPhraseConfidence / (1 + target.rank), target.form});
        }
      } else if (target.kind == PhraseTarget::Kind::skill && !refused) {
        understanding.skills.push_back(
            {SkillIndex(target.row), 1.0 / (1 + target.rank), Evidence::declared, std::string(said), {}});
      } else if (target.kind == PhraseTarget::Kind::activity && !refused) {
        const ActivityEntry& activity = activities_[target.row];
        for (const SkillIndex skill : activity_skills_[target.row]) {
          understanding.skills.push_back({skill, 0.7, parse_evidence(activity.evidence).value_or(Evidence::declared),
                                          std::string(said), activity.sentence});
        }
      }
    }
    if (refused && !avoided.occupations.empty()) {
      std::ranges::sort(avoided.occupations);
      const auto rest = std::unique(avoided.occupations.begin(), avoided.occupations.end());
      avoided.occupations.erase(rest, avoided.occupations.end());
      understanding.avoid.push_back(std::move(avoided));
    }
  }
}

Understanding FreeTextReader::read(std::string_view text) const {
  Understanding understanding;
  understanding.limits = statements_->read_statements(text);
  for (const Clause& clause : split_clauses(text)) {
    // What states a limit ("sans permis", "ok nuit") names no job.
    const bool states_limit = std::ranges::any_of(understanding.limits, [&clause](const StatedLimit& limit) {
      return clause.text.find(limit.where) != std::string_view::npos ||
             limit.where.find(clause.text) != std::string::npos;
    });
    if (states_limit) {
      continue;
    }
    const std::size_t known =
        understanding.occupations.size() + understanding.skills.size() + understanding.avoid.size();
    const std::vector<Word> said = content_words(clause.text);
    read_phrases(said, clause.text, clause.refused, understanding);
    if (understanding.occupations.size() + understanding.skills.size() + understanding.avoid.size() > known ||
        clause.refused) {
      continue;
    }
    const std::string_view kernel = without_frame(clause.text);
    const std::vector<Word> kernel_words = content_words(kernel);
    if (kernel_words.empty() || kernel_words.size() > kLongestMention) {
      continue;
    }
    const OccupationScores scores = occupations_->score(kernel, {});
    for (OccupationLink& link : occupations_->best(scores, {}, 2)) {
      if (scores.of[link.occupation.value()] >= kLeastMention && link.confidence >= 0.2) {
        understanding.occupations.push_back(std::move(link));
      }
    }
  }
  settle_occupations(understanding);
  settle_skills(understanding);
  return understanding;
}

}  // namespace passerelle
