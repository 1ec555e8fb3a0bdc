#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "deliver/contacts.h"
#include "ledger/ledger.h"

namespace passerelle {

/// One field of a contact set right at the person's word.
struct Correction {
  std::string field;  ///< `first_name phone email language`
  std::string from;   ///< what the ledger held; a phone as `+33…`
  std::string to;

  bool operator==(const Correction&) const = default;
};

/// Keeps a contact in the ledger, as read from a file, with the corrections made before: a file that still holds the
/// old value does not bring it back, one that holds a third value is newer and holds.
Result<Done> keep_contact(Ledger& ledger, const Contact& contact);
/// The same for many people, each once; those that changed are written some hundreds at a time.
Result<Done> keep_contacts(Ledger& ledger, std::span<const Contact> contacts);

/// The contact kept in the ledger; nothing when there is none or the person is erased.
Result<std::optional<Contact>> kept_contact(Ledger& ledger, const PersonId& person);

/// Corrects one field of the kept contact and remembers it. Errors (usage): no contact is kept, a field that cannot be
/// corrected, a value that cannot be one; no message tells a value.
Result<Correction> correct_contact(Ledger& ledger, const PersonId& person, const std::string& field,
                                   const std::string& value);

/// The contact with the corrections, in their order.
Contact corrected(Contact contact, std::span<const Correction> corrections);

}  // namespace passerelle
