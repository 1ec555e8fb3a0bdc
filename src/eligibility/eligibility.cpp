#include "eligibility/eligibility.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "eligibility/work_time.h"
#include "places/travel.h"

namespace passerelle {
namespace {

constexpr double kEarthRadiusKm = 6371.0088;
/// What "heavy" means when no weight is said; the usual French limit for frequent lifting by one person is 25 kg.
constexpr double kHeavyKg = 15;
/// Places are centres of communes: less than this is no difference.
constexpr double kCentreKm = 0.5;
/// A journey inside one commune, centre to centre unknown: a walk of about a quarter of an hour.
constexpr double kWithinCommuneKm = 0.8;

bool intersects(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
  return std::ranges::any_of(left, [&right](std::uint32_t value) { return std::ranges::binary_search(right, value); });
}
bool intersects(const std::vector<std::uint16_t>& left, const std::vector<std::uint16_t>& right) {
  return std::ranges::any_of(left, [&right](std::uint16_t value) { return std::ranges::binary_search(right, value); });
}

Answer within(double measured, double limit) {
  return measured <= limit ? Answer::yes : Answer::no;
}

/// The answer to a demand the person can (`yes`), cannot (`no`) or may meet: only what is demanded can exclude.
Answer met(Demand demand, Answer can) {
  if (demand == Demand::absent || can == Answer::yes) {
    return Answer::yes;
  }
  return demand == Demand::must ? can : Answer::unknown;
}

Answer distance_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (!person.max_km) {
    return Answer::yes;
  }
  if (!person.home || !offer.place) {
    return Answer::unknown;
  }
  return within(straight_km(*person.home, *offer.place), farthest_allowed_km(person));
}

/// The job keeps the person away at night, who must come home.
bool stays_away(const PersonLimits& person, const OfferConditions& offer) {
  return offer.travel == Demand::must && offer.travel_away && person.home_every_evening;
}

Answer travel_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (stays_away(person, offer)) {
    return Answer::no;
  }
  if (!person.home) {
    return Answer::unknown;
  }
  if (!offer.place) {
    // No commune of the département, or of any of the region, is within reach: the exact place does not matter.
    const bool beyond = std::ranges::all_of(offer.departments, [&person](const std::string& department) {
      return std::ranges::binary_search(person.departments_beyond, department_code(department));
    });
    return beyond && !offer.departments.empty() ? Answer::no : Answer::unknown;
  }
  const double distance = straight_km(*person.home, *offer.place);
  return distance <= person.reach_km ? Answer::yes : distance <= person.farthest_km ? Answer::unknown : Answer::no;
}

Answer licence_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (offer.licences == 0 && offer.licences_unclear == 0) {
    return Answer::yes;
  }
  if (!person.licences) {
    return Answer::unknown;
  }
  if ((offer.licences & ~*person.licences) != 0) {
    return Answer::no;
  }
  return (offer.licences_unclear & ~*person.licences) != 0 ? Answer::unknown : Answer::yes;
}

Answer vehicle_answer(const PersonLimits& person, const OfferConditions& offer) {
  return met(offer.vehicle, offer.vehicle_means_car ? person.vehicle : person.own_means);
}

Answer certificate_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (offer.certificates.empty() && offer.certificates_unclear.empty()) {
    return Answer::yes;
  }
  if (!person.certificates) {
    return Answer::unknown;
  }
  const auto holds = [&person](std::uint16_t number) {
    return std::ranges::binary_search(*person.certificates, number);
  };
  if (!std::ranges::all_of(offer.certificates, holds)) {
    // One held without its category may be the one that is asked.
    return intersects(offer.certificates_wider, person.certificates_vague) ? Answer::unknown : Answer::no;
  }
  return std::ranges::all_of(offer.certificates_unclear, holds) ? Answer::yes : Answer::unknown;
}

/// Levels between what is held and a degree of which no employer is talked out.
constexpr int kFarBelow = 2;

/// Any of the diplomas will do. One of the same level in another field is a question, but for those the law names.
Answer diploma_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (offer.diplomas.empty()) {
    return Answer::yes;
  }
  if (!person.diplomas) {
    return Answer::unknown;
  }
  bool demanded = false;
  bool perhaps = false;
  bool near_enough = false;
  for (const DiplomaDemand& wanted : offer.diplomas) {
    demanded = demanded || wanted.demand == Demand::must;
    near_enough = near_enough || !wanted.is_degree;
    for (const Diploma& held : *person.diplomas) {
      if (held.label == wanted.label) {
        return Answer::yes;
      }
      if (wanted.state == StateDiploma::no && wanted.level > 0 && held.level && *held.level >= wanted.level) {
        // A bare level ("Bac+2") is met by any diploma of that level.
        if (wanted.label.starts_with("Bac") || wanted.label.starts_with("bac")) {
          return Answer::yes;
        }
        perhaps = true;
      }
      perhaps = perhaps || !held.level;
      near_enough = near_enough || !held.level || *held.level + kFarBelow > wanted.level;
    }
    perhaps = perhaps || (wanted.state == StateDiploma::named && person.perhaps_state_diploma);
  }
  return (demanded && !perhaps) || !near_enough ? Answer::no : Answer::unknown;
}

Answer night_answer(const PersonLimits& person, const OfferConditions& offer) {
  const Demand demand = time_demand(offer, kTimeNight);
  if (person.young_worker && demand == Demand::must) {
    return Answer::no;
  }
  return met(demand, person.nights);
}

Answer weekend_answer(const PersonLimits& person, const OfferConditions& offer) {
  const Answer saturday = met(time_demand(offer, kTimeSaturday), person.saturdays);
  const Answer sunday = met(time_demand(offer, kTimeSunday), person.sundays);
  if (saturday == Answer::no || sunday == Answer::no) {
    return Answer::no;
  }
  return saturday == Answer::yes && sunday == Answer::yes ? Answer::yes : Answer::unknown;
}

Answer speaks(Demand demand, const std::optional<int>& level, int wanted) {
  if (demand == Demand::absent) {
    return Answer::yes;
  }
  if (!level) {
    return Answer::unknown;
  }
  if (*level > 0 && wanted == 0) {
    // Some command of the language is asked, not said how much: B1 is taken as enough, less is a question.
    return *level >= 3 ? Answer::yes : Answer::unknown;
  }
  return met(demand, within(wanted == 0 ? 1 : wanted, *level));
}

Answer language_answer(const PersonLimits& person, const OfferConditions& offer) {
  const Answer french = speaks(offer.french, person.french_level, offer.french_level);
  const Answer english = speaks(offer.english, person.english_level, offer.english_level);
  if (french == Answer::no || english == Answer::no) {
    return Answer::no;
  }
  const bool all = french == Answer::yes && english == Answer::yes && offer.other_language == Demand::absent;
  return all ? Answer::yes : Answer::unknown;
}

Answer lifting_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (offer.lifting == Demand::absent) {
    return Answer::yes;
  }
  if (!person.physical.max_lifting_kg) {
    return Answer::unknown;
  }
  const double most = *person.physical.max_lifting_kg;
  if (offer.lifting_kg > 0) {
    return met(offer.lifting, within(offer.lifting_kg, most));
  }
  if (offer.lifting_heavy) {
    return met(offer.lifting, within(kHeavyKg, most));
  }
  return most >= 25 ? Answer::yes : Answer::unknown;
}

Answer contract_answer(const PersonLimits& person, const OfferConditions& offer) {
  const Preference wish = person.contracts.at(static_cast<std::size_t>(offer.contract));
  if (offer.self_employed) {
    return wish == Preference::prefer || wish == Preference::accept ? Answer::yes : Answer::no;
  }
  if (offer.contract == ContractKind::unknown) {
    const bool refuses = std::ranges::find(person.contracts, Preference::refuse) != person.contracts.end();
    return refuses ? Answer::unknown : Answer::yes;
  }
  return wish == Preference::refuse ? Answer::no : Answer::yes;
}

Answer avoided_answer(const PersonLimits& person, const OfferConditions& offer) {
  const bool avoided =
      intersects(offer.occupations, person.avoided_occupations) ||
      intersects(offer.avoided_words, person.avoided_words) ||
      (!offer.employer_key.empty() &&
       std::ranges::find(person.avoided_employers, offer.employer_key) != person.avoided_employers.end()) ||
      std::ranges::find_first_of(person.avoided_places, offer.place_keys) != person.avoided_places.end();
  return avoided ? Answer::no : Answer::yes;
}

Answer scheme_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (offer.scheme.empty()) {
    return Answer::yes;
  }
  if (!person.schemes) {
    return Answer::unknown;
  }
  return std::ranges::find(*person.schemes, offer.scheme) != person.schemes->end() ? Answer::yes : Answer::no;
}

Answer age_answer(const PersonLimits& person, const OfferConditions& offer) {
  if (!person.young_worker) {
    return Answer::yes;
  }
  return met(offer.adult, Answer::no);
}

}  // namespace

double straight_km_of(double squared_chord) {
  const double half_chord = std::min(1.0, std::sqrt(squared_chord) / 2);
  return 2 * kEarthRadiusKm * std::asin(half_chord);
}

double straight_km(const UnitPoint& from, const UnitPoint& to) {
  const double dx = static_cast<double>(from.x) - static_cast<double>(to.x);
  const double dy = static_cast<double>(from.y) - static_cast<double>(to.y);
  const double dz = static_cast<double>(from.z) - static_cast<double>(to.z);
  return straight_km_of(dx * dx + dy * dy + dz * dz);
}

double farthest_allowed_km(const PersonLimits& person) {
  return person.max_km ? *person.max_km + kCentreKm : std::numeric_limits<double>::infinity();
}

std::optional<TravelEstimate> estimate_travel(const PersonLimits& person, double straight_km) {
  // Both places are centres of communes: within one, people still travel.
  const auto journey = quickest_journey(std::max(straight_km, kWithinCommuneKm), person.modes);
  if (!journey) {
    return std::nullopt;
  }
  return TravelEstimate{straight_km, journey->minutes, journey->mode};
}

std::optional<TravelEstimate> estimate_travel(const PersonLimits& person, const OfferConditions& offer) {
  if (!person.home || !offer.place) {
    return std::nullopt;
  }
  return estimate_travel(person, straight_km(*person.home, *offer.place));
}

Answer answer(Rule rule, const PersonLimits& person, const OfferConditions& offer, Day monday) {
  switch (rule) {
    case Rule::distance:
      return distance_answer(person, offer);
    case Rule::travel_time:
      return travel_answer(person, offer);
    case Rule::licence:
      return licence_answer(person, offer);
    case Rule::vehicle:
      return vehicle_answer(person, offer);
    case Rule::certificate:
      return certificate_answer(person, offer);
    case Rule::diploma:
      return diploma_answer(person, offer);
    case Rule::experience:
      return experience_answer(person, ExperienceDemand::of(offer));
    case Rule::hours:
      return hours_answer(WorkTime::of(person), HoursDemand::of(offer));
    case Rule::night:
      return night_answer(person, offer);
    case Rule::weekend:
      return weekend_answer(person, offer);
    case Rule::language:
      return language_answer(person, offer);
    case Rule::lifting:
      return lifting_answer(person, offer);
    case Rule::standing:
      return met(offer.standing, person.physical.standing_long);
    case Rule::heights:
      return met(offer.heights, person.physical.heights);
    case Rule::cold:
      return met(offer.cold, person.physical.cold);
    case Rule::dust_chemicals:
      return met(offer.dust_chemicals, person.physical.dust_chemicals);
    case Rule::contract:
      return contract_answer(person, offer);
    case Rule::avoided:
      return avoided_answer(person, offer);
    case Rule::scheme:
      return scheme_answer(person, offer);
    case Rule::age:
      return age_answer(person, offer);
    case Rule::closed:
      return offer.valid_until && *offer.valid_until < monday ? Answer::no : Answer::yes;
  }
  return Answer::unknown;
}

bool a_car_would_do(const PersonLimits& person, const OfferConditions& offer) {
  return person.home && offer.place && !stays_away(person, offer) &&
         straight_km(*person.home, *offer.place) <= person.reach_by_car_km;
}

RuleSet failed_rules(const PersonLimits& person, const OfferConditions& offer, Day monday) {
  RuleSet failed;
  for (std::size_t row = 0; row < kRuleCount; ++row) {
    const auto rule = static_cast<Rule>(row);
    if (answer(rule, person, offer, monday) == Answer::no) {
      failed.add(rule);
      if (rule == Rule::distance || (rule == Rule::travel_time && !a_car_would_do(person, offer))) {
        return failed;
      }
    }
  }
  return failed;
}

}  // namespace passerelle
