#pragma once

#include <string>
#include <string_view>

#include "domain/date.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// One line of `lists.ndjson`, without its line end. Its `list` member is the SHA-256 of the line without that member
/// (`"list":"…",` taken out): it proves what was proposed.
std::string lists_line(const Shortlist& shortlist, Week week, std::string_view issue);

/// The `list` member of that line.
std::string lists_digest(const Shortlist& shortlist, Week week, std::string_view issue);

/// One offer of a list as it stands in `lists.ndjson`.
std::string item_json(const ShortlistItem& item);

}  // namespace passerelle
