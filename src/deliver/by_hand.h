#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deliver/compose.h"
#include "deliver/contacts.h"
#include "deliver/message_templates.h"
#include "domain/person.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// A person whom a human calls, hands a sheet of paper, or talks to, in place of a message. Owns what it says.
struct ByHand {
  Contact contact;
  Referent referent;
  Channel how = Channel::referent;  ///< `call`, `paper` or `referent`
  std::string reason;               ///< why not a message; empty when the person wants it so
  std::vector<ShortlistItem> offers;
};

/// The page of what is to be done by hand: lists of calls, of papers and of talks, then a sheet with the offers of each
/// person, one per printed page. Holds names and numbers: for its référent alone.
std::string by_hand_page(std::span<const ByHand> people, std::string_view issue, const MessageTemplates& templates);

/// The same lists as a table for spreadsheets: semicolons, byte-order mark, no cell a spreadsheet would run. Columns
/// `personne;prénom;téléphone;quoi;pourquoi;référent;offres`.
std::string by_hand_csv(std::span<const ByHand> people);

}  // namespace passerelle
