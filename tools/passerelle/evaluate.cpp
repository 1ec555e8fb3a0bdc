#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>

#include "evaluate/occupations.h"
#include "locations.h"
#include "pipeline/engine.h"
#include "session.h"
#include "storage/json.h"

namespace passerelle {
namespace {

double rounded(double share) {
  return std::round(share * 10'000) / 10'000;
}

void write_accuracy(JsonWriter& json, std::string_view name, const Accuracy& accuracy) {
  json.key(name).begin_object();
  json.key("queries").integer(static_cast<std::int64_t>(accuracy.queries));
  json.key("a1").number(rounded(accuracy.a1));
  json.key("a5").number(rounded(accuracy.a5));
  json.end_object();
}

void write_part(JsonWriter& json, std::string_view name, const OccupationAccuracy& part) {
  json.key(name).begin_object();
  write_accuracy(json, "code", part.code);
  write_accuracy(json, "parent", part.parent);
  json.end_object();
}

std::string as_json(const OccupationReport& report) {
  JsonWriter json;
  json.begin_object().key("queries").integer(static_cast<std::int64_t>(report.queries));
  write_accuracy(json, "code", report.all.code);
  write_accuracy(json, "parent", report.all.parent);
  write_part(json, "title_differs", report.title_differs);
  write_part(json, "without_m18", report.without_m18);
  json.end_object();
  return json.take() + "\n";
}

std::string as_table(const OccupationReport& report) {
  std::string text =
      fmt::format("{} offres différentes, reliées à un métier par leur titre et leur texte\n\n", report.queries);
  text += fmt::format("{:<28} {:>8} {:>8} {:>8}\n", "", "offres", "1er", "5 1ers");
  const auto line = [&text](std::string_view name, const Accuracy& accuracy) {
    text += fmt::format("{:<28} {:>8} {:>8.3f} {:>8.3f}\n", name, accuracy.queries, accuracy.a1, accuracy.a5);
  };
  line("code ROME 4.0", report.all.code);
  line("ancien code", report.all.parent);
  line("titre libre, code", report.title_differs.code);
  line("titre libre, ancien code", report.title_differs.parent);
  line("hors informatique, code", report.without_m18.code);
  line("hors informatique, ancien", report.without_m18.parent);
  return text;
}

}  // namespace

Action evaluate_occupations_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path offers;
    std::filesystem::path gold;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--offers", asked->offers, "offres, avec leurs codes qui restent cachés")
      ->type_name("FICHIER")
      ->required();
  options.add_option("--gold", asked->gold, "table des bons codes (offer_id, dup_group, date, rome_code, …)")
      ->type_name("TSV")
      ->required();
  return [asked](Session& session) -> Result<Done> {
    const Result<EngineFiles> files = engine_files(session.settings);
    if (!files) {
      return files.error();
    }
    const Result<Engine> engine = Engine::load(*files);
    if (!engine) {
      return engine.error();
    }
    const Result<OccupationReport> report =
        evaluate_occupations(asked->offers, asked->gold, engine->linker(), session.watch);
    if (!report) {
      return report.error();
    }
    session.terminal.print((session.json ? as_json : as_table)(*report));
    return Done{};
  };
}

}  // namespace passerelle
