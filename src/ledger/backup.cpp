#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "ledger/content.h"
#include "ledger/schema.h"

namespace passerelle {
namespace {

constexpr std::size_t kRowsCopiedAtOnce = 20'000;

/// Copies the rows of every table that `from` has. Inside a transaction of both.
void copy_tables(Database& from, Database& to) {
  for (const Table& table : ledger_tables()) {
    if (!from.has_table(std::string(table.name))) {
      continue;  // of a newer schema than the backup's
    }
    std::vector<Column> rows;
    const auto flush = [&] {
      if (!rows.empty()) {
        to.insert(table.name, rows);
      }
      rows.clear();
      for (const std::string_view name : table.columns) {
        rows.push_back({name, {}});
      }
    };
    flush();
    from.for_each_of_many(
        "SELECT " + columns_of(table) + " FROM " + std::string(table.name) + " ORDER BY " + std::string(table.key),
        table.columns.size(), [&](std::span<const std::string> row) {
          for (std::size_t column = 0; column < row.size(); ++column) {
            rows[column].values.push_back(row[column]);
          }
          if (rows.front().values.size() == kRowsCopiedAtOnce) {
            flush();
          }
        });
    flush();
  }
}

Ledger::Content::Head head_of(Database& database) {
  Ledger::Content::Head head;
  database.sql() << "SELECT last, chain, erasures FROM head", soci::into(head.last), soci::into(head.chain),
      soci::into(head.erasures);
  return head;
}

Error not_written(const std::filesystem::path& file) {
  return {ErrorCode::output_failed,
          file.string() + " : la sauvegarde ne peut pas être écrite : " + std::strerror(errno)};
}

/// On disk before it gets its name, and never in the place of another file.
Result<Done> publish(const std::string& written, const std::filesystem::path& to) {
  const int descriptor = ::open(written.c_str(), O_RDONLY | O_CLOEXEC);
  const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (!flushed || ::link(written.c_str(), to.c_str()) != 0) {
    return not_written(to);
  }
  const int folder = ::open(to.has_parent_path() ? to.parent_path().c_str() : ".", O_RDONLY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  return Done{};
}

Result<Done> write_backup(Database& from, Database& to) {
  return from.read_snapshot<Done>([&] {
    const Result<Done> written = to.write<Done>(Repeat::unsafe, [&] {
      migrate_to(to, newest_schema());
      for (const std::string_view note : {kLedgerName, kLedgerKey}) {
        set_ledger_note(to, note, ledger_note(from, note));
      }
      copy_tables(from, to);
      const Ledger::Content::Head head = head_of(from);
      to.sql() << "UPDATE head SET last = :last, chain = :chain, erasures = :erasures", soci::use(head.last, "last"),
          soci::use(head.chain, "chain"), soci::use(head.erasures, "erasures");
      return Done{};
    });
    or_refuse(written);
    return Done{};
  });
}

/// What a backup says of itself.
struct Backup {
  int schema = 0;
  std::string name;
  std::string key_check;
};

Result<Backup> inspect(Database& backup, const std::filesystem::path& file) {
  Result<Backup> found = backup.read<Backup>([&] {
    Backup seen;
    seen.schema = schema_of(backup);
    if (seen.schema != 0) {
      seen.name = ledger_note(backup, kLedgerName);
      seen.key_check = ledger_note(backup, kLedgerKey);
    }
    return seen;
  });
  if (found && found->schema == 0) {
    return Error{ErrorCode::input_unusable, file.string() + " : ce n'est pas la sauvegarde d'un registre"};
  }
  if (found && found->schema > newest_schema()) {
    return in_context(file.string(), other_schema(found->schema));
  }
  return found;
}

/// The database that takes the backup in, with its tables, empty or allowed to be replaced.
Result<Database> open_target(const LedgerOptions& options, const Backup& backup, const LedgerKeys& keys, bool replace) {
  Result<Database> target = Database::open(options.database, Access::create);
  if (!target) {
    return target;
  }
  const Result<Done> ready = target->write<Done>(Repeat::safe, [&] {
    const int schema = schema_of(*target);
    if (schema != 0 && schema != newest_schema()) {
      throw Refused{other_schema(schema)};
    }
    if (schema != 0 && !replace &&
        target->number("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM subjects) +"
                       " (SELECT count(*) FROM issues)") != 0) {
      throw Refused{{ErrorCode::usage,
                     "registre : la base n'est pas vide ; pour la remplacer par la sauvegarde, "
                     "ajouter --replace"}};
    }
    migrate_to(*target, newest_schema());
    set_ledger_note(*target, kLedgerName, backup.name);
    set_ledger_note(*target, kLedgerKey, keys.check());
    return Done{};
  });
  if (!ready) {
    return ready.error();
  }
  return target;
}

}  // namespace

Result<Done> backup_ledger(const LedgerOptions& options, const std::filesystem::path& to) {
  std::error_code ignored;
  if (std::filesystem::exists(to, ignored)) {
    return Error{ErrorCode::usage, to.string() + " : ce fichier existe déjà ; choisir un autre nom"};
  }
  Result<std::unique_ptr<Ledger::Content>> content = Ledger::Content::open(options, Access::change);
  if (!content) {
    return content.error();
  }
  const std::string temporary = to.string() + "." + std::to_string(::getpid()) + ".part";
  const auto clean = [&] {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) {
      ::unlink((temporary + end).c_str());
    }
  };
  clean();
  Result<Done> done = Done{};
  {
    Result<Database> copy = Database::open(temporary, Access::create);
    done = copy ? write_backup((*content)->database, *copy) : copy.error();
    done = done ? copy->close_into_one_file() : std::move(done);
  }
  done = done ? publish(temporary, to) : std::move(done);
  clean();
  return done;
}

Result<Done> restore_ledger(const LedgerOptions& given, const std::filesystem::path& from, bool replace) {
  const Result<LedgerOptions> options = completed(given);
  if (!options) {
    return options.error();
  }
  if (from.string().find("://") != std::string::npos) {
    return Error{ErrorCode::usage, "une sauvegarde est un fichier, écrit par « passerelle ledger backup »"};
  }
  Result<Database> source = Database::open(from.string(), Access::look);
  if (!source) {
    return source.error();
  }
  const Result<Backup> backup = inspect(*source, from);
  if (!backup) {
    return backup.error();
  }
  const Result<LedgerKeys> keys = open_ledger_keys(options->key, false);
  if (!keys) {
    return keys.error();
  }
  if (backup->key_check != keys->check()) {
    return Error{ErrorCode::usage, options->key.string() + " : cette clé n'est pas celle de la sauvegarde"};
  }
  Result<Never> never = Never::open(options->never, backup->name, true);
  if (!never) {
    return never.error();
  }
  const bool never_was_lost = never->is_new();
  Result<Database> target = open_target(*options, *backup, *keys, replace);
  if (!target) {
    return target.error();
  }
  Ledger::Content content(*options, std::move(*target), *keys, std::move(*never));
  const Result<bool> alone = content.lock_sender();
  if (!alone || !*alone) {
    return alone ? Error{ErrorCode::usage,
                         "registre : des messages partent en ce moment ; arrêter « passerelle send », "
                         "puis recommencer"}
                 : alone.error();
  }
  Result<Done> done = content.write<Done>(Repeat::unsafe, [&] {
    for (auto table = ledger_tables().rbegin(); table != ledger_tables().rend(); ++table) {
      content.database.sql() << "DELETE FROM " + std::string(table->name);
    }
    const long long erasures = content.head.erasures;
    or_refuse(source->read_snapshot<Done>([&] {
      copy_tables(*source, content.database);
      content.head = head_of(*source);
      return Done{};
    }));
    // Other programs forget whom they knew.
    content.head.erasures = std::max(content.head.erasures, erasures) + 1;
    content.store_head();
    content.subjects.forget();
    content.replay_never(never_was_lost);
    return Done{};
  });
  done = done && never_was_lost ? content.rebuild_never() : std::move(done);
  content.unlock_sender();
  return done;
}

}  // namespace passerelle
