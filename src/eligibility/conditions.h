#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/offer.h"
#include "domain/person.h"
#include "linking/linker.h"
#include "linking/person_understanding.h"
#include "places/gazetteer.h"

namespace passerelle {

/// How sure an offer's condition is: `must` can exclude; `unclear` only for a degree (`DiplomaDemand::is_degree`).
enum class Demand : std::uint8_t { absent, unclear, must };

/// Licences as bits, one per category `AM A1 A2 A B BE C1 C CE D1 D DE`.
using LicenceSet = std::uint16_t;

/// The set of one licence; 0 for a name that is none.
LicenceSet licence_set(std::string_view name);
/// All that holding these licences allows: CE allows C and B, B allows AM …
LicenceSet with_implied(LicenceSet held);
/// Names in the set, joined by ", ".
std::string licence_names(LicenceSet set);

/// A professional field of ROME, the first three characters of its codes ("A14"), as a number; 0 for none. The fields
/// of mass production are one.
using FieldOfWork = std::uint16_t;
FieldOfWork field_of_work(std::string_view code);

/// The code of a département ("45", "2A", "974") as a number, in the same order: a person has a hundred of them.
using DepartmentCode = std::uint32_t;
DepartmentCode department_code(std::string_view code);

/// Times of the week an offer uses, as bits of `OfferConditions::times`.
enum TimeBit : std::uint8_t {
  kTimeNight = 1,
  kTimeSaturday = 2,
  kTimeSunday = 4,
  kTimeEarly = 8,
  kTimeEvening = 16,
  kTimeSplit = 32,
  kTimeOnCall = 64,
  kTimeShifts = 128,  ///< in turn: 2x8, 3x8
};

/// A point on the unit sphere: the squared chord between two is compared instead of a distance.
struct UnitPoint {
  float x = 0;
  float y = 0;
  float z = 0;
};
UnitPoint unit_point(const Coordinates& place);

/// Certificates, diplomas and avoided words by number, so that eligibility compares no text. Built once, in a fixed
/// order, before anything is compiled.
class ConditionVocabulary {
 public:
  /// The number of a certificate or diploma, by its folded name; a new one when it is not known yet.
  std::uint16_t number(std::string_view name);
  /// The number of a name that is known; nothing for one that no person and no condition ever named.
  [[nodiscard]] std::optional<std::uint16_t> find(std::string_view name) const;
  [[nodiscard]] std::string_view name(std::uint16_t number) const { return names_[number]; }
  /// Takes in all names of `others`, in the order of their numbers; returns the number here of each.
  std::vector<std::uint16_t> add(const ConditionVocabulary& others);
  [[nodiscard]] bool empty() const { return names_.empty(); }

 private:
  std::unordered_map<std::string, std::uint16_t> numbers_;
  std::vector<std::string> names_;
};

/// Whether a diploma is one of the State for one profession, which no other of the same level replaces.
enum class StateDiploma : std::uint8_t {
  no,
  named,   ///< another of the State may be the same or its forerunner: that is asked
  by_law,  ///< nothing else will do: DEAS, DEAP
};
/// `label` as requirements write it: "DEAS", "diplôme d'État infirmier".
StateDiploma state_diploma(std::string_view label);

/// A diploma an offer demands.
struct DiplomaDemand {
  std::string label;  ///< as the offer says it
  int level = 0;      ///< 3 (CAP) to 8; 0 when the label tells none
  StateDiploma state = StateDiploma::no;
  Demand demand = Demand::absent;
  bool is_degree = false;  ///< of five years, nothing being taken in its place: out of reach from two levels below
};

/// All that an offer asks of a person, ready to be compared without reading text.
struct OfferConditions {
  std::optional<UnitPoint> place;
  std::vector<std::string> departments;  ///< when only the département or the region is told; empty otherwise
  LicenceSet licences = 0;               ///< demanded
  LicenceSet licences_unclear = 0;       ///< perhaps demanded
  Demand vehicle = Demand::absent;
  bool vehicle_means_car = false;
  std::vector<std::uint16_t> certificates;          ///< demanded
  std::vector<std::uint16_t> certificates_wider;    ///< names of the same without category, sorted
  std::vector<std::uint16_t> certificates_unclear;  ///< perhaps demanded
  std::vector<DiplomaDemand> diplomas;              ///< any one of them will do
  Demand experience = Demand::absent;
  int experience_months = 0;          ///< 0: some, not said how much
  std::vector<std::uint32_t> trades;  ///< occupations (rows) in which experience counts, sorted
  std::vector<FieldOfWork> fields;    ///< of these trades, sorted
  std::uint8_t times = 0;             ///< TimeBit, demanded
  std::uint8_t times_unclear = 0;     ///< TimeBit, perhaps
  std::vector<TimeSlot> clock_times;  ///< when the work surely is; days are 0 when the offer does not tell them
  bool times_known = false;           ///< the offer says something of its hours
  std::optional<double> hours_per_week;
  bool full_time = false;
  Demand french = Demand::absent;
  int french_level = 0;  ///< 1 (A1) to 6 (C2); 0 when not said
  Demand english = Demand::absent;
  int english_level = 0;
  Demand other_language = Demand::absent;
  Demand lifting = Demand::absent;
  int lifting_kg = 0;  ///< 0: heavy or not said
  bool lifting_heavy = false;
  Demand standing = Demand::absent;
  Demand heights = Demand::absent;
  Demand cold = Demand::absent;
  Demand dust_chemicals = Demand::absent;
  Demand travel = Demand::absent;
  bool travel_away = false;  ///< nights away from home: national or international
  ContractKind contract = ContractKind::unknown;
  bool self_employed = false;
  std::string scheme;             ///< reserved for; empty for everybody
  Demand adult = Demand::absent;  ///< 18 or over
  std::optional<Day> valid_until;
  std::vector<std::uint32_t> occupations;    ///< surely what the job is, sorted rows: what avoiding compares with
  std::string employer_key;                  ///< folded
  std::vector<std::string> place_keys;       ///< its commune in each way a person may name it
  std::vector<std::uint16_t> avoided_words;  ///< numbers of avoided phrases found in title, employer or text, sorted
};

/// What an experience was, perhaps: one of its readings.
struct PractisedTrade {
  std::uint32_t occupation = 0;  ///< row
  FieldOfWork field = 0;
  std::size_t experience = 0;  ///< row among the person's experiences
  std::optional<int> months;
  bool sure = false;
  bool near = false;  ///< not practised itself: a mobility from what was
};

/// Everything of a person that limits, ready to be compared.
struct PersonLimits {
  std::optional<UnitPoint> home;
  double reach_km = 0;         ///< straight line within `max_minutes` by the quickest mode; only with a home
  double farthest_km = 0;      ///< the same on a good day: beyond, the way is surely too long
  double reach_by_car_km = 0;  ///< the same for somebody who has a car too
  std::optional<double> max_km;
  std::vector<DepartmentCode> departments_beyond;  ///< out of reach as a whole, sorted
  bool reach_assumed = false;                      ///< minutes or modes were not given
  std::vector<TravelMode> modes;
  int max_minutes = 0;                 ///< 0: kilometres alone limit
  std::optional<LicenceSet> licences;  ///< with what they imply
  Answer vehicle = Answer::unknown;
  Answer own_means = Answer::unknown;
  std::optional<std::vector<std::uint16_t>> certificates;  ///< wider names included, sorted
  std::vector<std::uint16_t> certificates_vague;           ///< held, the category not being told; sorted
  std::optional<std::vector<Diploma>> diplomas;            ///< also by the names requirements give them
  bool perhaps_state_diploma = false;                      ///< one of the diplomas may be of the State
  bool experiences_known = false;                          ///< a list was given and each entry was understood
  std::vector<PractisedTrade> practised;                   ///< in the order of experiences
  std::optional<double> min_hours;
  std::optional<double> max_hours;
  std::vector<TimeSlot> slots;
  Answer nights = Answer::unknown;
  Answer saturdays = Answer::unknown;
  Answer sundays = Answer::unknown;
  std::uint8_t refused_times = 0;  ///< TimeBit: on call, in shifts
  std::optional<int> french_level;
  std::optional<int> english_level;  ///< 0: does not speak it
  PhysicalLimits physical;
  bool home_every_evening = false;
  std::array<Preference, 12> contracts{};           ///< by ContractKind
  std::vector<std::uint32_t> avoided_occupations;   ///< sorted rows
  std::vector<std::string> avoided_employers;       ///< folded
  std::vector<std::string> avoided_places;          ///< as `place_keys` makes them
  std::vector<std::uint16_t> avoided_words;         ///< sorted
  std::optional<std::vector<std::string>> schemes;  ///< codes the person is eligible for on the Monday
  bool young_worker = false;
};

/// Ways to name a commune, each comparable: INSEE code, postal code, name. `place` is any of them.
std::vector<std::string> place_keys(std::string_view place, const Gazetteer& gazetteer);

/// A certificate without its category: "CACES R489 3" → "CACES R489" → "CACES"; empty for any other.
std::string_view wider_certificate(std::string_view name);

/// How surely the offer uses one of these times (`TimeBit`).
inline Demand time_demand(const OfferConditions& offer, std::uint8_t bits) {
  if ((offer.times & bits) != 0) {
    return Demand::must;
  }
  return (offer.times_unclear & bits) != 0 ? Demand::unclear : Demand::absent;
}

/// Phrases that people avoid and that name no occupation ("abattoir"): they are looked for in the words of offers
/// while these are still there.
class AvoidedPhrases {
 public:
  AvoidedPhrases() = default;
  AvoidedPhrases(const std::vector<Person>& people, const std::vector<PersonUnderstanding>& understood);
  /// Numbers of the phrases that stand, as whole words, in the offer's title, employer or text; sorted.
  [[nodiscard]] std::vector<std::uint16_t> found_in(const Offer& offer) const;
  [[nodiscard]] std::optional<std::uint16_t> number(std::string_view phrase) const;

 private:
  std::vector<std::string> phrases_;  ///< folded, surrounded by spaces, sorted
};

/// Compiles what an offer asks. `understood` is its own; the words of the offer may be gone.
OfferConditions compile_conditions(const Offer& offer, const OfferUnderstanding& understood, const Gazetteer& gazetteer,
                                   const Referential& referential, ConditionVocabulary& vocabulary);

/// Compiles a person's limits as they stand on `monday`, with what their free text states.
PersonLimits compile_limits(const Person& person, const PersonUnderstanding& understood, Day monday,
                            const Gazetteer& gazetteer, const Referential& referential, const RequirementReader& reader,
                            const AvoidedPhrases& phrases, ConditionVocabulary& vocabulary);

/// Makes numbers of a vocabulary of its own those of `vocabulary`, which takes in its names: what was compiled apart,
/// on any thread, is in the end as if it had been compiled here. Called in the order of rows.
void renumber(OfferConditions& conditions, const ConditionVocabulary& own, ConditionVocabulary& vocabulary);
void renumber(PersonLimits& limits, const ConditionVocabulary& own, ConditionVocabulary& vocabulary);

}  // namespace passerelle
