#include "report/review.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "report/lists.h"
#include "report/review_import.h"
#include "report/review_words.h"
#include "tests/report/invented_week.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

const ReferentId kCamille("R-07");
const ReferentId kDominique("R-11");

ProposedList proposed(const Shortlist& shortlist) {
  return read_lists_line(lists_line(shortlist, Week{2026, 48}, "2026-W48-1")).value();
}

/// The invented week as a référent meets it, with a reserve for the first person.
struct Desk {
  Desk() {
    support::InventedWeek week = support::invented_week();
    week.lists[0].reserve = {support::bare_item(1, "192RESERVE", "Agent de service", 5000)};
    for (const Shortlist& list : week.lists) {
      lists.push_back(proposed(list));
    }
    people = week.people;
    referents = week.referents;
  }

  [[nodiscard]] std::vector<ReviewRow> rows(const ReferentId& referent) const {
    std::vector<ReviewRow> all;
    for (const ProposedList& list : lists) {
      if (care().may_decide(referent, list.shortlist.person)) {
        add_review_rows(all, list, decisions, {});
      }
    }
    return all;
  }
  [[nodiscard]] Care care() const { return {people, referents, *parse_day("2026-11-24")}; }

  /// Gives rows back as a file of this référent, and records what comes of it.
  ReviewOutcome give_back(const std::string& file, const ReferentId& referent = kCamille) {
    ByteSource source = ByteSource::from_memory(file);
    const Feed<ReviewLine> lines = read_review(source, "relecture.csv").value();
    ReviewOutcome outcome = review_outcome(lines, "relecture.csv", lists, care(), decisions,
                                           {referent, *parse_instant("2026-11-24T09:15:00Z")});
    for (const Event& event : outcome.events) {
      if (std::ranges::find(recorded, event.id, &Event::id) == recorded.end()) {
        recorded.push_back(event);
        decisions.add(event);
      }
    }
    return outcome;
  }
  ReviewOutcome give_back(std::span<const ReviewRow> rows, const ReferentId& referent = kCamille) {
    return give_back(review_csv(rows), referent);
  }

  std::vector<ProposedList> lists;
  std::vector<Person> people;
  std::vector<Referent> referents;
  Decisions decisions;
  std::vector<Event> recorded;
};

ReviewRow& row_about(std::vector<ReviewRow>& rows, const std::string& person, const std::string& offer) {
  const auto found = std::ranges::find_if(rows, [&](const ReviewRow& row) {
    return row[ReviewColumn::person] == person && row[ReviewColumn::offer] == offer;
  });
  EXPECT_NE(found, rows.end()) << person << " " << offer;
  return *found;
}

std::vector<std::string> types_of(const std::vector<Event>& events) {
  std::vector<std::string> types;
  for (const Event& event : events) {
    types.emplace_back(to_string(event.type));
  }
  return types;
}

TEST(ReviewExport, WritesTheGoldenFiles) {
  const std::vector<ReviewRow> rows = Desk().rows(kCamille);
  EXPECT_EQ(review_csv(rows), support::text_of(PASSERELLE_SOURCE_DIR "/tests/report/golden/review.csv"));
  EXPECT_EQ(review_ndjson(rows), support::text_of(PASSERELLE_SOURCE_DIR "/tests/report/golden/review.ndjson"));
}

TEST(ReviewExport, HasALinePerOfferOfTheListAndTheReserveAndOneForThePerson) {
  const std::vector<ReviewRow> rows = Desk().rows(kDominique);
  std::vector<std::string> lines;
  for (const ReviewRow& row : rows) {
    lines.push_back(row[ReviewColumn::person] + " " + row[ReviewColumn::kind]);
  }
  EXPECT_THAT(lines, ElementsAre("P-0042 offre 1", "P-0042 offre 2", "P-0042 réserve 1", "P-0042 personne"));
}

TEST(ReviewExport, DecidesNothingItself) {
  for (const ReviewRow& row : Desk().rows(kCamille)) {
    for (const ReviewColumn column : {ReviewColumn::decision, ReviewColumn::reason, ReviewColumn::sentence,
                                      ReviewColumn::note, ReviewColumn::call, ReviewColumn::detail}) {
      EXPECT_EQ(row[column], "");
    }
  }
}

TEST(ReviewExport, TheWorkbookIsTheSameEveryTimeAndForItsOwnerOnly) {
  const support::TemporaryDirectory directory;
  const std::vector<ReviewRow> rows = Desk().rows(kCamille);
  for (const char* name : {"un.xlsx", "deux.xlsx"}) {
    ASSERT_TRUE(write_review_workbook(directory.path() / name, "R-07", *parse_day("2026-11-23"), rows));
  }
  EXPECT_EQ(read_whole_file(directory.path() / "un.xlsx").value(),
            read_whole_file(directory.path() / "deux.xlsx").value());
  EXPECT_EQ(std::filesystem::status(directory.path() / "un.xlsx").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

ReviewRow any_row() {
  static const std::vector<std::string> kPieces{
      "",  "=1+1",   "+33",          "-5",           "@SUM(A1)", "'",      "''=x", "\"", ";",
      ",", "\n",     "\r\n",         "\t",           "0042",     "192E12", "1-2",  "é",  "garder",
      " ", "P-0042", "ligne\nautre", "\xEF\xBB\xBF", "œ’«»",     "{",      "["};
  ReviewRow row;
  for (std::string& cell : row.cells) {
    cell = *rc::gen::elementOf(kPieces) + *rc::gen::elementOf(kPieces);
  }
  row[ReviewColumn::person] += "P";
  return row;
}

RC_GTEST_PROP(ReviewFilesProperty, WhatIsWrittenAsTableOrAsJsonIsReadAgainTheSame, ()) {
  std::vector<ReviewRow> rows;
  for (int count = *rc::gen::inRange(1, 6); count > 0; --count) {
    rows.push_back(any_row());
  }
  for (const std::string& file : {review_csv(rows), review_ndjson(rows)}) {
    ByteSource source = ByteSource::from_memory(file);
    const Result<Feed<ReviewLine>> read = read_review(source, "f");
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->rejections.empty());
    RC_ASSERT(read->records.size() == rows.size());
    for (std::size_t index = 0; index < rows.size(); ++index) {
      RC_ASSERT(read->records[index].row == rows[index]);
    }
  }
}

TEST(ReviewFiles, NoCellBeginsLikeAFormula) {
  ReviewRow row;
  row[ReviewColumn::person] = "0042";
  row[ReviewColumn::title] = "=HYPERLINK(\"https://x.example.org\")";
  row[ReviewColumn::employer] = "@cmd";
  const std::string csv = review_csv(std::span(&row, 1));
  EXPECT_THAT(csv, HasSubstr("\"'0042\""));
  EXPECT_THAT(csv, HasSubstr("\"'=HYPERLINK"));
  EXPECT_THAT(csv, HasSubstr("\"'@cmd\""));
}

/// A cell as a spreadsheet would write it back.
std::string cell(const std::string& words) {
  std::string doubled;
  for (const char byte : words) {
    doubled += byte == '"' ? std::string("\"\"") : std::string(1, byte);
  }
  return "\"" + doubled + "\"";
}

TEST(ReviewFiles, ColumnsMayMoveAndTheSeparatorMayChange) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kDominique);
  const ReviewRow& row = rows.front();
  const std::string file = "DECISION,Empreinte,Numéro d’offre,Ma colonne,Liste, personne ,,\n GARDÉE ," +
                           row[ReviewColumn::shown] + "," + cell(row[ReviewColumn::offer]) + ",bof," +
                           row[ReviewColumn::list] + ",P-0042,,,,\n,,,,,,,\n";
  const ReviewOutcome outcome = desk.give_back(file, kDominique);
  EXPECT_THAT(outcome.rejections, IsEmpty());
  EXPECT_THAT(types_of(outcome.events), ElementsAre("validated"));
}

TEST(ReviewFiles, TheLettersOfWindowsAreUnderstood) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kDominique);
  rows.front()[ReviewColumn::decision] = "garder";
  rows.front()[ReviewColumn::sentence] =
      "L\xC2\xB0id\xC3\xA9"
      "e";
  std::string windows;
  const std::string csv = review_csv(std::span(rows).first(1)).substr(3);
  for (std::size_t at = 0; at < csv.size(); ++at) {
    const auto byte = static_cast<unsigned char>(csv[at]);
    if (byte == 0xC2U || byte == 0xC3U) {
      windows += static_cast<char>((byte & 3U) << 6U | (static_cast<unsigned char>(csv[++at]) & 0x3FU));
    } else if (byte < 0x80U) {
      windows += csv[at];
    }
  }
  const ReviewOutcome outcome = desk.give_back(windows, kDominique);
  ASSERT_THAT(types_of(outcome.events), ElementsAre("validated", "edited"));
  EXPECT_EQ(outcome.events[1].value,
            "L\xC2\xB0id\xC3\xA9"
            "e");
}

TEST(ReviewFiles, AColumnThatIsNeededAndWasRemovedIsNamed) {
  ByteSource source = ByteSource::from_memory("Personne;Décision\nP-1;garder\n");
  const auto read = read_review(source, "f.csv");
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().message, HasSubstr("« Numéro d'offre » absente"));
}

TEST(ReviewImport, KeepsOnlyLinesThatSaySo) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kCamille);
  EXPECT_THAT(desk.give_back(rows).events, IsEmpty());
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::decision] = "garder";
  const ReviewOutcome outcome = desk.give_back(rows);
  EXPECT_EQ(outcome.kept, 1);
  ASSERT_THAT(outcome.events, SizeIs(1));
  EXPECT_EQ(outcome.events[0].type, EventType::validated);
  EXPECT_EQ(outcome.events[0].value, shown_digest(desk.lists[0].shortlist.offers[0]));
  EXPECT_EQ(outcome.events[0].by, (Author{AuthorKind::referent, "R-07"}));
  EXPECT_TRUE(desk.decisions.of(desk.lists[0].list, OfferId("192ABCD")).may_leave());
  EXPECT_FALSE(desk.decisions.of(desk.lists[0].list, OfferId("192BARE")).may_leave());
  EXPECT_FALSE(desk.decisions.of(desk.lists[1].list, OfferId("192ABCD")).may_leave());
}

TEST(ReviewImport, EveryGestureBecomesAnEvent) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kCamille);
  ReviewRow& first = row_about(rows, "P-0042", "192ABCD");
  first[ReviewColumn::decision] = "Épinglée";
  first[ReviewColumn::sentence] = "  Vous cuisinez bien. ";
  first[ReviewColumn::note] = "en parler jeudi";
  ReviewRow& second = row_about(rows, "P-0042", "192BARE");
  second[ReviewColumn::decision] = "ECARTER";
  second[ReviewColumn::reason] = "Horaires";
  second[ReviewColumn::detail] = "le soir";
  row_about(rows, "P-0042", "192RESERVE")[ReviewColumn::decision] = "garder";
  row_about(rows, "P-0042", "")[ReviewColumn::call] = "Oui";
  const ReviewOutcome outcome = desk.give_back(rows);
  EXPECT_THAT(outcome.rejections, IsEmpty());
  EXPECT_THAT(types_of(outcome.events), testing::UnorderedElementsAre("validated", "pinned", "edited", "noted",
                                                                      "dropped", "validated", "called"));
  EXPECT_EQ(outcome.kept, 2);
  EXPECT_EQ(outcome.pinned, 1);
  EXPECT_THAT(outcome.dropped, ElementsAre(Pair("hours", 1)));
  EXPECT_THAT(outcome.to_call, ElementsAre(PersonId("P-0042")));
  const auto dropped = std::ranges::find(outcome.events, EventType::dropped, &Event::type);
  EXPECT_EQ(dropped->value, "evening");
  EXPECT_EQ(desk.decisions.of(desk.lists[0].list, OfferId("192ABCD")).sentence, "Vous cuisinez bien.");
}

TEST(ReviewImport, AContractThatDoesNotSuitIsNamedByItsCode) {
  const auto value_of = [](const std::string& detail) {
    Desk desk;
    std::vector<ReviewRow> rows = desk.rows(kCamille);
    ReviewRow& row = row_about(rows, "P-0042", "192ABCD");
    row[ReviewColumn::decision] = "écarter";
    row[ReviewColumn::reason] = "contrat";
    row[ReviewColumn::detail] = detail;
    const ReviewOutcome outcome = desk.give_back(rows);
    return outcome.events.empty() ? outcome.rejections.at(0).field : outcome.events[0].value;
  };
  EXPECT_EQ(value_of(""), "CDD") << "that of the line";
  EXPECT_EQ(value_of("pas d'intérim"), "MIS");
  EXPECT_EQ(value_of("CDI ou CDD"), "Précision");
  EXPECT_EQ(value_of("trop long"), "Précision");
}

TEST(ReviewImport, TheSameFileAgainChangesNothing) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kCamille);
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::decision] = "épingler";
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::sentence] = "Bonjour.";
  row_about(rows, "P-0042", "192BARE")[ReviewColumn::decision] = "écarter";
  row_about(rows, "P-0042", "192BARE")[ReviewColumn::reason] = "trop loin";
  row_about(rows, "P-0042", "192BARE")[ReviewColumn::detail] = "40 min";
  row_about(rows, "P-0042", "")[ReviewColumn::call] = "x";
  desk.give_back(rows);
  const std::vector<Event> before = desk.recorded;
  desk.give_back(rows);
  EXPECT_EQ(desk.recorded, before);
}

TEST(ReviewImport, AMindChangedAndChangedBackIsRecordedEachTime) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kCamille);
  ReviewRow& row = row_about(rows, "P-0042", "192ABCD");
  const auto decide = [&](const std::string& word, const std::string& reason) {
    row[ReviewColumn::decision] = word;
    row[ReviewColumn::reason] = reason;
    desk.give_back(rows);
    return desk.decisions.of(desk.lists[0].list, OfferId("192ABCD")).may_leave();
  };
  EXPECT_TRUE(decide("garder", ""));
  EXPECT_FALSE(decide("écarter", "cet employeur"));
  EXPECT_TRUE(decide("garder", ""));
  EXPECT_FALSE(decide("écarter", "cet employeur"));
  EXPECT_THAT(desk.recorded, SizeIs(4));
}

TEST(ReviewImport, AVetoOfAnyReferentWins) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kDominique);
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::decision] = "écarter";
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::reason] = "ce métier";
  desk.give_back(rows, kDominique);
  std::vector<ReviewRow> others = desk.rows(kCamille);
  EXPECT_EQ(row_about(others, "P-0042", "192ABCD")[ReviewColumn::so_far], "écartée");
  row_about(others, "P-0042", "192ABCD")[ReviewColumn::decision] = "garder";
  EXPECT_EQ(desk.give_back(others).kept, 1);
  EXPECT_FALSE(desk.decisions.of(desk.lists[0].list, OfferId("192ABCD")).may_leave());
}

TEST(ReviewImport, WhoDoesNotFollowThePersonDecidesNothing) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kCamille);
  row_about(rows, "P-0043", "192ABCD")[ReviewColumn::decision] = "garder";
  row_about(rows, "P-0043", "192ABCD")[ReviewColumn::note] = "bien";
  const ReviewOutcome refused = desk.give_back(rows, kDominique);
  EXPECT_THAT(refused.events, IsEmpty());
  EXPECT_THAT(refused.rejections, Contains(testing::Field(&Rejection::reason, HasSubstr("n'est pas suivie par R-11"))));
  desk.referents[0].backup = "R-11";
  desk.referents[0].absent = {{parse_day("2026-11-23"), parse_day("2026-11-27")}};
  EXPECT_THAT(types_of(desk.give_back(rows, kDominique).events), ElementsAre("validated", "noted"));
}

TEST(ReviewImport, AnOfferFoundClosedIsDroppedForEverybody) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kCamille);
  row_about(rows, "P-0043", "192ABCD")[ReviewColumn::decision] = "garder";
  desk.give_back(rows);
  EXPECT_TRUE(desk.decisions.of(desk.lists[1].list, OfferId("192ABCD")).may_leave());
  rows = desk.rows(kDominique);
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::decision] = "écarter";
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::reason] = "offre fermée";
  desk.give_back(rows, kDominique);
  EXPECT_FALSE(desk.decisions.of(desk.lists[1].list, OfferId("192ABCD")).may_leave());
}

/// One wrong thing on the line of P-0042's first offer, which is kept otherwise, and what is said of it.
struct WrongLine {
  ReviewColumn column;
  std::string cell;
  std::string said;
};

TEST(ReviewImport, SetsAsideWhatItCannotTakeAndSaysWhy) {
  const std::vector<WrongLine> wrong{
      {ReviewColumn::shown, "00", "Empreinte"},     {ReviewColumn::list, "00", "Liste"},
      {ReviewColumn::offer, "AUTRE", "Numéro"},     {ReviewColumn::person, "P-9999", "Personne"},
      {ReviewColumn::decision, "tout", "Décision"}, {ReviewColumn::reason, "horaires", "Raison"},
      {ReviewColumn::call, "peut-être", "Appeler"}, {ReviewColumn::decision, "écarter", "Raison"},
      {ReviewColumn::offer, "", "Empreinte"},
  };
  for (const WrongLine& one : wrong) {
    Desk desk;
    std::vector<ReviewRow> rows = desk.rows(kDominique);
    ReviewRow& row = row_about(rows, "P-0042", "192ABCD");
    row[ReviewColumn::decision] = "garder";
    row[one.column] = one.cell;
    const ReviewOutcome outcome = desk.give_back(rows, kDominique);
    EXPECT_THAT(outcome.events, IsEmpty()) << one.cell;
    ASSERT_THAT(outcome.rejections, SizeIs(1)) << one.cell;
    EXPECT_THAT(outcome.rejections[0].field, HasSubstr(one.said)) << one.cell;
    EXPECT_EQ(outcome.rejections[0].record, 1U);
  }
}

TEST(ReviewImport, LinesThatContradictEachOtherAreAllSetAside) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kDominique);
  ReviewRow& row = row_about(rows, "P-0042", "192ABCD");
  row[ReviewColumn::decision] = "garder";
  ReviewRow same = row;
  rows.push_back(same);
  EXPECT_THAT(types_of(desk.give_back(rows, kDominique).events), ElementsAre("validated"));
  rows.back()[ReviewColumn::decision] = "écarter";
  rows.back()[ReviewColumn::reason] = "autre";
  rows.back()[ReviewColumn::detail] = "déjà vue";
  Desk fresh;
  const ReviewOutcome outcome = fresh.give_back(rows, kDominique);
  EXPECT_THAT(outcome.events, IsEmpty());
  EXPECT_THAT(outcome.rejections, SizeIs(2));
}

TEST(ReviewImport, AnOfferClosedOnOneLineIsNotKeptOnAnother) {
  Desk desk;
  std::vector<ReviewRow> rows = desk.rows(kCamille);
  row_about(rows, "P-0042", "192ABCD")[ReviewColumn::decision] = "garder";
  row_about(rows, "P-0043", "192ABCD")[ReviewColumn::decision] = "écarter";
  row_about(rows, "P-0043", "192ABCD")[ReviewColumn::reason] = "pourvue";
  const ReviewOutcome outcome = desk.give_back(rows);
  EXPECT_THAT(types_of(outcome.events), ElementsAre("dropped"));
  EXPECT_THAT(outcome.rejections, SizeIs(1));
}

TEST(ReviewWords, LabelsOfContractsHaveTheirCode) {
  EXPECT_EQ(parse_contract_meant("Contrat à durée indéterminée"), "CDI");
  EXPECT_EQ(parse_contract_meant("Contrat à durée déterminée - 6 Mois"), "CDD");
  EXPECT_EQ(parse_contract_meant("Mission intérimaire - 1 Mois"), "MIS");
  EXPECT_EQ(parse_contract_meant("Contrat travail saisonnier"), "SAI");
  EXPECT_EQ(parse_contract_meant("CDI Intérimaire"), "DIN");
  EXPECT_EQ(parse_contract_meant("Contrat de travail"), "");
  EXPECT_EQ(parse_contract_meant("CDD ou intérim"), std::nullopt);
  EXPECT_EQ(parse_contract_meant("mission d'intérim"), "MIS");
  EXPECT_EQ(parse_contract_meant("CDI, CDI"), "CDI");
  EXPECT_EQ(parse_contract_meant("Saisonniers"), "SAI");
}

TEST(ReviewWords, AContractIsMeantByWholeWords) {
  EXPECT_EQ(parse_contract_meant("voir avec la mission locale"), "");
  EXPECT_EQ(parse_contract_meant("poste prédéterminée"), "");
  EXPECT_EQ(parse_contract_meant("indéterminée"), "CDI");
}

TEST(ReviewWords, EveryKindOfHoursHasItsFrenchWord) {
  EXPECT_EQ(hours_in_french("night"), "nuit");
  EXPECT_EQ(hours_in_french("saturday"), "samedi");
  EXPECT_EQ(hours_in_french("sunday"), "dimanche");
  EXPECT_EQ(hours_in_french("on_call"), "astreintes");
  EXPECT_EQ(hours_in_french("3x8"), "3x8");
}

TEST(ReviewWords, HoursAreOneKindAtATime) {
  EXPECT_EQ(parse_hours_meant("la nuit"), "night");
  EXPECT_EQ(parse_hours_meant("Week-end"), "weekend");
  EXPECT_EQ(parse_hours_meant("samedi, dimanche"), "weekend");
  EXPECT_EQ(parse_hours_meant("trop tôt le matin"), "early");
  EXPECT_EQ(parse_hours_meant("Coupés"), "split");
  EXPECT_EQ(parse_hours_meant(""), "");
  EXPECT_EQ(parse_hours_meant("nuit et week-end"), std::nullopt);
}

}  // namespace
}  // namespace passerelle
