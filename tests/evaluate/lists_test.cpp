#include "evaluate/lists.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

constexpr const char* kHeader = "person\toffer\tgrade\tblocked\n";

class Lists : public testing::Test {
 protected:
  [[nodiscard]] Result<ListReport> evaluate(const std::string& lists, const std::string& judgements) const {
    std::ofstream(folder_.path() / "lists.ndjson") << lists;
    std::ofstream(folder_.path() / "qrels.tsv") << judgements;
    return evaluate_lists(folder_.path() / "lists.ndjson", folder_.path() / "qrels.tsv");
  }

  [[nodiscard]] std::string error(const std::string& lists, const std::string& judgements) const {
    const Result<ListReport> report = evaluate(lists, judgements);
    return report ? "no error" : report.error().message;
  }

  support::TemporaryDirectory folder_;
};

std::string list_of(const std::string& person, const std::vector<std::string>& offers) {
  std::string line = R"({"person":")" + person + R"(","offers":[)";
  for (const std::string& offer : offers) {
    line += (line.back() == '[' ? "" : ",") + (R"({"offer":")" + offer + R"(","also":[]})");
  }
  return line + "]}\n";
}

std::string row(const std::string& person, const std::string& offer, int grade, const std::string& blocked) {
  return person + "\t" + offer + "\t" + std::to_string(grade) + "\t" + blocked + "\n";
}

TEST_F(Lists, AWorkedExampleOfFiveGrades) {
  const auto report = evaluate(list_of("P", {"a", "b", "c", "d", "e"}),
                               kHeader + row("P", "a", 3, "0") + row("P", "b", 2, "0") + row("P", "c", 3, "0") +
                                   row("P", "d", 0, "0") + row("P", "e", 1, "0") + row("P", "f", 2, "0"));
  ASSERT_TRUE(report) << report.error().message;
  // 7 + 3/1.58496 + 7/2 + 0 + 1/2.58496 over 7 + 7/1.58496 + 3/2 + 3/2.32193 + 1/2.58496.
  EXPECT_NEAR(report->ndcg5, 12.77964 / 14.59539, 1e-5);
  EXPECT_DOUBLE_EQ(report->p5, 0.6);
  EXPECT_EQ(report->people, 1U);
}

/// Every sequence of five judged offers is tried: the ideal is the best of them.
double best_of_all_orders(std::vector<int> earned) {
  std::ranges::sort(earned);
  double best = 0;
  do {
    double sum = 0;
    for (std::size_t place = 0; place < std::min<std::size_t>(5, earned.size()); ++place) {
      sum += (std::pow(2.0, earned[place]) - 1) * std::log(2.0) / std::log(static_cast<double>(place) + 2);
    }
    best = std::max(best, sum);
  } while (std::ranges::next_permutation(earned).found);
  return best;
}

TEST_F(Lists, AgreeWithANaiveAnswerOnRandomJudgements) {
  std::mt19937 random(7);
  const auto below = [&random](unsigned bound) { return random() % bound; };
  for (int round = 0; round < 60; ++round) {
    std::string lists;
    std::string judgements = kHeader;
    double ndcg = 0;
    double good = 0;
    double shown = 0;
    double blocked = 0;
    double unjudged = 0;
    std::size_t people = 0;
    for (int number = 0; number < 4; ++number) {
      const std::string person = "P-" + std::to_string(number);
      std::map<std::string, int> earned;
      std::map<std::string, bool> is_blocked;
      std::vector<std::string> pool;
      for (int offer = 0; offer < 8; ++offer) {
        pool.push_back("O" + std::to_string(offer));
        if (offer < 6) {
          const int grade = static_cast<int>(below(4));
          is_blocked[pool.back()] = below(3) == 0;
          earned[pool.back()] = is_blocked[pool.back()] ? 0 : grade;
          judgements += row(person, pool.back(), grade, is_blocked[pool.back()] ? "yes" : "0");
        }
      }
      std::ranges::shuffle(pool, random);
      pool.resize(below(8));
      lists += list_of(person, pool);
      pool.resize(std::min<std::size_t>(pool.size(), 5));
      double sum = 0;
      double hits = 0;
      for (std::size_t place = 0; place < pool.size(); ++place) {
        shown += 1;
        if (!earned.contains(pool[place])) {
          unjudged += 1;
          continue;
        }
        blocked += is_blocked[pool[place]] ? 1 : 0;
        hits += earned[pool[place]] >= 2 ? 1 : 0;
        sum += (std::pow(2.0, earned[pool[place]]) - 1) * std::log(2.0) / std::log(static_cast<double>(place) + 2);
      }
      std::vector<int> grades;
      for (const auto& [offer, grade] : earned) {
        grades.push_back(grade);
      }
      if (const double ideal = best_of_all_orders(grades); ideal > 0) {
        ++people;
        ndcg += sum / ideal;
        good += hits / 5;
      }
    }
    const auto report = evaluate(lists, judgements);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->people, people);
    EXPECT_EQ(report->left_out, 4 - people);
    const double count = std::max(1.0, static_cast<double>(people));
    EXPECT_NEAR(report->ndcg5, ndcg / count, 1e-12);
    EXPECT_NEAR(report->p5, good / count, 1e-12);
    EXPECT_NEAR(report->blocked_shown, shown > 0 ? blocked / shown : 0, 1e-12);
    EXPECT_NEAR(report->unjudged5, shown > 0 ? unjudged / shown : 0, 1e-12);
  }
}

TEST_F(Lists, APersonWithoutAListEarnsNothingUnlessNothingWasGoodForThem) {
  const auto report = evaluate(list_of("A", {"x"}) + list_of("D", {}) + list_of("Z", {"x"}),
                               kHeader + row("A", "x", 3, "0") + row("B", "x", 1, "0") + row("C", "x", 3, "1") +
                                   row("C", "y", 0, "0") + row("D", "x", 2, "0"));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->people, 3U);
  EXPECT_EQ(report->left_out, 1U);
  EXPECT_EQ(report->without_list, 2U);
  EXPECT_EQ(report->shown, 1U) << "nobody judged what Z was shown";
  EXPECT_NEAR(report->ndcg5, 1.0 / 3, 1e-12);
  EXPECT_NEAR(report->p5, 0.2 / 3, 1e-12);
}

TEST_F(Lists, ABlockedOfferIsCountedEvenForSomebodyForWhomNothingIsGood) {
  const auto report = evaluate(list_of("C", {"x", "n"}), kHeader + row("C", "x", 3, "1"));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->people, 0U);
  EXPECT_DOUBLE_EQ(report->ndcg5, 0);
  EXPECT_DOUBLE_EQ(report->blocked_shown, 0.5);
  EXPECT_DOUBLE_EQ(report->unjudged5, 0.5);
}

TEST_F(Lists, AnOfferIsJudgedUnderAnyOfItsIdsAndEarnsOnce) {
  const std::string judgements = kHeader + row("A", "x", 3, "0") + row("A", "y", 3, "0") + row("A", "z", 2, "1");
  const auto also = [](const std::string& offers) { return R"({"person":"A","offers":[)" + offers + "]}\n"; };
  const auto once = evaluate(also(R"({"offer":"n","also":["m","x"]},{"offer":"y","also":[]})"), judgements);
  ASSERT_TRUE(once) << once.error().message;
  EXPECT_DOUBLE_EQ(once->ndcg5, 1);
  EXPECT_DOUBLE_EQ(once->unjudged5, 0);
  const auto again = evaluate(also(R"({"offer":"n","also":["x"]},{"offer":"x","also":[]})"), judgements);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_NEAR(again->ndcg5, 1 / (1 + 1 / std::log2(3.0)), 1e-12);
  const auto blocked = evaluate(also(R"({"offer":"x","also":["z"]})"), judgements);
  ASSERT_TRUE(blocked) << blocked.error().message;
  EXPECT_DOUBLE_EQ(blocked->ndcg5, 0);
  EXPECT_DOUBLE_EQ(blocked->blocked_shown, 1);
}

TEST_F(Lists, ErrorsNameTheFileTheLineAndTheField) {
  using testing::AllOf;
  using testing::HasSubstr;
  const std::string lists = list_of("A", {"x"});
  const std::string sound = kHeader + row("A", "x", 3, "0");
  EXPECT_THAT(error(lists, kHeader + row("A", "x", 4, "0")),
              AllOf(HasSubstr("qrels.tsv"), HasSubstr("ligne 2"), HasSubstr("grade")));
  EXPECT_THAT(error(lists, sound + "A\ty\t1.5\t0\n"), AllOf(HasSubstr("ligne 3"), HasSubstr("grade")));
  EXPECT_THAT(error(lists, sound + "A\ty\t1\tmaybe\n"), AllOf(HasSubstr("ligne 3"), HasSubstr("blocked")));
  EXPECT_THAT(error(lists, sound + "\ty\t1\t0\n"), AllOf(HasSubstr("ligne 3"), HasSubstr("person")));
  EXPECT_THAT(error(lists, sound + row("A", "x", 1, "0")), AllOf(HasSubstr("ligne 3"), HasSubstr("déjà")));
  EXPECT_THAT(error(lists, "person\toffer\tgrade\nA\tx\t3\n"), HasSubstr("blocked"));
  EXPECT_THAT(error(lists, kHeader), HasSubstr("aucun jugement"));
  EXPECT_THAT(error(lists + lists, sound), AllOf(HasSubstr("lists.ndjson"), HasSubstr("ligne 2"), HasSubstr("person")));
  EXPECT_THAT(error(lists + "{\"person\":\"B\"}\n", sound), AllOf(HasSubstr("ligne 2"), HasSubstr("offers")));
  EXPECT_THAT(error(lists + "{\"person\":\"B\",\"offers\":[{}]}\n", sound), HasSubstr("offers[0].offer"));
  EXPECT_THAT(error(lists + "{oops\n", sound), AllOf(HasSubstr("lists.ndjson"), HasSubstr("ligne 2")));
  EXPECT_FALSE(evaluate_lists(folder_.path() / "absent", folder_.path() / "qrels.tsv"));
  EXPECT_FALSE(evaluate_lists(folder_.path() / "lists.ndjson", folder_.path() / "absent"));
}

TEST_F(Lists, BlockedIsReadInAllTheWaysPeopleWriteIt) {
  for (const std::string yes : {"1", "yes", "true"}) {
    const auto report = evaluate(list_of("A", {"x"}), kHeader + row("A", "x", 3, yes));
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_DOUBLE_EQ(report->blocked_shown, 1) << yes;
  }
  for (const std::string no : {"0", "no", "false"}) {
    const auto report = evaluate(list_of("A", {"x"}), kHeader + row("A", "x", 3, no));
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_DOUBLE_EQ(report->ndcg5, 1) << no;
  }
}

}  // namespace
}  // namespace passerelle
