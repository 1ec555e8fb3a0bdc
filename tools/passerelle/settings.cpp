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
/// Where a secret is kept: a file, or `env:NAME`.
struct SecretPlace {
  std::string* value;
};
/// An hour and its minutes, "09:00".
struct TimeOfDay {
  int* minute;
};
using Texts = std::vector<std::string>;
using Slot = std::variant<WholeNumber, Share, bool*, std::string*, Texts*, Path, DatabaseName, SecretPlace, TimeOfDay,
                          LetterPolicy*>;

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

void add_delivery_settings(std::vector<Setting>& all, DeliverySettings& delivery) {
  const std::vector<Setting> settings{
      {"sms", "gateway",
       "Par où partent les SMS : kannel, service (un service décrit par un fichier). Vide : nulle part.",
       &delivery.sms_gateway},
      {"sms", "url", "Adresse de Kannel : http://127.0.0.1:13013/cgi-bin/sendsms", &delivery.sms_url},
      {"sms", "user", "Utilisateur de Kannel.", &delivery.sms_user},
      {"sms", "secret", "Où est gardé le mot de passe : un fichier, ou env:NOM pour une variable d'environnement.",
       SecretPlace{&delivery.sms_secret}},
      {"sms", "sender", "Numéro ou nom qui s'affiche. Vide : celui de la passerelle.", &delivery.sms_sender},
      {"sms", "service", "Fichier JSON qui décrit le service (datasets/samples/sms_service.json en montre un).",
       Path{&delivery.sms_service}},
      {"email", "url", "Serveur de courriel : smtp://courriel.example.org:587 ou smtps://… Vide : aucun courriel.",
       &delivery.email_url},
      {"email", "user", "Utilisateur du serveur. Vide : il n'en demande pas.", &delivery.email_user},
      {"email", "secret", "Où est gardé son mot de passe : un fichier, ou env:NOM.",
       SecretPlace{&delivery.email_secret}},
      {"email", "authorities", "Certificats auxquels se fier à la place de ceux du système.",
       Path{&delivery.email_authorities}},
      {"email", "sender", "Adresse qui envoie : emploi@example.org", &delivery.email_sender},
      {"email", "sender_name", "Nom affiché devant elle.", &delivery.email_sender_name},
      {"email", "reply_to", "Adresse où arrivent les réponses. Vide : celle qui envoie.", &delivery.email_reply_to},
      {"listen", "secret", "Où est gardé le secret qui signe nos liens et ouvre « passerelle listen ».",
       SecretPlace{&delivery.listen_secret}},
      {"listen", "kannel_base", "Comment Kannel joint « passerelle listen » : http://127.0.0.1:8091",
       &delivery.listen_kannel_base},
      {"listen", "public_base",
       "Comment le monde le joint, derrière un serveur web avec TLS : https://emploi.example.org. Vide : pas de lien "
       "de "
       "désinscription.",
       &delivery.listen_public_base},
      {"send", "per_second", "Messages donnés par seconde, au plus ; 0 : sans limite.",
       WholeNumber{&delivery.per_second, 0, 10'000}},
      {"send", "per_week", "Messages à une personne en sept jours, au plus.", WholeNumber{&delivery.per_week, 1, 7}},
      {"send", "timeout", "Secondes laissées à une passerelle pour répondre ; ensuite le message est incertain.",
       WholeNumber{&delivery.timeout_seconds, 1, 600}},
  };
  all.insert(all.end(), settings.begin(), settings.end());
}

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
      {"messages", "sender", "Qui écrit : le nom de l'organisme, dit dans chaque message. Obligatoire pour envoyer.",
       &settings.messages.sender},
      {"messages", "discreet_sender",
       "Le même pour les personnes qui demandent de la discrétion : un nom qui ne parle pas d'emploi. Vide : sender.",
       &settings.messages.discreet_sender},
      {"messages", "stop", "Comment dire STOP, à la fin de chaque SMS.", &settings.messages.stop},
      {"messages", "letters",
       "« fold » : ç, ê, œ… s'écrivent c, e, oe, et le SMS reste court ; « exact » : les lettres restent, le SMS a "
       "moins de la moitié de la place.",
       &settings.messages.letters},
      {"messages", "max_segments", "Segments d'un SMS au plus, de 1 à 6 ; chacun est payé.",
       WholeNumber{&settings.messages.max_segments, 1, 6}},
      {"messages", "templates",
       "Dossier de modèles à soi (sms.mustache, email_text.mustache…), à la place de ceux du programme.",
       Path{&settings.message_templates}},
      {"sending_hours", "from", "Heure du premier envoi, heure de la personne ; au plus tôt 08:00.",
       TimeOfDay{&settings.sending_hours.from_minute}},
      {"sending_hours", "until", "Heure après laquelle rien ne part ; au plus tard 22:00.",
       TimeOfDay{&settings.sending_hours.until_minute}},
      {"sending_hours", "saturdays", "true : aussi le samedi. Jamais le dimanche ni un jour férié.",
       &settings.sending_hours.saturdays},
      {"sending_hours", "department",
       "Département des personnes dont on ne sait pas où elles habitent : « 45 », « 67 » (deux jours fériés de plus), "
       "« 974 » (autre heure).",
       &settings.sending_hours.department},
      {"review", "unreviewed",
       "Personnes (leurs identifiants) qui ont demandé à recevoir leurs offres sans relecture : [\"P-0042\"].",
       &settings.unreviewed},
      {"organisation", "name",
       "Nom de l'organisme dans la notice. Vide : celui qui signe les messages (messages.sender).",
       &settings.organisation.name},
      {"organisation", "address", "Adresse postale de l'organisme.", &settings.organisation.address},
      {"organisation", "phone", "Téléphone où l'on répond aux personnes.", &settings.organisation.phone},
      {"organisation", "email", "Adresse électronique où l'on répond aux personnes.", &settings.organisation.email},
      {"organisation", "dpo", "Délégué à la protection des données : comment lui écrire ou l'appeler.",
       &settings.organisation.dpo},
      {"retention", "months", "Mois après le dernier contact au bout desquels une personne est effacée.",
       WholeNumber{&settings.retention_months, 1, 120}},
      {"retention", "warning_days", "Jours avant l'effacement où les référents sont prévenus.",
       WholeNumber{&settings.retention_warning_days, 0, 365}},
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
  add_delivery_settings(all, settings.delivery);
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
    std::string operator()(const Texts* /*texts*/) const { return "une liste de textes : [\"P-0042\", \"P-0043\"]"; }
    std::string operator()(const Path& /*path*/) const { return "un chemin entre guillemets"; }
    std::string operator()(const SecretPlace& /*place*/) const {
      return "un fichier ou env:NOM entre guillemets (jamais le secret lui-même)";
    }
    std::string operator()(const DatabaseName& /*name*/) const {
      return "un chemin ou une adresse postgresql:// entre guillemets";
    }
    std::string operator()(const TimeOfDay& /*time*/) const { return "une heure entre guillemets : \"09:00\""; }
    std::string operator()(const LetterPolicy* /*policy*/) const { return "\"fold\" ou \"exact\""; }
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
  bool operator()(Texts* texts) const {
    const auto* values = node.as_array();
    if (values == nullptr) {
      return false;
    }
    Texts read;
    for (const toml::node& value : *values) {
      if (!value.is_string()) {
        return false;
      }
      read.push_back(value.as_string()->get());
    }
    *texts = std::move(read);
    return true;
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
  bool operator()(const SecretPlace& place) const {
    const bool is_variable = node.is_string() && node.as_string()->get().starts_with("env:");
    std::filesystem::path path;
    const bool is_good = is_variable ? (*this)(place.value) : (*this)(Path{&path});
    if (is_good && !is_variable) {
      *place.value = path.string();
    }
    return is_good;
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
  bool operator()(const TimeOfDay& time) const {
    const std::string text = node.value<std::string>().value_or("");
    const bool has_shape = text.size() == 5 && text[2] == ':' &&
                           std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= ':'; });
    const int hour = has_shape ? (text[0] - '0') * 10 + text[1] - '0' : 24;
    const int minute = has_shape ? (text[3] - '0') * 10 + text[4] - '0' : 60;
    if (hour > 23 || minute > 59) {
      return false;
    }
    *time.minute = hour * 60 + minute;
    return true;
  }
  bool operator()(LetterPolicy* policy) const {
    const std::optional<LetterPolicy> known = parse_letter_policy(node.value<std::string>().value_or(""));
    *policy = known.value_or(*policy);
    return known.has_value();
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
    std::string operator()(const Texts* texts) const {
      std::string all;
      for (const std::string& text : *texts) {
        all += (all.empty() ? "" : ", ") + in_quotes(text);
      }
      return "[" + all + "]";
    }
    std::string operator()(const Path& path) const { return in_quotes(path.value->string()); }
    std::string operator()(const DatabaseName& name) const { return in_quotes(*name.value); }
    std::string operator()(const SecretPlace& place) const { return in_quotes(*place.value); }
    std::string operator()(const TimeOfDay& time) const {
      return fmt::format("\"{:02}:{:02}\"", *time.minute / 60, *time.minute % 60);
    }
    std::string operator()(const LetterPolicy* policy) const { return in_quotes(std::string(to_string(*policy))); }
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
