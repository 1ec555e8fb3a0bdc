#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace passerelle::reading {

/// What a text must hold for a regular expression to match it: of each of a few groups of letters in a row, at least
/// one. One look along the text tells far sooner than the expression that it matches nothing, which is what most texts
/// give most expressions. Immutable, thread-safe.
class RequiredLiterals {
 public:
  /// Nothing is required.
  RequiredLiterals() = default;
  /// Of an expression over bytes, as `Pattern` takes it. Nothing is required where it can only match at the start.
  explicit RequiredLiterals(const std::string& expression);

  /// False only when the expression matches nowhere in `text`.
  [[nodiscard]] bool may_match(std::string_view text) const;

 private:
  struct Literal {
    std::uint32_t start = 0;  ///< its first letters
    std::uint32_t group = 0;  ///< as a bit
    std::string letters;
  };

  static constexpr std::size_t kStartLetters = 3;
  static constexpr std::size_t kBits = 2048;
  static constexpr std::size_t kWordBits = 64;

  static std::size_t bit_of(std::uint32_t start);
  void add(std::string letters, std::uint32_t group);
  /// The groups that have a literal at the beginning of `text`, which begins with `start`.
  [[nodiscard]] std::uint32_t groups_at(std::string_view text, std::uint32_t start) const;

  std::uint32_t all_groups_ = 0;
  std::array<std::uint64_t, kBits / kWordBits> starts_{};  ///< where `bit_of` of a literal's start is set
  std::vector<Literal> literals_;                          ///< by start
};

}  // namespace passerelle::reading
