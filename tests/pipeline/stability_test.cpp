#include <gmock/gmock.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <regex>
#include <set>

#include "embedding/typing_errors.h"
#include "tests/pipeline/sample_week.h"
#include "tests/support/real_data.h"

namespace passerelle {
namespace {

using support::lines_of;
using support::replaced;
using support::run;
using support::SampleWeek;
using support::shown_offers;
using support::ShownOffer;
using support::with_note;
using support::write_lines;

/// Each person's line with the change made.
using Change = std::function<std::string(std::string line)>;

/// The lists of the same people, each line changed.
std::map<std::string, std::vector<ShownOffer>> lists_after(WeekConfig config, const std::filesystem::path& folder,
                                                           const Change& change) {
  std::vector<std::string> people = lines_of(config.people);
  for (std::string& line : people) {
    line = change(std::move(line));
  }
  config.people = folder / "changed.ndjson";
  config.out = folder / "changed";
  write_lines(config.people, people);
  run(config);
  return shown_offers(config.out / "lists.ndjson");
}

/// What a person may be shown, by id.
std::map<std::string, std::int64_t> eligible_counts(const std::filesystem::path& lists) {
  std::map<std::string, std::int64_t> counts;
  for (const std::string& line : lines_of(lists)) {
    const Result<JsonDocument> document = JsonDocument::parse(line);
    EXPECT_TRUE(document);
    const JsonView list = document->root();
    counts[list["person"].text()] = list["counts"]["eligible"].integer().value_or(0);
  }
  return counts;
}

std::string in_reverse(const std::string& array) {
  // Skills are flat objects but for their ratings: a comma between two closing and opening braces parts them.
  std::vector<std::string> items;
  int depth = 0;
  std::string item;
  for (const char letter : array) {
    depth += letter == '{' || letter == '[' ? 1 : letter == '}' || letter == ']' ? -1 : 0;
    if (letter == ',' && depth == 0) {
      items.push_back(std::exchange(item, {}));
    } else {
      item += letter;
    }
  }
  items.push_back(item);
  std::string text;
  for (auto entry = items.rbegin(); entry != items.rend(); ++entry) {
    text += (text.empty() ? "" : ", ") + *entry;
  }
  return text;
}

/// The line with its list of skills turned round.
std::string with_skills_in_reverse(std::string line) {
  constexpr std::string_view kKey = "\"skills\": [";
  const std::size_t begin = line.find(kKey);
  if (begin == std::string::npos) {
    return line;
  }
  const std::size_t first = begin + kKey.size();
  std::size_t end = first;
  for (int depth = 1; end < line.size(); ++end) {
    depth += line[end] == '[' ? 1 : line[end] == ']' ? -1 : 0;
    if (depth == 0) {
      break;
    }
  }
  return line.replace(first, end - first, in_reverse(line.substr(first, end - first)));
}

/// The line with one or two typing errors in each wish, skill, experience title and note.
std::string with_typing_errors_everywhere(const std::string& line, Random& random) {
  static const std::regex kText(R"re("(text|title)": "([^"\\]+)")re");
  std::string result;
  std::size_t after = 0;
  for (std::sregex_iterator found(line.begin(), line.end(), kText), none; found != none; ++found) {
    result += line.substr(after, static_cast<std::size_t>(found->position()) - after);
    result += "\"" + found->str(1) + "\": \"" + with_typing_errors(found->str(2), random) + "\"";
    after = static_cast<std::size_t>(found->position() + found->length());
  }
  return result + line.substr(after);
}

/// Share of the shown offers that are still shown, averaged over people who had any.
double share_kept(const std::map<std::string, std::vector<ShownOffer>>& before,
                  const std::map<std::string, std::vector<ShownOffer>>& after, std::size_t& people) {
  double kept = 0;
  people = 0;
  for (const auto& [person, offers] : before) {
    if (offers.empty()) {
      continue;
    }
    std::set<std::string> still;
    for (const ShownOffer& offer : after.at(person)) {
      still.insert(offer.id);
    }
    const auto common =
        std::ranges::count_if(offers, [&](const ShownOffer& offer) { return still.contains(offer.id); });
    kept += static_cast<double>(common) / static_cast<double>(offers.size());
    ++people;
  }
  return kept / static_cast<double>(people);
}

void expect_typing_errors_forgiven(WeekConfig config, const std::filesystem::path& folder) {
  config.weekly.per_person = 10;
  run(config);
  const auto plain = shown_offers(config.out / "lists.ndjson");
  for (const std::uint64_t seed : {1U, 2U}) {
    Random random(seed);
    std::size_t people = 0;
    const double kept = share_kept(
        plain,
        lists_after(config, folder,
                    [&random](const std::string& line) { return with_typing_errors_everywhere(line, random); }),
        people);
    std::printf("typing errors, seed %d: %.1f %% of the top 10 of %zu people kept\n", static_cast<int>(seed),
                100 * kept, people);
    EXPECT_GT(people, 30U);
    EXPECT_GE(kept, 0.6);
  }
}

const std::vector<std::pair<const char*, Change>>& changes_that_tell_nothing() {
  static const auto kNote = [](const char* words) {
    return [words](std::string line) { return with_note(std::move(line), words); };
  };
  static const std::vector<std::pair<const char*, Change>> kChanges{
      {"a first name", kNote("Prénom Fatou.")},
      {"gendered words", kNote("Madame, motivée, sérieuse.")},
      {"age", kNote("Agée de 58 ans, senior.")},
      {"nationality", kNote("De nationalité malienne.")},
      {"religion", kNote("Musulmane pratiquante, porte le voile, fait le ramadan.")},
      {"another religion", kNote("Catholique, va à la messe, témoin de Jéhovah avant.")},
      {"order of skills", with_skills_in_reverse}};
  return kChanges;
}

void expect_nothing_moves(const WeekConfig& config, const std::filesystem::path& folder) {
  run(config);
  const auto plain = shown_offers(config.out / "lists.ndjson");
  std::size_t shown = 0;
  for (const auto& [person, offers] : plain) {
    shown += offers.size();
  }
  EXPECT_GT(shown, 50U);
  const auto with_all = [](std::string line) {
    for (const auto& [what, change] : changes_that_tell_nothing()) {
      line = change(std::move(line));
    }
    return line;
  };
  if (lists_after(config, folder, with_all) == plain) {
    return;
  }
  for (const auto& [what, change] : changes_that_tell_nothing()) {
    for (const auto& [person, offers] : lists_after(config, folder, change)) {
      EXPECT_EQ(offers, plain.at(person)) << what << ", " << person;
    }
  }
}

void expect_wider_means_never_fewer(const WeekConfig& config, const std::filesystem::path& folder) {
  run(config);
  const auto plain = eligible_counts(config.out / "lists.ndjson");
  const std::vector<std::pair<const char*, Change>> kWider{
      {"licence B more",
       [](const std::string& line) {
         return replaced(replaced(line, R"re("licences": \[\])re", R"("licences": ["B"])"),
                         R"re("licences": \[("[^B]))re", R"("licences": ["B", $1)");
       }},
      {"radius doubled", [](const std::string& line) {
         static const std::regex kLimit(R"re("(max_minutes|max_km)": ([0-9]+))re");
         std::string result;
         std::size_t after = 0;
         for (std::sregex_iterator found(line.begin(), line.end(), kLimit), none; found != none; ++found) {
           result += line.substr(after, static_cast<std::size_t>(found->position()) - after);
           result += "\"" + found->str(1) + "\": " + std::to_string(2 * std::stoi(found->str(2)));
           after = static_cast<std::size_t>(found->position() + found->length());
         }
         return result + line.substr(after);
       }}};
  for (const auto& [what, change] : kWider) {
    lists_after(config, folder, change);
    std::size_t more = 0;
    for (const auto& [person, eligible] : eligible_counts(folder / "changed" / "lists.ndjson")) {
      EXPECT_GE(eligible, plain.at(person)) << what << ", " << person;
      more += eligible > plain.at(person) ? 1U : 0U;
    }
    EXPECT_GT(more, 5U) << what << " would open nothing to anybody";
  }
}

TEST_F(SampleWeek, WordsThatTellNothingOfTheWorkMoveNothing) {
  expect_nothing_moves(engine_.sample_week("plain"), engine_.folder());
}

TEST_F(SampleWeek, ALicenceMoreOrAWiderRadiusNeverLeavesFewerOffers) {
  expect_wider_means_never_fewer(engine_.sample_week("plain"), engine_.folder());
}

TEST_F(SampleWeek, TypingErrorsKeepMostOfTheFirstTen) {
  expect_typing_errors_forgiven(engine_.sample_week("plain"), engine_.folder());
}

TEST_F(SampleWeek, WhatIsLearntInEverydayLifeIsNeverToldAsWork) {
  const WeekConfig config = engine_.sample_week("plain");
  std::size_t everyday = 0;
  lists_after(config, engine_.folder(), [](const std::string& line) {
    return replaced(replaced(line, R"re("evidence": "[a-z_]*")re", R"("evidence": "everyday_life")"),
                    R"re("experiences": \[[^\]]*\])re", R"("experiences": [])");
  });
  for (const std::string& line : lines_of(engine_.folder() / "changed" / "lists.ndjson")) {
    const Result<JsonDocument> document = JsonDocument::parse(line);
    ASSERT_TRUE(document);
    const JsonView offers = document->root()["offers"];
    for (std::size_t row = 0; row < offers.size(); ++row) {
      EXPECT_THAT(offers.at(row)["why"].text(), testing::Not(testing::HasSubstr("déjà fait")));
      const JsonView matched = offers.at(row)["matched"];
      for (std::size_t skill = 0; skill < matched.size(); ++skill) {
        EXPECT_NE(matched.at(skill)["evidence"].text(), "work") << line;
        everyday += matched.at(skill)["evidence"].text() == "everyday_life" ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(everyday, 20U);
}

/// True when the offer names a département from which nobody of Centre-Val de Loire works.
bool is_far_from_the_people_of_the_samples(const std::string& offer) {
  static const std::set<std::string> kNear{"03", "18", "23", "27", "28", "36", "37", "41", "45", "49", "58", "61",
                                           "72", "75", "77", "78", "86", "89", "91", "92", "93", "94", "95"};
  static const std::regex kPlace(R"re("libelle": ?"([0-9]{2}) - )re");
  std::smatch place;
  return std::regex_search(offer, place, kPlace) && !kNear.contains(place.str(1));
}

/// The official ROME, every commune of France, the real offers and the people of the samples.
class RealDataWeek : public testing::Test {
 protected:
  void SetUp() override {
    SKIP_WITHOUT_REAL_DATA();
    engine_ = std::make_unique<support::ShippedEngine>(support::real_data() / "rome_v460",
                                                       support::real_data() / "geo" / "communes.tsv");
  }
  [[nodiscard]] WeekConfig week() const {
    WeekConfig config = engine_->sample_week("plain");
    config.offers = {engine_->folder() / "offers.jsonl"};
    // Each week of a test reads them again: those that the people of the samples may reach are enough to tell.
    std::vector<std::string> some = lines_of(support::real_data() / "france_travail" / "offers.jsonl");
    std::erase_if(some, is_far_from_the_people_of_the_samples);
    write_lines(config.offers.front(), some);
    return config;
  }

  std::unique_ptr<support::ShippedEngine> engine_;
};

TEST_F(RealDataWeek, WordsThatTellNothingOfTheWorkMoveNothing) {
  expect_nothing_moves(week(), engine_->folder());
}

TEST_F(RealDataWeek, ALicenceMoreOrAWiderRadiusNeverLeavesFewerOffers) {
  expect_wider_means_never_fewer(week(), engine_->folder());
}

TEST_F(RealDataWeek, TypingErrorsKeepMostOfTheFirstTen) {
  expect_typing_errors_forgiven(week(), engine_->folder());
}

TEST_F(RealDataWeek, ANearWordOfAnotherJobIsNoMatch) {
  struct Pair {
    const char* wish;
    const char* right;  ///< code and title
    const char* right_title;
    const char* wrong;
    const char* wrong_title;
  };
  const std::vector<Pair> pairs{
      {"auxiliaire de vie", "K1311", "Auxiliaire de vie sociale", "A1501", "Auxiliaire vétérinaire"},
      {"plongeur en restaurant", "G1605", "Plongeur", "I1502", "Plongeur scaphandrier"},
      {"serveur en salle", "G1803", "Serveur", "M1843", "Administrateur de serveurs"},
      {"agent de sécurité", "K2503", "Agent de sécurité", "M1225", "Agent comptable"},
      {"aide à domicile", "K1311", "Aide à domicile", "F1704", "Aide maçon"},
      {"agent d'entretien des locaux", "K2205", "Agent d'entretien", "K2504", "Agent de sécurité événementielle"}};
  std::vector<std::string> people;
  std::vector<std::string> offers;
  const auto offer = [&offers](const std::string& id, const std::string& code, const std::string& title) {
    offers.push_back(R"({"id":")" + id + R"(","intitule":")" + title + R"(","romeCode":")" + code +
                     R"(","lieuTravail":{"commune":"45234"}})");
  };
  for (std::size_t row = 0; row < pairs.size(); ++row) {
    const std::string number = std::to_string(row);
    people.push_back(R"({"id":"P-)" + number + R"(","accompaniment":{"status":"active"},"home":{"insee":"45234"},)" +
                     R"("work":{"authorised":"yes"},"wishes":{"occupations":[{"text":")" + pairs[row].wish + "\"}]}}");
    offer("right-" + number, pairs[row].right, pairs[row].right_title);
    offer("wrong-" + number, pairs[row].wrong, pairs[row].wrong_title);
  }
  WeekConfig config = week();
  config.people = engine_->folder() / "near.ndjson";
  config.offers = {engine_->folder() / "near.jsonl"};
  config.weekly.per_person = 10;
  write_lines(config.people, people);
  write_lines(config.offers.front(), offers);
  run(config);
  const auto shown = shown_offers(config.out / "lists.ndjson");
  for (std::size_t row = 0; row < pairs.size(); ++row) {
    std::vector<std::string> ids;
    for (const ShownOffer& item : shown.at("P-" + std::to_string(row))) {
      ids.push_back(item.id);
    }
    EXPECT_THAT(ids, testing::Contains("right-" + std::to_string(row))) << pairs[row].wish;
    EXPECT_THAT(ids, testing::Not(testing::Contains("wrong-" + std::to_string(row)))) << pairs[row].wish;
  }
}

}  // namespace
}  // namespace passerelle
