#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/date.h"
#include "ledger/ledger.h"

namespace passerelle {

/// A limit that a référent's decision on one offer taught: it holds for all offers to come.
struct Veto {
  std::string reason;      ///< `employer`, `occupation`, `hours`, `distance` or `contract`
  std::string value;       ///< hours: `night weekend early evening split …`; distance: minutes; contract: `CDI` …
  std::string employer;    ///< of the offer, as written
  std::string occupation;  ///< ROME code of the offer; empty when it is not known

  auto operator<=>(const Veto&) const = default;
};

/// What past events say of one person.
struct PersonHistory {
  PersonId person;
  std::vector<OfferId> held_back;  ///< proposed lately, or refused: not to be proposed now; sorted
  std::vector<OfferId> pinned;     ///< a référent asks for them, and they were not proposed since; sorted
  std::vector<Veto> vetoes;        ///< sorted
  /// By the last event of the kind; nothing when none holds: then the file of people decides.
  std::optional<AccompanimentStatus> status;
  std::uint32_t issues_without = 0;  ///< in a row, up to the last one in which the person stood: nothing was proposed
  std::uint32_t silent_weeks = 0;    ///< weeks in which something was sent since the person last gave a sign
  std::vector<std::string> last_employers;    ///< of the last list, as written; sorted
  std::vector<std::string> last_occupations;  ///< of the last list, ROME codes; sorted

  bool operator==(const PersonHistory&) const = default;
};

/// How often an employer answered people, as référents and people told.
struct EmployerHistory {
  std::string siret;     ///< empty when unknown
  std::string employer;  ///< as written
  std::string place;     ///< INSEE code, else the label
  std::uint32_t answered = 0;
  std::uint32_t silent = 0;

  auto operator<=>(const EmployerHistory&) const = default;
};

/// What past events say for an issue: plain values, the same for the same events.
struct History {
  std::vector<PersonHistory> people;       ///< in the order of ids; people without events are left out
  std::vector<OfferId> closed;             ///< found closed: gone for everybody; sorted
  std::vector<EmployerHistory> employers;  ///< sorted

  /// Nothing when no event speaks of the person.
  [[nodiscard]] const PersonHistory* find(const PersonId& person) const;
  bool operator==(const History&) const = default;
};

/// An event `proposed` without an offer: the list of that issue had nothing for the person.
inline constexpr std::string_view kNothingProposed = "nothing";

/// Reads what the events recorded up to `issue.up_to` say for an issue of `week`. An offer is held back when it was
/// proposed in another issue of the last `weeks` weeks, unless it was pinned since. A drop holds until its
/// `valid_until`, or until the same référent keeps or pins the offer.
Result<History> read_history(Ledger& ledger, const Ledger::Issue& issue, Week week, std::size_t weeks);

}  // namespace passerelle
