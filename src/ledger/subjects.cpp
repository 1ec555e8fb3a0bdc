#include "ledger/subjects.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace passerelle {
namespace {

constexpr unsigned kHashing = 1;

Subject subject_of(long long number, const PersonId& person, const SecretKey& key) {
  return {number, person, key, key.derived(kHashing)};
}

std::string text_of(const SecretKey& key) {
  return {reinterpret_cast<const char*>(key.data()), SecretKey::kSize};
}

}  // namespace

std::string subject_digits(long long number) {
  std::array<char, 20> text{};
  const int length = std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
  return {text.data(), static_cast<std::size_t>(length)};
}

PersonId erased_name(long long number) {
  return PersonId("erased-" + subject_digits(number));
}

long long erased_number(const PersonId& name) {
  constexpr std::string_view kPrefix = "erased-";
  constexpr std::size_t kDigits = 16;
  const std::string_view text = name.value();
  long long number = 0;
  if (!text.starts_with(kPrefix) || text.size() != kPrefix.size() + kDigits) {
    return 0;
  }
  const auto [end, problem] = std::from_chars(text.data() + kPrefix.size(), text.data() + text.size(), number, 16);
  return problem == std::errc{} && end == text.data() + text.size() && number > 0 ? number : 0;
}

std::string erasure_of(long long number) {
  return std::string(16, '0') + subject_digits(number);
}

void Subjects::begin(long long erasures) {
  if (erasures != erasures_) {
    forget();
    erasures_ = erasures;
  }
}

void Subjects::forget() {
  by_number_.clear();
  by_person_.clear();
  erasures_ = -1;
}

void Subjects::load_where(const std::string& condition) {
  database_.for_each_row(
      "SELECT " + digits_of("subject") + ", person, wrapped FROM subjects WHERE " + condition, 3,
      [&](std::span<const std::string> row) {
        const long long number = std::stoll(row[0]);
        std::optional<Subject>& known = by_number_[number];
        known.reset();
        // A copy of the database put back by hand revives nobody.
        if (row[2].empty() || never_.is_erased(erasure_of(number))) {
          return;
        }
        const std::optional<std::string> key = unseal(keys_.wrapping, row[0], row[2]);
        if (!key || key->size() != SecretKey::kSize) {
          throw Refused{{ErrorCode::usage,
                         "registre : la clé d'une personne ne s'ouvre pas avec celle du registre ; "
                         "« passerelle ledger verify » dit ce qui est abîmé"}};
        }
        SecretKey opened;
        std::copy(key->begin(), key->end(), reinterpret_cast<char*>(opened.data()));
        const std::optional<std::string> person = unseal(opened, "person " + row[0], row[1]);
        if (!person) {
          throw Refused{{ErrorCode::usage,
                         "registre : le nom d'une personne ne se déchiffre pas ; « passerelle ledger "
                         "verify » dit ce qui est abîmé"}};
        }
        known = subject_of(number, PersonId(*person), opened);
        by_person_[*person] = number;
      });
}

void Subjects::load(std::span<const std::string> people) {
  std::vector<std::string> hashes;
  for (const std::string& person : people) {
    if (!by_person_.contains(person)) {
      hashes.push_back(keyed_hash(keys_.lookup, "person " + person));
    }
  }
  for_each_chunk(hashes, [&](const std::string& list) { load_where("person_hash IN (" + list + ")"); });
}

void Subjects::load(const std::unordered_set<long long>& numbers) {
  std::vector<std::string> missing;
  for (const long long number : numbers) {
    if (number != 0 && !by_number_.contains(number)) {
      missing.push_back(std::to_string(number));
    }
  }
  for_each_chunk(missing, [&](const std::string& list) { load_where("subject IN (" + list + ")"); });
}

const Subject* Subjects::find(const PersonId& person) {
  if (!by_person_.contains(person.value())) {
    load(std::span(&person.value(), 1));
  }
  const auto found = by_person_.find(person.value());
  return found == by_person_.end() ? nullptr : find(found->second);
}

const Subject* Subjects::find(long long number) {
  if (!by_number_.contains(number)) {
    load(std::unordered_set{number});
  }
  const auto found = by_number_.find(number);
  return found == by_number_.end() || !found->second ? nullptr : &*found->second;
}

void Subjects::create(const std::set<std::string>& people) {
  load(std::vector<std::string>(people.begin(), people.end()));
  std::array<Column, 4> columns{{{"subject", {}}, {"person_hash", {}}, {"person", {}}, {"wrapped", {}}}};
  std::vector<Subject> made;
  for (const std::string& person : people) {
    if (by_person_.contains(person)) {
      continue;
    }
    const SecretKey key = SecretKey::random();
    made.push_back(subject_of(random_number(), PersonId(person), key));
    const std::string number = std::to_string(made.back().number);
    columns[0].values.push_back(number);
    columns[1].values.push_back(keyed_hash(keys_.lookup, "person " + person));
    columns[2].values.push_back(seal(key, "person " + number, person));
    columns[3].values.push_back(seal(keys_.wrapping, number, text_of(key)));
  }
  database_.insert("subjects", columns);
  for (Subject& subject : made) {
    by_person_[subject.person.value()] = subject.number;
    by_number_[subject.number] = std::move(subject);
  }
}

void Subjects::create_erased(long long number) {
  const std::string digits = std::to_string(number);
  if (database_.number("SELECT count(*) FROM subjects WHERE subject = " + digits) == 0) {
    const std::array<Column, 4> row{
        {{"subject", {digits}}, {"person_hash", {"erased-" + digits}}, {"person", {""}}, {"wrapped", {""}}}};
    database_.insert("subjects", row);
  }
}

const Subject& Subjects::find_or_create(const PersonId& person) {
  create({person.value()});
  return *find(person);
}

}  // namespace passerelle
