#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/person.h"
#include "ledger/database.h"
#include "ledger/never.h"
#include "ledger/vault.h"

namespace passerelle {

/// A person as the ledger knows them: a random number in place of the id, and keys of theirs alone.
struct Subject {
  long long number = 0;
  PersonId person;
  SecretKey sealing;
  SecretKey hashing;
};

/// 16 hexadecimal digits.
std::string subject_digits(long long number);
/// What stands in the place of an erased person's id.
PersonId erased_name(long long number);
/// The number in such a name; 0 when it is none.
long long erased_number(const PersonId& name);
/// The subject as `Never` writes it.
std::string erasure_of(long long number);

/// People and their numbers, remembered between transactions as long as nobody is erased. All calls are made inside
/// `read` or `write`, the first of each being `begin`.
class Subjects {
 public:
  Subjects(Database& database, const LedgerKeys& keys, const Never& never)
      : database_(database), keys_(keys), never_(never) {}

  /// Forgets all when somebody was erased since; `erasures` counts them.
  void begin(long long erasures);
  void forget();

  /// Nothing for someone unknown or erased.
  const Subject* find(const PersonId& person);
  /// Nothing for an erased one.
  const Subject* find(long long number);
  /// Makes `find` quick for all of these.
  void load(std::span<const std::string> people);
  void load(const std::unordered_set<long long>& numbers);
  /// Gives a number and a key to each that has none yet.
  void create(const std::set<std::string>& people);
  const Subject& find_or_create(const PersonId& person);
  /// Makes room for an erased one that another ledger tells of.
  void create_erased(long long number);

 private:
  void load_where(const std::string& condition);

  Database& database_;
  const LedgerKeys& keys_;
  const Never& never_;
  long long erasures_ = -1;
  std::unordered_map<long long, std::optional<Subject>> by_number_;
  std::unordered_map<std::string, long long> by_person_;
};

}  // namespace passerelle
