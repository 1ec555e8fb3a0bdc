#include "embedding/typing_errors.h"

#include <cstddef>
#include <vector>

#include "normalise/text.h"

namespace passerelle {
namespace {

bool is_letter(char byte) {
  return byte >= 'a' && byte <= 'z';
}

/// Letters that may go wrong: those of words of five and more, but the first, which people rarely miss.
std::vector<std::size_t> fragile_letters(std::string_view text) {
  constexpr std::size_t kShortestWord = 5;
  std::vector<std::size_t> positions;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) {
      ++end;
    }
    if (end - begin >= kShortestWord) {
      for (std::size_t position = begin + 1; position < end; ++position) {
        positions.push_back(position);
      }
    }
    begin = end + 1;
  }
  return positions;
}

void make_one_error(std::string& text, std::size_t position, Random& random) {
  enum { kLost, kDoubled, kSwapped, kReplaced, kErrors };
  switch (random.below(kErrors)) {
    case kLost:
      text.erase(position, 1);
      break;
    case kDoubled:
      text.insert(position, 1, text[position]);
      break;
    case kSwapped:
      if (position + 1 < text.size() && is_letter(text[position + 1])) {
        std::swap(text[position], text[position + 1]);
      } else {
        std::swap(text[position - 1], text[position]);
      }
      break;
    default:
      text[position] = static_cast<char>('a' + static_cast<char>(random.below(26)));
      break;
  }
}

}  // namespace

std::string with_typing_errors(std::string_view utf8, Random& random) {
  std::string text = folded(utf8);
  const std::size_t errors = 1 + random.below(2);
  for (std::size_t error = 0; error < errors; ++error) {
    const std::vector<std::size_t> positions = fragile_letters(text);
    if (positions.empty()) {
      break;
    }
    make_one_error(text, positions[random.below(positions.size())], random);
  }
  return text;
}

}  // namespace passerelle
