#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deliver/corrections.h"
#include "deliver/message.h"
#include "ledger/ledger.h"
#include "ledger/outbox.h"
#include "tests/support/temporary_directory.h"

namespace passerelle::support {

inline Event happened(EventType type, AuthorKind kind, const std::string& by, const std::string& value = "",
                      const std::string& reason = "", std::string_view at = "2026-11-24T09:15:00Z") {
  Event event;
  event.at = parse_instant(at).value();
  event.by = {kind, by};
  event.person = PersonId("P-0042");
  event.type = type;
  event.value = value;
  event.reason = reason;
  event.id = event_id(event);
  return event;
}

inline Contact contact_of(const std::string& person, const std::string& first_name, const std::string& phone,
                          const std::string& email) {
  Contact contact;
  contact.person = PersonId(person);
  contact.first_name = first_name;
  contact.phone = parse_phone(phone);
  contact.email = email;
  contact.channel = Channel::sms;
  contact.consent = {{"offers", Channel::sms, parse_day("2026-09-07"), std::nullopt, "papier signé"}};
  return contact;
}

/// A ledger that holds one person with everything there can be of them, and a neighbour. All of it is invented.
struct KeptPerson {
  static constexpr std::string_view kFirstName = "Zebulon";
  static constexpr std::string_view kWords = "garde ses trois neveux le mercredi";
  static constexpr std::string_view kReply = "je peux pas avant jeudi svp";

  explicit KeptPerson(bool has_neighbour = true) {
    EXPECT_TRUE(keep_contact(
        ledger, contact_of("P-0042", std::string(kFirstName), "06 39 98 00 42", "zebulon.fictif@example.org")));
    EXPECT_TRUE(!has_neighbour ||
                keep_contact(ledger, contact_of("P-0043", "Yvonne", "06 39 98 00 43", "yvonne@example.org")));
    std::vector<Event> events{
        happened(EventType::proposed, AuthorKind::system, "week", "2026-W48-1"),
        happened(EventType::validated, AuthorKind::referent, "R-07", "00ff"),
        happened(EventType::noted, AuthorKind::referent, "R-07", std::string(kWords)),
        happened(EventType::skill_rated, AuthorKind::referent, "R-07", "cuisine 4"),
        happened(EventType::replied, AuthorKind::person, "P-0042", "no"),
        happened(EventType::replied, AuthorKind::person, "P-0042", std::string(kReply)),
    };
    for (Event& event : events) {
      if (event.type == EventType::proposed || event.value == "no") {
        event.offer = OfferId("192ABCD");
        event.id = event_id(event);
      }
    }
    EXPECT_TRUE(ledger.append(events).has_value());
    const Ledger::OfferFacts facts{OfferId("192ABCD"), "", "Cuisine des Tilleuls", "45234", "Aide de cuisine", "G1602"};
    EXPECT_TRUE(ledger.remember(std::span(&facts, 1)));
    MessageContent content;
    content.sms = SmsMessage{"+33639980042", "Bonjour Zebulon, une offre pour vous.", SmsCoding::gsm7, 1};
    OutboxMessage message;
    message.key = "key-1";
    message.person = PersonId("P-0042");
    message.issue = "2026-W48-1";
    message.channel = "sms";
    message.address = "+33639980042";
    message.content = to_json(content);
    message.offers = {OfferId("192ABCD")};
    EXPECT_TRUE(Outbox(ledger).enqueue(std::span(&message, 1)).has_value());
  }

  [[nodiscard]] LedgerOptions options() const { return {(folder.path() / "l.db").string(), {}, {}}; }

  TemporaryDirectory folder;
  Ledger ledger = Ledger::open(options()).value();
};

}  // namespace passerelle::support
