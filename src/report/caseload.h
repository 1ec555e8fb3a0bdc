#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/person.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// One person in the care of a référent. Borrows; `person` is null when only the list is known.
struct CaseloadEntry {
  const Shortlist* list = nullptr;
  const Person* person = nullptr;
  std::string role;                 ///< what the référent cares for, in French: "emploi, social"
  std::vector<std::string> others;  ///< the other référents, as shown: "Dominique B. (social)"
};

/// The people one référent follows (the "file active"), in order of person id.
struct Caseload {
  ReferentId id;  ///< empty for the people who have no référent
  std::string display_name;
  std::string file_name;  ///< safe on any disk, without extension
  std::vector<CaseloadEntry> entries;
};

/// How many lists of each kind a caseload holds.
struct CaseloadCounts {
  std::int64_t proposed = 0;
  std::int64_t empty = 0;
  std::int64_t paused = 0;
};
CaseloadCounts counts_of(const Caseload& caseload);

/// Every référent named by a person or by the file of référents, in order of id; last, always, the people without one.
/// A person with several référents stands in each of their caseloads. The result borrows from `people` and
/// `shortlists`.
std::vector<Caseload> caseloads(std::span<const Person> people, std::span<const Shortlist> shortlists,
                                std::span<const Referent> referents);

/// A file name for an id, without extension: anything but `A-Z a-z 0-9 . _ -` becomes `%` and two hexadecimal digits.
/// Different ids give different names; none hides, climbs out of the folder or takes the name of another page.
std::string file_name_of(std::string_view id);

}  // namespace passerelle
