#include "taxonomy/diploma_level.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <utility>

#include "normalise/text.h"

namespace passerelle {
namespace {

/// Levels named in the text, as bits.
std::uint32_t levels_in(std::string_view words) {
  static constexpr auto kNames = std::to_array<std::pair<std::string_view, int>>(
      {{"cap", 3},      {"capa", 3},     {"bep", 3},    {"bepa", 3},    {"cqp", 3},       {"deas", 3},
       {"deap", 3},     {"deaes", 3},    {"bac", 4},    {"bp", 4},      {"btm", 4},       {"baccalaureat", 4},
       {"bts", 5},      {"dut", 5},      {"deug", 5},   {"btsa", 5},    {"but", 6},       {"licence", 6},
       {"maitrise", 6}, {"bachelor", 6}, {"master", 7}, {"masters", 7}, {"ingenieur", 7}, {"doctorat", 8}});
  std::uint32_t levels = 0;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && is_letter(words[end])) {
      ++end;
    }
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word = words.substr(at, end - at);
    at = end;
    if (word == "bac") {
      // "Bac+2", "Bac +5", "Bac + 3".
      const std::size_t plus = words.find_first_not_of(' ', end);
      const std::size_t digit =
          plus < words.size() && words[plus] == '+' ? words.find_first_not_of(' ', plus + 1) : std::string_view::npos;
      if (digit < words.size() && words[digit] >= '1' && words[digit] <= '9') {
        static constexpr std::array<int, 10> kAfterBac{4, 5, 5, 6, 6, 7, 7, 7, 8, 8};
        levels |= 1U << static_cast<unsigned>(kAfterBac.at(static_cast<std::size_t>(words[digit] - '0')));
        at = digit + 1;
        continue;
      }
    }
    for (const auto& [name, level] : kNames) {
      if (word == name) {
        levels |= 1U << static_cast<unsigned>(level);
      }
    }
  }
  for (const auto& [name, level] : std::to_array<std::pair<std::string_view, int>>(
           {{"niveau v ", 3}, {"niveau iv ", 4}, {"niveau iii ", 5}, {"brevet professionnel", 4}})) {
    if (words.find(name) != std::string_view::npos) {
      levels |= 1U << static_cast<unsigned>(level);
    }
  }
  return levels;
}

}  // namespace

int diploma_level(std::string_view label) {
  const std::uint32_t levels = levels_in(folded(label) + " ");
  return levels == 0 ? 0 : static_cast<int>(std::bit_width(levels)) - 1;
}

std::optional<int> access_level(std::string_view sentence) {
  const std::string words = folded(sentence) + " ";
  for (const std::string_view open :
       {"sans diplome", "sans qualification", "sans formation", "sans experience", "sans aucun", "sans niveau",
        "sans prerequis", "tous les niveaux", "aucun diplome", "aucune formation", "aucune qualification"}) {
    if (words.find(open) != std::string::npos) {
      return 0;
    }
  }
  const std::uint32_t levels = levels_in(words);
  return levels == 0 ? std::nullopt : std::optional<int>(std::countr_zero(levels));
}

}  // namespace passerelle
