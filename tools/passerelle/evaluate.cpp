#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>

#include "evaluate/melo.h"
#include "evaluate/occupations.h"
#include "evaluate/queries.h"
#include "evaluate/requirements.h"
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

std::string percent_line(std::string_view name, const PrecisionRecall& measure) {
  return fmt::format("  {:<16} précision {:.3f} ({}/{})   rappel {:.3f} ({}/{})\n", name, measure.precision(),
                     measure.right, measure.read, measure.recall(), measure.right, measure.gold);
}

std::string as_json(const RequirementReport& report) {
  JsonWriter json;
  json.begin_object();
  for (const auto& [kind, by_strictness] : report) {
    json.key(kind).begin_object();
    for (const auto& [strictness, measure] : by_strictness) {
      json.key(to_string(strictness)).begin_object();
      json.key("precision").number(rounded(measure.precision())).key("recall").number(rounded(measure.recall()));
      json.end_object();
    }
    json.end_object();
  }
  json.end_object();
  return json.take() + "\n";
}

std::string as_table(const RequirementReport& report) {
  std::string text;
  for (const auto& [kind, by_strictness] : report) {
    text += kind + "\n";
    for (const auto& [strictness, measure] : by_strictness) {
      text += percent_line(to_string(strictness), measure);
    }
  }
  return text;
}

std::string as_json(const RetrievalReport& report) {
  JsonWriter json;
  json.begin_object().key("queries").integer(static_cast<std::int64_t>(report.queries));
  json.key("mrr").number(rounded(report.mrr)).key("a1").number(rounded(report.a1));
  json.key("a5").number(rounded(report.a5)).key("a10").number(rounded(report.a10)).end_object();
  return json.take() + "\n";
}

std::string as_json(const Accuracy& accuracy) {
  JsonWriter json;
  json.begin_object().key("queries").integer(static_cast<std::int64_t>(accuracy.queries));
  json.key("a1").number(rounded(accuracy.a1)).key("a5").number(rounded(accuracy.a5)).end_object();
  return json.take() + "\n";
}

Result<Engine> load_engine(const Session& session) {
  const Result<EngineFiles> files = engine_files(session.settings);
  return files ? Engine::load(*files) : Result<Engine>(files.error());
}

}  // namespace

Action evaluate_linking_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path melo;
    std::string order = "concept";
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--melo", asked->melo, "dossier d'une tâche MELO")->type_name("DOSSIER")->required();
  options
      .add_option("--order", asked->order,
                  "ordre des réponses : chaque forme, ou chaque concept par sa meilleure forme")
      ->check(CLI::IsMember({"surface", "concept"}))
      ->capture_default_str();
  return [asked](Session& session) -> Result<Done> {
    const Result<Engine> engine = load_engine(session);
    if (!engine) {
      return engine.error();
    }
    const FormOrder order = asked->order == "surface" ? FormOrder::surface : FormOrder::concepts;
    const Result<RetrievalReport> report = evaluate_melo(asked->melo, order, engine->embedding());
    if (!report) {
      return report.error();
    }
    session.terminal.print(session.json
                               ? as_json(*report)
                               : fmt::format("{} requêtes : MRR {:.3f}, premier {:.3f}, 5 premiers {:.3f}, "
                                             "10 premiers {:.3f}\n",
                                             report->queries, report->mrr, report->a1, report->a5, report->a10));
    return Done{};
  };
}

Action evaluate_queries_verb(CLI::App& options) {
  const auto file = std::make_shared<std::filesystem::path>();
  options.add_option("--tsv", *file, "table : query, rome_codes séparés par |")->type_name("TSV")->required();
  return [file](Session& session) -> Result<Done> {
    const Result<Engine> engine = load_engine(session);
    if (!engine) {
      return engine.error();
    }
    const Result<Accuracy> accuracy = evaluate_queries(*file, engine->linker());
    if (!accuracy) {
      return accuracy.error();
    }
    session.terminal.print(session.json ? as_json(*accuracy)
                                        : fmt::format("{} requêtes : ancien code premier {:.3f}, 5 premiers {:.3f}\n",
                                                      accuracy->queries, accuracy->a1, accuracy->a5));
    return Done{};
  };
}

Action evaluate_requirements_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path offers;
    std::filesystem::path gold;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--offers", asked->offers, "offres lues")->type_name("FICHIER")->required();
  options.add_option("--gold", asked->gold, "exigences relevées à la main (offer_id, kind, value, strictness)")
      ->type_name("TSV")
      ->required();
  return [asked](Session& session) -> Result<Done> {
    const Result<RequirementReport> report = evaluate_requirements(asked->offers, asked->gold, session.watch);
    if (!report) {
      return report.error();
    }
    session.terminal.print(session.json ? as_json(*report) : as_table(*report));
    return Done{};
  };
}

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
    const Result<Engine> engine = load_engine(session);
    if (!engine) {
      return engine.error();
    }
    const Result<OccupationReport> report =
        evaluate_occupations(asked->offers, asked->gold, engine->linker(), session.watch);
    if (!report) {
      return report.error();
    }
    session.terminal.print(session.json ? as_json(*report) : as_table(*report));
    return Done{};
  };
}

}  // namespace passerelle
