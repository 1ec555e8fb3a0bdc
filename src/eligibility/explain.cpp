#include <algorithm>
#include <cmath>

#include "eligibility/eligibility.h"

namespace passerelle {
namespace {

std::string with_comma(double value) {
  const long tenths = std::lround(value * 10);
  return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10);
}

std::string_view by_mode(TravelMode mode) {
  switch (mode) {
    case TravelMode::walk:
      return "à pied";
    case TravelMode::bike:
      return "à vélo";
    case TravelMode::public_transport:
      return "en transports";
    case TravelMode::moped:
      return "en scooter";
    case TravelMode::car:
      break;
  }
  return "en voiture";
}

std::string level_name(int level) {
  constexpr std::array<std::string_view, 7> kNames{"niveau non dit", "A1", "A2", "B1", "B2", "C1", "C2"};
  return std::string(kNames.at(static_cast<std::size_t>(level)));
}

std::string times_text(std::uint8_t times) {
  constexpr std::array<std::pair<TimeBit, std::string_view>, 8> kTimes{{{kTimeNight, "nuit"},
                                                                        {kTimeSaturday, "samedi"},
                                                                        {kTimeSunday, "dimanche"},
                                                                        {kTimeEarly, "tôt le matin"},
                                                                        {kTimeEvening, "le soir"},
                                                                        {kTimeSplit, "horaires coupés"},
                                                                        {kTimeOnCall, "astreintes"},
                                                                        {kTimeShifts, "équipes (2x8, 3x8)"}}};
  std::string text;
  for (const auto& [bit, name] : kTimes) {
    if ((times & bit) != 0) {
      text += (text.empty() ? "" : ", ") + std::string(name);
    }
  }
  return text;
}

/// "8 h", "16 h 30".
std::string clock_text(int minute) {
  std::string text = std::to_string(minute / 60 % 24) + " h";
  if (const int rest = minute % 60; rest > 0) {
    text += (rest < 10 ? " 0" : " ") + std::to_string(rest);
  }
  return text;
}

std::string names_of(const std::vector<std::uint16_t>& numbers, const ConditionVocabulary& vocabulary) {
  std::string text;
  for (const std::uint16_t number : numbers) {
    text += (text.empty() ? "" : ", ") + std::string(vocabulary.name(number));
  }
  return text;
}

/// A demand that is only there or not.
std::string demand_asked(Demand demand, std::string_view words) {
  return demand == Demand::absent ? std::string()
                                  : std::string(words) + (demand == Demand::unclear ? " (à vérifier)" : "");
}

std::string travel_asked(const PersonLimits& person, const OfferConditions& offer) {
  const auto journey = estimate_travel(person, offer);
  if (!journey) {
    return {};
  }
  return offer.travel_away && person.home_every_evening ? "déplacements loin de chez soi"
                                                        : "environ " + std::to_string(journey->minutes) + " min";
}

std::string licence_asked(const PersonLimits& person, const OfferConditions& offer) {
  const auto lacking = static_cast<LicenceSet>(offer.licences & ~person.licences.value_or(0));
  return licence_names(lacking != 0 ? lacking : static_cast<LicenceSet>(offer.licences | offer.licences_unclear));
}

/// `failed`: the person lacks one of them.
std::string certificate_asked(const PersonLimits& person, const OfferConditions& offer, bool failed,
                              const ConditionVocabulary& vocabulary) {
  std::vector<std::uint16_t> wanted = offer.certificates.empty() ? offer.certificates_unclear : offer.certificates;
  if (failed && person.certificates) {
    std::erase_if(wanted,
                  [&](std::uint16_t number) { return std::ranges::binary_search(*person.certificates, number); });
  }
  return names_of(wanted, vocabulary);
}

std::string diploma_asked(const OfferConditions& offer) {
  std::string asked;
  for (const DiplomaDemand& wanted : offer.diplomas) {
    asked += (asked.empty() ? "" : " ou ") + wanted.label;
  }
  return asked;
}

std::string experience_asked(const OfferConditions& offer) {
  return offer.experience == Demand::absent  ? std::string()
         : offer.experience_months == 0      ? "une expérience du métier"
         : offer.experience_months % 12 == 0 ? std::to_string(offer.experience_months / 12) + " an(s)"
                                             : std::to_string(offer.experience_months) + " mois";
}

std::uint8_t all_times(const OfferConditions& offer) {
  return static_cast<std::uint8_t>(offer.times | offer.times_unclear);
}

std::string hours_asked(const OfferConditions& offer) {
  std::string asked;
  if (offer.hours_per_week) {
    asked = with_comma(*offer.hours_per_week) + " h par semaine";
  } else if (offer.full_time) {
    asked = "temps plein";
  }
  if (const std::string named = times_text(all_times(offer)); !named.empty()) {
    asked += (asked.empty() ? "" : ", ") + named;
  }
  for (const TimeSlot& time : offer.clock_times) {
    const std::string span = "de " + clock_text(time.from_minute) + " à " + clock_text(time.until_minute);
    if (asked.find(span) == std::string::npos) {
      asked += (asked.empty() ? "" : ", ") + span;
    }
  }
  return asked;
}

constexpr std::uint8_t kWeekendBits = kTimeSaturday | kTimeSunday;

std::string time_asked(const OfferConditions& offer, std::uint8_t bits) {
  return demand_asked(time_demand(offer, bits), times_text(static_cast<std::uint8_t>(all_times(offer) & bits)));
}

std::string language_asked(const OfferConditions& offer) {
  std::string asked;
  if (offer.french != Demand::absent) {
    asked = "français " + level_name(offer.french_level);
  }
  if (offer.english != Demand::absent) {
    asked += (asked.empty() ? "" : ", ") + ("anglais " + level_name(offer.english_level));
  }
  if (offer.other_language != Demand::absent) {
    asked += asked.empty() ? "une autre langue" : ", une autre langue";
  }
  return asked;
}

void explain_place(const PersonLimits& person, const OfferConditions& offer, LimitAnswer& distance,
                   LimitAnswer& travel) {
  distance.matters = person.max_km.has_value();
  travel.matters = person.home.has_value();
  const auto journey = estimate_travel(person, offer);
  if (!journey) {
    const std::string missing = person.home ? "lieu de l'offre inconnu" : "commune de la personne inconnue";
    distance.measured = missing;
    travel.measured = missing;
    return;
  }
  distance.measured = with_comma(journey->straight_km) + " km à vol d'oiseau";
  if (person.max_km) {
    distance.measured += ", " + with_comma(*person.max_km) + " km au plus";
  }
  travel.measured = "environ " + std::to_string(journey->minutes) + " min " + std::string(by_mode(journey->mode)) +
                    (person.max_minutes > 0 ? ", " + std::to_string(person.max_minutes) + " min au plus" : "") +
                    (person.reach_assumed ? " (supposé)" : "");
}

/// What is compared for a demand that is only there or not.
void explain_demand(Demand demand, Answer can, LimitAnswer& limit) {
  limit.matters = demand != Demand::absent;
  if (limit.matters) {
    limit.measured = can == Answer::yes ? "possible" : can == Answer::no ? "pas possible" : "non renseigné";
  }
}

void explain_papers(const PersonLimits& person, const OfferConditions& offer, Eligibility& all) {
  const auto at = [&all](Rule rule) -> LimitAnswer& { return all.at(static_cast<std::size_t>(rule)); };
  LimitAnswer& licence = at(Rule::licence);
  licence.matters = (offer.licences | offer.licences_unclear) != 0;
  if (licence.matters) {
    licence.measured = person.licences
                           ? (*person.licences == 0 ? "aucun permis" : "a : " + licence_names(*person.licences))
                           : "permis non renseigné";
  }
  explain_demand(offer.vehicle, offer.vehicle_means_car ? person.vehicle : person.own_means, at(Rule::vehicle));
  LimitAnswer& certificate = at(Rule::certificate);
  certificate.matters = !offer.certificates.empty() || !offer.certificates_unclear.empty();
  if (certificate.matters) {
    certificate.measured = person.certificates
                               ? (person.certificates->empty() ? "aucun certificat" : "certificats connus")
                               : "certificats non renseignés";
  }
  LimitAnswer& diploma = at(Rule::diploma);
  diploma.matters = !offer.diplomas.empty();
  if (diploma.matters) {
    diploma.measured = person.diplomas
                           ? (person.diplomas->empty() ? "aucun diplôme" : "a : " + person.diplomas->front().label)
                           : "diplômes non renseignés";
  }
  LimitAnswer& experience = at(Rule::experience);
  experience.matters = offer.experience != Demand::absent;
  if (experience.matters) {
    experience.measured = person.experiences_known ? "comparé aux expériences notées" : "expériences non renseignées";
  }
}

void explain_times(const PersonLimits& person, const OfferConditions& offer, Eligibility& all) {
  const auto at = [&all](Rule rule) -> LimitAnswer& { return all.at(static_cast<std::size_t>(rule)); };
  LimitAnswer& hours = at(Rule::hours);
  hours.matters = !person.slots.empty() || person.max_hours || person.min_hours || person.refused_times != 0;
  const bool refused = (all_times(offer) & person.refused_times) != 0;
  const bool hours_told = person.max_hours || person.min_hours;
  // What the offer wants and the person refuses comes first.
  hours.measured = refused                     ? "refuse : " + times_text(person.refused_times)
                   : !person.slots.empty()     ? "créneaux notés"
                   : hours_told                ? "heures voulues notées"
                   : person.refused_times != 0 ? "refuse : " + times_text(person.refused_times)
                                               : "pas de limite notée";
  explain_demand(time_demand(offer, kTimeNight), person.nights, at(Rule::night));
  explain_demand(time_demand(offer, kWeekendBits),
                 person.saturdays == person.sundays ? person.saturdays : Answer::unknown, at(Rule::weekend));
}

void explain_body_and_wishes(const PersonLimits& person, const OfferConditions& offer, Eligibility& all) {
  const auto at = [&all](Rule rule) -> LimitAnswer& { return all.at(static_cast<std::size_t>(rule)); };
  LimitAnswer& language = at(Rule::language);
  language.matters =
      offer.french != Demand::absent || offer.english != Demand::absent || offer.other_language != Demand::absent;
  if (language.matters) {
    language.measured = person.french_level ? "français " + level_name(*person.french_level) : "niveau non renseigné";
  }
  explain_demand(offer.lifting, Answer::unknown, at(Rule::lifting));
  if (offer.lifting != Demand::absent && person.physical.max_lifting_kg) {
    at(Rule::lifting).measured = with_comma(*person.physical.max_lifting_kg) + " kg au plus";
  }
  explain_demand(offer.standing, person.physical.standing_long, at(Rule::standing));
  explain_demand(offer.heights, person.physical.heights, at(Rule::heights));
  explain_demand(offer.cold, person.physical.cold, at(Rule::cold));
  explain_demand(offer.dust_chemicals, person.physical.dust_chemicals, at(Rule::dust_chemicals));
  LimitAnswer& contract = at(Rule::contract);
  contract.matters = true;
  LimitAnswer& avoided = at(Rule::avoided);
  avoided.matters = avoided.answer == Answer::no;
  avoided.measured = avoided.matters ? "la personne ne veut pas de ce métier, de cet employeur ou de ce lieu" : "";
  LimitAnswer& scheme = at(Rule::scheme);
  scheme.matters = !offer.scheme.empty();
  scheme.measured = scheme.matters ? (person.schemes ? "dispositifs notés" : "dispositifs non renseignés") : "";
  explain_demand(offer.adult, person.young_worker ? Answer::no : Answer::yes, at(Rule::age));
}

}  // namespace

Eligibility explain_eligibility(const PersonLimits& person, const OfferConditions& offer, Day monday,
                                const ConditionVocabulary& vocabulary) {
  Eligibility all;
  for (std::size_t row = 0; row < kRuleCount; ++row) {
    all.at(row).rule = static_cast<Rule>(row);
    all.at(row).answer = answer(static_cast<Rule>(row), person, offer, monday);
    all.at(row).asked = asked_under(static_cast<Rule>(row), person, offer, monday, vocabulary);
  }
  const auto at = [&all](Rule rule) -> LimitAnswer& { return all.at(static_cast<std::size_t>(rule)); };
  explain_place(person, offer, at(Rule::distance), at(Rule::travel_time));
  explain_papers(person, offer, all);
  explain_times(person, offer, all);
  explain_body_and_wishes(person, offer, all);
  LimitAnswer& closed = at(Rule::closed);
  closed.matters = offer.valid_until.has_value();
  closed.measured = offer.valid_until ? "valable jusqu'au " + to_string(*offer.valid_until) : "";
  return all;
}

std::string asked_under(Rule rule, const PersonLimits& person, const OfferConditions& offer, Day monday,
                        const ConditionVocabulary& vocabulary) {
  switch (rule) {
    case Rule::travel_time:
      return travel_asked(person, offer);
    case Rule::licence:
      return licence_asked(person, offer);
    case Rule::vehicle:
      return demand_asked(offer.vehicle,
                          offer.vehicle_means_car ? "voiture personnelle" : "moyen de transport personnel");
    case Rule::certificate:
      return certificate_asked(person, offer, answer(rule, person, offer, monday) == Answer::no, vocabulary);
    case Rule::diploma:
      return diploma_asked(offer);
    case Rule::experience:
      return experience_asked(offer);
    case Rule::hours:
      return hours_asked(offer);
    case Rule::night:
      return time_asked(offer, kTimeNight);
    case Rule::weekend:
      return time_asked(offer, kWeekendBits);
    case Rule::language:
      return language_asked(offer);
    case Rule::lifting:
      return demand_asked(offer.lifting,
                          offer.lifting_kg > 0 ? std::to_string(offer.lifting_kg) + " kg" : "charges lourdes");
    case Rule::standing:
      return demand_asked(offer.standing, "station debout");
    case Rule::heights:
      return demand_asked(offer.heights, "travail en hauteur");
    case Rule::cold:
      return demand_asked(offer.cold, "travail au froid");
    case Rule::dust_chemicals:
      return demand_asked(offer.dust_chemicals, "poussières ou produits");
    case Rule::contract:
      return offer.self_employed ? "travail à son compte" : std::string(to_string(offer.contract));
    case Rule::scheme:
      return offer.scheme;
    case Rule::age:
      return demand_asked(offer.adult, "18 ans ou plus");
    case Rule::distance:
    case Rule::avoided:
    case Rule::closed:
      break;
  }
  return {};
}

}  // namespace passerelle
