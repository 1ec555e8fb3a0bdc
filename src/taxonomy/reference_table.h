#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/offer.h"
#include "storage/csv.h"

namespace passerelle {

/// How our own tables are written: tab-separated, quotes are ordinary characters.
inline constexpr CsvOptions kTsv{.separator = '\t', .quotes = false};
/// How the official tables are written.
inline constexpr CsvOptions kCsv{.separator = ',', .quotes = true};

/// Reads a table that must be sound from its first row to its last, as references are: a missing file, a missing
/// column, a bad row or an error of `visit` ends the reading with an error that names the file and the line.
Result<Done> read_reference_table(const std::filesystem::path& file, const CsvOptions& options,
                                  const std::vector<std::string_view>& columns,
                                  const std::function<Result<Done>(const CsvRow&)>& visit);

/// An error about one cell of the current row.
Error bad_cell(std::string_view column, std::string_view value, std::string_view expected);

/// The parts between `separator`, spaces trimmed, empty ones left out.
std::vector<std::string> split_cell(std::string_view cell, char separator = '|');

}  // namespace passerelle
