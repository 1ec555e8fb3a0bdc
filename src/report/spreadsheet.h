#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"
#include "domain/date.h"
#include "domain/person.h"
#include "report/caseload.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// Writes one référent's week as a workbook with three sheets: "Semaine" (a row per person and offer), "Sans offre"
/// (who has nothing, and why), "Presque" (offers one step away). Whole or not at all, readable by its owner only; same
/// input, same bytes.
Result<Done> write_spreadsheet(const std::filesystem::path& file, Week week, const Caseload& caseload);

/// Writes `<référent>.xlsx` beside each page of `write_pages`, into `directory` (created when missing).
Result<Done> write_spreadsheets(const std::filesystem::path& directory, Week week, std::span<const Person> people,
                                std::span<const Shortlist> shortlists, std::span<const Referent> referents);

}  // namespace passerelle
