#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "locations.h"
#include "report/words.h"
#include "session.h"
#include "storage/json.h"
#include "taxonomy/referential.h"

namespace passerelle {
namespace {

constexpr std::size_t kShownTitles = 12;
constexpr std::size_t kShownOccupations = 40;

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return counted(static_cast<std::int64_t>(number), one, many);
}

std::string occupation_line(const Referential& referential, OccupationIndex occupation) {
  return fmt::format("  {} {}\n", referential.code(occupation), referential.label(occupation));
}

std::string occupation_in_french(const Referential& referential, OccupationIndex occupation) {
  std::string text = fmt::format("{} {}\n", referential.code(occupation), referential.label(occupation));
  if (!referential.definition(occupation).empty()) {
    text += fmt::format("{}\n", referential.definition(occupation));
  }
  text += fmt::format("Ancien code : {}{}\n", referential.parent(occupation),
                      referential.regulated(occupation) ? " ; métier réglementé" : "");
  const std::size_t titles = referential.title_count(occupation);
  text += fmt::format("\n{}\n", count(titles, "appellation", "appellations"));
  for (std::size_t position = 0; position < std::min(titles, kShownTitles); ++position) {
    text += fmt::format("  {}\n", referential.title(occupation, position));
  }
  if (titles > kShownTitles) {
    text += fmt::format("  … et {} de plus\n", titles - kShownTitles);
  }
  text += "\nCompétences de base\n";
  for (const OccupationSkill& asked : referential.skills_of(occupation)) {
    if (asked.importance == SkillImportance::core) {
      const SkillIndex skill(asked.skill);
      text += fmt::format("  {} {}\n", referential.skill_code(skill), referential.skill_label(skill));
    }
  }
  text += "\nMétiers proches\n";
  for (const std::uint32_t row : referential.near(occupation)) {
    text += occupation_line(referential, OccupationIndex(row));
  }
  return text;
}

std::string skill_in_french(const Referential& referential, SkillIndex skill) {
  std::string text = fmt::format("{} {}\n", referential.skill_code(skill), referential.skill_label(skill));
  const auto rows = referential.occupations_with(skill);
  text += fmt::format("\nDemandée dans {}\n", count(rows.size(), "métier", "métiers"));
  for (std::size_t position = 0; position < std::min(rows.size(), kShownOccupations); ++position) {
    text += occupation_line(referential, OccupationIndex(rows[position]));
  }
  if (rows.size() > kShownOccupations) {
    text += fmt::format("  … et {} de plus\n", rows.size() - kShownOccupations);
  }
  return text;
}

void write_occupation(JsonWriter& json, const Referential& referential, OccupationIndex occupation) {
  json.begin_object().key("rome").string(referential.code(occupation));
  json.key("parent").string(referential.parent(occupation)).key("label").string(referential.label(occupation));
  json.key("definition").string(referential.definition(occupation));
  json.key("regulated").boolean(referential.regulated(occupation)).key("titles").begin_array();
  for (std::size_t position = 0; position < referential.title_count(occupation); ++position) {
    json.string(referential.title(occupation, position));
  }
  json.end_array().key("skills").begin_array();
  for (const OccupationSkill& asked : referential.skills_of(occupation)) {
    const SkillIndex skill(asked.skill);
    json.begin_object().key("code").string(referential.skill_code(skill));
    json.key("label").string(referential.skill_label(skill));
    json.key("core").boolean(asked.importance == SkillImportance::core).end_object();
  }
  json.end_array().key("near").begin_array();
  for (const std::uint32_t row : referential.near(occupation)) {
    json.string(referential.code(OccupationIndex(row)));
  }
  json.end_array().key("contexts").begin_array();
  for (const std::string_view context : referential.contexts(occupation)) {
    json.string(context);
  }
  json.end_array().end_object();
}

std::string skill_as_json(const Referential& referential, SkillIndex skill) {
  JsonWriter json;
  json.begin_object().key("code").string(referential.skill_code(skill));
  json.key("label").string(referential.skill_label(skill)).key("occupations").begin_array();
  for (const std::uint32_t row : referential.occupations_with(skill)) {
    json.string(referential.code(OccupationIndex(row)));
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

std::string family_as_json(const Referential& referential, const std::vector<OccupationIndex>& family) {
  JsonWriter json;
  json.begin_array();
  for (const OccupationIndex occupation : family) {
    write_occupation(json, referential, occupation);
  }
  json.end_array();
  return json.take() + '\n';
}

Result<std::string> shown(const Referential& referential, const std::string& code, bool as_json) {
  if (const std::optional<SkillIndex> skill = referential.find_skill(code)) {
    return as_json ? skill_as_json(referential, *skill) : skill_in_french(referential, *skill);
  }
  const std::vector<OccupationIndex> family = referential.family(code);
  if (family.empty()) {
    return Error{ErrorCode::usage, fmt::format("« {} » n'est ni un métier ni une compétence de ce référentiel ({})",
                                               code, referential.identity())};
  }
  if (as_json) {
    return family_as_json(referential, family);
  }
  const std::optional<OccupationIndex> itself = referential.find_occupation(code);
  std::string text = itself ? occupation_in_french(referential, *itself) : "";
  if (!itself || family.size() > 1) {
    text +=
        fmt::format("{}{} : ancien code de {}\n", itself ? "\n" : "", code, count(family.size(), "métier", "métiers"));
    for (const OccupationIndex occupation : family) {
      text += occupation_line(referential, occupation);
    }
  }
  return text;
}

}  // namespace

Action referential_import_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path directory;
    std::filesystem::path out;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("directory", asked->directory, "dossier des fichiers du référentiel")
      ->type_name("DOSSIER")
      ->required();
  options.add_option("--out", asked->out, "fichier écrit ; sans lui, celui que les autres verbes lisent")
      ->type_name("FICHIER");
  return [asked](Session& session) -> Result<Done> {
    const Result<std::filesystem::path> out =
        asked->out.empty() ? file_to_replace(session.settings, &EngineFiles::referential) : asked->out;
    if (!out) {
      return out.error();
    }
    const Result<ReferentialSource> source = read_referential_source(asked->directory);
    if (!source) {
      return source.error();
    }
    for (const std::string& warning : source->warnings) {
      session.terminal.tell(fmt::format("Remarque : {}", warning));
    }
    if (Result<Done> compiled = compile_referential(*source, *out); !compiled) {
      return compiled;
    }
    // What was written must open: better refused now than tonight.
    const Result<Referential> referential = Referential::open(*out);
    if (!referential) {
      return referential.error();
    }
    session.terminal.tell(fmt::format("{} : {}, {}, {} → {}", source->name,
                                      count(referential->occupation_count(), "métier", "métiers"),
                                      count(source->titles.size(), "appellation", "appellations"),
                                      count(referential->skill_count(), "compétence", "compétences"), out->string()));
    return Done{};
  };
}

Action referential_show_verb(CLI::App& options) {
  const auto code = std::make_shared<std::string>();
  options.add_option("code", *code, "code ROME, ancien ou nouveau, ou code d'une compétence")
      ->type_name("CODE")
      ->required();
  return [code](Session& session) -> Result<Done> {
    const Result<EngineFiles> files = engine_files(session.settings);
    if (!files) {
      return files.error();
    }
    const Result<Referential> referential = Referential::open(files->referential);
    if (!referential) {
      return referential.error();
    }
    const Result<std::string> text = shown(*referential, *code, session.json);
    if (!text) {
      return text.error();
    }
    session.terminal.print(*text);
    return Done{};
  };
}

}  // namespace passerelle
