#include "base/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace passerelle {
namespace {

/// Insertions, deletions and replacements of one byte (Levenshtein 1966).
std::size_t typing_errors(std::string_view left, std::string_view right) {
  std::vector<std::size_t> previous(right.size() + 1);
  std::iota(previous.begin(), previous.end(), std::size_t{0});
  std::vector<std::size_t> current(previous.size());
  for (std::size_t row = 0; row < left.size(); ++row) {
    current[0] = row + 1;
    for (std::size_t column = 0; column < right.size(); ++column) {
      const std::size_t replaced = previous[column] + (left[row] == right[column] ? 0 : 1);
      current[column + 1] = std::min({replaced, previous[column + 1] + 1, current[column] + 1});
    }
    std::swap(previous, current);
  }
  return previous.back();
}

}  // namespace

std::string nearest_name(std::string_view written, const std::vector<std::string>& known) {
  std::string best;
  std::size_t fewest = 0;
  for (const std::string& name : known) {
    const std::size_t errors = typing_errors(written, name);
    if (2 * errors <= std::max(written.size(), name.size()) && (best.empty() || errors < fewest)) {
      best = name;
      fewest = errors;
    }
  }
  return best;
}

}  // namespace passerelle
