#include "privacy/record_words.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

#include "storage/json.h"
#include "tests/support/files.h"

namespace passerelle {
namespace {

/// Collects the names of fields, and with them the words that these may hold.
void read_schema(JsonView schema, const std::string& field, std::set<std::string>& fields,
                 std::set<std::pair<std::string, std::string>>& codes) {
  if (schema.is_array()) {
    for (std::size_t index = 0; index < schema.size(); ++index) {
      read_schema(schema.at(index), field, fields, codes);
    }
    return;
  }
  if (!schema.is_object()) {
    return;
  }
  schema.for_each_member([&](std::string_view key, JsonView value) {
    if (key == "properties") {
      value.for_each_member([&](std::string_view name, JsonView member) {
        fields.emplace(name);
        read_schema(member, std::string(name), fields, codes);
      });
    } else if (key == "enum") {
      for (std::size_t index = 0; index < value.size(); ++index) {
        if (value.at(index).is_string()) {
          codes.emplace(field, value.at(index).text());
        }
      }
    } else {
      read_schema(value, field, fields, codes);
    }
  });
}

TEST(RecordWords, NameEveryFieldAndCodeOfTheFilesOfPeopleAndContacts) {
  const std::set<std::string> said_as_they_are{"vous", "tu", "oui", "non", "iae", "oeth", "pmsmp", "alternance"};
  std::set<std::string> fields;
  std::set<std::pair<std::string, std::string>> codes;
  for (const char* name : {"people", "contacts"}) {
    const std::string text =
        support::text_of(PASSERELLE_SOURCE_DIR "/datasets/schemas/" + std::string(name) + ".schema.json");
    const Result<JsonDocument> schema = JsonDocument::parse(text);
    ASSERT_TRUE(schema) << name;
    read_schema(schema->root(), "", fields, codes);
  }
  EXPECT_GT(fields.size(), 80U);
  EXPECT_GT(codes.size(), 30U);
  for (const std::string& field : fields) {
    EXPECT_NE(field_in_french(field), "") << field;
  }
  for (const auto& [field, code] : codes) {
    // Licences and levels of a language are called the same in French.
    const bool is_known = field == "licences" || field == "cefr" || said_as_they_are.contains(code);
    EXPECT_TRUE(is_known || !code_in_french(field, code).empty()) << field << ": " << code;
  }
}

TEST(RecordWords, LeaveAloneWhatPeopleWroteAndCodesOfOthers) {
  EXPECT_EQ(code_in_french("text", "work"), "");
  EXPECT_EQ(code_in_french("language", "no"), "");
  EXPECT_EQ(code_in_french("evidence", "work"), "travail");
}

}  // namespace
}  // namespace passerelle
