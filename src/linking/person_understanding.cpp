#include "linking/person_understanding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/parallel.h"
#include "taxonomy/diploma_level.h"

namespace passerelle {
namespace {

constexpr std::size_t kOccupationsPerWish = 3;
constexpr std::size_t kSkillsPerPhrase = 3;
/// A wish or a past trade is what the person says it is: its best reading counts for nearly all.
constexpr double kLeastStated = 0.15;
/// An avoidance excludes offers: its words must name the occupation at least this surely.
constexpr double kLeastAvoided = 0.25;
/// Core skills of a trade that was practised are held without being named, at this strength.
constexpr double kImpliedStrength = 0.55;
/// A wish this sure is stronger than an avoidance that only takes it along.
constexpr double kSureWish = 0.5;
constexpr double kSuggestedShare = 0.8;
/// A skill's words that no everyday phrase knows name a trade when they are this surely its title.
constexpr double kLeastSuggested = 0.6;

/// How far each kind of evidence is believed when nobody rated the skill.
double believed(Evidence evidence) {
  switch (evidence) {
    case Evidence::work:
    case Evidence::diploma:
    case Evidence::badge:
      return 0.9;
    case Evidence::training:
    case Evidence::immersion:
      return 0.8;
    case Evidence::volunteering:
    case Evidence::everyday_life:
    case Evidence::sport_arts_games:
      return 0.65;
    case Evidence::declared:
      break;
  }
  return 0.6;
}

/// The mean of the ratings given, as a strength; evidence speaks where nobody rated.
double strength_of(const std::optional<int>& self, const std::optional<int>& referent, Evidence evidence) {
  if (!self && !referent) {
    return believed(evidence);
  }
  const double sum = self.value_or(0) + referent.value_or(0);
  const double rated = sum / (self && referent ? 2 : 1) / 5;
  return rated;
}

/// Readings of stated words, the best raised so that a statement counts for what it says.
std::vector<OccupationLink> stated_occupations(const Linker& linker, const std::string& rome, const std::string& text,
                                               PhraseAsker& asker) {
  std::vector<OccupationLink> links;
  if (!rome.empty()) {
    for (const OccupationIndex occupation : linker.referential().family(rome)) {
      const bool itself = linker.referential().code(occupation) == rome;
      links.push_back({occupation, itself ? 1.0 : 0.7, std::string(linker.referential().label(occupation))});
    }
  }
  if (links.empty() && !text.empty()) {
    links = linker.occupations(text, kOccupationsPerWish, asker);
    if (!links.empty() && links.front().confidence > 0) {
      const double best = links.front().confidence;
      // Half of what is not sure is given back to the best reading, the others keep their proportion to it.
      const double raised = best + (1 - best) / 2;
      for (OccupationLink& link : links) {
        link.confidence *= raised / best;
      }
    }
    std::erase_if(links, [](const OccupationLink& link) { return link.confidence < kLeastStated; });
  }
  return links;
}

/// What is avoided excludes: it is read as a note would tell it, and words that state a limit ("coupures") avoid no
/// trade; other words must name the occupation with some certainty.
std::vector<OccupationIndex> refused_occupations(const Linker& linker, const std::string& text, PhraseAsker& asker) {
  std::vector<OccupationIndex> refused;
  const Understanding read = linker.understand("refuse " + text, asker);
  for (const AvoidLink& link : read.avoid) {
    refused.insert(refused.end(), link.occupations.begin(), link.occupations.end());
  }
  if (refused.empty() && read.limits.empty()) {
    for (const OccupationLink& link : linker.occupations(text, kOccupationsPerWish, asker)) {
      if (link.confidence >= kLeastAvoided) {
        refused.push_back(link.occupation);
      }
    }
  }
  return refused;
}

class SkillTable {
 public:
  /// Keeps the strongest of what is told of a skill; what was confirmed goes before what is only suggested.
  void add(HeldSkill held) {
    const auto [entry, inserted] = skills_.try_emplace(held.skill, held);
    if (inserted) {
      return;
    }
    const bool surer = entry->second.to_confirm && !held.to_confirm;
    if (surer || (entry->second.to_confirm == held.to_confirm && held.strength > entry->second.strength)) {
      entry->second = std::move(held);
    }
  }

  void remove(SkillIndex skill) { skills_.erase(skill); }

  std::vector<HeldSkill> in_order() && {
    std::vector<HeldSkill> all;
    for (auto& [skill, held] : skills_) {
      all.push_back(std::move(held));
    }
    return all;
  }

 private:
  std::map<SkillIndex, HeldSkill> skills_;
};

/// What the words or the code of a skill mean, strongest first; strengths are those of the link alone.
std::vector<SkillLink> meanings(const Linker& linker, const std::string& code, const std::string& text,
                                PhraseAsker& asker) {
  if (const auto skill = linker.referential().find_skill(code)) {
    return {{*skill, 1.0, Evidence::declared, text, {}}};
  }
  return text.empty() ? std::vector<SkillLink>{} : linker.skills(text, kSkillsPerPhrase, asker);
}

/// What a text is understood to tell of is held until confirmed, a little less firmly than what a file states.
void suggest_skills(std::vector<SkillLink> read, SkillTable& table) {
  for (SkillLink& link : read) {
    table.add({link.skill, link.strength * kSuggestedShare * believed(link.evidence), link.evidence,
               std::move(link.where), std::nullopt, std::nullopt, true, std::move(link.sentence)});
  }
}

/// Trades that the words of a skill sound like: those that everyday words name, else the nearest title when it is
/// very near. What a phrase is known to tell of everyday life is held too.
void suggest_occupations(const Linker& linker, const std::string& text, PhraseAsker& asker,
                         PersonUnderstanding& understood, SkillTable& table) {
  Understanding read = linker.understand(text, asker);
  if (read.occupations.empty()) {
    read.occupations = stated_occupations(linker, {}, text, asker);
    std::erase_if(read.occupations, [](const OccupationLink& link) { return link.confidence < kLeastSuggested; });
  }
  std::ranges::move(read.occupations, std::back_inserter(understood.suggested));
  suggest_skills(std::move(read.skills), table);
}

void read_skills(const Person& person, const Linker& linker, PhraseAsker& asker, PersonUnderstanding& understood,
                 SkillTable& table) {
  std::vector<SkillIndex> rejected;
  for (const PersonSkill& skill : person.skills) {
    if (skill.status != SkillStatus::rejected && skill.rome_skill.empty() && !skill.text.empty()) {
      suggest_occupations(linker, skill.text, asker, understood, table);
    }
    for (const SkillLink& link : meanings(linker, skill.rome_skill, skill.text, asker)) {
      if (skill.status == SkillStatus::rejected) {
        rejected.push_back(link.skill);
        continue;
      }
      HeldSkill held{link.skill,
                     link.strength * strength_of(skill.self, skill.referent, skill.evidence),
                     skill.evidence,
                     skill.text,
                     skill.self,
                     skill.referent,
                     skill.status == SkillStatus::suggested,
                     {}};
      if (held.words.empty()) {
        held.words = linker.referential().skill_label(link.skill);
      }
      table.add(std::move(held));
    }
  }
  for (const SoftSkill& soft : person.soft_skills) {
    for (const SkillLink& link : linker.skills(soft.name, kSkillsRead, asker)) {
      if (linker.referential().skill_kind(link.skill) == SkillKind::soft) {
        table.add({link.skill,
                   link.strength * strength_of(soft.self, soft.referent, Evidence::declared),
                   Evidence::declared,
                   soft.name,
                   soft.self,
                   soft.referent,
                   false,
                   {}});
        break;
      }
    }
  }
  for (const SkillIndex skill : rejected) {
    table.remove(skill);
  }
}

void add_implied_skills(const PersonUnderstanding& understood, const Linker& linker, SkillTable& table) {
  const Referential& referential = linker.referential();
  for (const ExperienceLink& link : understood.experienced) {
    for (const OccupationSkill& skill : referential.skills_of(link.occupation)) {
      if (skill.importance == SkillImportance::core) {
        table.add({SkillIndex(skill.skill),
                   kImpliedStrength * link.confidence,
                   Evidence::work,
                   link.title,
                   std::nullopt,
                   std::nullopt,
                   true,
                   {}});
      }
    }
  }
}

/// The level of the highest diploma; one whose level nobody tells counts for nothing, a list without any for none.
std::optional<int> education_of(const Person& person) {
  if (!person.diplomas) {
    return std::nullopt;
  }
  int highest = 0;
  for (const Diploma& diploma : *person.diplomas) {
    highest = std::max(highest, diploma.level.value_or(diploma_level(diploma.label)));
  }
  return highest > 0 || person.diplomas->empty() ? std::optional<int>(highest) : std::nullopt;
}

/// Takes over the occupations and skills that a text mentions.
void read_mentions(Understanding read, PersonUnderstanding& understood, SkillTable& table) {
  std::ranges::move(read.occupations, std::back_inserter(understood.mentioned));
  suggest_skills(std::move(read.skills), table);
}

/// Who avoids "restauration rapide" and wishes for "restauration collective" avoids a part of the family only.
void spare_wishes(PersonUnderstanding& understood) {
  for (AvoidLink& avoided : understood.avoid) {
    std::erase_if(avoided.occupations, [&](OccupationIndex occupation) {
      return std::ranges::any_of(understood.wished, [&](const OccupationLink& wish) {
        return wish.occupation == occupation && wish.confidence >= kSureWish;
      });
    });
  }
}

/// Conditions of work that the file, or the person's own words, say are beyond them.
std::vector<RequirementKind> unbearable_for(const Person& person, const std::vector<StatedLimit>& stated) {
  using enum RequirementKind;
  std::vector<RequirementKind> kinds;
  for (const auto& [kind, can] :
       std::to_array<std::pair<RequirementKind, Answer>>({{standing, person.limits.standing_long},
                                                          {heights, person.limits.heights},
                                                          {cold, person.limits.cold},
                                                          {dust_chemicals, person.limits.dust_chemicals}})) {
    const bool told = std::ranges::any_of(
        stated, [wanted = kind](const StatedLimit& limit) { return limit.kind == wanted && !limit.can; });
    if (can == Answer::no || (can == Answer::unknown && told)) {
      kinds.push_back(kind);
    }
  }
  return kinds;
}

PersonUnderstanding understand(const Person& person, const Linker& linker, PhraseAsker& asker) {
  PersonUnderstanding understood;
  understood.education = education_of(person);
  SkillTable table;
  for (const OccupationWish& wish : person.wishes.occupations) {
    std::ranges::move(stated_occupations(linker, wish.rome, wish.text, asker), std::back_inserter(understood.wished));
  }
  for (std::size_t row = 0; person.experiences && row < person.experiences->size(); ++row) {
    const Experience& experience = person.experiences->at(row);
    for (const OccupationLink& link : stated_occupations(linker, {}, experience.title, asker)) {
      understood.experienced.push_back({link.occupation, link.confidence, experience.months, experience.title, row});
    }
    if (!experience.text.empty()) {
      // What a past job was like says nothing of what the person can or wants today. The title says what the trade was:
      // words of its text name places and things ("bureaux", "caisse"), only what was done counts.
      Understanding read = linker.understand(experience.text, asker);
      std::erase_if(read.occupations, [](const OccupationLink& link) { return link.telling != Telling::practised; });
      read_mentions(std::move(read), understood, table);
    }
  }
  for (const Avoidance& avoided : person.wishes.avoid) {
    if (avoided.text.empty()) {
      continue;
    }
    understood.avoid.push_back({refused_occupations(linker, avoided.text, asker), avoided.text});
  }
  if (!person.text.empty()) {
    Understanding read = linker.understand(person.text, asker);
    std::ranges::move(read.avoid, std::back_inserter(understood.avoid));
    std::ranges::move(read.limits, std::back_inserter(understood.limits));
    read_mentions(std::move(read), understood, table);
  }
  understood.unbearable = unbearable_for(person, understood.limits);
  read_skills(person, linker, asker, understood, table);
  add_implied_skills(understood, linker, table);
  spare_wishes(understood);
  understood.skills = std::move(table).in_order();
  std::erase_if(understood.skills, [](const HeldSkill& held) { return held.strength <= 0; });
  return understood;
}

}  // namespace

std::vector<PersonUnderstanding> understand(std::span<const Person* const> people, const Linker& linker) {
  std::vector<PersonUnderstanding> understood(people.size());
  std::vector<OpenQuestions> open(people.size());
  PhraseReadings readings;
  for (bool first = true;; first = false) {
    parallel_for(people.size(), [&](std::size_t row) {
      if (first || !open[row].empty()) {
        PhraseAsker asker(readings);
        understood[row] = understand(*people[row], linker, asker);
        open[row] = asker.take_open();
      }
    });
    OpenQuestions questions;
    for (const OpenQuestions& of_person : open) {
      questions.add(of_person);
    }
    if (questions.empty()) {
      return understood;
    }
    linker.answer(std::move(questions), readings);
  }
}

PersonUnderstanding understand(const Person& person, const Linker& linker) {
  const Person* const one = &person;
  return std::move(understand(std::span(&one, 1), linker).front());
}

}  // namespace passerelle
