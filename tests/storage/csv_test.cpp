#include "storage/csv.h"

#include <gmock/gmock.h>

#include <random>

namespace passerelle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

struct Table {
  Rows rows;
  std::vector<std::string> problems;
  std::vector<std::uint64_t> lines;
  std::string error;
};

Table read(std::string_view text, const CsvOptions& options = {}) {
  Table table;
  ByteSource source = ByteSource::from_memory(text);
  const auto done = for_each_csv_row(source, options, [&table](const CsvRow& row) {
    table.rows.push_back(row.cells());
    table.problems.push_back(row.problem);
    table.lines.push_back(row.line());
    return true;
  });
  table.error = done ? "" : done.error().message;
  return table;
}

TEST(Csv, CellsAreFoundByColumn) {
  ByteSource source = ByteSource::from_memory("id,title\n7,Serveur\n");
  const auto done = for_each_csv_row(source, {}, [](const CsvRow& row) {
    EXPECT_EQ(row["title"], "Serveur");
    EXPECT_EQ(row["id"], "7");
    EXPECT_EQ(row["nowhere"], "");
    EXPECT_EQ(row.number(), 1U);
    EXPECT_EQ(row.line(), 2U);
    return true;
  });
  EXPECT_TRUE(done);
}

TEST(Csv, TheSeparatorIsToldFromTheHeader) {
  EXPECT_THAT(read("a;b;c\n1;2,5;3\n").rows, ElementsAre(ElementsAre("1", "2,5", "3")));
  EXPECT_THAT(read("a\tb\n1\t2;3\n").rows, ElementsAre(ElementsAre("1", "2;3")));
  EXPECT_THAT(read("\"a;b;c\",d\n1,2\n").rows, ElementsAre(ElementsAre("1", "2")));
}

TEST(Csv, QuotesHoldSeparatorsNewlinesAndQuotes) {
  EXPECT_THAT(read("a,b\n\"x,y\",\"l1\nl2\"\n\"say \"\"oui\"\"\",\"\"\n").rows,
              ElementsAre(ElementsAre("x,y", "l1\nl2"), ElementsAre("say \"oui\"", "")));
}

TEST(Csv, LinesAreCountedThroughQuotes) {
  EXPECT_THAT(read("a,b\r\n\r\n\"1\r\n1\",2\r\n3,4\r\n").lines, ElementsAre(3U, 5U));
}

TEST(Csv, WindowsEndsAByteOrderMarkAndAMissingLastNewlineMakeNoDifference) {
  const Table plain = read("a,b\n1,2\n3,4\n");
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a,b\r\n1,2\r\n3,4")
                .rows,
            plain.rows);
  EXPECT_EQ(read("a,b\r\n1,\"2\"\r\n3,\"4\"").rows, plain.rows);
}

TEST(Csv, WithoutQuotesAQuoteIsAnOrdinaryCharacter) {
  CsvOptions options;
  options.quotes = false;
  options.separator = '\t';
  EXPECT_THAT(read("a\tb\n\"x\ty\n", options).rows, ElementsAre(ElementsAre("\"x", "y")));
}

TEST(Csv, AnUnclosedQuoteCostsItsLineAlone) {
  const Table table = read("id,text\n1,ok\n2,\"never closed\n3,\"fine\"\n4,ok\n");
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_THAT(table.problems[1], HasSubstr("guillemet"));
  EXPECT_THAT(table.rows[2], ElementsAre("3", "fine"));
  EXPECT_THAT(table.rows[3], ElementsAre("4", "ok"));
  EXPECT_THAT(table.lines, ElementsAre(2U, 3U, 4U, 5U));
}

TEST(Csv, TooManyCellsAreAProblemTooFewAreNot) {
  const Table table = read("a,b\n1,2,3\n4\n5,6,,\n");
  EXPECT_THAT(table.problems[0], HasSubstr("3 cellules"));
  EXPECT_THAT(table.problems[1], IsEmpty());
  EXPECT_THAT(table.problems[2], IsEmpty());
}

TEST(Csv, Latin1AndNulBytesAreProblemsOfTheirRow) {
  const Table table = read(std::string("a,b\ncaf\xE9,1\nx\0y,2\nok,3\n", 22));
  EXPECT_THAT(table.problems[0], HasSubstr("UTF-8"));
  EXPECT_THAT(table.problems[1], HasSubstr("nul"));
  EXPECT_THAT(table.problems[2], IsEmpty());
}

TEST(Csv, ALongLineIsSkipped) {
  CsvOptions options;
  options.max_row_bytes = 1000;
  const std::string text =
      "a,b\n" + std::string(3'000'000, 'x') + ",1\nok,2\n\"" + std::string(5000, 'y') + "\",3\nok,4\n";
  const Table table = read(text, options);
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_FALSE(table.problems[0].empty());
  EXPECT_THAT(table.rows[1], ElementsAre("ok", "2"));
  EXPECT_FALSE(table.problems[2].empty());
  EXPECT_THAT(table.rows[3], ElementsAre("ok", "4"));
}

TEST(Csv, AHeaderIsNeededAndItsNamesDiffer) {
  EXPECT_THAT(read("").error, HasSubstr("vide"));
  EXPECT_THAT(read(" \n\r\n").error, HasSubstr("vide"));
  EXPECT_THAT(read("a,b,a\n1,2,3\n").error, HasSubstr("deux fois"));
  EXPECT_EQ(read("a,b,,\n1,2,,\n").error, "");
  EXPECT_THAT(read(std::string_view("\xFF\xFE"
                                    "a\0,\0",
                                    6))
                  .error,
              HasSubstr("UTF-16"));
  EXPECT_THAT(read(std::string_view("a\0,\0b\0\n\0", 8)).error, HasSubstr("UTF-16"));
}

TEST(Csv, TheVisitorMayStop) {
  ByteSource source = ByteSource::from_memory("a\n1\n2\n3\n");
  int seen = 0;
  EXPECT_TRUE(for_each_csv_row(source, {}, [&seen](const CsvRow&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

/// What RFC 4180 writes for these rows.
std::string written(const Rows& rows) {
  std::string text = "a;b;c\n";
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      text += (column == 0 ? "\"" : ";\"");
      for (const char byte : row[column]) {
        text += byte == '"' ? "\"\"" : std::string(1, byte);
      }
      text += '"';
    }
    text += '\n';
  }
  return text;
}

TEST(Csv, WhatIsWrittenIsReadBack) {
  std::mt19937 random(3);
  const std::string alphabet = "a;,\"\n\r\t x";
  for (int round = 0; round < 300; ++round) {
    Rows rows(1 + random() % 5, std::vector<std::string>(3));
    for (auto& row : rows) {
      for (auto& cell : row) {
        const std::size_t length = random() % 6;
        while (cell.size() < length) {
          cell += alphabet[random() % alphabet.size()];
        }
      }
    }
    const std::string text = written(rows);
    const Table table = read(text);
    ASSERT_EQ(table.rows, rows) << text;
    ASSERT_THAT(table.problems, ::testing::Each(IsEmpty()));
  }
}

}  // namespace
}  // namespace passerelle
