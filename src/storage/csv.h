#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/byte_source.h"

namespace passerelle {

/// One row of a table with a header line. Cells are found by column name.
class CsvRow {
 public:
  CsvRow(const std::vector<std::string>& columns, std::vector<std::string> cells, std::uint64_t number,
         std::uint64_t line)
      : columns_(&columns), cells_(std::move(cells)), number_(number), line_(line) {}

  /// The cell of the column; empty when the column is missing. Borrowed from the row.
  std::string_view operator[](std::string_view column) const;
  [[nodiscard]] const std::vector<std::string>& cells() const { return cells_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return *columns_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }  ///< record from 1, the header not counted
  [[nodiscard]] std::uint64_t line() const { return line_; }      ///< from 1
  std::string problem;  ///< empty when the row is sound; else why not (too many cells, unclosed quote, not UTF-8 …)

 private:
  const std::vector<std::string>* columns_;
  std::vector<std::string> cells_;
  std::uint64_t number_;
  std::uint64_t line_;
};

struct CsvOptions {
  /// 0: told from the header line, the most frequent of comma, semicolon and tab outside quotes.
  char separator = 0;
  /// False for tab-separated files whose quotes are ordinary characters.
  bool quotes = true;
  std::size_t max_row_bytes = std::size_t{8} << 20U;
};

/// Hands over the rows of an RFC 4180 table (also with `\n` ends, a byte-order mark, newlines inside quotes), one by
/// one; `visit` returns false to stop. A bad row is handed over with its `problem`; reading goes on at the next line.
/// Errors: what the source says; no header line; a header column given twice.
Result<Done> for_each_csv_row(ByteSource& source, const CsvOptions& options,
                              const std::function<bool(const CsvRow&)>& visit);

}  // namespace passerelle
