#include "week_inputs.h"

#include <fmt/format.h>

#include "domain/date.h"
#include "locations.h"

namespace passerelle {
namespace {

Error unknown_week(const std::string& text) {
  constexpr unsigned kMostWeeks = 53;
  const std::string year = text.substr(0, text.find("-W"));
  const bool names_a_year = year.size() == 4 && year.find_first_not_of("0123456789") == std::string::npos;
  std::string hint = "une semaine s'écrit 2026-W48";
  if (names_a_year && text.size() == 8) {
    const bool is_long = parse_week(fmt::format("{}-W{}", year, kMostWeeks)).has_value();
    hint = fmt::format("{} a {} semaines", year, is_long ? kMostWeeks : kMostWeeks - 1);
  }
  return {ErrorCode::usage, fmt::format("semaine inconnue : {} ({})", text, hint)};
}

}  // namespace

std::shared_ptr<WeekInputs> add_week_inputs(CLI::App& options) {
  const auto inputs = std::make_shared<WeekInputs>();
  options.add_option("--offers", inputs->offers, "offres : France Travail, JobPosting ou CSV")
      ->type_name("FICHIER")
      ->required();
  options.add_option("--people", inputs->people, "personnes : NDJSON, tableau JSON ou CSV")
      ->type_name("FICHIER")
      ->required();
  options.add_option("--referents", inputs->referents, "référents, pour leurs noms")->type_name("FICHIER");
  options.add_option("--week", inputs->week, "semaine, par exemple 2026-W48 ; sans elle, la semaine en cours")
      ->type_name("SEMAINE");
  options.add_option("--per-person", inputs->per_person, "offres par personne, de 1 à 10")->type_name("NOMBRE");
  options
      .add_option("--memory", inputs->memory,
                  "où garder ce qui est compris des offres, pour la nuit suivante ; sans elle : ~/.cache/passerelle")
      ->type_name("DOSSIER");
  options.add_flag("--no-memory", inputs->no_memory, "ne garde rien et relit toutes les offres ; mêmes listes");
  return inputs;
}

Result<WeekConfig> week_config(const WeekInputs& inputs, Session& session) {
  constexpr std::size_t kMostPerPerson = 10;
  Settings& settings = session.settings;
  settings.weekly.per_person = inputs.per_person.value_or(settings.weekly.per_person);
  if (settings.weekly.per_person < 1 || settings.weekly.per_person > kMostPerPerson) {
    return Error{ErrorCode::usage, fmt::format("--per-person va de 1 à {}", kMostPerPerson)};
  }
  WeekConfig config;
  if (inputs.week.empty()) {
    config.week = week_of(today());
    session.terminal.tell(fmt::format("Semaine en cours : {}", to_string(config.week)));
  } else if (const std::optional<Week> week = parse_week(inputs.week)) {
    config.week = *week;
  } else {
    return unknown_week(inputs.week);
  }
  Result<EngineFiles> files = engine_files(settings);
  if (!files) {
    return files.error();
  }
  config.offers = inputs.offers;
  config.people = inputs.people;
  config.referents = inputs.referents;
  config.engine = std::move(files).value();
  config.offer_columns = settings.offer_mapping();
  config.weekly = settings.weekly;
  config.spreadsheets = settings.spreadsheets;
  if (!inputs.no_memory && (settings.remember || !inputs.memory.empty())) {
    config.memory = !inputs.memory.empty() ? inputs.memory : !settings.memory.empty() ? settings.memory : user_cache();
  }
  config.people_per_shard = settings.people_per_shard;
  config.reach = static_cast<std::uint32_t>(settings.reach);
  config.guaranteed = settings.guaranteed;
  config.reserve = settings.reserve;
  config.memory_weeks = settings.memory_weeks;
  // Only what changes the lists: two machines that differ in threads, places of files or gateways say the same.
  Settings what_decides;
  what_decides.offer_columns = settings.offer_columns;
  what_decides.weekly = settings.weekly;
  what_decides.spreadsheets = settings.spreadsheets;
  what_decides.reach = settings.reach;
  what_decides.guaranteed = settings.guaranteed;
  what_decides.reserve = settings.reserve;
  what_decides.memory_weeks = settings.memory_weeks;
  config.settings = settings_text(what_decides);
  return config;
}

}  // namespace passerelle
