#include "storage/json.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <random>

#include "storage/utf8.h"

namespace passerelle {
namespace {

using ::testing::HasSubstr;

JsonDocument parsed(std::string_view text) {
  Result<JsonDocument> document = JsonDocument::parse(text);
  EXPECT_TRUE(document) << text;
  return std::move(document).value();
}

std::string problem_of(std::string_view text) {
  const Result<JsonDocument> document = JsonDocument::parse(text);
  return document ? "" : document.error().message;
}

TEST(JsonView, AskingForWhatIsNotThereGivesNull) {
  const JsonDocument document = parsed(R"({"a":[1,{"b":"x"}]})");
  const JsonView root = document.root();
  EXPECT_EQ(root["a"].at(1)["b"].text(), "x");
  EXPECT_TRUE(root["nowhere"]["deeper"].at(3).is_null());
  EXPECT_TRUE(root["a"]["b"].is_null());
  EXPECT_TRUE(root.at(0).is_null());
  EXPECT_EQ(root["a"].at(0)["b"].text(), "");
  EXPECT_EQ(root.size(), 0U);
  EXPECT_EQ(JsonView().text(), "");
}

TEST(JsonView, TextIsTrimmedAndNumbersAreAsWritten) {
  const JsonDocument document = parsed(
      "{\"s\":\"\\u00a0 a b \\n\",\"i\":45000,\"n\":-7,\"d\":2.5,\"t\":true,\"o\":{},\"big\":18446744073709551615}");
  const JsonView root = document.root();
  EXPECT_EQ(root["s"].text(), "a b");
  EXPECT_EQ(root["i"].text(), "45000");
  EXPECT_EQ(root["n"].text(), "-7");
  EXPECT_EQ(root["d"].text(), "2.5");
  EXPECT_EQ(root["t"].text(), "true");
  EXPECT_EQ(root["o"].text(), "");
  EXPECT_EQ(root["big"].text(), "18446744073709551615");
}

TEST(JsonView, NumbersMayBeWrittenAsTextWithACommaOrAPoint) {
  const JsonDocument document =
      parsed(R"(["3","3,5","2.0"," 4 ",5,"5 ans","","inf","nan",null,true,"1e400",9.5,"9007199254740993"])");
  const JsonView list = document.root();
  EXPECT_EQ(list.at(0).number(), 3.0);
  EXPECT_EQ(list.at(1).number(), 3.5);
  EXPECT_EQ(list.at(2).integer(), 2);
  EXPECT_EQ(list.at(3).integer(), 4);
  EXPECT_EQ(list.at(4).integer(), 5);
  for (std::size_t index = 5; index < 12; ++index) {
    EXPECT_EQ(list.at(index).number(), std::nullopt) << index;
    EXPECT_EQ(list.at(index).integer(), std::nullopt) << index;
  }
  EXPECT_EQ(list.at(12).integer(), std::nullopt);
  EXPECT_EQ(list.at(13).integer(), 9007199254740993);
}

TEST(JsonView, IntegersThatDoNotFitAreNothing) {
  const JsonDocument document = parsed("[9223372036854775807,9223372036854775808,-9223372036854775808,1e300]");
  EXPECT_EQ(document.root().at(0).integer(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(document.root().at(1).integer(), std::nullopt);
  EXPECT_EQ(document.root().at(2).integer(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(document.root().at(3).integer(), std::nullopt);
}

TEST(JsonView, AZeroIsAZeroHoweverItIsWritten) {
  const JsonDocument document = parsed("[0E101,0e-44,0.0e99,-0E200,0e300,1e-999,0.000]");
  ASSERT_EQ(document.root().size(), 7U);
  for (std::size_t index = 0; index < document.root().size(); ++index) {
    EXPECT_EQ(document.root().at(index).number(), 0.0) << index;
  }
  EXPECT_THAT(problem_of("[1e999]"), HasSubstr("trop grand"));
}

TEST(JsonView, AnswersHaveThreeValues) {
  const JsonDocument document = parsed(R"([true,"oui","YES",1,"1",false,"Non","no",0,null,"peut-être",2,[],{}])");
  for (std::size_t index = 0; index < document.root().size(); ++index) {
    const Answer expected = index < 5 ? Answer::yes : index < 9 ? Answer::no : Answer::unknown;
    EXPECT_EQ(document.root().at(index).answer(), expected) << index;
  }
}

TEST(JsonDocument, RefusesWhatIsNoJsonAndSaysWhere) {
  EXPECT_THAT(problem_of(""), HasSubstr("vide"));
  EXPECT_THAT(problem_of("{\"a\":1} x"), HasSubstr("octet 9"));
  EXPECT_THAT(problem_of("{\"a\":1"), HasSubstr("octet 7"));
  EXPECT_THAT(problem_of("{\"a\":\"b\nc\"}"), HasSubstr("octet"));
  EXPECT_NE(problem_of("{'a':1}"), "");
  EXPECT_NE(problem_of("[1,]"), "");
  EXPECT_NE(problem_of("[NaN]"), "");
  EXPECT_NE(problem_of("[1e999]"), "");
  EXPECT_NE(problem_of(R"(["\ud800"])"), "");
}

TEST(JsonDocument, RefusesBytesThatAreNoUtf8) {
  for (const std::string_view bytes : {"\xE9", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    EXPECT_THAT(problem_of("[\"" + std::string(bytes) + "\"]"), HasSubstr("UTF-8"));
  }
  EXPECT_EQ(problem_of("[\"é€😀\"]"), "");
}

TEST(JsonDocument, NothingPassesUnreadBehindANulByte) {
  EXPECT_THAT(problem_of(std::string_view("{\"a\":1}\0{\"b\":2}", 15)), HasSubstr("nul"));
}

TEST(JsonDocument, DepthIsLimitedTo64) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(problem_of(nested(64)), "");
  EXPECT_THAT(problem_of(nested(65)), HasSubstr("imbrication"));
  EXPECT_THAT(problem_of(nested(1'000'000)), HasSubstr("imbrication"));
}

TEST(JsonWriter, WritesInTheOrderOfTheCalls) {
  JsonWriter json;
  json.begin_object().key("b").integer(-3).key("a").begin_array().string("é\"\n").null().boolean(true).end_array();
  json.key("r").raw("{\"x\":[]}").end_object();
  EXPECT_EQ(json.take(), R"({"b":-3,"a":["é\"\n",null,true],"r":{"x":[]}})");
  json.begin_array().end_array();
  EXPECT_EQ(json.take(), "[]");
}

TEST(JsonWriter, TenThousandthsHaveFourDecimals) {
  const auto written = [](std::int64_t units) {
    JsonWriter json;
    json.ten_thousandths(units);
    return json.take();
  };
  EXPECT_EQ(written(8312), "0.8312");
  EXPECT_EQ(written(0), "0.0000");
  EXPECT_EQ(written(-5), "-0.0005");
  EXPECT_EQ(written(123456), "12.3456");
  EXPECT_EQ(written(-10000), "-1.0000");
  EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-922337203685477.5808");
}

TEST(JsonWriter, NumbersReadBackTheSame) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> wide(0, 1e6);
  for (int round = 0; round < 2000; ++round) {
    const double value =
        round % 2 == 0 ? wide(random) : std::ldexp(wide(random), static_cast<int>(random() % 400) - 200);
    JsonWriter json;
    json.begin_array().number(value).end_array();
    EXPECT_EQ(parsed(json.take()).root().at(0).number(), value);
  }
  JsonWriter json;
  json.begin_array().number(0.1).number(30).number(std::nan("")).number(INFINITY).end_array();
  EXPECT_EQ(json.take(), "[0.1,30,null,null]");
}

TEST(JsonWriter, MalformedBytesBecomeTheReplacementCharacter) {
  JsonWriter json;
  json.begin_object().key("k\xFF").string("caf\xE9 cr\xC3\xA8me").end_object();
  EXPECT_EQ(json.take(), "{\"k\xEF\xBF\xBD\":\"caf\xEF\xBF\xBD crème\"}");
}

TEST(JsonWriter, AnyTextReadsBackTheSame) {
  std::mt19937 random(5);
  const std::vector<std::string> parts{"a", "\"", "\\", "\n", "\t", "é", "€", "😀", " ", "\x01", "/", "\x7F"};
  for (int round = 0; round < 500; ++round) {
    std::string text = "<";
    for (std::size_t count = random() % 10; count > 0; --count) {
      text += parts[random() % parts.size()];
    }
    text += '>';
    JsonWriter json;
    json.begin_array().string(text).end_array();
    EXPECT_EQ(parsed(json.take()).root().at(0).text(), text);
  }
}

TEST(Utf8, PrefixesNeverCutACharacter) {
  const std::string text = "aé€😀b";
  for (std::size_t size = 0; size <= text.size() + 1; ++size) {
    const std::string_view prefix = utf8_prefix(text, size);
    EXPECT_LE(prefix.size(), size);
    EXPECT_TRUE(is_utf8(prefix));
    EXPECT_TRUE(text.starts_with(prefix));
  }
}

TEST(Utf8, EveryCodePointIsTakenAndEverySurrogateRefused) {
  for (unsigned code = 0x80; code <= 0x10FFFF; code += code < 0x900 ? 1 : 61) {
    std::string bytes;
    if (code < 0x800) {
      bytes = {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
    } else if (code < 0x10000) {
      bytes = {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
               static_cast<char>(0x80 | (code & 0x3F))};
    } else {
      bytes = {static_cast<char>(0xF0 | (code >> 18)), static_cast<char>(0x80 | ((code >> 12) & 0x3F)),
               static_cast<char>(0x80 | ((code >> 6) & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
    }
    ASSERT_EQ(is_utf8(bytes), code < 0xD800 || code > 0xDFFF) << code;
    ASSERT_FALSE(is_utf8(bytes.substr(0, bytes.size() - 1))) << code;
  }
}

}  // namespace
}  // namespace passerelle
