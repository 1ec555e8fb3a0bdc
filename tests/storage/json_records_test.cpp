#include "storage/json_records.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "storage/json.h"

namespace passerelle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

struct Cut {
  std::vector<RawRecord> records;
  std::string error;

  /// The `id` of each record that is sound JSON.
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> ids;
    for (const RawRecord& record : records) {
      const auto document = JsonDocument::parse(record.text);
      if (record.problem.empty() && document && document->root().is_object()) {
        ids.push_back(document->root()["id"].text());
      }
    }
    return ids;
  }
  [[nodiscard]] std::size_t bad() const { return records.size() - ids().size(); }
};

Cut cut(std::string_view text, const RecordLimits& limits = {}) {
  Cut result;
  ByteSource source = ByteSource::from_memory(text);
  const auto done = for_each_json_record(source, limits, [&result](RawRecord&& record) {
    result.records.push_back(std::move(record));
    return true;
  });
  result.error = done ? "" : done.error().message;
  return result;
}

/// Records with what confuses cutters: brackets, quotes and keys of envelopes inside strings, nested lists.
std::vector<std::string> awkward_records() {
  return {R"({"id":"a","text":"{[\"]} , \\"})", R"({"id":"b","list":[{"x":1},{"y":[2,3]}],"o":{"id":"inner"}})",
          R"({"id":"c","text":"\"resultats\":["})", R"({"id":"d","people":[{"id":"no"}],"offers":[{"id":"no"}]})",
          R"({"id":"e"})"};
}

const std::vector<std::string> kAwkwardIds{"a", "b", "c", "d", "e"};

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : std::string(separator)) + part;
  }
  return text;
}

/// The record over several lines, as pretty-printers write it; each level moved right by `indent`.
std::string pretty(std::string_view json, std::size_t indent, std::size_t depth = 0) {
  std::string text;
  bool in_string = false;
  bool escaped = false;
  const auto new_line = [&] { text += '\n' + std::string(indent * depth, ' '); };
  for (const char byte : json) {
    if (in_string) {
      text += byte;
      in_string = escaped || byte != '"';
      escaped = !escaped && byte == '\\';
    } else if (byte == '{' || byte == '[') {
      text += byte;
      ++depth;
      new_line();
    } else if (byte == '}' || byte == ']') {
      --depth;
      new_line();
      text += byte;
    } else {
      text += byte;
      in_string = byte == '"';
      if (byte == ',') {
        new_line();
      }
    }
  }
  return text;
}

TEST(JsonRecords, EveryWrappingGivesTheSameRecords) {
  const std::vector<std::string> records = awkward_records();
  const std::string array = "[" + joined(records, ",") + "]";
  const std::string envelope =
      "{\"filtres\":[{\"a\":[1]}],\"resultats\":" + array + ",\"total\":5,\"x\":[{\"id\":\"no\"}]}";
  std::vector<std::string> texts{joined(records, "\n"),
                                 joined(records, "\n") + "\n",
                                 joined(records, "\r\n\r\n"),
                                 joined(records, " "),
                                 "\xEF\xBB\xBF" + joined(records, "\n"),
                                 array,
                                 "[\n" + joined(records, ",\n") + "\n]\n",
                                 "[\n  " + joined(records, "\n  ,") + "\n]\n",
                                 "[" + joined(records, ",\n ") + "]",
                                 envelope,
                                 "{\"@context\":\"x\",\"@graph\":" + array + "}",
                                 "{\"itemListElement\":" + array + "}",
                                 "{\"offers\":" + array + "}",
                                 "{\"people\":" + array + ",\"total\":3}",
                                 "[{\"resultats\":[" + records[0] + "," + records[1] + "]},{\"resultats\":[" +
                                     records[2] + "]}," + records[3] + "," + records[4] + "]",
                                 "{\"resultats\":[" + records[0] + "]}{\"resultats\":[]}\n{\"resultats\":[" +
                                     records[1] + "," + records[2] + "]}\n" + records[3] + "[" + records[4] + "]"};
  for (const std::size_t indent : {0U, 1U, 2U, 4U}) {
    texts.push_back(pretty(array, indent));
    texts.push_back(pretty(envelope, indent));
    std::vector<std::string> lines;
    std::ranges::transform(records, std::back_inserter(lines),
                           [indent](const std::string& record) { return pretty(record, indent); });
    texts.push_back(joined(lines, "\n"));
  }
  for (const std::string& text : texts) {
    const Cut result = cut(text);
    EXPECT_EQ(result.ids(), kAwkwardIds) << text;
    EXPECT_EQ(result.bad(), 0U) << text;
    EXPECT_EQ(result.error, "") << text;
  }
}

TEST(JsonRecords, RecordsAndLinesCountFromOne) {
  const Cut result = cut("{\"id\":1}\n\n{\"id\":2}\r\ngarbage\n{\"id\":3}");
  ASSERT_EQ(result.records.size(), 4U);
  const auto lines = [&](std::size_t index) {
    return std::pair(result.records[index].number, result.records[index].line);
  };
  EXPECT_EQ(lines(0), std::pair(std::uint64_t{1}, std::uint64_t{1}));
  EXPECT_EQ(lines(1), std::pair(std::uint64_t{2}, std::uint64_t{3}));
  EXPECT_EQ(lines(2), std::pair(std::uint64_t{3}, std::uint64_t{4}));
  EXPECT_EQ(lines(3), std::pair(std::uint64_t{4}, std::uint64_t{5}));
  EXPECT_EQ(result.records[2].text, "garbage");
}

TEST(JsonRecords, LinesStayRightBehindRecordsOfSeveralLinesAndBrokenOnes) {
  const Cut result = cut("[\n{\n\"id\":1\n},\n{\"id\":\"cut\n},\n{\n\"id\":3\n}\n]");
  ASSERT_EQ(result.records.size(), 3U);
  EXPECT_EQ(result.records[0].line, 2U);
  EXPECT_EQ(result.records[1].line, 5U);
  EXPECT_EQ(result.records[2].line, 7U);
  EXPECT_THAT(result.ids(), ElementsAre("1", "3"));
}

/// Each line broken in one way must cost itself alone, wherever it stands.
class OneBrokenLine : public ::testing::TestWithParam<std::string> {};
class OneBrokenElement : public ::testing::TestWithParam<std::string> {};

TEST_P(OneBrokenLine, CostsItselfAloneAmongLines) {
  for (std::size_t place = 0; place <= 4; ++place) {
    std::vector<std::string> lines{R"({"id":"1","l":[1,{"x":2}]})", R"({"id":"2","t":"a"})", R"({"id":"3"})",
                                   R"({"id":"4"})"};
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place), GetParam());
    const Cut result = cut(joined(lines, "\n") + "\n");
    EXPECT_THAT(result.ids(), ElementsAre("1", "2", "3", "4")) << "at " << place;
    EXPECT_EQ(result.bad(), 1U) << "at " << place;
  }
}

TEST_P(OneBrokenElement, CostsItselfAloneInAnArrayOfLines) {
  // In front of all others, a list left open takes them for its elements: the whole is then sound JSON.
  const std::size_t first_place = GetParam().find('[') == std::string::npos ? 0 : 1;
  for (std::size_t place = first_place; place <= 4; ++place) {
    std::vector<std::string> lines{R"({"id":"1","l":[1,{"x":2}]})", R"({"id":"2","t":"a"})", R"({"id":"3"})",
                                   R"({"id":"4"})"};
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(place), GetParam());
    for (const std::string& text : {"[\n" + joined(lines, ",\n") + "\n]\n", "[" + joined(lines, ",\n ") + "\n]",
                                    "{\"resultats\":[\n  " + joined(lines, ",\n  ") + "\n],\"total\":5}\n"}) {
      const Cut result = cut(text);
      EXPECT_THAT(result.ids(), ElementsAre("1", "2", "3", "4")) << text;
      EXPECT_EQ(result.bad(), 1U) << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Garbage, OneBrokenLine, ::testing::Values("garbage", "<html>", "\"text\"", "12", "}", "]"));

const auto kBrokenRecords =
    ::testing::Values("{\"id\":\"cut", "{\"id\":\"cut\"", "{\"id\":\"cut\",", "{\"id\":", "{\"id\"", "{",
                      "{\"id\":\"cut\",\"l\":[1,2", "{\"id\":\"cut\",\"o\":{\"x\":1}",
                      "{\"id\":\"cut\",\"o\":[{\"x\":1}", "{\"id\":\"a raw\nnewline\"}", "{\"id\":]}", "{\"id\":\"x\\");
INSTANTIATE_TEST_SUITE_P(BrokenRecord, OneBrokenLine, kBrokenRecords);
INSTANTIATE_TEST_SUITE_P(BrokenRecord, OneBrokenElement, kBrokenRecords);

TEST(JsonRecords, ALineCutWhereAnObjectCouldFollowCostsItselfOnceLinesAreKnown) {
  // After "[1," an object may stand: only the lines before tell that this one is the next record.
  for (const std::string_view cut_line :
       {"{\"id\":\"cut\",\"l\":[1,", "{\"id\":\"cut\",\"l\":[", "{\"id\":\"cut\",\"o\":"}) {
    const std::string text = "{\"id\":1}\n" + std::string(cut_line) + "\n{\"id\":2}\n{\"id\":3}\n";
    const Cut result = cut(text);
    EXPECT_THAT(result.ids(), ElementsAre("1", "2", "3")) << text;
    EXPECT_EQ(result.bad(), 1U) << text;
    const Cut first = cut(text.substr(text.find('\n') + 1));
    EXPECT_THAT(first.ids(), ElementsAre("2", "3")) << text;
  }
}

TEST(JsonRecords, ABrokenRecordOfSeveralLinesDoesNotGiveItsInsidesForRecords) {
  std::vector<std::string> records{R"({"id":"1","list":[{"id":"in"}]})", R"({"id":"2","list":[{"id":"in"}]})",
                                   R"({"id":"3","list":[{"id":"in"}]})"};
  const std::string whole = pretty("[" + joined(records, ",") + "]", 2);
  // The middle record loses the quote that closes its id.
  std::string broken = whole;
  broken.erase(broken.find("\"2\"") + 2, 1);
  const Cut result = cut(broken);
  EXPECT_THAT(result.ids(), ElementsAre("1", "3"));
  EXPECT_EQ(result.bad(), 1U);
}

TEST(JsonRecords, TruncationLosesAtMostTheLastRecord) {
  const std::vector<std::string> records = awkward_records();
  const std::string array = "[" + joined(records, ",") + "]";
  for (const std::string& text : {joined(records, "\n") + "\n", array, "[\n" + joined(records, ",\n") + "\n]",
                                  "{\"resultats\":" + array + ",\"total\":5}", pretty(array, 2)}) {
    const Cut whole = cut(text);
    std::size_t complete = 0;
    for (std::size_t size = 1; size < text.size(); ++size) {
      const Cut part = cut(std::string_view(text).substr(0, size));
      const std::vector<std::string> ids = part.ids();
      ASSERT_LE(ids.size(), kAwkwardIds.size());
      ASSERT_TRUE(std::equal(ids.begin(), ids.end(), kAwkwardIds.begin())) << text.substr(0, size);
      ASSERT_GE(ids.size(), complete) << text.substr(0, size);
      ASSERT_LE(part.bad(), 1U) << text.substr(0, size);
      complete = ids.size();
    }
    EXPECT_EQ(whole.ids(), kAwkwardIds);
    EXPECT_GE(complete, kAwkwardIds.size() - 1);
  }
}

TEST(JsonRecords, AListLeftOpenIsTold) {
  for (const std::string_view text :
       {"[{\"id\":1},{\"id\":2}", "[{\"id\":1},{\"id\":2},", "{\"resultats\":[{\"id\":1},{\"id\":2}]",
        "{\"resultats\":[{\"id\":1},{\"id\":2}],\"to"}) {
    const Cut result = cut(text);
    EXPECT_THAT(result.ids(), ElementsAre("1", "2")) << text;
    ASSERT_EQ(result.bad(), 1U) << text;
    EXPECT_THAT(result.records.back().problem, HasSubstr("tronqué"));
  }
}

TEST(JsonRecords, ALongLineIsSkippedWithItsReason) {
  RecordLimits limits;
  limits.max_bytes = std::size_t{1} << 20U;
  const std::string huge(100'000'000, 'x');
  const Cut result = cut("{\"id\":1}\n{\"id\":\"" + huge + "\"}\n{\"id\":2}\n" + huge + "\n{\"id\":3}\n", limits);
  EXPECT_THAT(result.ids(), ElementsAre("1", "2", "3"));
  ASSERT_EQ(result.records.size(), 5U);
  for (const std::size_t index : {1U, 3U}) {
    EXPECT_THAT(result.records[index].problem, HasSubstr("octets"));
    EXPECT_THAT(result.records[index].text, IsEmpty());
  }
  EXPECT_EQ(result.records[4].line, 5U);
}

TEST(JsonRecords, TheLimitIsExact) {
  RecordLimits limits;
  limits.max_bytes = 20;
  const auto record = [](std::size_t size) { return "{\"id\":\"" + std::string(size - 9, 'x') + "\"}"; };
  EXPECT_EQ(cut(record(20), limits).bad(), 0U);
  EXPECT_EQ(cut(record(21), limits).bad(), 1U);
}

TEST(JsonRecords, AnUnclosedRecordDoesNotSwallowALongFile) {
  RecordLimits limits;
  limits.max_bytes = std::size_t{1} << 20U;
  std::string text = "{\"id\":\"cut\",\"l\":[1,\n";
  for (int line = 0; line < 100'000; ++line) {
    text += "{\"id\":\"" + std::to_string(line) + "\",\"text\":\"some words to fill the line\"}\n";
  }
  const Cut result = cut(text, limits);
  EXPECT_EQ(result.ids().size(), 100'000U);
  EXPECT_EQ(result.bad(), 1U);
}

TEST(JsonRecords, DeepNestingIsARejection) {
  for (const std::string& nested : {std::string(10'000, '['), std::string(10'000, '[') + std::string(10'000, ']'),
                                    "{\"id\":" + std::string(10'000, '[') + std::string(10'000, ']') + "}",
                                    "{\"id\":" + std::string(10'000, '[')}) {
    const Cut result = cut("{\"id\":1}\n" + nested + "\n{\"id\":2}\n");
    EXPECT_THAT(result.ids(), ElementsAre("1", "2")) << nested.substr(0, 10);
    EXPECT_THAT(result.records[1].problem, HasSubstr("imbrication"));
  }
}

TEST(JsonRecords, HostileLinesTakeNoQuadraticTime) {
  // Every line leaves something open: a reader that went to the end from each of them would not come back.
  for (const std::string_view line : {"{\"id\":[1,\n", "{\"id\":\n", "[{\"id\":[\n", "{\"a\":[{},\n{}],\"b\":[\n"}) {
    std::string text;
    while (text.size() < 6'000'000) {
      text += line;
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(cut(text).records.empty()) << line;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << line;
  }
}

TEST(JsonRecords, AnEmptyStreamIsAnError) {
  EXPECT_THAT(cut("").error, HasSubstr("vide"));
  EXPECT_THAT(cut(" \r\n\t\n").error, HasSubstr("vide"));
  EXPECT_THAT(cut("\xEF\xBB\xBF").error, HasSubstr("vide"));
  EXPECT_THAT(cut("[]").error, HasSubstr("aucun"));
  EXPECT_THAT(cut("{\"resultats\":[]}").error, HasSubstr("aucun"));
}

TEST(JsonRecords, Utf16IsAClearError) {
  EXPECT_THAT(cut(std::string_view("\xFF\xFE{\0}\0", 6)).error, HasSubstr("UTF-16"));
  EXPECT_THAT(cut(std::string_view("\xFE\xFF\0{\0}", 6)).error, HasSubstr("UTF-16"));
  EXPECT_THAT(cut(std::string_view("{\0\"\0", 4)).error, HasSubstr("UTF-16"));
}

TEST(JsonRecords, NulBytesCostTheirRecordAlone) {
  const std::string text("{\"id\":1}\n{\"id\":\"\0\"}\n\0\0\n{\"id\":2}\n", 32);
  const Cut result = cut(text);
  EXPECT_THAT(result.ids(), ElementsAre("1", "2"));
  EXPECT_EQ(result.bad(), 2U);
}

TEST(JsonRecords, TheVisitorMayStop) {
  ByteSource source = ByteSource::from_memory("{}\n{}\n{}\n");
  int seen = 0;
  EXPECT_TRUE(for_each_json_record(source, {}, [&seen](RawRecord&&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

TEST(JsonRecords, DamageNeverTouchesRecordsOnOtherLines) {
  std::mt19937 random(17);
  const std::string alphabet = "{}[]\",:\\ x\t1";
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> lines;
    std::vector<std::string> sound;
    for (int line = 0; line < 6; ++line) {
      const std::string id = "r" + std::to_string(line);
      std::string text = R"({"id":")" + id + R"(","l":[{"x":[1]},2],"t":"a\"b"})";
      // The first two lines stay sound: from them on it is known that records hold on one line each.
      if (line >= 2 && random() % 2 == 0) {
        for (std::size_t hits = 1 + random() % 4; hits > 0; --hits) {
          text[1 + random() % (text.size() - 1)] = alphabet[random() % alphabet.size()];
        }
      } else {
        sound.push_back(id);
      }
      lines.push_back(text);
    }
    const std::string text = joined(lines, "\n") + "\n";
    ASSERT_THAT(cut(text).ids(), IsSupersetOf(sound)) << text;
  }
}

}  // namespace
}  // namespace passerelle
