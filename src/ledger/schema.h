#pragma once

#include "base/result.h"
#include "ledger/database.h"

namespace passerelle {

/// The number of the newest schema this program knows.
int newest_schema();
/// The schema of the database, 0 when it holds no ledger. Inside `read` or `write`.
int schema_of(Database& database);
/// Brings the schema from what it is to `version`. Inside `write`.
void migrate_to(Database& database, int version);

/// A table of the ledger with its columns, in an order in which rows can be inserted.
struct Table {
  std::string_view name;
  std::vector<std::string_view> columns;
  std::string_view key;  ///< what its rows are ordered by
};
const std::vector<Table>& ledger_tables();
/// The table of this name.
const Table& ledger_table(std::string_view name);
/// Its columns as `for_each_row` reads them, each behind `prefix`.
std::string columns_of(const Table& table, std::string_view prefix = "");

/// What the ledger notes about itself under a name; empty when there is nothing. Inside `read` or `write`.
std::string ledger_note(Database& database, std::string_view name);
void set_ledger_note(Database& database, std::string_view name, std::string_view value);

}  // namespace passerelle
