#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "domain/date.h"
#include "domain/person.h"

namespace passerelle {

/// Who cares for whom on a day: the référents of each person, and who stands in for those who are away. An absent
/// référent's people go to the backup; to the backup's own backup when that one is away too. With nobody there at all
/// they stay with their référent.
class Care {
 public:
  /// People may name référents that the file of référents does not hold: those are never away.
  Care(std::span<const Person> people, std::span<const Referent> referents, Day day);

  [[nodiscard]] bool knows(const ReferentId& referent) const { return referents_.contains(referent); }
  [[nodiscard]] bool is_absent(const ReferentId& referent) const { return acting_.contains(referent); }
  /// Who acts for this référent on the day: mostly the référent.
  [[nodiscard]] ReferentId acting(const ReferentId& referent) const;
  /// Whether the référent may decide for this person: as one of theirs, absent or not, or standing in for one of
  /// theirs.
  [[nodiscard]] bool may_decide(const ReferentId& referent, const PersonId& person) const;
  /// Those who follow the person, in the order of the people file; empty for an unknown person.
  [[nodiscard]] std::span<const ReferentLink> referents_of(const PersonId& person) const;
  /// Who answers today about this person's offers: the one for employment, else the first, or who stands in; empty when
  /// nobody follows the person.
  [[nodiscard]] ReferentId answering(const PersonId& person) const;
  /// Everybody who follows somebody or stands in the file of référents, in order.
  [[nodiscard]] const std::set<ReferentId>& referents() const { return referents_; }

 private:
  std::map<PersonId, std::vector<ReferentLink>> people_;
  std::set<ReferentId> referents_;
  std::map<ReferentId, ReferentId> acting_;  ///< of those who are away
};

}  // namespace passerelle
