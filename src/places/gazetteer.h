#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "domain/offer.h"
#include "domain/person.h"

namespace passerelle {

/// Where communes are: by INSEE code, by postal code, by name within a département.
class Gazetteer {
 public:
  /// Reads a TSV (`.tsv`) or CSV with columns insee, name (or nom), lat, lon and, when known, postal_codes (or
  /// codes_postaux), population. Rows without coordinates are left out; any other bad row is an error with its line.
  static Result<Gazetteer> read(const std::filesystem::path& file);

  /// Adds places that a feed gives with their coordinates, for communes the file does not hold. What comes first
  /// in the order of offer ids wins, so that the result does not depend on the order of the feed.
  void learn(const OfferPlace& place);

  [[nodiscard]] std::size_t size() const;
  /// The commune's centre. Paris, Lyon and Marseille are known as whole and by arrondissement: one stands for the other
  /// when it is missing.
  [[nodiscard]] std::optional<Coordinates> by_insee(std::string_view insee) const;
  /// The most populous commune of the postal code; in Paris, Lyon and Marseille the arrondissement.
  [[nodiscard]] std::optional<Coordinates> by_postal_code(std::string_view postal_code) const;
  /// By name ("Saint-Jean-de-Braye", "45 - ST JEAN DE BRAYE", "45800 Saint Jean de Braye", "PARIS 12"): the
  /// département, when given, must agree; the most populous commune otherwise. A département or region alone is not a
  /// place.
  [[nodiscard]] std::optional<Coordinates> by_name(std::string_view label) const;
  /// The commune's name; empty when unknown. Borrowed until the next `learn`.
  [[nodiscard]] std::string_view name(std::string_view insee) const;

  /// Best knowledge of where the work is: coordinates given, else INSEE, postal code, name. Coordinates that make no
  /// sense, or that lie far outside the commune named by its code, are not believed; latitude and longitude that were
  /// exchanged are put back.
  [[nodiscard]] std::optional<Coordinates> locate(const OfferPlace& place) const;
  [[nodiscard]] std::optional<Coordinates> locate_home(const Person& person) const;

  /// The only commune that words name with its département or postal code ("à Annecy (74)", "(ANNECY 74000)"), as a
  /// label that `by_name` finds; empty when they name none, or several.
  [[nodiscard]] std::string only_commune_in(std::string_view words) const;

  /// The département of a place that tells no more ("28 - Eure-et-Loir"), or those of its region ("Grand Est"); empty
  /// when it tells neither.
  [[nodiscard]] static std::vector<std::string> departments_of(const OfferPlace& place);
  /// Départements of the file, sorted, of which every commune surely lies farther than `km` from the home.
  [[nodiscard]] std::vector<std::string> departments_beyond(const Coordinates& home, double km) const;

 private:
  /// The smallest frame of latitudes and longitudes around the communes of a département.
  struct Frame {
    Coordinates south_west;
    Coordinates north_east;
  };
  struct Commune {
    std::string name;
    Coordinates centre;
    double population = 0;
  };
  void widen_department(const std::string& insee, const Coordinates& centre);
  void add(const std::string& insee, const Commune& commune, const std::vector<std::string>& postal_codes);
  [[nodiscard]] const Commune* find(const std::string& insee) const;
  [[nodiscard]] bool outweighs(const std::string& left, const std::string& right) const;
  [[nodiscard]] std::optional<Coordinates> most_populous(const std::string& name, std::string_view department) const;

  std::unordered_map<std::string, Commune> by_insee_;
  std::map<std::string, Frame> departments_;  ///< of the file alone: what a feed tells of others is never complete
  std::unordered_map<std::string, std::string> insee_by_postal_code_;
  std::unordered_map<std::string, std::vector<std::string>> insee_by_name_;  ///< by comparable name
};

/// Great-circle distance in km (haversine, mean Earth radius 6,371.0088 km).
double distance_km(const Coordinates& from, const Coordinates& to);

}  // namespace passerelle
