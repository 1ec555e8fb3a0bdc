#include "pipeline/outputs.h"

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <system_error>

#include "base/hash.h"
#include "base/parallel.h"
#include "pipeline/packed_records.h"
#include "report/caseload.h"
#include "report/lists.h"
#include "report/messages.h"
#include "report/pages.h"
#include "report/spreadsheet.h"
#include "storage/atomic_file.h"
#include "storage/json.h"

namespace passerelle {
namespace {

/// Lists turned into lines at a time: enough for every core, few enough for memory.
constexpr std::size_t kBlock = 1024;

void count(const Shortlist& list, WeeklyRun& run) {
  run.people_proposed += list.status == ListStatus::proposed ? 1U : 0U;
  run.people_empty += list.status == ListStatus::empty ? 1U : 0U;
  run.people_paused += list.status == ListStatus::paused ? 1U : 0U;
  run.offers_proposed += list.offers.size();
  ++run.people_by_offers[list.offers.size()];
  for (const auto& [rule, pairs] : list.counts.excluded) {
    run.excluded[rule] += pairs;
  }
}

/// What the pages say of a list in their index.
Shortlist in_short(const Person& person, ListStatus status) {
  Shortlist list;
  list.person = person.id;
  list.status = status;
  return list;
}

/// Writes `lists.ndjson` and `messages.ndjson`, counts the lists, and notes their status in `shorts`.
Result<Done> write_lists(const WeekConfig& config, const ShardedRecords& lists, std::vector<Shortlist>& shorts,
                         WeeklyRun& run) {
  Result<WholeFile> all_lines = WholeFile::create(run.lists);
  if (!all_lines) {
    return all_lines.error();
  }
  Result<WholeFile> all_messages = WholeFile::create(config.out / "messages.ndjson");
  if (!all_messages) {
    return all_messages.error();
  }
  for (std::size_t begin = 0; begin < shorts.size(); begin += kBlock) {
    const std::size_t size = std::min(kBlock, shorts.size() - begin);
    std::vector<Shortlist> block(size);
    std::vector<std::string> lines(size);
    std::vector<std::string> messages(size);
    parallel_for(size, [&](std::size_t place) {
      block[place] =
          unpacked_record<Shortlist>(lists.record_of(PersonIndex(static_cast<std::uint32_t>(begin + place))));
      lines[place] = lists_line(block[place], config.week, run.issue) + "\n";
      if (const auto message = messages_line(block[place], run.issue)) {
        messages[place] = *message + "\n";
      }
    });
    for (std::size_t place = 0; place < size; ++place) {
      count(block[place], run);
      shorts[begin + place].status = block[place].status;
    }
    const auto appended = [](WholeFile& file, const std::vector<std::string>& texts) {
      std::string text;
      for (const std::string& each : texts) {
        text += each;
      }
      return file.append(text);
    };
    if (const Result<Done> written = appended(*all_lines, lines); !written) {
      return written;
    }
    if (const Result<Done> written = appended(*all_messages, messages); !written) {
      return written;
    }
  }
  if (const Result<Done> written = all_messages->commit(); !written) {
    return written;
  }
  return all_lines->commit();
}

/// A caseload with the whole lists of its people: of one référent at a time, so that memory holds few.
class WholeCaseload {
 public:
  WholeCaseload(const Caseload& in_short, const WeekRecords& records, const ShardedRecords& lists)
      : caseload_(in_short) {
    lists_.reserve(caseload_.entries.size());
    for (CaseloadEntry& entry : caseload_.entries) {
      const auto row = static_cast<std::uint32_t>(entry.person - records.people.data());
      entry.list = &lists_.emplace_back(unpacked_record<Shortlist>(lists.record_of(PersonIndex(row))));
    }
  }
  WholeCaseload(const WholeCaseload&) = delete;
  WholeCaseload& operator=(const WholeCaseload&) = delete;

  [[nodiscard]] const Caseload& operator*() const { return caseload_; }

 private:
  Caseload caseload_;
  std::vector<Shortlist> lists_;
};

/// Writes the pages, and the spreadsheets, that fall to this member of the team.
Result<Done> write_caseloads(const WeekConfig& config, const WeekRecords& records, const ShardedRecords& lists,
                             const std::vector<Caseload>& all, const std::filesystem::path& folder, const Team& team) {
  std::vector<std::size_t> mine;
  for (std::size_t number = 0; number < all.size(); ++number) {
    if (team.is_mine(number)) {
      mine.push_back(number);
    }
  }
  std::vector<std::optional<Error>> failures(mine.size());
  parallel_for(mine.size(), [&](std::size_t index) {
    const Caseload& in_short = all[mine[index]];
    const WholeCaseload whole(in_short, records, lists);
    const Result<Done> written = write_file(folder / (in_short.file_name + ".html"), render_page(*whole, config.week));
    if (!written) {
      failures[index] = written.error();
    }
  });
  for (std::optional<Error>& failure : failures) {
    if (failure) {
      return std::move(*failure);
    }
  }
  for (std::size_t index = 0; config.spreadsheets && index < mine.size(); ++index) {
    const Caseload& in_short = all[mine[index]];
    const WholeCaseload whole(in_short, records, lists);
    if (Result<Done> written = write_spreadsheet(folder / (in_short.file_name + ".xlsx"), config.week, *whole);
        !written) {
      return written;
    }
  }
  return Done{};
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

void write_congestion(JsonWriter& writer, std::string_view name, const Congestion& congestion) {
  const auto share = [](std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : std::round(10'000 * static_cast<double>(part) / static_cast<double>(whole)) / 10'000;
  };
  const auto score = [](double ten_thousandths) { return std::round(ten_thousandths) / 10'000; };
  writer.key(name).begin_object();
  writer.key("shown").integer(static_cast<std::int64_t>(congestion.shown));
  writer.key("beyond_capacity").number(share(congestion.beyond, congestion.shown));
  writer.key("gini").number(std::round(10'000 * congestion.gini) / 10'000);
  writer.key("offers_covered").number(share(congestion.offers_shown, congestion.offers_wanted));
  writer.key("people_served").integer(static_cast<std::int64_t>(congestion.people_served));
  writer.key("people_short").integer(static_cast<std::int64_t>(congestion.people_short));
  writer.key("mean_score").number(score(congestion.mean_score));
  writer.key("mean_by_tenth").begin_array();
  for (const double tenth : congestion.deciles) {
    writer.number(score(tenth));
  }
  writer.end_array().end_object();
}

}  // namespace

Result<Done> prepare_outputs(const WeekConfig& config, ShardedRecords& lists, const Team& team) {
  if (team.is_first()) {
    std::error_code ignored;
    std::filesystem::remove(config.out / "run.json", ignored);
  }
  return lists.open();
}

Result<Done> write_outputs(const WeekConfig& config, const WeekRecords& records, const ShardedRecords& lists,
                           WeeklyRun& run, const Team& team) {
  const std::filesystem::path referents = config.out / "referents";
  run.lists = config.out / "lists.ndjson";
  run.pages = referents / "index.html";
  if (const Result<Done> made = make_private_directory(referents); !made) {
    return made;
  }
  std::vector<Shortlist> shorts;
  shorts.reserve(records.people.size());
  for (const Person& person : records.people) {
    shorts.push_back(in_short(person, ListStatus::empty));
  }
  if (team.is_first()) {
    if (const Result<Done> written = write_lists(config, lists, shorts, run); !written) {
      return written;
    }
    if (const Result<Done> written = write_file(config.out / "rejected.ndjson", rejections_text(records.rejections));
        !written) {
      return written;
    }
  }
  const std::vector<Caseload> all = caseloads(records.people, shorts, records.referents);
  if (const Result<Done> written = write_caseloads(config, records, lists, all, referents, team); !written) {
    return written;
  }
  return team.is_first() ? write_file(run.pages, render_index(all, config.week, config.spreadsheets))
                         : Result<Done>(Done{});
}

Result<Done> finish_outputs(const WeekConfig& config, const Engine& engine, std::span<const InputFile> files,
                            const WeeklyRun& run, ShardedRecords& lists, const Team& team) {
  if (!team.is_first()) {
    return Done{};
  }
  JsonWriter writer;
  writer.begin_object();
  writer.key("week").string(to_string(config.week));
  writer.key("issue").string(run.issue);
  writer.key("version").string(PASSERELLE_VERSION);
  writer.key("referential").string(engine.referential().identity());
  writer.key("configuration").string(sha256_hex(config.settings));
  write_inputs(writer, files);
  write_counts(writer, run);
  writer.key("allocation").begin_object();
  write_congestion(writer, "alone", run.alone);
  write_congestion(writer, "shared", run.shared);
  writer.end_object();
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
  const Result<Done> written = write_file(config.out / "run.json", writer.take() + "\n");
  if (written) {
    lists.remove();
  }
  return written;
}

}  // namespace passerelle
