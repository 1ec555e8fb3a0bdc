#include "ingest/people.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "tests/support/gzip_file.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Read {
  Feed<Person> feed;
  std::string error;
};

Read read(std::string_view text) {
  Read result;
  ByteSource source = ByteSource::from_memory(text);
  auto feed = read_people(source, "people", {});
  if (feed) {
    result.feed = *feed;
  } else {
    result.error = feed.error().message;
  }
  return result;
}

/// The person of a record with these fields, and the fields that were set aside.
struct One {
  Person person;
  std::vector<std::string> fields;
};

One with(std::string_view fields) {
  const Read result = read(R"({"id":"P-1",)" + std::string(fields) + "}");
  EXPECT_EQ(result.feed.records.size(), 1U) << fields << ' ' << result.error;
  One one;
  if (!result.feed.records.empty()) {
    one.person = result.feed.records.front();
  }
  for (const Rejection& rejection : result.feed.rejections) {
    one.fields.push_back(rejection.field);
  }
  return one;
}

constexpr std::string_view kWhole = R"({"id":"P-0042",
 "referents":[{"id":"R-07","role":"employment"},{"id":"R-11","role":"social"}],
 "accompaniment":{"status":"paused","from":"2026-09-01","until":null,"last_contact":"2026-11-14"},
 "home":{"insee":"45234"},
 "mobility":{"modes":["walk","public_transport"],"licences":[],"vehicle":null,"max_minutes":45,"max_km":null},
 "availability":{"from":"2026-12-01","hours_per_week":{"min":15,"max":30},
                 "slots":[{"days":["mon","tue","thu","fri"],"from":"09:15","to":"16:15"}],"nights":false,"weekends":null},
 "limits":{"max_lifting_kg":10,"standing_long":false,"heights":null,"cold":true,"dust_chemicals":null},
 "work":{"authorised":"yes","authorised_until":"2027-06-30","young_worker_until":null},
 "schemes":[{"code":"iae","status":"eligible","until":"2027-03-01"}],
 "languages":[{"code":"fr","cefr":"A2"},{"code":"ar","cefr":"C1"}],
 "diplomas":[{"level":3,"label":"CAP cuisine"}],
 "certificates":["CACES R489 1B"],
 "experiences":[{"title":"cuisinier","text":"…","months":18,"last_year":2019,"country":"SY","informal":true}],
 "skills":[{"text":"faire la cuisine pour 20 personnes","self":4,"referent":3,"evidence":"everyday_life","status":"confirmed",
            "ratings":[{"by":"self","value":3,"at":"2026-09-12"},{"by":"R-07","value":3,"at":"2026-10-20"}]},
           {"rome_skill":"102345","self":null,"referent":4,"evidence":"badge"}],
 "soft_skills":[{"name":"ponctualité","self":3,"referent":5}],
 "wishes":{"occupations":[{"text":"cuisine de collectivité"},{"rome":"G1602"}],
           "avoid":[{"text":"abattoir"},{"employer":"X"},{"place":"Y"}],
           "contracts":{"CDD":"prefer","CDI":"accept","MIS":"avoid"},"net_monthly_min":null},
 "text":"free text, as the référent noted it"})";

TEST(People, EveryKeyOfTheContractIsRead) {
  const Read result = read(kWhole);
  ASSERT_EQ(result.feed.records.size(), 1U) << result.error;
  EXPECT_THAT(result.feed.rejections, IsEmpty());
  EXPECT_THAT(result.feed.warnings, IsEmpty());
  const Person& person = result.feed.records[0];
  EXPECT_EQ(person.id.value(), "P-0042");
  ASSERT_EQ(person.referents.size(), 2U);
  EXPECT_EQ(person.referents[1].id.value(), "R-11");
  EXPECT_EQ(person.referents[1].role, "social");
  EXPECT_EQ(person.accompaniment.status, AccompanimentStatus::paused);
  EXPECT_EQ(person.accompaniment.from, parse_day("2026-09-01"));
  EXPECT_EQ(person.accompaniment.until, std::nullopt);
  EXPECT_EQ(person.accompaniment.last_contact, parse_day("2026-11-14"));
  EXPECT_EQ(person.home_insee, "45234");
  EXPECT_THAT(person.mobility.modes, ElementsAre(TravelMode::walk, TravelMode::public_transport));
  ASSERT_TRUE(person.mobility.licences);
  EXPECT_THAT(*person.mobility.licences, IsEmpty());
  EXPECT_EQ(person.mobility.vehicle, Answer::unknown);
  EXPECT_EQ(person.mobility.max_minutes, 45);
  EXPECT_EQ(person.mobility.max_km, std::nullopt);
  EXPECT_EQ(person.availability.from, parse_day("2026-12-01"));
  EXPECT_EQ(person.availability.min_hours_per_week, 15);
  EXPECT_EQ(person.availability.max_hours_per_week, 30);
  ASSERT_EQ(person.availability.slots.size(), 1U);
  EXPECT_EQ(person.availability.slots[0].days, 0b0011011);
  EXPECT_EQ(person.availability.slots[0].from_minute, 555);
  EXPECT_EQ(person.availability.slots[0].until_minute, 975);
  EXPECT_EQ(person.availability.nights, Answer::no);
  EXPECT_EQ(person.availability.weekends, Answer::unknown);
  EXPECT_EQ(person.limits.max_lifting_kg, 10);
  EXPECT_EQ(person.limits.standing_long, Answer::no);
  EXPECT_EQ(person.limits.heights, Answer::unknown);
  EXPECT_EQ(person.limits.cold, Answer::yes);
  EXPECT_EQ(person.work.authorised, WorkAuthorisation::yes);
  EXPECT_EQ(person.work.authorised_until, parse_day("2027-06-30"));
  ASSERT_TRUE(person.schemes && person.schemes->size() == 1);
  EXPECT_EQ(person.schemes->front().code, "iae");
  EXPECT_EQ(person.schemes->front().until, parse_day("2027-03-01"));
  ASSERT_TRUE(person.languages && person.languages->size() == 2);
  EXPECT_EQ(person.languages->back().cefr, "C1");
  ASSERT_TRUE(person.diplomas && person.diplomas->size() == 1);
  EXPECT_EQ(person.diplomas->front().level, 3);
  EXPECT_THAT(person.certificates.value_or(std::vector<std::string>{}), ElementsAre("CACES R489 1B"));
  ASSERT_TRUE(person.experiences && person.experiences->size() == 1);
  EXPECT_EQ(person.experiences->front().months, 18);
  EXPECT_TRUE(person.experiences->front().informal);
  ASSERT_EQ(person.skills.size(), 2U);
  EXPECT_EQ(person.skills[0].self, 4);
  EXPECT_EQ(person.skills[0].evidence, Evidence::everyday_life);
  EXPECT_EQ(person.skills[1].rome_skill, "102345");
  EXPECT_EQ(person.skills[1].self, std::nullopt);
  EXPECT_EQ(person.skills[1].evidence, Evidence::badge);
  ASSERT_EQ(person.soft_skills.size(), 1U);
  EXPECT_EQ(person.soft_skills[0].referent, 5);
  ASSERT_EQ(person.wishes.occupations.size(), 2U);
  EXPECT_EQ(person.wishes.occupations[1].rome, "G1602");
  ASSERT_EQ(person.wishes.avoid.size(), 3U);
  EXPECT_EQ(person.wishes.avoid[1].employer, "X");
  ASSERT_EQ(person.wishes.contracts.size(), 3U);
  EXPECT_EQ(person.wishes.contracts[2].contract, "MIS");
  EXPECT_EQ(person.wishes.contracts[2].preference, Preference::avoid);
  EXPECT_EQ(person.text, "free text, as the référent noted it");
}

TEST(People, AnIdAloneIsAPersonOfWhomNothingIsKnown) {
  const Person person = read(R"({"id":"P-1"})").feed.records.at(0);
  EXPECT_EQ(person.work.authorised, WorkAuthorisation::unknown);
  EXPECT_FALSE(person.mobility.licences);
  EXPECT_FALSE(person.experiences);
  EXPECT_FALSE(person.schemes);
  EXPECT_FALSE(person.languages);
  EXPECT_FALSE(person.diplomas);
  EXPECT_FALSE(person.certificates);
  EXPECT_THAT(person.availability.slots, IsEmpty());
}

TEST(People, NullIsUnknownForEveryKey) {
  for (const std::string_view key :
       {"referents", "accompaniment", "home", "mobility", "availability", "limits", "work", "schemes", "languages",
        "diplomas", "certificates", "experiences", "skills", "soft_skills", "wishes", "text", "contact"}) {
    EXPECT_THAT(with('"' + std::string(key) + "\":null").fields, IsEmpty()) << key;
  }
}

TEST(People, AListThatIsThereIsCompleteEvenWhenEmpty) {
  const One one = with(R"("experiences":[],"diplomas":[],"languages":[],"schemes":[],"certificates":[])");
  EXPECT_TRUE(one.person.experiences && one.person.experiences->empty());
  EXPECT_TRUE(one.person.diplomas && one.person.diplomas->empty());
  EXPECT_TRUE(one.person.languages && one.person.languages->empty());
  EXPECT_TRUE(one.person.schemes && one.person.schemes->empty());
  EXPECT_TRUE(one.person.certificates && one.person.certificates->empty());
}

TEST(People, ABadFieldIsUnknownAndNamedAndThePersonStays) {
  for (const auto& [fields, named] : std::vector<std::pair<std::string, std::string>>{
           {R"("home":"45234")", "home"},
           {R"("home":{"insee":"4523"})", "home.insee"},
           {R"("home":{"insee":{}})", "home.insee"},
           {R"("home":{"postal_code":"F-45000"})", "home.postal_code"},
           {R"("mobility":[])", "mobility"},
           {R"("mobility":{"modes":["walk","rocket"]})", "mobility.modes"},
           {R"("mobility":{"modes":"walk"})", "mobility.modes"},
           {R"("mobility":{"licences":["B","Z"]})", "mobility.licences"},
           {R"("mobility":{"licences":[["B"]]})", "mobility.licences"},
           {R"("mobility":{"vehicle":"peut-être"})", "mobility.vehicle"},
           {R"("mobility":{"max_minutes":-5})", "mobility.max_minutes"},
           {R"("mobility":{"max_minutes":4.5})", "mobility.max_minutes"},
           {R"("mobility":{"max_km":"loin"})", "mobility.max_km"},
           {R"("availability":{"from":"demain"})", "availability.from"},
           {R"("availability":{"hours_per_week":30})", "availability.hours_per_week"},
           {R"("availability":{"hours_per_week":{"min":-1}})", "availability.hours_per_week.min"},
           {R"("availability":{"hours_per_week":{"max":81}})", "availability.hours_per_week.max"},
           {R"("availability":{"hours_per_week":{"min":30,"max":20}})", "availability.hours_per_week"},
           {R"("availability":{"slots":[{"days":["mon"],"from":"16:00","to":"09:00"}]})", "availability.slots[0]"},
           {R"("availability":{"slots":[{"days":["mon"],"from":"09:00","to":"09:00"}]})", "availability.slots[0]"},
           {R"("availability":{"slots":[{"days":["mon"],"from":"9h","to":"12:00"}]})", "availability.slots[0]"},
           {R"("availability":{"slots":[{"days":["mon"],"from":"09:00","to":"24:01"}]})", "availability.slots[0]"},
           {R"("availability":{"slots":[{"days":["lundi"],"from":"09:00","to":"12:00"}]})",
            "availability.slots[0].days"},
           {R"("availability":{"slots":[{"days":[],"from":"09:00","to":"12:00"}]})", "availability.slots[0].days"},
           {R"("availability":{"nights":"rarement"})", "availability.nights"},
           {R"("limits":{"max_lifting_kg":-10})", "limits.max_lifting_kg"},
           {R"("limits":{"cold":3})", "limits.cold"},
           {R"("schemes":[{"code":"rsa"}])", "schemes[0].code"},
           {R"("languages":[{"code":"fr","cefr":"D1"}])", "languages[0].cefr"},
           {R"("languages":[{"code":"français"}])", "languages[0].code"},
           {R"("diplomas":[{"level":9}])", "diplomas[0].level"},
           {R"("diplomas":"CAP")", "diplomas"},
           {R"("certificates":[1,{}])", "certificates"},
           {R"("experiences":[{"months":-3}])", "experiences[0].months"},
           {R"("experiences":["cuisinier"])", "experiences[0]"},
           {R"("experiences":[null])", "experiences[0]"},
           {R"("skills":[{"text":"x","self":6}])", "skills[0].self"},
           {R"("skills":[{"text":"x","referent":-1}])", "skills[0].referent"},
           {R"("skills":[{"text":"x","self":3.5}])", "skills[0].self"},
           {R"("skills":[{"text":"x","evidence":"rumour"}])", "skills[0].evidence"},
           {R"("skills":[{"text":"x","status":"maybe"}])", "skills[0].status"},
           {R"("skills":[{"self":3}])", "skills[0]"},
           {R"("soft_skills":[{"self":3}])", "soft_skills[0].name"},
           {R"("wishes":{"occupations":[{"rome":"cuisine"}]})", "wishes.occupations[0].rome"},
           {R"("wishes":{"contracts":{"CDD":"love"}})", "wishes.contracts.CDD"},
           {R"("wishes":{"contracts":{"XYZ":"avoid"}})", "wishes.contracts"},
           {R"("wishes":{"net_monthly_min":-1})", "wishes.net_monthly_min"},
           {R"("referents":[{"id":"a/b"}])", "referents[0].id"},
           {R"("referents":[{"id":"R","role":"boss"}])", "referents[0].role"},
           {R"("accompaniment":{"from":"2026-13-01"})", "accompaniment.from"},
           {R"("text":["x"])", "text"}}) {
    const One one = with(fields);
    EXPECT_THAT(one.fields, ElementsAre(named)) << fields;
  }
}

TEST(People, WhatIsSetAsideCountsAsUnknown) {
  EXPECT_FALSE(with(R"("mobility":{"licences":["B","Z"]})").person.mobility.licences);
  EXPECT_THAT(with(R"("mobility":{"modes":["walk","rocket"]})").person.mobility.modes, IsEmpty());
  EXPECT_FALSE(with(R"("experiences":[{"title":"a"},"b"])").person.experiences);
  EXPECT_FALSE(with(R"("schemes":[{"code":"iae"},{"code":"rsa"}])").person.schemes);
  const One slots = with(R"("availability":{"slots":[{"days":["mon"],"from":"09:00","to":"12:00"},
                                                     {"days":["tue"],"from":"12:00","to":"09:00"}]})");
  EXPECT_THAT(slots.person.availability.slots, IsEmpty());
  EXPECT_EQ(with(R"("languages":[{"code":"fr","cefr":"D1"}])").person.languages->at(0).cefr, "");
  EXPECT_EQ(with(R"("skills":[{"text":"x","self":6,"referent":2}])").person.skills.at(0).referent, 2);
}

TEST(People, ADoubtAboutTheLawSetsThePersonAside) {
  for (const auto& [fields, named] : std::vector<std::pair<std::string, std::string>>{
           {R"("work":{"authorised":"maybe"})", "work.authorised"},
           {R"("work":{"authorised":["yes"]})", "work.authorised"},
           {R"("work":"yes")", "work"},
           {R"("work":{"authorised":"yes","authorised_until":"bientôt"})", "work.authorised_until"},
           {R"("work":{"authorised":"yes","young_worker_until":"2026-02-30"})", "work.young_worker_until"},
           {R"("accompaniment":{"status":"suivi"})", "accompaniment.status"},
           {R"("accompaniment":"active")", "accompaniment"}}) {
    const Read result = read("{\"id\":\"P-0\"}\n{\"id\":\"P-1\"," + fields + "}\n");
    ASSERT_EQ(result.feed.records.size(), 1U) << fields;
    EXPECT_EQ(result.feed.records[0].id.value(), "P-0");
    ASSERT_EQ(result.feed.rejections.size(), 1U) << fields;
    EXPECT_EQ(result.feed.rejections[0].field, named);
    EXPECT_EQ(result.feed.rejections[0].record, 2U);
  }
}

TEST(People, AuthorisationIsReadInAllItsForms) {
  const auto authorised = [](const std::string& value) {
    return with("\"work\":{\"authorised\":" + value + "}").person.work.authorised;
  };
  EXPECT_EQ(authorised("\"yes\""), WorkAuthorisation::yes);
  EXPECT_EQ(authorised("true"), WorkAuthorisation::yes);
  EXPECT_EQ(authorised("\"no\""), WorkAuthorisation::no);
  EXPECT_EQ(authorised("\"ask\""), WorkAuthorisation::ask);
  EXPECT_EQ(authorised("null"), WorkAuthorisation::unknown);
}

TEST(People, OldNamesOfLicencesAreUnderstood) {
  const auto licences = with(R"("mobility":{"licences":["b","EC","EB"]})").person.mobility.licences;
  ASSERT_TRUE(licences);
  EXPECT_THAT(*licences, ElementsAre("B", "CE", "BE"));
}

TEST(People, CorsicanAndNumericCodesAreHomes) {
  EXPECT_EQ(with(R"("home":{"insee":"2A004"})").person.home_insee, "2A004");
  EXPECT_EQ(with(R"("home":{"insee":"2a004"})").person.home_insee, "2A004");
  EXPECT_EQ(with(R"("home":{"insee":1004,"postal_code":1500})").person.home_insee, "01004");
  EXPECT_EQ(with(R"("home":{"postal_code":"45000"})").person.home_postal_code, "45000");
}

TEST(People, ContactsAreDroppedUnread) {
  const Read result = read(R"({"id":"P-1","contact":{"phone":"0612345678","nested":[1,{"x":2}]}}
{"id":"P-2","contact":"0612345678"})");
  EXPECT_EQ(result.feed.records.size(), 2U);
  EXPECT_THAT(result.feed.rejections, IsEmpty());
  EXPECT_THAT(result.feed.warnings, IsEmpty());
}

TEST(People, HomesAreNotQuotedInReasons) {
  const Read result = read(R"({"id":"P-1","home":{"insee":"12 rue du Four","postal_code":"12 rue du Four"}})");
  ASSERT_EQ(result.feed.rejections.size(), 2U);
  for (const Rejection& rejection : result.feed.rejections) {
    EXPECT_THAT(rejection.reason, Not(HasSubstr("rue")));
  }
}

TEST(People, UnknownFieldsGiveOneWarningEach) {
  const Read result = read(
      R"({"id":"P-1","first_name":"x","limits":{"smell":true},"skills":[{"text":"a","level":2},{"text":"b","level":3}]}
{"id":"P-2","first_name":"y"})");
  EXPECT_THAT(result.feed.warnings,
              ElementsAre(HasSubstr("first_name"), HasSubstr("limits.smell"), HasSubstr("skills.level")));
  for (const std::string& warning : result.feed.warnings) {
    EXPECT_THAT(warning, Not(HasSubstr("« x »")));
  }
}

TEST(People, TheyComeInTheOrderOfTheirIds) {
  const Read result = read("[{\"id\":\"P-10\"},{\"id\":\"P-1\"},{\"id\":\"P-2\"}]");
  std::vector<std::string> ids;
  for (const Person& person : result.feed.records) {
    ids.push_back(person.id.value());
  }
  EXPECT_THAT(ids, ElementsAre("P-1", "P-10", "P-2"));
}

TEST(People, TheSameRecordTwiceCountsOnce) {
  const Read result = read(R"({"id":"P-1","text":"a","limits":{"cold":true,"heights":false}}
{"limits":{"heights":false,"cold":true},"text":"a","id":"P-1","contact":{"phone":"1"}})");
  EXPECT_EQ(result.feed.records.size(), 1U);
  EXPECT_THAT(result.feed.rejections, IsEmpty());
}

TEST(People, OneIdWithSeveralContentsSetsAllOfThemAside) {
  const Read result = read(
      "{\"id\":\"P-1\",\"text\":\"a\"}\n{\"id\":\"P-2\"}\n{\"id\":\"P-1\",\"text\":\"b\"}\n"
      "{\"id\":\"P-1\",\"text\":\"a\"}\n");
  ASSERT_EQ(result.feed.records.size(), 1U);
  EXPECT_EQ(result.feed.records[0].id.value(), "P-2");
  ASSERT_EQ(result.feed.rejections.size(), 3U);
  EXPECT_EQ(result.feed.rejections[0].record, 1U);
  EXPECT_EQ(result.feed.rejections[1].record, 3U);
  EXPECT_EQ(result.feed.rejections[2].record, 4U);
  EXPECT_THAT(result.feed.rejections[0].reason, HasSubstr("1, 3, 4"));
}

TEST(People, ARefusedRecordStillContradictsItsTwin) {
  // Taking the twin would give a list to somebody whose right to work is in doubt.
  const Read result = read(
      "{\"id\":\"P-0\"}\n{\"id\":\"P-1\",\"work\":{\"authorised\":\"yes\"}}\n"
      "{\"id\":\"P-1\",\"work\":{\"authorised\":\"maybe\"}}\n");
  ASSERT_EQ(result.feed.records.size(), 1U);
  EXPECT_EQ(result.feed.records[0].id.value(), "P-0");
  EXPECT_EQ(result.feed.rejections.size(), 2U);
}

TEST(People, RecordsThatAreNoPersonAreSetAside) {
  const Read result = read("[{\"id\":\"P-1\"},null,12,\"x\",{\"text\":\"no id\"},{\"id\":\"a/b\"}]");
  EXPECT_EQ(result.feed.records.size(), 1U);
  EXPECT_EQ(result.feed.rejections.size(), 5U);
}

TEST(People, FilesThatCannotBeUsedSayWhy) {
  EXPECT_THAT(read("").error, HasSubstr("fichier vide"));
  EXPECT_THAT(read("name;age\nx;3\n").error, HasSubstr("colonne id"));
  EXPECT_THAT(read("{\"text\":\"x\"}").error, HasSubstr("identifiant"));
  EXPECT_FALSE(read_people("nowhere.ndjson", {}));
}

TEST(People, OrderAndWrappingDoNotMatter) {
  std::vector<std::string> lines;
  for (int index = 0; index < 30; ++index) {
    lines.push_back("{\"id\":\"P-" + std::to_string(index) + "\",\"text\":\"t" + std::to_string(index) + "\"}");
  }
  const auto texts = [](const Read& result) {
    std::vector<std::string> found;
    for (const Person& person : result.feed.records) {
      found.push_back(person.id.value() + person.text);
    }
    return found;
  };
  const auto joined = [](const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const std::string& part : parts) {
      text += (text.empty() ? "" : std::string(separator)) + part;
    }
    return text;
  };
  const auto expected = texts(read(joined(lines, "\n")));
  ASSERT_EQ(expected.size(), lines.size());
  std::mt19937 random(29);
  for (int round = 0; round < 10; ++round) {
    std::ranges::shuffle(lines, random);
    EXPECT_EQ(texts(read(joined(lines, "\n"))), expected);
    EXPECT_EQ(texts(read("[" + joined(lines, ",") + "]")), expected);
    EXPECT_EQ(texts(read("{\"people\":[" + joined(lines, ",\n") + "]}")), expected);
  }
}

TEST(PeopleCsv, FlatColumnsSayTheSameAsTheRecord) {
  const Read result = read(
      "id;home.insee;mobility.max_minutes;mobility.licences;mobility.modes;mobility.vehicle;languages;wishes."
      "occupations;"
      "skills;accompaniment.status;work.authorised;limits.max_lifting_kg;limits.cold;availability.hours_per_week.max;"
      "availability.slots;availability.nights;wishes.contracts;schemes;experiences;certificates;text\n"
      "P-1;45234;45;B|C;walk | bike;oui;fr:A2|ar:C1;cuisine|G1602;faire: la cuisine|accueillir;active;yes;10;non;30;"
      "mon tue 09:15-16:15|sat 09:00-12:00;none;CDD:prefer|MIS:refuse;iae:eligible;cuisinier:18;SST;note\n"
      "P-2;;;none;;none;none;;;;;none;;;;;;;none;none;\n");
  ASSERT_EQ(result.feed.records.size(), 2U) << result.error;
  EXPECT_THAT(result.feed.rejections, IsEmpty());
  EXPECT_THAT(result.feed.warnings, IsEmpty());
  const Person& first = result.feed.records[0];
  EXPECT_EQ(first.home_insee, "45234");
  EXPECT_EQ(first.mobility.max_minutes, 45);
  EXPECT_THAT(*first.mobility.licences, ElementsAre("B", "C"));
  EXPECT_THAT(first.mobility.modes, ElementsAre(TravelMode::walk, TravelMode::bike));
  EXPECT_EQ(first.mobility.vehicle, Answer::yes);
  EXPECT_EQ(first.languages->at(1).code, "ar");
  EXPECT_EQ(first.languages->at(1).cefr, "C1");
  EXPECT_EQ(first.wishes.occupations.at(0).text, "cuisine");
  EXPECT_EQ(first.wishes.occupations.at(1).rome, "G1602");
  EXPECT_EQ(first.skills.at(0).text, "faire: la cuisine");
  EXPECT_EQ(first.skills.at(1).text, "accueillir");
  EXPECT_EQ(first.work.authorised, WorkAuthorisation::yes);
  EXPECT_EQ(first.limits.max_lifting_kg, 10);
  EXPECT_EQ(first.limits.cold, Answer::no);
  EXPECT_EQ(first.availability.max_hours_per_week, 30);
  ASSERT_EQ(first.availability.slots.size(), 2U);
  EXPECT_EQ(first.availability.slots[0].days, 0b0000011);
  EXPECT_EQ(first.availability.slots[1].until_minute, 720);
  EXPECT_EQ(first.availability.nights, Answer::no);
  EXPECT_EQ(first.wishes.contracts.at(1).preference, Preference::refuse);
  EXPECT_EQ(first.schemes->at(0).status, "eligible");
  EXPECT_EQ(first.experiences->at(0).months, 18);
  EXPECT_EQ(first.text, "note");
  const Person& second = result.feed.records[1];
  EXPECT_TRUE(second.mobility.licences && second.mobility.licences->empty());
  EXPECT_TRUE(second.languages && second.languages->empty());
  EXPECT_TRUE(second.experiences && second.experiences->empty());
  EXPECT_TRUE(second.certificates && second.certificates->empty());
  EXPECT_FALSE(second.schemes);
  EXPECT_FALSE(second.diplomas);
  EXPECT_EQ(second.mobility.vehicle, Answer::no);
  EXPECT_EQ(second.limits.max_lifting_kg, std::nullopt);
  EXPECT_EQ(second.work.authorised, WorkAuthorisation::unknown);
}

TEST(PeopleCsv, BadCellsAreNamedAsInARecord) {
  const Read result = read(
      "id,mobility.max_minutes,availability.slots,work.authorised,colour\n"
      "P-1,-3,mon 9h,yes,red\nP-2,,,perhaps,\nP-3,1,2,3,4,5,6\n");
  ASSERT_EQ(result.feed.records.size(), 1U) << result.error;
  std::vector<std::string> fields;
  for (const Rejection& rejection : result.feed.rejections) {
    fields.push_back(rejection.field);
  }
  EXPECT_THAT(fields, ElementsAre("mobility.max_minutes", "availability.slots[0]", "work.authorised", ""));
  EXPECT_THAT(result.feed.warnings, ElementsAre(HasSubstr("colour")));
}

TEST(Referents, AreReadSortedWithWhatReachesThem) {
  const support::TemporaryDirectory directory;
  const auto file = directory.path() / "referents.ndjson";
  support::write_plain(
      file,
      "{\"id\":\"R-2\",\"display_name\":\"Bea\",\"phone\":\"01 99 00 41 02\",\"backup\":\"R-1\","
      "\"absent\":[{\"from\":\"2026-12-21\",\"until\":\"2027-01-03\"},{\"from\":\"demain\"},{},"
      "{\"from\":\"2026-12-21\",\"until\":\"2026-12-01\"},{\"from\":\"2027-02-01\"}]}\n"
      "{\"id\":\"R-1\",\"display_name\":\"Ali\",\"email\":\"a@example.org\"}\n{\"display_name\":\"x\"}\n");
  const auto feed = read_referents(file);
  ASSERT_TRUE(feed);
  ASSERT_EQ(feed->records.size(), 2U);
  EXPECT_EQ(feed->records[0].display_name, "Ali");
  EXPECT_EQ(feed->records[0].email, "a@example.org");
  EXPECT_EQ(feed->records[1].backup, "R-1");
  EXPECT_EQ(feed->records[1].phone, "01 99 00 41 02");
  EXPECT_THAT(feed->records[1].absent, ElementsAre(Absence{parse_day("2026-12-21"), parse_day("2027-01-03")},
                                                   Absence{parse_day("2027-02-01"), std::nullopt}));
  std::vector<std::string> fields;
  for (const Rejection& rejection : feed->rejections) {
    fields.push_back(rejection.field);
  }
  EXPECT_THAT(fields, ElementsAre("absent[1]", "absent[2]", "absent[3]", "id"));
}

}  // namespace
}  // namespace passerelle
