#include "ledger/schema.h"

#include <algorithm>
#include <array>

namespace passerelle {
namespace {

/// Written once for both databases: SQLite says INTEGER for BIGINT and makes its tables STRICT; PostgreSQL compares
/// texts byte by byte, as SQLite does.
const std::vector<std::vector<std::string>>& migrations() {
  static const std::vector<std::vector<std::string>> all{
      {
          // About the ledger itself: schema, name, check of the key.
          "CREATE TABLE ledger (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
          // One row, which each writer holds: the last event, the end of the chain, how many were erased.
          "CREATE TABLE head (one BIGINT PRIMARY KEY, last BIGINT NOT NULL, chain TEXT NOT NULL,"
          " erasures BIGINT NOT NULL)",
          "INSERT INTO head (one, last, chain, erasures) VALUES (1, 1, '', 0)",
          // `person` is sealed under the key in `wrapped`; of an erased subject both are empty.
          "CREATE TABLE subjects (subject BIGINT PRIMARY KEY, person_hash TEXT NOT NULL UNIQUE, person TEXT NOT NULL,"
          " wrapped TEXT NOT NULL)",
          "CREATE TABLE kept (subject BIGINT NOT NULL REFERENCES subjects (subject), name TEXT NOT NULL,"
          " sealed TEXT NOT NULL, PRIMARY KEY (subject, name))",
          // `words_hash` is that of the row of `words`, which goes when its person is erased.
          "CREATE TABLE events (number BIGINT PRIMARY KEY, id_hash TEXT NOT NULL UNIQUE, content_hash TEXT NOT NULL,"
          " at BIGINT NOT NULL, by_kind TEXT NOT NULL, by_id TEXT NOT NULL, subject BIGINT NOT NULL,"
          " offer TEXT NOT NULL, list TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL,"
          " valid_until TEXT NOT NULL, words_hash TEXT NOT NULL, chain TEXT NOT NULL)",
          "CREATE INDEX events_by_subject ON events (subject)",
          "CREATE INDEX events_by_offer ON events (offer)",
          "CREATE INDEX events_by_list ON events (list)",
          "CREATE TABLE words (event BIGINT PRIMARY KEY REFERENCES events (number), subject BIGINT NOT NULL,"
          " sealed TEXT NOT NULL)",
          "CREATE INDEX words_by_subject ON words (subject)",
          "CREATE TABLE issues (name TEXT PRIMARY KEY, begun BIGINT NOT NULL, fingerprint TEXT NOT NULL,"
          " up_to BIGINT NOT NULL, finished BIGINT NOT NULL, offers_read BIGINT NOT NULL)",
          "CREATE TABLE offers (id TEXT PRIMARY KEY, siret TEXT NOT NULL, employer TEXT NOT NULL, place TEXT NOT NULL,"
          " title TEXT NOT NULL, rome TEXT NOT NULL)",
          "CREATE TABLE suppressed (address_hash TEXT PRIMARY KEY)",
      },
      {
          // `sealed` holds the content and the address; `sealed_reason` may quote a gateway, hence a number.
          "CREATE TABLE outbox (key TEXT PRIMARY KEY, subject BIGINT NOT NULL REFERENCES subjects (subject),"
          " issue TEXT NOT NULL, list TEXT NOT NULL, channel TEXT NOT NULL, sealed TEXT NOT NULL,"
          " address_hash TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, not_before BIGINT NOT NULL,"
          " updated BIGINT NOT NULL, leaves BIGINT NOT NULL, gateway_id TEXT NOT NULL, sealed_reason TEXT NOT NULL,"
          " is_unwanted BIGINT NOT NULL)",
          "CREATE INDEX outbox_by_time ON outbox (state, not_before, key)",
          "CREATE INDEX outbox_by_subject ON outbox (subject)",
          "CREATE INDEX outbox_by_address ON outbox (address_hash)",
          "CREATE TABLE outbox_offers (key TEXT NOT NULL REFERENCES outbox (key), position BIGINT NOT NULL,"
          " offer TEXT NOT NULL, PRIMARY KEY (key, position))",
          "CREATE INDEX outbox_by_offer ON outbox_offers (offer)",
      },
      {
          // Nothing asks often for the events of an offer or of a list: a history is read whole, or by person. Keeping
          // them in order cost most of a week's recording.
          "DROP INDEX events_by_offer",
          "DROP INDEX events_by_list",
      },
  };
  return all;
}

std::string with_types(DatabaseKind kind, std::string statement) {
  const auto replace_all = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = statement.find(from); at != std::string::npos; at = statement.find(from, at + to.size())) {
      statement.replace(at, from.size(), to);
    }
  };
  if (kind == DatabaseKind::sqlite) {
    replace_all(" BIGINT", " INTEGER");
    return statement.starts_with("CREATE TABLE") ? statement + " STRICT" : statement;
  }
  replace_all(" TEXT", " TEXT COLLATE \"C\"");
  return statement;
}

}  // namespace

int newest_schema() {
  return static_cast<int>(migrations().size());
}

int schema_of(Database& database) {
  if (!database.has_table("ledger")) {
    return 0;
  }
  const std::string text = ledger_note(database, "schema");
  return text.empty() ? 0 : std::stoi(text);
}

void migrate_to(Database& database, int version) {
  for (int next = schema_of(database) + 1; next <= version; ++next) {
    for (const std::string& statement : migrations().at(static_cast<std::size_t>(next - 1))) {
      database.sql() << with_types(database.kind(), statement);
    }
    set_ledger_note(database, "schema", std::to_string(next));
  }
}

const std::vector<Table>& ledger_tables() {
  static const std::vector<Table> tables{
      {"subjects", {"subject", "person_hash", "person", "wrapped"}, "subject"},
      {"kept", {"subject", "name", "sealed"}, "subject, name"},
      {"events",
       {"number", "id_hash", "content_hash", "at", "by_kind", "by_id", "subject", "offer", "list", "type", "value",
        "reason", "valid_until", "words_hash", "chain"},
       "number"},
      {"words", {"event", "subject", "sealed"}, "event"},
      {"issues", {"name", "begun", "fingerprint", "up_to", "finished", "offers_read"}, "name"},
      {"offers", {"id", "siret", "employer", "place", "title", "rome"}, "id"},
      {"suppressed", {"address_hash"}, "address_hash"},
      {"outbox",
       {"key", "subject", "issue", "list", "channel", "sealed", "address_hash", "state", "attempts", "not_before",
        "updated", "leaves", "gateway_id", "sealed_reason", "is_unwanted"},
       "key"},
      {"outbox_offers", {"key", "position", "offer"}, "key, position"},
  };
  return tables;
}

const Table& ledger_table(std::string_view name) {
  return *std::ranges::find(ledger_tables(), name, &Table::name);
}

std::string columns_of(const Table& table, std::string_view prefix) {
  constexpr std::array<std::string_view, 14> kNumbers{"subject", "number",   "at",          "event",    "begun",
                                                      "up_to",   "finished", "offers_read", "attempts", "not_before",
                                                      "updated", "leaves",   "is_unwanted", "position"};
  std::string list;
  for (const std::string_view column : table.columns) {
    const std::string full = std::string(prefix) + std::string(column);
    list += (list.empty() ? "" : ", ");
    list += std::ranges::find(kNumbers, column) == kNumbers.end() ? full : digits_of(full);
  }
  return list;
}

std::string ledger_note(Database& database, std::string_view name) {
  std::string value;
  const std::string wanted(name);
  database.sql() << "SELECT value FROM ledger WHERE name = :name", soci::use(wanted, "name"), soci::into(value);
  return database.sql().got_data() ? value : std::string();
}

void set_ledger_note(Database& database, std::string_view name, std::string_view value) {
  const std::string key(name);
  const std::string text(value);
  database.sql() << "DELETE FROM ledger WHERE name = :name", soci::use(key, "name");
  database.sql() << "INSERT INTO ledger (name, value) VALUES (:name, :value)", soci::use(key, "name"),
      soci::use(text, "value");
}

}  // namespace passerelle
