#include "storage/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/byte_window.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr char kQuote = '"';

/// The separator of a header line: the most frequent candidate outside quotes, the first of equals.
char separator_of(std::string_view line) {
  constexpr std::array<char, 3> kCandidates{',', ';', '\t'};
  std::array<std::size_t, kCandidates.size()> counts{};
  bool quoted = false;
  for (const char byte : line) {
    quoted = quoted != (byte == kQuote);
    const auto* found = std::ranges::find(kCandidates, byte);
    if (!quoted && found != kCandidates.end()) {
      ++counts.at(static_cast<std::size_t>(found - kCandidates.begin()));
    }
  }
  return kCandidates.at(static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin()));
}

/// A row as it was cut out of the source.
struct CutRow {
  std::vector<std::string> cells;
  std::string problem;
  std::uint64_t line = 0;
};

/// Cuts a source into rows.
class RowCutter {
 public:
  RowCutter(ByteSource& source, const CsvOptions& options) : window_(source), options_(options) {}

  [[nodiscard]] const std::optional<Error>& error() const { return window_.error(); }

  /// Skips the byte-order mark and finds the separator. An error when the text is UTF-16.
  Result<Done> begin() {
    while (window_.held().size() < 4 && window_.grow()) {
    }
    Result<std::size_t> mark = byte_order_mark(window_.held());
    if (!mark) {
      return mark.error();
    }
    window_.drop(*mark);
    skip_blank_lines();
    if (options_.separator == 0) {
      const std::size_t end = find("\n", 0).value_or(window_.held().size());
      options_.separator = separator_of(window_.held().substr(0, end));
    }
    return Done{};
  }

  /// The next row that is not blank; false at the end.
  bool next(CutRow& row) {
    skip_blank_lines();
    row.cells.clear();
    row.problem.clear();
    row.line = line_;
    if (!available(0)) {
      return false;
    }
    bool resume_at_next_line = false;
    const std::size_t end = cut(row, resume_at_next_line);
    if (!row.problem.empty()) {
      row.cells.clear();
    }
    if (resume_at_next_line) {
      skip_line();
    } else {
      consume(end);
    }
    return true;
  }

 private:
  /// Whether the byte at `index` is there, reading on when needed.
  bool available(std::size_t index) {
    while (index >= window_.held().size()) {
      if (!window_.grow()) {
        return false;
      }
    }
    return true;
  }

  /// Where one of `bytes` stands first from `from` on; nothing at the end, or when the row grows beyond the limit.
  std::optional<std::size_t> find(std::string_view bytes, std::size_t from) {
    for (;;) {
      const std::size_t found = window_.held().find_first_of(bytes, from);
      if (found != std::string_view::npos) {
        return found;
      }
      from = window_.held().size();
      if (from > options_.max_row_bytes || !window_.grow()) {
        return std::nullopt;
      }
    }
  }

  /// Fills `row` and returns where it ends, its newline included. When its quotes are wrong nobody knows where it was
  /// meant to end: `resume_at_next_line` then asks to lose its first line only.
  std::size_t cut(CutRow& row, bool& resume_at_next_line) {
    const std::array<char, 2> stops{options_.separator, '\n'};
    const std::string_view ends(stops.data(), stops.size());
    std::size_t at = 0;
    std::size_t end = 0;
    for (;;) {
      std::string cell;
      if (options_.quotes && available(at) && window_.held()[at] == kQuote) {
        ++at;
        if (!read_quoted(at, cell, row.problem)) {
          resume_at_next_line = true;
          return 0;
        }
        end = at;
      } else {
        const std::optional<std::size_t> stop = find(ends, at);
        end = stop.value_or(window_.held().size());
        cell.assign(window_.held().substr(at, end - at));
        if (cell.ends_with('\r') && (!stop || window_.held()[end] == '\n')) {
          cell.pop_back();
        }
      }
      row.cells.push_back(std::move(cell));
      if (end > options_.max_row_bytes) {
        row.problem = "ligne trop longue";
        resume_at_next_line = true;
        return 0;
      }
      if (!available(end) || window_.held()[end] == '\n') {
        break;
      }
      at = end + 1;
    }
    check_bytes(window_.held().substr(0, end), row.problem);
    return available(end) ? end + 1 : end;
  }

  /// Reads a quoted cell from behind its opening quote; leaves `at` on the separator, the newline or the end.
  bool read_quoted(std::size_t& at, std::string& cell, std::string& problem) {
    for (;;) {
      const std::optional<std::size_t> quote = find({&kQuote, 1}, at);
      if (!quote || *quote > options_.max_row_bytes) {
        problem = "guillemet ouvert qui n'est jamais refermé";
        return false;
      }
      cell.append(window_.held().substr(at, *quote - at));
      at = *quote + 1;
      if (!available(at)) {
        return true;
      }
      if (window_.held()[at] == kQuote) {
        cell.push_back(kQuote);
        ++at;
        continue;
      }
      if (window_.held()[at] == '\r' && (!available(at + 1) || window_.held()[at + 1] == '\n')) {
        ++at;
      }
      if (available(at) && window_.held()[at] != options_.separator && window_.held()[at] != '\n') {
        problem = "texte après un guillemet fermant : doubler les guillemets à l'intérieur d'une cellule";
        return false;
      }
      return true;
    }
  }

  static void check_bytes(std::string_view row, std::string& problem) {
    if (!is_utf8(row)) {
      problem = "octets qui ne sont pas de l'UTF-8 (latin-1 ?) : enregistrer le fichier en UTF-8";
    } else if (row.find('\0') != std::string_view::npos) {
      problem = "octet nul dans la ligne";
    }
  }

  void skip_blank_lines() {
    for (;;) {
      std::size_t at = 0;
      while (available(at) && (window_.held()[at] == ' ' || window_.held()[at] == '\r')) {
        ++at;
      }
      if (!available(at)) {
        window_.drop(at);
        return;
      }
      if (window_.held()[at] != '\n') {
        return;
      }
      consume(at + 1);
    }
  }

  /// Drops bytes up to and with the next newline, without ever holding a long line.
  void skip_line() {
    for (;;) {
      const std::size_t newline = window_.held().find('\n');
      if (newline != std::string_view::npos) {
        consume(newline + 1);
        return;
      }
      window_.drop(window_.held().size());
      if (!window_.grow()) {
        return;
      }
    }
  }

  void consume(std::size_t count) {
    line_ += static_cast<std::uint64_t>(std::ranges::count(window_.held().substr(0, count), '\n'));
    window_.drop(count);
  }

  ByteWindow window_;
  CsvOptions options_;
  std::uint64_t line_ = 1;
};

}  // namespace

std::string_view CsvRow::operator[](std::string_view column) const {
  const auto found = std::ranges::find(*columns_, column);
  const auto index = static_cast<std::size_t>(found - columns_->begin());
  return index < cells_.size() ? std::string_view(cells_[index]) : std::string_view();
}

Result<Done> for_each_csv_row(ByteSource& source, const CsvOptions& options,
                              const std::function<bool(const CsvRow&)>& visit) {
  RowCutter cutter(source, options);
  if (Result<Done> begun = cutter.begin(); !begun) {
    return begun;
  }
  CutRow row;
  const bool has_header = cutter.next(row);
  if (cutter.error()) {
    return *cutter.error();
  }
  if (!has_header) {
    return unusable("fichier vide");
  }
  if (!row.problem.empty()) {
    return unusable("ligne d'en-tête illisible : " + row.problem);
  }
  std::vector<std::string> columns;
  for (const std::string& cell : row.cells) {
    columns.emplace_back(trimmed(cell));
    // Spreadsheets leave nameless columns at the end: several of these are no contradiction.
    if (!columns.back().empty() && std::ranges::count(columns, columns.back()) > 1) {
      return unusable("colonne « " + columns.back() + " » donnée deux fois dans la ligne d'en-tête");
    }
  }
  for (std::uint64_t number = 1; cutter.next(row); ++number) {
    // Empty cells behind the last column are how spreadsheets end a row; anything else there has lost its column.
    while (row.cells.size() > columns.size() && row.cells.back().empty()) {
      row.cells.pop_back();
    }
    if (row.cells.size() > columns.size()) {
      row.problem = std::to_string(row.cells.size()) + " cellules pour " + std::to_string(columns.size()) + " colonnes";
    }
    CsvRow handed(columns, std::move(row.cells), number, row.line);
    handed.problem = std::move(row.problem);
    if (!visit(handed)) {
      return Done{};
    }
    row = {};
  }
  if (cutter.error()) {
    return *cutter.error();
  }
  return Done{};
}

}  // namespace passerelle
