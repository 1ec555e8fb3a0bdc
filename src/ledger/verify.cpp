#include <algorithm>
#include <map>

#include "ledger/content.h"
#include "ledger/outbox_rows.h"
#include "ledger/schema.h"

namespace passerelle {
namespace {

/// More than these are counted, not told one by one.
constexpr std::size_t kMostTold = 50;

/// Reads a whole ledger and notes what is wrong, instead of stopping at the first.
class Verifier {
 public:
  explicit Verifier(Ledger::Content& content) : content_(content) {}

  std::vector<std::string> run() {
    content_.subjects.forget();
    check_database();
    check_people();
    check_events();
    check_words();
    check_kept();
    check_outbox();
    check_never();
    if (problems_ > told_.size()) {
      told_.push_back("… et " + std::to_string(problems_ - told_.size()) + " autres");
    }
    return std::move(told_);
  }

 private:
  void wrong(std::string what) {
    ++problems_;
    if (told_.size() < kMostTold) {
      told_.push_back(std::move(what));
    }
  }

  void check_database() {
    if (content_.database.kind() != DatabaseKind::sqlite) {
      return;
    }
    content_.database.for_each_row("SELECT integrity_check FROM pragma_integrity_check", 1,
                                   [&](std::span<const std::string> row) {
                                     if (row[0] != "ok") {
                                       wrong("la base est abîmée : " + row[0]);
                                     }
                                   });
    if (content_.database.number("SELECT count(*) FROM pragma_foreign_key_check") != 0) {
      wrong("des lignes parlent de personnes ou de messages qui n'existent pas");
    }
  }

  /// The key of each subject, none for the erased.
  void check_people() {
    content_.database.for_each_of_many(
        "SELECT " + digits_of("subject") + ", person_hash, person, wrapped FROM subjects ORDER BY subject", 4,
        [&](std::span<const std::string> row) {
          const long long number = std::stoll(row[0]);
          if (row[3].empty()) {
            people_[number] = std::nullopt;
            return;
          }
          const auto key = unseal(content_.keys.wrapping, row[0], row[3]);
          if (!key || key->size() != SecretKey::kSize) {
            wrong("personne n° " + subject_digits(number) + " : sa clé ne s'ouvre pas");
            return;
          }
          SecretKey opened;
          std::copy(key->begin(), key->end(), reinterpret_cast<char*>(opened.data()));
          const auto person = unseal(opened, "person " + row[0], row[2]);
          if (!person || keyed_hash(content_.keys.lookup, "person " + *person) != row[1]) {
            wrong("personne n° " + subject_digits(number) + " : son identifiant est abîmé");
          }
          people_[number] = opened;
        });
  }

  void check_events() {
    long long last = 1;
    std::string chain;
    const Table& table = ledger_table("events");
    content_.database.for_each_of_many(
        "SELECT " + columns_of(table) + " FROM events ORDER BY number", table.columns.size(),
        [&](std::span<const std::string> row) {
          const long long number = std::stoll(row[0]);
          if (number != last + 1) {
            wrong("il manque " + std::to_string(number - last - 1) + " événement(s) avant le n° " + row[0]);
          } else if (chain_after(content_.keys, chain, row) != row.back()) {
            wrong("l'événement n° " + row[0] + " a été changé, déplacé ou ajouté à la main");
          }
          if (const long long subject = std::stoll(row[6]); subject != 0 && !people_.contains(subject)) {
            wrong("l'événement n° " + row[0] + " parle d'une personne qui n'existe pas");
          }
          last = number;
          chain = row.back();
        });
    content_.database.sql() << "SELECT last, chain, erasures FROM head", soci::into(content_.head.last),
        soci::into(content_.head.chain), soci::into(content_.head.erasures);
    if (content_.head.last != last || content_.head.chain != chain) {
      wrong("il manque des événements à la fin : le dernier devrait être le n° " + std::to_string(content_.head.last));
    }
  }

  /// Sealed words are as they were written, and there unless their person is erased.
  void check_words() {
    content_.database.for_each_of_many(
        "SELECT " + digits_of("e.number") + ", " + digits_of("e.subject") +
            ", e.words_hash, COALESCE(w.sealed, '') FROM events e LEFT JOIN words w ON w.event = e.number"
            " WHERE e.words_hash <> '' OR w.sealed <> '' ORDER BY e.number",
        4, [&](std::span<const std::string> row) {
          const long long subject = std::stoll(row[1]);
          const auto person = people_.find(subject);
          const bool is_erased = subject != 0 && person != people_.end() && !person->second;
          const std::string name = "les mots de l'événement n° " + row[0];
          if (is_erased) {
            if (!row[3].empty()) {
              wrong(name + " sont encore là, alors que la personne est effacée");
            }
          } else if (row[3].empty()) {
            wrong(name + " manquent");
          } else if (plain_hash(row[3]) != row[2]) {
            wrong(name + " ont été changés");
          } else if (subject == 0 || (person != people_.end() && person->second)) {
            const SecretKey& key = subject == 0 ? content_.keys.common : *person->second;
            check_sealed(key, "event " + row[0], row[3], name);
          }
        });
  }

  void check_kept() {
    content_.database.for_each_of_many(
        "SELECT " + digits_of("subject") + ", name, sealed FROM kept ORDER BY subject, name", 3,
        [&](std::span<const std::string> row) {
          check_of_person(std::stoll(row[0]), "kept " + row[0] + ' ' + row[1], row[2], "« " + row[1] + " »");
        });
  }

  void check_outbox() {
    content_.database.for_each_of_many(
        "SELECT " + digits_of("subject") + ", key, sealed, sealed_reason, state FROM outbox ORDER BY key", 5,
        [&](std::span<const std::string> row) {
          const long long subject = std::stoll(row[0]);
          check_of_person(subject, "message " + row[1], row[2], "le message " + row[1]);
          if (!row[3].empty()) {
            check_of_person(subject, "reason " + row[1], row[3], "la raison du message " + row[1]);
          }
          if (!parse_message_state(row[4])) {
            wrong("le message " + row[1] + " est dans un état inconnu");
          }
        });
  }

  void check_never() {
    for (const auto& [number, key] : people_) {
      if (key && content_.never.is_erased(erasure_of(number))) {
        wrong("une personne effacée est encore là ; « passerelle ledger migrate » l'efface de nouveau");
      }
    }
    for (const std::string& hash : content_.never.stopped()) {
      if (content_.database.number("SELECT count(*) FROM suppressed WHERE address_hash = " + sql_text(hash)) == 0) {
        wrong("un STOP n'est pas dans la base ; « passerelle ledger migrate » l'y remet");
      }
    }
  }

  void check_of_person(long long subject, const std::string& context, const std::string& sealed,
                       const std::string& name) {
    const auto person = people_.find(subject);
    if (person == people_.end() || !person->second) {
      wrong(name + " est d'une personne effacée ou inconnue");
      return;
    }
    check_sealed(*person->second, context, sealed, name);
  }

  void check_sealed(const SecretKey& key, const std::string& context, const std::string& sealed,
                    const std::string& name) {
    if (!unseal(key, context, sealed)) {
      wrong(name + " : ne se déchiffre pas");
    }
  }

  Ledger::Content& content_;
  std::map<long long, std::optional<SecretKey>> people_;
  std::vector<std::string> told_;
  std::size_t problems_ = 0;
};

}  // namespace

Result<std::vector<std::string>> verify_ledger(const LedgerOptions& options) {
  Result<std::unique_ptr<Ledger::Content>> content = Ledger::Content::open(options, Access::change);
  if (!content) {
    return content.error();
  }
  return (*content)->database.read_snapshot<std::vector<std::string>>([&] { return Verifier(**content).run(); });
}

}  // namespace passerelle
