#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/offer.h"
#include "requirements/pattern.h"
#include "requirements/requirement_reader.h"
#include "requirements/text.h"

namespace passerelle::reading {

// One reader per theme. Each looks at one clause and adds what it finds; all are immutable and thread-safe.

/// A row of a theme's table: what its words ask for, and how strictly when nothing else in the clause says.
struct ConditionRow {
  const char* pattern;
  RequirementKind kind;
  const char* value;
  Strictness bare;
};

/// A row ready to be looked for.
struct Condition {
  Pattern pattern;
  RequirementKind kind;
  std::string value;
  Strictness bare;
};

inline std::vector<Condition> compiled(std::span<const ConditionRow> rows) {
  std::vector<Condition> conditions;
  for (const ConditionRow& row : rows) {
    conditions.push_back({Pattern(row.pattern), row.kind, row.value, row.bare});
  }
  return conditions;
}

inline std::vector<Pattern> compiled(std::initializer_list<const char*> expressions) {
  std::vector<Pattern> patterns;
  for (const char* const expression : expressions) {
    patterns.emplace_back(expression);
  }
  return patterns;
}

/// Driving licences, and the car or other means a person must bring.
class LicenceTheme {
 public:
  LicenceTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;
  /// The licence that a driver's title names: "Chauffeur SPL".
  void read_title(const Clause& title, std::vector<Finding>& findings) const;

 private:
  void read_vehicle(const Clause& clause, std::vector<Finding>& findings) const;
  Pattern licence_;
  Pattern any_licence_;
  Pattern licence_and_vehicle_;
  Pattern own_vehicle_;
  Pattern needed_vehicle_;
  Pattern has_vehicle_;
  Pattern own_means_;
};

/// CACES and other certificates that one holds or not.
class CertificateTheme {
 public:
  CertificateTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;

 private:
  struct Named {
    Pattern pattern;
    std::string value;  ///< `#` stands for the first group, upper case
  };
  void read_caces(const Clause& clause, std::vector<Finding>& findings) const;
  Pattern caces_;
  Pattern category_;
  Pattern recommendation_;
  std::vector<Named> named_;
};

/// Diplomas and levels of study.
class DiplomaTheme {
 public:
  DiplomaTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;
  /// The diploma that the law asks for the job itself (DEAS, DEAP, the other health professions), by its title.
  void read_title(const Clause& title, std::vector<Finding>& findings) const;

 private:
  Pattern diploma_;
  Pattern state_diploma_;
  Pattern generic_;
  Pattern or_experience_;
  Pattern lifted_;
};

/// Length of experience, or that none is needed.
class ExperienceTheme {
 public:
  ExperienceTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;

 private:
  /// The first "expérience" from `from` on with the nearest length after it in its sentence, as `Pattern::find`.
  bool find_after_experience(std::string_view text, std::size_t from, Pattern::Match& match) const;
  /// True when what follows an experience offers something else in its place.
  [[nodiscard]] bool goes_another_way(std::string_view rest) const;
  Pattern beginner_;
  Pattern no_beginner_;
  Pattern none_;
  Pattern duration_first_;
  Pattern after_experience_;
  Pattern length_;
  Pattern duration_;
  Pattern bare_;
  std::vector<Pattern> not_asked_;  ///< any of them; apart, for each is looked for where its words are only
  Pattern alternative_;
  Pattern or_;
  Pattern other_way_;
  Pattern skilled_;
};

/// When the work is done: night, days, shifts, hours a week.
class HoursTheme {
 public:
  HoursTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;

 private:
  void read_week(const Clause& clause, std::vector<Finding>& findings) const;
  void read_days(const Clause& clause, std::vector<Finding>& findings) const;
  std::vector<Condition> slots_;
  Pattern goes_on_;
  Pattern shift_;
  Pattern weekly_;
  Pattern time_share_;
  Pattern day_;
  Pattern day_range_;
  Pattern rest_;
  Pattern not_the_job_;
};

/// A time of the day until another, minutes after midnight; past midnight `until` exceeds 24 h.
struct ClockRange {
  int from = 0;
  int until = 0;
  std::size_t begin = 0;  ///< bytes of the clause
  std::size_t end = 0;
  bool alternative = false;  ///< "ou" stands beside it
};

/// Hours ("8", "midi") and minutes ("30" or empty) as minutes after midnight; nullopt for no time of a day.
std::optional<int> minutes_of(std::string_view hours, std::string_view minutes);

/// Clock times: "6h-14h", "prise de poste à 5h".
class ClockTheme {
 public:
  ClockTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;
  /// False for opening hours, meetings, how to reach the employer.
  [[nodiscard]] bool of_the_job(const Clause& clause) const;
  /// All ranges of a text, lengths of work left out.
  [[nodiscard]] std::vector<ClockRange> ranges(std::string_view text) const;

 private:
  Pattern range_;
  Pattern start_;
  Pattern not_the_job_;
  Pattern alternating_;
  Pattern amplitude_;
};

/// When exactly one works: clock times with their days.
class WorkingTimesTheme {
 public:
  WorkingTimesTheme();
  /// The spans that the clauses of one text tell, not yet compared with each other.
  void read(const FoldedText& text, std::string_view original, std::span<const Clause> clauses, const ClockTheme& clock,
            std::vector<WorkingTime>& times) const;
  /// True when words of an offer say that its times change: "2x8", "horaires variables".
  [[nodiscard]] bool changing(std::string_view folded_text) const;
  /// Spans that contradict each other, or exceed a day's or the told week's work, are not sure; each span once.
  static std::vector<WorkingTime> settled(std::vector<WorkingTime> times, std::optional<double> weekly_hours);

 private:
  struct DayGroup {
    std::uint8_t days = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  [[nodiscard]] std::vector<DayGroup> days_of(std::string_view text, const std::vector<ClockRange>& ranges) const;
  Pattern day_;
  Pattern rest_before_;
  Pattern rest_after_;
  Pattern start_;
  Pattern finish_;
  Pattern pause_;
  Pattern loose_;
  Pattern changing_;
  Pattern evidence_;
  Pattern date_;
  Pattern count_of_days_;
};

class LanguageTheme {
 public:
  LanguageTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;

 private:
  Pattern language_;
  Pattern level_;
  Pattern fluent_;
  Pattern mastered_;
  Pattern other_use_;
};

/// Lifting, standing, heights, cold, heat, dust and chemicals; travel away from the workplace.
class PhysicalTheme {
 public:
  PhysicalTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;

 private:
  Pattern of_safety_;
  Pattern weight_;
  Pattern not_the_job_;
  std::vector<Condition> conditions_;
};

class TravelTheme {
 public:
  TravelTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;

 private:
  Pattern journey_;
  Pattern away_;
  Pattern abroad_;
  Pattern national_;
  Pattern regular_;
  Pattern not_the_job_;
};

/// Age, right to work, criminal record, vaccination, schemes and contracts that an offer is reserved for.
class PersonTheme {
 public:
  PersonTheme();
  void read(const Clause& clause, std::vector<Finding>& findings) const;

 private:
  std::vector<Condition> conditions_;
  std::vector<Condition> title_conditions_;
  Pattern casual_papers_;
  Pattern age_range_;
  Pattern under_age_;
};

/// What a person's own words state.
class StatementTheme {
 public:
  StatementTheme();
  [[nodiscard]] std::vector<StatedLimit> read(std::string_view text) const;

 private:
  struct Rule {
    Pattern pattern;
    RequirementKind kind;
    std::string value;  ///< `#1` stands for the first group
    bool can;
  };
  using Add =
      std::function<void(RequirementKind kind, std::string value, bool can, std::size_t begin, std::size_t end)>;
  void read_licences(const Clause& clause, const Add& add) const;
  std::vector<Rule> rules_;
  PatternSet all_rules_;  ///< which of them a clause may obey: most obey none
  Pattern licence_;
  Pattern lost_;
  Pattern denied_;
  Pattern learning_;
  Pattern underway_;
  Pattern other_permit_;
  Pattern past_;
};

/// What the structured fields of an offer ask; `where` is the field's name.
std::vector<Requirement> read_fields(const Offer& offer);

/// Months or years as a value: 24 months are `2y`, 6 months `6m`.
std::string duration_value(int count, bool months);

/// A French number word or digits up to 60; nullopt otherwise.
std::optional<int> number_of(std::string_view word);

/// The licences written in `names` ("b, c et ce"), each once, in the order of the categories.
std::vector<std::string> licence_names_in(std::string_view names);

/// Where the list of licences that begins at `at` ends in `text`; `at` when there is none.
std::size_t licence_list_end(std::string_view text, std::size_t at);

}  // namespace passerelle::reading
