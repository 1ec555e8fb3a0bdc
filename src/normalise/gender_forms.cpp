#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "normalise/inclusive.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

/// The same text for him and for her.
struct Forms {
  std::string masculine;
  std::string feminine;
};

// Titles whose two forms are different words; the tail is shared all the same.
constexpr auto kDifferentWords = std::to_array<std::pair<std::string_view, std::string_view>>({{"homme", "femme"},
                                                                                               {"garcon", "fille"},

                                                                                               {"monsieur", "dame"},
                                                                                               {"valet", "femme"},
                                                                                               {"marin", "marine"},
                                                                                               {"man", "woman"}});

constexpr auto kGenderMarks = std::to_array<std::string_view>(
    {"h/f", "f/h",   "(h/f)", "(f/h)",   "h-f",   "f-h",     "(h-f)", "(f-h)", "m/f",     "f/m",     "(m/f)", "(f/m)",
     "m/w", "(m/w)", "m/w/d", "(m/w/d)", "m/f/d", "(m/f/d)", "h/f/x", "f/h/x", "(h/f/x)", "(f/h/x)", "(hf)",  "(fh)"});

using Tokens = std::vector<std::string_view>;

Tokens split(std::string_view text) {
  Tokens tokens;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" \t\n\r", at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(" \t\n\r", at), text.size());
    tokens.push_back(text.substr(at, end - at));
    at = end;
  }
  return tokens;
}

std::string join(std::span<const std::string_view> tokens) {
  std::string text;
  for (const std::string_view token : tokens) {
    text += text.empty() ? "" : " ";
    text += token;
  }
  return text;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t letters_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_letter(text[at]) && !text.substr(at).starts_with("\xC2\xB7")) {
    ++at;
  }
  return at;
}

/// "Chargé(e)s" → "Chargés", "Chargées"; any text without inclusive writing comes back twice, unchanged.
Forms resolve_inclusive(std::string_view token) {
  const FoldedText folded_token = fold(token);
  const std::string_view text = folded_token.text;
  const auto original = [&](std::size_t begin, std::size_t end) { return folded_token.origin(token, begin, end); };
  Forms forms;
  std::size_t copied = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t word_end = letters_end(text, at);
    if (word_end == at) {
      ++at;
      continue;
    }
    const std::string_view rest = text.substr(word_end);
    std::size_t sign = 0;
    if (rest.starts_with("\xC2\xB7")) {
      sign = 2;
    } else if (rest.starts_with(" (")) {
      sign = 2;
    } else if (!rest.empty() && std::string_view("(/-.").find(rest.front()) != std::string_view::npos) {
      sign = 1;
    }
    const std::size_t ending_begin = word_end + sign;
    const std::size_t ending_end = letters_end(text, ending_begin);
    const bool closes = !rest.substr(0, sign).ends_with('(') || text.substr(ending_end).starts_with(')');
    std::optional<std::size_t> replaced;
    if (sign > 0 && ending_end > ending_begin && closes) {
      replaced = letters_replaced(text.substr(at, word_end - at), text.substr(ending_begin, ending_end - ending_begin));
    }
    if (!replaced) {
      at = word_end;
      continue;
    }
    forms.masculine += original(copied, word_end);
    forms.feminine += original(copied, word_end - *replaced);
    forms.feminine += original(ending_begin, ending_end);
    std::size_t next = ending_end;
    if (rest.substr(0, sign).ends_with('(')) {
      ++next;
    }
    // The plural may stand on its own ("employé·e·s", "(e)s") or inside the ending ("employé·es").
    std::size_t plural = next;
    while (plural < text.size() && (text[plural] == '.' || text[plural] == '-' || text[plural] == '/' ||
                                    static_cast<unsigned char>(text[plural]) >= 0x80)) {
      ++plural;
    }
    if (text.substr(plural, 1) == "s" && letters_end(text, plural) == plural + 1) {
      forms.masculine += original(plural, plural + 1);
      forms.feminine += original(plural, plural + 1);
      next = plural + 1;
    } else if (text[ending_end - 1] == 's' && text[word_end - 1] != 's') {
      forms.masculine += original(ending_end - 1, ending_end);
    }
    copied = at = next;
  }
  forms.masculine += original(copied, text.size());
  forms.feminine += original(copied, text.size());
  return forms;
}

bool same_word(std::string_view masculine, std::string_view feminine) {
  const std::vector<Word> left = words(masculine);
  const std::vector<Word> right = words(feminine);
  if (std::ranges::equal(left, right, {}, &Word::text, &Word::text)) {
    return true;
  }
  return left.size() == 1 && right.size() == 1 &&
         std::ranges::find(kDifferentWords, std::pair<std::string_view, std::string_view>(
                                                left.front().text, right.front().text)) != kDifferentWords.end();
}

/// The two full forms behind "left / right", where the end is written once, on the right, and the beginning maybe once,
/// on the left. Two different titles stay as they are.
Forms share(std::span<const std::string_view> left, std::span<const std::string_view> right) {
  for (std::size_t head = 0; head < left.size(); ++head) {
    const std::span<const std::string_view> masculine = left.subspan(head);
    if (masculine.size() <= right.size() && std::ranges::equal(masculine, right.first(masculine.size()), same_word)) {
      Tokens full_masculine(left.begin(), left.end());
      full_masculine.insert(full_masculine.end(), right.begin() + static_cast<std::ptrdiff_t>(masculine.size()),
                            right.end());
      Tokens full_feminine(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(head));
      full_feminine.insert(full_feminine.end(), right.begin(), right.end());
      return {join(full_masculine), join(full_feminine)};
    }
  }
  return {join(left), join(right)};
}

std::vector<Tokens> parts_of(const Tokens& tokens) {
  std::vector<Tokens> parts(1);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string token = folded(tokens[i]);
    if (std::ranges::find(kGenderMarks, token) != kGenderMarks.end()) {
      continue;
    }
    if (i + 2 < tokens.size() && tokens[i + 1] == "/" &&
        std::ranges::find(kGenderMarks, token + "/" + folded(tokens[i + 2])) != kGenderMarks.end()) {
      i += 2;
      continue;
    }
    if (token != "/") {
      parts.back().push_back(tokens[i]);
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty() && parts.size() > 1) {
    parts.pop_back();
  }
  return parts;
}

void add_new(std::vector<std::string>& forms, std::string form) {
  if (std::ranges::find(forms, form) == forms.end()) {
    forms.push_back(std::move(form));
  }
}

}  // namespace

std::vector<std::string> gender_forms(std::string_view title) {
  const Forms plain = resolve_inclusive(title);
  std::vector<std::string> forms;
  if (plain.masculine != plain.feminine) {
    std::vector<std::string> of_masculine = gender_forms(plain.masculine);
    std::vector<std::string> of_feminine = gender_forms(plain.feminine);
    if (of_masculine.size() == 2 && of_feminine.size() == 2) {
      // "Laveur / Laveuse de vitres polyvalent(e)": both writings speak of the same two people.
      return {std::move(of_masculine.front()), std::move(of_feminine.back())};
    }
    std::ranges::for_each(of_masculine, [&](std::string& form) { add_new(forms, std::move(form)); });
    std::ranges::for_each(of_feminine, [&](std::string& form) { add_new(forms, std::move(form)); });
    return forms;
  }
  const std::vector<Tokens> parts = parts_of(split(title));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i + 1 < parts.size()) {
      Forms pair = share(parts[i], parts[i + 1]);
      const bool matched = pair.feminine != join(parts[i + 1]) || pair.masculine != join(parts[i]) ||
                           std::ranges::equal(parts[i], parts[i + 1], same_word);
      add_new(forms, std::move(pair.masculine));
      if (matched) {
        add_new(forms, std::move(pair.feminine));
        ++i;
      }
      continue;
    }
    add_new(forms, join(parts[i]));
  }
  return forms;
}

}  // namespace passerelle
