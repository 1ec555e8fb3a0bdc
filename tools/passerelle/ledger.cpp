#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ledger/event_file.h"
#include "ledger_options.h"
#include "reading.h"
#include "report/words.h"
#include "session.h"
#include "storage/atomic_file.h"
#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::size_t kToldRejections = 20;

std::string as_json(const LedgerStatus& status) {
  JsonWriter json;
  const auto count = [&](std::string_view key, std::uint64_t value) {
    json.key(key).integer(static_cast<std::int64_t>(value));
  };
  const auto counts = [&](std::string_view key, const std::vector<std::pair<std::string, std::uint64_t>>& all) {
    json.key(key).begin_object();
    for (const auto& [name, number] : all) {
      count(name, number);
    }
    json.end_object();
  };
  json.begin_object().key("kind").string(status.kind).key("schema").integer(status.schema);
  json.key("newest_schema").integer(status.newest_schema);
  count("people", status.people);
  count("referents", status.referents);
  count("erased", status.erased);
  count("suppressed", status.suppressed);
  counts("events", status.events);
  counts("messages", status.messages);
  counts("notices", status.notices);
  json.key("last_event");
  if (status.last_event) {
    json.string(to_string(*status.last_event));
  } else {
    json.null();
  }
  json.end_object();
  return json.take() + '\n';
}

std::string in_french(const LedgerStatus& status) {
  std::string text =
      fmt::format("Registre {}, version {}\n", status.kind == "sqlite" ? "SQLite" : "PostgreSQL", status.schema);
  if (status.schema != status.newest_schema) {
    return text + fmt::format("Ce programme écrit la version {} : lancer « passerelle ledger migrate ».\n",
                              status.newest_schema);
  }
  const auto number = [](std::uint64_t value) { return number_in_french(static_cast<std::int64_t>(value)); };
  text += fmt::format(
      "Personnes : {} ; effacées : {} ; référents prévenus : {} ; adresses qui ne reçoivent plus rien : {}\n",
      number(status.people), number(status.erased), number(status.referents), number(status.suppressed));
  text += fmt::format("Dernier événement : {}\n", status.last_event ? to_string(*status.last_event) : "aucun");
  const auto list = [&](std::string_view title, const std::vector<std::pair<std::string, std::uint64_t>>& all) {
    text += fmt::format("{}\n", title);
    for (const auto& [name, count] : all) {
      if (count != 0) {
        text += fmt::format("  {:<18} {}\n", name, number(count));
      }
    }
  };
  list("Événements", status.events);
  list("Messages aux personnes", status.messages);
  if (status.referents != 0) {
    list("Messages aux référents", status.notices);
  }
  return text;
}

void tell_rejections(Terminal& terminal, const std::vector<Rejection>& rejections) {
  const std::size_t shown = std::min(kToldRejections, rejections.size());
  for (std::size_t index = 0; index < shown; ++index) {
    const Rejection& rejection = rejections[index];
    terminal.tell(fmt::format("  ligne {}{} : {}", rejection.line,
                              rejection.field.empty() ? "" : fmt::format(", « {} »", rejection.field),
                              rejection.reason));
  }
  if (shown < rejections.size()) {
    terminal.tell(fmt::format("  … et {} de plus", rejections.size() - shown));
  }
}

std::string events_in_french(std::size_t count) {
  return counted(static_cast<std::int64_t>(count), "événement", "événements");
}

}  // namespace

Action ledger_status_verb(CLI::App& options) {
  const auto ledger = LedgerArguments::declare(options);
  return [ledger](Session& session) -> Result<Done> {
    const Result<LedgerOptions> named = ledger->options(session);
    const Result<LedgerStatus> status = named ? ledger_status(*named) : named.error();
    if (!status) {
      return status.error();
    }
    session.terminal.print(session.json ? as_json(*status) : in_french(*status));
    return Done{};
  };
}

Action ledger_migrate_verb(CLI::App& options) {
  const auto ledger = LedgerArguments::declare(options);
  return [ledger](Session& session) -> Result<Done> {
    const Result<LedgerOptions> named = ledger->options(session);
    const Result<int> before = named ? migrate_ledger(*named) : named.error();
    if (!before) {
      return before.error();
    }
    session.terminal.tell(fmt::format("Le registre était en version {} ; il est à jour.", *before));
    return Done{};
  };
}

Action ledger_backup_verb(CLI::App& options) {
  const auto ledger = LedgerArguments::declare(options);
  const auto to = std::make_shared<std::filesystem::path>();
  options.add_option("--to", *to, "fichier de la sauvegarde, qui n'existe pas encore")
      ->type_name("FICHIER")
      ->required();
  return [ledger, to](Session& session) -> Result<Done> {
    const Result<LedgerOptions> named = ledger->options(session);
    Result<Done> done = named ? backup_ledger(*named, *to) : named.error();
    if (done) {
      session.terminal.tell(
          fmt::format("{} : sauvegarde écrite. La clé et le fichier .never n'y sont pas : les garder "
                      "ailleurs.",
                      to->string()));
    }
    return done;
  };
}

Action ledger_restore_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path from;
    bool replace = false;
  };
  const auto ledger = LedgerArguments::declare(options);
  const auto asked = std::make_shared<Asked>();
  options.add_option("--from", asked->from, "sauvegarde à reprendre")->type_name("FICHIER")->required();
  options.add_flag("--replace", asked->replace, "remplace ce que le registre contient");
  return [ledger, asked](Session& session) -> Result<Done> {
    const Result<LedgerOptions> named = ledger->options(session);
    Result<Done> done = named ? restore_ledger(*named, asked->from, asked->replace) : named.error();
    if (done) {
      session.terminal.tell(
          "Registre repris. Les STOP et les effacements tiennent ; ce qui est peut-être déjà parti est "
          "« uncertain » et ne repart pas seul.");
    }
    return done;
  };
}

Action ledger_verify_verb(CLI::App& options) {
  const auto ledger = LedgerArguments::declare(options);
  return [ledger](Session& session) -> Result<Done> {
    const Result<LedgerOptions> named = ledger->options(session);
    const Result<std::vector<std::string>> problems = named ? verify_ledger(*named) : named.error();
    if (!problems) {
      return problems.error();
    }
    for (const std::string& problem : *problems) {
      session.terminal.print(problem + '\n');
    }
    if (!problems->empty()) {
      return Error{ErrorCode::input_unusable,
                   "le registre est abîmé ; reprendre une sauvegarde avec « passerelle ledger "
                   "restore », sans supprimer ce fichier-ci"};
    }
    session.terminal.tell("Le registre est entier : chaque événement, chaque texte chiffré, la suite des événements.");
    return Done{};
  };
}

Action ledger_import_verb(CLI::App& options) {
  const auto ledger = LedgerArguments::declare(options);
  const auto files = std::make_shared<std::vector<std::filesystem::path>>();
  options.add_option("events", *files, "fichiers events.ndjson")->type_name("EVENEMENTS")->required();
  return [ledger, files](Session& session) -> Result<Done> {
    Result<Ledger> opened = ledger->open(session);
    if (!opened) {
      return opened.error();
    }
    for (const std::filesystem::path& file : *files) {
      const Result<Feed<Event>> feed = read_events(file);
      if (!feed) {
        return feed.error();
      }
      tell_what_was_read(session.terminal, file, feed->records.size(), feed->rejections.size());
      tell_rejections(session.terminal, feed->rejections);
      for (const std::string& warning : feed->warnings) {
        session.terminal.tell("Remarque : " + warning);
      }
      const Result<std::size_t> added = opened->append(feed->records);
      if (!added) {
        return in_context(file.string(), added.error());
      }
      session.terminal.tell(fmt::format("{} : {} de plus dans le registre, {} déjà là", file.filename().string(),
                                        events_in_french(*added), feed->records.size() - *added));
    }
    return Done{};
  };
}

Action ledger_export_verb(CLI::App& options) {
  const auto ledger = LedgerArguments::declare(options);
  const auto out = std::make_shared<std::filesystem::path>();
  options.add_option("--out", *out, "fichier events.ndjson à écrire ; sans lui, la sortie standard")
      ->type_name("FICHIER");
  return [ledger, out](Session& session) -> Result<Done> {
    Result<Ledger> opened = ledger->open(session);
    if (!opened) {
      return opened.error();
    }
    std::optional<WholeFile> file;
    if (!out->empty()) {
      Result<WholeFile> created = WholeFile::create(*out);
      if (!created) {
        return created.error();
      }
      file.emplace(std::move(*created));
    }
    std::size_t count = 0;
    Result<Done> written = Done{};
    const Result<Done> read = opened->for_each_event({}, [&](const Event& event) {
      const std::string line = event_line(exportable(event)) + '\n';
      if (file) {
        written = file->append(line);
      } else {
        session.terminal.print(line);
      }
      ++count;
      return written.has_value() && (file || Terminal::is_open());
    });
    if (!read || !written) {
      return read ? written : read;
    }
    session.terminal.tell(
        fmt::format("{} ; une réponse autre que « yes » ou « call » est dite sans sa valeur", events_in_french(count)));
    return file ? file->commit() : Result<Done>(Done{});
  };
}

}  // namespace passerelle
