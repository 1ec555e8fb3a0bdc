#include "ingest/people.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "ingest/json_feed.h"
#include "ingest/person_record.h"
#include "ingest/source_kind.h"
#include "storage/csv.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle {
namespace {

constexpr std::string_view kPeopleStep = "lecture des personnes";
constexpr std::uint64_t kReportEveryPeople = 256;

/// Writes the value with the members of every object in the order of their names: two texts that say the same become
/// the same.
void write_canonical(JsonView value, JsonWriter& json) {
  if (value.is_object()) {
    std::vector<std::pair<std::string, JsonView>> members;
    value.for_each_member([&members](std::string_view name, JsonView member) { members.emplace_back(name, member); });
    std::ranges::stable_sort(members, {}, [](const auto& member) -> const std::string& { return member.first; });
    json.begin_object();
    for (const auto& [name, member] : members) {
      json.key(name);
      write_canonical(member, json);
    }
    json.end_object();
  } else if (value.is_array()) {
    json.begin_array();
    for (std::size_t index = 0; index < value.size(); ++index) {
      write_canonical(value.at(index), json);
    }
    json.end_array();
  } else if (value.is_string()) {
    json.string(value.text());
  } else if (value.is_null()) {
    json.null();
  } else {
    json.raw(value.text());
  }
}

/// What the record says, as a fingerprint. A `contact` stays unread even here.
std::string fingerprint(JsonView record) {
  std::vector<std::pair<std::string, JsonView>> members;
  record.for_each_member([&members](std::string_view name, JsonView member) {
    if (name != "contact") {
      members.emplace_back(name, member);
    }
  });
  std::ranges::stable_sort(members, {}, [](const auto& member) -> const std::string& { return member.first; });
  JsonWriter json;
  json.begin_object();
  for (const auto& [name, member] : members) {
    json.key(name);
    write_canonical(member, json);
  }
  json.end_object();
  return sha256_hex(json.take());
}

/// One record of a file whose records have names.
template <class Record>
struct Entry {
  std::string id;
  std::string fingerprint;
  std::uint64_t number = 0;
  std::uint64_t line = 0;
  std::optional<Record> record;
  std::vector<FieldProblem> problems;
};

/// Sorts by id; sets aside all records of an id that comes with different contents, and keeps one of identical ones.
template <class Record>
Feed<Record> settled(std::vector<Entry<Record>> entries, std::vector<Rejection> rejections, std::string_view file) {
  std::ranges::sort(entries, {}, [](const Entry<Record>& entry) { return std::tie(entry.id, entry.number); });
  Feed<Record> feed;
  for (auto first = entries.begin(); first != entries.end();) {
    const auto last =
        std::find_if(first, entries.end(), [&](const Entry<Record>& entry) { return entry.id != first->id; });
    const bool agree =
        std::all_of(first, last, [&](const Entry<Record>& entry) { return entry.fingerprint == first->fingerprint; });
    if (agree) {
      for (FieldProblem& problem : first->problems) {
        rejections.push_back(
            {std::string(file), first->number, first->line, std::move(problem.field), std::move(problem.reason)});
      }
      if (first->record) {
        feed.records.push_back(std::move(*first->record));
      }
    } else {
      std::string numbers;
      for (auto entry = first; entry != last; ++entry) {
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(entry->number);
      }
      for (auto entry = first; entry != last; ++entry) {
        rejections.push_back({std::string(file), entry->number, entry->line, "id",
                              in_quotes(entry->id) +
                                  " vient plusieurs fois avec des contenus différents "
                                  "(enregistrements " +
                                  numbers + ") : n'en garder qu'un"});
      }
    }
    first = last;
  }
  std::ranges::stable_sort(rejections, {}, &Rejection::record);
  feed.rejections = std::move(rejections);
  return feed;
}

/// An absence that cannot be understood counts for nothing: the référent is there.
Referent read_referent(JsonView record, const std::string& id, std::vector<FieldProblem>& problems) {
  Referent referent{ReferentId(id),         record["display_name"].text(), record["backup"].text(),
                    record["phone"].text(), record["email"].text(),        {}};
  for (std::size_t index = 0; index < record["absent"].size(); ++index) {
    const JsonView days = record["absent"].at(index);
    bool odd = false;
    const Absence absence{plausible_day(days["from"].text(), odd), plausible_day(days["until"].text(), odd)};
    const bool is_empty = !absence.from && !absence.until;
    const bool is_reversed = absence.from && absence.until && *absence.until < *absence.from;
    if (odd || is_empty || is_reversed) {
      problems.push_back({"absent[" + std::to_string(index) + "]",
                          "deux jours comme 2026-12-21 sont attendus dans from et until, dans cet ordre"});
    } else {
      referent.absent.push_back(absence);
    }
  }
  return referent;
}

/// Reads the people of one source.
class PeopleReader {
 public:
  PeopleReader(ByteSource& source, std::string_view name, const Watch& watch)
      : source_(source), name_(name), watch_(watch) {}

  Result<Feed<Person>> read() {
    Result<SourceKind> kind = kind_of(source_);
    if (!kind) {
      return kind.error();
    }
    Result<Done> done = *kind == SourceKind::json ? read_json() : read_table();
    if (!done) {
      return done.error();
    }
    if (stopped_) {
      return interrupted();
    }
    Feed<Person> feed = settled(std::move(entries_), std::move(rejections_), name_);
    if (feed.records.empty()) {
      return unusable(feed.rejections.empty()
                          ? "aucune personne"
                          : "aucune personne utilisable ; la première est refusée : " + feed.rejections.front().reason);
    }
    feed.warnings = notes_.warnings();
    return feed;
  }

 private:
  /// What one record gave: an entry, or why there is none.
  struct ReadRecord {
    std::optional<Entry<Person>> entry;
    std::vector<FieldProblem> problems;
    RecordNotes notes;
  };

  Result<Done> read_json() {
    return read_json_feed<ReadRecord>(
        source_,
        [](const RawRecord& raw, JsonParser& parser) {
          ReadRecord read;
          read_record(raw.text, raw.problem, parser, read);
          return read;
        },
        [this](const RawRecord& raw, ReadRecord&& read) {
          take(std::move(read), raw.number, raw.line);
          return go_on(raw.number);
        });
  }

  Result<Done> read_table() {
    bool has_id = true;
    JsonParser parser;
    Result<Done> done = for_each_csv_row(source_, {}, [&](const CsvRow& row) {
      has_id = std::ranges::find(row.columns(), "id") != row.columns().end();
      if (!has_id) {
        return false;
      }
      ReadRecord read;
      read_record(row.problem.empty() ? person_json(row, read.notes) : "", row.problem, parser, read);
      take(std::move(read), row.number(), row.line());
      return go_on(row.number());
    });
    return has_id ? done : unusable("ni JSON, ni table dont l'en-tête donne la colonne id");
  }

  /// `problem`: why there is no text.
  static void read_record(std::string_view text, const std::string& problem, JsonParser& parser, ReadRecord& read) {
    if (!problem.empty()) {
      read.problems.push_back({"", problem});
      return;
    }
    Result<JsonView> parsed = parser.parse(text);
    if (!parsed) {
      read.problems.push_back({"", std::move(parsed).error().message});
      return;
    }
    const JsonView record = *parsed;
    if (!record.is_object()) {
      read.problems.push_back({"", "un objet JSON est attendu"});
      return;
    }
    ReadPerson person = read_person(record, read.notes);
    const std::string id = record["id"].text();
    if (!problem_of_id(id).empty()) {
      read.problems = std::move(person.problems);
      return;
    }
    read.entry = {id, fingerprint(record), 0, 0, std::move(person.person), std::move(person.problems)};
  }

  void take(ReadRecord&& read, std::uint64_t number, std::uint64_t line) {
    notes_.add(read.notes);
    for (FieldProblem& found : read.problems) {
      rejections_.push_back({std::string(name_), number, line, std::move(found.field), std::move(found.reason)});
    }
    if (read.entry) {
      read.entry->number = number;
      read.entry->line = line;
      entries_.push_back(std::move(*read.entry));
    }
  }

  bool go_on(std::uint64_t number) {
    if (number % kReportEveryPeople == 0) {
      watch_.report(kPeopleStep, source_.position(), source_.size());
    }
    stopped_ = watch_.must_stop();
    return !stopped_;
  }

  ByteSource& source_;
  std::string_view name_;
  const Watch& watch_;
  RecordNotes notes_;
  std::vector<Entry<Person>> entries_;
  std::vector<Rejection> rejections_;
  bool stopped_ = false;
};

}  // namespace

Result<Feed<Person>> read_people(const std::filesystem::path& file, const Watch& watch) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return read_people(*source, file.filename().string(), watch);
}

Result<Feed<Person>> read_people(ByteSource& source, std::string_view name, const Watch& watch) {
  Result<Feed<Person>> feed = PeopleReader(source, name, watch).read();
  return feed ? std::move(feed) : in_context(name, std::move(feed).error());
}

Result<Feed<Referent>> read_referents(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  std::vector<Entry<Referent>> entries;
  std::vector<Rejection> rejections;
  Result<Done> done = for_each_json_record(*source, {}, [&](RawRecord&& raw) {
    const auto set_aside = [&](std::string field, std::string reason) {
      rejections.push_back({name, raw.number, raw.line, std::move(field), std::move(reason)});
      return true;
    };
    if (!raw.problem.empty()) {
      return set_aside("", std::move(raw.problem));
    }
    Result<JsonDocument> document = JsonDocument::parse(raw.text);
    if (!document) {
      return set_aside("", std::move(document).error().message);
    }
    const JsonView record = document->root();
    const std::string id = record["id"].text();
    if (std::string problem = problem_of_id(id); !problem.empty()) {
      return set_aside("id", std::move(problem));
    }
    entries.push_back({id, fingerprint(record), raw.number, raw.line, Referent{}, {}});
    entries.back().record = read_referent(record, id, entries.back().problems);
    return true;
  });
  if (!done) {
    return in_context(name, std::move(done).error());
  }
  return settled(std::move(entries), std::move(rejections), name);
}

}  // namespace passerelle
