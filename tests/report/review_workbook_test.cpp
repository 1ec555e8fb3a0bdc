#include <gmock/gmock.h>

#include <cstdlib>

#include "report/lists.h"
#include "report/review.h"
#include "storage/json.h"
#include "tests/report/invented_week.h"
#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

/// What a spreadsheet of another make finds in a workbook: its first sheet saved as CSV, and what stands around the
/// cells.
struct OpenedWorkbook {
  std::string csv;
  std::string told;
};

OpenedWorkbook opened_elsewhere(const std::vector<ReviewRow>& rows) {
  const support::TemporaryDirectory directory;
  const std::filesystem::path workbook = directory.path() / "relecture.xlsx";
  const std::filesystem::path csv = directory.path() / "relecture.csv";
  EXPECT_TRUE(write_review_workbook(workbook, "R-07", *parse_day("2026-11-23"), rows));
  const support::ProgramRun run = support::run_program(
      "/usr/bin/python3", {PASSERELLE_SOURCE_DIR "/tests/report/save_as_csv.py", workbook.string(), csv.string()},
      directory.path());
  EXPECT_EQ(run.exit_code, 0) << run.errors;
  return {support::text_of(csv), run.output};
}

class ReviewWorkbook : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("/usr/bin/python3 -c 'import openpyxl' 2>/dev/null") != 0) {
      GTEST_SKIP() << "skipped: python3-openpyxl is not installed";
    }
  }
};

/// The lines of the invented week, and one that a spreadsheet would spoil if it could.
std::vector<ReviewRow> rows_to_open() {
  std::vector<ReviewRow> rows;
  const support::InventedWeek week = support::invented_week();
  for (const Shortlist& list : week.lists) {
    add_review_rows(rows, read_lists_line(lists_line(list, week.week, "2026-W48-1")).value(), {}, {});
  }
  ReviewRow hard;
  hard.cells.fill("Élève à Nœux, « l’été » – 12,02 € 🙂");
  hard[ReviewColumn::person] = "0042";
  hard[ReviewColumn::title] = "=1+1";
  hard[ReviewColumn::employer] = "+33 1 99 00 00 00";
  hard[ReviewColumn::place] = "'entre guillemets";
  hard[ReviewColumn::contract] = "a;b\"c,<d>&e";
  hard[ReviewColumn::hours] = "lundi\nmardi";
  hard[ReviewColumn::pay] = "1-2";
  hard[ReviewColumn::travel] = " 15 minutes ";
  hard[ReviewColumn::apply] = "https://offres.example.org/?a=1&b=é";
  hard[ReviewColumn::offer] = "192E12";
  rows.push_back(hard);
  return rows;
}

using Cells = decltype(ReviewRow::cells);

std::vector<Cells> cells_of(const std::vector<ReviewRow>& rows) {
  std::vector<Cells> cells;
  for (const ReviewRow& row : rows) {
    cells.push_back(row.cells);
  }
  return cells;
}

std::vector<Cells> cells_of(const std::string& csv) {
  ByteSource source = ByteSource::from_memory(csv);
  const Feed<ReviewLine> feed = read_review(source, "relecture.csv").value();
  EXPECT_THAT(feed.rejections, testing::IsEmpty());
  std::vector<ReviewRow> rows;
  for (const ReviewLine& line : feed.records) {
    rows.push_back(line.row);
  }
  return cells_of(rows);
}

TEST_F(ReviewWorkbook, OpenedElsewhereHoldsCellForCellWhatTheCsvHolds) {
  const std::vector<ReviewRow> rows = rows_to_open();
  const OpenedWorkbook opened = opened_elsewhere(rows);
  EXPECT_EQ(cells_of(opened.csv), cells_of(review_csv(rows)));
  EXPECT_EQ(cells_of(opened.csv), cells_of(rows));
  const auto titles = [](const std::string& csv) {
    std::string line = csv.substr(0, csv.find('\n'));
    std::erase(line, '"');
    return line;
  };
  EXPECT_EQ(titles(opened.csv), titles(review_csv(rows))) << "each column, in its order";
}

TEST_F(ReviewWorkbook, OpenedElsewhereHasItsFrozenTitlesItsWordsToChooseAndNoFormula) {
  const std::vector<ReviewRow> rows = rows_to_open();
  const Result<JsonDocument> told = JsonDocument::parse(opened_elsewhere(rows).told);
  ASSERT_TRUE(told);
  const JsonView root = told->root();
  const std::string last = std::to_string(rows.size() + 1);
  EXPECT_EQ(root["sheets"].at(0).text(), "À relire");
  EXPECT_EQ(root["sheets"].at(1).text(), "Mode d'emploi");
  EXPECT_EQ(root["frozen"].text(), "B2") << "the titles and the person stay in sight";
  EXPECT_EQ(root["filter"].text(), "A1:Y" + last);
  EXPECT_THAT(root["repeated when printed"].text(), testing::AnyOf("1:1", "$1:$1"));
  ASSERT_TRUE(root["not texts"].is_array());
  EXPECT_EQ(root["not texts"].size(), 0U) << "a number or a formula would not come back as it was";
  EXPECT_EQ(root["hidden"].size(), 2U);
  EXPECT_EQ(root["hidden"].at(0).text(), "Liste");
  EXPECT_EQ(root["hidden"].at(1).text(), "Empreinte");
  ASSERT_EQ(root["links"].size(), 2U);
  EXPECT_EQ(root["links"].at(1).text(), "https://offres.example.org/detail/192ABCD");
  const JsonView offered = root["offered"];
  const auto choice = [&](const char* title) {
    return offered[title].at(0).text() + " " + offered[title].at(1).text() + " " + offered[title].at(2).text();
  };
  EXPECT_EQ(choice("Décision"), "Q2:Q" + last + " \"garder,écarter,épingler\" information");
  EXPECT_EQ(choice("Raison"),
            "R2:R" + last +
                " \"cette offre,cet employeur,ce métier,horaires,distance,contrat,offre fermée,autre\" information");
  EXPECT_EQ(choice("Appeler"), "V2:V" + last + " \"oui\" information");
}

}  // namespace
}  // namespace passerelle
