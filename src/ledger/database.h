#pragma once

#include <soci/soci.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace passerelle {

enum class DatabaseKind { sqlite, postgresql };

/// Thrown inside a transaction to undo it and give this error; caught by `Database`, never seen outside of the ledger.
struct Refused {
  Error error;
};

/// Whether a transaction may be made again when nobody can tell whether its commit arrived.
enum class Repeat { safe, unsafe };

/// What a database is opened for.
enum class Access {
  create,  ///< made when it is not there (SQLite only)
  change,
  look,  ///< nothing is made or changed
};

/// One column of rows to insert; numbers are written in digits.
struct Column {
  std::string_view name;
  std::vector<std::string> values;
};

/// One connection to SQLite or PostgreSQL. SOCI throws; this catches, so that an error leaves as a `Result` in French.
class Database {
 public:
  /// `postgresql://…` or a SQLite file. Errors: it is not there, it does not answer.
  static Result<Database> open(const std::string& name, Access access);

  [[nodiscard]] DatabaseKind kind() const { return kind_; }
  /// For statements inside `read` and `write`.
  soci::session& sql() { return *session_; }

  /// Runs statements that change nothing; once more on a fresh connection when the old one was lost.
  template <class T>
  Result<T> read(const std::function<T()>& work) {
    return attempt<T>(Mode::read, Repeat::safe, work);
  }
  /// The same, all from one moment of the database.
  template <class T>
  Result<T> read_snapshot(const std::function<T()>& work) {
    return attempt<T>(Mode::snapshot, Repeat::safe, work);
  }
  /// Runs the work as one transaction, all or nothing; one writer at a time. Made once more on a fresh connection when
  /// the old one was lost before the commit, or even then when `repeat` says it does no harm.
  template <class T>
  Result<T> write(Repeat repeat, const std::function<T()>& work) {
    return attempt<T>(Mode::write, repeat, work);
  }

  /// Called each time a lost connection is replaced; false: the work must not go on.
  void on_reconnect(std::function<bool()> told) { on_reconnect_ = std::move(told); }

  /// Puts all of a SQLite database into its one file. Call last.
  Result<Done> close_into_one_file();
  /// After an erasure: SQLite's log of old pages is emptied. What cannot be done now happens at the next one.
  void forget_for_good();

  // Inside `read` and `write`.

  /// Inserts many rows quickly. Columns are equally long, their texts UTF-8 without NUL.
  void insert(std::string_view table, std::span<const Column> columns);
  /// One number, 0 when there is no row.
  long long number(const std::string& query);
  [[nodiscard]] bool has_table(const std::string& name);

  /// Runs `query` and hands over each row as texts, in `count` columns, none of them NULL. Numbers are asked for by
  /// `digits_of`: SOCI would cut those of SQLite to 32 bits.
  void for_each_row(const std::string& query, std::size_t count,
                    const std::function<void(std::span<const std::string>)>& visit);
  /// The same for any number of rows, never all in memory; inside `write` or `read_snapshot`.
  void for_each_of_many(const std::string& query, std::size_t count,
                        const std::function<void(std::span<const std::string>)>& visit);

 private:
  enum class Mode { read, snapshot, write };

  Database(DatabaseKind kind, std::unique_ptr<soci::session> session) : kind_(kind), session_(std::move(session)) {}

  template <class T>
  Result<T> attempt(Mode mode, Repeat repeat, const std::function<T()>& work) {
    std::optional<T> value;
    std::optional<Error> error = run(mode, repeat, [&] { value.emplace(work()); });
    if (error) {
      return std::move(*error);
    }
    return std::move(*value);
  }
  std::optional<Error> run(Mode mode, Repeat repeat, const std::function<void()>& work);
  void begin(Mode mode);
  void prepare_session(Access access);
  [[nodiscard]] bool is_lost(const soci::soci_error& error);
  std::optional<Error> reopen();

  DatabaseKind kind_;
  std::unique_ptr<soci::session> session_;
  std::function<bool()> on_reconnect_;
};

/// In SQL, among what is selected: the digits of a number, as a text. It has a name of its own, for PostgreSQL would
/// otherwise let ORDER BY mean the digits.
inline std::string digits_of(std::string_view column) {
  return "CAST(" + std::string(column) + " AS TEXT) AS digits";
}
/// A text between the quotes of SQL, for lists of values that cannot be bound one by one.
std::string sql_text(std::string_view text);
/// Calls `visit` with `'a','b',…` for up to 500 of the texts at a time.
void for_each_chunk(std::span<const std::string> texts, const std::function<void(const std::string& list)>& visit);

}  // namespace passerelle
