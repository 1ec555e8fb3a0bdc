#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/date.h"
#include "domain/feed.h"
#include "domain/person.h"
#include "storage/byte_source.h"

namespace passerelle {

/// How a person hears of their list. `call`, `paper` and `referent` are done by people: nothing leaves by itself.
enum class Channel { sms, email, call, paper, referent };
std::string_view to_string(Channel channel);
std::optional<Channel> parse_channel(std::string_view name);

/// A telephone number as libphonenumber reads it.
struct Phone {
  std::string number;        ///< E.164: `+33612345678`
  std::string region;        ///< ISO 3166 of its country or overseas département: `FR`, `GP`, `RE` …
  bool is_mobile = false;    ///< can receive an SMS
  bool is_plausible = true;  ///< false: of a range the tables of the library do not know; worth a look

  bool operator==(const Phone&) const = default;
};

/// Reads a number as people write it in France and overseas (`06 12 …`, `0690 …`, `+33 (0)6 …`, `0033 …`); nothing
/// when it cannot be a number.
std::optional<Phone> parse_phone(std::string_view written);

/// As one dials and says it in France: `01 99 00 41 01`; of other countries with their code: `+32 …`. Text that is no
/// number comes back as it is.
std::string phone_as_said(std::string_view written);

/// What the person agreed to, once. The days are those of the file; the later one holds.
struct Consent {
  std::string purpose;  ///< `offers`
  Channel channel = Channel::sms;
  std::optional<Day> given;
  std::optional<Day> withdrawn;
  std::string proof;

  bool operator==(const Consent&) const = default;
};

/// How to reach a person, and how to speak to them. Opened by delivery alone; kept encrypted.
struct Contact {
  PersonId person;
  std::string first_name;
  std::optional<Phone> phone;
  std::string email;  ///< empty when there is none
  Channel channel = Channel::referent;
  bool says_tu = false;
  std::string language;  ///< ISO 639-1; empty when unknown
  Answer reads_french = Answer::unknown;
  Answer shared_phone = Answer::unknown;  ///< unless `no`, the phone never shows a name
  bool discreet = false;                  ///< nothing that leaves may tell of looking for work
  std::vector<Consent> consent;

  bool operator==(const Contact&) const = default;
};

/// True when consent was given for this purpose and channel and not withdrawn since; unknown means no.
bool has_consent(const Contact& contact, std::string_view purpose, Channel channel);
/// True when consent for this purpose and channel was once withdrawn.
bool was_withdrawn(const Contact& contact, std::string_view purpose, Channel channel);

/// Reads contacts (one JSON object per line, or an array), sorted by person. A field that cannot be understood counts
/// as unknown and is told by a rejection that names the field, never its value. A contact is set aside whole when its
/// `person` cannot be a name, when its `channel` or a consent cannot be understood, or when two records of one person
/// differ. Errors: what the source says; a file with no record at all.
Result<Feed<Contact>> read_contacts(const std::filesystem::path& file);
Result<Feed<Contact>> read_contacts(ByteSource& source, std::string_view name);

/// The contact as one line of `contacts.ndjson`, and back. Error: not of this shape; the message tells no value.
std::string to_json(const Contact& contact);
Result<Contact> parse_contact(std::string_view json);

}  // namespace passerelle
