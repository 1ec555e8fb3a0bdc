#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "report/caseload.h"

namespace passerelle {

/// Where a person stands on the page: `personne-3`; `position` counts from 1.
std::string person_anchor(std::size_t position);

/// The state of a list in a few words: "3 offres à relire", "rien cette semaine", "en pause".
std::string state_in_french(const Shortlist& list);

/// The style class of a list's state: `proposed`, `empty`, `paused`.
std::string state_class(ListStatus status);

/// Writes people of a référent's page as pieces of HTML, everything escaped. Made once for many people, since reading
/// its template costs more than one of them. Each thread needs its own.
class PersonSections {
 public:
  PersonSections();
  ~PersonSections();
  PersonSections(const PersonSections&) = delete;
  PersonSections& operator=(const PersonSections&) = delete;

  std::string render(const CaseloadEntry& entry, std::size_t position);

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
