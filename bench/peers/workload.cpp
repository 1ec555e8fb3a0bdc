#include "workload.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <unordered_map>

#include "base/parallel.h"
#include "embedding/embedding.h"
#include "embedding/random.h"
#include "normalise/text.h"
#include "places/gazetteer.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle::bench {
namespace {

constexpr double kCellDegrees = 0.25;
constexpr std::uint32_t kCellsAcross = 2048;
constexpr double kKmPerDegree = 111.2;
constexpr double kEarthKm = 6371.0088;
constexpr double kPassing = 0.025;
constexpr std::size_t kTopicsOfPerson = 5;

TermCounts counted(std::vector<std::uint32_t> terms) {
  std::sort(terms.begin(), terms.end());
  TermCounts text;
  for (const std::uint32_t term : terms) {
    if (text.terms.empty() || text.terms.back() != term) {
      text.terms.push_back(term);
      text.counts.push_back(0);
    }
    ++text.counts.back();
  }
  return text;
}

void normalise(float* row, std::size_t dimensions) {
  const float length = std::sqrt(std::inner_product(row, row + dimensions, row, 0.0F));
  for (std::size_t i = 0; i < dimensions && length > 0; ++i) {
    row[i] /= length;
  }
}

float product(const float* left, const float* right, std::size_t dimensions) {
  return std::inner_product(left, left + dimensions, right, 0.0F);
}

/// Numbers drawn with Zipf's law: the n-th as often as 1 / n.
class Zipf {
 public:
  explicit Zipf(std::size_t count) {
    double sum = 0;
    for (std::size_t rank = 1; rank <= count; ++rank) {
      up_to_.push_back(sum += 1 / static_cast<double>(rank));
    }
  }
  std::uint32_t draw(Random& random) const {
    const double drawn = up_to_.back() * static_cast<double>(random.fraction());
    return static_cast<std::uint32_t>(std::upper_bound(up_to_.begin(), up_to_.end() - 1, drawn) - up_to_.begin());
  }

 private:
  std::vector<double> up_to_;
};

/// About normal: the sum of twelve (Irwin-Hall).
float bell(Random& random) {
  float sum = -6;
  for (int i = 0; i < 12; ++i) {
    sum += random.fraction();
  }
  return sum;
}

SpherePoint sphere_point(const Coordinates& place) {
  constexpr double kRadians = std::numbers::pi / 180;
  const double latitude = place.latitude * kRadians;
  const double longitude = place.longitude * kRadians;
  return {static_cast<float>(std::cos(latitude) * std::cos(longitude)),
          static_cast<float>(std::cos(latitude) * std::sin(longitude)), static_cast<float>(std::sin(latitude))};
}

/// Reaches such that each person's share of offers is a draw from 0.5 to 4.5 %, 2.5 % on average.
void set_reaches(Workload& workload, std::uint64_t seed) {
  workload.reach_km.resize(workload.people());
  parallel_for(workload.people(), [&](std::size_t person) {
    Random random(seed + person * 7919);
    std::vector<float> distances;
    for (const Coordinates& place : workload.offer_places) {
      distances.push_back(static_cast<float>(distance_km(workload.person_places[person], place)));
    }
    const double share = kPassing * (0.2 + 1.6 * static_cast<double>(random.fraction()));
    const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(distances.size()));
    std::nth_element(distances.begin(), distances.begin() + rank, distances.end());
    workload.reach_km[person] = static_cast<double>(distances[static_cast<std::size_t>(rank)]);
  });
  for (const double reach : workload.reach_km) {
    const double chord = 2 * std::sin(reach / kEarthKm / 2);
    workload.reach_chord.push_back(static_cast<float>(chord * chord));
  }
  for (const Coordinates& place : workload.offer_places) {
    workload.offer_points.push_back(sphere_point(place));
  }
  for (const Coordinates& place : workload.person_places) {
    workload.person_points.push_back(sphere_point(place));
  }
}

void set_person_topics(Workload& workload, const std::vector<float>& centres) {
  workload.person_topics.resize(workload.people());
  parallel_for(workload.people(), [&](std::size_t person) {
    std::vector<std::pair<float, std::uint32_t>> near;
    for (std::uint32_t topic = 0; topic < workload.topics; ++topic) {
      near.emplace_back(
          -product(workload.person_row(person), centres.data() + topic * workload.dimensions, workload.dimensions),
          topic);
    }
    const std::size_t kept = std::min(kTopicsOfPerson, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(kept), near.end());
    for (std::size_t i = 0; i < kept; ++i) {
      workload.person_topics[person].push_back(near[i].second);
    }
  });
}

Result<std::vector<std::string>> records_of(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  std::vector<std::string> records;
  const auto done = for_each_json_record(*source, {}, [&](RawRecord&& raw) {
    records.push_back(std::move(raw.text));
    return true;
  });
  return done ? Result<std::vector<std::string>>(std::move(records)) : done.error();
}

/// What is read of one record before words have numbers.
struct ReadText {
  std::vector<std::string> stems;
  std::vector<float> row;
  std::optional<Coordinates> place;
  std::string topic;
};

std::vector<std::string> stems_of(const std::string& text) {
  std::vector<std::string> stems;
  for (Word& word : words(text)) {
    if (!is_stop_word(word.text)) {
      stems.push_back(std::move(word.stem));
    }
  }
  return stems;
}

/// All that a person brings and wishes, as one text.
std::string text_of_person(JsonView person) {
  std::string text = person["text"].text();
  const auto add = [&](JsonView list, std::string_view field) {
    for (std::size_t row = 0; row < list.size(); ++row) {
      text += "\n" + list.at(row)[field].text();
    }
  };
  add(person["wishes"]["occupations"], "text");
  add(person["experiences"], "title");
  add(person["skills"], "text");
  return text;
}

std::string wish_of_person(JsonView person) {
  std::string wish = person["wishes"]["occupations"].at(0)["text"].text();
  return !wish.empty() ? wish : person["experiences"].at(0)["title"].text();
}

}  // namespace

PlaceGrid::PlaceGrid(const Workload& workload) : workload_(workload) {
  for (std::uint32_t offer = 0; offer < workload.offers(); ++offer) {
    const std::uint32_t cell = cell_of(workload.offer_places[offer]);
    if (cell >= offers_by_cell_.size()) {
      offers_by_cell_.resize(cell + 1);
    }
    offers_by_cell_[cell].push_back(offer);
  }
}

std::uint32_t PlaceGrid::cell_of(const Coordinates& place) {
  const auto row = static_cast<std::uint32_t>((place.latitude + 90) / kCellDegrees);
  const auto column = static_cast<std::uint32_t>((place.longitude + 180) / kCellDegrees);
  return row * kCellsAcross + column;
}

std::vector<std::uint32_t> PlaceGrid::cells_within(std::size_t person) const {
  const Coordinates& home = workload_.person_places[person];
  const double north = workload_.reach_km[person] / kKmPerDegree + 0.01;
  const double east = north / std::cos((std::abs(home.latitude) + north) * std::numbers::pi / 180);
  const std::uint32_t low = cell_of({home.latitude - north, home.longitude - east});
  const std::uint32_t high = cell_of({home.latitude + north, home.longitude + east});
  std::vector<std::uint32_t> cells;
  for (std::uint32_t row = low / kCellsAcross; row <= high / kCellsAcross; ++row) {
    for (std::uint32_t column = low % kCellsAcross; column <= high % kCellsAcross; ++column) {
      const std::uint32_t cell = row * kCellsAcross + column;
      if (cell < offers_by_cell_.size() && !offers_by_cell_[cell].empty()) {
        cells.push_back(cell);
      }
    }
  }
  return cells;
}

std::vector<std::uint32_t> PlaceGrid::offers_within(std::size_t person) const {
  std::vector<std::uint32_t> offers;
  for (const std::uint32_t cell : cells_within(person)) {
    for (const std::uint32_t offer : offers_by_cell_[cell]) {
      if (workload_.passes(person, offer)) {
        offers.push_back(offer);
      }
    }
  }
  std::sort(offers.begin(), offers.end());
  return offers;
}

Workload synthetic_workload(std::size_t people, std::size_t offers, std::uint64_t seed) {
  constexpr std::size_t kWords = 50'000;
  constexpr std::size_t kTopics = 1'000;
  constexpr std::size_t kTowns = 2'000;
  constexpr std::size_t kOfferWords = 120;
  constexpr std::size_t kPersonWords = 30;
  Workload workload;
  workload.name = "synthetic";
  workload.vocabulary = kWords;
  workload.topics = kTopics;
  Random random(seed);
  const Zipf common(kWords);
  const Zipf of_topic(400);
  const Zipf topics(kTopics);
  const Zipf towns(kTowns);
  std::vector<float> centres(kTopics * workload.dimensions);
  for (float& value : centres) {
    value = bell(random);
  }
  std::vector<Coordinates> town_places;
  for (std::size_t town = 0; town < kTowns; ++town) {
    town_places.push_back(
        {43.0 + 7.5 * static_cast<double>(random.fraction()), -1.5 + 8.5 * static_cast<double>(random.fraction())});
  }
  // Half of the words are those of the topic, which begin anywhere in the vocabulary; half are everybody's.
  const auto text = [&](std::uint32_t topic, std::size_t length) {
    std::vector<std::uint32_t> terms;
    for (std::size_t i = 0; i < length; ++i) {
      terms.push_back(random.fraction() < 0.5F
                          ? (topic * 7919 + of_topic.draw(random) * 31) % static_cast<std::uint32_t>(kWords)
                          : common.draw(random));
    }
    return counted(std::move(terms));
  };
  const auto row = [&](std::uint32_t topic, std::vector<float>& rows) {
    for (std::size_t i = 0; i < workload.dimensions; ++i) {
      rows.push_back(centres[topic * workload.dimensions + i] + 0.8F * bell(random));
    }
    normalise(rows.data() + rows.size() - workload.dimensions, workload.dimensions);
  };
  const auto place = [&] {
    const Coordinates& town = town_places[towns.draw(random)];
    return Coordinates{town.latitude + 0.05 * static_cast<double>(bell(random)),
                       town.longitude + 0.07 * static_cast<double>(bell(random))};
  };
  for (std::size_t offer = 0; offer < offers; ++offer) {
    const std::uint32_t topic = topics.draw(random);
    workload.offer_topics.push_back(topic);
    workload.offer_terms.push_back(text(topic, kOfferWords));
    row(topic, workload.offer_rows);
    workload.offer_places.push_back(place());
  }
  for (std::size_t person = 0; person < people; ++person) {
    const std::uint32_t topic = topics.draw(random);
    workload.person_terms.push_back(text(topic, kPersonWords));
    row(topic, workload.person_rows);
    workload.person_places.push_back(place());
  }
  for (std::size_t topic = 0; topic < kTopics; ++topic) {
    normalise(centres.data() + topic * workload.dimensions, workload.dimensions);
  }
  set_person_topics(workload, centres);
  set_reaches(workload, seed);
  return workload;
}

Result<Workload> night_workload(const std::filesystem::path& night, const std::filesystem::path& communes,
                                const std::filesystem::path& model) {
  const Result<Gazetteer> gazetteer = Gazetteer::read(communes);
  const Result<Embedding> embedding = Embedding::open(model);
  if (!gazetteer || !embedding) {
    return gazetteer ? embedding.error() : gazetteer.error();
  }
  Workload workload;
  workload.name = "night";
  workload.dimensions = embedding->dimensions();
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::map<std::string, std::uint32_t> topics;
  const auto numbered = [&](std::vector<std::string>& stems) {
    std::vector<std::uint32_t> terms;
    for (std::string& stem : stems) {
      terms.push_back(numbers.emplace(std::move(stem), static_cast<std::uint32_t>(numbers.size())).first->second);
    }
    return counted(std::move(terms));
  };
  const auto read = [&](const std::vector<std::string>& records, bool people) {
    std::vector<ReadText> texts(records.size());
    parallel_for(records.size(), [&](std::size_t index) {
      const Result<JsonDocument> document = JsonDocument::parse(records[index]);
      if (!document) {
        return;
      }
      const JsonView record = document->root();
      ReadText& text = texts[index];
      text.row.resize(workload.dimensions);
      if (people) {
        text.stems = stems_of(text_of_person(record));
        embedding->embed(wish_of_person(record), text.row);
        text.place = gazetteer->by_insee(record["home"]["insee"].text());
        return;
      }
      const JsonView place = record["lieuTravail"];
      const std::optional<double> latitude = place["latitude"].number();
      const std::optional<double> longitude = place["longitude"].number();
      text.stems = stems_of(record["intitule"].text() + "\n" + record["description"].text());
      embedding->embed(record["intitule"].text(), text.row);
      text.place =
          latitude && longitude ? Coordinates{*latitude, *longitude} : gazetteer->by_insee(place["commune"].text());
      text.topic = record["romeCode"].text();
    });
    return texts;
  };
  Result<std::vector<std::string>> records = records_of(night / "offers.jsonl");
  if (!records) {
    return records.error();
  }
  for (ReadText& text : read(*records, false)) {
    if (text.place && text.place->latitude > 40 && text.place->latitude < 52) {
      workload.offer_terms.push_back(numbered(text.stems));
      workload.offer_rows.insert(workload.offer_rows.end(), text.row.begin(), text.row.end());
      workload.offer_places.push_back(*text.place);
      workload.offer_topics.push_back(
          topics.emplace(std::move(text.topic), static_cast<std::uint32_t>(topics.size())).first->second);
    }
  }
  records = records_of(night / "people.ndjson");
  if (!records) {
    return records.error();
  }
  for (ReadText& text : read(*records, true)) {
    if (text.place && !text.stems.empty()) {
      workload.person_terms.push_back(numbered(text.stems));
      workload.person_rows.insert(workload.person_rows.end(), text.row.begin(), text.row.end());
      workload.person_places.push_back(*text.place);
    }
  }
  workload.vocabulary = numbers.size();
  workload.topics = topics.size();
  std::vector<float> centres(workload.topics * workload.dimensions);
  for (std::size_t offer = 0; offer < workload.offers(); ++offer) {
    for (std::size_t i = 0; i < workload.dimensions; ++i) {
      centres[workload.offer_topics[offer] * workload.dimensions + i] += workload.offer_row(offer)[i];
    }
  }
  for (std::size_t topic = 0; topic < workload.topics; ++topic) {
    normalise(centres.data() + topic * workload.dimensions, workload.dimensions);
  }
  set_person_topics(workload, centres);
  set_reaches(workload, 1);
  return workload;
}

}  // namespace passerelle::bench
