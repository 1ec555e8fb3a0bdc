#include <map>

#include "ledger/content.h"
#include "ledger/outbox.h"
#include "ledger/schema.h"

namespace passerelle {
namespace {

std::map<std::string, std::uint64_t> counts(Database& database, const std::string& column, const std::string& table) {
  std::map<std::string, std::uint64_t> found;
  database.for_each_row("SELECT " + column + ", " + digits_of("count(*)") + " FROM " + table + " GROUP BY " + column, 2,
                        [&](std::span<const std::string> row) { found[row[0]] = std::stoull(row[1]); });
  return found;
}

/// A message to a référent belongs to no list, and the ledger holds nothing else about them.
const std::string kOfReferents = "subject IN (SELECT subject FROM outbox WHERE list = '')";

template <class Enum>
std::vector<std::pair<std::string, std::uint64_t>> in_order(const std::map<std::string, std::uint64_t>& found,
                                                            Enum last) {
  std::vector<std::pair<std::string, std::uint64_t>> all;
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    const std::string name(to_string(static_cast<Enum>(value)));
    const auto count = found.find(name);
    all.emplace_back(name, count == found.end() ? 0 : count->second);
  }
  return all;
}

std::uint64_t count_of(Database& database, const std::string& what) {
  return static_cast<std::uint64_t>(database.number("SELECT count(*) FROM " + what));
}

}  // namespace

Result<LedgerStatus> ledger_status(const LedgerOptions& given) {
  const Result<LedgerOptions> options = completed(given);
  if (!options) {
    return options.error();
  }
  Result<Database> database = Database::open(options->database, Access::change);
  if (!database) {
    return database.error();
  }
  return database->read_snapshot<LedgerStatus>([&] {
    LedgerStatus status;
    status.kind = database->kind() == DatabaseKind::sqlite ? "sqlite" : "postgresql";
    status.schema = schema_of(*database);
    status.newest_schema = newest_schema();
    if (status.schema != status.newest_schema) {
      return status;
    }
    status.referents = count_of(*database, "subjects WHERE wrapped <> '' AND " + kOfReferents);
    status.people = count_of(*database, "subjects WHERE wrapped <> ''") - status.referents;
    status.erased = count_of(*database, "subjects WHERE wrapped = ''");
    status.suppressed = count_of(*database, "suppressed");
    status.events = in_order(counts(*database, "type", "events WHERE NOT (" + kOfReferents + ")"), EventType::erased);
    status.messages = in_order(counts(*database, "state", "outbox WHERE list <> ''"), MessageState::cancelled);
    status.notices = in_order(counts(*database, "state", "outbox WHERE list = ''"), MessageState::cancelled);
    if (count_of(*database, "events") != 0) {
      status.last_event = instant_of(database->number("SELECT at FROM events ORDER BY number DESC LIMIT 1"));
    }
    return status;
  });
}

Result<int> migrate_ledger(const LedgerOptions& given) {
  const Result<LedgerOptions> options = completed(given);
  if (!options) {
    return options.error();
  }
  Result<Database> database = Database::open(options->database, Access::change);
  if (!database) {
    return database.error();
  }
  struct Before {
    int schema = 0;
    std::string name;
    std::string key_check;
  };
  const Result<Before> before = database->write<Before>(Repeat::safe, [&] {
    Before found;
    found.schema = schema_of(*database);
    if (found.schema == 0) {
      throw Refused{{ErrorCode::usage, "registre : cette base n'en contient pas"}};
    }
    if (found.schema > newest_schema()) {
      throw Refused{other_schema(found.schema)};
    }
    if (database->kind() == DatabaseKind::postgresql) {
      database->sql() << "LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE";  // of two that migrate, one waits
    }
    migrate_to(*database, newest_schema());
    found.name = ledger_note(*database, kLedgerName);
    found.key_check = ledger_note(*database, kLedgerKey);
    return found;
  });
  if (!before) {
    return before.error();
  }
  const Result<LedgerKeys> keys = open_ledger_keys(options->key, false);
  if (!keys) {
    return keys.error();
  }
  if (before->key_check != keys->check()) {
    return Error{ErrorCode::usage, options->key.string() + " : cette clé n'est pas celle du registre"};
  }
  Result<Never> never = Never::open(options->never, before->name, true);
  if (!never) {
    return never.error();
  }
  Ledger::Content content(*options, std::move(*database), *keys, std::move(*never));
  Result<Done> done = content.rebuild_never();
  // A message that a running sender holds is not touched.
  const Result<bool> alone = done ? content.lock_sender() : Result<bool>(false);
  if (alone && *alone) {
    done = content.write<Done>(Repeat::safe, [&] {
      content.replay_never(content.never.is_new());
      return Done{};
    });
    content.unlock_sender();
  }
  return done ? Result<int>(before->schema) : std::move(done).error();
}

}  // namespace passerelle
