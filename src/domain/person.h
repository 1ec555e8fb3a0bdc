#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "domain/date.h"
#include "domain/requirement.h"

namespace passerelle {

using PersonId = StrongId<struct PersonIdTag, std::string>;
using PersonIndex = StrongId<struct PersonIndexTag>;
using ReferentId = StrongId<struct ReferentIdTag, std::string>;

/// Where a skill comes from. The names in files are those of `to_string`.
enum class Evidence {
  work,
  training,
  diploma,
  badge,
  immersion,
  volunteering,
  everyday_life,
  sport_arts_games,
  declared,
};

enum class AccompanimentStatus { active, paused, immersion, employed, left };
enum class SkillStatus { suggested, confirmed, rejected };
enum class TravelMode { walk, bike, public_transport, moped, car };
enum class Preference { none, prefer, accept, avoid, refuse };

/// A référent of the person, with the role they hold: `employment`, `social` or `training`.
struct ReferentLink {
  ReferentId id;
  std::string role;
};

struct Accompaniment {
  AccompanimentStatus status = AccompanimentStatus::active;
  std::optional<Day> from;
  std::optional<Day> until;
  std::optional<Day> last_contact;
};

/// How the person moves. Empty `modes` mean unknown; `licences` is nullopt when unknown, empty when none is held.
struct Mobility {
  std::vector<TravelMode> modes;
  std::optional<std::vector<std::string>> licences;
  Answer vehicle = Answer::unknown;
  std::optional<int> max_minutes;
  std::optional<double> max_km;
};

/// A time of the week when the person can work; minutes after midnight, `from` < `until`.
struct TimeSlot {
  std::uint8_t days = 0;  ///< bit 0 Monday … bit 6 Sunday
  int from_minute = 0;
  int until_minute = 0;
};

/// When the person can work; empty `slots` mean unknown.
struct Availability {
  std::optional<Day> from;
  std::optional<double> min_hours_per_week;
  std::optional<double> max_hours_per_week;
  std::vector<TimeSlot> slots;
  Answer nights = Answer::unknown;
  Answer weekends = Answer::unknown;
};

/// What the person can bear, never why. `yes` can, `no` cannot.
struct PhysicalLimits {
  std::optional<double> max_lifting_kg;
  Answer standing_long = Answer::unknown;
  Answer heights = Answer::unknown;
  Answer cold = Answer::unknown;
  Answer dust_chemicals = Answer::unknown;
};

/// Whether the person may work. Here unknown is treated as `no`; `ask` gives a list to the référent only.
enum class WorkAuthorisation { yes, no, ask, unknown };

struct WorkStatus {
  WorkAuthorisation authorised = WorkAuthorisation::unknown;
  std::optional<Day> authorised_until;
  std::optional<Day> young_worker_until;  ///< until that day the law on young workers applies
};

struct Scheme {
  std::string code;  ///< `iae oeth pmsmp alternance`
  std::string status;
  std::optional<Day> until;
};

struct LanguageLevel {
  std::string code;  ///< ISO 639-1
  std::string cefr;  ///< A1 … C2, empty when unknown
};

struct Diploma {
  std::optional<int> level;  ///< 3 (CAP) to 8
  std::string label;
};

struct Experience {
  std::string title;
  std::string text;
  std::optional<int> months;
  std::optional<int> last_year;
  bool informal = false;
  std::string country;  ///< never a feature
};

/// A skill the person has, with both ratings (0 to 5): when they disagree, both stay.
struct PersonSkill {
  std::string text;
  std::string rome_skill;  ///< ROME skill code, empty when only words are given
  std::optional<int> self;
  std::optional<int> referent;
  Evidence evidence = Evidence::declared;
  SkillStatus status = SkillStatus::confirmed;
};

struct SoftSkill {
  std::string name;
  std::optional<int> self;
  std::optional<int> referent;
};

/// An occupation wished for or avoided: a ROME code, or words.
struct OccupationWish {
  std::string rome;
  std::string text;
};

struct Avoidance {
  std::string text;
  std::string rome;
  std::string employer;
  std::string place;
};

struct ContractPreference {
  std::string contract;  ///< `CDI`, `CDD`, `MIS` …
  Preference preference = Preference::none;
};

struct Wishes {
  std::vector<OccupationWish> occupations;
  std::vector<Avoidance> avoid;
  std::vector<ContractPreference> contracts;
  std::optional<double> net_monthly_min;
};

/// A person as the organisation's file tells it. It never holds a name, a phone number or an address.
/// Empty and nullopt mean unknown; an optional list that is there is complete, even when empty.
struct Person {
  PersonId id;
  std::vector<ReferentLink> referents;
  Accompaniment accompaniment;
  std::string home_insee;
  std::string home_postal_code;
  Mobility mobility;
  Availability availability;
  PhysicalLimits limits;
  WorkStatus work;
  std::optional<std::vector<Scheme>> schemes;
  std::optional<std::vector<LanguageLevel>> languages;
  std::optional<std::vector<Diploma>> diplomas;
  std::optional<std::vector<std::string>> certificates;
  std::optional<std::vector<Experience>> experiences;
  std::vector<PersonSkill> skills;
  std::vector<SoftSkill> soft_skills;
  Wishes wishes;
  std::string text;  ///< counts only through what it is understood to mention
};

/// Days when a référent is away, both included; nullopt: open on that side.
struct Absence {
  std::optional<Day> from;
  std::optional<Day> until;

  bool operator==(const Absence&) const = default;
};

/// Who accompanies people, as read from the référents file. Phone and e-mail are the office's, as written; only
/// messages and notifications use them. Empty means unknown.
struct Referent {
  ReferentId id;
  std::string display_name;
  std::string backup;  ///< the id of who stands in during an absence
  std::string phone = {};
  std::string email = {};
  std::vector<Absence> absent = {};
};

std::string_view to_string(Evidence evidence);
std::optional<Evidence> parse_evidence(std::string_view name);
std::string_view to_string(AccompanimentStatus status);
std::optional<AccompanimentStatus> parse_accompaniment_status(std::string_view name);
std::string_view to_string(TravelMode mode);
std::optional<TravelMode> parse_travel_mode(std::string_view name);
std::optional<Preference> parse_preference(std::string_view name);

}  // namespace passerelle
