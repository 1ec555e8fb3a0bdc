#include "report/spreadsheet.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/report/invented_week.h"
#include "tests/support/files.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;

class Spreadsheet : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() /
                 ("passerelle-xlsx-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) +
                  "-" + std::to_string(::getpid()));
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  fs::path directory_;
  support::InventedWeek week_ = support::invented_week();
};

TEST_F(Spreadsheet, OneWorkbookPerReferentAndNothingElseInTheFolder) {
  ASSERT_TRUE(write_spreadsheets(directory_, week_.week, week_.people, week_.lists, week_.referents).has_value());
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
    names.push_back(entry.path().filename());
    EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write);
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre("R-07.xlsx", "R-11.xlsx", "sans-referent.xlsx"));
}

TEST_F(Spreadsheet, IsAZipWithThreeSheets) {
  const std::vector<Caseload> all = caseloads(week_.people, week_.lists, week_.referents);
  ASSERT_TRUE(write_spreadsheet(directory_ / "a.xlsx", week_.week, all[0]).has_value());
  const std::string bytes = support::text_of(directory_ / "a.xlsx");
  EXPECT_TRUE(bytes.starts_with("PK\x03\x04"));
  for (const std::string part : {"sheet1.xml", "sheet2.xml", "sheet3.xml"}) {
    EXPECT_NE(bytes.find("xl/worksheets/" + part), std::string::npos);
  }
  EXPECT_EQ(bytes.find("sheet4.xml"), std::string::npos);
}

TEST_F(Spreadsheet, SameWeekSameBytes) {
  const std::vector<Caseload> all = caseloads(week_.people, week_.lists, week_.referents);
  ASSERT_TRUE(write_spreadsheet(directory_ / "a.xlsx", week_.week, all[0]).has_value());
  // The dates inside a zip have a step of two seconds.
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  ASSERT_TRUE(write_spreadsheet(directory_ / "b.xlsx", week_.week, all[0]).has_value());
  EXPECT_EQ(support::text_of(directory_ / "a.xlsx"), support::text_of(directory_ / "b.xlsx"));
}

TEST_F(Spreadsheet, TakesTextsAndLinksLongerThanACell) {
  ShortlistItem& item = week_.lists[0].offers[0];
  item.why = std::string(40'000, 'x');
  item.show.title = "=HYPERLINK(\"http://x\")";
  item.show.place = "\x01 control";
  for (const std::size_t length : {2'000U, 2'079U, 2'080U, 3'000U}) {
    item.apply = {"url", "https://" + std::string(length - 8, 'y')};
    const std::vector<Caseload> all = caseloads(week_.people, week_.lists, week_.referents);
    EXPECT_TRUE(write_spreadsheet(directory_ / "long.xlsx", week_.week, all[0]).has_value()) << length;
    EXPECT_TRUE(support::text_of(directory_ / "long.xlsx").starts_with("PK\x03\x04"));
  }
}

TEST_F(Spreadsheet, AFolderThatIsNotThereIsAnErrorAndLeavesNothing) {
  const std::vector<Caseload> all = caseloads(week_.people, week_.lists, week_.referents);
  const Result<Done> written = write_spreadsheet(directory_ / "none" / "a.xlsx", week_.week, all[0]);
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::output_failed);
  EXPECT_TRUE(fs::is_empty(directory_));
}

}  // namespace
}  // namespace passerelle
