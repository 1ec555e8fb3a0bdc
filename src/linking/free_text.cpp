#include "linking/free_text.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace passerelle {
namespace {

/// A stretch of a clause names an occupation when it is at least this near to it, and short.
constexpr float kLeastMention = 0.8F;
/// A single word is like many, and what is refused excludes offers: they must be nearer.
constexpr float kLeastSure = 0.9F;
constexpr double kLeastConfidence = 0.2;
constexpr std::size_t kLongestMention = 6;
constexpr double kPhraseConfidence = 0.8;
/// Skills whose label is nearer than this to what someone tells of their days.
constexpr double kLeastSkillStrength = 0.45;
constexpr std::size_t kNearestSkills = 8;
static_assert(kNearestSkills <= kSkillsRead);
constexpr std::size_t kOccupationsOfWords = 2;
static_assert(kOccupationsOfWords <= kOccupationsRead);

using Tells = Cue::Tells;

Telling telling_of(Tells tells) {
  return tells == Tells::wish ? Telling::wished : tells == Tells::practice ? Telling::practised : Telling::mentioned;
}

void sort_once(std::vector<OccupationIndex>& occupations) {
  std::ranges::sort(occupations);
  occupations.erase(std::unique(occupations.begin(), occupations.end()), occupations.end());
}

/// Each occupation once, at its surest, wished when any of its mentions is; what is avoided is not mentioned.
void settle_occupations(Understanding& understanding) {
  std::vector<OccupationLink> occupations;
  for (OccupationLink& link : understanding.occupations) {
    const bool avoided = std::ranges::any_of(understanding.avoid, [&link](const AvoidLink& avoid) {
      return std::ranges::find(avoid.occupations, link.occupation) != avoid.occupations.end();
    });
    if (avoided) {
      continue;
    }
    const auto known = std::ranges::find(occupations, link.occupation, &OccupationLink::occupation);
    if (known == occupations.end()) {
      occupations.push_back(std::move(link));
      continue;
    }
    const bool wished = link.telling == Telling::wished || known->telling == Telling::wished;
    const Telling telling = wished ? Telling::wished : std::max(link.telling, known->telling);
    if (link.confidence > known->confidence) {
      *known = std::move(link);
    }
    known->telling = telling;
  }
  std::ranges::stable_sort(occupations, [](const OccupationLink& left, const OccupationLink& right) {
    return left.confidence != right.confidence ? left.confidence > right.confidence
                                               : left.occupation < right.occupation;
  });
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

FreeTextReader::FreeTextReader(const Referential& referential, const PhraseBook& phrases, const SkillMatcher& skills,
                               const ActivityMatcher& activities, const RequirementReader& statements)
    : referential_(&referential),
      phrases_(&phrases),
      skills_(&skills),
      activities_(&activities),
      statements_(&statements) {}

void FreeTextReader::refuse(const Spoken& phrase, std::string_view where, Understanding& understanding) const {
  AvoidLink avoided{{}, std::string(where)};
  for (const std::uint32_t value : phrase.values) {
    const PhraseTarget& target = phrases_->target(value);
    if (target.kind != PhraseTarget::Kind::occupation) {
      continue;
    }
    const OccupationIndex occupation(target.row);
    avoided.occupations.push_back(occupation);
    if (target.everyday) {
      // "Le ménage", "l'usine": everyday words refuse the whole family, not its first name.
      std::ranges::move(referential_->family(referential_->parent(occupation)),
                        std::back_inserter(avoided.occupations));
    }
  }
  if (!avoided.occupations.empty()) {
    sort_once(avoided.occupations);
    understanding.avoid.push_back(std::move(avoided));
  }
}

void FreeTextReader::take_phrase(std::string_view text, const Piece& piece, const Spoken& phrase,
                                 Understanding& understanding) const {
  const Tells tells = piece.told(phrase);
  if (tells == Tells::nothing) {
    return;
  }
  const bool names = piece.names_a_trade(text, phrase);
  if (tells == Tells::refusal) {
    if (names && !piece.narrows(text, phrase)) {
      refuse(phrase, piece.clause.text, understanding);
    }
    return;
  }
  // What is done ("je fais la plonge") is practised unless it is wished for.
  const Telling telling = telling_of(tells == Tells::mention && phrase.is_deed ? Tells::practice : tells);
  for (const std::uint32_t value : phrase.values) {
    const PhraseTarget& target = phrases_->target(value);
    if (target.kind == PhraseTarget::Kind::occupation && names) {
      understanding.occupations.push_back(
          {OccupationIndex(target.row), kPhraseConfidence / (1 + target.rank), target.form, telling});
    } else if (target.kind == PhraseTarget::Kind::skill && tells != Tells::wish) {
      understanding.skills.push_back(
          {SkillIndex(target.row), 1.0 / (1 + target.rank), Evidence::declared, std::string(piece.clause.text), {}});
    } else if (target.kind == PhraseTarget::Kind::activity && tells != Tells::wish) {
      std::ranges::move(activities_->skills(target.row, piece.clause.text), std::back_inserter(understanding.skills));
    }
  }
}

/// Words that no phrase knows may still be near to an occupation, where they are told of and few.
void FreeTextReader::take_likeness(std::string_view text, const Piece& piece, PhraseAsker& asker,
                                   Understanding& understanding) {
  const Clause& clause = piece.clause;
  const Cue* const cue = clause.cues.empty() ? nullptr : &clause.cues.back();
  const Tells tells = cue == nullptr ? Tells::mention : cue->tells;
  const bool wanted = tells == Tells::wish || tells == Tells::refusal;
  if (clause.about_others || tells == Tells::nothing || (piece.everyday && !wanted)) {
    return;
  }
  const std::size_t end = clause.begin + clause.text.size();
  const std::size_t from = cue == nullptr ? clause.begin : std::clamp<std::size_t>(cue->after, clause.begin, end);
  const std::string_view kernel = without_frame(text.substr(from, end - from));
  std::vector<Word> said = content_words(kernel);
  std::erase_if(said, says_little);
  if (said.empty() || said.size() > kLongestMention) {
    return;
  }
  // Short words are like too many others.
  constexpr std::size_t kLongWord = 8;
  const bool sure = said.size() > 1 || said.front().text.size() >= kLongWord;
  const float least = sure && (tells == Tells::wish || tells == Tells::practice) ? kLeastMention : kLeastSure;
  const PhraseReading* const reading = asker.ask(Nearness::occupations, kernel);
  if (reading == nullptr) {
    return;
  }
  AvoidLink avoided{{}, std::string(clause.text)};
  for (std::size_t row = 0; row < std::min(reading->occupations.size(), kOccupationsOfWords); ++row) {
    const auto& [link, similarity] = reading->occupations[row];
    if (similarity < least || link.confidence < kLeastConfidence ||
        (said.size() == 1 && !is_same_word(said.front(), link.form))) {
      continue;
    }
    if (tells == Tells::refusal) {
      avoided.occupations.push_back(link.occupation);
    } else {
      understanding.occupations.push_back(link);
      understanding.occupations.back().telling = telling_of(tells);
    }
  }
  if (!avoided.occupations.empty()) {
    sort_once(avoided.occupations);
    understanding.avoid.push_back(std::move(avoided));
  }
}

/// What someone does, told in words that no table holds, is still near to the label of a skill.
void FreeTextReader::take_skills(const Piece& piece, PhraseAsker& asker, Understanding& understanding) const {
  const Tells tells = piece.clause.cues.empty() ? Tells::mention : piece.clause.cues.back().tells;
  const bool done = tells == Tells::practice || tells == Tells::mention;
  if (piece.clause.about_others || !done || piece.words.size() < 2 || piece.words.size() > kLongestMention + 2) {
    return;
  }
  // With whom someone lives shows no skill, and a son is no other than a daughter.
  const std::string said = folded(piece.clause.text);
  for (const std::string_view company : {"avec son ", "avec sa ", "avec ses ", "avec mon ", "avec ma ", "avec mes "}) {
    if (said.find(company) != std::string::npos) {
      return;
    }
  }
  const std::string_view kernel = without_frame(piece.clause.text);
  const PhraseReading* const activity = asker.ask(Nearness::activities, kernel);
  if (activity != nullptr && activity->activity) {
    std::ranges::move(activities_->skills(*activity->activity, piece.clause.text),
                      std::back_inserter(understanding.skills));
    return;
  }
  const PhraseReading* const near = asker.ask(Nearness::skills, kernel);
  if (activity == nullptr || near == nullptr) {
    return;
  }
  for (SkillLink& link : skills_->best(kernel, kNearestSkills, near->skills)) {
    const bool practical = referential_->skill_kind(link.skill) == SkillKind::skill;
    if (practical && link.strength >= kLeastSkillStrength) {
      link.evidence = piece.everyday ? Evidence::everyday_life : Evidence::declared;
      link.where = piece.clause.text;
      understanding.skills.push_back(std::move(link));
      return;
    }
  }
}

Understanding FreeTextReader::read(std::string_view text, PhraseAsker& asker) const {
  Understanding understanding;
  understanding.limits = statements_->read_statements(text);
  for (const Piece& piece : pieces_of(text, *phrases_, understanding.limits)) {
    const std::size_t trades = understanding.occupations.size() + understanding.avoid.size();
    const std::size_t skills = understanding.skills.size();
    for (const Spoken& phrase : piece.phrases) {
      take_phrase(text, piece, phrase, understanding);
    }
    const bool states_limit = std::ranges::any_of(understanding.limits, [&piece](const StatedLimit& limit) {
      return piece.clause.text.find(limit.where) != std::string_view::npos ||
             limit.where.find(piece.clause.text) != std::string::npos;
    });
    const bool known =
        understanding.occupations.size() + understanding.avoid.size() > trades || understanding.skills.size() > skills;
    if (known || states_limit) {
      continue;
    }
    take_likeness(text, piece, asker, understanding);
    if (understanding.occupations.size() + understanding.avoid.size() == trades) {
      take_skills(piece, asker, understanding);
    }
  }
  settle_occupations(understanding);
  settle_skills(understanding);
  return understanding;
}

}  // namespace passerelle
