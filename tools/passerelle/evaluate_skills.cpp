#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "evaluate/skills.h"
#include "locations.h"
#include "pipeline/engine.h"
#include "session.h"
#include "shares.h"
#include "storage/json.h"

namespace passerelle {
namespace {

std::string as_json(const SkillReport& report) {
  JsonWriter json;
  json.begin_object().key("queries").integer(static_cast<std::int64_t>(report.queries));
  json.key("recall10").number(rounded(report.recall10)).key("recall20").number(rounded(report.recall20));
  json.end_object();
  return json.take() + "\n";
}

std::string as_table(const SkillReport& report) {
  return fmt::format(
      "{} offres différentes, {} compétences cochées\n"
      "  parmi les 10 premières {:.3f}   parmi les 20 premières {:.3f}\n"
      "  {} codes cochés absents du référentiel ne comptent pas\n",
      report.queries, report.ticked, report.recall10, report.recall20, report.unknown);
}

}  // namespace

Action evaluate_skills_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path offers;
    std::filesystem::path gold;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--offers", asked->offers, "offres, avec leurs codes et compétences cochées qui restent cachés")
      ->type_name("FICHIER")
      ->required();
  options.add_option("--gold", asked->gold, "table des compétences cochées (offer_id, competence_code, dup_group)")
      ->type_name("TSV")
      ->required();
  return [asked](Session& session) -> Result<Done> {
    const Result<Engine> engine = load_engine(session.settings);
    if (!engine) {
      return engine.error();
    }
    const Result<SkillReport> report = evaluate_skills(asked->offers, asked->gold, engine->linker(), session.watch);
    if (!report) {
      return report.error();
    }
    session.terminal.print(session.json ? as_json(*report) : as_table(*report));
    return Done{};
  };
}

}  // namespace passerelle
