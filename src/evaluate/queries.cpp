#include "evaluate/queries.h"

#include <set>
#include <string>
#include <vector>

#include "storage/csv.h"

namespace passerelle {
namespace {

/// Occupations asked of the linker, so that five distinct former codes are among them.
constexpr std::size_t kAsked = 50;

}  // namespace

Result<QueryReport> evaluate_queries(const std::filesystem::path& file, const Linker& linker) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  const Referential& referential = linker.referential();
  QueryReport report;
  const Result<Done> read = for_each_csv_row(*source, {.separator = '\t', .quotes = false}, [&](const CsvRow& row) {
    std::set<std::string> gold;
    const std::string_view codes = row["rome_codes"].empty() ? row["codes"] : row["rome_codes"];
    for (std::size_t begin = 0; begin < codes.size();) {
      const std::size_t end = std::min(codes.find('|', begin), codes.size());
      const std::string_view code = codes.substr(begin, end - begin);
      const auto occupation = referential.find_occupation(code);
      gold.emplace(occupation ? referential.parent(*occupation) : code);
      begin = end + 1;
    }
    const std::vector<OccupationLink> links = linker.occupations(row["query"], kAsked);
    const Hit hit = hit_in(parents_of(links, referential), gold);
    report.accuracy.add(hit);
    report.reliability.add(confidence_in_first_parent(links, referential), hit.first);
    return true;
  });
  if (!read) {
    return in_context(file.string(), read.error());
  }
  report.accuracy.close();
  return report;
}

}  // namespace passerelle
