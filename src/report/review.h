#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/feed.h"
#include "ledger/decisions.h"
#include "ledger/signs.h"
#include "report/list_reader.h"
#include "storage/byte_source.h"

namespace passerelle {

/// What a line of a review file holds. All is words: a spreadsheet must be able to keep it.
enum class ReviewColumn {
  person,
  kind,  ///< `offre`, `réserve` (takes the place of an offer found closed) or `personne`
  title,
  employer,
  place,
  contract,
  hours,
  pay,
  travel,
  why,
  matched,
  to_check,
  missing,
  warnings,
  apply,
  so_far,    ///< what référents decided before
  decision,  ///< from here to `call` the référent writes; empty: nothing is decided
  reason,
  detail,
  sentence,
  note,
  call,
  offer,  ///< empty for a person's own line
  list,   ///< sha256 of the list
  shown,  ///< sha256 of what stands on the line; validations are recorded with it
};
inline constexpr std::size_t kReviewColumns = 25;

struct ReviewRow {
  std::array<std::string, kReviewColumns> cells;

  std::string& operator[](ReviewColumn column) { return cells.at(static_cast<std::size_t>(column)); }
  const std::string& operator[](ReviewColumn column) const { return cells.at(static_cast<std::size_t>(column)); }
  bool operator==(const ReviewRow&) const = default;
};

/// The lines of one person: one for each offer, one for each of the reserve, one for the person as a whole, which tells
/// the signs of life.
void add_review_rows(std::vector<ReviewRow>& rows, const ProposedList& list, const Decisions& so_far,
                     const Signs& signs);

/// What the `shown` of an item's line is; of the person's own line it is the sha256 of the list.
std::string shown_digest(const ShortlistItem& item);

/// The lines as a table for spreadsheets: semicolons, byte-order mark, CRLF; what a spreadsheet would run as a formula
/// or take for a number has an apostrophe in front, which reading takes away again.
std::string review_csv(std::span<const ReviewRow> rows);
/// The lines as JSON, one object each.
std::string review_ndjson(std::span<const ReviewRow> rows);
/// A workbook to read: the sheet "À relire", which saved as CSV can be given back, and one that explains the gestures.
Result<Done> write_review_workbook(const std::filesystem::path& file, const std::string& title, Day created,
                                   std::span<const ReviewRow> rows);

/// A line read back, and where it stood.
struct ReviewLine {
  ReviewRow row;
  std::uint64_t record = 0;
  std::uint64_t line = 0;
};

/// Reads a review file, CSV or JSON. Columns may come in any order and case, cells be added, dropped or quoted by a
/// spreadsheet, the bytes be those of Windows (1252); empty lines are passed over. Errors: what the source says; a
/// column that is needed and is not there.
Result<Feed<ReviewLine>> read_review(ByteSource& source, std::string_view name);
Result<Feed<ReviewLine>> read_review(const std::filesystem::path& file);

}  // namespace passerelle
