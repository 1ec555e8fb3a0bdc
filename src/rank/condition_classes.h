#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/offer.h"
#include "eligibility/eligibility.h"
#include "rank/answer_word.h"

namespace passerelle {

/// Tables that a pair looks its answers up in: one look-up each.
enum class AnswerTable : std::uint8_t { narrow, papers, experience, times };
inline constexpr std::size_t kAnswerTables = 4;

/// What an offer asks under a few rules that belong together, each different demand once. Whoever answers a class is
/// answered for all its offers: its conditions hold what these rules read and nothing else.
struct ConditionPart {
  std::vector<Rule> rules;
  std::vector<OfferConditions> classes;
};

/// Demands of one table: combinations of its parts' classes, each once.
struct ConditionTable {
  std::vector<std::size_t> parts;           ///< rows of `ConditionClasses::parts`
  std::vector<std::uint32_t> part_classes;  ///< by class, then by part
  std::vector<std::uint32_t> class_of;      ///< by position of the offer, and room for a vector behind
  [[nodiscard]] std::size_t size() const { return part_classes.size() / parts.size(); }
};

/// Classes of offers by what they demand, for every rule but those of places and avoidances. Immutable. At most one
/// class per offer and part: then each holds a copy of what its rules read, some hundred bytes.
class ConditionClasses {
 public:
  /// `order`: the offers by position.
  ConditionClasses(std::span<const OfferConditions> conditions, std::span<const OfferIndex> order, Day monday);

  [[nodiscard]] const ConditionTable& table(AnswerTable table) const {
    return tables_[static_cast<std::size_t>(table)];
  }
  [[nodiscard]] const ConditionPart& part(std::size_t row) const { return parts_[row]; }
  [[nodiscard]] std::size_t part_count() const { return parts_.size(); }
  [[nodiscard]] Day monday() const { return monday_; }

  /// Answers about experience, by class, to somebody who practised nothing; `known`: their experiences are known.
  [[nodiscard]] const std::vector<AnswerWord>& without_practice(bool known) const {
    return without_practice_[known ? 1 : 0];
  }
  /// Classes of experience that name the occupation, or the field.
  [[nodiscard]] std::span<const std::uint32_t> classes_of_trade(std::uint32_t occupation) const;
  [[nodiscard]] std::span<const std::uint32_t> classes_of_field(FieldOfWork field) const;

 private:
  /// Lists by number, one after the other.
  struct Lists {
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> members;
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t number) const;
  };
  template <class Number>
  static Lists classes_by(const std::vector<OfferConditions>& classes, std::vector<Number> OfferConditions::*numbers);

  Day monday_;
  std::vector<ConditionPart> parts_;
  std::array<ConditionTable, kAnswerTables> tables_;
  std::array<std::vector<AnswerWord>, 2> without_practice_;
  Lists by_trade_;
  Lists by_field_;
};

/// What a person is answered by the rules of a part for one of its classes. `matters`: bits of rules whose unknown
/// answer weighs.
AnswerWord answer_part(const ConditionPart& part, const OfferConditions& demands, const PersonLimits& person,
                       std::uint32_t matters, Day monday);

/// One person's answers, asked for when they are first needed: `answer` of eligibility is called once per class met.
/// Memory: four bytes per class.
class PersonAnswers {
 public:
  explicit PersonAnswers(const ConditionClasses& classes);

  /// Forgets the person before. `person` must outlive the answers.
  void begin(const PersonLimits& person, std::uint32_t matters);
  /// Words by class; one that has a bit of `kUnresolvedShift` must be resolved first.
  [[nodiscard]] const AnswerWord* table(AnswerTable table) const {
    return tables_[static_cast<std::size_t>(table)].data();
  }
  /// The answer of a class, asked for if nobody did before.
  AnswerWord resolve(AnswerTable table, std::uint32_t condition_class);

 private:
  AnswerWord answer_of(std::size_t part, std::uint32_t part_class) const;

  const ConditionClasses* classes_;
  const PersonLimits* person_ = nullptr;
  std::uint32_t matters_ = 0;
  std::array<std::vector<AnswerWord>, kAnswerTables> tables_;
  std::vector<std::vector<AnswerWord>> parts_;  ///< of tables with several parts
};

}  // namespace passerelle
