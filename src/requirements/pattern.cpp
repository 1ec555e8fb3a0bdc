#include "requirements/pattern.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <numeric>

#include "requirements/literals.h"

namespace passerelle::reading {
namespace {

RE2::Options options() {
  RE2::Options chosen;
  // Folded text is ASCII where patterns look; bytes spare the decoding.
  chosen.set_encoding(RE2::Options::EncodingLatin1);
  chosen.set_log_errors(true);
  return chosen;
}

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(const std::string& expression)
      : regex(expression, options()),
        groups(1 + static_cast<int>(
                       std::min<std::size_t>(kGroups - 1, static_cast<std::size_t>(regex.NumberOfCapturingGroups())))),
        literals(expression) {}
  RE2 regex;
  int groups;
  RequiredLiterals literals;
};

Pattern::Pattern(const std::string& expression) : compiled_(std::make_unique<Compiled>(expression)) {
  assert(compiled_->regex.ok());
}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::find(std::string_view text, std::size_t from, Match& match) const {
  if (from > text.size() || !compiled_->literals.may_match(text.substr(from))) {
    return false;
  }
  std::array<re2::StringPiece, kGroups> pieces;
  const re2::StringPiece whole(text.data(), text.size());
  if (!compiled_->regex.Match(whole, from, text.size(), RE2::UNANCHORED, pieces.data(), compiled_->groups)) {
    return false;
  }
  for (std::size_t group = 0; group < kGroups; ++group) {
    match.groups[group] = std::string_view(pieces[group].data(), pieces[group].size());
  }
  match.begin = static_cast<std::size_t>(pieces[0].data() - text.data());
  match.end = match.begin + pieces[0].size();
  return true;
}

bool Pattern::contains(std::string_view text) const {
  return compiled_->literals.may_match(text) && compiled_->regex.Match(re2::StringPiece(text.data(), text.size()), 0,
                                                                       text.size(), RE2::UNANCHORED, nullptr, 0);
}

bool Pattern::starts(std::string_view text) const {
  return compiled_->regex.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), RE2::ANCHOR_START, nullptr,
                                0);
}

struct PatternSet::Compiled {
  explicit Compiled(std::size_t patterns) : set(roomy(), RE2::UNANCHORED), count(patterns) {}

  static RE2::Options roomy() {
    RE2::Options chosen = options();
    // All patterns share one automaton, whose states are made as texts need them.
    constexpr std::int64_t kBytes = std::int64_t{64} << 20U;
    chosen.set_max_mem(kBytes);
    return chosen;
  }

  RE2::Set set;
  std::size_t count;
};

PatternSet::PatternSet(const std::vector<std::string>& expressions)
    : compiled_(std::make_unique<Compiled>(expressions.size())) {
  for (const std::string& expression : expressions) {
    [[maybe_unused]] const int place = compiled_->set.Add(expression, nullptr);
    assert(place >= 0);
  }
  [[maybe_unused]] const bool compiled = compiled_->set.Compile();
  assert(compiled);
}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

std::vector<std::size_t> PatternSet::found_in(std::string_view text) const {
  std::vector<int> places;
  RE2::Set::ErrorInfo error{};
  std::vector<std::size_t> found;
  if (!compiled_->set.Match(re2::StringPiece(text.data(), text.size()), &places, &error) &&
      error.kind != RE2::Set::kNoError) {
    // The automaton outgrew its room: all may be in the text.
    found.resize(compiled_->count);
    std::iota(found.begin(), found.end(), std::size_t{0});
    return found;
  }
  std::ranges::transform(places, std::back_inserter(found), [](int place) { return static_cast<std::size_t>(place); });
  std::ranges::sort(found);
  return found;
}

}  // namespace passerelle::reading
