#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ingest/offers.h"
#include "ingest/people.h"
#include "report/words.h"
#include "session.h"
#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::size_t kShownRejections = 20;

/// What a file holds, whatever its records are.
struct FileReport {
  std::uint64_t accepted = 0;
  std::vector<Rejection> rejections;
  std::vector<std::string> warnings;
};

Result<FileReport> check_offers(const std::filesystem::path& file, const Session& session) {
  Result<ReadReport> read = read_offers(file, session.settings.offer_mapping(), session.watch,
                                        [](Offer&& /*offer*/, RecordPosition /*position*/) {});
  if (!read) {
    return read.error();
  }
  return FileReport{read->accepted, std::move(read->rejections), std::move(read->warnings)};
}

Result<FileReport> check_people(const std::filesystem::path& file, const Session& session) {
  Result<Feed<Person>> read = read_people(file, session.watch);
  if (!read) {
    return read.error();
  }
  return FileReport{read->records.size(), std::move(read->rejections), std::move(read->warnings)};
}

std::string as_json(const std::filesystem::path& file, const FileReport& report) {
  JsonWriter json;
  json.begin_object().key("file").string(file.string());
  json.key("accepted").integer(static_cast<std::int64_t>(report.accepted));
  json.key("rejected").begin_array();
  for (const Rejection& rejection : report.rejections) {
    json.begin_object().key("record").integer(static_cast<std::int64_t>(rejection.record));
    json.key("line").integer(static_cast<std::int64_t>(rejection.line));
    json.key("field").string(rejection.field).key("reason").string(rejection.reason).end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (const std::string& warning : report.warnings) {
    json.string(warning);
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

std::string in_french(const Rejection& rejection) {
  std::string where = fmt::format("enregistrement {}", number_in_french(static_cast<std::int64_t>(rejection.record)));
  if (rejection.line != 0) {
    where += fmt::format(", ligne {}", number_in_french(static_cast<std::int64_t>(rejection.line)));
  }
  if (!rejection.field.empty()) {
    where += fmt::format(", « {} »", rejection.field);
  }
  return fmt::format("  {} : {}\n", where, rejection.reason);
}

std::string in_french(const std::filesystem::path& file, const FileReport& report) {
  const auto rejected = static_cast<std::int64_t>(report.rejections.size());
  std::string text = fmt::format(
      "{} : {}, {}\n", file.filename().string(),
      counted(static_cast<std::int64_t>(report.accepted), "enregistrement utilisable", "enregistrements utilisables"),
      counted(rejected, "mis de côté", "mis de côté"));
  const std::size_t shown = std::min(kShownRejections, report.rejections.size());
  for (std::size_t index = 0; index < shown; ++index) {
    text += in_french(report.rejections[index]);
  }
  if (shown < report.rejections.size()) {
    text += fmt::format("  … et {} de plus ; --json les donne tous\n",
                        number_in_french(rejected - static_cast<std::int64_t>(shown)));
  }
  for (const std::string& warning : report.warnings) {
    text += fmt::format("Remarque : {}\n", warning);
  }
  return text;
}

}  // namespace

Action check_verb(CLI::App& options) {
  struct Asked {
    std::string kind;
    std::filesystem::path file;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("kind", asked->kind, "« offers » ou « people »")->type_name("NATURE")->required();
  options.add_option("file", asked->file, "fichier à vérifier")->type_name("FICHIER")->required();
  return [asked](Session& session) -> Result<Done> {
    if (asked->kind != "offers" && asked->kind != "people") {
      return Error{ErrorCode::usage, fmt::format("on vérifie « offers » ou « people », pas « {} »", asked->kind)};
    }
    const Result<FileReport> report = (asked->kind == "offers" ? check_offers : check_people)(asked->file, session);
    if (!report) {
      return report.error();
    }
    session.terminal.print(session.json ? as_json(asked->file, *report) : in_french(asked->file, *report));
    return Done{};
  };
}

}  // namespace passerelle
