#include "places/gazetteer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <utility>

#include "places/place_label.h"
#include "storage/csv.h"

namespace passerelle {
namespace {

constexpr double kEarthRadiusKm = 6371.0088;  // mean radius of the WGS 84 ellipsoid (IUGG)

/// A city whose arrondissements have codes of their own, `first_insee` for the first, and so on.
struct DividedCity {
  std::string_view name;
  std::string_view insee;
  int first_insee;
  int count;
};
constexpr std::array<DividedCity, 3> kDividedCities = {
    {{"paris", "75056", 75101, 20}, {"lyon", "69123", 69381, 9}, {"marseille", "13055", 13201, 16}}};

/// The city of which this is an arrondissement; null when it is none.
const DividedCity* city_of_arrondissement(std::string_view insee) {
  int code = 0;
  const auto [end, error] = std::from_chars(insee.data(), insee.data() + insee.size(), code);
  if (insee.size() != 5 || error != std::errc() || end != insee.data() + insee.size()) {
    return nullptr;
  }
  const auto* const city = std::ranges::find_if(kDividedCities, [code](const DividedCity& each) {
    return code >= each.first_insee && code < each.first_insee + each.count;
  });
  return city == kDividedCities.end() ? nullptr : city;
}

template <class Member>
const DividedCity* divided_city(Member member, std::string_view value) {
  const auto* const city = std::ranges::find(kDividedCities, value, member);
  return city == kDividedCities.end() ? nullptr : city;
}

/// Spreadsheets drop the zero in front of codes and the capital of Corsica's.
std::string full_code(std::string_view code) {
  std::string full(code.size() == 4 ? "0" : "");
  full += code;
  std::ranges::replace(full, 'a', 'A');
  std::ranges::replace(full, 'b', 'B');
  return full;
}

bool is_commune_code(std::string_view insee) {
  return insee.size() == 5 && std::ranges::all_of(insee.substr(2), [](char c) { return c >= '0' && c <= '9'; }) &&
         insee[0] >= '0' && insee[0] <= '9' &&
         ((insee[1] >= '0' && insee[1] <= '9') || insee.starts_with("2A") || insee.starts_with("2B"));
}

// No commune reaches so far from its centre, save in the forests of Guyane.
constexpr double kFarthestInCommuneKm = 100;

bool is_plausible(const Coordinates& position) {
  // Feeds write 0, 0 for "not known".
  return std::abs(position.latitude) <= 90 && std::abs(position.longitude) <= 180 &&
         (position.latitude != 0 || position.longitude != 0);
}

/// The position a feed means: nothing when it makes no sense, latitude and longitude put back in order when they were
/// exchanged, which carries metropolitan France into the sea off Kenya, where no French commune lies.
std::optional<Coordinates> meant_by_feed(const std::optional<Coordinates>& given) {
  if (!given || !is_plausible(*given)) {
    return std::nullopt;
  }
  if (given->latitude > -5.5 && given->latitude < 10 && given->longitude > 41 && given->longitude < 51.5) {
    return Coordinates{given->longitude, given->latitude};
  }
  return given;
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::vector<std::string> codes_in(std::string_view cell) {
  std::vector<std::string> codes;
  for (std::size_t begin = 0; begin < cell.size();) {
    const std::size_t end = std::min(cell.find_first_of("|,; ", begin), cell.size());
    if (end > begin) {
      codes.push_back(full_code(cell.substr(begin, end - begin)));
    }
    begin = end + 1;
  }
  return codes;
}

/// The cell of the first of two column names that the table has.
std::string_view either(const CsvRow& row, std::string_view column, std::string_view other) {
  return row[column].empty() ? row[other] : row[column];
}

}  // namespace

Result<Gazetteer> Gazetteer::read(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  CsvOptions options;
  if (file.extension() == ".tsv") {
    options = {.separator = '\t', .quotes = false};
  }
  Gazetteer gazetteer;
  std::string problem;
  const auto visit = [&gazetteer, &problem](const CsvRow& row) {
    const std::string insee = full_code(row["insee"]);
    const std::string_view name = either(row, "name", "nom");
    const bool located = !row["lat"].empty() && !row["lon"].empty();
    const std::optional<double> latitude = number_in(row["lat"]);
    const std::optional<double> longitude = number_in(row["lon"]);
    const std::optional<double> population = row["population"].empty() ? 0 : number_in(row["population"]);
    if (!row.problem.empty()) {
      problem = row.problem;
    } else if (!is_commune_code(insee)) {
      problem = "colonne « insee » : « " + std::string(row["insee"]) + " » (attendu : un code de commune, 45234)";
    } else if (name.empty()) {
      problem = "colonne « name » (ou « nom ») : vide";
    } else if (!population) {
      problem = "colonne « population » : « " + std::string(row["population"]) + " » (attendu : un nombre)";
    } else if (located && (!latitude || !longitude || !is_plausible({*latitude, *longitude}))) {
      problem = "colonnes « lat », « lon » : « " + std::string(row["lat"]) + " », « " + std::string(row["lon"]) +
                " » (attendu : des degrés, 47.9)";
    } else if (located) {
      gazetteer.widen_department(insee, {*latitude, *longitude});
      gazetteer.add(insee, {std::string(name), {*latitude, *longitude}, *population},
                    codes_in(either(row, "postal_codes", "codes_postaux")));
    }
    if (!problem.empty()) {
      problem.insert(0, "ligne " + std::to_string(row.line()) + ": ");
    }
    return problem.empty();
  };
  if (Result<Done> read = for_each_csv_row(*source, options, visit); !read) {
    return in_context(file.string(), read.error());
  }
  if (problem.empty() && gazetteer.by_insee_.empty()) {
    problem =
        "aucune commune avec ses coordonnées (colonnes attendues : insee, name, postal_codes, population, lat, lon)";
  }
  if (!problem.empty()) {
    return Error{ErrorCode::input_unusable, file.string() + ": " + problem};
  }
  return gazetteer;
}

/// In a postal code's list, arrondissements come before the whole city, then the many before the few.
bool Gazetteer::outweighs(const std::string& left, const std::string& right) const {
  const bool left_is_part = city_of_arrondissement(left) != nullptr;
  const bool right_is_part = city_of_arrondissement(right) != nullptr;
  if (left_is_part != right_is_part) {
    return left_is_part;
  }
  const double left_population = by_insee_.at(left).population;
  const double right_population = by_insee_.at(right).population;
  return left_population != right_population ? left_population > right_population : left < right;
}

void Gazetteer::widen_department(const std::string& insee, const Coordinates& centre) {
  const bool overseas = insee.starts_with("97") || insee.starts_with("98");
  const auto [entry, is_new] = departments_.try_emplace(insee.substr(0, overseas ? 3 : 2), Frame{centre, centre});
  Frame& frame = entry->second;
  frame.south_west.latitude = std::min(frame.south_west.latitude, centre.latitude);
  frame.south_west.longitude = std::min(frame.south_west.longitude, centre.longitude);
  frame.north_east.latitude = std::max(frame.north_east.latitude, centre.latitude);
  frame.north_east.longitude = std::max(frame.north_east.longitude, centre.longitude);
}

void Gazetteer::add(const std::string& insee, const Commune& commune, const std::vector<std::string>& postal_codes) {
  const auto [place, is_new] = by_insee_.try_emplace(insee, commune);
  if (!is_new) {
    return;
  }
  for (const std::string& code : postal_codes) {
    const auto [known, first] = insee_by_postal_code_.try_emplace(code, insee);
    if (!first && outweighs(insee, known->second)) {
      known->second = insee;
    }
  }
  // Arrondissements are found through the name of their city and their number.
  if (city_of_arrondissement(insee) == nullptr) {
    insee_by_name_[read_place_label(place->second.name).name].push_back(insee);
  }
}

void Gazetteer::learn(const OfferPlace& place) {
  const std::string insee = full_code(place.insee);
  const std::optional<Coordinates> position = meant_by_feed(place.position);
  if (!position || !is_commune_code(insee) || by_insee_.contains(insee)) {
    return;
  }
  const PlaceLabel label = read_place_label(place.label);
  const std::vector<std::string> homonyms =
      insee_by_name_.contains(label.name) ? insee_by_name_.at(label.name) : std::vector<std::string>();
  const std::size_t dash = label.department.empty() ? std::string::npos : place.label.find(" - ");
  by_insee_.emplace(insee,
                    Commune{dash == std::string::npos ? place.label : place.label.substr(dash + 3), *position, 0});
  if (!place.postal_code.empty()) {
    insee_by_postal_code_.try_emplace(full_code(place.postal_code), insee);
  }
  const bool name_is_free = std::ranges::none_of(homonyms, [&insee](const std::string& homonym) {
    return lies_in_department(homonym, std::string_view(insee).substr(0, 2));
  });
  if (!label.name.empty() && name_is_free && city_of_arrondissement(insee) == nullptr &&
      lies_in_department(insee, label.department)) {
    insee_by_name_[label.name].push_back(insee);
  }
}

std::size_t Gazetteer::size() const {
  return by_insee_.size();
}

const Gazetteer::Commune* Gazetteer::find(const std::string& insee) const {
  const auto found = by_insee_.find(insee);
  return found == by_insee_.end() ? nullptr : &found->second;
}

std::optional<Coordinates> Gazetteer::by_insee(std::string_view insee) const {
  const std::string code = full_code(insee);
  if (const Commune* commune = find(code)) {
    return commune->centre;
  }
  if (const DividedCity* city = city_of_arrondissement(code)) {
    const Commune* whole = find(std::string(city->insee));
    return whole == nullptr ? std::nullopt : std::optional(whole->centre);
  }
  if (const DividedCity* city = divided_city(&DividedCity::insee, code)) {
    Coordinates sum;
    int known = 0;
    for (int number = 0; number < city->count; ++number) {
      if (const Commune* part = find(std::to_string(city->first_insee + number))) {
        sum.latitude += part->centre.latitude;
        sum.longitude += part->centre.longitude;
        ++known;
      }
    }
    if (known > 0) {
      return Coordinates{sum.latitude / known, sum.longitude / known};
    }
  }
  return std::nullopt;
}

std::optional<Coordinates> Gazetteer::by_postal_code(std::string_view postal_code) const {
  const auto found = insee_by_postal_code_.find(full_code(postal_code));
  return found == insee_by_postal_code_.end() ? std::nullopt : by_insee(found->second);
}

std::optional<Coordinates> Gazetteer::most_populous(const std::string& name, std::string_view department) const {
  const auto found = insee_by_name_.find(name);
  if (found == insee_by_name_.end()) {
    return std::nullopt;
  }
  const std::string* best = nullptr;
  for (const std::string& insee : found->second) {
    if (lies_in_department(insee, department) && (best == nullptr || outweighs(insee, *best))) {
      best = &insee;
    }
  }
  return best == nullptr ? std::nullopt : by_insee(*best);
}

std::optional<Coordinates> Gazetteer::by_name(std::string_view label) const {
  const PlaceLabel whole = read_place_label(label);
  // "Orléans, Loiret, France": when the whole is no commune, what stands first may be.
  PlaceLabel first = read_place_label(label.substr(0, label.find_first_of(",(")));
  first.department = whole.department;
  first.department_behind = whole.department_behind;
  first.number = whole.number;
  for (const PlaceLabel& place : {whole, first}) {
    const std::string& department = place.department.empty() ? place.department_behind : place.department;
    if (is_wider_than_a_commune(place)) {
      return std::nullopt;
    }
    const DividedCity* city = divided_city(&DividedCity::name, place.name);
    if (city != nullptr && lies_in_department(city->insee, place.department)) {
      const bool is_part = place.number >= 1 && place.number <= city->count;
      return by_insee(is_part ? std::to_string(city->first_insee + place.number - 1) : std::string(city->insee));
    }
    if (const std::optional<Coordinates> found = most_populous(place.name, department)) {
      return found;
    }
    // Some feeds drop the article: "76 - Havre". Only where the département keeps it from meaning something else.
    for (const char* article : {"le ", "la ", "les ", "l "}) {
      const std::optional<Coordinates> found =
          department.empty() ? std::nullopt : most_populous(article + place.name, department);
      if (found) {
        return found;
      }
    }
  }
  return whole.postal_code.empty() ? std::nullopt : by_postal_code(whole.postal_code);
}

std::string_view Gazetteer::name(std::string_view insee) const {
  const std::string code = full_code(insee);
  if (const Commune* commune = find(code)) {
    return commune->name;
  }
  const DividedCity* city = city_of_arrondissement(code);
  const Commune* whole = city == nullptr ? nullptr : find(std::string(city->insee));
  return whole == nullptr ? std::string_view() : std::string_view(whole->name);
}

std::optional<Coordinates> Gazetteer::locate(const OfferPlace& place) const {
  const std::optional<Coordinates> position = meant_by_feed(place.position);
  const std::optional<Coordinates> commune = by_insee(place.insee);
  if (position && !(commune && distance_km(*position, *commune) > kFarthestInCommuneKm)) {
    return position;
  }
  if (commune) {
    return commune;
  }
  if (const std::optional<Coordinates> found = by_postal_code(place.postal_code)) {
    return found;
  }
  return by_name(place.label);
}

std::optional<Coordinates> Gazetteer::locate_home(const Person& person) const {
  const std::optional<Coordinates> found = by_insee(person.home_insee);
  return found ? found : by_postal_code(person.home_postal_code);
}

std::string Gazetteer::only_commune_in(std::string_view words) const {
  constexpr std::size_t kLongestName = 50;
  std::string only;
  for (std::size_t close = words.find(')'); close != std::string_view::npos; close = words.find(')', close + 1)) {
    const std::size_t from = close > kLongestName ? close - kLongestName : 0;
    const std::string_view before = words.substr(from, close - from);
    const std::size_t number = before.find_last_of(" (") + 1;
    const std::string_view code = before.substr(number);
    if (number < 2 || (code.size() != 2 && code.size() != 5) || read_place_label(code).department.empty()) {
      continue;
    }
    // The longest name that ends there: "lycée de Saint-Quentin" holds "Saint-Quentin" and "Quentin".
    const std::string_view name = before.substr(0, before.find_last_not_of(" (", number - 1) + 1);
    for (std::size_t begin = 0; begin != std::string_view::npos; begin = name.find_first_of(" '(", begin + 1)) {
      const std::string label = std::string(code) + " - " + std::string(name.substr(begin));
      const PlaceLabel place = read_place_label(label);
      if (!place.name.empty() && most_populous(place.name, place.department)) {
        if (!only.empty() && read_place_label(only).name != place.name) {
          return {};
        }
        only = label;
        break;
      }
    }
  }
  return only;
}

std::vector<std::string> Gazetteer::departments_of(const OfferPlace& place) {
  const PlaceLabel label = read_place_label(place.label);
  return label.department.empty() ? departments_of_region(label.name) : std::vector<std::string>{label.department};
}

std::vector<std::string> Gazetteer::departments_beyond(const Coordinates& home, double km) const {
  std::vector<std::string> beyond;
  for (const auto& [department, frame] : departments_) {
    // The nearest point of the frame is no farther than any commune inside.
    const Coordinates nearest{std::clamp(home.latitude, frame.south_west.latitude, frame.north_east.latitude),
                              std::clamp(home.longitude, frame.south_west.longitude, frame.north_east.longitude)};
    if (distance_km(home, nearest) > km) {
      beyond.push_back(department);
    }
  }
  return beyond;
}

double distance_km(const Coordinates& from, const Coordinates& to) {
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
  const double half_latitude = std::sin(radians(to.latitude - from.latitude) / 2);
  const double half_longitude = std::sin(radians(to.longitude - from.longitude) / 2);
  const double chord = half_latitude * half_latitude + std::cos(radians(from.latitude)) *
                                                           std::cos(radians(to.latitude)) * half_longitude *
                                                           half_longitude;
  // Rounding may carry the chord of two antipodes just past 1.
  return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(1.0, chord)));
}

}  // namespace passerelle
