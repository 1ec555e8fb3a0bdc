#include "taxonomy/reference_table.h"

#include <algorithm>
#include <optional>
#include <system_error>

namespace passerelle {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

Result<Done> read_reference_table(const std::filesystem::path& file, const CsvOptions& options,
                                  const std::vector<std::string_view>& columns,
                                  const std::function<Result<Done>(const CsvRow&)>& visit) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return unusable(file.string() + ": fichier introuvable");
  }
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  std::optional<Error> problem;
  const auto check_and_visit = [&](const CsvRow& row) -> Result<Done> {
    for (const std::string_view column : columns) {
      if (std::ranges::find(row.columns(), column) == row.columns().end()) {
        return unusable("colonne « " + std::string(column) + " » absente");
      }
    }
    if (!row.problem.empty()) {
      return unusable(row.problem);
    }
    return visit(row);
  };
  const Result<Done> read = for_each_csv_row(*source, options, [&](const CsvRow& row) {
    if (Result<Done> visited = check_and_visit(row); !visited) {
      problem = in_context(file.string() + ": ligne " + std::to_string(row.line()), visited.error());
    }
    return !problem;
  });
  if (problem) {
    return *problem;
  }
  if (!read) {
    return in_context(file.string(), read.error());
  }
  return Done{};
}

Error bad_cell(std::string_view column, std::string_view value, std::string_view expected) {
  return unusable("colonne « " + std::string(column) + " » : « " + std::string(value) +
                  " » (attendu : " + std::string(expected) + ")");
}

std::vector<std::string> split_cell(std::string_view cell, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= cell.size();) {
    const std::size_t end = std::min(cell.find(separator, begin), cell.size());
    if (const std::string_view part = trimmed(cell.substr(begin, end - begin)); !part.empty()) {
      parts.emplace_back(part);
    }
    begin = end + 1;
  }
  return parts;
}

}  // namespace passerelle
