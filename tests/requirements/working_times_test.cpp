#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "requirements/requirement_reader.h"

namespace passerelle {
namespace {

/// Days, from and until in hours, sure.
using Span = std::tuple<int, double, double, bool>;

constexpr int kWeekdays = 0b11111;
constexpr int kMonday = 1;
constexpr int kThursday = 8;
constexpr int kFriday = 16;
constexpr int kSaturday = 32;

std::vector<Span> spans(const std::string& text) {
  static const RequirementReader reader;
  Offer offer;
  offer.text = text;
  std::vector<Span> result;
  for (const WorkingTime& time : reader.working_times(offer)) {
    EXPECT_NE(text.find(time.where), std::string::npos) << text;
    result.emplace_back(time.days, time.from_minute / 60.0, time.until_minute / 60.0, time.sure);
  }
  return result;
}

std::vector<Span> sure(const std::string& text) {
  std::vector<Span> result = spans(text);
  std::erase_if(result, [](const Span& span) { return !std::get<3>(span); });
  return result;
}

TEST(WorkingTimes, ADayIsReadWithItsPause) {
  const std::vector<Span> day{{kWeekdays, 8, 12, true}, {kWeekdays, 13.5, 17, true}};
  EXPECT_EQ(spans("Horaires : du lundi au vendredi, 8h-12h et 13h30-17h."), day);
  EXPECT_EQ(spans("Horaires : 8h - 12h / 13h30 - 17h du lundi au vendredi"), day);
  EXPECT_EQ(spans("Travail en semaine de 8h00 à midi puis de 13:30 à 17:00"), day);
}

TEST(WorkingTimes, AHalfDayNeedsNoDash) {
  const std::vector<Span> day{{0, 8, 12, true}, {0, 13.5, 17.5, true}};
  for (const char* text : {"Horaires : 8h00 12h00 - 13h30 17h30.", "Horaires : 8H 12H / 13H30 17H30",
                           "Horaires : 8h-12h 13h30 17h30", "Horaires : 8h 12h et 13h30 à 17h30"}) {
    EXPECT_EQ(spans(text), day) << text;
  }
  // Four times that make no day of two halves.
  EXPECT_THAT(sure("Horaires au choix : 5h 9h 13h 21h"), testing::IsEmpty());
  EXPECT_THAT(sure("Horaires : 6h 14h - 14h 22h"), testing::IsEmpty());
}

TEST(WorkingTimes, HoursAreNeverBenefits) {
  EXPECT_EQ(
      spans("Nos avantages :\n- Tickets restaurant\n- Horaires avantageux : 8h-16h\n\nForum - mardi 12 mai entre 9h "
            "et 17h - venez avec vos CV"),
      (std::vector<Span>{{0, 8, 16, true}}));
}

TEST(WorkingTimes, DaysStandBeforeOrAfterTheirTimes) {
  const std::vector<Span> week{{kWeekdays - kFriday, 7, 16, true}, {kFriday, 7, 12, true}};
  EXPECT_EQ(spans("Du lundi au jeudi de 7h à 16h et le vendredi de 7h à 12h"), week);
  EXPECT_EQ(spans("Horaires : 7h-16h du lundi au jeudi et 7h-12h le vendredi"), week);
  EXPECT_EQ(spans("Vos horaires :\nLundi : 9h-12h\nSamedi : 14h-18h"),
            (std::vector<Span>{{kMonday, 9, 12, true}, {kSaturday, 14, 18, true}}));
}

TEST(WorkingTimes, AnExceptionLeavesItsDayOut) {
  EXPECT_EQ(spans("Horaires : du lundi au vendredi de 8h à 17h (16h le vendredi)"),
            (std::vector<Span>{{kWeekdays - kFriday, 8, 17, true}}));
  EXPECT_EQ(spans("Du lundi au vendredi de 9h à 17h sauf le jeudi"),
            (std::vector<Span>{{kWeekdays - kThursday, 9, 17, true}}));
}

TEST(WorkingTimes, DaysThatAreNotToldStayOpen) {
  EXPECT_EQ(spans("Horaires : 6h-14h"), (std::vector<Span>{{0, 6, 14, true}}));
  EXPECT_EQ(spans("Travail 4 jours du lundi au samedi de 9h à 17h"), (std::vector<Span>{{0, 9, 17, true}}));
}

TEST(WorkingTimes, AStartGivesTheFirstHourAndAnEndTheLast) {
  EXPECT_EQ(spans("Prise de poste à 5h"), (std::vector<Span>{{0, 5, 6, true}}));
  EXPECT_EQ(spans("Travail du lundi au vendredi, fin à 21h30"), (std::vector<Span>{{kWeekdays, 20.5, 21.5, true}}));
}

TEST(WorkingTimes, ANightGoesPastMidnight) {
  EXPECT_EQ(spans("Horaires de nuit : 22h-6h"), (std::vector<Span>{{0, 22, 30, true}}));
}

TEST(WorkingTimes, ShiftsAndChoicesAreNotSure) {
  for (const char* text :
       {"Horaires : 5h-13h / 13h-21h", "Travail en 2x8 : 5h-13h et 13h-21h", "Poste de 6h à 14h ou de 14h à 22h",
        "Travail en équipes alternantes.\nMatin : 6h-13h30", "Horaires possibles : 8h-16h",
        "Horaires selon planning, entre 7h et 20h", "Amplitude horaire : 8h-20h",
        "Horaires variables.\nPoste de 9h à 17h", "Agent de quai : 5h-13h\nPréparateur : 8h-16h",
        "35h par semaine, horaires de 8h à 20h", "Le samedi ou le dimanche de 10h à 18h",
        "Postes de 9 heures entre 8h - 17h et 11h30 à 20h30", "Une semaine sur deux : 6h-13h"}) {
    EXPECT_THAT(sure(text), testing::IsEmpty()) << text;
  }
}

TEST(WorkingTimes, WhatIsNotTheWorkIsNotRead) {
  for (const char* text :
       {"Contactez l'agence du lundi au vendredi de 9h à 18h", "Magasin ouvert du lundi au samedi de 9h à 19h30",
        "Job dating le mardi de 10h à 16h", "Appelez le standard, joignable de 8h à 12h", "Contrat de 25h à 35h",
        "Pause de 12h à 13h", "Venez nous rencontrer le mardi de 9h à 12h",
        "Deux à trois heures par jour, 2h à 3h par jour"}) {
    EXPECT_THAT(sure(text), testing::IsEmpty()) << text;
  }
}

RC_GTEST_PROP(WorkingTimes, AnySpanWrittenIsReadBack, ()) {
  const int from = *rc::gen::inRange(0, 24 * 4);
  const int length = *rc::gen::inRange(4, 40);
  const int until = from + length;
  const auto written = [](int quarter) {
    const int minutes = quarter % 4 * 15;
    return std::to_string(quarter / 4 % 24) + "h" + (minutes == 0 ? "00" : std::to_string(minutes));
  };
  const std::vector<Span> read =
      spans("Horaires de travail : de " + written(from) + " à " + written(until) + ", du lundi au vendredi");
  RC_ASSERT(read == (std::vector<Span>{{kWeekdays, from / 4.0, until / 4.0, true}}));
}

}  // namespace
}  // namespace passerelle
