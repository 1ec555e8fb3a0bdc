#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "eligibility/work_time.h"
#include "rank/condition_classes.h"

namespace passerelle {

/// Answers of people who are alike under the rules of a part or of a table: most have no certificate, and their free
/// times are few patterns. For one thread. Memory: four bytes per class for each that is kept.
class SharedAnswers {
 public:
  /// Kept for each part and table; more than are used at a time.
  static constexpr std::size_t kKept = 48;

  explicit SharedAnswers(const ConditionClasses& classes);

  /// The table of whoever is told by this key, unresolved when nobody like them was there lately. Stands until `kKept`
  /// others have been asked for.
  AnswerWord* table_of(AnswerTable table, const std::string& key);
  /// The same for the classes of one part.
  AnswerWord* part_of(std::size_t part, const std::string& key);

 private:
  struct Kept {
    std::uint64_t hash = 0;
    std::string key;
    std::vector<AnswerWord> words;
    std::uint64_t last_use = 0;
  };
  struct Alike {
    std::vector<Kept> kept;
    AnswerWord* words_of(const std::string& key, std::size_t classes, AnswerWord unknown, std::uint64_t use);
  };

  const ConditionClasses* classes_;
  std::array<Alike, kAnswerTables> tables_;
  std::vector<Alike> parts_;
  std::uint64_t uses_ = 0;
};

/// One person's answers, asked for when they are first needed: `answer` of eligibility is called once per class met.
/// Memory: four bytes per class.
class PersonAnswers {
 public:
  /// `shared` must outlive the answers.
  PersonAnswers(const ConditionClasses& classes, SharedAnswers& shared);

  /// Forgets the person before. `person` must outlive the answers.
  void begin(const PersonLimits& person, std::uint32_t matters);
  /// Words by class; one that has a bit of `kUnresolvedShift` must be resolved first.
  [[nodiscard]] const AnswerWord* table(AnswerTable table) const { return tables_[static_cast<std::size_t>(table)]; }
  /// The answer of a class, asked for if nobody did before.
  AnswerWord resolve(AnswerTable table, std::uint32_t condition_class) {
    const AnswerWord word = tables_[static_cast<std::size_t>(table)][condition_class];
    return word >> kUnresolvedShift == 0 ? word : ask(table, condition_class);
  }

 private:
  AnswerWord ask(AnswerTable table, std::uint32_t condition_class);
  [[nodiscard]] AnswerWord ask_narrow(const ConditionTable& shape, std::uint32_t condition_class) const;
  AnswerWord answer_of(std::size_t part, std::uint32_t part_class);
  [[nodiscard]] AnswerWord answer_named(std::uint32_t part_class) const;
  void begin_experience();
  void begin_diplomas();

  const ConditionClasses* classes_;
  SharedAnswers* shared_;
  const PersonLimits* person_ = nullptr;
  WorkTime work_time_;
  std::uint32_t matters_ = 0;
  std::array<AnswerWord*, kAnswerTables> tables_{};
  std::vector<AnswerWord> narrow_;
  std::vector<AnswerWord>
      narrow_parts_;  ///< answers to the classes of the narrow table's parts, one part after another
  std::vector<AnswerWord> experience_;
  std::vector<AnswerWord*> parts_;   ///< shared; none for experience
  PersonLimits by_level_;            ///< somebody with diplomas of the same levels that no offer names
  std::vector<std::uint8_t> named_;  ///< by class of diplomas: 1 when it names one that the person has
  std::string key_;
};

}  // namespace passerelle
