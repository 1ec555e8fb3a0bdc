#include "ingest/offers.h"

#include <algorithm>
#include <utility>

#include "ingest/json_feed.h"
#include "ingest/offer_parts.h"
#include "ingest/source_kind.h"
#include "storage/csv.h"
#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::string_view kOffersStep = "lecture des offres";
constexpr std::uint64_t kReportEveryOffers = 256;

/// Reads the offers of one source.
class OfferReader {
 public:
  OfferReader(ByteSource& source, std::string_view name, const CsvMapping& mapping, const Watch& watch,
              const std::function<void(Offer&&, RecordPosition)>& visit)
      : source_(source), name_(name), mapping_(mapping), watch_(watch), visit_(visit) {}

  Result<ReadReport> read() {
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
    if (report_.accepted == 0) {
      return unusable(report_.rejections.empty()
                          ? "aucune offre : ni enregistrement JSON, ni ligne sous un en-tête qui donne id et title"
                          : "aucune offre utilisable ; la première est refusée : " + report_.rejections.front().reason);
    }
    report_.warnings = notes_.warnings();
    return std::move(report_);
  }

 private:
  /// What one record gave, and what was odd in it.
  struct ReadRecord {
    ReadOffer offer;
    RecordNotes notes;
  };

  Result<Done> read_json() {
    return read_json_feed<ReadRecord>(
        source_,
        [](const RawRecord& raw, JsonParser& parser) {
          ReadRecord read;
          if (!raw.problem.empty()) {
            read.offer = refused("", raw.problem);
            return read;
          }
          Result<JsonView> record = parser.parse(raw.text);
          read.offer = record ? read_record(*record, read.notes) : refused("", std::move(record).error().message);
          return read;
        },
        [this](const RawRecord& raw, ReadRecord&& read) {
          notes_.add(read.notes);
          take({raw.number, raw.line}, std::move(read.offer));
          return go_on();
        });
  }

  static ReadOffer read_record(JsonView record, RecordNotes& notes) {
    // Lists of search results wrap each posting: {"@type":"ListItem","item":{…}}.
    const JsonView posting = record["item"].is_object() ? record["item"] : record;
    if (!posting.is_object()) {
      return refused("", "un objet JSON est attendu");
    }
    if (is_job_posting(posting)) {
      return read_job_posting(posting, notes);
    }
    if (const std::string type = posting["@type"].text(); !type.empty()) {
      return refused("@type", in_quotes(type) + " : JobPosting est attendu");
    }
    return read_france_travail(posting, notes);
  }

  Result<Done> read_table() {
    for (const auto& [field, column] : mapping_.columns) {
      if (std::ranges::find(local_offer_fields(), field) == local_offer_fields().end()) {
        return Error{ErrorCode::usage, "correspondance des colonnes : champ inconnu " + in_quotes(field)};
      }
    }
    std::optional<Error> header_problem;
    bool first = true;
    Result<Done> done = for_each_csv_row(source_, {}, [&](const CsvRow& row) {
      if (std::exchange(first, false)) {
        header_problem = check_header(row.columns());
        if (header_problem) {
          return false;
        }
      }
      const RecordPosition position{row.number(), row.line()};
      take(position, row.problem.empty() ? read_local_offer(row, mapping_, notes_) : refused("", row.problem));
      return go_on();
    });
    return header_problem ? Result<Done>(*header_problem) : done;
  }

  /// Columns that are needed but missing make the file unusable; those that nobody asked for are told.
  std::optional<Error> check_header(const std::vector<std::string>& columns) {
    const auto has = [&columns](const std::string& column) {
      return std::ranges::find(columns, column) != columns.end();
    };
    std::vector<std::string> used;
    for (const std::string_view field : local_offer_fields()) {
      const auto mapped = mapping_.columns.find(std::string(field));
      used.push_back(mapped == mapping_.columns.end() ? std::string(field) : mapped->second);
      const bool needed = field == "id" || field == "title";
      if (has(used.back()) || (!needed && mapped == mapping_.columns.end())) {
        continue;
      }
      return mapped == mapping_.columns.end()
                 ? unusable("ni JSON, ni table dont l'en-tête donne les colonnes id et title")
                 : Error{ErrorCode::usage,
                         "correspondance des colonnes : la table n'a pas de colonne " + in_quotes(used.back())};
    }
    for (const std::string& column : columns) {
      if (!column.empty() && std::ranges::find(used, column) == used.end()) {
        notes_.unknown_field(column);
      }
    }
    return std::nullopt;
  }

  void take(RecordPosition position, ReadOffer&& read) {
    if (!read.offer) {
      set_aside(position, std::move(read.field), std::move(read.reason));
      return;
    }
    ++report_.records;
    ++report_.accepted;
    visit_(std::move(*read.offer), position);
  }

  void set_aside(RecordPosition position, std::string field, std::string reason) {
    ++report_.records;
    report_.rejections.push_back(
        {std::string(name_), position.record, position.line, std::move(field), std::move(reason)});
  }

  /// Tells how far reading is; false when it must stop.
  bool go_on() {
    if (report_.records % kReportEveryOffers == 0) {
      watch_.report(kOffersStep, source_.position(), source_.size());
    }
    stopped_ = watch_.must_stop();
    return !stopped_;
  }

  ByteSource& source_;
  std::string_view name_;
  const CsvMapping& mapping_;
  const Watch& watch_;
  const std::function<void(Offer&&, RecordPosition)>& visit_;
  RecordNotes notes_;
  ReadReport report_;
  bool stopped_ = false;
};

}  // namespace

Result<ReadReport> read_offers(const std::filesystem::path& file, const CsvMapping& mapping, const Watch& watch,
                               const std::function<void(Offer&&, RecordPosition)>& visit) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return read_offers(*source, file.filename().string(), mapping, watch, visit);
}

Result<ReadReport> read_offers(ByteSource& source, std::string_view name, const CsvMapping& mapping, const Watch& watch,
                               const std::function<void(Offer&&, RecordPosition)>& visit) {
  Result<ReadReport> report = OfferReader(source, name, mapping, watch, visit).read();
  return report ? std::move(report) : in_context(name, std::move(report).error());
}

}  // namespace passerelle
