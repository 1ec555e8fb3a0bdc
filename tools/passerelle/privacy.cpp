#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ledger_options.h"
#include "privacy/notice.h"
#include "privacy/person_file.h"
#include "privacy/rectify.h"
#include "report/words.h"
#include "session.h"
#include "storage/atomic_file.h"

namespace passerelle {

Action privacy_export_verb(CLI::App& options) {
  struct Asked {
    std::string person;
    std::vector<std::filesystem::path> lists;
    std::filesystem::path people;
    std::filesystem::path out;
  };
  const auto ledger_arguments = LedgerArguments::declare(options);
  const auto asked = std::make_shared<Asked>();
  options.add_option("--person", asked->person, "personne dont on rend les données")->type_name("PERSONNE")->required();
  options.add_option("--lists", asked->lists, "listes où chercher ce qui lui fut proposé (lists.ndjson)")
      ->type_name("FICHIER");
  options.add_option("--people", asked->people, "personnes : son dossier")->type_name("FICHIER");
  options.add_option("--out", asked->out, "dossier à écrire : dossier.html, dossier.txt, dossier.json")
      ->type_name("DOSSIER")
      ->required();
  return [ledger_arguments, asked](Session& session) -> Result<Done> {
    Result<Ledger> ledger = ledger_arguments->open(session);
    if (!ledger) {
      return ledger.error();
    }
    const PersonId person(asked->person);
    Result<PersonFile> file = gather_person(*ledger, person);
    if (!file) {
      return file.error();
    }
    for (const std::filesystem::path& lists : asked->lists) {
      Result<std::vector<std::string>> records = records_of(lists, person);
      if (!records) {
        return records.error();
      }
      file->lists.insert(file->lists.end(), records->begin(), records->end());
    }
    if (!asked->people.empty()) {
      Result<std::vector<std::string>> records = records_of(asked->people, person);
      if (!records) {
        return records.error();
      }
      file->record = records->empty() ? "" : records->front();
    }
    if (file->is_empty()) {
      return Error{ErrorCode::usage,
                   fmt::format("rien n'est gardé de « {} » : identifiant inconnu, ou déjà effacé", asked->person)};
    }
    if (Result<Done> written = write_person_folder(asked->out, *file, now()); !written) {
      return written;
    }
    session.terminal.tell(
        fmt::format("{} : {}, {}, {}", asked->out.string(),
                    counted(static_cast<std::int64_t>(file->events.size()), "événement", "événements"),
                    counted(static_cast<std::int64_t>(file->messages.size()), "message", "messages"),
                    counted(static_cast<std::int64_t>(file->lists.size()), "liste", "listes")));
    return Done{};
  };
}

Action privacy_rectify_verb(CLI::App& options) {
  struct Asked {
    std::string person;
    std::string by;
    std::vector<std::string> set;
    std::string event;
    std::string value;
  };
  const auto ledger_arguments = LedgerArguments::declare(options);
  const auto asked = std::make_shared<Asked>();
  options.add_option("--person", asked->person, "personne dont on corrige les données")
      ->type_name("PERSONNE")
      ->required();
  options.add_option("--by", asked->by, "référent qui corrige")->type_name("RÉFÉRENT")->required();
  options.add_option("--set", asked->set, "contact : phone=…, email=…, language=…, first_name=…")
      ->type_name("CHAMP=VALEUR");
  options.add_option("--event", asked->event, "événement dont on corrige les mots (dossier.json les nomme)")
      ->type_name("ÉVÉNEMENT");
  options.add_option("--value", asked->value, "les mots justes de cet événement")->type_name("TEXTE");
  return [ledger_arguments, asked](Session& session) -> Result<Done> {
    if (asked->set.empty() && asked->event.empty()) {
      return Error{ErrorCode::usage, "dire ce qui se corrige : --set phone=…, ou --event ÉVÉNEMENT --value TEXTE"};
    }
    if (asked->event.empty() != asked->value.empty()) {
      return Error{ErrorCode::usage, "--event et --value vont ensemble"};
    }
    Result<Ledger> ledger = ledger_arguments->open(session);
    if (!ledger) {
      return ledger.error();
    }
    const PersonId person(asked->person);
    const Author by{AuthorKind::referent, asked->by};
    for (const std::string& setting : asked->set) {
      const std::size_t equals = setting.find('=');
      if (equals == std::string::npos) {
        return Error{ErrorCode::usage, "--set s'écrit champ=valeur, par exemple phone=06 39 98 00 42"};
      }
      const std::string field = setting.substr(0, equals);
      if (Result<Done> done = rectify_contact(*ledger, person, field, setting.substr(equals + 1), by, now()); !done) {
        return done;
      }
      session.terminal.print(fmt::format("Contact corrigé : {}\n", field));
    }
    if (!asked->event.empty()) {
      Result<Event> event = rectify_event(*ledger, person, asked->event, asked->value, by, now());
      if (!event) {
        return event.error();
      }
      session.terminal.print(fmt::format("Corrigé par un nouvel événement : {}\n", event->id));
    }
    return Done{};
  };
}

Action privacy_notice_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path out;
    bool tu = false;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--out", asked->out, "fichier à écrire, .html ou .txt ; sans elle, le texte s'affiche")
      ->type_name("FICHIER");
  options.add_flag("--tu", asked->tu, "dit tu au lieu de vous");
  return [asked](Session& session) -> Result<Done> {
    const NoticeOptions how{session.settings.retention_months, asked->tu};
    const bool is_page = asked->out.extension() == ".html";
    Organisation organisation = session.settings.organisation;
    // Most organisations sign their messages with the same name.
    organisation.name = organisation.name.empty() ? session.settings.messages.sender : organisation.name;
    const Result<std::string> notice = is_page ? notice_html(organisation, how) : notice_text(organisation, how);
    if (!notice) {
      return notice.error();
    }
    if (!asked->out.empty()) {
      return write_file(asked->out, *notice, true);
    }
    session.terminal.print(*notice);
    return Done{};
  };
}

}  // namespace passerelle
