#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/event.h"

namespace passerelle {

struct LedgerOptions {
  /// A SQLite file (a path), or `postgresql://user@host/database`.
  std::string database;
  /// What must never be undone: STOP, erasures, messages given to a gateway. Append-only, outside backups. Empty:
  /// beside a SQLite file, under its name with `.never`; a PostgreSQL ledger must name one.
  std::filesystem::path never;
  /// The secret that wraps every person's key, made at creation (0600), outside backups. Empty: beside `never`, `.key`.
  std::filesystem::path key;
};

/// Which events to read; empty fields let all through.
struct EventFilter {
  PersonId person;
  OfferId offer;
  std::string list;
  std::vector<EventType> types;
  std::optional<Instant> since;
  /// Only events recorded up to this number; 0: all.
  std::uint64_t up_to = 0;
};

/// What was proposed, decided, sent and answered, in SQLite or PostgreSQL. Events are only added. What is personal (a
/// contact, the words of a note, the text of a message, even the person's id) is kept apart, encrypted under a key of
/// that person alone: `erase` destroys the key, and the history stays countable with nobody in it.
/// One object per thread; several processes may hold one ledger.
class Ledger {
 public:
  /// Opens the ledger, created when it is not there. Errors: a schema of another version (says which command mends it),
  /// a database that does not answer, a key that is not the ledger's.
  static Result<Ledger> open(const LedgerOptions& options);
  /// Opens a ledger to read it: nothing is created or changed. Errors: as for `open`, and a database that holds none.
  static Result<Ledger> open_existing(const LedgerOptions& options);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  // Events.

  /// Adds the events whose id is not there yet, all or none; gives how many were new. Error: an id that is there with
  /// another content.
  Result<std::size_t> append(std::span<const Event> events);
  /// Hands over the events in the order they were recorded; `visit` returns false to stop. Of an erased person,
  /// `person` is a name without meaning (`erased-…`), always the same, and free words are gone.
  Result<Done> for_each_event(const EventFilter& filter, const std::function<bool(const Event&)>& visit);

  // Issues.

  struct Issue {
    std::string name;         ///< `2026-W48-1`
    std::string fingerprint;  ///< of everything its lists are made from
    std::uint64_t up_to = 0;  ///< events recorded later do not count for its lists
    bool is_new = false;
    bool is_finished = false;       ///< its lists are written and recorded
    std::uint64_t offers_read = 0;  ///< told by `finish_issue`: the next night compares its feed with it
  };
  /// Opens an issue: the first time fixes which events count for it; later ones give the same number again, so that
  /// an issue made again is the same.
  Result<Issue> begin_issue(const std::string& name, const std::string& fingerprint);
  /// `fingerprint`: that of the lists as they were written in the end, when it is not the first one.
  Result<Done> finish_issue(const std::string& name, std::uint64_t offers_read, const std::string& fingerprint = {});
  /// Issues in the order they were begun.
  Result<std::vector<Issue>> issues();

  // Offers that were proposed.

  /// What stays known of an offer once it has left the feed.
  struct OfferFacts {
    OfferId id;
    std::string siret;
    std::string employer;  ///< as written
    std::string place;     ///< INSEE code, else the label
    std::string title;
    std::string rome;  ///< the occupation it was understood as

    bool operator==(const OfferFacts&) const = default;
  };
  /// Keeps the facts, the newest word on each offer.
  Result<Done> remember(std::span<const OfferFacts> offers);
  /// In the order of ids; those asked for that are known, or all when none is named.
  Result<std::vector<OfferFacts>> offers(std::span<const OfferId> ids);

  // What is personal.

  /// Keeps a text about the person under a name (`contact`), in place of the one before.
  Result<Done> keep(const PersonId& person, std::string_view name, std::string_view text);
  struct Kept {
    PersonId person;
    std::string text;
  };
  /// The same for many people, each once, in one transaction: all or none.
  Result<Done> keep(std::string_view name, std::span<const Kept> texts);
  /// Nothing when there is none, or when the person is erased.
  Result<std::optional<std::string>> kept(const PersonId& person, std::string_view name);
  /// Everybody the ledger knows of and who is not erased, in the order of ids.
  Result<std::vector<PersonId>> people();
  /// Destroys the person's key and id, their kept texts and the messages that wait. Told again, it changes nothing. An
  /// `erased` event stays. The person's contact addresses are suppressed for good when `addresses` names them.
  Result<Done> erase(const PersonId& person, const Author& by, std::span<const std::string> addresses);

  // What must never be undone.

  /// No message ever leaves for this address again (`+33…` or an e-mail address, compared without case).
  Result<Done> suppress(std::string_view address);
  Result<bool> is_suppressed(std::string_view address);

  /// For `Outbox`, which shares the connection.
  struct Content;
  [[nodiscard]] Content& content() { return *content_; }

 private:
  explicit Ledger(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

/// What `passerelle ledger status` tells.
struct LedgerStatus {
  std::string kind;  ///< `sqlite` or `postgresql`
  int schema = 0;
  int newest_schema = 0;  ///< of this program
  std::uint64_t people = 0;
  std::uint64_t referents = 0;  ///< who were told of lists to review; they are not among the people
  std::uint64_t erased = 0;
  std::vector<std::pair<std::string, std::uint64_t>> events;    ///< by type, in the order of EventType, none left
                                                                ///< out; those of notices are not counted
  std::vector<std::pair<std::string, std::uint64_t>> messages;  ///< to people, by state
  std::vector<std::pair<std::string, std::uint64_t>> notices;   ///< to référents, by state
  std::uint64_t suppressed = 0;
  std::optional<Instant> last_event;
};
Result<LedgerStatus> ledger_status(const LedgerOptions& options);
/// Brings an older schema up to date, in one transaction; gives its version before.
Result<int> migrate_ledger(const LedgerOptions& options);
/// Writes the whole ledger into one new file, consistent while others write. Neither the key nor `never` is in it.
Result<Done> backup_ledger(const LedgerOptions& options, const std::filesystem::path& to);
/// Puts a backup in the place of the ledger, then replays `never`: who said STOP stays so, who was erased stays erased,
/// what was given to a gateway since is not given again. Errors: the ledger is in use, or not empty unless `replace`.
Result<Done> restore_ledger(const LedgerOptions& options, const std::filesystem::path& from, bool replace);
/// Reads everything: the database's own check, every chain, every ciphertext. Gives what is wrong, in French; empty
/// when all is well.
Result<std::vector<std::string>> verify_ledger(const LedgerOptions& options);

}  // namespace passerelle
