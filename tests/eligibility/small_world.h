#pragma once

#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "eligibility/eligibility.h"
#include "tests/support/builders.h"
#include "tests/support/tiny_referential.h"

namespace passerelle::support {

/// Everything conditions and limits are compiled with: the tiny referential and five communes in a row, going east from
/// 10001 at 0, 4, 12, 40 and 700 km.
class SmallWorld {
 public:
  SmallWorld() {
    const std::filesystem::path file = folder_.path() / "communes.tsv";
    std::ofstream(file) << "insee\tname\tlat\tlon\n"
                        << "10001\tMidi\t47\t1\n10002\tPrès\t47\t1.0528\n10003\tVoisin\t47\t1.1583\n"
                        << "10004\tLoin\t47\t1.5277\n10005\tAilleurs\t47\t10.2\n";
    Result<Gazetteer> read = Gazetteer::read(file);
    if (!read) {
      throw std::runtime_error(read.error().message);
    }
    gazetteer_ = std::move(read).value();
  }

  [[nodiscard]] const TinyReferential& referential() const { return referential_; }
  [[nodiscard]] const ConditionVocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] Day monday() const { return parse_day("2026-11-23").value(); }

  OfferConditions conditions(const Offer& offer, const OfferUnderstanding& understood = {}) {
    return compile_conditions(offer, understood, gazetteer_, *referential_, vocabulary_);
  }
  OfferConditions conditions(const Offer& offer, std::vector<Requirement> requirements) {
    OfferUnderstanding understood;
    understood.requirements = std::move(requirements);
    return conditions(offer, understood);
  }
  PersonLimits limits(const Person& person, const PersonUnderstanding& understood = {},
                      const AvoidedPhrases& phrases = {}) {
    return compile_limits(person, understood, monday(), gazetteer_, *referential_, reader_, phrases, vocabulary_);
  }
  /// One rule for a person and an offer as files tell them.
  Answer answer_of(Rule rule, const Person& person, const Offer& offer,
                   const std::vector<Requirement>& requirements = {}) {
    return answer(rule, limits(person), conditions(offer, requirements), monday());
  }

 private:
  TemporaryDirectory folder_;
  TinyReferential referential_;
  Gazetteer gazetteer_;
  RequirementReader reader_;
  ConditionVocabulary vocabulary_;
};

/// The answer to one requirement of the given strictness.
inline Answer asked(SmallWorld& world, Rule rule, const Person& who, RequirementKind kind, const std::string& value,
                    Strictness strictness = Strictness::must) {
  return world.answer_of(rule, who, offer("O"), {requirement(kind, value, strictness)});
}

}  // namespace passerelle::support
