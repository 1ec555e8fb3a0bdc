#include "requirements/literals.h"

#include <re2/filtered_re2.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace passerelle::reading {
namespace {

/// More groups than this hardly tell more.
constexpr std::uint32_t kMostGroups = 4;

/// Whether an expression may match, given which of its literals stand in a text: a formula of "and" and "or", which RE2
/// reads from the expression and answers without showing it.
class Formula {
 public:
  Formula(const std::string& expression, std::size_t shortest) : formula_(static_cast<int>(shortest)) {
    RE2::Options bytes;
    bytes.set_encoding(RE2::Options::EncodingLatin1);
    int id = 0;
    [[maybe_unused]] const RE2::ErrorCode error = formula_.Add(expression, bytes, &id);
    assert(error == RE2::NoError);
    formula_.Compile(&literals_);
  }

  [[nodiscard]] const std::vector<std::string>& literals() const { return literals_; }

  [[nodiscard]] bool may_match(const std::vector<bool>& present) const {
    std::vector<int> found;
    for (std::size_t literal = 0; literal < present.size(); ++literal) {
      if (present[literal]) {
        found.push_back(static_cast<int>(literal));
      }
    }
    std::vector<int> possible;
    formula_.AllPotentials(found, &possible);
    return !possible.empty();
  }

 private:
  re2::FilteredRE2 formula_;
  std::vector<std::string> literals_;
};

/// True when every alternative begins with "^": such an expression gives up by itself after a few letters.
bool stays_at_the_start(std::string_view expression) {
  int depth = 0;
  bool in_class = false;
  bool alternative_begins = true;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    const char c = expression[at];
    if (alternative_begins && c != '^') {
      return false;
    }
    alternative_begins = false;
    if (c == '\\') {
      ++at;
    } else if (in_class) {
      in_class = c != ']';
    } else if (c == '[') {
      in_class = true;
    } else if (c == '(' || c == ')') {
      depth += c == '(' ? 1 : -1;
    } else if (c == '|' && depth == 0) {
      alternative_begins = true;
    }
  }
  return !alternative_begins;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(lower(text[at]));
}

/// The next letter comes in at the top.
std::uint32_t shifted(std::uint32_t start, std::uint32_t byte) {
  return start >> 8U | byte << 16U;
}

}  // namespace

RequiredLiterals::RequiredLiterals(const std::string& expression) {
  if (stays_at_the_start(expression)) {
    return;
  }
  const Formula formula(expression, kStartLetters);
  const std::vector<std::string>& literals = formula.literals();
  std::vector<std::size_t> order(literals.size());
  for (std::size_t literal = 0; literal < order.size(); ++literal) {
    order[literal] = literal;
  }
  // Long ones are rarer: they stay in a group where a choice is left.
  std::ranges::stable_sort(order, {}, [&literals](std::size_t literal) { return literals[literal].size(); });
  // A group is a least set of literals without any of which nothing matches, whatever else is there. Each next one is
  // sought among those that no group has yet.
  std::vector<bool> present(literals.size(), false);
  for (std::uint32_t group = 1; group < 1U << kMostGroups && !formula.may_match(present); group <<= 1U) {
    std::vector<bool> grouped = present;
    for (const std::size_t literal : order) {
      if (grouped[literal]) {
        continue;
      }
      grouped[literal] = true;
      if (formula.may_match(grouped)) {
        grouped[literal] = false;
        add(literals[literal], group);
        present[literal] = true;
      }
    }
    all_groups_ |= group;
  }
  std::ranges::stable_sort(literals_, {}, &Literal::start);
}

std::size_t RequiredLiterals::bit_of(std::uint32_t start) {
  constexpr std::uint32_t kMixer = 0x9E3779B1U;
  constexpr std::uint32_t kShift = 32 - 11;
  static_assert(kBits == std::size_t{1} << (32 - kShift));
  return (start * kMixer) >> kShift;
}

void RequiredLiterals::add(std::string letters, std::uint32_t group) {
  assert(letters.size() >= kStartLetters);
  std::uint32_t start = 0;
  for (std::size_t at = 0; at < kStartLetters; ++at) {
    start = shifted(start, byte_at(letters, at));
  }
  const std::size_t bit = bit_of(start);
  starts_[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
  literals_.push_back({start, group, std::move(letters)});
}

std::uint32_t RequiredLiterals::groups_at(std::string_view text, std::uint32_t start) const {
  std::uint32_t groups = 0;
  for (auto literal = std::ranges::lower_bound(literals_, start, {}, &Literal::start);
       literal != literals_.end() && literal->start == start; ++literal) {
    const std::string_view letters = literal->letters;
    if (text.size() >= letters.size() &&
        std::equal(letters.begin() + kStartLetters, letters.end(), text.begin() + kStartLetters,
                   [](char letter, char written) { return letter == lower(written); })) {
      groups |= literal->group;
    }
  }
  return groups;
}

bool RequiredLiterals::may_match(std::string_view text) const {
  if (all_groups_ == 0) {
    return true;
  }
  if (text.size() < kStartLetters) {
    return false;
  }
  std::uint32_t found = 0;
  std::uint32_t start = shifted(shifted(0, byte_at(text, 0)), byte_at(text, 1));
  for (std::size_t at = kStartLetters - 1; at < text.size(); ++at) {
    start = shifted(start, byte_at(text, at));
    const std::size_t bit = bit_of(start);
    if ((starts_[bit / kWordBits] >> (bit % kWordBits) & 1U) != 0) {
      found |= groups_at(text.substr(at + 1 - kStartLetters), start);
      if (found == all_groups_) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace passerelle::reading
