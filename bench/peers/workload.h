#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/offer.h"

namespace passerelle::bench {

/// A text as numbers of words with how often they stand there, sorted by number.
struct TermCounts {
  std::vector<std::uint32_t> terms;
  std::vector<std::uint32_t> counts;
};

/// A point on the unit sphere: places are compared by chords, without trigonometry.
struct SpherePoint {
  float x = 0;
  float y = 0;
  float z = 0;
};

/// Offers as a search engine sees them, and people as it sees queries: the same for every system that is compared.
struct Workload {
  std::string name;
  std::size_t dimensions = 128;
  std::size_t vocabulary = 0;
  std::size_t topics = 0;  ///< occupations

  std::vector<TermCounts> offer_terms;
  std::vector<float> offer_rows;  ///< offers × dimensions, unit length
  std::vector<Coordinates> offer_places;
  std::vector<std::uint32_t> offer_topics;

  std::vector<TermCounts> person_terms;
  std::vector<float> person_rows;
  std::vector<Coordinates> person_places;
  std::vector<SpherePoint> offer_points;                  ///< the places again
  std::vector<SpherePoint> person_points;                 ///< the places again
  std::vector<float> reach_chord;                         ///< the reach again, as a squared chord
  std::vector<double> reach_km;                           ///< how far a person goes; about 2.5 % of the offers pass
  std::vector<std::vector<std::uint32_t>> person_topics;  ///< the nearest first

  [[nodiscard]] std::size_t offers() const { return offer_places.size(); }
  [[nodiscard]] std::size_t people() const { return person_places.size(); }
  [[nodiscard]] const float* offer_row(std::size_t offer) const { return offer_rows.data() + offer * dimensions; }
  [[nodiscard]] const float* person_row(std::size_t person) const { return person_rows.data() + person * dimensions; }
  [[nodiscard]] bool passes(std::size_t person, std::size_t offer) const {
    const SpherePoint& home = person_points[person];
    const SpherePoint& work = offer_points[offer];
    const float x = home.x - work.x;
    const float y = home.y - work.y;
    const float z = home.z - work.z;
    return x * x + y * y + z * z <= reach_chord[person];
  }
};

/// Offers found by place: a grid whose cells any engine can also hold as terms.
class PlaceGrid {
 public:
  explicit PlaceGrid(const Workload& workload);

  [[nodiscard]] static std::uint32_t cell_of(const Coordinates& place);
  /// The cells that the person's circle touches.
  [[nodiscard]] std::vector<std::uint32_t> cells_within(std::size_t person) const;
  /// The offers within reach, exactly, ascending.
  [[nodiscard]] std::vector<std::uint32_t> offers_within(std::size_t person) const;

 private:
  const Workload& workload_;
  std::vector<std::vector<std::uint32_t>> offers_by_cell_;
};

/// Zipfian texts over 50,000 words in 1,000 topics, rows around the topics' centres, places around towns of Zipfian
/// size. The same for a seed on every machine.
Workload synthetic_workload(std::size_t people, std::size_t offers, std::uint64_t seed);

/// What `night_generator` wrote into `night`: words of titles and descriptions, rows of titles by the shipped model,
/// places as they are.
Result<Workload> night_workload(const std::filesystem::path& night, const std::filesystem::path& communes,
                                const std::filesystem::path& model);

}  // namespace passerelle::bench
