#include "evaluate/queries.h"

#include <set>
#include <string>
#include <vector>

#include "taxonomy/reference_table.h"

namespace passerelle {
namespace {

/// Occupations asked of the linker, so that five distinct former codes are among them.
constexpr std::size_t kLinksAsked = 50;

}  // namespace

Result<QueryReport> evaluate_queries(const std::filesystem::path& file, const Linker& linker) {
  const Referential& referential = linker.referential();
  QueryReport report;
  const auto take = [&](const CsvRow& row) -> Result<Done> {
    std::set<std::string> gold;
    const std::string_view codes = row["rome_codes"].empty() ? row["codes"] : row["rome_codes"];
    for (std::size_t begin = 0; begin < codes.size();) {
      const std::size_t end = std::min(codes.find('|', begin), codes.size());
      const std::string_view code = codes.substr(begin, end - begin);
      const auto occupation = referential.find_occupation(code);
      gold.emplace(occupation ? referential.parent(*occupation) : code);
      begin = end + 1;
    }
    const std::vector<OccupationLink> links = linker.occupations(row["query"], kLinksAsked);
    const Hit hit = hit_in(parents_of(links, referential), gold);
    report.accuracy.add(hit);
    report.reliability.add(confidence_in_first_parent(links, referential), hit.first);
    return Done{};
  };
  if (const Result<Done> read = read_reference_table(file, kTsv, {"query"}, take); !read) {
    return read.error();
  }
  report.accuracy.close();
  return report;
}

}  // namespace passerelle
