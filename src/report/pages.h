#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "base/result.h"
#include "domain/date.h"
#include "domain/person.h"
#include "report/caseload.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// The page of one référent: self-contained, printable, in French; people stand in the order of the caseload.
std::string render_page(const Caseload& caseload, Week week);

/// The page that links all others, with their counts; with `spreadsheets`, also the `.xlsx` beside each page.
std::string render_index(std::span<const Caseload> all, Week week, bool spreadsheets);

/// Writes `<référent>.html` for each référent, `sans-referent.html` for people without one, and `index.html`, into
/// `directory` (created when missing). Files are readable by their owner only. The first failure, in the order of the
/// pages, is the one returned.
Result<Done> write_pages(const std::filesystem::path& directory, Week week, std::span<const Person> people,
                         std::span<const Shortlist> shortlists, std::span<const Referent> referents,
                         bool spreadsheets = false);

}  // namespace passerelle
