#include <gmock/gmock.h>

#include <functional>
#include <map>
#include <span>
#include <utility>

#include "tests/pipeline/sample_week.h"

namespace passerelle {
namespace {

using support::lines_of;
using support::replaced;
using support::run;
using support::SampleWeek;
using support::shown_offers;
using support::with_note;
using support::write_lines;

TEST_F(SampleWeek, TwinsGetTheSameOffersInTheSameOrderWithTheSameScores) {
  const WeekConfig config = engine_.sample_week("out");
  run(config);
  const auto shown = shown_offers(config.out / "lists.ndjson");
  EXPECT_FALSE(shown.at("P-0032").empty());
  EXPECT_EQ(shown.at("P-0032"), shown.at("P-0033"));
  EXPECT_FALSE(shown.at("P-0034").empty());
  EXPECT_EQ(shown.at("P-0034"), shown.at("P-0035"));
}

/// Each person's line with the change made.
using Change = std::function<std::string(std::string line)>;

TEST_F(SampleWeek, AProtectedFactChangesNothing) {
  WeekConfig config = engine_.sample_week("plain");
  run(config);
  const auto plain = shown_offers(config.out / "lists.ndjson");
  const std::vector<std::string> people = lines_of(config.people);
  const auto note = [](const char* words) {
    return [words](std::string line) { return with_note(std::move(line), words); };
  };
  const std::vector<std::pair<std::string, Change>> changes{
      {"names", note("Prénom Fatou, nom Traoré.")},
      {"words that tell sex", note("Femme de 54 ans. Madame, motivée.")},
      {"words that tell age", note("62 ans, née en 1964, senior, bientôt retraitée.")},
      {"nationality", note("De nationalité malienne, arrivée du Mali en 2019.")},
      {"family", note("Divorcée, enceinte, trois enfants.")},
      {"health", note("Diabétique, suivie pour une dépression.")},
      {"another language",
       [](const std::string& line) {
         return replaced(line, R"re("languages": \[\{)re", R"("languages": [{"code": "tr", "cefr": "C2"}, {)");
       }},
      {"when the last job was",
       [](const std::string& line) { return replaced(line, R"re("last_year": [0-9]+)re", R"("last_year": 1994)"); }},
      {"where the last job was",
       [](const std::string& line) { return replaced(line, R"re("country": "[A-Z]*")re", R"("country": "ML")"); }},
  };
  config.people = engine_.folder() / "changed.ndjson";
  config.out = engine_.folder() / "changed";
  /// People whose list is not what it was, once the changes are made to everybody.
  const auto people_moved_by = [&](std::span<const std::pair<std::string, Change>> made) {
    std::vector<std::string> changed = people;
    for (const auto& [what, change] : made) {
      std::size_t lines_changed = 0;
      for (std::string& line : changed) {
        const std::string before = line;
        line = change(line);
        lines_changed += line != before ? 1U : 0U;
      }
      EXPECT_GT(lines_changed, 30U) << what;
    }
    write_lines(config.people, changed);
    run(config);
    std::vector<std::string> moved;
    for (const auto& [person, offers] : shown_offers(config.out / "lists.ndjson")) {
      if (offers != plain.at(person)) {
        moved.push_back(person);
      }
    }
    return moved;
  };
  const std::vector<std::string> moved = people_moved_by(changes);
  EXPECT_THAT(moved, testing::IsEmpty()) << "all of the facts together";
  for (std::size_t row = 0; row < changes.size() && !moved.empty(); ++row) {
    EXPECT_THAT(people_moved_by(std::span(changes).subspan(row, 1)), testing::IsEmpty()) << changes[row].first;
  }
}

TEST_F(SampleWeek, MasculineAndFeminineWordsGiveTheSameLists) {
  const std::vector<std::pair<std::string, std::string>> forms{
      {"cuisinier", "cuisinière"},   {"vendeur", "vendeuse"},     {"serveur", "serveuse"},
      {"employé", "employée"},       {"caissier", "caissière"},   {"ouvrier", "ouvrière"},
      {"conducteur", "conductrice"}, {"coiffeur", "coiffeuse"},   {"agent", "agente"},
      {"boulanger", "boulangère"},   {"animateur", "animatrice"}, {"infirmier", "infirmière"},
      {"motivé", "motivée"},         {"ancien", "ancienne"},      {"intéressé", "intéressée"},
      {"jardinier", "jardinière"}};
  WeekConfig config = engine_.sample_week("masculine");
  const std::vector<std::string> people = lines_of(config.people);
  std::map<std::string, std::vector<support::ShownOffer>> lists[2];
  std::size_t differing = 0;
  std::vector<std::string> texts[2];
  for (const std::string& line : people) {
    std::string masculine = line;
    std::string feminine = line;
    for (const auto& [he, she] : forms) {
      const std::string word = "([\" ,.;('])" + std::string("(?:") + he + "|" + she + ")([\" ,.;)])";
      masculine = replaced(masculine, word, "$1" + he + "$2");
      feminine = replaced(feminine, word, "$1" + she + "$2");
    }
    // A certificate has one name.
    feminine = replaced(feminine, "carte conductrice", "carte conducteur");
    differing += masculine != feminine ? 1U : 0U;
    texts[0].push_back(
        with_note(masculine, "Monsieur, homme de 54 ans, sérieux, discret et organisé, seul avec son fils."));
    texts[1].push_back(
        with_note(feminine, "Madame, femme de 54 ans, sérieuse, discrète et organisée, seule avec sa fille."));
  }
  EXPECT_GT(differing, 15U);
  for (const int form : {0, 1}) {
    config.people = engine_.folder() / "gendered.ndjson";
    write_lines(config.people, texts[form]);
    run(config);
    lists[form] = shown_offers(config.out / "lists.ndjson");
  }
  ASSERT_EQ(lists[0].size(), lists[1].size());
  for (const auto& [person, offers] : lists[0]) {
    EXPECT_TRUE(lists[1].at(person) == offers) << person;
  }
}

}  // namespace
}  // namespace passerelle
