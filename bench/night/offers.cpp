#include "offers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "domain/date.h"
#include "storage/json_records.h"

namespace passerelle::night {
namespace {

constexpr std::size_t kEnoughOffers = 12;
constexpr double kPlaceless = 0.5;
constexpr std::string_view kMonday = "2026-11-23";

Random random_of(std::uint64_t seed, std::uint64_t row) {
  Random spread(seed * 0x9e3779b97f4a7c15ULL ^ (row + 1) * 0xd1342543de82ef95ULL);
  return Random(spread.next());
}

Skeleton skeleton_of(JsonView record) {
  Skeleton skeleton;
  record.for_each_member(
      [&](std::string_view name, JsonView value) { skeleton.fields.emplace_back(std::string(name), json_of(value)); });
  skeleton.title = record["intitule"].text();
  skeleton.description = record["description"].text();
  skeleton.occupation = record["romeCode"].text();
  skeleton.employer = record["entreprise"]["nom"].text();
  return skeleton;
}

/// A moment of the weeks before the night, half of them recent, as the feed writes it.
std::string moment(std::size_t days_before, Random& random) {
  const Day day = parse_day(kMonday).value() - std::chrono::days(static_cast<int>(days_before));
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(day), 6 + random.below(14), random.below(60),
                     random.below(60), random.below(1000));
}

/// "45 - Orléans", in capitals and without accents as some sources write it, or as the names are.
std::string place_label(const Commune& commune, bool capitals) {
  std::string name = commune.name;
  if (capitals) {
    std::replace(name.begin(), name.end(), '-', ' ');
    name = in_capitals(name);
  }
  return fmt::format("{} - {}", commune.department, name);
}

/// The members that the real offer gives of its place, of another commune.
std::string varied_place(const std::string& real, const Commune& commune, Random& random) {
  const Result<JsonDocument> document = JsonDocument::parse(real);
  const JsonView place = document->root();
  if (!place.is_object() || (place["commune"].is_null() && place["codePostal"].is_null())) {
    // A country or a département tells no commune. One real offer in eight is like that, for these come from sources
    // that France Travail repeats; every person sees them all, and would see little else: half are given a commune.
    return chance(random, kPlaceless) ? real
                                      : fmt::format(R"({{"libelle":"{}","codePostal":"{}","commune":"{}"}})",
                                                    place_label(commune, false), commune.postal_code, commune.insee);
  }
  const std::string label = place["libelle"].text();
  const bool capitals = std::none_of(label.begin(), label.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  // The feed places the offer in the commune, not at its town hall: about a kilometre around.
  const double north = (random.fraction() - 0.5F) * 0.02;
  const double east = (random.fraction() - 0.5F) * 0.03;
  JsonWriter writer;
  writer.begin_object();
  place.for_each_member([&](std::string_view name, JsonView value) {
    writer.key(name);
    if (value.is_null()) {
      writer.null();
    } else if (name == "libelle") {
      writer.string(place_label(commune, capitals));
    } else if (name == "commune") {
      writer.string(commune.insee);
    } else if (name == "codePostal") {
      writer.string(commune.postal_code);
    } else if (name == "latitude") {
      writer.number(std::round((commune.latitude + north) * 1e6) / 1e6);
    } else if (name == "longitude") {
      writer.number(std::round((commune.longitude + east) * 1e6) / 1e6);
    } else {
      write_json(value, writer);
    }
  });
  writer.end_object();
  return writer.take();
}

std::string varied_company(const std::string& real, const std::string& name) {
  const Result<JsonDocument> document = JsonDocument::parse(real);
  JsonWriter writer;
  writer.begin_object();
  document->root().for_each_member([&](std::string_view key, JsonView value) {
    writer.key(key);
    if (key == "nom" && !value.is_null()) {
      writer.string(name);
    } else {
      write_json(value, writer);
    }
  });
  writer.end_object();
  return writer.take();
}

/// Amounts of pay a few per cent up or down; hours and months stay.
std::string varied_pay(const std::string& real, Random& random) {
  std::string varied;
  const double factor = 0.94 + 0.12 * random.fraction();
  for (std::size_t at = 0; at < real.size();) {
    std::size_t end = at;
    while (end < real.size() && real[end] >= '0' && real[end] <= '9') {
      ++end;
    }
    if (end - at >= 4 && end - at <= 6) {
      varied += std::to_string(std::lround(std::stod(real.substr(at, end - at)) * factor));
    } else if (end > at) {
      varied.append(real, at, end - at);
    } else {
      varied += real[end++];
    }
    at = end;
  }
  return varied;
}

/// The link to the offer ends with its id.
std::string with_other_id(std::string json, const std::string& id) {
  constexpr std::string_view kBefore = "/detail/";
  if (const std::size_t at = json.find(kBefore); at != std::string::npos) {
    const std::size_t begin = at + kBefore.size();
    const std::size_t end = json.find_first_of("\"?/", begin);
    json.replace(begin, end - begin, id);
  }
  return json;
}

}  // namespace

void write_json(JsonView value, JsonWriter& writer) {
  if (value.is_object()) {
    writer.begin_object();
    value.for_each_member([&](std::string_view name, JsonView member) {
      writer.key(name);
      write_json(member, writer);
    });
    writer.end_object();
  } else if (value.is_array()) {
    writer.begin_array();
    for (std::size_t index = 0; index < value.size(); ++index) {
      write_json(value.at(index), writer);
    }
    writer.end_array();
  } else if (value.is_string()) {
    writer.string(value.text());
  } else if (value.is_number()) {
    writer.number(value.number().value());
  } else if (value.is_bool()) {
    writer.boolean(value.boolean().value());
  } else {
    writer.null();
  }
}

std::string json_of(JsonView value) {
  JsonWriter writer;
  write_json(value, writer);
  return writer.take();
}

std::string offer_id(std::size_t row) {
  constexpr std::size_t kLetters = 26 * 26 * 26 * 26;
  // Multiplied by a number without a common divisor: the order of ids is not that of the file.
  std::size_t rest = (row % kLetters) * 197'261 % kLetters;
  std::string id = std::to_string(200 + row / kLetters);
  for (int letter = 0; letter < 4; ++letter) {
    id += static_cast<char>('A' + rest % 26);
    rest /= 26;
  }
  return id;
}

Result<OfferMaker> OfferMaker::read(const std::filesystem::path& real_offers, const Communes& communes,
                                    const OfferHabits& habits, std::uint64_t seed) {
  Result<ByteSource> source = ByteSource::open(real_offers);
  if (!source) {
    return source.error();
  }
  OfferMaker maker;
  maker.communes_ = &communes;
  maker.habits_ = habits;
  maker.seed_ = seed;
  const auto done = for_each_json_record(*source, {}, [&](RawRecord&& raw) {
    const Result<JsonDocument> document = JsonDocument::parse(raw.text);
    if (document && !document->root()["intitule"].text().empty()) {
      maker.add(skeleton_of(document->root()));
    }
    return true;
  });
  if (!done) {
    return done.error();
  }
  return maker;
}

void OfferMaker::add(Skeleton skeleton) {
  const Skeleton& kept = real_.emplace_back(std::move(skeleton));
  const std::vector<Sentence> sentences = sentences_of(kept.description);
  for (const std::size_t length : {5U, 3U, 1U, 0U}) {
    OfferPool& pool = pools_[kept.occupation.substr(0, length)];
    ++pool.offers;
    pool.titles.push_back(kept.title);
    for (const Sentence& sentence : sentences) {
      pool.sentences.push_back(sentence.words);
    }
    if (!kept.employer.empty()) {
      pool.employers.push_back(kept.employer);
    }
    for (const auto& [name, json] : kept.fields) {
      if (name == "competences" && json != "null") {
        pool.competences.push_back(json);
      }
    }
  }
}

const OfferPool& OfferMaker::pool(std::string_view occupation) const {
  for (const std::size_t length : {5U, 3U, 1U}) {
    const auto found = pools_.find(occupation.substr(0, length));
    if (found != pools_.end() && found->second.offers >= kEnoughOffers) {
      return found->second;
    }
  }
  return pools_.find("")->second;
}

std::string OfferMaker::varied_title(const Skeleton& skeleton, const Commune& commune, Random& random) const {
  const OfferPool& near = pool(skeleton.occupation);
  std::string title = chance(random, 0.5) ? skeleton.title : std::string(any_of(near.titles, random));
  if (chance(random, habits_.title_kept)) {
    return title;
  }
  title = without_gender_mark(title);
  if (chance(random, 0.15)) {
    title = without_gender_mark(crossed(title, any_of(near.titles, random), random));
  }
  const std::string department = commune.department;
  switch (random.below(14)) {
    case 0:
    case 1:
      title += " - " + commune.name;
      break;
    case 2:
      title += " à " + commune.name;
      break;
    case 3:
      title += " - " + in_capitals(commune.name);
      break;
    case 4:
      title += fmt::format(" ({})", department);
      break;
    case 5:
      title += fmt::format(" secteur {}", commune.name);
      break;
    case 6:
      title += fmt::format(" - {} ({})", commune.name, department);
      break;
    case 7:
      title += fmt::format(" {}h", std::array{12, 15, 20, 24, 25, 28, 30, 35, 39}.at(random.below(9)));
      break;
    case 8:
      title += std::array{" en CDI", " CDI", " - CDI", " CDD", " en intérim", " - Temps partiel"}.at(random.below(6));
      break;
    case 9:
      title += fmt::format(" - CDD {} mois", 1 + random.below(12));
      break;
    case 10:
      title += std::array{" débutant accepté", " confirmé", " junior", " de nuit", " week-end", " urgent"}.at(
          random.below(6));
      break;
    case 11:
      title = with_other_numbers(title, random) + fmt::format(" - réf {}", 1000 + random.below(9000));
      break;
    default:
      break;
  }
  constexpr std::array kMarks{" (H/F)", " (H/F)", " (H/F)", " (H/F)", " H/F", " H/F", " F/H", " (F/H)", " h/f", ""};
  title += kMarks.at(random.below(kMarks.size()));
  if (chance(random, 0.06)) {
    title = in_capitals(title);
  }
  return chance(random, 0.02) ? mistyped(std::move(title), random) : title;
}

std::string OfferMaker::varied_description(const Skeleton& skeleton, const Commune& commune, Random& random) const {
  const OfferPool& near = pool(skeleton.occupation);
  const std::vector<Sentence> sentences = sentences_of(skeleton.description);
  std::string description;
  description.reserve(skeleton.description.size() + 256);
  for (const Sentence& sentence : sentences) {
    description += sentence.gap;
    // Some sentences of the skeleton stay, so that the parts of the offer still follow each other as people write them.
    const std::string_view drawn =
        chance(random, 0.25) ? sentence.words : draw(near.sentences, sentence.words.size(), random);
    constexpr std::size_t kShort = 24;
    const double kept = habits_.sentence_kept * (drawn.size() < kShort ? 1.6 : 0.85);
    if (chance(random, kept)) {
      description += drawn;
      continue;
    }
    std::string varied = crossed(drawn, draw(near.sentences, drawn.size(), random), random);
    if (varied == drawn) {
      // Too short to be cut: said with a second one like it, or with a place or a number.
      switch (random.below(4)) {
        case 0:
          varied += " et " + with_small_initial(draw(near.sentences, 20, random));
          break;
        case 1:
          varied += fmt::format(" ({})", commune.name);
          break;
        case 2:
          varied += fmt::format(" : {}", random.below(60) + 1);
          break;
        default:
          varied += ", " + with_small_initial(draw(near.sentences, 14, random));
      }
    }
    varied = with_other_numbers(varied, random);
    description += chance(random, 0.03) ? mistyped(std::move(varied), random) : varied;
  }
  return description;
}

std::string OfferMaker::varied_employer(const Skeleton& skeleton, const Commune& commune, Random& random) const {
  const OfferPool& near = pool(skeleton.occupation);
  const OfferPool& all = pools_.find("")->second;
  std::string name(any_of(near.employers.empty() || chance(random, 0.3) ? all.employers : near.employers, random));
  if (chance(random, 0.4)) {
    name += " " + in_capitals(commune.name);
  }
  return name;
}

std::string OfferMaker::offer(std::size_t row) const {
  // A repost follows its offer back to the first one, whose texts and place it repeats.
  std::size_t first = row;
  for (Random random = random_of(seed_, first); first > 0 && chance(random, habits_.reposted);
       random = random_of(seed_, first)) {
    first = random.below(first);
  }
  Random random = random_of(seed_ + 1, first);
  Random own = random_of(seed_ + 2, row);
  const Skeleton& skeleton = real_[random.below(real_.size())];
  const Commune& commune = communes_->draw(random);
  const std::string title = varied_title(skeleton, commune, random);
  const std::string description = varied_description(skeleton, commune, random);
  const std::string employer = varied_employer(skeleton, commune, random);
  const std::string id = offer_id(row);
  const float age = own.fraction();
  const auto created = static_cast<std::size_t>(60 * age * age);
  const std::size_t updated = created == 0 ? 0 : own.below(created + 1);

  JsonWriter writer;
  writer.begin_object();
  for (const auto& [name, json] : skeleton.fields) {
    writer.key(name);
    if (name == "id") {
      writer.string(id);
    } else if (name == "intitule") {
      writer.string(title);
    } else if (json == "null") {
      writer.null();
    } else if (name == "description") {
      writer.string(description);
    } else if (name == "dateCreation") {
      writer.string(moment(created, own));
    } else if (name == "dateActualisation") {
      writer.string(moment(updated, own));
    } else if (name == "lieuTravail") {
      writer.raw(varied_place(json, commune, random));
    } else if (name == "entreprise") {
      writer.raw(varied_company(json, employer));
    } else if (name == "salaire") {
      writer.raw(varied_pay(json, random));
    } else if (name == "competences" && chance(random, 0.4)) {
      writer.raw(any_of(pool(skeleton.occupation).competences, random));
    } else if (name == "origineOffre") {
      writer.raw(with_other_id(json, id));
    } else {
      writer.raw(json);
    }
  }
  writer.end_object();
  return writer.take();
}

Result<std::string> OfferMaker::rewritten(std::string_view line, std::size_t row, std::uint64_t night) const {
  const Result<JsonDocument> document = JsonDocument::parse(line);
  if (!document) {
    return document.error();
  }
  const Skeleton skeleton = skeleton_of(document->root());
  Random random = random_of(seed_ + 3 + night, row);
  const Commune& commune = communes_->draw(random);
  JsonWriter writer;
  writer.begin_object();
  for (const auto& [name, json] : skeleton.fields) {
    writer.key(name);
    if (name == "intitule" && chance(random, 0.3)) {
      writer.string(varied_title(skeleton, commune, random));
    } else if (name == "description") {
      writer.string(varied_description(skeleton, commune, random));
    } else if (name == "dateActualisation") {
      writer.string(moment(0, random));
    } else {
      writer.raw(json);
    }
  }
  writer.end_object();
  return writer.take();
}

}  // namespace passerelle::night
