#include "ledger/database.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace passerelle {
namespace {

constexpr std::size_t kRowsAtOnce = 5000;
/// Most queries give one row: room for thousands would cost more than the query.
constexpr std::size_t kRowsFetched = 32;

bool is_postgresql(const std::string& name) {
  return name.starts_with("postgresql://") || name.starts_with("postgres://");
}

Error failure(std::string message) {
  return {ErrorCode::output_failed, "registre : " + std::move(message)};
}

PGconn* connection_of(soci::session& session) {
  auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
  return backend == nullptr ? nullptr : backend->conn_;
}

std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && text.back() == ' ') {
    text.pop_back();
  }
  return text;
}

/// What SQLite's result code means. Only the message of the database itself is told: the context that SOCI adds would
/// show the values.
std::string meaning(const soci::sqlite3_soci_error& error) {
  switch (error.result() & 0xff) {
    case 5:
    case 6:
      return "la base est occupée par un autre programme ; recommencer dans une minute";
    case 8:
      return "la base ne peut pas être écrite ; vérifier les droits du fichier et du dossier";
    case 10:
      return "le disque ne répond pas comme il faut ; est-il plein ? (" + in_one_line(error.get_error_message()) + ")";
    case 11:
    case 26:
      return "le fichier est abîmé ou n'est pas une base SQLite ; reprendre une sauvegarde avec « passerelle ledger "
             "restore »";
    case 13:
      return "le disque est plein ; rien n'a été changé. Libérer de la place, puis recommencer";
    case 14:
      return "la base ne peut pas être ouverte ; vérifier le chemin et les droits";
    default:
      return "la base a refusé : " + in_one_line(error.get_error_message());
  }
}

std::string meaning(const soci::postgresql_soci_error& error) {
  const std::string state = error.sqlstate();
  if (state == "53100") {
    return "le disque de PostgreSQL est plein ; rien n'a été changé. Libérer de la place, puis recommencer";
  }
  if (state == "55P03") {
    return "la base est occupée par un autre programme ; recommencer dans une minute";
  }
  if (state == "42501" || state.starts_with("28")) {
    return "PostgreSQL refuse l'accès ; vérifier l'utilisateur et ses droits";
  }
  return "la base a refusé : " + in_one_line(error.get_error_message());
}

std::string meaning(const soci::soci_error& error) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    return meaning(*sqlite);
  }
  if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
    return meaning(*postgresql);
  }
  return "la base a refusé : " + in_one_line(error.get_error_message());
}

/// The address as the `key=value` pairs that SOCI passes on untouched; a wrong one as it is, for libpq to complain.
std::string connection_words(const std::string& address) {
  PQconninfoOption* options = PQconninfoParse(address.c_str(), nullptr);
  if (options == nullptr) {
    return address;
  }
  std::string words = "application_name=passerelle";
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val != nullptr) {
      words += " " + std::string(option->keyword) + "='";
      for (const char byte : std::string_view(option->val)) {
        words += byte == '\'' || byte == '\\' ? std::string("\\") + byte : std::string(1, byte);
      }
      words += "'";
    }
  }
  PQconninfoFree(options);
  return words.find(" connect_timeout=") == std::string::npos ? words + " connect_timeout=10" : words;
}

/// An empty file readable by its owner only; SQLite gives its neighbours the same mode.
bool create_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  return descriptor >= 0;
}

void append_copy_text(std::string& line, std::string_view text) {
  for (const char byte : text) {
    switch (byte) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      default:
        line += byte;
    }
  }
}

/// COPY is ten times quicker than one statement per row.
void copy_rows(PGconn* connection, const std::string& command, std::span<const Column> columns) {
  const auto check = [&](bool good) {
    if (!good) {
      throw soci::soci_error(PQerrorMessage(connection));
    }
  };
  const auto end_of = [&](ExecStatusType expected) {
    PGresult* result = PQgetResult(connection);
    const bool good = PQresultStatus(result) == expected;
    const std::string state = PQresultErrorField(result, PG_DIAG_SQLSTATE) == nullptr
                                  ? std::string("     ")
                                  : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string message = PQresultErrorMessage(result);
    PQclear(result);
    while (PGresult* more = PQgetResult(connection)) {
      PQclear(more);
    }
    if (!good) {
      throw soci::postgresql_soci_error(message, state.c_str());
    }
  };
  PGresult* begun = PQexec(connection, command.c_str());
  const bool ready = PQresultStatus(begun) == PGRES_COPY_IN;
  PQclear(begun);
  check(ready);
  std::string lines;
  const std::size_t count = columns.front().values.size();
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      lines += column == 0 ? "" : "\t";
      append_copy_text(lines, columns[column].values[row]);
    }
    lines += '\n';
    if (lines.size() > (std::size_t{1} << 16U) || row + 1 == count) {
      check(PQputCopyData(connection, lines.data(), static_cast<int>(lines.size())) == 1);
      lines.clear();
    }
  }
  check(PQputCopyEnd(connection, nullptr) == 1);
  end_of(PGRES_COMMAND_OK);
}

}  // namespace

Result<Database> Database::open(const std::string& name, Access access) {
  const DatabaseKind kind = is_postgresql(name) ? DatabaseKind::postgresql : DatabaseKind::sqlite;
  if (name.empty()) {
    return Error{ErrorCode::usage,
                 "registre : aucune base n'est nommée ; écrire --ledger registre.db, ou la clé "
                 "« ledger.database » de la configuration"};
  }
  try {
    if (kind == DatabaseKind::postgresql) {
      Database database(kind, std::make_unique<soci::session>(soci::postgresql, connection_words(name)));
      database.prepare_session(access);
      return database;
    }
    std::error_code ignored;
    if (name.find('"') != std::string::npos) {
      return Error{ErrorCode::usage, "registre : le chemin de la base ne peut pas contenir de guillemet"};
    }
    if (!std::filesystem::exists(name, ignored)) {
      if (access != Access::create) {
        return Error{ErrorCode::usage, name + " : ce registre n'existe pas ; vérifier le chemin"};
      }
      if (!create_private(name)) {
        return failure(name + " ne peut pas être créé : " + std::strerror(errno));
      }
    }
    Database database(kind, std::make_unique<soci::session>(soci::sqlite3, "dbname=\"" + name + "\""));
    database.prepare_session(access);
    return database;
  } catch (const soci::soci_error& error) {
    return kind == DatabaseKind::postgresql
               ? failure(
                     "PostgreSQL ne répond pas ou refuse la liaison ; vérifier qu'il tourne, l'adresse et "
                     "l'utilisateur (" +
                     in_one_line(error.get_error_message()) + ")")
               : failure(name + " : " + meaning(error));
  }
}

void Database::prepare_session(Access access) {
  if (kind_ == DatabaseKind::postgresql) {
    PQsetNoticeProcessor(
        connection_of(*session_), [](void* /*unused*/, const char* /*message*/) {}, nullptr);
    *session_ << "SET client_encoding = 'UTF8'";
    *session_ << "SET synchronous_commit = on";
    *session_ << "SET lock_timeout = '30s'";
    return;
  }
  *session_ << "PRAGMA busy_timeout = 30000";
  if (access == Access::look) {
    *session_ << "PRAGMA query_only = ON";
    return;
  }
  *session_ << "PRAGMA journal_mode = WAL";
  *session_ << "PRAGMA synchronous = FULL";
  *session_ << "PRAGMA foreign_keys = ON";
  // 256 MiB, taken as needed: hashes are scattered, and a week of proposals touches every page of their index.
  *session_ << "PRAGMA cache_size = -262144";
  // What is erased is overwritten, not only unlinked.
  *session_ << "PRAGMA secure_delete = ON";
}

Result<Done> Database::close_into_one_file() {
  try {
    *session_ << "PRAGMA journal_mode = DELETE";
    session_->close();
    return Done{};
  } catch (const soci::soci_error& error) {
    return failure(meaning(error));
  }
}

void Database::forget_for_good() {
  try {
    if (kind_ == DatabaseKind::sqlite) {
      *session_ << "PRAGMA wal_checkpoint(TRUNCATE)";
    }
  } catch (const soci::soci_error&) {
    // Another program reads an old page: the next erasure, or the last to close the ledger, empties the log.
  }
}

void Database::begin(Mode mode) {
  if (mode == Mode::read) {
    return;
  }
  const bool sqlite = kind_ == DatabaseKind::sqlite;
  if (mode == Mode::write) {
    *session_ << (sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
  } else {
    *session_ << (sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
}

bool Database::is_lost(const soci::soci_error& error) {
  if (kind_ == DatabaseKind::sqlite) {
    return false;
  }
  PGconn* connection = connection_of(*session_);
  return connection == nullptr || PQstatus(connection) != CONNECTION_OK ||
         error.get_error_category() == soci::soci_error::connection_error;
}

std::optional<Error> Database::reopen() {
  try {
    session_->reconnect();
    prepare_session(Access::change);
  } catch (const soci::soci_error& error) {
    return failure("la liaison avec PostgreSQL est coupée et ne se rétablit pas (" +
                   in_one_line(error.get_error_message()) + ")");
  }
  if (on_reconnect_ && !on_reconnect_()) {
    return failure("la liaison avec PostgreSQL a été coupée, et un autre programme envoie maintenant");
  }
  return std::nullopt;
}

std::optional<Error> Database::run(Mode mode, Repeat repeat, const std::function<void()>& work) {
  const auto roll_back = [&] {
    try {
      if (mode != Mode::read) {
        *session_ << "ROLLBACK";
      }
    } catch (const soci::soci_error&) {
      // There is nothing left to undo: the transaction ended with its error, or with the connection.
    }
  };
  for (bool again = false;; again = true) {
    bool committing = false;
    try {
      begin(mode);
      work();
      committing = true;
      if (mode != Mode::read) {
        *session_ << "COMMIT";
      }
      return std::nullopt;
    } catch (const Refused& refused) {
      roll_back();
      return refused.error;
    } catch (const std::logic_error&) {
      roll_back();
      return failure("la base contient une valeur illisible ; « passerelle ledger verify » dit ce qui est abîmé");
    } catch (const soci::soci_error& error) {
      const bool lost = is_lost(error);
      roll_back();
      if (!lost) {
        return failure(meaning(error));
      }
      if (again || (committing && repeat == Repeat::unsafe)) {
        return failure(committing ? "la liaison avec PostgreSQL a été coupée au moment d'enregistrer : nul ne sait si "
                                    "c'est fait"
                                  : "la liaison avec PostgreSQL est coupée ; recommencer quand il répond");
      }
    }
    if (std::optional<Error> error = reopen()) {
      return error;
    }
  }
}

void Database::insert(std::string_view table, std::span<const Column> columns) {
  const std::size_t count = columns.empty() ? 0 : columns.front().values.size();
  if (count == 0) {
    return;
  }
  std::string names;
  std::string places;
  for (const Column& column : columns) {
    names += (names.empty() ? "" : ",") + std::string(column.name);
    places += (places.empty() ? ":" : ",:") + std::string(column.name);
  }
  const std::string target = std::string(table) + " (" + names + ")";
  if (kind_ == DatabaseKind::postgresql) {
    copy_rows(connection_of(*session_), "COPY " + target + " FROM STDIN", columns);
    return;
  }
  for (std::size_t from = 0; from < count; from += kRowsAtOnce) {
    const std::size_t until = std::min(count, from + kRowsAtOnce);
    std::vector<std::vector<std::string>> part;
    part.reserve(columns.size());
    soci::statement statement(*session_);
    for (const Column& column : columns) {
      part.emplace_back(column.values.begin() + static_cast<std::ptrdiff_t>(from),
                        column.values.begin() + static_cast<std::ptrdiff_t>(until));
      statement.exchange(soci::use(part.back(), std::string(column.name)));
    }
    statement.alloc();
    statement.prepare("INSERT INTO " + target + " VALUES (" + places + ")");
    statement.define_and_bind();
    statement.execute(true);
  }
}

long long Database::number(const std::string& query) {
  long long value = 0;
  soci::indicator there = soci::i_null;
  *session_ << query, soci::into(value, there);
  return session_->got_data() && there == soci::i_ok ? value : 0;
}

bool Database::has_table(const std::string& name) {
  return kind_ == DatabaseKind::sqlite
             ? number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = " + sql_text(name)) != 0
             : number("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass(" + sql_text(name) + ")") != 0;
}

void Database::for_each_row(const std::string& query, std::size_t count,
                            const std::function<void(std::span<const std::string>)>& visit) {
  std::vector<std::vector<std::string>> columns(count, std::vector<std::string>(kRowsFetched));
  soci::statement statement(*session_);
  for (std::vector<std::string>& column : columns) {
    statement.exchange(soci::into(column));
  }
  statement.alloc();
  statement.prepare(query);
  statement.define_and_bind();
  statement.execute();
  std::vector<std::string> row(count);
  while (statement.fetch()) {
    for (std::size_t index = 0; index < columns.front().size(); ++index) {
      for (std::size_t column = 0; column < count; ++column) {
        row[column] = std::move(columns[column][index]);
      }
      visit(row);
    }
    for (std::vector<std::string>& column : columns) {
      column.resize(kRowsFetched);
    }
  }
}

void Database::for_each_of_many(const std::string& query, std::size_t count,
                                const std::function<void(std::span<const std::string>)>& visit) {
  if (kind_ == DatabaseKind::sqlite) {
    for_each_row(query, count, visit);  // reads as it goes
    return;
  }
  *session_ << "DECLARE many NO SCROLL CURSOR FOR " + query;
  for (std::size_t rows = 1; rows != 0;) {
    rows = 0;
    for_each_row("FETCH " + std::to_string(kRowsAtOnce) + " FROM many", count, [&](std::span<const std::string> row) {
      ++rows;
      visit(row);
    });
  }
  *session_ << "CLOSE many";
}

std::string sql_text(std::string_view text) {
  std::string result = "'";
  for (const char byte : text) {
    result += byte;
    if (byte == '\'') {
      result += byte;
    }
  }
  return result + "'";
}

void for_each_chunk(std::span<const std::string> texts, const std::function<void(const std::string& list)>& visit) {
  constexpr std::size_t kAtOnce = 500;
  for (std::size_t from = 0; from < texts.size(); from += kAtOnce) {
    std::string list;
    for (const std::string& text : texts.subspan(from, std::min(kAtOnce, texts.size() - from))) {
      list += (list.empty() ? "" : ",") + sql_text(text);
    }
    visit(list);
  }
}

}  // namespace passerelle
