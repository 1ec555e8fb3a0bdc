#include "ledger/ledger.h"

#include <algorithm>
#include <array>
#include <map>

#include "ledger/content.h"
#include "ledger/outbox_rows.h"

namespace passerelle {
namespace {

std::string kept_context(const std::string& name, long long subject) {
  return "kept " + std::to_string(subject) + ' ' + name;
}

Ledger::Issue stored_issue(Database& database, const std::string& name) {
  Ledger::Issue issue;
  long long up_to = 0;
  long long finished = 0;
  long long offers_read = 0;
  database.sql() << "SELECT name, fingerprint, up_to, finished, offers_read FROM issues WHERE name = :name",
      soci::use(name, "name"), soci::into(issue.name), soci::into(issue.fingerprint), soci::into(up_to),
      soci::into(finished), soci::into(offers_read);
  issue.up_to = static_cast<std::uint64_t>(up_to);
  issue.is_finished = finished != 0;
  issue.offers_read = static_cast<std::uint64_t>(offers_read);
  return issue;
}

}  // namespace

Ledger::Ledger(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::open(const LedgerOptions& options) {
  Result<std::unique_ptr<Content>> content = Content::open(options, Access::create);
  if (!content) {
    return content.error();
  }
  return Ledger(std::move(*content));
}

Result<Ledger> Ledger::open_existing(const LedgerOptions& options) {
  Result<std::unique_ptr<Content>> content = Content::open(options, Access::look);
  if (!content) {
    return content.error();
  }
  return Ledger(std::move(*content));
}

Result<Ledger::Issue> Ledger::begin_issue(const std::string& name, const std::string& fingerprint) {
  return content_->write<Issue>(Repeat::safe, [&] {
    require_text(name, "issue");
    require_text(fingerprint, "fingerprint");
    Issue issue = stored_issue(content_->database, name);
    if (issue.name.empty()) {
      const long long begun = content_->database.number("SELECT count(*) FROM issues") + 1;
      content_->database.sql() << "INSERT INTO issues (name, begun, fingerprint, up_to, finished, offers_read)"
                                  " VALUES (:name, :begun, :fingerprint, :up_to, 0, 0)",
          soci::use(name, "name"), soci::use(begun, "begun"), soci::use(fingerprint, "fingerprint"),
          soci::use(content_->head.last, "up_to");
      issue = stored_issue(content_->database, name);
      issue.is_new = true;
    }
    return issue;
  });
}

Result<Done> Ledger::finish_issue(const std::string& name, std::uint64_t offers_read, const std::string& fingerprint) {
  return content_->write<Done>(Repeat::safe, [&] {
    const auto count = static_cast<long long>(offers_read);
    if (stored_issue(content_->database, name).name.empty()) {
      throw Refused{{ErrorCode::usage, "registre : le numéro « " + name + " » n'a pas été commencé"}};
    }
    content_->database.sql() << "UPDATE issues SET finished = 1, offers_read = :offers WHERE name = :name",
        soci::use(count, "offers"), soci::use(name, "name");
    if (!fingerprint.empty()) {
      content_->database.sql() << "UPDATE issues SET fingerprint = :fingerprint WHERE name = :name",
          soci::use(fingerprint, "fingerprint"), soci::use(name, "name");
    }
    return Done{};
  });
}

Result<std::vector<Ledger::Issue>> Ledger::issues() {
  return content_->read<std::vector<Issue>>([&] {
    std::vector<std::string> names;
    content_->database.for_each_row("SELECT name FROM issues ORDER BY begun", 1,
                                    [&](std::span<const std::string> row) { names.push_back(row[0]); });
    std::vector<Issue> all;
    for (const std::string& name : names) {
      all.push_back(stored_issue(content_->database, name));
    }
    return all;
  });
}

Result<Done> Ledger::remember(std::span<const OfferFacts> offers) {
  return content_->write<Done>(Repeat::safe, [&] {
    std::map<std::string, const OfferFacts*> newest;
    for (const OfferFacts& offer : offers) {
      for (const std::string* text :
           {&offer.id.value(), &offer.siret, &offer.employer, &offer.place, &offer.title, &offer.rome}) {
        require_text(*text, "offer");
      }
      newest[offer.id.value()] = &offer;
    }
    std::vector<std::string> ids;
    std::array<Column, 6> columns{
        {{"id", {}}, {"siret", {}}, {"employer", {}}, {"place", {}}, {"title", {}}, {"rome", {}}}};
    for (const auto& [id, offer] : newest) {
      ids.push_back(id);
      columns[0].values.push_back(id);
      columns[1].values.push_back(offer->siret);
      columns[2].values.push_back(offer->employer);
      columns[3].values.push_back(offer->place);
      columns[4].values.push_back(offer->title);
      columns[5].values.push_back(offer->rome);
    }
    for_each_chunk(ids, [&](const std::string& list) {
      content_->database.sql() << "DELETE FROM offers WHERE id IN (" + list + ")";
    });
    content_->database.insert("offers", columns);
    return Done{};
  });
}

Result<std::vector<Ledger::OfferFacts>> Ledger::offers(std::span<const OfferId> ids) {
  return content_->read<std::vector<OfferFacts>>([&] {
    std::vector<OfferFacts> found;
    const auto select = [&](const std::string& condition) {
      content_->database.for_each_row("SELECT id, siret, employer, place, title, rome FROM offers" + condition, 6,
                                      [&](std::span<const std::string> row) {
                                        found.push_back({OfferId(row[0]), row[1], row[2], row[3], row[4], row[5]});
                                      });
    };
    if (ids.empty()) {
      select("");
    }
    std::set<std::string> wanted;
    for (const OfferId& id : ids) {
      wanted.insert(id.value());
    }
    for_each_chunk(std::vector<std::string>(wanted.begin(), wanted.end()),
                   [&](const std::string& list) { select(" WHERE id IN (" + list + ")"); });
    std::ranges::sort(found, {}, &OfferFacts::id);
    return found;
  });
}

Result<Done> Ledger::keep(const PersonId& person, std::string_view name, std::string_view text) {
  const Kept one{person, std::string(text)};
  return keep(name, std::span(&one, 1));
}

Result<Done> Ledger::keep(std::string_view name, std::span<const Kept> texts) {
  // A new key is stored in the transaction that stores what it seals: neither is there without the other.
  return content_->write<Done>(Repeat::safe, [&] {
    const std::string key(name);
    require_text(key, "name");
    std::set<std::string> people;
    for (const Kept& one : texts) {
      people.insert(one.person.value());
    }
    content_->subjects.create(people);
    std::vector<std::string> numbers;
    std::array<Column, 3> columns{{{"subject", {}}, {"name", {}}, {"sealed", {}}}};
    for (const Kept& one : texts) {
      const Subject& subject = *content_->subjects.find(one.person);
      numbers.push_back(std::to_string(subject.number));
      columns[0].values.push_back(numbers.back());
      columns[1].values.push_back(key);
      columns[2].values.push_back(seal(subject.sealing, kept_context(key, subject.number), one.text));
    }
    for_each_chunk(numbers, [&](const std::string& list) {
      content_->database.sql() << "DELETE FROM kept WHERE name = " + sql_text(key) + " AND subject IN (" + list + ")";
    });
    content_->database.insert("kept", columns);
    return Done{};
  });
}

Result<std::optional<std::string>> Ledger::kept(const PersonId& person, std::string_view name) {
  return content_->read<std::optional<std::string>>([&]() -> std::optional<std::string> {
    const Subject* subject = content_->subjects.find(person);
    if (subject == nullptr) {
      return std::nullopt;
    }
    const std::string key(name);
    std::string sealed;
    content_->database.sql() << "SELECT sealed FROM kept WHERE subject = :subject AND name = :name",
        soci::use(subject->number, "subject"), soci::use(key, "name"), soci::into(sealed);
    if (!content_->database.sql().got_data()) {
      return std::nullopt;
    }
    std::optional<std::string> text = unseal(subject->sealing, kept_context(key, subject->number), sealed);
    if (!text) {
      throw Refused{{ErrorCode::input_unusable, "registre : « " + key +
                                                    " » d'une personne ne se déchiffre pas ; "
                                                    "« passerelle ledger verify » dit ce qui est abîmé"}};
    }
    return text;
  });
}

Result<std::vector<PersonId>> Ledger::people() {
  return content_->read<std::vector<PersonId>>([&] {
    std::unordered_set<long long> numbers;
    content_->database.for_each_row("SELECT " + digits_of("subject") + " FROM subjects WHERE wrapped <> ''", 1,
                                    [&](std::span<const std::string> row) { numbers.insert(std::stoll(row[0])); });
    content_->subjects.load(numbers);
    std::vector<PersonId> people;
    for (const long long number : numbers) {
      if (const Subject* subject = content_->subjects.find(number)) {
        people.push_back(subject->person);
      }
    }
    std::ranges::sort(people);
    return people;
  });
}

Result<Done> Ledger::erase(const PersonId& person, const Author& by, std::span<const std::string> addresses) {
  for (const std::string& address : addresses) {
    if (Result<Done> done = suppress(address); !done) {
      return done;
    }
  }
  Result<Done> done = content_->write<Done>(Repeat::safe, [&] {
    const Subject* subject = content_->subjects.find(person);
    if (subject == nullptr) {
      return Done{};
    }
    const long long number = subject->number;
    // Before the database forgets: a crash in between leaves an erasure that is told again, never one undone.
    or_refuse(content_->never.append({{Never::Kind::erased, erasure_of(number)}}));
    Event event;
    event.at = now();
    event.by = by;
    event.person = person;
    event.type = EventType::erased;
    content_->append(std::span(&event, 1));
    content_->forget_person(number);
    return Done{};
  });
  if (done) {
    content_->database.forget_for_good();
  }
  return done;
}

Result<Done> Ledger::suppress(std::string_view address) {
  const std::string hash = address_hash(content_->keys, address);
  if (hash.empty()) {
    return Error{ErrorCode::usage, "registre : une adresse vide ne peut pas être arrêtée"};
  }
  if (Result<Done> done = content_->never.append({{Never::Kind::stop, hash}}); !done) {
    return done;
  }
  return content_->write<Done>(Repeat::safe, [&] {
    content_->suppress(hash);
    return Done{};
  });
}

Result<bool> Ledger::is_suppressed(std::string_view address) {
  const std::string hash = address_hash(content_->keys, address);
  return content_->read<bool>([&] {
    return content_->never.is_stopped(hash) ||
           content_->database.number("SELECT count(*) FROM suppressed WHERE address_hash = " + sql_text(hash)) != 0;
  });
}

void Ledger::Content::suppress(const std::string& hash) {
  database.sql() << "INSERT INTO suppressed (address_hash) VALUES (:hash) ON CONFLICT (address_hash) DO NOTHING",
      soci::use(hash, "hash");
  cancel_where(*this, "address_hash = " + sql_text(hash), std::string(kStopped), now());
}

void Ledger::Content::forget_person(long long number) {
  const std::string digits = std::to_string(number);
  for (const std::string table : {"kept", "words"}) {
    database.sql() << "DELETE FROM " + table + " WHERE subject = " + digits;
  }
  database.sql() << "DELETE FROM outbox_offers WHERE key IN (SELECT key FROM outbox WHERE subject = " + digits + ")";
  database.sql() << "DELETE FROM outbox WHERE subject = " + digits;
  database.sql() << "UPDATE subjects SET person = '', wrapped = '', person_hash = " + sql_text("erased-" + digits) +
                        " WHERE subject = " + digits;
  ++head.erasures;
  store_head();
  subjects.forget();
}

}  // namespace passerelle
