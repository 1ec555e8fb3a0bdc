#include <gmock/gmock.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <filesystem>

#include "storage/byte_source.h"
#include "storage/json_records.h"
#include "tests/support/real_data.h"

namespace passerelle {
namespace {

const std::filesystem::path kSchemas = std::filesystem::path(PASSERELLE_SOURCE_DIR) / "datasets" / "schemas";

/// Checks records against one of the published schemas.
class Schema {
 public:
  explicit Schema(const std::string& name) : document_(parsed(name)), schema_(document_) {}

  /// Where the record breaks the schema; empty when it does not.
  [[nodiscard]] std::string violation(const std::string& json) const {
    rapidjson::Document record;
    record.Parse(json.c_str());
    if (record.HasParseError()) {
      return "not JSON";
    }
    rapidjson::SchemaValidator validator(schema_);
    if (record.Accept(validator)) {
      return "";
    }
    rapidjson::StringBuffer where;
    validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
    return std::string(where.GetString()) + ' ' + validator.GetInvalidSchemaKeyword();
  }

 private:
  static rapidjson::Document parsed(const std::string& name) {
    rapidjson::Document document;
    const auto text = read_whole_file(kSchemas / (name + ".schema.json"));
    EXPECT_TRUE(text) << name;
    document.Parse(text ? text->c_str() : "{}");
    EXPECT_FALSE(document.HasParseError()) << name;
    return document;
  }

  rapidjson::Document document_;
  rapidjson::SchemaDocument schema_;
};

TEST(Schemas, EachContractHasOneAndRefusesAnEmptyRecord) {
  for (const std::string name : {"offers", "people", "referents", "lists", "rejected", "requirements", "run",
                                 "messages", "link", "events", "contacts", "review", "sms_service"}) {
    EXPECT_NE(Schema(name).violation("{}"), "") << name;
    EXPECT_NE(Schema(name).violation("[]"), "") << name;
  }
}

TEST(Schemas, PeopleAreHeldToTheContract) {
  const Schema schema("people");
  EXPECT_EQ(schema.violation(R"({"id":"P-1"})"), "");
  EXPECT_EQ(schema.violation(
                R"({"id":"P-1","home":{"insee":"2A004"},"mobility":{"licences":[],"modes":["walk"],"vehicle":null},
      "availability":{"slots":[{"days":["mon"],"from":"09:15","to":"16:15"}],"nights":false},
      "skills":[{"text":"x","self":4,"referent":null,"evidence":"everyday_life"}],
      "languages":[{"code":"fr","cefr":"A2"}],"wishes":{"contracts":{"CDD":"prefer"}},"work":{"authorised":"ask"}})"),
            "");
  for (const std::string_view bad :
       {R"({"id":"a/b"})", R"({"id":"P","home":{"insee":"Orléans"}})", R"({"id":"P","mobility":{"modes":["rocket"]}})",
        R"({"id":"P","work":{"authorised":"maybe"}})", R"({"id":"P","skills":[{"text":"x","self":6}]})",
        R"({"id":"P","languages":[{"code":"fr","cefr":"D1"}]})", R"({"id":"P","mobility":{"max_minutes":-1}})",
        R"({"id":"P","schemes":[{"code":"rsa"}]})", R"({"id":"P","accompaniment":{"status":"suivi"}})"}) {
    EXPECT_NE(schema.violation(std::string(bad)), "") << bad;
  }
}

TEST(Schemas, TheContactsOfTheSamplesFollowTheirsButForOneWithoutAPerson) {
  const Schema schema("contacts");
  auto source =
      ByteSource::open(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "datasets" / "samples" / "contacts.ndjson");
  ASSERT_TRUE(source);
  std::vector<std::string> violations;
  const auto done = for_each_json_record(*source, {}, [&](RawRecord&& record) {
    if (std::string violation = schema.violation(record.text); !violation.empty()) {
      violations.push_back(std::move(violation));
    }
    return true;
  });
  ASSERT_TRUE(done);
  EXPECT_THAT(violations, ::testing::ElementsAre("# required")) << "one is there to be set aside";
  EXPECT_NE(schema.violation(R"({"person":"P-1","channel":"pigeon"})"), "");
  EXPECT_NE(schema.violation(R"({"person":"P-1","consent":[{"given_at":"2026-09-01"}]})"), "");
}

TEST(Schemas, AReviewedLineNamesItsPersonOfferAndList) {
  const Schema schema("review");
  const std::string list(64, 'a');
  const std::string rest = R"(,"decision":"garder","offer":"O-1","shown":"b","list":")";
  EXPECT_EQ(schema.violation(R"({"person":"P-1","kind":"offre 1")" + rest + list + "\"}"), "");
  EXPECT_NE(schema.violation(R"({"person":"P-1")" + rest + "not a digest\"}"), "");
  EXPECT_NE(schema.violation(R"({"kind":"offre 1")" + rest + list + "\"}"), "");
}

TEST(Schemas, TheDescriptionOfAnSmsServiceThatComesWithTheProgramFollowsItsSchema) {
  const auto text =
      read_whole_file(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "datasets" / "samples" / "sms_service.json");
  ASSERT_TRUE(text);
  EXPECT_EQ(Schema("sms_service").violation(*text), "");
}

// `tests/deliver/gateways_test.cpp` asks the program about the same cases.
TEST(Schemas, DescriptionsOfSmsServicesAreRefusedAsTheProgramRefusesThem) {
  const Schema schema("sms_service");
  const auto text = read_whole_file(PASSERELLE_SOURCE_DIR "/tests/cases/sms_services.json");
  ASSERT_TRUE(text);
  rapidjson::Document cases;
  cases.Parse(text->c_str());
  ASSERT_TRUE(cases.IsArray());
  for (const auto& one : cases.GetArray()) {
    rapidjson::StringBuffer service;
    rapidjson::Writer<rapidjson::StringBuffer> writer(service);
    one["service"].Accept(writer);
    EXPECT_EQ(schema.violation(service.GetString()).empty(), one["is_accepted"].GetBool()) << one["name"].GetString();
  }
}

TEST(Schemas, RealOffersFollowTheirsButForTwoWithoutATitle) {
  SKIP_WITHOUT_REAL_DATA();
  const Schema schema("offers");
  auto source = ByteSource::open(support::real_data() / "france_travail" / "offers.jsonl");
  ASSERT_TRUE(source);
  std::vector<std::string> violations;
  std::size_t records = 0;
  const auto done = for_each_json_record(*source, {}, [&](RawRecord&& record) {
    ++records;
    if (std::string violation = schema.violation(record.text); !violation.empty()) {
      violations.push_back(std::move(violation));
    }
    return true;
  });
  ASSERT_TRUE(done);
  EXPECT_EQ(records, 4875U);
  EXPECT_THAT(violations, ::testing::ElementsAre("#/intitule pattern", "#/intitule pattern"));
}

}  // namespace
}  // namespace passerelle
