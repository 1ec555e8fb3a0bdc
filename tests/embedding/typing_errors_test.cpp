#include "embedding/typing_errors.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace passerelle {
namespace {

/// Letters to add, remove or replace to get from one text to the other (Levenshtein).
std::size_t edits_between(const std::string& one, const std::string& other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

TEST(TypingErrors, AreFewAndSpareTheFirstLetter) {
  const std::string text = "agent de quai manutentionnaire";
  bool changed = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const std::string misspelt = with_typing_errors(text, random);
    // A swap counts as two edits, and there are two errors at most.
    EXPECT_LE(edits_between(text, misspelt), 4U) << misspelt;
    EXPECT_EQ(misspelt.front(), 'a');
    changed = changed || misspelt != text;
  }
  EXPECT_TRUE(changed);
}

TEST(TypingErrors, SpareShortWords) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    EXPECT_EQ(with_typing_errors("Chef de cave", random), "chef de cave");
  }
}

TEST(TypingErrors, AreTheSameForASeed) {
  Random one(3);
  Random other(3);
  EXPECT_EQ(with_typing_errors("Cuisinière de collectivité", one),
            with_typing_errors("Cuisinière de collectivité", other));
}

}  // namespace
}  // namespace passerelle
