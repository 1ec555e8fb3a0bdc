#include "score/scorer.h"

#include <algorithm>
#include <cmath>

#include "score/parts.h"

namespace passerelle {
namespace {

constexpr double kUnknownPlace = 0.2;
/// A journey this long is worth nothing, whatever the person accepts.
constexpr double kLongestMinutes = 90;
/// What a senior post of the right trade is worth to who never held one.
constexpr double kSeniorShare = 0.5;
/// After this many days an offer is worth half as much for freshness.
constexpr double kFreshHalfLifeDays = 21;
/// Each thing that must be asked first, against a stated limit, takes this share of the certainty.
constexpr double kLossPerQuestion = 0.34;

/// Share of the row's weight that the person covers; `unknown` when the row is empty.
double coverage(const SparseRows& rows, OfferIndex offer, const std::vector<float>& held) {
  double total = 0;
  double covered = 0;
  for (SparseRows::InnerIterator entry(rows, static_cast<Eigen::Index>(offer.value())); entry; ++entry) {
    const auto weight = static_cast<double>(entry.value());
    total += weight;
    covered += weight * static_cast<double>(held[static_cast<std::size_t>(entry.col())]);
  }
  return share_covered(covered, total);
}

/// How well the offer's occupations fit; rows of offers sum to 1.
double occupation_fit(const PersonProfile& profile, const OfferMatrix& offers, OfferIndex offer) {
  double value = 0;
  for (SparseRows::InnerIterator entry(offers.occupations, static_cast<Eigen::Index>(offer.value())); entry; ++entry) {
    value += static_cast<double>(entry.value()) *
             static_cast<double>(profile.occupations[static_cast<std::size_t>(entry.col())]);
  }
  return occupation_value(value, offers.senior[offer.value()] != 0, profile.senior);
}

/// How many of the rules that matter have no answer.
int unknown_answers(const PersonProfile& profile, const PersonLimits& person, const OfferConditions& offer,
                    Day monday) {
  int unknown = 0;
  for (std::uint32_t rules = profile.matters; rules != 0; rules &= rules - 1) {
    const auto rule = static_cast<Rule>(std::countr_zero(rules));
    unknown += answer(rule, person, offer, monday) == Answer::unknown ? 1 : 0;
  }
  return unknown;
}

/// Rules whose unknown answer weighs: those against which the person stated a limit, and what any job may demand.
std::uint32_t rules_that_matter(const PersonLimits& person) {
  std::uint32_t bits = 0;
  const auto add = [&bits](Rule rule, bool when) { bits |= when ? 1U << static_cast<unsigned>(rule) : 0U; };
  add(Rule::travel_time, person.home.has_value());
  add(Rule::licence, true);
  add(Rule::vehicle, true);
  add(Rule::certificate, true);
  add(Rule::diploma, true);
  add(Rule::experience, true);
  add(Rule::hours, !person.slots.empty() || person.max_hours.has_value() || person.refused_times != 0);
  add(Rule::night, person.nights == Answer::no);
  add(Rule::weekend, person.saturdays == Answer::no || person.sundays == Answer::no);
  add(Rule::language, true);
  add(Rule::lifting, person.physical.max_lifting_kg.has_value());
  add(Rule::standing, person.physical.standing_long == Answer::no);
  add(Rule::heights, person.physical.heights == Answer::no);
  add(Rule::cold, person.physical.cold == Answer::no);
  add(Rule::dust_chemicals, person.physical.dust_chemicals == Answer::no);
  add(Rule::scheme, true);
  return bits;
}

}  // namespace

double occupation_value(double value, bool senior_post, bool senior_person) {
  return senior_post && !senior_person ? kSeniorShare * value : value;
}

double travel_value(const PersonLimits& person, const std::optional<TravelEstimate>& journey) {
  if (!journey) {
    // A place that is not told weighs down against a person who said how far they can go.
    return person.home ? kUnknownPlace : kUnknownValue;
  }
  // At the end of what a person accepts a journey is still worth half; beyond, nothing.
  const double longest = person.max_minutes > 0 ? 2.0 * person.max_minutes : kLongestMinutes;
  const bool accepted = person.max_minutes == 0 || journey->minutes <= person.max_minutes;
  return accepted ? 1 - std::min(1.0, journey->minutes / longest) : 0;
}

double contract_value(const PersonLimits& person, const OfferConditions& offer) {
  switch (person.contracts.at(static_cast<std::size_t>(offer.contract))) {
    case Preference::prefer:
      return 1;
    case Preference::accept:
      return 0.75;
    case Preference::avoid:
      return 0.1;
    case Preference::refuse:
      return 0;
    case Preference::none:
      break;
  }
  return kUnknownValue;
}

double hours_value(const PersonLimits& person, const OfferConditions& offer) {
  if (!person.min_hours && !person.max_hours) {
    return kUnknownValue;
  }
  const std::optional<double> hours =
      offer.hours_per_week ? offer.hours_per_week : (offer.full_time ? std::optional<double>(35) : std::nullopt);
  if (!hours) {
    return kUnknownValue;
  }
  const double short_by = person.min_hours ? std::max(0.0, *person.min_hours - *hours) : 0;
  const double long_by = person.max_hours ? std::max(0.0, *hours - *person.max_hours) : 0;
  return std::max(0.0, 1 - (short_by + long_by) / 10);
}

double beginners_value(const OfferFacts& facts) {
  double value = facts.open_to_beginners ? 0.7 : 0.35;
  value += facts.without_cv ? 0.15 : 0;
  value += facts.inclusive_employer ? 0.15 : 0;
  return std::max(0.0, value - 0.15 * static_cast<double>(facts.experience_wished));
}

double certainty_value(int unknown) {
  double value = 1;
  for (int question = 0; question < unknown; ++question) {
    value -= kLossPerQuestion;
  }
  return std::max(0.0, value);
}

double freshness_value(const OfferFacts& facts) {
  return facts.age_days < 0 ? kUnknownValue : std::exp2(-facts.age_days / kFreshHalfLifeDays);
}

void Scorer::prepare(PersonIndex person, PersonProfile& profile) const {
  const auto row = static_cast<Eigen::Index>(person.value());
  profile.person = person;
  const auto spread = [row](const SparseRows& rows, std::vector<float>& dense) {
    dense.assign(static_cast<std::size_t>(rows.cols()), 0.0F);
    bool any = false;
    for (SparseRows::InnerIterator entry(rows, row); entry; ++entry) {
      dense[static_cast<std::size_t>(entry.col())] = entry.value();
      any = true;
    }
    return any;
  };
  profile.has_occupations = spread(inputs_.people->occupations, profile.occupations);
  profile.senior = inputs_.people->senior[person.value()] != 0;
  profile.has_skills = spread(inputs_.people->skills, profile.skills);
  profile.matters = rules_that_matter(inputs_.limits[person.value()]);
}

bool is_relevant(const PersonProfile& profile, double occupation, double skills, const Relevance& least) {
  if (!profile.has_occupations && !profile.has_skills) {
    return true;
  }
  return profile.has_occupations ? occupation >= least.occupation : skills >= least.skills;
}

bool Scorer::is_relevant(const PersonProfile& profile, OfferIndex offer, const Relevance& least) const {
  const double occupation =
      profile.has_occupations ? shown_value(occupation_fit(profile, *inputs_.offers, offer)) : kUnknownValue;
  // Skills are looked at for who has no occupations only.
  const double skills = !profile.has_occupations && profile.has_skills
                            ? shown_value(coverage(inputs_.offers->skills, offer, profile.skills))
                            : kUnknownValue;
  return passerelle::is_relevant(profile, occupation, skills, least);
}

ScoreBreakdown Scorer::explain(const PersonProfile& profile, OfferIndex offer) const {
  const PersonLimits& person = inputs_.limits[profile.person.value()];
  const OfferConditions& conditions = inputs_.conditions[offer.value()];
  const OfferFacts& facts = inputs_.facts[offer.value()];
  const std::array<double, kPartCount> values{
      profile.has_occupations ? occupation_fit(profile, *inputs_.offers, offer) : kUnknownValue,
      profile.has_skills ? coverage(inputs_.offers->skills, offer, profile.skills) : kUnknownValue,
      profile.has_skills ? coverage(inputs_.offers->soft_skills, offer, profile.skills) : kUnknownValue,
      travel_value(person, estimate_travel(person, conditions)),
      contract_value(person, conditions),
      hours_value(person, conditions),
      beginners_value(facts),
      certainty_value(unknown_answers(profile, person, conditions, inputs_.monday)),
      freshness_value(facts)};
  ScoreBreakdown breakdown;
  for (std::size_t part = 0; part < kPartCount; ++part) {
    breakdown.values.at(part) = shown_value(values.at(part));
    breakdown.contributions.at(part) = contribution(static_cast<Part>(part), breakdown.values.at(part));
    breakdown.score += breakdown.contributions.at(part);
  }
  breakdown.employer_silence = shown_value(facts.employer_silence);
  breakdown.employer_answers = employer_answers(facts);
  breakdown.score += breakdown.employer_answers;
  return breakdown;
}

OfferFacts offer_facts(const Offer& offer, const OfferUnderstanding& understood, Day monday) {
  OfferFacts facts;
  for (const Requirement& requirement : understood.requirements) {
    if (requirement.kind == RequirementKind::experience) {
      facts.open_to_beginners = facts.open_to_beginners || requirement.strictness == Strictness::none;
      if (requirement.strictness == Strictness::wish) {
        facts.experience_wished = 1;
      }
    }
  }
  facts.without_cv = offer.no_cv;
  facts.inclusive_employer = offer.known_employer || offer.adapted_company || offer.reserved_for == "iae";
  if (const auto posted = offer.updated ? offer.updated : offer.created) {
    facts.age_days = std::max(0, static_cast<std::int32_t>((monday - *posted).count()));
  }
  return facts;
}

}  // namespace passerelle
