#include "pipeline/outputs.h"

#include <sys/resource.h>

#include "base/hash.h"
#include "report/lists.h"
#include "report/messages.h"
#include "report/pages.h"
#include "report/spreadsheet.h"
#include "storage/atomic_file.h"
#include "storage/byte_source.h"
#include "storage/json.h"

namespace passerelle {
namespace {

std::string lists_text(const WeekConfig& config, const std::vector<Shortlist>& lists, const std::string& issue) {
  std::string text;
  for (const Shortlist& list : lists) {
    text += lists_line(list, config.week, issue) + "\n";
  }
  return text;
}

std::string messages_text(const std::vector<Shortlist>& lists, const std::string& issue) {
  std::string text;
  for (const Shortlist& list : lists) {
    if (const auto line = messages_line(list, issue)) {
      text += *line + "\n";
    }
  }
  return text;
}

std::string rejections_text(const std::vector<Rejection>& rejections) {
  JsonWriter writer;
  std::string text;
  for (const Rejection& rejection : rejections) {
    writer.begin_object();
    writer.key("file").string(rejection.file);
    writer.key("record").integer(static_cast<std::int64_t>(rejection.record));
    writer.key("line").integer(static_cast<std::int64_t>(rejection.line));
    writer.key("field").string(rejection.field);
    writer.key("reason").string(rejection.reason);
    writer.end_object();
    text += writer.take() + "\n";
  }
  return text;
}

void write_inputs(JsonWriter& writer, std::span<const InputFile> files) {
  writer.key("inputs").begin_array();
  for (const InputFile& file : files) {
    writer.begin_object();
    writer.key("role").string(file.role);
    writer.key("file").string(file.file.filename().string());
    writer.key("sha256").string(file.sha256);
    writer.end_object();
  }
  writer.end_array();
}

/// The most memory this process ever held, in MiB.
std::int64_t peak_memory_mb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

void write_counts(JsonWriter& writer, const WeeklyRun& run) {
  const auto count = [&writer](std::string_view name, std::uint64_t value) {
    writer.key(name).integer(static_cast<std::int64_t>(value));
  };
  writer.key("counts").begin_object();
  count("offers_read", run.offers_read);
  count("offers_remembered", run.offers_remembered);
  count("offers_listed", run.offers_listed);
  count("offers_repeated", run.offers_repeated);
  count("records_rejected", run.records_rejected);
  count("people_read", run.people_read);
  count("people_proposed", run.people_proposed);
  count("people_empty", run.people_empty);
  count("people_paused", run.people_paused);
  count("offers_proposed", run.offers_proposed);
  writer.key("excluded").begin_object();
  for (const auto& [rule, pairs] : run.excluded) {
    writer.key(rule).integer(pairs);
  }
  writer.end_object();
  writer.end_object();
}

}  // namespace

Result<Done> write_outputs(const WeekConfig& config, const WeekRecords& records, const std::vector<Shortlist>& lists,
                           WeeklyRun& run) {
  if (const Result<Done> made = make_private_directory(config.out); !made) {
    return made;
  }
  const std::filesystem::path referents = config.out / "referents";
  run.lists = config.out / "lists.ndjson";
  run.pages = referents / "index.html";
  // The account of an earlier week must not vouch for files of this one that an error leaves incomplete.
  std::error_code ignored;
  std::filesystem::remove(config.out / "run.json", ignored);
  if (const Result<Done> written =
          write_pages(referents, config.week, records.people, lists, records.referents, config.spreadsheets);
      !written) {
    return written;
  }
  if (config.spreadsheets) {
    if (const Result<Done> written =
            write_spreadsheets(referents, config.week, records.people, lists, records.referents);
        !written) {
      return written;
    }
  }
  if (const Result<Done> written = write_file(config.out / "rejected.ndjson", rejections_text(records.rejections));
      !written) {
    return written;
  }
  if (const Result<Done> written = write_file(config.out / "messages.ndjson", messages_text(lists, run.issue));
      !written) {
    return written;
  }
  return write_file(run.lists, lists_text(config, lists, run.issue));
}

Result<Done> write_run_account(const WeekConfig& config, const Engine& engine, std::span<const InputFile> files,
                               const WeeklyRun& run) {
  JsonWriter writer;
  writer.begin_object();
  writer.key("week").string(to_string(config.week));
  writer.key("issue").string(run.issue);
  writer.key("version").string(PASSERELLE_VERSION);
  writer.key("referential").string(engine.referential().identity());
  writer.key("configuration").string(sha256_hex(config.settings));
  write_inputs(writer, files);
  write_counts(writer, run);
  writer.key("warnings").begin_array();
  for (const std::string& warning : run.warnings) {
    writer.string(warning);
  }
  writer.end_array();
  writer.key("seconds").begin_object();
  for (const auto& [step, seconds] : run.seconds) {
    writer.key(step).number(seconds);
  }
  writer.end_object();
  writer.key("peak_memory_mb").integer(peak_memory_mb());
  writer.end_object();
  return write_file(config.out / "run.json", writer.take() + "\n");
}

}  // namespace passerelle
