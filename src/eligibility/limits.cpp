#include <algorithm>
#include <cmath>
#include <iterator>

#include "eligibility/conditions.h"
#include "normalise/text.h"
#include "places/travel.h"

namespace passerelle {
namespace {

/// Assumed when a home is known but not how far the person can go; always said.
constexpr int kAssumedMinutes = 45;
/// No two places on Earth are farther apart.
constexpr double kFarthestKm = 20'038;
/// A link this sure makes an avoidance or an experience count.
constexpr double kSureEnough = 0.35;

/// The longest straight line within `minutes` by one of `modes`, to the metre below; minutes never decrease with
/// distance. `minutes_of` is `estimated_minutes` or `least_minutes`.
double reach_km(int minutes, const std::vector<TravelMode>& modes, int (*minutes_of)(double, TravelMode)) {
  double low = 0;
  double high = kFarthestKm;
  while (high - low > 0.001) {
    const double middle = (low + high) / 2;
    const bool within =
        std::ranges::any_of(modes, [&](TravelMode mode) { return minutes_of(middle, mode) <= minutes; });
    (within ? low : high) = middle;
  }
  return low;
}

std::optional<int> level_of(const std::vector<LanguageLevel>& languages, std::string_view code) {
  constexpr std::array<std::string_view, 6> kLevels{"A1", "A2", "B1", "B2", "C1", "C2"};
  for (const LanguageLevel& language : languages) {
    if (language.code == code) {
      const auto found = std::ranges::find(kLevels, language.cefr);
      if (found == kLevels.end()) {
        return std::nullopt;
      }
      return static_cast<int>(found - kLevels.begin()) + 1;
    }
  }
  return 0;
}

/// The mobility of the file, with what the person states of the way ("pas plus de 20 km", "30 min max") where it is
/// silent.
Mobility stated_mobility(const Person& person, const std::vector<StatedLimit>& stated) {
  Mobility mobility = person.mobility;
  if (mobility.max_km || mobility.max_minutes) {
    return mobility;
  }
  for (const StatedLimit& limit : stated) {
    if (limit.kind == RequirementKind::travel && limit.value.ends_with("km")) {
      mobility.max_km = std::stod(limit.value);
    } else if (limit.kind == RequirementKind::travel && limit.value.ends_with("min")) {
      mobility.max_minutes = std::stoi(limit.value);
    }
  }
  return mobility;
}

void compile_place(PersonLimits& limits, const std::optional<Coordinates>& home, const Mobility& mobility,
                   const Gazetteer& gazetteer) {
  if (home) {
    limits.home = unit_point(*home);
  }
  limits.modes = mobility.modes;
  limits.reach_assumed = limits.modes.empty() || (!mobility.max_minutes && !mobility.max_km);
  limits.max_km = mobility.max_km;
  if (!mobility.max_minutes && mobility.max_km) {
    limits.reach_km = limits.farthest_km = limits.reach_by_car_km = kFarthestKm;
  } else {
    limits.max_minutes = mobility.max_minutes.value_or(kAssumedMinutes);
    // Unknown never excludes: without modes, the quickest of all is taken.
    const std::vector<TravelMode> any{TravelMode::walk, TravelMode::bike, TravelMode::public_transport,
                                      TravelMode::moped, TravelMode::car};
    const std::vector<TravelMode>& modes = limits.modes.empty() ? any : limits.modes;
    limits.reach_by_car_km = reach_km(limits.max_minutes, any, estimated_minutes);
    limits.reach_km = reach_km(limits.max_minutes, modes, estimated_minutes);
    limits.farthest_km = reach_km(limits.max_minutes, modes, least_minutes);
  }
  if (limits.modes.empty()) {
    limits.modes = {TravelMode::car};
  }
  if (home) {
    std::ranges::transform(
        gazetteer.departments_beyond(*home, std::min(limits.farthest_km, limits.max_km.value_or(kFarthestKm))),
        std::back_inserter(limits.departments_beyond), department_code);
  }
}

/// What the words name, as requirements call it.
std::vector<std::string> names_in(const RequirementReader& reader, const std::string& words, RequirementKind kind) {
  std::vector<std::string> names;
  for (Requirement& read : reader.read_text(words)) {
    if (read.kind == kind) {
      names.push_back(std::move(read.value));
    }
  }
  return names;
}

/// People write "DEAES", "D.E. moniteur-éducateur" or "moniteur éducateur": only the common names of other diplomas
/// are surely none of the State.
bool may_be_of_the_state(std::string_view label) {
  constexpr std::array<std::string_view, 11> kOthers{"bac",    "bts", "dut",     "cap",    "bep",  "brevet",
                                                     "bpjeps", "cqp", "licence", "master", "titre"};
  return std::ranges::none_of(kOthers,
                              [text = folded(label)](std::string_view other) { return text.starts_with(other); });
}

void compile_papers(PersonLimits& limits, const Person& person, const RequirementReader& reader,
                    ConditionVocabulary& vocabulary) {
  if (person.mobility.licences) {
    LicenceSet held = 0;
    for (const std::string& licence : *person.mobility.licences) {
      held = static_cast<LicenceSet>(held | licence_set(licence));
    }
    limits.licences = with_implied(held);
  }
  if (person.certificates) {
    std::vector<std::uint16_t> held;
    for (const std::string& certificate : *person.certificates) {
      held.push_back(vocabulary.number(certificate));
      for (const std::string& name : names_in(reader, certificate, RequirementKind::certificate)) {
        held.push_back(vocabulary.number(name));
        for (std::string_view wider = wider_certificate(name); !wider.empty(); wider = wider_certificate(wider)) {
          held.push_back(vocabulary.number(wider));
        }
        if (name == "CACES" || wider_certificate(name) == "CACES") {
          limits.certificates_vague.push_back(vocabulary.number(name));
        }
        if (name == "FCO") {
          held.push_back(vocabulary.number("FIMO"));  // the FCO renews it
        } else if (name == "FIMO") {
          limits.certificates_vague.push_back(vocabulary.number("FCO"));  // due five years after; perhaps done
        }
      }
    }
    std::ranges::sort(held);
    std::ranges::sort(limits.certificates_vague);
    limits.certificates = std::move(held);
  }
  if (person.diplomas) {
    limits.diplomas = person.diplomas;
    for (const Diploma& diploma : *person.diplomas) {
      limits.perhaps_state_diploma = limits.perhaps_state_diploma || may_be_of_the_state(diploma.label);
      for (std::string& name : names_in(reader, diploma.label, RequirementKind::diploma)) {
        limits.diplomas->push_back({diploma.level, std::move(name)});
      }
    }
  }
  limits.vehicle = person.mobility.vehicle;
  limits.own_means = person.mobility.vehicle;
  const auto& modes = person.mobility.modes;
  if (std::ranges::find(modes, TravelMode::car) != modes.end() ||
      std::ranges::find(modes, TravelMode::moped) != modes.end()) {
    limits.own_means = Answer::yes;
  } else if (modes.empty() && limits.own_means == Answer::no) {
    // No car, but perhaps a moped.
    limits.own_means = Answer::unknown;
  }
}

void compile_experience(PersonLimits& limits, const Person& person, const PersonUnderstanding& understood,
                        const Referential& referential) {
  // A trade whose words are not understood may be the one that is asked.
  limits.experiences_known = person.experiences.has_value();
  for (std::size_t row = 0; person.experiences && row < person.experiences->size(); ++row) {
    limits.experiences_known =
        limits.experiences_known &&
        std::ranges::find(understood.experienced, row, &ExperienceLink::experience) != understood.experienced.end();
  }
  for (const ExperienceLink& link : understood.experienced) {
    const bool sure = link.confidence >= kSureEnough;
    limits.practised.push_back({link.occupation.value(), field_of_work(referential.code(link.occupation)),
                                link.experience, link.months, sure, false});
    if (sure) {
      // An employer may take the experience of a near trade: that is a question to ask, not a closed door.
      for (const std::uint32_t near : referential.near(link.occupation)) {
        limits.practised.push_back({near, 0, link.experience, link.months, false, true});
      }
    }
  }
  std::ranges::stable_sort(limits.practised, {}, &PractisedTrade::experience);
}

/// Days that the person's own words leave out are days they do not work, unless the file says otherwise.
void narrow_weekend_by_slots(PersonLimits& limits) {
  if (limits.slots.empty()) {
    return;
  }
  std::uint8_t days = 0;
  for (const TimeSlot& slot : limits.slots) {
    days = static_cast<std::uint8_t>(days | slot.days);
  }
  const auto by_slots = [days](int day, Answer said) {
    return said == Answer::unknown && (days >> day & 1) == 0 ? Answer::no : said;
  };
  limits.saturdays = by_slots(5, limits.saturdays);
  limits.sundays = by_slots(6, limits.sundays);
}

void compile_times(PersonLimits& limits, const Availability& availability) {
  limits.min_hours = availability.min_hours_per_week;
  limits.max_hours = availability.max_hours_per_week;
  limits.slots = availability.slots;
  limits.nights = availability.nights;
  // Slots of the file without Sunday leave Sunday open: the file has its own field for that, where null is unknown.
  limits.saturdays = availability.weekends;
  limits.sundays = availability.weekends;
}

constexpr int kHour = 60;
constexpr int kDay = 24 * kHour;
constexpr std::uint8_t kAllDays = 0b1111111;
constexpr std::uint8_t kSchoolDays = 0b0011011;
constexpr std::uint8_t kWeekendDays = 0b1100000;
/// What "pas porter" is taken for.
constexpr double kNothingHeavyKg = 10;
/// What "temps partiel" is taken for: with the tolerance on hours, a full-time week does not fit.
constexpr double kPartTimeHours = 30;

/// When a person can work, by their own words.
struct StatedTimes {
  bool said = false;
  std::uint8_t days = kAllDays;
  int from_minute = 0;
  int until_minute = kDay;
  bool no_break = false;  ///< "pas de coupures"

  void keep(std::uint8_t only_days, int from, int until) {
    said = true;
    days = static_cast<std::uint8_t>(days & only_days);
    from_minute = std::max(from_minute, from);
    until_minute = std::min(until_minute, until);
  }
};

/// "09:15-16:15" as minutes of the day; nothing else is such a value.
std::optional<std::pair<int, int>> clock_times(std::string_view value) {
  if (value.size() != 11 || value[2] != ':' || value[5] != '-' || value[8] != ':') {
    return std::nullopt;
  }
  const auto two = [value](std::size_t at) { return (value[at] - '0') * 10 + (value[at + 1] - '0'); };
  return std::pair{two(0) * kHour + two(3), two(6) * kHour + two(9)};
}

/// "20h" as 20; nothing else is such a value.
std::optional<double> weekly_hours_stated(std::string_view value) {
  const bool digits =
      value.size() >= 2 && value.ends_with('h') &&
      std::ranges::all_of(value.substr(0, value.size() - 1), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::optional(std::stod(std::string(value))) : std::nullopt;
}

void apply_stated_hours(PersonLimits& limits, StatedTimes& times, const StatedLimit& stated) {
  const Answer said = stated.can ? Answer::yes : Answer::no;
  const auto narrow = [said](Answer& limit) { limit = limit == Answer::unknown ? said : limit; };
  if (stated.value == "night" || stated.value == "daytime") narrow(limits.nights);
  if (stated.value == "saturday" || stated.value == "weekend") narrow(limits.saturdays);
  if (stated.value == "sunday" || stated.value == "weekend") narrow(limits.sundays);
  if (stated.can) {
    return;
  }
  if (stated.value == "school") times.keep(kSchoolDays, 9 * kHour, 16 * kHour);
  if (stated.value == "mornings") times.keep(kAllDays, 0, 13 * kHour);
  if (stated.value == "afternoons") times.keep(kAllDays, 12 * kHour, 20 * kHour);
  if (stated.value == "weekends") times.keep(kWeekendDays, 7 * kHour, 21 * kHour);
  if (stated.value == "early") times.keep(kAllDays, 8 * kHour, kDay);
  if (stated.value == "evening" || stated.value == "daytime") times.keep(kAllDays, 0, 19 * kHour);
  // Who refuses to work in turn refuses two shifts as well as three; who refuses three may bear two, without nights.
  if (stated.value == "3x8") narrow(limits.nights);
  const auto refuse = [&limits](TimeBit bit) {
    limits.refused_times = static_cast<std::uint8_t>(limits.refused_times | bit);
  };
  if (stated.value == "2x8") refuse(kTimeShifts);
  if (stated.value == "on_call") refuse(kTimeOnCall);
  if (stated.value == "split") {
    times.said = times.no_break = true;
  }
  if (const auto window = clock_times(stated.value)) {
    times.keep(kAllDays, window->first, window->second);
  }
  if (const auto hours = weekly_hours_stated(stated.value); hours && !limits.max_hours) {
    limits.max_hours = hours;
  }
}

/// The file's slots win; words that contradict each other say nothing.
void apply_stated_times(PersonLimits& limits, const StatedTimes& times) {
  if (!times.said || !limits.slots.empty() || times.days == 0 || times.from_minute >= times.until_minute) {
    return;
  }
  constexpr int kMiddle = 14 * kHour;
  if (times.no_break && times.from_minute < kMiddle && times.until_minute > kMiddle) {
    // Free before the break or after it: a day that needs both does not fit.
    limits.slots = {{times.days, times.from_minute, kMiddle}, {times.days, kMiddle, times.until_minute}};
  } else {
    limits.slots = {{times.days, times.from_minute, times.until_minute}};
  }
  narrow_weekend_by_slots(limits);
}

/// Free text narrows what the file leaves unknown; a field of the file always wins. What the person states of the way
/// is in `stated_mobility`, of their licences in `compile_stated`.
void apply_stated(PersonLimits& limits, StatedTimes& times, const StatedLimit& stated) {
  switch (stated.kind) {
    case RequirementKind::vehicle:
      if (limits.vehicle == Answer::unknown) {
        limits.vehicle = stated.can ? Answer::yes : Answer::no;
        limits.own_means = limits.own_means == Answer::unknown ? limits.vehicle : limits.own_means;
      }
      break;
    case RequirementKind::hours:
      apply_stated_hours(limits, times, stated);
      break;
    case RequirementKind::full_time:
      if (!stated.can && !limits.max_hours) limits.max_hours = kPartTimeHours;
      break;
    case RequirementKind::lifting:
      if (!limits.physical.max_lifting_kg && !stated.can) {
        const bool weight = !stated.value.empty() && stated.value.front() >= '0' && stated.value.front() <= '9';
        limits.physical.max_lifting_kg = weight ? std::stod(stated.value) : kNothingHeavyKg;
      }
      break;
    case RequirementKind::standing:
      if (limits.physical.standing_long == Answer::unknown && !stated.can) limits.physical.standing_long = Answer::no;
      break;
    case RequirementKind::heights:
      if (limits.physical.heights == Answer::unknown && !stated.can) limits.physical.heights = Answer::no;
      break;
    case RequirementKind::cold:
      if (limits.physical.cold == Answer::unknown && !stated.can) limits.physical.cold = Answer::no;
      break;
    case RequirementKind::dust_chemicals:
      if (limits.physical.dust_chemicals == Answer::unknown && !stated.can) {
        limits.physical.dust_chemicals = Answer::no;
      }
      break;
    case RequirementKind::travel:
      limits.home_every_evening = limits.home_every_evening || (!stated.can && stated.value == "national");
      break;
    default:
      break;
  }
}

void compile_stated(PersonLimits& limits, const std::vector<StatedLimit>& stated) {
  StatedTimes times;
  std::optional<LicenceSet> licences;
  for (const StatedLimit& one : stated) {
    if (one.kind == RequirementKind::licence && (one.can || one.value.empty())) {
      const LicenceSet held = one.can ? licence_set(one.value) : LicenceSet{0};
      licences = static_cast<LicenceSet>(licences.value_or(0) | held);
    }
    apply_stated(limits, times, one);
  }
  apply_stated_times(limits, times);
  if (licences && !limits.licences) {
    limits.licences = with_implied(*licences);
  }
}

/// "chambre froide" avoided is cold avoided, whatever words the offer has for it; a field of the file always wins.
void avoid_conditions(PersonLimits& limits, const std::string& avoided, const RequirementReader& reader) {
  for (const Requirement& read : reader.read_text(avoided)) {
    const auto avoid = [](Answer& can) { can = can == Answer::unknown ? Answer::no : can; };
    if (read.kind == RequirementKind::cold) avoid(limits.physical.cold);
    if (read.kind == RequirementKind::heights) avoid(limits.physical.heights);
    if (read.kind == RequirementKind::dust_chemicals) avoid(limits.physical.dust_chemicals);
    if (read.kind == RequirementKind::standing) avoid(limits.physical.standing_long);
    if (read.kind == RequirementKind::hours && read.value == "night") avoid(limits.nights);
  }
}

void compile_wishes(PersonLimits& limits, const Person& person, const PersonUnderstanding& understood,
                    const AvoidedPhrases& phrases, const Gazetteer& gazetteer, const Referential& referential,
                    const RequirementReader& reader) {
  for (const ContractPreference& wish : person.wishes.contracts) {
    limits.contracts.at(static_cast<std::size_t>(parse_contract_kind(wish.contract))) = wish.preference;
  }
  for (const Avoidance& avoided : person.wishes.avoid) {
    if (!avoided.employer.empty()) limits.avoided_employers.push_back(folded(avoided.employer));
    if (!avoided.place.empty()) {
      std::ranges::move(place_keys(avoided.place, gazetteer), std::back_inserter(limits.avoided_places));
    }
    if (!avoided.rome.empty()) {
      for (const OccupationIndex occupation : referential.family(avoided.rome)) {
        limits.avoided_occupations.push_back(occupation.value());
      }
    }
    if (const auto number = phrases.number(avoided.text)) limits.avoided_words.push_back(*number);
    avoid_conditions(limits, avoided.text, reader);
  }
  for (const AvoidLink& link : understood.avoid) {
    for (const OccupationIndex occupation : link.occupations) {
      limits.avoided_occupations.push_back(occupation.value());
    }
  }
  std::ranges::sort(limits.avoided_occupations);
  std::ranges::sort(limits.avoided_words);
}

}  // namespace

AvoidedPhrases::AvoidedPhrases(const std::vector<Person>& people, const std::vector<PersonUnderstanding>& understood) {
  for (std::size_t row = 0; row < people.size(); ++row) {
    for (const Avoidance& avoided : people[row].wishes.avoid) {
      const bool names_occupation = std::ranges::any_of(understood[row].avoid, [&](const AvoidLink& link) {
        return link.where == avoided.text && !link.occupations.empty();
      });
      if (!avoided.text.empty() && !names_occupation) {
        phrases_.push_back(folded(avoided.text));
      }
    }
  }
  std::ranges::sort(phrases_);
  const auto rest = std::unique(phrases_.begin(), phrases_.end());
  phrases_.erase(rest, phrases_.end());
}

std::vector<std::uint16_t> AvoidedPhrases::found_in(const Offer& offer) const {
  std::vector<std::uint16_t> found;
  if (phrases_.empty()) {
    return found;
  }
  std::string text = folded(offer.title + " \n " + offer.employer + " \n " + offer.text);
  const auto is_letter = [&text](std::size_t position) {
    return position < text.size() && text[position] >= 'a' && text[position] <= 'z';
  };
  for (std::size_t number = 0; number < phrases_.size(); ++number) {
    const std::string& phrase = phrases_[number];
    for (std::size_t at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
      const std::size_t end = at + phrase.size();
      const bool plural = end < text.size() && text[end] == 's' && !is_letter(end + 1);
      if ((at == 0 || !is_letter(at - 1)) && (!is_letter(end) || plural)) {
        found.push_back(static_cast<std::uint16_t>(number));
        break;
      }
    }
  }
  return found;
}

std::optional<std::uint16_t> AvoidedPhrases::number(std::string_view phrase) const {
  const std::string wanted = folded(phrase);
  const auto found = std::ranges::lower_bound(phrases_, wanted);
  if (wanted.empty() || found == phrases_.end() || *found != wanted) {
    return std::nullopt;
  }
  return static_cast<std::uint16_t>(found - phrases_.begin());
}

PersonLimits compile_limits(const Person& person, const PersonUnderstanding& understood, Day monday,
                            const Gazetteer& gazetteer, const Referential& referential, const RequirementReader& reader,
                            const AvoidedPhrases& phrases, ConditionVocabulary& vocabulary) {
  PersonLimits limits;
  compile_place(limits, gazetteer.locate_home(person), stated_mobility(person, understood.limits), gazetteer);
  compile_papers(limits, person, reader, vocabulary);
  compile_experience(limits, person, understood, referential);
  compile_times(limits, person.availability);
  if (person.languages) {
    // A list without French leaves French unknown: people often list only what they learnt elsewhere.
    limits.french_level = level_of(*person.languages, "fr");
    if (limits.french_level == 0) {
      limits.french_level.reset();
    }
    limits.english_level = level_of(*person.languages, "en");
  }
  limits.physical = person.limits;
  compile_wishes(limits, person, understood, phrases, gazetteer, referential, reader);
  if (person.schemes) {
    std::vector<std::string> codes;
    for (const Scheme& scheme : *person.schemes) {
      if ((scheme.status.empty() || scheme.status == "eligible" || scheme.status == "active") &&
          (!scheme.until || *scheme.until >= monday)) {
        codes.push_back(scheme.code);
      }
    }
    limits.schemes = std::move(codes);
  }
  limits.young_worker = person.work.young_worker_until && *person.work.young_worker_until >= monday;
  compile_stated(limits, understood.limits);
  return limits;
}

}  // namespace passerelle
