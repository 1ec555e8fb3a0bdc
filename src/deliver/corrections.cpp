#include "deliver/corrections.h"

#include <algorithm>
#include <array>

#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::string_view kContact = "contact";
constexpr std::string_view kCorrections = "corrections";
constexpr std::array<std::string_view, 4> kFields{"first_name", "phone", "email", "language"};

std::string value_of(const Contact& contact, std::string_view field) {
  if (field == "first_name") {
    return contact.first_name;
  }
  if (field == "phone") {
    return contact.phone ? contact.phone->number : "";
  }
  return field == "email" ? contact.email : contact.language;
}

void set_value(Contact& contact, std::string_view field, const std::string& value) {
  if (field == "first_name") {
    contact.first_name = value;
  } else if (field == "phone") {
    contact.phone = parse_phone(value);
  } else if (field == "email") {
    contact.email = value;
  } else {
    contact.language = value;
  }
}

std::string to_json(std::span<const Correction> corrections) {
  JsonWriter json;
  json.begin_array();
  for (const Correction& one : corrections) {
    json.begin_object().key("field").string(one.field).key("from").string(one.from).key("to").string(one.to);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

Result<std::vector<Correction>> kept_corrections(Ledger& ledger, const PersonId& person) {
  Result<std::optional<std::string>> text = ledger.kept(person, kCorrections);
  if (!text) {
    return text.error();
  }
  std::vector<Correction> corrections;
  if (!*text) {
    return corrections;
  }
  const Result<JsonDocument> document = JsonDocument::parse(**text);
  if (!document) {
    return document.error();
  }
  for (std::size_t index = 0; index < document->root().size(); ++index) {
    const JsonView one = document->root().at(index);
    corrections.push_back({one["field"].exact_text(), one["from"].exact_text(), one["to"].exact_text()});
  }
  return corrections;
}

/// The contact with another value, read as if it came from a file: what a file may not say is not taken.
std::optional<Contact> with_value(const Contact& contact, const std::string& field, const std::string& value) {
  Contact without = contact;
  set_value(without, field, "");
  std::string json = passerelle::to_json(without);
  const std::string empty = "\"" + field + "\":\"\"";
  JsonWriter member;
  member.string(value);
  json.replace(json.find(empty), empty.size(), "\"" + field + "\":" + member.take());
  ByteSource source = ByteSource::from_memory(json);
  Result<Feed<Contact>> read = read_contacts(source, "");
  const bool is_fine = read && read->records.size() == 1 && read->rejections.empty();
  return is_fine ? std::optional(std::move(read->records.front())) : std::nullopt;
}

}  // namespace

Contact corrected(Contact contact, std::span<const Correction> corrections) {
  for (const std::string_view field : kFields) {
    const std::string value = value_of(contact, field);
    const auto is_about = [&](const Correction& one) { return one.field == field; };
    const bool is_old = std::ranges::any_of(
        corrections, [&](const Correction& one) { return is_about(one) && one.from == value && one.to != value; });
    const auto last = std::find_if(corrections.rbegin(), corrections.rend(), is_about);
    if (is_old && last != corrections.rend()) {
      set_value(contact, field, last->to);
    }
  }
  return contact;
}

Result<Done> keep_contacts(Ledger& ledger, std::span<const Contact> contacts) {
  constexpr std::size_t kAtOnce = 500;
  std::vector<Ledger::Kept> changed;
  for (std::size_t at = 0; at < contacts.size(); ++at) {
    const PersonId& person = contacts[at].person;
    Result<std::vector<Correction>> corrections = kept_corrections(ledger, person);
    if (!corrections) {
      return corrections.error();
    }
    std::string right = to_json(corrected(contacts[at], *corrections));
    const Result<std::optional<std::string>> kept = ledger.kept(person, kContact);
    if (!kept) {
      return kept.error();
    }
    if (*kept != right) {
      changed.push_back({person, std::move(right)});
    }
    if (changed.size() == kAtOnce || (at + 1 == contacts.size() && !changed.empty())) {
      if (Result<Done> done = ledger.keep(kContact, changed); !done) {
        return done;
      }
      changed.clear();
    }
  }
  return Done{};
}

Result<Done> keep_contact(Ledger& ledger, const Contact& contact) {
  return keep_contacts(ledger, std::span(&contact, 1));
}

Result<std::optional<Contact>> kept_contact(Ledger& ledger, const PersonId& person) {
  Result<std::optional<std::string>> text = ledger.kept(person, kContact);
  if (!text) {
    return text.error();
  }
  if (!*text) {
    return std::optional<Contact>();
  }
  Result<Contact> contact = parse_contact(**text);
  if (!contact) {
    return contact.error();
  }
  return std::optional<Contact>(std::move(*contact));
}

Result<Correction> correct_contact(Ledger& ledger, const PersonId& person, const std::string& field,
                                   const std::string& value) {
  if (std::ranges::find(kFields, field) == kFields.end()) {
    return Error{ErrorCode::usage, "on corrige first_name, phone, email ou language, pas « " + field + " »"};
  }
  Result<std::optional<Contact>> contact = kept_contact(ledger, person);
  if (!contact) {
    return contact.error();
  }
  if (!*contact) {
    return Error{ErrorCode::usage, "aucun contact de " + person.value() +
                                       " dans le registre : corriger le fichier des contacts de l'organisme"};
  }
  std::optional<Contact> right = with_value(**contact, field, value);
  if (!right) {
    return Error{ErrorCode::usage, "la valeur donnée pour « " + field + " » n'en est pas une"};
  }
  Result<std::vector<Correction>> corrections = kept_corrections(ledger, person);
  if (!corrections) {
    return corrections.error();
  }
  Correction correction{field, value_of(**contact, field), value_of(*right, field)};
  corrections->push_back(correction);
  if (Result<Done> kept = ledger.keep(person, kCorrections, to_json(*corrections)); !kept) {
    return kept.error();
  }
  if (Result<Done> kept = ledger.keep(person, kContact, to_json(*right)); !kept) {
    return kept.error();
  }
  return correction;
}

}  // namespace passerelle
