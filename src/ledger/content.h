#pragma once

#include <functional>
#include <string>

#include "ledger/database.h"
#include "ledger/ledger.h"
#include "ledger/never.h"
#include "ledger/subjects.h"
#include "ledger/vault.h"

namespace passerelle {

/// What an open ledger holds, shared by `Ledger`, `Outbox` and the care of the database.
struct Ledger::Content {
  LedgerOptions options;  ///< every path filled in
  Database database;
  LedgerKeys keys;
  Never never;
  Subjects subjects;
  int sender_lock = -1;  ///< of a SQLite ledger's sender
  bool is_sender = false;

  /// The row that each writer holds while it writes.
  struct Head {
    long long last = 0;  ///< number of the last event
    std::string chain;
    long long erasures = 0;
  } head;

  Content(LedgerOptions where, Database opened, const LedgerKeys& secret, Never undone);
  ~Content();
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;

  /// Opens what the options name, made when it is not there only with `Access::create`. `ledger` and its key must
  /// agree.
  static Result<std::unique_ptr<Content>> open(const LedgerOptions& options, Access access);
  /// Makes true in the database what `never` says; `never_was_lost`: any message that waits may have left already.
  /// Inside `write`.
  void replay_never(bool never_was_lost);
  /// Writes into `never` what the database knows and it does not: it was lost, or is of an older copy.
  Result<Done> rebuild_never();

  template <class T>
  Result<T> read(const std::function<T()>& work) {
    Result<T> result = database.read<T>([&] {
      begin(false);
      return work();
    });
    return ended(std::move(result));
  }
  template <class T>
  Result<T> write(Repeat repeat, const std::function<T()>& work) {
    Result<T> result = database.write<T>(repeat, [&] {
      begin(true);
      return work();
    });
    return ended(std::move(result));
  }

  /// The right to send, of one process at a time; false: another has it.
  Result<bool> lock_sender();
  void unlock_sender();

  // Inside `write`.

  std::size_t append(std::span<const Event> events);
  /// Moves the end of the chain on.
  void store_head();
  /// No message leaves for the address with this hash.
  void suppress(const std::string& hash);
  /// Destroys the subject's key and all that it opened; the events stay.
  void forget_person(long long number);

 private:
  void begin(bool to_write);
  /// What a failed transaction seemed to create is not there.
  template <class T>
  Result<T> ended(Result<T> result) {
    if (!result) {
      subjects.forget();
    }
    is_running_ = false;
    return result;
  }

  bool is_running_ = false;
};

/// Notes of a ledger about itself.
inline constexpr std::string_view kLedgerName = "name";
inline constexpr std::string_view kLedgerKey = "key";

/// Says what to do about a schema that is not this program's.
Error other_schema(int found);
/// The options with the paths that were left empty. Error: a PostgreSQL ledger that names no `never`.
Result<LedgerOptions> completed(const LedgerOptions& options);
/// The keyed hash by which an address is known, without case or spaces; empty when there is no address.
std::string address_hash(const LedgerKeys& keys, std::string_view address);
/// One row of `events` as its columns in the order of `ledger_tables()`, the chain left out: what the chain holds.
std::string chain_after(const LedgerKeys& keys, const std::string& previous, std::span<const std::string> row);
/// Seconds since 1970.
long long seconds_of(Instant instant);
Instant instant_of(long long seconds);

/// Throws `Refused` when the text cannot stand in both databases.
void require_text(std::string_view text, std::string_view what);

/// Several texts as one, and back; nothing when it is no such text.
std::string packed(std::span<const std::string> texts);
std::optional<std::vector<std::string>> unpacked(std::string_view text);

/// Takes a database error out of a `Never`: thrown, so that the transaction is undone.
inline void or_refuse(Result<Done> done) {
  if (!done) {
    throw Refused{std::move(done).error()};
  }
}

}  // namespace passerelle
