#include "people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "storage/csv.h"
#include "storage/json_records.h"

namespace passerelle::night {
namespace {

/// One offer in three of the real file is of computing; few of the people are.
constexpr std::string_view kComputing = "M18";
constexpr double kComputingKept = 0.08;

/// The samples hold every odd case once; most people are none.
constexpr std::string_view kActive = "\"active\"";
constexpr std::string_view kAuthorised = "\"yes\"";

Result<Done> for_each_row(const std::filesystem::path& file, const CsvOptions& options,
                          const std::function<void(const CsvRow&)>& visit) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return for_each_csv_row(*source, options, [&](const CsvRow& row) {
    visit(row);
    return true;
  });
}

void add_clauses(std::string_view text, std::vector<std::string>& clauses) {
  for (const Sentence& sentence : sentences_of(text)) {
    std::string_view words = sentence.words;
    while (!words.empty() && words.back() == '.') {
      words.remove_suffix(1);
    }
    if (words.size() > 3) {
      clauses.emplace_back(words);
    }
  }
}

void write_days(JsonWriter& writer, std::size_t days) {
  constexpr std::array kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  writer.key("days").begin_array();
  for (std::size_t day = 0; day < days; ++day) {
    writer.string(kDays.at(day));
  }
  writer.end_array();
}

std::string quarter_hour(std::size_t quarters) {
  return fmt::format("{:02}:{:02}", quarters / 4, 15 * (quarters % 4));
}

}  // namespace

Result<PeopleMaker> PeopleMaker::read(const PeopleSources& sources, const OfferMaker& offers, const Communes& communes,
                                      std::uint64_t seed) {
  PeopleMaker maker;
  maker.communes_ = &communes;
  maker.seed_ = seed;
  if (const auto done = maker.read_samples(sources.samples); !done) {
    return done.error();
  }
  if (const auto done = maker.read_activities(sources.activities); !done) {
    return done.error();
  }
  if (const auto done = maker.read_trades(sources, offers); !done) {
    return done.error();
  }
  return maker;
}

Result<Done> PeopleMaker::read_samples(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return for_each_json_record(*source, {}, [&](RawRecord&& raw) {
    const Result<JsonDocument> document = JsonDocument::parse(raw.text);
    if (!document || document->root()["id"].text().empty()) {
      return true;
    }
    const JsonView person = document->root();
    for (const char* section :
         {"accompaniment", "limits", "work", "schemes", "languages", "diplomas", "certificates", "soft_skills"}) {
      sections_[section].push_back(json_of(person[section]));
    }
    sections_["contracts"].push_back(json_of(person["wishes"]["contracts"]));
    sections_["avoid"].push_back(json_of(person["wishes"]["avoid"]));
    sections_["modes"].push_back(json_of(person["mobility"]["modes"]));
    sections_["licences"].push_back(json_of(person["mobility"]["licences"]));
    sections_["vehicle"].push_back(json_of(person["mobility"]["vehicle"]));
    add_clauses(person["text"].text(), clauses_);
    for (std::size_t index = 0; index < person["experiences"].size(); ++index) {
      add_clauses(person["experiences"].at(index)["text"].text(), stories_);
    }
    for (std::size_t index = 0; index < person["skills"].size(); ++index) {
      if (const std::string text = person["skills"].at(index)["text"].text(); !text.empty()) {
        everyday_.push_back(text);
      }
    }
    return true;
  });
}

Result<Done> PeopleMaker::read_activities(const std::filesystem::path& file) {
  return for_each_row(file, {'\t', false}, [&](const CsvRow& row) {
    // The first column tells the activity in several ways, between bars.
    const std::string_view told = row.cells().front();
    for (std::size_t begin = 0; begin <= told.size();) {
      const std::size_t end = std::min(told.find('|', begin), told.size());
      everyday_.emplace_back(told.substr(begin, end - begin));
      begin = end + 1;
    }
  });
}

Result<Done> PeopleMaker::read_trades(const PeopleSources& sources, const OfferMaker& offers) {
  std::map<std::string, Trade, std::less<>> trades;
  std::map<std::string, std::string, std::less<>> skill_labels;
  auto done = for_each_row(sources.rome / "unix_referentiel_code_rome_v460_utf8.csv", {}, [&](const CsvRow& row) {
    Trade& trade = trades[std::string(row["code_rome"])];
    trade.rome = row["code_rome"];
    trade.words.push_back(with_small_initial(row["libelle_rome"]));
  });
  if (!done) {
    return done;
  }
  done = for_each_row(sources.rome / "unix_referentiel_competence_v460_utf8.csv", {}, [&](const CsvRow& row) {
    skill_labels.emplace(row["code_ogr"], with_small_initial(row["libelle_competence"]));
  });
  if (!done) {
    return done;
  }
  done = for_each_row(sources.rome / "unix_coherence_item_v460_utf8.csv", {}, [&](const CsvRow& row) {
    const auto trade = trades.find(row["code_rome"]);
    const auto label = skill_labels.find(row["code_ogr"]);
    if (trade != trades.end() && label != skill_labels.end()) {
      trade->second.skills.push_back(label->second);
    }
  });
  if (!done) {
    return done;
  }
  done = for_each_row(sources.lay_lexicon, {'\t', false}, [&](const CsvRow& row) {
    if (const auto trade = trades.find(row["target"]); trade != trades.end() && row["kind"] == "occupation") {
      trade->second.words.emplace_back(row["form"]);
    }
  });
  if (!done) {
    return done;
  }
  for (const Skeleton& offer : offers.real()) {
    if (const auto trade = trades.find(offer.occupation); trade != trades.end()) {
      trade->second.words.push_back(with_small_initial(without_gender_mark(offer.title)));
    }
  }
  std::map<std::string, std::size_t, std::less<>> rows;
  for (auto& [rome, trade] : trades) {
    if (trade.skills.empty()) {
      trade.skills = everyday_;
    }
    rows.emplace(rome, trades_.size());
    trades_.push_back(std::move(trade));
  }
  for (const Skeleton& offer : offers.real()) {
    if (const auto row = rows.find(offer.occupation); row != rows.end()) {
      trade_of_offer_.push_back(row->second);
    }
  }
  if (trade_of_offer_.empty()) {
    return Error{ErrorCode::input_unusable, "no real offer is of an occupation of the official ROME"};
  }
  return Done{};
}

const PeopleMaker::Trade& PeopleMaker::any_trade(Random& random) const {
  if (chance(random, 0.2)) {
    return any_of(trades_, random);
  }
  for (;;) {
    const Trade& trade = trades_[any_of(trade_of_offer_, random)];
    if (!trade.rome.starts_with(kComputing) || chance(random, kComputingKept)) {
      return trade;
    }
  }
}

std::string PeopleMaker::sample_of(const std::string& section, Random& random) const {
  return any_of(sections_.at(section), random);
}

std::string PeopleMaker::mostly(const std::string& section, std::string_view holds, Random& random) const {
  for (;;) {
    std::string drawn = sample_of(section, random);
    if (drawn.find(holds) != std::string::npos || chance(random, 0.6)) {
      return drawn;
    }
  }
}

std::string PeopleMaker::skill_text(const Trade& trade, Random& random) const {
  std::string text = chance(random, 0.45)   ? any_of(everyday_, random)
                     : chance(random, 0.85) ? any_of(trade.skills, random)
                                            : any_of(trade.words, random);
  constexpr std::array kManners{"tous les jours",   "avec soin",       "seul",        "en équipe",   "à la maison",
                                "chez des voisins", "pour la famille", "au bled",     "sans stress", "le week-end",
                                "même la nuit",     "dans un atelier", "pour l'asso", "vite et bien"};
  switch (random.below(5)) {
    case 0:
      text += fmt::format(" pour {} personnes", 2 + random.below(120));
      break;
    case 1:
      text += fmt::format(" depuis {} ans", 2 + random.below(25));
      break;
    case 2:
      text += std::string(" ") + kManners.at(random.below(kManners.size()));
      break;
    case 3:
      text += " et " + any_of(everyday_, random);
      break;
    default:
      break;
  }
  return chance(random, 0.03) ? mistyped(std::move(text), random) : text;
}

std::string PeopleMaker::note(const Trade& wished, const Trade& other, const Commune& home, Random& random) const {
  const auto clause = [&]() -> std::string {
    constexpr std::array kDays{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
    switch (random.below(16)) {
      case 0:
        return fmt::format("a travaillé {} ans comme {}", 1 + random.below(20), any_of(other.words, random));
      case 1:
        return "cherche plutôt " + any_of(wished.words, random);
      case 2:
        return fmt::format("doit finir à {}h{}", 12 + random.below(8), chance(random, 0.5) ? "30" : "");
      case 3:
        return fmt::format("pas le {}", kDays.at(random.below(7)));
      case 4:
        return "ne veut plus faire " + any_of(any_trade(random).words, random);
      case 5:
        return fmt::format("habite {} avec {} enfants", home.name, 1 + random.below(6));
      case 6:
        return "sait " + skill_text(wished, random);
      case 7:
        return fmt::format("a fait un stage de {} semaines en {}", 1 + random.below(8), any_of(other.words, random));
      case 8:
        return fmt::format("ok pour {}", any_of(other.words, random));
      default:
        return with_other_numbers(any_of(clauses_, random), random);
    }
  };
  std::string text;
  const std::size_t length = random.below(7);
  for (std::size_t index = 0; index < length; ++index) {
    text += (text.empty() ? "" : chance(random, 0.7) ? ". " : ", ") + clause();
  }
  return chance(random, 0.2) ? mistyped(std::move(text), random) : text;
}

void PeopleMaker::write_mobility(JsonWriter& writer, Random& random) const {
  writer.key("mobility").begin_object();
  // What goes together stays together: modes, licences and vehicle are those of one person.
  const std::size_t whose = random.below(sections_.at("modes").size());
  writer.key("modes").raw(sections_.at("modes")[whose]);
  writer.key("licences").raw(sections_.at("licences")[whose]);
  writer.key("vehicle").raw(sections_.at("vehicle")[whose]);
  writer.key("max_minutes");
  if (chance(random, 0.85)) {
    writer.integer(static_cast<std::int64_t>(30 + 5 * random.below(13)));
  } else {
    writer.null();
  }
  writer.key("max_km");
  if (chance(random, 0.25)) {
    writer.integer(static_cast<std::int64_t>(5 + random.below(56)));
  } else {
    writer.null();
  }
  writer.end_object();
}

void PeopleMaker::write_availability(JsonWriter& writer, Random& random) const {
  writer.key("availability").begin_object();
  writer.key("from");
  if (chance(random, 0.7)) {
    writer.string(fmt::format("2026-{}-{:02}", 11 + random.below(2), 1 + random.below(28)));
  } else {
    writer.null();
  }
  const std::size_t least = 10 + random.below(26);
  writer.key("hours_per_week").begin_object();
  if (chance(random, 0.85)) {
    writer.key("min").integer(static_cast<std::int64_t>(least));
    writer.key("max").integer(static_cast<std::int64_t>(std::max<std::size_t>(least + random.below(16), 20)));
  } else {
    writer.key("min").null().key("max").null();
  }
  writer.end_object();
  writer.key("slots").begin_array();
  if (chance(random, 0.55)) {
    const std::size_t begin = 20 + random.below(24);
    writer.begin_object();
    write_days(writer, 4 + random.below(4));
    writer.key("from").string(quarter_hour(begin));
    writer.key("to").string(quarter_hour(std::min<std::size_t>(begin + 24 + random.below(28), 94)));
    writer.end_object();
  }
  writer.end_array();
  for (const char* when : {"nights", "weekends"}) {
    writer.key(when);
    if (chance(random, 0.45)) {
      writer.null();
    } else {
      writer.boolean(chance(random, 0.35));
    }
  }
  writer.end_object();
}

void PeopleMaker::write_experiences(JsonWriter& writer, const Trade& wished, Random& random) const {
  writer.key("experiences").begin_array();
  const std::size_t count = random.below(5);
  for (std::size_t index = 0; index < count; ++index) {
    const Trade& trade = chance(random, 0.35) ? wished : any_trade(random);
    std::string story;
    if (chance(random, 0.7)) {
      story = with_other_numbers(any_of(stories_, random), random);
      story += ". " + skill_text(trade, random) + ", " + skill_text(trade, random) + ".";
    }
    constexpr std::array kCountries{"FR", "FR", "FR", "FR", "FR", "SY", "MA", "DZ", "UA", "AF", "PT", "CD", "GN", "TR"};
    writer.begin_object();
    writer.key("title").string(any_of(trade.words, random));
    writer.key("text").string(story);
    writer.key("months").integer(static_cast<std::int64_t>(1 + random.below(1 + random.below(180))));
    writer.key("last_year").integer(static_cast<std::int64_t>(2008 + random.below(19)));
    writer.key("country").string(kCountries.at(random.below(kCountries.size())));
    writer.key("informal").boolean(chance(random, 0.15));
    writer.end_object();
  }
  writer.end_array();
}

void PeopleMaker::write_skills(JsonWriter& writer, const Trade& wished, Random& random) const {
  constexpr std::array kEvidence{"work", "training",      "diploma",          "badge",    "immersion", "volunteering",
                                 "work", "everyday_life", "sport_arts_games", "declared", "work",      "everyday_life"};
  writer.key("skills").begin_array();
  const std::size_t count = random.below(9);
  for (std::size_t index = 0; index < count; ++index) {
    const Trade& trade = chance(random, 0.6) ? wished : any_trade(random);
    const auto self = static_cast<std::int64_t>(1 + random.below(5));
    writer.begin_object();
    writer.key("text").string(skill_text(trade, random));
    writer.key("self").integer(self);
    writer.key("referent");
    if (chance(random, 0.75)) {
      writer.integer(std::clamp<std::int64_t>(self + static_cast<std::int64_t>(random.below(3)) - 1, 0, 5));
    } else {
      writer.null();
    }
    writer.key("evidence").string(kEvidence.at(random.below(kEvidence.size())));
    writer.key("status").string(chance(random, 0.9) ? "confirmed" : chance(random, 0.7) ? "suggested" : "rejected");
    writer.end_object();
  }
  writer.end_array();
}

void PeopleMaker::write_wishes(JsonWriter& writer, const Trade& first, const Trade& second, Random& random) const {
  writer.key("wishes").begin_object();
  writer.key("occupations").begin_array();
  const std::size_t count = chance(random, 0.08) ? 0 : 1 + random.below(3);
  for (std::size_t index = 0; index < count; ++index) {
    const Trade& trade = index == 0 || chance(random, 0.5) ? first : second;
    writer.begin_object();
    if (chance(random, 0.2)) {
      writer.key("rome").string(trade.rome);
    } else {
      writer.key("text").string(any_of(trade.words, random));
    }
    writer.end_object();
  }
  writer.end_array();
  writer.key("avoid");
  if (chance(random, 0.2)) {
    writer.begin_array().begin_object().key("text").string(any_of(any_trade(random).words, random));
    writer.end_object().end_array();
  } else {
    writer.raw(sample_of("avoid", random));
  }
  writer.key("contracts").raw(sample_of("contracts", random));
  writer.key("net_monthly_min");
  if (chance(random, 0.2)) {
    writer.integer(static_cast<std::int64_t>(900 + 50 * random.below(24)));
  } else {
    writer.null();
  }
  writer.end_object();
}

std::string PeopleMaker::person(std::size_t row) const {
  Random spread(seed_ * 0x9e3779b97f4a7c15ULL ^ (row + 1) * 0xa0761d6478bd642fULL);
  Random random(spread.next());
  const Trade& first = any_trade(random);
  const Trade& second = any_trade(random);
  const Commune& home = communes_->draw(random);
  constexpr std::size_t kPeoplePerReferent = 60;

  JsonWriter writer;
  writer.begin_object();
  writer.key("id").string(fmt::format("N-{:07}", row));
  writer.key("referents").begin_array().begin_object();
  writer.key("id").string(fmt::format("R-{:05}", row / kPeoplePerReferent));
  writer.key("role").string("employment");
  writer.end_object().end_array();
  writer.key("accompaniment").raw(mostly("accompaniment", kActive, random));
  writer.key("home").begin_object().key("insee").string(home.insee).end_object();
  write_mobility(writer, random);
  write_availability(writer, random);
  writer.key("limits").raw(sample_of("limits", random));
  writer.key("work").raw(mostly("work", kAuthorised, random));
  writer.key("schemes").raw(sample_of("schemes", random));
  writer.key("languages").raw(sample_of("languages", random));
  writer.key("diplomas").raw(sample_of("diplomas", random));
  writer.key("certificates").raw(sample_of("certificates", random));
  write_experiences(writer, first, random);
  write_skills(writer, first, random);
  writer.key("soft_skills").raw(sample_of("soft_skills", random));
  write_wishes(writer, first, second, random);
  writer.key("text").string(note(first, second, home, random));
  writer.end_object();
  return writer.take();
}

}  // namespace passerelle::night
