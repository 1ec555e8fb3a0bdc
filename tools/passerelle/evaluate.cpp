#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "command_line.h"
#include "evaluate/melo.h"
#include "evaluate/occupations.h"
#include "evaluate/queries.h"
#include "evaluate/requirements.h"
#include "locations.h"
#include "pipeline/engine.h"
#include "session.h"
#include "shares.h"
#include "storage/json.h"

namespace passerelle {
namespace {

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

void write_reliability(JsonWriter& json, const Reliability& reliability) {
  json.key("calibration_error").number(rounded(reliability.error())).key("reliability").begin_array();
  for (const Reliability::Class& one : reliability.classes) {
    const double answers = std::max<double>(1, static_cast<double>(one.answers));
    json.begin_object().key("answers").integer(static_cast<std::int64_t>(one.answers));
    json.key("confidence").number(rounded(one.confidence / answers));
    json.key("right").number(rounded(static_cast<double>(one.right) / answers)).end_object();
  }
  json.end_array();
}

std::string reliability_table(const Reliability& reliability) {
  std::string text = fmt::format("\nConfiance annoncée et observée (écart moyen {:.3f})\n", reliability.error());
  for (const Reliability::Class& one : reliability.classes) {
    if (one.answers > 0) {
      const auto answers = static_cast<double>(one.answers);
      text += fmt::format("  {:>5} réponses   annoncée {:.2f}   juste {:.2f}\n", one.answers, one.confidence / answers,
                          static_cast<double>(one.right) / answers);
    }
  }
  return text;
}

std::string as_json(const OccupationReport& report) {
  JsonWriter json;
  json.begin_object().key("queries").integer(static_cast<std::int64_t>(report.queries));
  write_accuracy(json, "code", report.all.code);
  write_accuracy(json, "parent", report.all.parent);
  write_part(json, "title_differs", report.title_differs);
  write_part(json, "without_m18", report.without_m18);
  write_reliability(json, report.reliability);
  json.end_object();
  return json.take() + "\n";
}

std::string as_table(const OccupationReport& report) {
  std::string text = fmt::format(
      "{} offres différentes, reliées à un métier par tout ce qu'elles disent, sauf leur code\n\n", report.queries);
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
  return text + reliability_table(report.reliability);
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

std::string as_json(const QueryReport& report) {
  const Accuracy& accuracy = report.accuracy;
  JsonWriter json;
  json.begin_object().key("queries").integer(static_cast<std::int64_t>(accuracy.queries));
  json.key("a1").number(rounded(accuracy.a1)).key("a5").number(rounded(accuracy.a5));
  write_reliability(json, report.reliability);
  json.end_object();
  return json.take() + "\n";
}

std::string as_table(const QueryReport& report) {
  const Accuracy& accuracy = report.accuracy;
  return fmt::format("{} requêtes : ancien code premier {:.3f}, 5 premiers {:.3f}\n", accuracy.queries, accuracy.a1,
                     accuracy.a5) +
         reliability_table(report.reliability);
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
                  "ordre des réponses : form, chaque forme par sa seule ressemblance ; surface, chaque forme, 0,8 pour "
                  "elle et 0,2 pour la moyenne de son concept ; concept, de même, et une forme par concept")
      ->check(CLI::IsMember({"form", "surface", "concept"}))
      ->capture_default_str();
  return [asked](Session& session) -> Result<Done> {
    const Result<Engine> engine = load_engine(session.settings);
    if (!engine) {
      return engine.error();
    }
    const FormOrder order = asked->order == "form"      ? FormOrder::form
                            : asked->order == "surface" ? FormOrder::surface
                                                        : FormOrder::concepts;
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
    const Result<Engine> engine = load_engine(session.settings);
    if (!engine) {
      return engine.error();
    }
    const Result<QueryReport> report = evaluate_queries(*file, engine->linker());
    if (!report) {
      return report.error();
    }
    session.terminal.print(session.json ? as_json(*report) : as_table(*report));
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
    std::size_t folds = 0;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--offers", asked->offers, "offres, avec leurs codes qui restent cachés")
      ->type_name("FICHIER")
      ->required();
  options.add_option("--gold", asked->gold, "table des bons codes (offer_id, dup_group, date, rome_code, …)")
      ->type_name("TSV")
      ->required();
  options
      .add_option("--folds", asked->folds,
                  "pour des offres que le modèle livré connaît déjà : chaque part est mesurée avec la mémoire des "
                  "autres parts seulement")
      ->check(whole_number(2, 100))
      ->type_name("NOMBRE");
  return [asked](Session& session) -> Result<Done> {
    const Result<Engine> engine = load_engine(session.settings);
    if (!engine) {
      return engine.error();
    }
    const Result<std::vector<GoldOffer>> gold = read_gold_offers(asked->offers, asked->gold, session.watch);
    if (!gold) {
      return gold.error();
    }
    const OccupationReport report =
        asked->folds > 0 ? evaluate_occupations_by_folds(*gold, engine->linker(), engine->embedding(), asked->folds)
                         : evaluate_occupations(*gold, engine->linker());
    session.terminal.print(session.json ? as_json(report) : as_table(report));
    return Done{};
  };
}

}  // namespace passerelle
