#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/offer.h"
#include "domain/person.h"
#include "domain/requirement.h"

namespace passerelle::support {

/// An offer of which nothing is known but its id and title.
inline Offer offer(std::string id, std::string title = "Employé polyvalent") {
  Offer result;
  result.id = OfferId(std::move(id));
  result.title = std::move(title);
  return result;
}

/// Somebody accompanied and allowed to work, of whom nothing else is known.
inline Person person(std::string id) {
  Person result;
  result.id = PersonId(std::move(id));
  result.work.authorised = WorkAuthorisation::yes;
  return result;
}

inline Requirement requirement(RequirementKind kind, std::string value, Strictness strictness = Strictness::must) {
  return {kind, std::move(value), strictness, "essai"};
}

/// A slot of the week from "lun…dim" bits, Monday first, and hours.
inline TimeSlot slot(std::string_view days, int from_hour, int until_hour) {
  TimeSlot result;
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (days[day] != '.') {
      result.days = static_cast<std::uint8_t>(result.days | 1U << day);
    }
  }
  result.from_minute = from_hour * 60;
  result.until_minute = until_hour * 60;
  return result;
}

}  // namespace passerelle::support
