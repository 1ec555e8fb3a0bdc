#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace passerelle::reading {

/// A regular expression over folded text (bytes), compiled once. Immutable, thread-safe.
class Pattern {
 public:
  static constexpr std::size_t kGroups = 8;

  /// Where a pattern matched; a group that took no part is an empty view without data.
  struct Match {
    std::array<std::string_view, kGroups> groups;  ///< borrowed from the text; 0 is the whole
    std::size_t begin = 0;                         ///< offsets in the text
    std::size_t end = 0;
  };

  /// `expression` is part of the program: one that does not compile is a bug.
  explicit Pattern(const std::string& expression);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  /// The first match at or after `from`.
  bool find(std::string_view text, std::size_t from, Match& match) const;
  [[nodiscard]] bool contains(std::string_view text) const;
  /// True when it matches at the very start.
  [[nodiscard]] bool starts(std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

/// Many patterns looked for at once: one pass over a text tells which of them it contains. Immutable, thread-safe.
class PatternSet {
 public:
  explicit PatternSet(const std::vector<std::string>& expressions);
  ~PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;

  /// The patterns found, by their place among the expressions, ascending.
  [[nodiscard]] std::vector<std::size_t> found_in(std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace passerelle::reading
