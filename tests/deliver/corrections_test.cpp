#include "deliver/corrections.h"

#include <gmock/gmock.h>

#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

const PersonId kPerson("P-0042");

/// A ledger of its own that keeps one contact.
struct Kept {
  Kept() { EXPECT_TRUE(keep_contact(ledger, as_in_the_file())); }

  static Contact as_in_the_file() {
    Contact contact;
    contact.person = kPerson;
    contact.first_name = "Sam";
    contact.phone = parse_phone("06 39 98 00 42");
    contact.email = "sam@example.org";
    return contact;
  }
  Contact now() { return kept_contact(ledger, kPerson).value().value(); }

  support::TemporaryDirectory folder;
  Ledger ledger = Ledger::open({(folder.path() / "l.db").string(), {}, {}}).value();
};

TEST(Corrections, AFileThatStillHoldsTheOldValueDoesNotBringItBack) {
  Kept kept;
  const Result<Correction> done = correct_contact(kept.ledger, kPerson, "phone", "06 39 98 00 43");
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(*done, (Correction{"phone", "+33639980042", "+33639980043"}));
  EXPECT_EQ(kept.now().phone->number, "+33639980043");
  ASSERT_TRUE(keep_contact(kept.ledger, Kept::as_in_the_file()));
  EXPECT_EQ(kept.now().phone->number, "+33639980043");
}

TEST(Corrections, AThirdValueInTheFileIsNewerAndHolds) {
  Kept kept;
  ASSERT_TRUE(correct_contact(kept.ledger, kPerson, "email", "s.am@example.org").has_value());
  Contact newer = Kept::as_in_the_file();
  newer.email = "autre@example.org";
  ASSERT_TRUE(keep_contact(kept.ledger, newer));
  EXPECT_EQ(kept.now().email, "autre@example.org");
}

TEST(Corrections, ASecondCorrectionHoldsAgainstBothValuesBefore) {
  Kept kept;
  ASSERT_TRUE(correct_contact(kept.ledger, kPerson, "first_name", "Samir").has_value());
  ASSERT_TRUE(correct_contact(kept.ledger, kPerson, "first_name", "Samira").has_value());
  for (const std::string name : {"Sam", "Samir"}) {
    Contact contact = Kept::as_in_the_file();
    contact.first_name = name;
    ASSERT_TRUE(keep_contact(kept.ledger, contact));
    EXPECT_EQ(kept.now().first_name, "Samira");
  }
}

TEST(Corrections, WhatCannotBeAValueIsRefusedWithoutTellingIt) {
  Kept kept;
  for (const auto& [field, value] : std::vector<std::pair<std::string, std::string>>{
           {"phone", "12 secret"}, {"email", "pas une adresse secret"}, {"channel", "secret"}}) {
    const Result<Correction> done = correct_contact(kept.ledger, kPerson, field, value);
    ASSERT_FALSE(done.has_value()) << field;
    EXPECT_THAT(done.error().message, testing::Not(testing::HasSubstr("secret")));
  }
  EXPECT_EQ(kept.now(), Kept::as_in_the_file());
  EXPECT_FALSE(correct_contact(kept.ledger, PersonId("P-0043"), "phone", "06 39 98 00 43").has_value());
}

}  // namespace
}  // namespace passerelle
