#include "places/place_label.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/ascii.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

bool is_letter_or_digit(char byte) {
  // Bytes above ASCII are letters of other scripts: folded Latin text has none.
  return (byte >= 'a' && byte <= 'z') || is_digit(byte) || static_cast<unsigned char>(byte) >= 0x80;
}

/// Words of folded text. "s/" is how labels shorten "sur": CHALON S/ SAONE.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    if (!is_letter_or_digit(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && is_letter_or_digit(text[end])) {
      ++end;
    }
    std::string word = text.substr(begin, end - begin);
    if (word == "st") {
      word = "saint";
    } else if (word == "ste") {
      word = "sainte";
    } else if (word == "s" && end < text.size() && text[end] == '/') {
      word = "sur";
    }
    words.push_back(std::move(word));
    begin = end;
  }
  return words;
}

bool all_digits(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, is_digit);
}

bool is_department(std::string_view word) {
  return word == "2a" || word == "2b" || (word.size() == 2 && all_digits(word) && word != "00") ||
         (word.size() == 3 && all_digits(word) && (word.starts_with("97") || word.starts_with("98")));
}

bool is_postal_code(std::string_view word) {
  return word.size() == 5 && all_digits(word);
}

std::string upper_case(std::string_view department) {
  std::string text(department);
  std::ranges::replace(text, 'a', 'A');
  std::ranges::replace(text, 'b', 'B');
  return text;
}

/// 12 from "12", "12e", "12eme", "1er"; 0 from anything else.
int ordinal(std::string_view word) {
  constexpr std::array<std::string_view, 6> kEndings = {"", "e", "er", "eme", "ere", "nd"};
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc()) {
    return 0;
  }
  const std::string_view ending = word.substr(static_cast<std::size_t>(end - word.data()));
  return std::ranges::find(kEndings, ending) == kEndings.end() ? 0 : number;
}

bool is_noise(std::string_view word) {
  constexpr std::array<std::string_view, 7> kNoise = {"arrondissement", "arrdt", "ardt",       "arr",
                                                      "dept",           "dpt",   "departement"};
  return std::ranges::find(kNoise, word) != kNoise.end();
}

void take_postal_code(const std::string& word, PlaceLabel& place) {
  place.postal_code = word;
  const bool overseas = word.starts_with("97") || word.starts_with("98");
  place.department = word.substr(0, overseas ? 3 : 2);
}

}  // namespace

PlaceLabel read_place_label(std::string_view label) {
  PlaceLabel place;
  std::vector<std::string> words = words_of(folded(label));
  if (!words.empty() && is_department(words.front())) {
    place.department = upper_case(words.front());
    words.erase(words.begin());
  } else if (!words.empty() && is_postal_code(words.front())) {
    take_postal_code(words.front(), place);
    words.erase(words.begin());
  }
  // The number behind a cedex is a sorting office: in Paris it is the arrondissement, it is never a département.
  const bool number_may_be_department = std::erase(words, "cedex") == 0 && place.department.empty();
  while (!words.empty()) {
    const std::string& last = words.back();
    if (is_postal_code(last) && place.department.empty()) {
      take_postal_code(last, place);
    } else if (const int number = ordinal(last); number > 0) {
      place.number = number;
      if (number_may_be_department && is_department(last)) {
        place.department_behind = upper_case(last);
      }
    } else if (number_may_be_department && is_department(last)) {
      place.department_behind = upper_case(last);
    } else if (!is_noise(last)) {
      break;
    }
    words.pop_back();
  }
  for (const std::string& word : words) {
    place.name += place.name.empty() ? "" : " ";
    place.name += word;
  }
  return place;
}

bool lies_in_department(std::string_view insee, std::string_view department) {
  if (department == "20") {
    return insee.starts_with("2A") || insee.starts_with("2B");
  }
  return insee.starts_with(department);
}

bool is_wider_than_a_commune(const PlaceLabel& label) {
  // Their small namesakes lie elsewhere: nobody means those without saying where.
  constexpr std::array<std::string_view, 12> kElsewhere = {"allier",     "aube",   "bretagne", "creuse",
                                                           "indre",      "landes", "loire",    "reunion",
                                                           "la reunion", "suisse", "vaucluse", "vienne"};
  if (!label.department.empty()) {
    return label.postal_code.empty() && ((label.name == "correze" && label.department == "19") ||
                                         (label.name == "doubs" && label.department == "25") ||
                                         (label.name == "mayenne" && label.department == "53"));
  }
  return label.department_behind.empty() && std::ranges::find(kElsewhere, label.name) != kElsewhere.end();
}

std::vector<std::string> departments_of_region(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kRegions{
      {{"auvergne rhone alpes", "01 03 07 15 26 38 42 43 63 69 73 74"},
       {"bourgogne franche comte", "21 25 39 58 70 71 89 90"},
       {"bretagne", "22 29 35 56"},
       {"centre val de loire", "18 28 36 37 41 45"},
       {"corse", "2A 2B"},
       {"grand est", "08 10 51 52 54 55 57 67 68 88"},
       {"hauts de france", "02 59 60 62 80"},
       {"ile de france", "75 77 78 91 92 93 94 95"},
       {"normandie", "14 27 50 61 76"},
       {"nouvelle aquitaine", "16 17 19 23 24 33 40 47 64 79 86 87"},
       {"occitanie", "09 11 12 30 31 32 34 46 48 65 66 81 82"},
       {"pays de la loire", "44 49 53 72 85"},
       {"provence alpes cote d azur", "04 05 06 13 83 84"},
       {"paca", "04 05 06 13 83 84"},
       {"region parisienne", "75 77 78 91 92 93 94 95"}}};
  const auto region = std::ranges::find(kRegions, name, &std::pair<std::string_view, std::string_view>::first);
  std::vector<std::string> departments;
  if (region != kRegions.end()) {
    for (std::size_t begin = 0; begin < region->second.size(); begin += 3) {
      departments.emplace_back(region->second.substr(begin, 2));
    }
  }
  return departments;
}

}  // namespace passerelle
