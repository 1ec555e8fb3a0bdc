#include "pipeline/records.h"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "base/hash.h"
#include "base/parallel.h"
#include "ingest/people.h"
#include "linking/duplicates.h"

namespace passerelle {
namespace {

/// Offers understood together: enough for every core, few enough for their texts to stay small in memory.
constexpr std::size_t kBatch = 1024;
/// Offers whose texts are compared with the referential together.
constexpr std::size_t kTogether = 16;

/// An offer with all that is read from its words, before these are dropped.
struct ReadOffer {
  Offer offer;
  OfferUnderstanding understood;
  TextSketch sketch;
  std::vector<std::uint16_t> avoided_words;
  std::uint64_t content = 0;  ///< hash of what it says, to tell two records of one id apart
  Rejection position;         ///< where it was read, for a later rejection
};

/// A hash of all that tells two records of one offer apart.
std::uint64_t content_of(const Offer& offer) {
  std::uint64_t hash = hash64(offer.title);
  for (const std::string* words : {&offer.text,
                                   &offer.rome,
                                   &offer.job_title,
                                   &offer.employer,
                                   &offer.siret,
                                   &offer.place.insee,
                                   &offer.place.postal_code,
                                   &offer.place.label,
                                   &offer.contract_label,
                                   &offer.contract_nature,
                                   &offer.experience_code,
                                   &offer.experience_label,
                                   &offer.experience_comment,
                                   &offer.hours_label,
                                   &offer.conditions,
                                   &offer.travel_code,
                                   &offer.travel_label,
                                   &offer.pay_label,
                                   &offer.qualification,
                                   &offer.apply.value,
                                   &offer.reserved_for}) {
    hash = hash64(*words, hash);
  }
  for (const auto* skills : {&offer.skills, &offer.soft_skills}) {
    for (const AskedSkill& skill : *skills) {
      hash = hash64(skill.label, hash64(skill.code, hash + (skill.demanded ? 1U : 0U)));
    }
  }
  for (const auto* things : {&offer.licences, &offer.languages, &offer.trainings}) {
    for (const AskedThing& thing : *things) {
      hash = hash64(thing.label, hash64(thing.detail, hash + (thing.demanded ? 1U : 0U)));
    }
  }
  return hash64(offer.valid_until ? to_string(*offer.valid_until) : "", hash64(to_string(offer.contract), hash));
}

/// Understands offers batch by batch as they are read.
class OfferReader {
 public:
  OfferReader(const Engine& engine, const AvoidedPhrases& phrases) : engine_(engine), phrases_(phrases) {}

  void take(Offer&& offer, const std::string& file, RecordPosition position) {
    ReadOffer& read = batch_.emplace_back();
    read.offer = std::move(offer);
    read.position = {file, position.record, position.line, "id", {}};
    if (batch_.size() == kBatch) {
      understand_batch();
    }
  }

  std::vector<ReadOffer> finish() && {
    understand_batch();
    return std::move(done_);
  }

 private:
  /// People read the name of a commune, not its code.
  void name_place(OfferPlace& place) const {
    const bool is_code = std::ranges::none_of(
        place.label, [](unsigned char letter) { return std::isalpha(letter) != 0 || letter >= 0x80; });
    if (is_code && !place.insee.empty()) {
      place.label = engine_.gazetteer().name(place.insee);
    }
  }

  /// "France" in the field, "à Annecy (74)" in the words.
  void find_place_in_words(Offer& offer) const {
    const Gazetteer& gazetteer = engine_.gazetteer();
    if (gazetteer.locate(offer.place) || !Gazetteer::departments_of(offer.place).empty()) {
      return;
    }
    if (std::string label = gazetteer.only_commune_in(offer.title + '\n' + offer.text); !label.empty()) {
      offer.place.label = std::move(label);
    }
  }

  void understand_batch() {
    parallel_for((batch_.size() + kTogether - 1) / kTogether, [this](std::size_t group) {
      const std::size_t begin = group * kTogether;
      const std::size_t end = std::min(batch_.size(), begin + kTogether);
      std::vector<const Offer*> offers;
      for (std::size_t row = begin; row < end; ++row) {
        offers.push_back(&batch_[row].offer);
      }
      std::vector<OfferUnderstanding> understood = engine_.linker().understand(offers);
      for (std::size_t row = begin; row < end; ++row) {
        batch_[row].understood = std::move(understood[row - begin]);
      }
    });
    parallel_for(batch_.size(), [this](std::size_t row) {
      ReadOffer& read = batch_[row];
      read.sketch = std::move(read.understood.sketch);
      read.avoided_words = phrases_.found_in(read.offer);
      read.content = content_of(read.offer);
      name_place(read.offer.place);
      find_place_in_words(read.offer);
      read.offer.text = std::string();
      read.offer.employer_text = std::string();
    });
    std::ranges::move(batch_, std::back_inserter(done_));
    batch_.clear();
  }

  const Engine& engine_;
  const AvoidedPhrases& phrases_;
  std::vector<ReadOffer> batch_;
  std::vector<ReadOffer> done_;
};

/// In the order of ids; of several records of one id the one renewed last stays, whatever the order they came in.
void keep_latest(std::vector<ReadOffer>& offers, std::vector<Rejection>& rejections) {
  std::ranges::sort(offers, [](const ReadOffer& left, const ReadOffer& right) {
    const auto key = [](const ReadOffer& read) {
      return std::tuple(read.offer.updated.value_or(Day{}), read.offer.created.value_or(Day{}), read.content);
    };
    return left.offer.id != right.offer.id ? left.offer.id < right.offer.id : key(left) > key(right);
  });
  std::vector<ReadOffer> kept;
  kept.reserve(offers.size());
  for (ReadOffer& read : offers) {
    if (kept.empty() || kept.back().offer.id != read.offer.id) {
      kept.push_back(std::move(read));
    } else if (kept.back().content != read.content) {
      Rejection rejection = std::move(read.position);
      rejection.reason = "identifiant déjà lu dans une offre plus récente : " + read.offer.id.value();
      rejections.push_back(std::move(rejection));
    }
  }
  offers = std::move(kept);
}

void join_repetitions(const std::vector<TextSketch>& sketches, WeekRecords& records) {
  const std::vector<std::uint32_t> first_of = find_duplicates(records.offers, sketches);
  records.also.resize(records.offers.size());
  for (std::uint32_t row = 0; row < first_of.size(); ++row) {
    if (first_of[row] == row) {
      records.listed.emplace_back(row);
    } else {
      records.also[first_of[row]].push_back(records.offers[row].id.value());
    }
  }
}

Result<Done> read_all_people(const WeekConfig& config, const Engine& engine, const Watch& watch, WeekRecords& records) {
  Result<Feed<Person>> people = read_people(config.people, watch);
  if (!people) {
    return people.error();
  }
  records.people = std::move(people->records);
  records.rejections = std::move(people->rejections);
  records.warnings = std::move(people->warnings);
  if (!config.referents.empty()) {
    Result<Feed<Referent>> referents = read_referents(config.referents);
    if (!referents) {
      return referents.error();
    }
    records.referents = std::move(referents->records);
    std::ranges::move(referents->rejections, std::back_inserter(records.rejections));
    std::ranges::move(referents->warnings, std::back_inserter(records.warnings));
  }
  watch.report("lecture des profils", 0, records.people.size());
  records.understood_people = understand(records.people, engine.linker());
  watch.report("lecture des profils", records.people.size(), records.people.size());
  return Done{};
}

}  // namespace

Result<WeekRecords> read_records(const WeekConfig& config, const Engine& engine, const Watch& watch) {
  WeekRecords records;
  if (const Result<Done> read = read_all_people(config, engine, watch, records); !read) {
    return read.error();
  }
  records.phrases = AvoidedPhrases(records.people, records.understood_people);

  OfferReader reader(engine, records.phrases);
  for (const std::filesystem::path& file : config.offers) {
    const std::string name = file.filename().string();
    Result<ReadReport> report =
        read_offers(file, config.offer_columns, watch,
                    [&](Offer&& offer, RecordPosition position) { reader.take(std::move(offer), name, position); });
    if (watch.must_stop()) {
      return Error{ErrorCode::interrupted, "arrêt demandé : rien n'a été écrit"};
    }
    if (!report) {
      return report.error();
    }
    records.offers_read += report->accepted;
    std::ranges::move(report->rejections, std::back_inserter(records.rejections));
    for (std::string& warning : report->warnings) {
      records.warnings.push_back(name + " : " + std::move(warning));
    }
  }
  std::vector<ReadOffer> offers = std::move(reader).finish();
  keep_latest(offers, records.rejections);

  std::vector<TextSketch> sketches;
  for (ReadOffer& read : offers) {
    records.offers.push_back(std::move(read.offer));
    records.understood_offers.push_back(std::move(read.understood));
    records.avoided_words.push_back(std::move(read.avoided_words));
    sketches.push_back(std::move(read.sketch));
  }
  join_repetitions(sketches, records);
  std::ranges::sort(records.rejections, [](const Rejection& left, const Rejection& right) {
    return std::tie(left.file, left.record, left.field, left.reason) <
           std::tie(right.file, right.record, right.field, right.reason);
  });
  return records;
}

}  // namespace passerelle
