#include "deliver/contacts.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <array>
#include <string>
#include <vector>

namespace passerelle {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Feed<Contact> read(const std::string& text) {
  ByteSource source = ByteSource::from_memory(text);
  Result<Feed<Contact>> feed = read_contacts(source, "contacts.ndjson");
  EXPECT_TRUE(feed) << (feed ? "" : feed.error().message);
  return feed ? std::move(*feed) : Feed<Contact>{};
}

Contact contact_of(const std::string& record) {
  Feed<Contact> feed = read(record);
  EXPECT_THAT(feed.records, SizeIs(1)) << record;
  return feed.records.empty() ? Contact{} : feed.records.front();
}

std::string number_of(std::string_view written) {
  const std::optional<Phone> phone = parse_phone(written);
  return phone ? phone->number : "";
}

TEST(ParsePhone, ReadsNumbersAsPeopleWriteThem) {
  for (const std::string_view written :
       {"06 39 98 12 34", "06.39.98.12.34", "06-39-98-12-34", "0639981234", "639981234", "+33 6 39 98 12 34",
        "+33 (0)6 39 98 12 34", "0033 6 39 98 12 34", "06/39/98/12/34", "06\u00a039\u00a098\u00a012\u00a034",
        "tél : 06 39 98 12 34", "06 39 98 12 34 (le soir)"}) {
    EXPECT_EQ(number_of(written), "+33639981234") << written;
  }
}

TEST(ParsePhone, OverseasNumbersTakeTheCodeOfTheirDepartement) {
  struct Case {
    std::string_view written;
    std::string_view number;
    std::string_view region;
    bool is_mobile;
  };
  for (const Case& one :
       {Case{"0690 00 12 34", "+590690001234", "GP", true}, Case{"0590 99 12 34", "+590590991234", "GP", false},
        Case{"0694 20 12 34", "+594694201234", "GF", true}, Case{"0696 20 12 34", "+596696201234", "MQ", true},
        Case{"0692 12 34 56", "+262692123456", "RE", true}, Case{"0262 12 34 56", "+262262123456", "RE", false},
        Case{"0639 01 23 45", "+262639012345", "YT", true}, Case{"+262 692 12 34 56", "+262692123456", "RE", true},
        Case{"+33 690 00 12 34", "+590690001234", "GP", true}, Case{"690001234", "+590690001234", "GP", true}}) {
    const std::optional<Phone> phone = parse_phone(one.written);
    ASSERT_TRUE(phone) << one.written;
    EXPECT_EQ(phone->number, one.number);
    EXPECT_EQ(phone->region, one.region) << one.written;
    EXPECT_EQ(phone->is_mobile, one.is_mobile) << one.written;
  }
}

TEST(ParsePhone, TwoNumbersAreNone) {
  for (const std::string_view written :
       {"06 39 98 12 34 / 06 39 98 12 35", "06 39 98 12 34 ou 01 99 00 12 34", "06 39 98", "demander à Paul", "", "+",
        "17", "0000000000000000", "06 39 98 12 34 56"}) {
    EXPECT_EQ(number_of(written), "") << written;
  }
}

TEST(ParsePhone, ALandlineIsNoMobileAndFictionIsPossible) {
  EXPECT_FALSE(parse_phone("01 99 00 41 01")->is_mobile);
  EXPECT_TRUE(parse_phone("06 39 98 12 34")->is_mobile);
  EXPECT_FALSE(parse_phone("06 39 98 12 34")->is_plausible);
  EXPECT_FALSE(parse_phone("09 70 12 34 56")->is_mobile);
  EXPECT_TRUE(parse_phone("+32 470 12 34 56")->is_mobile);
}

TEST(PhoneAsSaid, IsWhatOneDials) {
  EXPECT_EQ(phone_as_said("+33199004101"), "01 99 00 41 01");
  EXPECT_EQ(phone_as_said("0199004101"), "01 99 00 41 01");
  EXPECT_EQ(phone_as_said("+590690001234"), "0690 00 12 34");
  EXPECT_EQ(phone_as_said("+32 470123456"), "+32 470 12 34 56");
  EXPECT_EQ(phone_as_said("l'accueil"), "l'accueil");
}

TEST(ParsePhone, NumbersOfUnknownRangesReadBackToThemselves) {
  rc::check([](std::uint32_t digits, std::uint8_t prefix) {
    constexpr std::array<std::string_view, 9> kPrefixes{"06", "0690",   "0692", "0639",  "0694",
                                                        "07", "+26269", "01",   "+59069"};
    std::string number(kPrefixes.at(prefix % kPrefixes.size()));
    const std::size_t length = number.front() == '+' ? 13 : 10;
    number += std::to_string(1'000'000'000U + digits % 1'000'000'000U).substr(1);
    if (const std::optional<Phone> phone = parse_phone(number.substr(0, length))) {
      RC_ASSERT(parse_phone(phone->number) == phone);
    }
  });
}

TEST(ParsePhone, WhatIsReadReadsBackToItself) {
  rc::check([](std::string written) {
    if (const std::optional<Phone> phone = parse_phone(written)) {
      RC_ASSERT(parse_phone(phone->number) == phone);
    }
  });
}

TEST(HasConsent, IsGivenAndNotWithdrawnAndUnknownMeansNo) {
  const auto agreed = [](const std::string& consents) {
    return has_consent(contact_of(R"({"person":"P-1","consent":[)" + consents + "]}"), "offers", Channel::sms);
  };
  const std::string given = R"({"purpose":"offers","channel":"sms","given_at":"2026-09-01"})";
  EXPECT_FALSE(agreed(""));
  EXPECT_TRUE(agreed(given));
  EXPECT_FALSE(agreed(R"({"purpose":"offers","channel":"sms"})"));
  EXPECT_FALSE(agreed(R"({"purpose":"offers","channel":"email","given_at":"2026-09-01"})"));
  EXPECT_FALSE(agreed(R"({"purpose":"study","channel":"sms","given_at":"2026-09-01"})"));
  EXPECT_FALSE(agreed(R"({"purpose":"offers","channel":"sms","given_at":"2026-09-01","withdrawn_at":"2026-10-01"})"));
  EXPECT_FALSE(agreed(R"({"purpose":"offers","channel":"sms","given_at":"2026-09-01","withdrawn_at":"2026-09-01"})"));
  EXPECT_TRUE(
      agreed(R"({"purpose":"offers","channel":"sms","given_at":"2026-01-01","withdrawn_at":"2026-02-01"},)" + given));
  EXPECT_FALSE(agreed(given + R"(,{"purpose":"offers","channel":"sms","withdrawn_at":"2026-10-01"})"));
}

TEST(ReadContacts, ReadsWhatTheFileSays) {
  const Contact contact = contact_of(
      R"({"person":"P-0042","first_name":"Amina","phone":"06 39 98 00 42","email":"amina@example.org","channel":"sms",)"
      R"("address_form":"tu","language":"ar","reads_french":true,"shared_phone":false,"discreet":false,)"
      R"("consent":[{"purpose":"offers","channel":"sms","given_at":"2026-09-12T10:00:00Z","withdrawn_at":null,)"
      R"("proof":"signed form"}]})");
  EXPECT_EQ(contact.person.value(), "P-0042");
  EXPECT_EQ(contact.phone->number, "+33639980042");
  EXPECT_EQ(contact.channel, Channel::sms);
  EXPECT_TRUE(contact.says_tu);
  EXPECT_EQ(contact.reads_french, Answer::yes);
  EXPECT_EQ(contact.shared_phone, Answer::no);
  ASSERT_THAT(contact.consent, SizeIs(1));
  EXPECT_EQ(contact.consent[0].given, parse_day("2026-09-12"));
  EXPECT_EQ(parse_contact(to_json(contact)).value(), contact);
}

TEST(ReadContacts, WhatIsUnknownIsTheCarefulChoice) {
  const Contact contact = contact_of(R"({"person":"P-1"})");
  EXPECT_EQ(contact.channel, Channel::referent);
  EXPECT_EQ(contact.shared_phone, Answer::unknown);
  EXPECT_FALSE(contact.says_tu);
  EXPECT_THAT(contact.consent, IsEmpty());
  EXPECT_TRUE(contact_of(R"({"person":"P-1","discreet":"peut-être"})").discreet);
}

TEST(ReadContacts, NoReasonQuotesContactData) {
  const Feed<Contact> feed =
      read(R"({"person":"P-1","phone":"06 39 98 12"})"
           "\n"
           R"({"person":"P-2","email":"p2 at example"})"
           "\n"
           R"({"person":"P-3","channel":"0639981234"})"
           "\n"
           R"({"person":"P-4","consent":[{"purpose":"offers","channel":"sms","given_at":"0639981234"}]})"
           "\n"
           R"({"person":"06/39981234"})"
           "\n"
           R"({"person":"P-6","email":"a@example.org\nBcc: b@example.org"})"
           "\n"
           R"({"person":"P-7","phone":["0639981234"]})"
           "\n"
           R"({"person":"P-8","phone":"0639981234)"
           "\n");
  EXPECT_THAT(feed.records, SizeIs(4));
  EXPECT_THAT(feed.rejections, SizeIs(8));
  for (const Rejection& rejection : feed.rejections) {
    for (const std::string_view secret : {"39", "example", "Bcc"}) {
      EXPECT_THAT(rejection.reason, Not(HasSubstr(std::string(secret))));
      EXPECT_THAT(rejection.field, Not(HasSubstr(std::string(secret))));
    }
  }
  for (const Contact& contact : feed.records) {
    EXPECT_FALSE(contact.phone);
    EXPECT_EQ(contact.email, "");
  }
}

TEST(ReadContacts, TwoRecordsOfOnePersonThatDifferAreBothSetAside) {
  const Feed<Contact> feed = read(R"({"person":"P-2","channel":"call"})"
                                  "\n"
                                  R"({"person":"P-1","channel":"call"})"
                                  "\n"
                                  R"({"person":"P-2","channel":"paper"})"
                                  "\n"
                                  R"({"channel":"call","person":"P-1"})"
                                  "\n");
  ASSERT_THAT(feed.records, SizeIs(1));
  EXPECT_EQ(feed.records[0].person.value(), "P-1");
  EXPECT_THAT(feed.rejections, SizeIs(2));
}

TEST(ReadContacts, WarnsOfALandlineThatIsToReceiveSms) {
  const Feed<Contact> feed = read(R"({"person":"P-1","channel":"sms","phone":"01 99 00 41 01"})"
                                  "\n"
                                  R"({"person":"P-2","channel":"sms","phone":"06 39 98 12 34","fax":"x"})"
                                  "\n");
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("téléphone fixe, pas de SMS : « P-1 »")));
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("à vérifier : « P-2 »")));
  EXPECT_THAT(feed.warnings, Contains(HasSubstr("« fax »")));
}

TEST(ParseContact, WhatIsNoContactIsAnError) {
  for (const std::string_view json : {"", "[]", "{}", R"({"person":"P-1","channel":"fax"})", "null"}) {
    EXPECT_FALSE(parse_contact(json)) << json;
  }
}

}  // namespace
}  // namespace passerelle
