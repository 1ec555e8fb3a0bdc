#include <algorithm>
#include <cmath>
#include <set>

#include "normalise/text.h"
#include "vectorise/people.h"
#include "weekly/compose.h"
#include "weekly/phrases.h"

namespace passerelle {
namespace {

constexpr std::size_t kMatchedShown = 4;
constexpr std::size_t kMissingShown = 4;
/// Skills named as what brings a person to a job.
constexpr std::size_t kSkillsNamed = 2;
/// A skill held less than this is not shown as held.
constexpr double kHeldEnough = 0.3;
constexpr int kOldOfferDays = 30;
/// Estimates this short only say that the work is near.
constexpr int kNextDoorMinutes = 10;
constexpr int kHeavyWarningKg = 15;
/// From this share of silence on, the employer's is told.
constexpr double kMostlySilent = 0.5;

/// The occupations a person may be proposed, by row.
using Fits = std::vector<OccupationFit>;

const HeldSkill* held_skill(const PersonUnderstanding& person, SkillIndex skill) {
  const auto found = std::ranges::lower_bound(person.skills, skill, {}, &HeldSkill::skill);
  return found != person.skills.end() && found->skill == skill ? &*found : nullptr;
}

/// How the offer itself asks for the skill; unclear when only its occupation does.
Strictness strictness_of(const Offer& offer, std::string_view code) {
  for (const auto* asked : {&offer.skills, &offer.soft_skills}) {
    for (const AskedSkill& skill : *asked) {
      if (skill.code == code) {
        return skill.demanded ? Strictness::must : Strictness::wish;
      }
    }
  }
  return Strictness::unclear;
}

void add_skills(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer, ShortlistItem& item) {
  const PersonUnderstanding& understood = inputs.understood_people[person.value()];
  auto asked = asked_skills(inputs.offers[offer.value()], inputs.understood_offers[offer.value()], *inputs.referential);
  std::ranges::sort(asked, [](const auto& left, const auto& right) {
    return left.second != right.second ? left.second > right.second : left.first < right.first;
  });
  for (const auto& [skill, weight] : asked) {
    const std::string_view label = inputs.referential->skill_label(skill);
    const HeldSkill* held = held_skill(understood, skill);
    if (held != nullptr && held->strength >= kHeldEnough) {
      if (item.matched.size() < kMatchedShown) {
        item.matched.push_back({std::string(label), held->words, held->evidence,
                                std::round(held->strength * 10'000) / 10'000, held->self, held->referent});
      }
      continue;
    }
    const Strictness strictness = strictness_of(inputs.offers[offer.value()], inputs.referential->skill_code(skill));
    if (strictness != Strictness::unclear && item.missing.size() < kMissingShown) {
      const bool soft = inputs.referential->skill_kind(skill) == SkillKind::soft;
      item.missing.push_back({std::string(label), strictness, soft ? "immersion" : "training"});
    }
  }
}

/// What the offer would like and the person lacks: a wish never excludes, but it is said.
void add_wishes(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer, ShortlistItem& item) {
  const PersonLimits& limits = inputs.scorer->inputs().limits[person.value()];
  for (const Requirement& requirement : inputs.understood_offers[offer.value()].requirements) {
    if (requirement.strictness != Strictness::wish || item.missing.size() >= kMissingShown) {
      continue;
    }
    if (requirement.kind == RequirementKind::licence && limits.licences &&
        (licence_set(requirement.value) & ~*limits.licences) != 0) {
      item.missing.push_back({"Permis " + requirement.value, Strictness::wish, "licence"});
    } else if (requirement.kind == RequirementKind::certificate) {
      const auto asked = inputs.vocabulary->find(requirement.value);
      if (limits.certificates && !(asked && std::ranges::binary_search(*limits.certificates, *asked))) {
        item.missing.push_back({requirement.value, Strictness::wish, "certificate"});
      }
    }
  }
}

void add_questions(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer, const PersonProfile& profile,
                   ShortlistItem& item) {
  const ScoringInputs& scoring = inputs.scorer->inputs();
  const PersonLimits& limits = scoring.limits[person.value()];
  const OfferConditions& conditions = scoring.conditions[offer.value()];
  for (std::size_t row = 0; row < kRuleCount; ++row) {
    const auto rule = static_cast<Rule>(row);
    const bool weighs = (profile.matters >> row & 1U) != 0;
    if (weighs && answer(rule, limits, conditions, scoring.monday) == Answer::unknown) {
      const std::string asked = asked_under(rule, limits, conditions, scoring.monday, *inputs.vocabulary);
      item.to_check.push_back({std::string(to_string(rule)), question_for(rule, asked)});
    }
  }
}

void add_warnings(const PersonLimits& limits, const OfferConditions& conditions, const OfferFacts& facts,
                  const Offer& offer, const OfferUnderstanding& understood, ShortlistItem& item) {
  const auto warn = [&item](bool when, std::string_view warning) {
    if (when) {
      item.warnings.emplace_back(warning);
    }
  };
  const auto times = static_cast<std::uint8_t>(conditions.times | conditions.times_unclear);
  const bool shifts = std::ranges::any_of(understood.requirements, [](const Requirement& requirement) {
    return requirement.kind == RequirementKind::hours && requirement.strictness != Strictness::none &&
           (requirement.value == "2x8" || requirement.value == "3x8");
  });
  warn((times & kTimeNight) != 0, "night_hours");
  warn((times & kTimeEarly) != 0, "early_hours");
  warn((times & kTimeEvening) != 0, "evening_hours");
  warn((times & kTimeSplit) != 0, "split_hours");
  warn((times & (kTimeSaturday | kTimeSunday)) != 0, "weekend_hours");
  warn(shifts, "shift_work");
  warn(conditions.lifting != Demand::absent && (conditions.lifting_heavy || conditions.lifting_kg >= kHeavyWarningKg),
       "heavy_lifting");
  warn(conditions.standing != Demand::absent, "standing");
  warn(conditions.cold != Demand::absent, "cold");
  warn(conditions.heights != Demand::absent, "heights");
  warn(item.travel.has_value(), "travel_estimated");
  warn(limits.reach_assumed && limits.home.has_value(), "reach_assumed");
  warn(offer.pay_label.empty(), "pay_unknown");
  warn(offer.employer.empty(), "employer_unknown");
  warn(facts.experience_wished > 0, "experience_wished");
  warn(facts.age_days > kOldOfferDays, "freshness");
  warn(facts.employer_silence >= kMostlySilent, "employer_silent");
}

/// The skills that bring the person to an occupation, in the words of the person when it is theirs.
std::string skills_in_common(const WeeklyInputs& inputs, const PersonUnderstanding& person,
                             OccupationIndex occupation) {
  std::vector<std::string> names;
  for (const SkillIndex skill : shared_skills(person, occupation, *inputs.referential)) {
    const HeldSkill* held = held_skill(person, skill);
    // What is only implied by a past trade has the trade's name, not the skill's.
    const bool own_words =
        held != nullptr && !held->words.empty() && !(held->to_confirm && held->evidence == Evidence::work);
    const std::string name = own_words ? held->words : std::string(inputs.referential->skill_label(skill));
    if (names.size() < kSkillsNamed && std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  }
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

/// The reason that brings the person to this job, told by the strongest of the offer's occupations.
/// What brings the person to the offer most; none when nothing does.
const OccupationFit* best_fit(const OfferUnderstanding& offer, const Fits& fits) {
  const OccupationFit* best = nullptr;
  double best_value = 0;
  for (const OccupationLink& link : offer.occupations) {
    const auto found = std::ranges::lower_bound(fits, link.occupation, {}, &OccupationFit::occupation);
    if (found != fits.end() && found->occupation == link.occupation) {
      const double value = link.confidence * static_cast<double>(found->fit);
      if (value > best_value) {
        best = &*found;
        best_value = value;
      }
    }
  }
  return best;
}

std::string reach_sentence(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer, const Fits& fits,
                           ShortlistItem& item) {
  const PersonUnderstanding& understood = inputs.understood_people[person.value()];
  const OccupationFit* best = best_fit(inputs.understood_offers[offer.value()], fits);
  if (best == nullptr) {
    return {};
  }
  const std::string through = occupation_words(inputs.referential->label(best->through));
  switch (best->reach) {
    case Reach::wish:
      return "C'est un métier que vous cherchez.";
    case Reach::experience:
      return "Vous avez déjà fait ce métier.";
    case Reach::free_text:
      return "C'est un métier dont vous avez parlé.";
    case Reach::same_family:
    case Reach::near:
      item.through = through;
      return "C'est un métier proche de : " + through + ".";
    case Reach::shared_skills:
      item.through = skills_in_common(inputs, understood, best->occupation);
      return "Ce que vous savez faire est utile dans ce métier : " + item.through + ".";
    case Reach::open_to_all:
      return "On peut commencer ce métier sans diplôme.";
  }
  return {};
}

std::string why_sentence(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer, const Fits& fits,
                         ShortlistItem& item) {
  std::string why = reach_sentence(inputs, person, offer, fits, item);
  const auto add = [&why](const std::string& sentence) {
    why += (why.empty() || sentence.empty() ? "" : " ") + sentence;
  };
  if (why.empty()) {
    const auto direct = std::ranges::find_if(
        item.matched, [](const MatchedSkill& match) { return !match.has.empty() && match.evidence != Evidence::work; });
    if (direct != item.matched.end()) {
      add("Ce que vous savez faire est utile ici : " + direct->has + ".");
    }
  }
  if (item.travel) {
    add(item.travel->minutes <= kNextDoorMinutes ? "C'est tout près de chez vous."
                                                 : "C'est " + journey_words(*item.travel) + ".");
  }
  if (inputs.scorer->inputs().facts[offer.value()].open_to_beginners) {
    add("Les débutants sont acceptés.");
  }
  if (why.empty()) {
    why = "Cette offre respecte toutes vos limites.";
  }
  return why;
}

/// The line of the hours that tells a length or a time; the first one when none does ("Convention collective").
std::string hours_line(const std::string& label) {
  for (std::size_t begin = 0; begin < label.size();) {
    const std::size_t end = std::min(label.find('\n', begin), label.size());
    std::string line = label.substr(begin, end - begin);
    if (std::ranges::any_of(line, [](char letter) { return letter >= '0' && letter <= '9'; })) {
      return line;
    }
    begin = end + 1;
  }
  return label.substr(0, label.find('\n'));
}

ShortlistItem describe(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer, const PersonProfile& profile,
                       const Fits& fits) {
  const ScoringInputs& scoring = inputs.scorer->inputs();
  const Offer& source = inputs.offers[offer.value()];
  const PersonLimits& limits = scoring.limits[person.value()];
  const OfferConditions& conditions = scoring.conditions[offer.value()];
  const ScoreBreakdown breakdown = inputs.scorer->explain(profile, offer);

  ShortlistItem item;
  item.offer = source.id;
  item.also = inputs.also[offer.value()];
  item.score = breakdown.score;
  for (std::size_t part = 0; part < kPartCount; ++part) {
    item.parts.push_back({std::string(to_string(static_cast<Part>(part))), breakdown.values.at(part),
                          inputs.scorer->weights().of.at(part), breakdown.contributions.at(part)});
  }
  if (breakdown.employer_answers < 0) {
    item.parts.push_back({"employer_answers", breakdown.employer_silence, inputs.scorer->weights().employer_answers,
                          breakdown.employer_answers});
  }
  if (const auto journey = estimate_travel(limits, conditions)) {
    item.travel = ShownTravel{journey->minutes, std::string(to_string(journey->mode)), true};
  }
  add_skills(inputs, person, offer, item);
  add_wishes(inputs, person, offer, item);
  add_questions(inputs, person, offer, profile, item);
  add_warnings(limits, conditions, scoring.facts[offer.value()], source, inputs.understood_offers[offer.value()], item);
  item.show = card_of(source);
  item.apply = source.apply;
  item.why = why_sentence(inputs, person, offer, fits, item);
  return item;
}

}  // namespace

std::vector<ShortlistItem> describe_offers(const WeeklyInputs& inputs, PersonIndex person,
                                           std::span<const OfferIndex> offers, const PersonProfile& profile) {
  std::vector<ShortlistItem> items;
  if (offers.empty()) {
    return items;
  }
  const Fits fits = occupation_fits(inputs.understood_people[person.value()], *inputs.referential);
  items.reserve(offers.size());
  for (const OfferIndex offer : offers) {
    items.push_back(describe(inputs, person, offer, profile, fits));
  }
  return items;
}

ShortlistItem describe_offer(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer,
                             const PersonProfile& profile) {
  return std::move(describe_offers(inputs, person, {&offer, 1}, profile).front());
}

std::vector<bool> reached_through_others(const WeeklyInputs& inputs, PersonIndex person,
                                         std::span<const OfferIndex> offers) {
  const Fits fits = occupation_fits(inputs.understood_people[person.value()], *inputs.referential);
  std::vector<bool> through;
  through.reserve(offers.size());
  for (const OfferIndex offer : offers) {
    const OccupationFit* best = best_fit(inputs.understood_offers[offer.value()], fits);
    through.push_back(best != nullptr && (best->reach == Reach::same_family || best->reach == Reach::near ||
                                          best->reach == Reach::shared_skills));
  }
  return through;
}

std::vector<bool> namesakes_of_wishes(const WeeklyInputs& inputs, PersonIndex person,
                                      std::span<const OfferIndex> offers) {
  std::set<std::string> wished;
  for (const OccupationWish& wish : inputs.people[person.value()].wishes.occupations) {
    for (Word& word : words(wish.text)) {
      if (!word.is_stop) {
        wished.insert(std::move(word.stem));
      }
    }
  }
  std::vector<bool> namesakes(offers.size(), false);
  if (wished.empty()) {
    return namesakes;
  }
  const Fits fits = occupation_fits(inputs.understood_people[person.value()], *inputs.referential);
  for (std::size_t row = 0; row < offers.size(); ++row) {
    const OccupationFit* best = best_fit(inputs.understood_offers[offers[row].value()], fits);
    if (best != nullptr && best->reach == Reach::open_to_all) {
      namesakes[row] = std::ranges::any_of(words(inputs.offers[offers[row].value()].title),
                                           [&wished](const Word& word) { return wished.contains(word.stem); });
    }
  }
  return namesakes;
}

OfferCard card_of(const Offer& offer) {
  return {readable_title(offer.title.empty() ? offer.job_title : offer.title),
          offer.employer,
          offer.place.label.empty() ? offer.place.postal_code : offer.place.label,
          offer.contract_label.empty() ? std::string(to_string(offer.contract)) : offer.contract_label,
          hours_line(offer.hours_label),
          offer.pay_label};
}

}  // namespace passerelle
