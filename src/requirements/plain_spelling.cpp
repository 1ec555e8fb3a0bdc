#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/ascii.h"

#include "requirements/text.h"

namespace passerelle::reading {
namespace {

/// True when the line break at `at` parts what belongs together: "3 \nans", "Anglais\nB2".
bool parts_one_thing(std::string_view text, std::size_t at) {
  std::size_t left = at;
  while (left > 0 && text[left - 1] == ' ') {
    --left;
  }
  std::size_t right = at + 1;
  while (right < text.size() && (text[right] == ' ' || text[right] == '\n' || text[right] == '\r')) {
    ++right;
  }
  const std::string_view next = text.substr(right);
  constexpr std::string_view kUnits[] = {"ans ", "annees ", "mois "};
  if (left > 0 && text[left - 1] >= '0' && text[left - 1] <= '9') {
    return std::ranges::any_of(kUnits, [next](std::string_view unit) { return next.starts_with(unit); });
  }
  const bool level = next.size() >= 2 && next[0] >= 'a' && next[0] <= 'c' && (next[1] == '1' || next[1] == '2') &&
                     (next.size() == 2 || !is_lower_letter(next[2]));
  constexpr std::string_view kLanguages[] = {"anglais", "francais", "allemand", "espagnol", "italien"};
  return level && std::ranges::any_of(kLanguages, [before = text.substr(0, left)](std::string_view language) {
           return before.ends_with(language);
         });
}

/// How long the second ending of inclusive writing is at `at`: "(e)", "·e", "·e·s", ".e", "(ne)s"; 0 when there is
/// none.
std::size_t inclusive_ending(std::string_view text, std::size_t at) {
  // A word of three letters at least: "permis b(e)" names a licence, "2 an(s)" a unit.
  const bool after_word =
      at >= 3 && is_lower_letter(text[at - 1]) && is_lower_letter(text[at - 2]) && is_lower_letter(text[at - 3]);
  // "véhiculé(e)" is a person, "véhicule" a car: with its accent, the ending is all that tells them apart.
  if (!after_word || text.substr(0, at).ends_with("vehicule")) {
    return 0;
  }
  constexpr std::string_view kMiddleDot = "\xC2\xB7";
  constexpr std::array<std::string_view, 14> kEndings{"nes",  "es",   "ne",    "e",   "s",  "se", "ses",
                                                      "euse", "rice", "trice", "ere", "le", "ve", "te"};
  const std::string_view rest = text.substr(at);
  const auto ends_word = [&rest](std::size_t end) { return end >= rest.size() || !is_lower_letter(rest[end]); };
  for (const std::string_view ending : kEndings) {
    if (rest.starts_with(kMiddleDot) && rest.substr(kMiddleDot.size()).starts_with(ending)) {
      const std::size_t end = kMiddleDot.size() + ending.size();
      if (ends_word(end)) {
        const bool plural = rest.substr(end).starts_with(kMiddleDot) &&
                            rest.substr(end + kMiddleDot.size()).starts_with("s") &&
                            ends_word(end + kMiddleDot.size() + 1);
        return plural ? end + kMiddleDot.size() + 1 : end;
      }
    }
    // A sentence does not begin with "e" and go on with a space.
    if (ending == "e" && rest.starts_with(".e") && ends_word(2)) {
      return rest.starts_with(".e.s") && ends_word(4) ? 4 : 2;
    }
    if (rest.starts_with("(") && rest.substr(1).starts_with(ending) &&
        rest.substr(1 + ending.size()).starts_with(")")) {
      const std::size_t end = ending.size() + 2;
      return end < rest.size() && rest[end] == 's' && ends_word(end + 1) ? end + 1 : ends_word(end) ? end : 0;
    }
  }
  return 0;
}

}  // namespace

FoldedText in_plain_spelling(FoldedText folded, std::string_view original) {
  // What stands before a byte is looked at as it was written, not as it has been put together so far.
  const std::string text = folded.text;
  const std::size_t size = text.size();
  std::size_t kept = 0;
  const auto keep = [&](std::size_t at, char c) {
    folded.text[kept] = c;
    folded.source[kept] = folded.source[at];
    ++kept;
  };
  for (std::size_t at = 0; at < size;) {
    const char c = text[at] == '\n' && parts_one_thing(text, at) ? ' ' : text[at];
    if (c == ' ') {
      std::size_t end = at + 1;
      while (end < size && text[end] == ' ') {
        ++end;
      }
      // "2  ans": typed twice. Two stay where a list mark stood, which parts clauses.
      keep(at, ' ');
      if (end - at > 1 && is_list_mark(folded.origin(original, at, end))) {
        keep(end - 1, ' ');
      }
      at = end;
      continue;
    }
    const bool may_end = c == '(' || c == '.' || c == '\xC2';
    if (const std::size_t ending = may_end ? inclusive_ending(text, at) : 0; ending > 0) {
      at += ending;
      continue;
    }
    keep(at, c);
    ++at;
  }
  folded.source[kept] = folded.source[size];
  folded.text.resize(kept);
  folded.source.resize(kept + 1);
  return folded;
}

}  // namespace passerelle::reading
