#include "texts.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace passerelle::night {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_small(char letter) {
  return letter >= 'a' && letter <= 'z';
}

/// How many bytes at `at` are white space or a bullet; 0 when a word begins.
std::size_t gap_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kAscii = " \t\r\n*-+>|";
  constexpr std::array<std::string_view, 5> kWide{"\u2022", "\u00b7", "\u00a0", "\u2013", "\u2192"};
  if (kAscii.find(text[at]) != std::string_view::npos) {
    return 1;
  }
  for (const std::string_view sign : kWide) {
    if (text.substr(at).starts_with(sign)) {
      return sign.size();
    }
  }
  return 0;
}

bool ends_at(std::string_view text, std::size_t at) {
  if (text[at] == '\n' || text[at] == '\r') {
    return true;
  }
  const bool stop = text[at] == '.' || text[at] == '!' || text[at] == '?' || text[at] == ';';
  return stop && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n');
}

/// Places between words where a sentence can be cut: before the joint, which then belongs to the end.
std::vector<std::size_t> joints(std::string_view text) {
  constexpr std::array<std::string_view, 14> kJoints{", ",     " et ",  " pour ", " avec ", " dans ", " en ", " sur ",
                                                     " afin ", " des ", " de ",   " du ",   " par ",  " ou ", " : "};
  std::vector<std::size_t> places;
  for (std::size_t at = 4; at + 4 < text.size(); ++at) {
    if (text[at] != ' ' && text[at] != ',') {
      continue;
    }
    for (const std::string_view joint : kJoints) {
      if (text.substr(at).starts_with(joint)) {
        places.push_back(at);
        break;
      }
    }
  }
  return places;
}

}  // namespace

std::vector<Sentence> sentences_of(std::string_view text) {
  std::vector<Sentence> sentences;
  std::size_t at = 0;
  std::size_t gap = 0;  // where the sentence before ended
  while (at < text.size()) {
    for (std::size_t width = 1; at < text.size() && (width = gap_at(text, at)) > 0;) {
      at += width;
    }
    const std::size_t begin = at;
    while (at < text.size() && !ends_at(text, at)) {
      ++at;
    }
    if (at < text.size() && text[at] != '\n' && text[at] != '\r') {
      ++at;  // The full stop belongs to its sentence.
    }
    std::size_t end = at;
    while (end > begin && text[end - 1] == ' ') {
      --end;
    }
    if (end > begin) {
      sentences.push_back({text.substr(gap, begin - gap), text.substr(begin, end - begin)});
      gap = end;
    }
  }
  return sentences;
}

std::string_view draw(const std::vector<std::string_view>& pool, std::size_t wanted_length, Random& random) {
  const auto distance = [&](std::string_view one) {
    return std::abs(static_cast<std::ptrdiff_t>(one.size()) - static_cast<std::ptrdiff_t>(wanted_length));
  };
  // There are more short ones than long ones: without a little more, texts would shrink.
  wanted_length += wanted_length / 3;
  std::string_view best = any_of(pool, random);
  for (int again = 0; again < 3; ++again) {
    const std::string_view other = any_of(pool, random);
    if (distance(other) < distance(best)) {
      best = other;
    }
  }
  return best;
}

std::string crossed(std::string_view head, std::string_view tail, Random& random) {
  const std::vector<std::size_t> cuts = joints(head);
  const std::vector<std::size_t> resumptions = joints(tail);
  if (cuts.empty() || resumptions.empty()) {
    return std::string(head);
  }
  const std::size_t cut = any_of(cuts, random);
  // The end is taken where it makes the whole about as long as the beginning was.
  const std::size_t wanted = head.size() - cut;
  std::size_t resumption = any_of(resumptions, random);
  for (int again = 0; again < 2; ++again) {
    const std::size_t other = any_of(resumptions, random);
    const auto distance = [&](std::size_t at) {
      return std::abs(static_cast<std::ptrdiff_t>(tail.size() - at) - static_cast<std::ptrdiff_t>(wanted));
    };
    if (distance(other) < distance(resumption)) {
      resumption = other;
    }
  }
  return std::string(head.substr(0, cut)).append(tail.substr(resumption));
}

std::string with_other_numbers(std::string_view text, Random& random) {
  std::string changed(text);
  for (std::size_t at = 0; at < changed.size(); ++at) {
    const bool alone = at == 0 || !is_digit(changed[at - 1]);
    // Years, codes and the like keep their first digits; a leading zero is a telephone number or an hour.
    if (!is_digit(changed[at]) || changed[at] == '0' || (alone && chance(random, 0.4))) {
      continue;
    }
    const bool last = at + 1 == changed.size() || !is_digit(changed[at + 1]);
    if (last || !alone) {
      changed[at] = static_cast<char>('1' + random.below(9));
    }
  }
  return changed;
}

std::string mistyped(std::string text, Random& random) {
  if (text.size() < 6) {
    return text;
  }
  const std::size_t at = 1 + random.below(text.size() - 3);
  if (!is_small(text[at]) || !is_small(text[at + 1])) {
    return text;
  }
  switch (random.below(3)) {
    case 0:
      std::swap(text[at], text[at + 1]);
      break;
    case 1:
      text.erase(at, 1);
      break;
    default:
      text.insert(at, 1, text[at]);
  }
  return text;
}

std::string in_capitals(std::string_view text) {
  std::string capitals(text);
  for (std::size_t at = 0; at < capitals.size(); ++at) {
    const auto byte = static_cast<unsigned char>(capitals[at]);
    if (is_small(capitals[at])) {
      capitals[at] = static_cast<char>(capitals[at] - 'a' + 'A');
    } else if (at > 0 && static_cast<unsigned char>(capitals[at - 1]) == 0xC3 && byte >= 0xA0 && byte != 0xB7) {
      capitals[at] = static_cast<char>(byte - 0x20);
    }
  }
  return capitals;
}

std::string without_gender_mark(std::string_view title) {
  constexpr std::array<std::string_view, 8> kMarks{"(H/F)", "(F/H)", "(h/f)", "(f/h)", "H/F", "F/H", "h/f", "f/h"};
  std::string bare(title);
  for (const std::string_view mark : kMarks) {
    for (std::size_t at = 0; (at = bare.find(mark)) != std::string::npos;) {
      bare.erase(at, mark.size());
    }
  }
  const auto is_edge = [](char letter) { return letter == ' ' || letter == '-' || letter == ','; };
  while (!bare.empty() && is_edge(bare.back())) {
    bare.pop_back();
  }
  const auto begin = std::find_if_not(bare.begin(), bare.end(), is_edge);
  bare.erase(bare.begin(), begin);
  return bare.empty() ? std::string(title) : bare;
}

std::string with_small_initial(std::string_view text) {
  std::string small(text);
  if (small.size() > 1 && small[0] >= 'A' && small[0] <= 'Z' && !(small[1] >= 'A' && small[1] <= 'Z')) {
    small[0] = static_cast<char>(small[0] - 'A' + 'a');
  } else if (small.size() > 2 && static_cast<unsigned char>(small[0]) == 0xC3 &&
             static_cast<unsigned char>(small[1]) < 0xA0) {
    small[1] = static_cast<char>(static_cast<unsigned char>(small[1]) + 0x20);
  }
  return small;
}

}  // namespace passerelle::night
