#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/date.h"
#include "domain/feed.h"
#include "storage/byte_source.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// One line of `lists.ndjson`, read again. What the line does not hold stays empty: the cards of nearly items and both
/// ratings of a skill.
struct ProposedList {
  std::string issue;
  Week week;
  std::string list;  ///< the SHA-256 that proves what was proposed, checked against the line
  Shortlist shortlist;
};

/// Reads a line that `lists_line` wrote; `lists_line` of what comes out is that line again, byte for byte. Errors name
/// the field; a line that was changed after it was written is one.
Result<ProposedList> read_lists_line(std::string_view line);

/// Hands the lists of a file over one by one, in its order; `visit` returns false to stop. Gives the lines set aside: a
/// bad line, and a person who comes again. Errors: what the source says; a file without any line.
Result<std::vector<Rejection>> for_each_list(const std::filesystem::path& file,
                                             const std::function<bool(ProposedList&&)>& visit);
Result<std::vector<Rejection>> for_each_list(ByteSource& source, std::string_view name,
                                             const std::function<bool(ProposedList&&)>& visit);

/// All lists of a file at once.
Result<Feed<ProposedList>> read_lists(const std::filesystem::path& file);

}  // namespace passerelle
