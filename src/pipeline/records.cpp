#include "pipeline/records.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <numeric>
#include <span>
#include <utility>

#include "base/hash.h"
#include "base/parallel.h"
#include "ingest/people.h"
#include "linking/duplicates.h"
#include "pipeline/issue.h"
#include "pipeline/packed_records.h"
#include "pipeline/understood_offers.h"

namespace passerelle {
namespace {

/// Offers understood together: enough for every core, few enough for their texts to stay small in memory.
constexpr std::size_t kBatch = 1024;
/// Offers whose texts are compared with the referential together.
constexpr std::size_t kTogether = 32;

/// Offers understood anew before they are kept for a restart: some tens of seconds of work.
constexpr std::size_t kKeptAfter = 16'384;

/// Offers that one member of a team understands before it is the next one's turn.
constexpr std::size_t kDealt = 16;

/// An offer with all that is read from its words, before these are dropped.
struct ReadOffer {
  Offer offer;
  UnderstoodOffer understood;
  std::vector<std::uint16_t> avoided_words;
  std::uint64_t content = 0;  ///< hash of what it says, to tell two records of one id apart
  Digest128 remembered_by;    ///< its content in the memory; only when there is one
  bool was_remembered = false;
  Rejection position;  ///< where it was read, for a later rejection
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

/// Values that members understood in turns of `kDealt` become everybody's. `what_was_read` must be the same for all:
/// files that differ from machine to machine would mix up the rows.
template <class Value>
Result<Done> share_dealt(Team& team, std::size_t count, std::uint64_t what_was_read,
                         const std::function<Value*(std::size_t)>& value) {
  if (team.size() == 1) {
    return Done{};
  }
  Packer mine;
  mine(what_was_read);
  for (std::size_t position = 0; position < count; ++position) {
    if (team.is_mine(position / kDealt)) {
      mine(*value(position));
    }
  }
  const std::vector<std::string> all = team.share(mine.take());
  std::vector<Unpacker> unpackers(all.begin(), all.end());
  const auto read_the_same = [&](Unpacker& theirs) {
    std::uint64_t what_they_read = 0;
    theirs(what_they_read);
    return what_they_read == what_was_read;
  };
  if (std::ranges::count_if(unpackers, read_the_same) != static_cast<std::ptrdiff_t>(all.size())) {
    return Error{ErrorCode::input_unusable, "les machines n'ont pas lu les mêmes fichiers : mettez-les en commun"};
  }
  parallel_for(all.size(), [&](std::size_t rank) {
    for (std::size_t position = 0; position < count; ++position) {
      if (rank != team.rank() && position / kDealt % all.size() == rank) {
        unpackers[rank](*value(position));
      }
    }
  });
  return Done{};
}

/// Understands offers batch by batch as they are read: those that the memory does not know, and of these the ones that
/// fall to this member of the team.
class OfferReader {
 public:
  /// `keep` is given the offers understood so far, now and then, when the process works alone: a long first night that
  /// is cut short is not lost.
  OfferReader(const Engine& engine, const AvoidedPhrases& phrases, const UnderstoodOffers* memory,
              std::function<void(const std::vector<ReadOffer>&)> keep, Team& team)
      : engine_(engine), phrases_(phrases), memory_(memory), keep_(std::move(keep)), team_(team) {}

  void take(Offer&& offer, const std::string& file, RecordPosition position) {
    ReadOffer& read = batch_.emplace_back();
    read.offer = std::move(offer);
    read.position = {file, position.record, position.line, "id", {}};
    if (batch_.size() == kBatch) {
      understand_batch();
    }
  }

  /// Gives what was understood to `keep`: reading ends here.
  void keep_now() {
    if (memory_ != nullptr && team_.size() == 1 && new_since_kept_ > 0) {
      keep_(done_);
      new_since_kept_ = 0;
    }
  }

  /// All offers, in the order they were read, with what the whole team understood of them.
  Result<std::vector<ReadOffer>> finish() && {
    understand_batch();
    std::uint64_t what_was_read = 0;
    for (const ReadOffer& read : done_) {
      what_was_read = hash64(read.offer.id.value(), what_was_read ^ read.content);
    }
    if (Result<Done> shared = share_dealt<UnderstoodOffer>(team_, done_.size(), what_was_read,
                                                           [this](std::size_t at) { return &done_[at].understood; });
        !shared) {
      return shared.error();
    }
    for (ReadOffer& read : done_) {
      if (!read.understood.place.empty()) {
        read.offer.place.label = read.understood.place;
      }
    }
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
  [[nodiscard]] std::string place_in_words(const Offer& offer) const {
    const Gazetteer& gazetteer = engine_.gazetteer();
    OfferPlace place = offer.place;
    name_place(place);
    if (gazetteer.locate(place) || !Gazetteer::departments_of(place).empty()) {
      return {};
    }
    return gazetteer.only_commune_in(offer.title + '\n' + offer.text);
  }

  void recall(ReadOffer& read) const {
    if (memory_ == nullptr) {
      return;
    }
    read.remembered_by = content_digest(read.offer);
    if (std::optional<UnderstoodOffer> known = memory_->recall(read.remembered_by)) {
      read.understood = std::move(*known);
      read.was_remembered = true;
    }
  }

  /// Understands those of the batch that are this member's and that the memory does not know.
  void understand_new() {
    std::vector<ReadOffer*> unknown;
    for (std::size_t row = 0; row < batch_.size(); ++row) {
      if (team_.is_mine((done_.size() + row) / kDealt) && !batch_[row].was_remembered) {
        unknown.push_back(&batch_[row]);
      }
    }
    parallel_for((unknown.size() + kTogether - 1) / kTogether, [&](std::size_t group) {
      const std::size_t begin = group * kTogether;
      const auto some = std::span(unknown).subspan(begin, std::min(kTogether, unknown.size() - begin));
      std::vector<const Offer*> offers;
      for (const ReadOffer* read : some) {
        offers.push_back(&read->offer);
      }
      std::vector<OfferUnderstanding> understood = engine_.linker().understand(offers);
      for (std::size_t row = 0; row < some.size(); ++row) {
        some[row]->understood.understanding = std::move(understood[row]);
        some[row]->understood.place = place_in_words(some[row]->offer);
      }
    });
  }

  void understand_batch() {
    parallel_for(batch_.size(), [this](std::size_t row) {
      // Its own and those of other members: what is new of theirs is known to the memory by its digest.
      if (memory_ != nullptr && !team_.is_mine((done_.size() + row) / kDealt)) {
        batch_[row].remembered_by = content_digest(batch_[row].offer);
      } else {
        recall(batch_[row]);
      }
    });
    understand_new();
    parallel_for(batch_.size(), [this](std::size_t row) {
      ReadOffer& read = batch_[row];
      read.avoided_words = phrases_.found_in(read.offer);
      read.content = content_of(read.offer);
      name_place(read.offer.place);
      read.offer.text = std::string();
      read.offer.employer_text = std::string();
    });
    new_since_kept_ += static_cast<std::size_t>(std::ranges::count(batch_, false, &ReadOffer::was_remembered));
    std::ranges::move(batch_, std::back_inserter(done_));
    batch_.clear();
    // Each time all is written anew: seldom enough for the whole to cost little.
    if (new_since_kept_ >= std::max(kKeptAfter, done_.size() / 4)) {
      keep_now();
    }
  }

  const Engine& engine_;
  const AvoidedPhrases& phrases_;
  const UnderstoodOffers* memory_;
  std::function<void(const std::vector<ReadOffer>&)> keep_;
  Team& team_;
  std::size_t new_since_kept_ = 0;
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
  // In place: half a million offers are not held twice.
  auto last = offers.begin();
  for (auto read = offers.begin(); read != offers.end(); ++read) {
    if (read == offers.begin() || last->offer.id != read->offer.id) {
      last += read == offers.begin() ? 0 : 1;
      if (last != read) {
        *last = std::move(*read);
      }
    } else if (last->content != read->content) {
      Rejection rejection = std::move(read->position);
      rejection.reason = "identifiant déjà lu dans une offre plus récente : " + read->offer.id.value();
      rejections.push_back(std::move(rejection));
    }
  }
  if (last != offers.end()) {
    offers.erase(last + 1, offers.end());
  }
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

/// Offers that any member recalled.
std::uint64_t remembered_by_all(Team& team, const std::vector<ReadOffer>& offers) {
  std::uint64_t all = 0;
  const auto mine = static_cast<std::uint64_t>(std::ranges::count_if(offers, &ReadOffer::was_remembered));
  for (const std::string& packed_count : team.share(packed(mine))) {
    std::uint64_t theirs = 0;
    Unpacker unpacker(packed_count);
    unpacker(theirs);
    all += theirs;
  }
  return all;
}

Result<Done> read_people_and_referents(const WeekConfig& config, const Watch& watch, WeekRecords& records) {
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
  return Done{};
}

Result<Done> understand_people(const Engine& engine, const Watch& watch, Team& team, WeekRecords& records) {
  const std::size_t count = records.people.size();
  std::vector<std::size_t> mine;
  std::vector<const Person*> people;
  std::uint64_t what_was_read = 0;
  for (std::size_t row = 0; row < count; ++row) {
    what_was_read = hash64(records.people[row].id.value(), what_was_read);
    if (team.is_mine(row / kDealt)) {
      mine.push_back(row);
      people.push_back(&records.people[row]);
    }
  }
  records.understood_people.resize(count);
  watch.report("lecture des profils", 0, mine.size());
  std::vector<PersonUnderstanding> understood = understand(people, engine.linker());
  for (std::size_t position = 0; position < mine.size(); ++position) {
    records.understood_people[mine[position]] = std::move(understood[position]);
  }
  watch.report("lecture des profils", mine.size(), mine.size());
  return share_dealt<PersonUnderstanding>(team, count, what_was_read,
                                          [&](std::size_t row) { return &records.understood_people[row]; });
}

Result<Done> read_all_offers(const WeekConfig& config, const Watch& watch, OfferReader& reader, WeekRecords& records) {
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
  return Done{};
}

/// A memory that cannot be written costs the next night some time: it never stops this one.
void remember(const WeekConfig& config, std::string_view identity, const UnderstoodOffers& memory,
              const std::vector<ReadOffer>& offers, WeekRecords& records) {
  std::vector<UnderstoodOffers::Met> met;
  met.reserve(offers.size());
  for (const ReadOffer& read : offers) {
    met.push_back({read.remembered_by, &read.understood});
  }
  if (const Result<Done> saved = memory.save(config.memory, identity, monday_of(config.week), std::move(met)); !saved) {
    records.memory_note = "ce qui est compris des offres n'a pas pu être gardé : " + saved.error().message;
  }
}

}  // namespace

Result<WeekRecords> read_records(const WeekConfig& config, const Engine& engine, std::string_view memory_identity,
                                 const History& history, const Watch& watch, Team& team) {
  WeekRecords records;
  if (const Result<Done> read = agreed(team, read_people_and_referents(config, watch, records)); !read) {
    return read.error();
  }
  apply_history(history, records.people);
  if (const Result<Done> understood = understand_people(engine, watch, team, records); !understood) {
    return understood.error();
  }
  records.phrases = AvoidedPhrases(records.people, records.understood_people);

  const bool remembers = !config.memory.empty();
  const UnderstoodOffers memory = UnderstoodOffers::open(config.memory, memory_identity);
  records.memory_note = memory.note();
  const auto keep = [&](const std::vector<ReadOffer>& offers) {
    remember(config, memory_identity, memory, offers, records);
  };
  OfferReader reader(engine, records.phrases, remembers ? &memory : nullptr, keep, team);
  if (const Result<Done> read = agreed(team, read_all_offers(config, watch, reader, records)); !read) {
    reader.keep_now();
    return read.error();
  }
  Result<std::vector<ReadOffer>> finished = std::move(reader).finish();
  if (!finished) {
    return finished.error();
  }
  std::vector<ReadOffer>& offers = *finished;
  records.offers_remembered = remembered_by_all(team, offers);
  if (remembers && team.is_first()) {
    keep(offers);
  }
  keep_latest(offers, records.rejections);

  std::vector<TextSketch> sketches;
  records.offers.reserve(offers.size());
  records.understood_offers.reserve(offers.size());
  records.avoided_words.reserve(offers.size());
  sketches.reserve(offers.size());
  for (ReadOffer& read : offers) {
    if (std::ranges::binary_search(history.closed, read.offer.id)) {
      read.offer.valid_until = monday_of(config.week) - std::chrono::days(1);
    }
    records.offers.push_back(std::move(read.offer));
    sketches.push_back(std::exchange(read.understood.understanding.sketch, {}));
    records.understood_offers.push_back(std::move(read.understood.understanding));
    records.avoided_words.push_back(std::move(read.avoided_words));
  }
  offers = {};
  join_repetitions(sketches, records);
  std::ranges::sort(records.rejections, [](const Rejection& left, const Rejection& right) {
    return std::tie(left.file, left.record, left.field, left.reason) <
           std::tie(right.file, right.record, right.field, right.reason);
  });
  return records;
}

Result<WeekRecords> read_records(const WeekConfig& config, const Engine& engine, const Watch& watch) {
  Alone alone;
  WeekConfig forgetful = config;
  forgetful.memory.clear();
  return read_records(forgetful, engine, {}, {}, watch, alone);
}

}  // namespace passerelle
