#include "ledger/content.h"

#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "ledger/schema.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

/// Makes the ledger when it is not there; throws when it is of another schema.
void prepare(Database& database, const LedgerKeys& keys) {
  migrate_to(database, newest_schema());
  set_ledger_note(database, kLedgerName, subject_digits(random_number()) + subject_digits(random_number()));
  set_ledger_note(database, kLedgerKey, keys.check());
}

}  // namespace

Error other_schema(int found) {
  return {ErrorCode::usage,
          found > newest_schema()
              ? "registre : la base est d'une version plus récente que ce programme ; le mettre à jour"
              : "registre : la base est d'une version plus ancienne ; lancer « passerelle ledger migrate », après une "
                "sauvegarde"};
}

long long seconds_of(Instant instant) {
  return instant.time_since_epoch().count();
}
Instant instant_of(long long seconds) {
  return Instant(std::chrono::seconds(seconds));
}

void require_text(std::string_view text, std::string_view what) {
  if (text.find('\0') != std::string_view::npos || !is_utf8(text)) {
    throw Refused{{ErrorCode::input_unusable, "registre : « " + std::string(what) + " » n'est pas un texte en UTF-8"}};
  }
}

std::string packed(std::span<const std::string> texts) {
  std::string result;
  for (const std::string& text : texts) {
    result += std::to_string(text.size());
    result += ':';
    result += text;
  }
  return result;
}

std::optional<std::vector<std::string>> unpacked(std::string_view text) {
  std::vector<std::string> texts;
  while (!text.empty()) {
    std::size_t size = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), size);
    const auto used = static_cast<std::size_t>(end - text.data());
    if (problem != std::errc{} || used >= text.size() || *end != ':' || size > text.size() - used - 1) {
      return std::nullopt;
    }
    texts.emplace_back(text.substr(used + 1, size));
    text.remove_prefix(used + 1 + size);
  }
  return texts;
}

std::string address_hash(const LedgerKeys& keys, std::string_view address) {
  std::string plain;
  for (const char byte : address) {
    if (std::isspace(static_cast<unsigned char>(byte)) == 0) {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
    }
  }
  return plain.empty() ? plain : keyed_hash(keys.lookup, "address " + plain);
}

Result<LedgerOptions> completed(const LedgerOptions& options) {
  LedgerOptions full = options;
  const bool is_file = options.database.find("://") == std::string::npos;
  if (full.never.empty() && !is_file) {
    return Error{ErrorCode::usage,
                 "registre : avec PostgreSQL, dire où garder ce qui ne doit jamais être défait (STOP, effacements, "
                 "envois) : --never FICHIER, ou la clé « ledger.never » de la configuration"};
  }
  if (full.never.empty()) {
    full.never = options.database + ".never";
  }
  if (full.key.empty()) {
    full.key = is_file && options.never.empty() ? options.database + ".key" : full.never.string() + ".key";
  }
  return full;
}

Ledger::Content::Content(LedgerOptions where, Database opened, const LedgerKeys& secret, Never undone)
    : options(std::move(where)),
      database(std::move(opened)),
      keys(secret),
      never(std::move(undone)),
      subjects(database, keys, never) {}

Ledger::Content::~Content() {
  if (sender_lock >= 0) {
    ::close(sender_lock);
  }
}

Result<std::unique_ptr<Ledger::Content>> Ledger::Content::open(const LedgerOptions& given, Access access) {
  Result<LedgerOptions> options = completed(given);
  if (!options) {
    return options.error();
  }
  Result<Database> database = Database::open(options->database, access);
  if (!database) {
    return database.error();
  }
  Result<int> schema = database->read<int>([&] { return schema_of(*database); });
  if (!schema) {
    return schema.error();
  }
  if ((*schema == 0 && access != Access::create) || (*schema != 0 && *schema != newest_schema())) {
    return *schema == 0 ? Error{ErrorCode::usage, "registre : cette base n'en contient pas"} : other_schema(*schema);
  }
  const bool is_fresh = *schema == 0;
  Result<LedgerKeys> keys = open_ledger_keys(options->key, is_fresh);
  if (!keys) {
    return keys.error();
  }
  struct Names {
    std::string name;
    std::string key_check;
    bool is_blank = false;  ///< nothing has happened: `never` may still have to be made
  };
  const std::function<Names()> names = [&] {
    const long long known =
        database->number("SELECT (SELECT count(*) FROM subjects) + (SELECT count(*) FROM suppressed)");
    return Names{ledger_note(*database, kLedgerName), ledger_note(*database, kLedgerKey), known == 0};
  };
  Result<Names> found = !is_fresh ? database->read<Names>(names) : database->write<Names>(Repeat::safe, [&] {
    if (database->kind() == DatabaseKind::postgresql) {
      database->sql() << "SELECT pg_advisory_xact_lock(7013021)";  // of two that begin it at once, one waits
    }
    if (schema_of(*database) == 0) {
      prepare(*database, *keys);
    }
    return names();
  });
  if (!found) {
    return found.error();
  }
  if (found->key_check != keys->check()) {
    return Error{ErrorCode::usage, options->key.string() +
                                       " : cette clé n'est pas celle du registre ; remettre la "
                                       "bonne, sans elle rien de personnel ne peut être lu"};
  }
  Result<Never> never = Never::open(options->never, found->name, found->is_blank && access != Access::look);
  if (!never) {
    return never.error();
  }
  return std::make_unique<Content>(std::move(*options), std::move(*database), *keys, std::move(*never));
}

void Ledger::Content::begin(bool to_write) {
  if (is_running_) {
    subjects.forget();  // the same work again, after a lost connection
  }
  is_running_ = true;
  const bool hold = to_write && database.kind() == DatabaseKind::postgresql;
  database.sql() << std::string("SELECT last, chain, erasures FROM head") + (hold ? " FOR UPDATE" : ""),
      soci::into(head.last), soci::into(head.chain), soci::into(head.erasures);
  or_refuse(never.refresh());
  subjects.begin(head.erasures);
}

void Ledger::Content::store_head() {
  database.sql() << "UPDATE head SET last = :last, chain = :chain, erasures = :erasures", soci::use(head.last, "last"),
      soci::use(head.chain, "chain"), soci::use(head.erasures, "erasures");
}

}  // namespace passerelle
