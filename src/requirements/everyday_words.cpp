#include "requirements/everyday_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <unordered_map>

namespace passerelle::reading {
namespace {

struct Rewriting {
  std::string_view written;
  std::string_view meant;
};

/// One word for one or several. Only what is never a word of its own in such notes.
constexpr auto kRewritings = std::to_array<Rewriting>({
    {"pa", "pas"},
    {"pah", "pas"},
    {"jai", "j'ai"},
    {"jsuis", "je suis"},
    {"jsui", "je suis"},
    {"jss", "je suis"},
    {"chui", "je suis"},
    {"chuis", "je suis"},
    {"jpeux", "je peux"},
    {"jpeu", "je peux"},
    {"jveux", "je veux"},
    {"jveu", "je veux"},
    {"veu", "veux"},
    {"jdois", "je dois"},
    {"doi", "dois"},
    {"ke", "que"},
    {"k", "que"},
    {"ki", "qui"},
    {"kan", "quand"},
    {"kand", "quand"},
    {"qd", "quand"},
    {"samdi", "samedi"},
    {"wk", "week-end"},
    {"wkend", "week-end"},
    {"wikend", "week-end"},
    {"weekends", "week-end"},
    {"aprem", "apres-midi"},
    {"apm", "apres-midi"},
    {"nui", "nuit"},
    {"tps", "temps"},
    {"temp", "temps"},
    {"mitemps", "mi-temps"},
    {"bagnole", "voiture"},
    {"san", "sans"},
    {"tro", "trop"},
    {"ds", "dans"},
    {"tt", "tout"},
    {"ts", "tous"},
    {"minuts", "minutes"},
    {"mn", "minutes"},
    {"min", "minutes"},
    {"mins", "minutes"},
    {"kms", "km"},
    {"kilometre", "km"},
    {"kilometres", "km"},
    {"lekol", "l'ecole"},
    {"lecole", "l'ecole"},
    {"taf", "travail"},
    {"boulot", "travail"},
    {"bosse", "travaille"},
    {"bosser", "travailler"},
    {"traje", "trajet"},
    {"oki", "ok"},
    {"charj", "charge"},
});

/// Several words for others. "Pas de problème" and "pas peur de" deny nothing.
constexpr auto kPhrases = std::to_array<Rewriting>({
    {"pas de problemes", "ok"},
    {"pas de probleme", "ok"},
    {"pas de pb", "ok"},
    {"sans probleme", "ok"},
    {"aucun probleme", "ok"},
    {"pas de soucis", "ok"},
    {"pas de souci", "ok"},
    {"aucun souci", "ok"},
    {"derange pas", "ok"},
    {"gene pas", "ok"},
    {"pas peur de", "ok pour"},
    {"pas peur du", "ok pour le"},
    {"fait pas peur", "va"},
    {"font pas peur", "vont"},
    {"pas que", "aussi"},
    {"pas seulement", "aussi"},
    {"permis camion", "permis c"},
    {"permis bus", "permis d"},
    {"permis transport en commun", "permis d"},
    {"permis moto", "permis a2"},
    {"permis scooter", "permis am"},
    {"permis 125", "permis a1"},
    {"permis bea", "permis b"},
    {"permis cariste", "caces 3"},
    {"driving licence", "permis b"},
    {"driving license", "permis b"},
    {"carnet de conducir", "permis b"},
    {"carta de conducao", "permis b"},
    {"ehliyet", "permis b"},
    {"rokhsat siyaqa", "permis b"},
});

/// Words of limits that people write as they sound.
constexpr std::array<std::string_view, 20> kSounded{"permis",  "dimanche", "samedi",    "voiture",     "horaires",
                                                    "debout",  "vertige",  "poussière", "coupure",     "partiel",
                                                    "anglais", "français", "véhicule",  "déplacement", "école",
                                                    "nuit",    "matin",    "lourd",     "froid",       "week-end"};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_letters(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

const std::unordered_map<std::string, std::string>& by_sound() {
  static const auto index = [] {
    std::unordered_map<std::string, std::string> made;
    for (const std::string_view word : kSounded) {
      made.emplace(sound_key(word), folded(word));
    }
    return made;
  }();
  return index;
}

/// Text under way, each byte with the byte of the source it stands for.
class Rewriter {
 public:
  explicit Rewriter(const FoldedText& from) : from_(from) { made_.source.clear(); }

  void keep(std::size_t begin, std::size_t end) {
    made_.text.append(from_.text, begin, end - begin);
    made_.source.insert(made_.source.end(), from_.source.begin() + static_cast<std::ptrdiff_t>(begin),
                        from_.source.begin() + static_cast<std::ptrdiff_t>(end));
  }
  void replace(std::size_t begin, std::string_view meant) {
    made_.text += meant;
    made_.source.insert(made_.source.end(), meant.size(), from_.source[begin]);
  }
  [[nodiscard]] const std::string& text() const { return made_.text; }
  FoldedText finish() {
    made_.source.push_back(from_.source.back());
    return std::move(made_);
  }

 private:
  const FoldedText& from_;
  FoldedText made_;
};

bool ends_with_word(std::string_view text, std::span<const std::string_view> words) {
  while (text.ends_with(' ')) {
    text.remove_suffix(1);
  }
  return std::ranges::any_of(words, [text](std::string_view word) {
    return text.ends_with(word) && (text.size() == word.size() || !is_word_byte(text[text.size() - word.size() - 1]));
  });
}

/// What a word stands for where it is; empty when for itself.
std::string meaning(std::string_view word, std::string_view before, std::string_view after, std::string_view written) {
  constexpr std::array<std::string_view, 6> kSubjects{"je", "j", "tu", "il", "elle", "ne"};
  while (after.starts_with(' ')) {
    after.remove_prefix(1);
  }
  if (word == "g" && (before.empty() || !(before.back() >= '0' && before.back() <= '9')) && !after.empty()) {
    return "j'ai";
  }
  if (word == "peu" && (ends_with_word(before, kSubjects) || after.starts_with("pas ") || after.starts_with("pa "))) {
    return "peux";
  }
  if (word == "porte" && ends_with_word(before, std::array<std::string_view, 2>{"pas", "peux"})) {
    return "porter";
  }
  if (word == "e" && !before.empty() && !after.empty() && before.back() == ' ') {
    return "et";
  }
  const auto* const found = std::ranges::find(kRewritings, word, &Rewriting::written);
  if (found != kRewritings.end()) {
    return std::string(found->meant);
  }
  if (word.size() >= 4 && is_letters(word)) {
    if (const auto heard = by_sound().find(sound_key(written)); heard != by_sound().end()) {
      return heard->second;
    }
  }
  return {};
}

FoldedText with_known_phrases(const FoldedText& text) {
  const std::string_view words = text.text;
  Rewriter made(text);
  for (std::size_t at = 0; at < words.size();) {
    const auto* phrase = kPhrases.end();
    if (at == 0 || !is_word_byte(words[at - 1])) {
      phrase = std::ranges::find_if(kPhrases, [&](const Rewriting& one) {
        const std::size_t end = at + one.written.size();
        return words.substr(at).starts_with(one.written) && (end == words.size() || !is_word_byte(words[end]));
      });
    }
    if (phrase == kPhrases.end()) {
      made.keep(at, at + 1);
      ++at;
    } else {
      made.replace(at, phrase->meant);
      at += phrase->written.size();
    }
  }
  return made.finish();
}

}  // namespace

FoldedText in_known_words(const FoldedText& text, std::string_view original) {
  const std::string_view words = text.text;
  Rewriter made(text);
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && is_word_byte(words[end])) {
      ++end;
    }
    if (end == at) {
      made.keep(at, at + 1);
      ++at;
      continue;
    }
    const std::string meant =
        meaning(words.substr(at, end - at), made.text(), words.substr(end), text.origin(original, at, end));
    if (meant.empty()) {
      made.keep(at, end);
    } else {
      made.replace(at, meant);
    }
    at = end;
  }
  return with_known_phrases(made.finish());
}

}  // namespace passerelle::reading
