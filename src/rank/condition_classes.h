#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/offer.h"
#include "eligibility/eligibility.h"
#include "eligibility/work_time.h"
#include "rank/answer_word.h"

namespace passerelle {

/// Tables that a pair looks its answers up in: one look-up each.
enum class AnswerTable : std::uint8_t { narrow, papers, experience, times };
inline constexpr std::size_t kAnswerTables = 4;

/// Parts: rules that belong together, in the order of `ConditionClasses::part`.
enum class Asked : std::size_t {
  licence,
  vehicle,
  language,
  lifting,
  body,
  contract,
  scheme,
  age,
  away,
  closed,
  certificate,
  diploma,
  experience,
  hours,
  night,
  weekend,
};
inline constexpr std::size_t kAskedParts = 16;

/// What an offer asks under a few rules that belong together, each different demand once. Whoever answers a class is
/// answered for all its offers: its conditions hold what these rules read and nothing else.
struct ConditionPart {
  std::vector<Rule> rules;
  std::vector<OfferConditions> classes;  ///< of hours and experience not kept: see their demands
};

/// Demands of one table: combinations of its parts' classes, each once.
struct ConditionTable {
  std::vector<std::size_t> parts;           ///< rows of `ConditionClasses::parts`
  std::vector<std::uint32_t> part_classes;  ///< by class, then by part; of narrow counted on from part to part
  std::vector<std::uint32_t> class_of;      ///< by position of the offer, and room for a vector behind
  [[nodiscard]] std::size_t size() const { return part_classes.size() / parts.size(); }
};

/// Classes of offers by what they demand, for every rule but those of places and avoidances. Immutable. At most one
/// class per offer and part: then each holds a copy of what its rules read, some hundred bytes.
class ConditionClasses {
 public:
  ConditionClasses(const ConditionClasses&) = delete;
  ConditionClasses& operator=(const ConditionClasses&) = delete;
  /// `order`: the offers by position.
  ConditionClasses(std::span<const OfferConditions> conditions, std::span<const OfferIndex> order, Day monday);

  [[nodiscard]] const ConditionTable& table(AnswerTable table) const {
    return tables_[static_cast<std::size_t>(table)];
  }
  [[nodiscard]] const ConditionPart& part(std::size_t row) const { return parts_[row]; }
  [[nodiscard]] std::size_t class_count(std::size_t part) const { return class_counts_[part]; }
  [[nodiscard]] std::size_t part_count() const { return parts_.size(); }
  /// What the classes of hours and of experience demand: most of what a person is asked, side by side.
  [[nodiscard]] std::span<const HoursDemand> hours() const { return hours_; }
  [[nodiscard]] std::span<const ExperienceDemand> experience() const { return experience_; }
  [[nodiscard]] Day monday() const { return monday_; }

  /// Answers about experience, by class, to somebody who practised nothing; `known`: their experiences are known.
  [[nodiscard]] const std::vector<AnswerWord>& without_practice(bool known) const {
    return without_practice_[known ? 1 : 0];
  }
  /// Classes of experience that name the occupation, or the field.
  [[nodiscard]] std::span<const std::uint32_t> classes_of_trade(std::uint32_t occupation) const;
  [[nodiscard]] std::span<const std::uint32_t> classes_of_field(FieldOfWork field) const;
  /// Classes of diplomas that name this one.
  [[nodiscard]] std::span<const std::uint32_t> classes_of_diploma(const std::string& label) const;
  /// A label that no offer names.
  [[nodiscard]] const std::string& other_diploma() const { return other_diploma_; }

 private:
  /// Lists by number, one after the other.
  struct Lists {
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> members;
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t number) const;
  };
  template <class Number>
  static Lists classes_by(const std::vector<OfferConditions>& classes, std::vector<Number> OfferConditions::*numbers);
  void put_side_by_side();

  Day monday_;
  std::vector<ConditionPart> parts_;
  std::vector<std::size_t> class_counts_;  ///< by part
  std::array<ConditionTable, kAnswerTables> tables_;
  std::array<std::vector<AnswerWord>, 2> without_practice_;
  std::vector<HoursDemand> hours_;
  std::vector<TimeSlot> clock_times_;
  std::vector<ExperienceDemand> experience_;
  std::vector<std::uint32_t> trades_;
  std::vector<FieldOfWork> fields_;
  Lists by_trade_;
  Lists by_field_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_diploma_;
  std::string other_diploma_;
};

/// The word of one rule's answer, but for `travel_time`. `matters`: bits of rules whose unknown answer weighs.
AnswerWord word_of(Rule rule, Answer answered, std::uint32_t matters);
/// What a person is answered by the rules of a part for one of its classes, which are kept.
AnswerWord answer_part(const ConditionPart& part, const OfferConditions& demands, const PersonLimits& person,
                       std::uint32_t matters, Day monday);

}  // namespace passerelle
