#include "deliver/contacts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/field_reader.h"
#include "ingest/record_notes.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 5> kChannels{"sms", "email", "call", "paper", "referent"};
constexpr std::string_view kChannelsInFrench = "sms, email, call, paper ou referent est attendu";

/// Whether a mail server may be given the address as it stands: one @, a dot behind it, nothing that could end a line
/// or begin a list.
bool is_email_address(std::string_view address) {
  const std::size_t at = address.find('@');
  const bool has_parts = at != std::string_view::npos && at > 0 && address.find('@', at + 1) == std::string_view::npos;
  if (!has_parts || address.size() > 254) {
    return false;
  }
  const std::string_view domain = address.substr(at + 1);
  const bool has_dot = domain.find('.') != std::string_view::npos && domain.front() != '.' && domain.back() != '.';
  return has_dot && std::ranges::none_of(address, [](char sign) {
           const auto byte = static_cast<unsigned char>(sign);
           return byte <= ' ' || byte >= 0x7F || std::string_view("<>()[],;:\\\"").find(sign) != std::string_view::npos;
         });
}

/// A day of consent: `odd` is set when something is written that is none. Contact data may stand there by mistake, so
/// the value is never told.
std::optional<Day> consent_day(FieldReader& fields, JsonView value, const std::string& path, bool& odd) {
  bool is_odd = value.is_object() || value.is_array();
  const std::optional<Day> day = plausible_day(value.text(), is_odd);
  if (is_odd) {
    fields.problem(path, "une date comme 2026-11-23 est attendue");
    odd = true;
  }
  return day;
}

/// Whether every consent could be read: one that could not leaves no certainty about any.
bool read_consent(FieldReader& fields, JsonView record, Contact& contact) {
  const JsonView list = record["consent"];
  if (list.is_null()) {
    return true;
  }
  if (!list.is_array()) {
    fields.problem("consent", "une liste [ … ] est attendue");
    return false;
  }
  for (std::size_t index = 0; index < list.size(); ++index) {
    const std::string path = element("consent", index);
    const JsonView written =
        fields.object(list.at(index), path, {"purpose", "channel", "given_at", "withdrawn_at", "proof"});
    const std::optional<Channel> channel = parse_channel(written["channel"].text());
    if (!channel) {
      fields.problem(path + ".channel", std::string(kChannelsInFrench));
      return false;
    }
    bool odd = false;
    Consent consent;
    consent.purpose = fields.text(written["purpose"], path + ".purpose");
    consent.channel = *channel;
    consent.given = consent_day(fields, written["given_at"], path + ".given_at", odd);
    consent.withdrawn = consent_day(fields, written["withdrawn_at"], path + ".withdrawn_at", odd);
    consent.proof = fields.text(written["proof"], path + ".proof");
    if (odd) {
      return false;
    }
    contact.consent.push_back(std::move(consent));
  }
  return true;
}

/// The contact, or nothing when it must be set aside; `fields` tells why.
std::optional<Contact> read_contact(FieldReader& fields, JsonView written) {
  const JsonView record = fields.object(written, "",
                                        {"person", "first_name", "phone", "email", "channel", "address_form",
                                         "language", "reads_french", "shared_phone", "discreet", "consent"});
  if (!record.is_object()) {
    fields.problem("", "un objet JSON est attendu");
    return std::nullopt;
  }
  Contact contact;
  contact.person = PersonId(record["person"].text());
  if (!problem_of_id(contact.person.value()).empty()) {
    // The id itself may be a phone number somebody put in the wrong place: it is not quoted.
    fields.problem("person", "identifiant absent ou impossible");
    return std::nullopt;
  }
  contact.first_name = fields.text(record["first_name"], "first_name");
  if (const std::string phone = fields.text(record["phone"], "phone"); !phone.empty()) {
    contact.phone = parse_phone(phone);
    if (!contact.phone) {
      fields.problem("phone", "ce n'est pas un numéro de téléphone, ou il y en a plusieurs : en donner un seul");
    }
  }
  contact.email = fields.text(record["email"], "email");
  if (!contact.email.empty() && !is_email_address(contact.email)) {
    fields.problem("email", "ce n'est pas une adresse électronique");
    contact.email.clear();
  }
  if (const JsonView channel = record["channel"]; !channel.is_null()) {
    const std::optional<Channel> known = parse_channel(channel.text());
    if (!known) {
      fields.problem("channel", std::string(kChannelsInFrench));
      return std::nullopt;
    }
    contact.channel = *known;
  }
  const std::string form = fields.text(record["address_form"], "address_form");
  contact.says_tu = form == "tu";
  if (!form.empty() && form != "tu" && form != "vous") {
    fields.problem("address_form", "vous ou tu est attendu");
  }
  contact.language = fields.text(record["language"], "language");
  contact.reads_french = fields.answer(record["reads_french"], "reads_french");
  contact.shared_phone = fields.answer(record["shared_phone"], "shared_phone");
  const JsonView discreet = record["discreet"];
  contact.discreet = fields.answer(discreet, "discreet") == Answer::yes;
  if (!discreet.is_null() && discreet.answer() == Answer::unknown) {
    // Something was asked for: better too discreet than not enough.
    contact.discreet = true;
  }
  if (!read_consent(fields, record, contact)) {
    return std::nullopt;
  }
  return contact;
}

struct Entry {
  Contact contact;
  std::uint64_t number = 0;
  std::uint64_t line = 0;
};

/// Sorts by person; sets aside all records of a person that come with different contents, and keeps one of identical
/// ones.
void settle(std::vector<Entry> entries, std::string_view file, Feed<Contact>& feed) {
  std::ranges::sort(entries, {}, [](const Entry& entry) { return std::tie(entry.contact.person, entry.number); });
  for (auto first = entries.begin(); first != entries.end();) {
    const auto last = std::find_if(first, entries.end(),
                                   [&](const Entry& entry) { return entry.contact.person != first->contact.person; });
    if (std::all_of(first, last, [&](const Entry& entry) { return entry.contact == first->contact; })) {
      feed.records.push_back(std::move(first->contact));
    } else {
      for (auto entry = first; entry != last; ++entry) {
        feed.rejections.push_back({std::string(file), entry->number, entry->line, "person",
                                   in_quotes(entry->contact.person.value()) +
                                       " vient plusieurs fois avec des contenus différents : n'en garder qu'un"});
      }
    }
    first = last;
  }
  std::ranges::stable_sort(feed.rejections, {}, &Rejection::record);
}

/// "« P-0001 », « P-0002 » et 3 autres".
std::string named(const std::vector<std::string>& people) {
  constexpr std::size_t kShown = 5;
  std::string names;
  for (std::size_t index = 0; index < std::min(kShown, people.size()); ++index) {
    names += (index == 0 ? "" : ", ") + in_quotes(people[index]);
  }
  const std::size_t others = people.size() - std::min(kShown, people.size());
  return others == 0 ? names : names + " et " + std::to_string(others) + (others == 1 ? " autre" : " autres");
}

/// What a human should look at before anything leaves; no number stands in it.
std::vector<std::string> phone_warnings(const std::vector<Contact>& contacts) {
  std::vector<std::string> landlines;
  std::vector<std::string> odd;
  for (const Contact& contact : contacts) {
    if (contact.phone && contact.channel == Channel::sms && !contact.phone->is_mobile) {
      landlines.push_back(contact.person.value());
    } else if (contact.phone && !contact.phone->is_plausible) {
      odd.push_back(contact.person.value());
    }
  }
  std::vector<std::string> warnings;
  if (!landlines.empty()) {
    warnings.push_back("téléphone fixe, pas de SMS : " + named(landlines));
  }
  if (!odd.empty()) {
    warnings.push_back("numéro possible mais d'une série inconnue, à vérifier : " + named(odd));
  }
  return warnings;
}

void write_day(JsonWriter& json, std::string_view key, std::optional<Day> day) {
  json.key(key);
  if (day) {
    json.string(to_string(*day));
  } else {
    json.null();
  }
}

void write_answer(JsonWriter& json, std::string_view key, Answer answer) {
  json.key(key);
  if (answer == Answer::unknown) {
    json.null();
  } else {
    json.boolean(answer == Answer::yes);
  }
}

}  // namespace

std::string_view to_string(Channel channel) {
  return kChannels.at(static_cast<std::size_t>(channel));
}

std::optional<Channel> parse_channel(std::string_view name) {
  const auto* const found = std::ranges::find(kChannels, name);
  return found == kChannels.end() ? std::nullopt : std::optional(static_cast<Channel>(found - kChannels.begin()));
}

bool was_withdrawn(const Contact& contact, std::string_view purpose, Channel channel) {
  return std::ranges::any_of(contact.consent, [&](const Consent& consent) {
    return consent.purpose == purpose && consent.channel == channel && consent.withdrawn;
  });
}

bool has_consent(const Contact& contact, std::string_view purpose, Channel channel) {
  std::optional<Day> given;
  std::optional<Day> withdrawn;
  for (const Consent& consent : contact.consent) {
    if (consent.purpose == purpose && consent.channel == channel) {
      given = std::max(given, consent.given);
      withdrawn = std::max(withdrawn, consent.withdrawn);
    }
  }
  // On the same day, nobody knows which came last.
  return given && (!withdrawn || *withdrawn < *given);
}

Result<Feed<Contact>> read_contacts(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return read_contacts(*source, file.filename().string());
}

Result<Feed<Contact>> read_contacts(ByteSource& source, std::string_view name) {
  Feed<Contact> feed;
  std::vector<Entry> entries;
  RecordNotes notes;
  JsonParser parser;
  const Result<Done> done = for_each_json_record(source, {}, [&](RawRecord&& raw) {
    FieldReader fields(notes);
    if (!raw.problem.empty()) {
      fields.problem("", std::move(raw.problem));
    } else if (Result<JsonView> parsed = parser.parse(raw.text); !parsed) {
      fields.problem("", std::move(parsed).error().message);
    } else if (std::optional<Contact> contact = read_contact(fields, *parsed)) {
      entries.push_back({std::move(*contact), raw.number, raw.line});
    }
    for (FieldProblem& problem : fields.problems()) {
      feed.rejections.push_back(
          {std::string(name), raw.number, raw.line, std::move(problem.field), std::move(problem.reason)});
    }
    return true;
  });
  if (!done) {
    return in_context(name, done.error());
  }
  settle(std::move(entries), name, feed);
  feed.warnings = notes.warnings();
  std::ranges::move(phone_warnings(feed.records), std::back_inserter(feed.warnings));
  return feed;
}

std::string to_json(const Contact& contact) {
  JsonWriter json;
  json.begin_object().key("person").string(contact.person.value()).key("first_name").string(contact.first_name);
  json.key("phone").string(contact.phone ? contact.phone->number : "").key("email").string(contact.email);
  json.key("channel").string(to_string(contact.channel)).key("address_form").string(contact.says_tu ? "tu" : "vous");
  json.key("language").string(contact.language);
  write_answer(json, "reads_french", contact.reads_french);
  write_answer(json, "shared_phone", contact.shared_phone);
  json.key("discreet").boolean(contact.discreet).key("consent").begin_array();
  for (const Consent& consent : contact.consent) {
    json.begin_object().key("purpose").string(consent.purpose).key("channel").string(to_string(consent.channel));
    write_day(json, "given_at", consent.given);
    write_day(json, "withdrawn_at", consent.withdrawn);
    json.key("proof").string(consent.proof).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

Result<Contact> parse_contact(std::string_view json) {
  const Result<JsonDocument> document = JsonDocument::parse(json);
  if (!document) {
    return document.error();
  }
  RecordNotes notes;
  FieldReader fields(notes);
  std::optional<Contact> contact = read_contact(fields, document->root());
  if (!contact) {
    const FieldProblem& why = fields.problems().back();
    return Error{ErrorCode::input_unusable, why.field + ": " + why.reason};
  }
  return std::move(*contact);
}

}  // namespace passerelle
