#include "communes.h"

#include <algorithm>
#include <cstdlib>

#include "storage/csv.h"

namespace passerelle::night {

Result<Communes> Communes::read(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  Communes read;
  double people = 0;
  const auto done = for_each_csv_row(*source, {'\t', false}, [&](const CsvRow& row) {
    const double inhabitants = std::atof(std::string(row["population"]).c_str());
    Commune commune{std::string(row["insee"]),
                    std::string(row["nom"]),
                    std::string(row["codes_postaux"].substr(0, 5)),
                    std::string(row["departement"]),
                    std::atof(std::string(row["lat"]).c_str()),
                    std::atof(std::string(row["lon"]).c_str())};
    const bool overseas = commune.insee.starts_with("97") || commune.insee.starts_with("98");
    // Paris, Lyon and Marseille are there by arrondissement.
    const bool in_parts = commune.insee == "75056" || commune.insee == "69123" || commune.insee == "13055";
    if (inhabitants > 0 && commune.latitude != 0 && !commune.postal_code.empty() && !overseas && !in_parts) {
      people += inhabitants;
      read.communes_.push_back(std::move(commune));
      read.people_up_to_.push_back(people);
    }
    return true;
  });
  if (!done) {
    return done.error();
  }
  if (read.communes_.empty()) {
    return Error{ErrorCode::input_unusable, file.string() + ": no commune with inhabitants and coordinates"};
  }
  return read;
}

const Commune& Communes::draw(Random& random) const {
  const double drawn = people_up_to_.back() * static_cast<double>(random.next() >> 11U) * 0x1.0p-53;
  const auto found = std::upper_bound(people_up_to_.begin(), people_up_to_.end(), drawn);
  return communes_[static_cast<std::size_t>(found - people_up_to_.begin())];
}

}  // namespace passerelle::night
