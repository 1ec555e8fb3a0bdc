#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "ingest/people.h"
#include "ledger_options.h"
#include "privacy/erasure.h"
#include "privacy/retention.h"
#include "reading.h"
#include "report/words.h"
#include "session.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

/// The files of the organisation from which people are taken out.
Result<std::vector<FileWithout>> files_without(const std::vector<std::filesystem::path>& files,
                                               const PersonId& person) {
  std::vector<FileWithout> all;
  for (const std::filesystem::path& file : files) {
    Result<FileWithout> without = file_without(file, person);
    if (!without) {
      return without.error();
    }
    all.push_back(std::move(*without));
  }
  return all;
}

Result<Done> write_files(const std::vector<FileWithout>& files, Session& session) {
  for (const FileWithout& without : files) {
    const std::string name = without.file.string();
    if (without.removed > 0) {
      if (Result<Done> done = write_without(without); !done) {
        return done;
      }
    }
    session.terminal.print(fmt::format(
        "{} : {}\n", name,
        counted(static_cast<std::int64_t>(without.removed), "enregistrement retiré", "enregistrements retirés")));
    if (!without.to_look_at.empty()) {
      session.terminal.print(fmt::format("{} : la personne est encore nommée ligne {} ; à voir à la main\n", name,
                                         without.to_look_at.front()));
    }
  }
  return Done{};
}

/// Takes one person out of the ledger and of the files; `files` are read before anything is destroyed.
Result<Done> erase_everywhere(Ledger& ledger, const PersonId& person, const Author& by,
                              const std::vector<std::filesystem::path>& files, Session& session) {
  Result<std::vector<FileWithout>> without = files_without(files, person);
  if (!without) {
    return without.error();
  }
  std::vector<std::string> addresses;
  for (const FileWithout& file : *without) {
    addresses.insert(addresses.end(), file.addresses.begin(), file.addresses.end());
  }
  Result<Erasure> erasure = erase_person(ledger, person, by, addresses);
  if (!erasure) {
    return erasure.error();
  }
  std::string told =
      erasure->was_known
          ? fmt::format("Effacée du registre. Il reste {}, sans nom et sans mots.\n",
                        counted(static_cast<std::int64_t>(erasure->events_left), "événement", "événements"))
          : "Le registre ne connaît pas cette personne, ou elle en est déjà effacée.\n";
  told += fmt::format("Adresses où plus rien ne part : {}\n", erasure->suppressed);
  if (erasure->shared_addresses > 0) {
    told +=
        fmt::format("Adresses laissées, parce qu'une autre personne y est jointe : {}\n", erasure->shared_addresses);
  }
  session.terminal.print(told);
  return write_files(*without, session);
}

constexpr std::string_view kElsewhere =
    "Le programme ne touche à rien d'autre : effacer aussi les dossiers de semaine (listes, pages, classeurs), les "
    "relectures, les sauvegardes de vos fichiers, et la personne dans l'outil d'où viennent vos fichiers.\n";

Result<Done> confirm(const std::string& person, Session& session) {
  if (::isatty(STDIN_FILENO) == 0) {
    return Error{ErrorCode::usage, "effacer ne se défait pas : ajouter --yes pour confirmer"};
  }
  session.terminal.tell(
      fmt::format("Effacer « {} » ne se défait pas. Écrire son identifiant pour confirmer :", person));
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != person) {
    return Error{ErrorCode::usage, "rien n'est effacé : l'identifiant écrit est un autre"};
  }
  return Done{};
}

}  // namespace

Action privacy_erase_verb(CLI::App& options) {
  struct Asked {
    std::string person;
    std::string by;
    std::vector<std::filesystem::path> from;
    bool yes = false;
  };
  const auto ledger_arguments = LedgerArguments::declare(options);
  const auto asked = std::make_shared<Asked>();
  options.add_option("--person", asked->person, "personne à effacer")->type_name("PERSONNE")->required();
  options.add_option("--by", asked->by, "référent qui efface")->type_name("RÉFÉRENT")->required();
  options
      .add_option("--from", asked->from,
                  "fichiers de l'organisme réécrits sans la personne : personnes, contacts, listes")
      ->type_name("FICHIER");
  options.add_flag("--yes", asked->yes, "ne demande pas de confirmer");
  return [ledger_arguments, asked](Session& session) -> Result<Done> {
    if (!asked->yes) {
      if (Result<Done> sure = confirm(asked->person, session); !sure) {
        return sure;
      }
    }
    Result<Ledger> ledger = ledger_arguments->open(session);
    if (!ledger) {
      return ledger.error();
    }
    Result<Done> done =
        erase_everywhere(*ledger, PersonId(asked->person), {AuthorKind::referent, asked->by}, asked->from, session);
    if (done) {
      session.terminal.print(kElsewhere);
    }
    return done;
  };
}

Action privacy_retain_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path people;
    std::filesystem::path warn;
    std::vector<std::filesystem::path> from;
    std::string day;
    bool apply = false;
  };
  const auto ledger_arguments = LedgerArguments::declare(options);
  const auto asked = std::make_shared<Asked>();
  options.add_option("--people", asked->people, "personnes : référents et dernier contact")->type_name("FICHIER");
  options
      .add_option("--warn", asked->warn,
                  "table à écrire pour les référents : qui sera effacé, et quand ; les voilà prévenus")
      ->type_name("CSV");
  options.add_flag("--apply", asked->apply,
                   "efface les personnes dont les référents sont prévenus depuis assez longtemps");
  options.add_option("--from", asked->from, "avec --apply : fichiers réécrits sans elles")->type_name("FICHIER");
  options.add_option("--day", asked->day, "jour où l'on compte ; sans elle, aujourd'hui")->type_name("JOUR");
  return [ledger_arguments, asked](Session& session) -> Result<Done> {
    const std::optional<Day> day = asked->day.empty() ? today() : parse_day(asked->day);
    if (!day || *day > today()) {
      return Error{ErrorCode::usage, "--day est un jour comme 2026-11-24, aujourd'hui ou avant"};
    }
    Feed<Person> people;
    if (!asked->people.empty()) {
      Result<Feed<Person>> read = read_people(asked->people, session.watch);
      if (!read) {
        return read.error();
      }
      tell_what_was_read(session.terminal, asked->people, read->records.size(), read->rejections.size());
      people = std::move(*read);
    }
    Result<Ledger> ledger = ledger_arguments->open(session);
    if (!ledger) {
      return ledger.error();
    }
    const RetentionOptions how{session.settings.retention_months, session.settings.retention_warning_days};
    Result<std::vector<Lapse>> found = lapses(*ledger, people.records, how, *day);
    if (!found) {
      return found.error();
    }
    std::vector<Lapse> due;
    std::ranges::copy_if(*found, std::back_inserter(due), [&](const Lapse& one) { return one.is_due(*day, how); });
    const auto told = static_cast<std::size_t>(
        std::ranges::count_if(*found, [](const Lapse& one) { return one.warned.has_value(); }));
    session.terminal.print(fmt::format("À prévenir : {}. Déjà prévenus, pas encore à effacer : {}. À effacer : {}.\n",
                                       found->size() - told, told - due.size(), due.size()));
    for (const Lapse& one : *found) {
      session.terminal.print(fmt::format("  {} : dernier contact le {}, effacement le {}{}\n", one.person.value(),
                                         to_string(one.last_contact), to_string(one.erase_on),
                                         one.warned ? "" : " une fois les référents prévenus (--warn)"));
    }
    if (!asked->warn.empty()) {
      if (Result<Done> written = write_file(asked->warn, lapses_csv(*found)); !written) {
        return written;
      }
      if (Result<Done> done = record_warnings(*ledger, *found, now()); !done) {
        return done;
      }
    }
    if (!asked->apply) {
      return Done{};
    }
    for (const Lapse& one : due) {
      session.terminal.print(one.person.value() + " : ");
      Result<Done> done =
          erase_everywhere(*ledger, one.person, {AuthorKind::system, "retention"}, asked->from, session);
      if (!done) {
        return done;
      }
    }
    if (!due.empty()) {
      session.terminal.print(kElsewhere);
    }
    return Done{};
  };
}

}  // namespace passerelle
