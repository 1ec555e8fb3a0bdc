#include "settings.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <sstream>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/nearest.h"
#include "storage/byte_source.h"

namespace passerelle {
namespace {

struct WholeNumber {
  std::size_t* value;
  std::int64_t least;
  std::int64_t most;
};
struct Share {
  double* value;
};
struct Path {
  std::filesystem::path* value;
};
/// The path of a SQLite file, or the address of a PostgreSQL database.
struct DatabaseName {
  std::string* value;
};
using Slot = std::variant<WholeNumber, Share, bool*, std::string*, Path, DatabaseName>;

/// One line of a configuration and the place it fills: the same table serves to read, to print and to suggest.
struct Setting {
  std::string_view table;
  std::string_view key;
  std::string_view meaning;
  Slot slot;

  [[nodiscard]] std::string full_name() const {
    return table.empty() ? std::string(key) : fmt::format("{}.{}", table, key);
  }
};

struct Column {
  std::string_view field;
  std::string_view meaning;
};

constexpr std::array<Column, 15> kOfferColumns{{
    {"id", "identifiant de l'offre, obligatoire et unique"},
    {"title", "intitulé du poste, obligatoire"},
    {"text", "description"},
    {"employer", "nom de l'employeur"},
    {"place", "lieu : code INSEE, code postal ou nom de la commune"},
    {"contract", "contrat : CDI, CDD 6 mois, MIS…"},
    {"hours", "horaires"},
    {"pay", "salaire"},
    {"contact", "personne à joindre : téléphone ou courriel"},
    {"apply_url", "adresse de la page pour répondre"},
    {"no_cv", "oui quand aucun CV n'est demandé"},
    {"known_employer", "oui quand l'organisme connaît l'employeur"},
    {"reserved_for", "dispositif auquel l'offre est réservée : iae, oeth, pmsmp ou alternance"},
    {"valid_until", "dernier jour de l'offre : 2026-11-30"},
    {"rome", "code ROME du métier"},
}};

std::vector<Setting> settings_of(Settings& settings) {
  EngineFiles& engine = settings.engine;
  WeeklyOptions& weekly = settings.weekly;
  std::vector<Setting> all{
      {"", "threads", "Fils de calcul ; 0 : autant que de cœurs. Le résultat est le même.",
       WholeNumber{&settings.threads, 0, 1024}},
      {"week", "per_person", "Offres par personne et par semaine, de 1 à 10.", WholeNumber{&weekly.per_person, 1, 10}},
      {"week", "per_employer", "Offres d'un même employeur dans une liste, au plus.",
       WholeNumber{&weekly.per_employer, 1, 10}},
      {"week", "per_occupation", "Offres d'un même métier dans une liste, au plus.",
       WholeNumber{&weekly.per_occupation, 1, 10}},
      {"week", "nearly", "Offres montrées qu'une seule démarche ouvrirait, au plus.",
       WholeNumber{&weekly.nearly, 0, 10}},
      {"week", "least_occupation", "De 0 à 1 : une offre dont le métier convient moins que cela n'est pas proposée…",
       Share{&weekly.least_occupation}},
      {"week", "least_skills", "De 0 à 1 : … sauf si la personne a cette part des compétences demandées.",
       Share{&weekly.least_skills}},
      {"week", "xlsx", "true : aussi un classeur .xlsx par référent.", &settings.spreadsheets},
      {"week", "remember",
       "true : garde ce qui est compris des offres ; la nuit suivante ne relit que les nouvelles. Mêmes listes.",
       &settings.remember},
      {"week", "memory", "Dossier où le garder. Vide : le cache de l'utilisateur (~/.cache/passerelle).",
       Path{&settings.memory}},
      {"week", "people_per_shard", "Personnes par bloc : un travail arrêté reprend aux blocs finis. Mêmes listes.",
       WholeNumber{&settings.people_per_shard, 1, 1'000'000}},
      {"allocation", "reach", "Personnes à qui une offre est proposée, au plus, pour chacun de ses postes.",
       WholeNumber{&settings.reach, 1, 1000}},
      {"allocation", "guaranteed", "Offres que chacun reçoit dès que c'est possible, avant que d'autres en aient plus.",
       WholeNumber{&settings.guaranteed, 0, 10}},
      {"allocation", "reserve", "Offres en plus par personne : elles remplacent une offre fermée avant l'envoi.",
       WholeNumber{&settings.reserve, 0, 10}},
      {"memory", "weeks", "Semaines pendant lesquelles une offre n'est pas proposée deux fois à la même personne.",
       WholeNumber{&settings.memory_weeks, 0, 104}},
      {"ledger", "database",
       "Registre des envois et des décisions : un fichier SQLite, ou postgresql://utilisateur@machine/base. Vide : à "
       "dire par --ledger.",
       DatabaseName{&settings.ledger.database}},
      {"ledger", "never",
       "Fichier de ce qui ne doit jamais être défait (STOP, effacements, envois), hors des sauvegardes. Vide : à côté "
       "du fichier SQLite ; obligatoire avec PostgreSQL.",
       Path{&settings.ledger.never}},
      {"ledger", "key",
       "Fichier de la clé qui ouvre ce qui est personnel, hors des sauvegardes. Vide : à côté du précédent.",
       Path{&settings.ledger.key}},
      {"engine", "referential",
       "Référentiel compilé par « passerelle referential import ». Vide : celui livré avec le programme.",
       Path{&engine.referential}},
      {"engine", "communes", "Communes et leurs coordonnées (TSV ou CSV). Vide : celles livrées avec le programme.",
       Path{&engine.communes}},
      {"engine", "lexicon", "Mots de tous les jours. Vide : le lexique livré avec le programme.",
       Path{&engine.lexicon}},
      {"engine", "activities", "Activités de la vie quotidienne. Vide : la table livrée avec le programme.",
       Path{&engine.activities}},
      {"engine", "foreign_words", "Noms de métiers en d'autres langues. Vide : la table livrée avec le programme.",
       Path{&engine.foreign_words}},
      {"engine", "model", "Dossier du modèle. Vide : celui livré avec le programme.", Path{&engine.model}},
  };
  for (const Column& column : kOfferColumns) {
    all.push_back({"offers.csv", column.field, column.meaning, &settings.offer_columns[std::string(column.field)]});
  }
  return all;
}

std::string expected(const Slot& slot) {
  struct Names {
    std::string operator()(const WholeNumber& number) const {
      return fmt::format("un nombre entier de {} à {}", number.least, number.most);
    }
    std::string operator()(const Share& /*share*/) const { return "un nombre de 0 à 1"; }
    std::string operator()(const bool* /*flag*/) const { return "true ou false"; }
    std::string operator()(const std::string* /*text*/) const { return "un texte entre guillemets"; }
    std::string operator()(const Path& /*path*/) const { return "un chemin entre guillemets"; }
    std::string operator()(const DatabaseName& /*name*/) const {
      return "un chemin ou une adresse postgresql:// entre guillemets";
    }
  };
  return std::visit(Names{}, slot);
}

/// Puts the value of the file into the setting's place; false when it is none that fits.
struct Filler {
  const toml::node& node;
  const std::filesystem::path& folder;

  bool operator()(const WholeNumber& number) const {
    const auto* value = node.as_integer();
    if (value == nullptr || value->get() < number.least || value->get() > number.most) {
      return false;
    }
    *number.value = static_cast<std::size_t>(value->get());
    return true;
  }
  bool operator()(const Share& share) const {
    const std::optional<double> value = node.is_number() ? node.value<double>() : std::nullopt;
    if (!value || !(*value >= 0 && *value <= 1)) {
      return false;
    }
    *share.value = *value;
    return true;
  }
  bool operator()(bool* flag) const {
    const auto* value = node.as_boolean();
    if (value != nullptr) {
      *flag = value->get();
    }
    return value != nullptr;
  }
  bool operator()(std::string* text) const {
    const auto* value = node.as_string();
    if (value != nullptr) {
      *text = value->get();
    }
    return value != nullptr;
  }
  bool operator()(const Path& path) const {
    const auto* value = node.as_string();
    if (value != nullptr && value->get().empty()) {
      path.value->clear();
    } else if (value != nullptr) {
      *path.value = (folder / value->get()).lexically_normal();
    }
    return value != nullptr;
  }
  bool operator()(const DatabaseName& name) const {
    const bool is_address = node.is_string() && node.as_string()->get().find("://") != std::string::npos;
    std::filesystem::path path;
    const bool is_good = is_address ? (*this)(name.value) : (*this)(Path{&path});
    if (is_good && !is_address) {
      *name.value = path.string();
    }
    return is_good;
  }
};

/// Walks through a parsed configuration and fills the settings.
class Reader {
 public:
  Reader(std::filesystem::path file, Settings& settings)
      : file_(std::move(file)), folder_(file_.parent_path()), known_(settings_of(settings)) {
    for (const Setting& setting : known_) {
      names_.push_back(setting.full_name());
      if (!setting.table.empty() && std::ranges::find(tables_, setting.table) == tables_.end()) {
        tables_.push_back(std::string(setting.table));
      }
    }
  }

  Result<Done> read(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + std::string(key.str());
      const auto line = node.source().begin.line;
      if (const auto found = std::ranges::find(names_, name); found != names_.end()) {
        const Setting& setting = known_[static_cast<std::size_t>(found - names_.begin())];
        if (!std::visit(Filler{node, folder_}, setting.slot)) {
          return wrong(line, fmt::format("« {} » doit être {}", name, expected(setting.slot)));
        }
      } else if (node.is_table() && names_a_table(name)) {
        if (Result<Done> inside = read(*node.as_table(), name + "."); !inside) {
          return inside;
        }
      } else {
        return wrong(line, unknown(name));
      }
    }
    return Done{};
  }

 private:
  [[nodiscard]] Error wrong(std::uint32_t line, const std::string& what) const {
    return {ErrorCode::usage, fmt::format("{}: ligne {}: {}", file_.string(), line, what)};
  }

  [[nodiscard]] bool names_a_table(const std::string& name) const {
    return std::ranges::any_of(
        tables_, [&](const std::string& table) { return table == name || table.starts_with(name + "."); });
  }

  [[nodiscard]] std::string unknown(const std::string& name) const {
    std::vector<std::string> candidates = names_;
    candidates.insert(candidates.end(), tables_.begin(), tables_.end());
    std::string nearest = nearest_name(name, candidates);
    // "per_persn" written under no table at all is near to the last part of "week.per_person".
    for (const Setting& setting : known_) {
      const std::string_view last = std::string_view(name).substr(name.rfind('.') + 1);
      if (nearest.empty() && !nearest_name(last, {std::string(setting.key)}).empty()) {
        nearest = setting.full_name();
      }
    }
    return nearest.empty() ? fmt::format("clé inconnue « {} » ; « passerelle config » montre celles qui existent", name)
                           : fmt::format("clé inconnue « {} » ; la plus proche est « {} »", name, nearest);
  }

  std::filesystem::path file_;
  std::filesystem::path folder_;
  std::vector<Setting> known_;
  std::vector<std::string> names_;
  std::vector<std::string> tables_;
};

std::string in_quotes(const std::string& text) {
  const toml::value<std::string> value(text);
  std::ostringstream quoted;
  quoted << toml::toml_formatter(value);
  return std::move(quoted).str();
}

std::string written(const Slot& slot) {
  struct Writer {
    std::string operator()(const WholeNumber& number) const { return std::to_string(*number.value); }
    std::string operator()(const Share& share) const { return fmt::format("{}", *share.value); }
    std::string operator()(const bool* flag) const { return *flag ? "true" : "false"; }
    std::string operator()(const std::string* text) const { return in_quotes(*text); }
    std::string operator()(const Path& path) const { return in_quotes(path.value->string()); }
    std::string operator()(const DatabaseName& name) const { return in_quotes(*name.value); }
  };
  return std::visit(Writer{}, slot);
}

}  // namespace

Settings::Settings() {
  for (const Column& column : kOfferColumns) {
    offer_columns.emplace(column.field, column.field);
  }
}

CsvMapping Settings::offer_mapping() const {
  CsvMapping mapping;
  for (const auto& [field, column] : offer_columns) {
    if (column != field) {
      mapping.columns.emplace(field, column);
    }
  }
  return mapping;
}

Result<Settings> read_settings(const std::filesystem::path& file) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 20U;
  Result<std::string> text = read_whole_file(file, kMostBytes);
  if (!text) {
    return Error{ErrorCode::usage, text.error().message};
  }
  toml::table table;
  try {
    table = toml::parse(*text, file.string());
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::usage, fmt::format("{}: ligne {}: ce n'est pas du TOML : {}", file.string(),
                                               error.source().begin.line, error.description())};
  }
  Settings settings;
  if (Result<Done> filled = Reader(file, settings).read(table, ""); !filled) {
    return filled.error();
  }
  return settings;
}

std::string settings_text(const Settings& settings) {
  Settings copy = settings;
  std::string text = "# Configuration de Passerelle. Chaque ligne montre la valeur en vigueur.\n";
  std::string_view table;
  for (const Setting& setting : settings_of(copy)) {
    if (setting.table != table) {
      table = setting.table;
      text += fmt::format("\n[{}]\n", table);
      if (table == "offers.csv") {
        text += "# Colonne du fichier CSV qui contient chaque champ de l'offre.\n";
      }
    }
    text += fmt::format("# {}\n{} = {}\n", setting.meaning, setting.key, written(setting.slot));
  }
  return text;
}

}  // namespace passerelle
