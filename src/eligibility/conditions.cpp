#include "eligibility/conditions.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "eligibility/trade_conditions.h"
#include "normalise/text.h"
#include "places/place_label.h"
#include "taxonomy/diploma_level.h"

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 11> kLicences{"AM", "A1", "A2", "A", "B", "BE", "C1", "C", "CE", "D", "DE"};

/// Occupations in which experience counts: the job's likely ones.
/// Of five years of studies.
constexpr int kLevelOfDegrees = 7;
constexpr double kLikelyOccupation = 0.15;

Demand demand_of(Strictness strictness) {
  switch (strictness) {
    case Strictness::must:
      return Demand::must;
    case Strictness::unclear:
      return Demand::unclear;
    default:
      return Demand::absent;
  }
}

/// The number a value begins with: "25kg" → 25, "35h" → 35.
std::optional<double> leading_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data()) {
    return std::nullopt;
  }
  return value;
}

/// "35h" → 35, "37h30" → 37.5.
std::optional<double> weekly_hours(std::string_view value) {
  const std::size_t mark = value.find('h');
  const std::optional<double> hours = leading_number(value);
  if (!hours || mark == std::string_view::npos) {
    return std::nullopt;
  }
  return *hours + leading_number(value.substr(mark + 1)).value_or(0) / 60;
}

int cefr_level(std::string_view value) {
  constexpr std::array<std::string_view, 6> kLevels{"A1", "A2", "B1", "B2", "C1", "C2"};
  if (value == "fluent") {
    return 4;
  }
  const auto found = std::ranges::find(kLevels, value);
  return found == kLevels.end() ? 0 : static_cast<int>(found - kLevels.begin()) + 1;
}

std::uint8_t time_bits(std::string_view value) {
  if (value == "night") return kTimeNight;
  if (value == "weekend") return kTimeSaturday | kTimeSunday;
  if (value == "saturday") return kTimeSaturday;
  if (value == "sunday") return kTimeSunday;
  if (value == "split") return kTimeSplit;
  if (value == "early") return kTimeEarly;
  if (value == "evening") return kTimeEvening;
  if (value == "2x8") return kTimeShifts | kTimeEarly | kTimeEvening;
  if (value == "3x8") return kTimeShifts | kTimeEarly | kTimeEvening | kTimeNight;
  if (value == "on_call") return kTimeOnCall;
  return 0;
}

void merge(Demand& slot, Demand demand) {
  slot = std::max(slot, demand);
}

void add_experience(OfferConditions& conditions, const Requirement& requirement, Demand demand) {
  merge(conditions.experience, demand);
  if (const auto count = leading_number(requirement.value); count && demand == Demand::must) {
    const bool months = requirement.value.ends_with('m');
    const int needed = static_cast<int>(months ? *count : *count * 12);
    conditions.experience_months = std::max(conditions.experience_months, needed);
  }
}

/// Of two lengths of the week the shorter decides: "24h ou 35h" leaves the choice.
void add_weekly_hours(OfferConditions& conditions, double hours) {
  conditions.hours_per_week = std::min(hours, conditions.hours_per_week.value_or(hours));
}

void add_hours(OfferConditions& conditions, const Requirement& requirement) {
  conditions.times_known = true;
  if (const std::uint8_t bits = time_bits(requirement.value); bits != 0) {
    if (requirement.strictness == Strictness::must) {
      conditions.times = static_cast<std::uint8_t>(conditions.times | bits);
    } else if (requirement.strictness == Strictness::unclear) {
      conditions.times_unclear = static_cast<std::uint8_t>(conditions.times_unclear | bits);
    }
    return;
  }
  if (const auto hours = weekly_hours(requirement.value); hours && requirement.strictness == Strictness::must) {
    add_weekly_hours(conditions, *hours);
  }
}

void add_full_time(OfferConditions& conditions, const Requirement& requirement, Demand demand) {
  constexpr std::string_view kPartTime = "no ";
  if (demand != Demand::must) {
    return;
  }
  if (requirement.value == "yes") {
    conditions.full_time = true;
    conditions.times_known = true;
  } else if (requirement.value.starts_with(kPartTime)) {
    if (const auto hours = leading_number(std::string_view(requirement.value).substr(kPartTime.size()))) {
      add_weekly_hours(conditions, *hours);
    }
  }
}

void add_lifting(OfferConditions& conditions, const Requirement& requirement, Demand demand) {
  merge(conditions.lifting, demand);
  if (demand != Demand::must) {
    return;
  }
  if (const auto weight = leading_number(requirement.value)) {
    conditions.lifting_kg = std::max(conditions.lifting_kg, static_cast<int>(*weight));
  } else if (requirement.value == "heavy") {
    conditions.lifting_heavy = true;
  }
}

/// What two writings of one paper share; masculine and feminine are one: "carte conductrice", "carte conducteur".
std::string paper_key(std::string_view name) {
  std::string key;
  for (const Word& word : words(name)) {
    key += word.text + " ";
  }
  return key;
}

void add_requirement(OfferConditions& conditions, const Requirement& requirement, ConditionVocabulary& vocabulary) {
  const Demand demand = demand_of(requirement.strictness);
  if (requirement.kind == RequirementKind::hours) {
    add_hours(conditions, requirement);
    return;
  }
  if (demand == Demand::absent) {
    return;
  }
  switch (requirement.kind) {
    case RequirementKind::licence: {
      LicenceSet& licences = demand == Demand::must ? conditions.licences : conditions.licences_unclear;
      licences = static_cast<LicenceSet>(licences | licence_set(requirement.value));
      break;
    }
    case RequirementKind::vehicle:
      merge(conditions.vehicle, demand);
      conditions.vehicle_means_car = conditions.vehicle_means_car || requirement.value == "own car";
      break;
    case RequirementKind::certificate: {
      if (requirement.value == "carte conducteur") {
        // The holder of the licence gets the card on request: something to do, not a closed door.
        conditions.certificates_unclear.push_back(vocabulary.number(requirement.value));
        break;
      }
      if (requirement.value == "Certiphyto") {
        merge(conditions.dust_chemicals,
              Demand::must);  // even the paper one may get on the job tells that products are spread
      }
      auto& certificates = demand == Demand::must ? conditions.certificates : conditions.certificates_unclear;
      certificates.push_back(vocabulary.number(requirement.value));
      for (std::string_view wider = wider_certificate(requirement.value); !wider.empty() && demand == Demand::must;
           wider = wider_certificate(wider)) {
        conditions.certificates_wider.push_back(vocabulary.number(wider));
      }
      if (requirement.value == "FCO" && demand == Demand::must) {
        conditions.certificates_wider.push_back(vocabulary.number("FCO"));
      }
      break;
    }
    case RequirementKind::diploma:
      conditions.diplomas.push_back({requirement.value, diploma_level(requirement.value),
                                     state_diploma(requirement.value), demand,
                                     diploma_level(requirement.value) >= kLevelOfDegrees && !requirement.replaceable});
      break;
    case RequirementKind::experience:
      add_experience(conditions, requirement, demand);
      break;
    case RequirementKind::full_time:
      add_full_time(conditions, requirement, demand);
      break;
    case RequirementKind::language_fr:
      merge(conditions.french, demand);
      conditions.french_level = std::max(conditions.french_level, cefr_level(requirement.value));
      break;
    case RequirementKind::language_en:
      merge(conditions.english, demand);
      conditions.english_level = std::max(conditions.english_level, cefr_level(requirement.value));
      break;
    case RequirementKind::language_other:
      merge(conditions.other_language, demand);
      break;
    case RequirementKind::lifting:
      add_lifting(conditions, requirement, demand);
      break;
    case RequirementKind::standing:
      merge(conditions.standing, demand);
      break;
    case RequirementKind::heights:
      merge(conditions.heights, demand);
      break;
    case RequirementKind::cold:
      merge(conditions.cold, demand);
      break;
    case RequirementKind::dust_chemicals:
      merge(conditions.dust_chemicals, demand);
      break;
    case RequirementKind::travel:
      merge(conditions.travel, demand);
      conditions.travel_away =
          conditions.travel_away || requirement.value == "national" || requirement.value == "international";
      break;
    case RequirementKind::age:
      if (const auto age = leading_number(requirement.value); age && *age >= 18) {
        merge(conditions.adult, demand);
      }
      break;
    case RequirementKind::scheme:
      if (demand == Demand::must && conditions.scheme.empty()) {
        conditions.scheme = requirement.value;
      }
      break;
    case RequirementKind::contract:
      if (demand == Demand::must && requirement.value == "apprenticeship") {
        conditions.contract = ContractKind::apprenticeship;
      }
      break;
    default:
      break;  // heat, right to work, criminal record, vaccination: asked to the person, no rule of eligibility
  }
}

/// A postal code must not pass for the INSEE code with the same digits.
std::string postal_key(const std::string& postal_code) {
  return "cp " + postal_code;
}

/// The commune of an offer in every way a person may name it.
std::vector<std::string> keys_of(const OfferPlace& place, const Gazetteer& gazetteer) {
  std::vector<std::string> keys;
  if (!place.insee.empty()) {
    keys.push_back(place.insee);
  }
  if (!place.postal_code.empty()) {
    keys.push_back(postal_key(place.postal_code));
  }
  const std::string_view name = gazetteer.name(place.insee);
  PlaceLabel label = read_place_label(name.empty() ? std::string_view(place.label) : name);
  if (!label.name.empty() && !is_wider_than_a_commune(label)) {
    keys.push_back(std::move(label.name));
  }
  return keys;
}

void sort_unique(auto& values) {
  std::ranges::sort(values);
  const auto rest = std::unique(values.begin(), values.end());
  values.erase(rest, values.end());
}

/// Numbers of one vocabulary to those of another, sorted as before.
void renumber_all(std::vector<std::uint16_t>& certificates, const std::vector<std::uint16_t>& numbers) {
  for (std::uint16_t& number : certificates) {
    number = numbers[number];
  }
  std::ranges::sort(certificates);
}

}  // namespace

StateDiploma state_diploma(std::string_view label) {
  constexpr std::array<std::string_view, 9> kSocial{"DEAES", "DEAMP", "DEAVS",  "DEES",   "DEASS",
                                                    "DEEJE", "CESF",  "DECESF", "DE CESF"};
  constexpr std::string_view kWritten = "diplôme d'État ";
  if (label == "DEAS" || label == "DEAP") {
    return StateDiploma::by_law;
  }
  const bool named = label.starts_with(kWritten) || std::ranges::find(kSocial, label) != kSocial.end();
  return named ? StateDiploma::named : StateDiploma::no;
}

LicenceSet licence_set(std::string_view name) {
  const auto found = std::ranges::find(kLicences, name);
  return found == kLicences.end() ? LicenceSet{0} : static_cast<LicenceSet>(1U << (found - kLicences.begin()));
}

FieldOfWork field_of_work(std::string_view code) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (code.size() < 3 || !is_digit(code[1]) || !is_digit(code[2])) {
    return 0;
  }
  // Lines run alike whatever they make: food, chemicals, electronics, building materials, paper, plastics, packages.
  constexpr std::array<std::string_view, 7> kLines{"H21", "H23", "H26", "H28", "H31", "H32", "H33"};
  if (std::ranges::find(kLines, code.substr(0, 3)) != kLines.end()) {
    code = kLines.front();
  }
  return static_cast<FieldOfWork>(static_cast<unsigned char>(code[0]) << 8 | ((code[1] - '0') * 10 + (code[2] - '0')));
}

DepartmentCode department_code(std::string_view code) {
  DepartmentCode number = 0;
  for (std::size_t at = 0; at < sizeof(number); ++at) {
    number = number << 8U | (at < code.size() ? static_cast<unsigned char>(code[at]) : 0U);
  }
  return number;
}

LicenceSet with_implied(LicenceSet held) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kImplies{{{"DE", "D"},
                                                                                    {"DE", "BE"},
                                                                                    {"CE", "C"},
                                                                                    {"CE", "BE"},
                                                                                    {"C", "C1"},
                                                                                    {"C1", "B"},
                                                                                    {"D", "B"},
                                                                                    {"BE", "B"},
                                                                                    {"B", "AM"},
                                                                                    {"A", "A2"},
                                                                                    {"A2", "A1"},
                                                                                    {"A1", "AM"}}};
  for (const auto& [holder, implied] : kImplies) {
    if ((held & licence_set(holder)) != 0) {
      held = static_cast<LicenceSet>(held | licence_set(implied));
    }
  }
  return held;
}

std::string licence_names(LicenceSet set) {
  std::string names;
  for (const std::string_view name : kLicences) {
    if ((set & licence_set(name)) != 0) {
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
  }
  return names;
}

std::vector<std::string> place_keys(std::string_view place, const Gazetteer& gazetteer) {
  PlaceLabel label = read_place_label(place);
  if (!label.name.empty()) {
    return {std::move(label.name)};
  }
  if (label.postal_code.empty()) {
    return {};
  }
  if (!gazetteer.name(place).empty()) {
    return {std::string(place)};
  }
  return {std::string(place), postal_key(label.postal_code)};
}

std::string_view wider_certificate(std::string_view name) {
  constexpr std::string_view kFamily = "CACES";
  if (!name.starts_with(kFamily) || name.size() == kFamily.size()) {
    return {};
  }
  return name.substr(0, name.rfind(' '));
}

UnitPoint unit_point(const Coordinates& place) {
  const double latitude = place.latitude * std::numbers::pi / 180;
  const double longitude = place.longitude * std::numbers::pi / 180;
  return {static_cast<float>(std::cos(latitude) * std::cos(longitude)),
          static_cast<float>(std::cos(latitude) * std::sin(longitude)), static_cast<float>(std::sin(latitude))};
}

std::uint16_t ConditionVocabulary::number(std::string_view name) {
  const auto [entry, inserted] = numbers_.try_emplace(paper_key(name), static_cast<std::uint16_t>(names_.size()));
  if (inserted) {
    names_.emplace_back(name);
  }
  return entry->second;
}

std::optional<std::uint16_t> ConditionVocabulary::find(std::string_view name) const {
  const auto entry = numbers_.find(paper_key(name));
  return entry == numbers_.end() ? std::nullopt : std::optional<std::uint16_t>(entry->second);
}

std::vector<std::uint16_t> ConditionVocabulary::add(const ConditionVocabulary& others) {
  std::vector<const std::string*> keys(others.names_.size());
  for (const auto& [key, number] : others.numbers_) {
    keys[number] = &key;
  }
  std::vector<std::uint16_t> numbers;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    const auto [entry, inserted] = numbers_.try_emplace(*keys[row], static_cast<std::uint16_t>(names_.size()));
    if (inserted) {
      names_.push_back(others.names_[row]);
    }
    numbers.push_back(entry->second);
  }
  return numbers;
}

void renumber(OfferConditions& conditions, const ConditionVocabulary& own, ConditionVocabulary& vocabulary) {
  if (own.empty()) {
    return;
  }
  const std::vector<std::uint16_t> numbers = vocabulary.add(own);
  renumber_all(conditions.certificates, numbers);
  renumber_all(conditions.certificates_wider, numbers);
  renumber_all(conditions.certificates_unclear, numbers);
}

void renumber(PersonLimits& limits, const ConditionVocabulary& own, ConditionVocabulary& vocabulary) {
  if (own.empty()) {
    return;
  }
  const std::vector<std::uint16_t> numbers = vocabulary.add(own);
  if (limits.certificates) {
    renumber_all(*limits.certificates, numbers);
  }
  renumber_all(limits.certificates_vague, numbers);
}

OfferConditions compile_conditions(const Offer& offer, const OfferUnderstanding& understood, const Gazetteer& gazetteer,
                                   const Referential& referential, ConditionVocabulary& vocabulary) {
  OfferConditions conditions;
  if (const auto place = gazetteer.locate(offer.place)) {
    conditions.place = unit_point(*place);
  } else {
    conditions.departments = Gazetteer::departments_of(offer.place);
  }
  conditions.contract = offer.contract;
  conditions.scheme = offer.reserved_for;
  for (const Requirement& requirement : understood.requirements) {
    add_requirement(conditions, requirement, vocabulary);
  }
  for (const WorkingTime& time : understood.times) {
    if (time.sure) {
      conditions.clock_times.push_back({time.days, time.from_minute, time.until_minute});
    }
  }
  const bool open_to_beginners = std::ranges::any_of(understood.requirements, [](const Requirement& requirement) {
    return requirement.kind == RequirementKind::experience && requirement.strictness == Strictness::none;
  });
  if (open_to_beginners && conditions.experience == Demand::must) {
    // The offer says both: what contradicts itself excludes nobody.
    conditions.experience = Demand::unclear;
  }
  add_trade_conditions(conditions, understood, referential, vocabulary);
  sort_unique(conditions.certificates);
  sort_unique(conditions.certificates_unclear);
  sort_unique(conditions.certificates_wider);
  if (conditions.scheme.empty() && (conditions.contract == ContractKind::apprenticeship ||
                                    conditions.contract == ContractKind::professionalisation)) {
    conditions.scheme = "alternance";
  }
  conditions.full_time = conditions.full_time || offer.full_time.value_or(false);
  conditions.times_unclear = static_cast<std::uint8_t>(conditions.times_unclear & ~conditions.times);
  conditions.licences_unclear =
      static_cast<LicenceSet>(conditions.licences_unclear & ~with_implied(conditions.licences));
  conditions.self_employed =
      offer.contract == ContractKind::lib || offer.contract == ContractKind::fra || offer.contract == ContractKind::cce;
  conditions.valid_until = offer.valid_until;
  conditions.employer_key = folded(offer.employer);
  conditions.place_keys = keys_of(offer.place, gazetteer);
  for (const OccupationLink& link : understood.occupations) {
    if (link.confidence >= kSureOccupation) {
      conditions.occupations.push_back(link.occupation.value());
    }
    if (link.confidence >= kLikelyOccupation) {
      // Experience counts in the whole family of the job: both generations of codes name the same trade.
      for (const OccupationIndex relative : referential.family(referential.parent(link.occupation))) {
        conditions.trades.push_back(relative.value());
        conditions.fields.push_back(field_of_work(referential.code(relative)));
      }
    }
  }
  sort_unique(conditions.occupations);
  sort_unique(conditions.trades);
  sort_unique(conditions.fields);
  return conditions;
}

}  // namespace passerelle
