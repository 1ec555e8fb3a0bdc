#include "command_line.h"

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest.h"

namespace passerelle {
namespace {

constexpr const char* kCommonGroup = "Options communes";

std::string_view after(std::string_view text, std::string_view mark) {
  const std::size_t found = text.find(mark);
  return found == std::string_view::npos ? text : text.substr(found + mark.size());
}

std::string_view before(std::string_view text, std::string_view mark) {
  return text.substr(0, text.find(mark));
}

std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names;
  std::ranges::transform(app.get_subcommands({}), std::back_inserter(names),
                         [](const CLI::App* verb) { return verb->get_name(); });
  return names;
}

/// The first words must name a verb; CLI11 would only say that one is missing.
Result<Done> check_verb_name(const CLI::App& app, int count, const char* const* arguments) {
  const CLI::App* at = &app;
  for (int position = 1; position < count && !at->get_subcommands({}).empty(); ++position) {
    const std::string word = arguments[position];
    if (word.starts_with('-')) {
      break;
    }
    const std::vector<std::string> known = names_of(*at);
    const auto found = std::ranges::find(known, word);
    if (found == known.end()) {
      const std::string nearest = nearest_name(word, known);
      return Error{ErrorCode::usage,
                   nearest.empty() ? fmt::format("verbe inconnu « {} » : {}", word, fmt::join(known, ", "))
                                   : fmt::format("verbe inconnu « {} » ; le plus proche est « {} »", word, nearest)};
    }
    at = at->get_subcommands({})[static_cast<std::size_t>(found - known.begin())];
  }
  return Done{};
}

}  // namespace

CLI::Validator whole_number(int first, int last) {
  const std::string range = fmt::format("de {} à {}", first, last);
  const auto refuse = [first, last, range](std::string& written) {
    int number = 0;
    const auto read = std::from_chars(written.data(), written.data() + written.size(), number);
    const bool is_whole = read.ec == std::errc() && read.ptr == written.data() + written.size();
    return is_whole && first <= number && number <= last ? std::string()
                                                         : fmt::format("« {} » : un nombre {}", written, range);
  };
  return CLI::Validator(refuse, range);
}

CommandLine::CommandLine(const std::string& name, std::span<const Verb> verbs)
    : app_("Passerelle : les offres que chacun peut vraiment prendre, chaque semaine, expliquées.", name) {
  const auto formatter = app_.get_formatter();
  // Formatter labels are looked up by their English word.
  const auto label = [&](const char* english, const char* french) {
    std::static_pointer_cast<CLI::FormatterBase>(formatter)->label(english, french);
  };
  label("Usage", "Usage");
  label("SUBCOMMAND", "VERBE");
  label("SUBCOMMANDS", "VERBES");
  label("Positionals", "Arguments");
  label("REQUIRED", "(obligatoire)");
  label("TEXT", "TEXTE");
  label("UINT", "NOMBRE");
  app_.set_help_flag("-h,--help", "montre cette aide");
  app_.set_version_flag("--version", name + " " PASSERELLE_VERSION, "montre la version");
  app_.require_subcommand(1);
  app_.footer(fmt::format("« {} VERBE --help » montre les options d'un verbe et un exemple.", name));
  for (const Verb& verb : verbs) {
    declare(verb);
  }
}

CLI::App& CommandLine::group(const std::string& name) {
  for (CLI::App* known : app_.get_subcommands({})) {
    if (known->get_name() == name) {
      return *known;
    }
  }
  CLI::App* created = app_.add_subcommand(name, "");
  created->group("Verbes")->require_subcommand(1);
  return *created;
}

void CommandLine::declare(const Verb& verb) {
  const std::string_view name = verb.name;
  const bool grouped = name.find(' ') != std::string_view::npos;
  CLI::App& parent = grouped ? group(std::string(before(name, " "))) : app_;
  CLI::App* app = parent.add_subcommand(std::string(after(name, " ")), verb.purpose);
  app->group("Verbes");
  app->footer(fmt::format("Exemple :\n  {}", verb.example));
  Action action = verb.declare(*app);
  add_common_options(*app);
  declared_.push_back({app, std::move(action)});
  if (grouped) {
    parent.description(fmt::format("{}", fmt::join(names_of(parent), ", ")));
  }
}

void CommandLine::add_common_options(CLI::App& app) {
  const auto file = [&](const char* name, std::filesystem::path& value, const char* type, const char* meaning) {
    app.add_option(name, value, meaning)->type_name(type)->group(kCommonGroup);
  };
  file("--config", common_.config, "FICHIER", "configuration TOML ; « passerelle config » en montre une");
  file("--referential", common_.referential, "FICHIER", "référentiel compilé par « passerelle referential import »");
  file("--communes", common_.communes, "FICHIER", "communes et leurs coordonnées");
  file("--model", common_.model, "DOSSIER", "modèle : embedding.bin et manifest.json");
  app.add_option("--threads", common_.threads, "fils de calcul ; 0 : autant que de cœurs")->group(kCommonGroup);
  app.add_flag("--json", common_.json, "écrit le résultat en JSON")->group(kCommonGroup);
  app.add_flag("--quiet", common_.quiet, "ni progression ni remarques")->group(kCommonGroup);
}

Result<bool> CommandLine::parse(int count, const char* const* arguments) {
  if (Result<Done> named = check_verb_name(app_, count, arguments); !named) {
    return named.error();
  }
  try {
    app_.parse(count, arguments);
  } catch (const CLI::Success& asked) {
    app_.exit(asked);
    return false;
  } catch (const CLI::ParseError& error) {
    return Error{ErrorCode::usage, in_french(error)};
  }
  return true;
}

Result<Settings> CommandLine::settings() const {
  Settings settings;
  if (!common_.config.empty()) {
    Result<Settings> read = read_settings(common_.config);
    if (!read) {
      return read;
    }
    settings = std::move(read).value();
  }
  const auto override_with = [](std::filesystem::path& file, const std::filesystem::path& given) {
    if (!given.empty()) {
      file = given;
    }
  };
  override_with(settings.engine.referential, common_.referential);
  override_with(settings.engine.communes, common_.communes);
  override_with(settings.engine.model, common_.model);
  settings.threads = common_.threads.value_or(settings.threads);
  return settings;
}

const Action& CommandLine::action() const {
  return std::ranges::find_if(declared_, [](const Declared& verb) { return verb.app->parsed(); })->action;
}

std::string CommandLine::in_french(const CLI::ParseError& error) const {
  const std::string_view words = error.what();
  const std::string kind = error.get_name();
  std::string told(words);
  if (kind == "ExtrasError") {
    told = fmt::format("argument inattendu : {}", after(words, ": "));
  } else if (kind == "RequiredError") {
    told = words.find("subcommand") == std::string_view::npos ? fmt::format("il manque {}", before(words, " is "))
                                                              : "il manque un verbe";
  } else if (kind == "ConversionError") {
    told = fmt::format("valeur impossible : {}", after(words, ": "));
  } else if (kind == "ArgumentMismatch") {
    told = fmt::format("il manque une valeur, ou il y en a trop : {}", before(words, ":"));
  }
  std::string verb = app_.get_name();
  for (const CLI::App* app = &app_; !app->get_subcommands().empty();) {
    app = app->get_subcommands().front();
    verb += " " + app->get_name();
  }
  return fmt::format("{} ; « {} --help » montre un exemple", told, verb);
}

}  // namespace passerelle
