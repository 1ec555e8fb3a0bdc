#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include "base/ascii.h"
#include "requirements/pattern.h"
#include "requirements/text.h"
#include "requirements/vocabulary.h"

namespace passerelle::reading {
namespace {

/// How far back an "ou" that begins the next clause reaches, in bytes of folded text.
constexpr std::size_t kOtherwiseReach = 60;

/// The rows of the vocabulary by their first two letters, so that one look decides for most words of a text.
class WordIndex {
 public:
  WordIndex() {
    rows_.resize(words_.size());
    for (const WordMark& mark : words_) {
      ++starts_[bucket(mark.start) + 1];
    }
    for (std::size_t at = 1; at < starts_.size(); ++at) {
      starts_[at] = static_cast<std::uint16_t>(starts_[at] + starts_[at - 1]);
    }
    auto next = starts_;
    for (std::size_t row = 0; row < words_.size(); ++row) {
      const std::string_view start = words_[row].start;
      const bool whole = start.back() == '$';
      const std::string_view letters = whole ? start.substr(0, start.size() - 1) : start;
      rows_[next[bucket(start)]++] = {&words_[row], letters, first_letters(letters),
                                      first_letters(std::string(letters.size(), '\xFF')), whole};
    }
  }

  /// Calls `visit` for each row that the folded word is a case of.
  template <class Visit>
  void each(std::string_view word, const Visit& visit) const {
    if (word.size() < 2 || !is_lower_letter(word[0]) || !is_lower_letter(word[1])) {
      return;
    }
    const std::size_t at = bucket(word);
    if (starts_[at] == starts_[at + 1]) {
      return;
    }
    const std::uint64_t first = first_letters(word);
    for (std::size_t place = starts_[at]; place < starts_[at + 1]; ++place) {
      const Row& row = rows_[place];
      if ((first & row.mask) == row.first && (row.whole ? word == row.letters : word.starts_with(row.letters))) {
        visit(*row.mark);
      }
    }
  }

 private:
  struct Row {
    const WordMark* mark = nullptr;
    std::string_view letters;
    std::uint64_t first = 0;  ///< `first_letters` of them
    std::uint64_t mask = 0;   ///< those that are compared at once
    bool whole = false;       ///< the word ends with them
  };

  /// Up to eight, as one number.
  static std::uint64_t first_letters(std::string_view word) {
    std::uint64_t letters = 0;
    std::memcpy(&letters, word.data(), std::min(word.size(), sizeof letters));
    return letters;
  }

  static std::size_t bucket(std::string_view word) {
    return static_cast<std::size_t>(word[0] - 'a') * 26 + static_cast<std::size_t>(word[1] - 'a');
  }

  std::span<const WordMark> words_ = vocabulary();
  std::array<std::uint16_t, 26 * 26 + 1> starts_{};
  std::vector<Row> rows_;
};

bool is_word(char c) {
  return is_lower_letter(c) || is_digit(c);
}
bool is_space(char c) {
  return c == ' ' || c == '\t';
}

/// True when the dot at `at` ends no sentence: "37.5", "min. 2 ans", "cat. 3".
bool is_inner_dot(std::string_view text, std::size_t at) {
  // "(CISSP, CISA, ...) est un plus"
  const std::size_t past = text.find_first_not_of('.', at);
  if (past != std::string_view::npos && text[past] == ')') {
    return true;
  }
  if (at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1])) {
    return true;
  }
  for (const std::string_view abbreviation : {"min", "mini", "cat", "ex", "exp", "n", "env", "hebdo", "sem"}) {
    if (at > abbreviation.size() && text.substr(at - abbreviation.size(), abbreviation.size()) == abbreviation &&
        !is_word(text[at - abbreviation.size() - 1])) {
      return true;
    }
  }
  return false;
}

/// False for most bytes: no separator begins with them. Of two spaces the first one may.
bool may_separate(std::string_view text, std::size_t at) {
  static constexpr std::array<bool, 256> kSeparators = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("\n\r!?;. /-")) {
      table[static_cast<unsigned char>(c)] = true;
    }
    return table;
  }();
  return kSeparators[static_cast<unsigned char>(text[at])] &&
         (text[at] != ' ' || (at + 1 < text.size() && text[at + 1] == ' '));
}

/// Length of the clause separator at `at`, 0 when there is none.
std::size_t separator(const FoldedText& folded, std::string_view original, std::size_t at) {
  const std::string_view text = folded.text;
  const char c = text[at];
  switch (c) {
    case '\n':
    case '\r':
    case '!':
    case '?':
    case ';':
      return 1;
    case '.':
      return is_inner_dot(text, at) ? 0 : 1;
    case ' ': {
      // Bullets, stars and quotation marks are all folded to spaces; only the first two part list items, written "***"
      // or " • ".
      std::size_t end = at;
      while (end < text.size() && text[end] == ' ') {
        ++end;
      }
      return end - at > 1 && is_list_mark(folded.origin(original, at, end)) ? end - at : 0;
    }
    case '/':
      return text.substr(at).starts_with("/r/n") ? 4 : 0;
    case '-': {
      const bool spaced = at > 0 && is_space(text[at - 1]) && at + 1 < text.size() && is_space(text[at + 1]);
      if (!spaced) {
        return 0;
      }
      std::size_t left = at;
      while (left > 0 && is_space(text[left - 1])) {
        --left;
      }
      std::size_t right = at + 1;
      while (right < text.size() && is_space(text[right])) {
        ++right;
      }
      // "8h - 12h", "caces 1 - 3": a range or a list of one thing.
      const bool tied = left > 0 && (is_digit(text[left - 1]) || text[left - 1] == 'h') && right < text.size() &&
                        is_digit(text[right]);
      return tied ? 0 : 1;
    }
    default:
      return 0;
  }
}

const WordIndex& word_index() {
  static const WordIndex index;
  return index;
}

void mark(Clause& clause) {
  const std::string_view text = clause.text;
  const WordIndex& index = word_index();
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      const std::size_t begin = at;
      while (at < text.size() && is_digit(text[at])) {
        ++at;
      }
      std::size_t next = at;
      while (next < text.size() && is_space(text[next])) {
        ++next;
      }
      if (next < text.size() && (text[next] == 'h' || text[next] == ':')) {
        clause.themes |= kThemeClock | kThemeWeek;
      }
      if (next < text.size() && (text[next] == 'x' || text[next] == '8') && at - begin == 1) {
        clause.themes |= kThemeHours;
      }
      // In "35h", "25kg" and "2ans" the letters begin a word of their own.
      continue;
    }
    if (!is_lower_letter(text[at])) {
      if (text[at] == '+' && text.substr(0, at).ends_with("un ")) {
        clause.cues.push_back({at, at + 1, CueKind::wish_after});
      }
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_lower_letter(text[at])) {
      ++at;
    }
    std::size_t end = at;
    // "bac2", "psc1" are words with their digit.
    if (end < text.size() && is_digit(text[end]) && (end + 1 == text.size() || !is_word(text[end + 1]))) {
      index.each(text.substr(begin, end + 1 - begin), [&](const WordMark& word) { clause.themes |= word.themes; });
    }
    index.each(text.substr(begin, end - begin), [&](const WordMark& word) {
      clause.themes |= word.themes;
      if (word.cue) {
        if (const auto kind = cue_in_place(text, begin, end, *word.cue)) {
          clause.cues.push_back({begin, end, *kind});
        }
      }
    });
  }
}

struct HeadingPatterns {
  Pattern list_title{
      R"(^(?:(?:les|vos|nos) )?(?:competences|connaissances|qualites|pre-?requis|profil|formations?|diplomes?|atouts)\b[^.]*(?:souhait|appreci|requis|exige|demande|indispensable|obligatoire|attendu)\w*$)"};
  Pattern benefits{
      R"(^(?:(?:vos|nos|les|tes|leurs?|quelques|principaux) )*(?:avantages?\b|(?:remuneration|salaire)\b.*:$)|(?:nous|on|l'entreprise) (?:vous |t')?(?:offrons|proposons|offre|propose)\b|^pourquoi (?:nous|postuler|rejoindre|venir)|^les (?:\+|plus\b)|ce que nous vous (?:offrons|proposons|reservons))"};
  Pattern company{
      R"(qui sommes[- ]nous|^a propos (?:de (?:nous|notre|l'|la )|du |d'|[a-z]+ ?:?$)|^en savoir plus|^(?:description|presentation) (?:de (?:l'|la |notre )|du )(?:entreprise|etablissement|agence|societe|structure|groupe|client)|^(?:notre|l')\s?(?:entreprise|groupe|histoire|agence)\s*:?$|engage (?:en faveur|pour) )"};
  Pattern profile{
      R"(profil\b|^(?:les |vos )?competences|^pre-?requis|^(?:les )?qualifications?|^(?:nos )?exigences|attendons de vous|^qui etes[- ]vous|^diplomes?\b|^formations?\b|^permis|^conditions|^horaires?|mission|^le poste|^description du (?:poste|profil)|^experience|^langues?)"};
};

/// "Notre auto-école, titulaire de tous les agréments, forme au permis B": the employer speaks of itself, whatever the
/// heading above.
bool speaks_of_the_company(std::string_view text) {
  static const Pattern company(
      R"(^(?:notre|nos|l'|la|le|cette|une) ?(?:entreprises?|societe|groupe|agence|auto-?ecole|ecole|etablissement|association|centre|structure|cabinet|enseigne|maison|filiale)\b|^(?:nous|on) (?:sommes|formons|accompagnons|avons)\b|^(?:fort|forte|riche) de\b|^(?:creee?|fondee?|leader|acteur|specialiste)\b)");
  static const Pattern of_the_job(
      R"(\b(?:vous|vos|votre|tu|ton|ta|recherch\w+|recrut\w+|besoin|poste|profil|candidat\w*|exig\w+|oblig\w+|imperati\w+|indispensable\w*|requis\w*|souhait\w+|necess\w+|propos\w+|horaires?|travail\w*)\b|h ?/ ?f)");
  return company.contains(text) && !of_the_job.contains(text);
}

/// "Vous possédez un bon niveau d'anglais", "Titulaire du permis B": the offer speaks of the person again, though no
/// heading says so.
bool speaks_of_the_person(std::string_view text) {
  static const Pattern person(
      R"(^(?:vous (?:etes|possedez|parlez|maitrisez|justifiez|savez|connaissez|faites preuve|avez (?:un|une|de|des|deja) (?:bon|solide|premiere|experience|niveau|formation|notion|connaiss|diplome))|titulaire d|de formation|permis [a-d]\b))");
  static const Pattern gift(R"(avantage|mutuelle|prime|benefici|accompagn|remuner|ticket)");
  return person.contains(text) && !gift.contains(text);
}

/// Words that begin a sentence or a list item which lost the line break before it.
bool begins_anew(std::string_view text) {
  static constexpr std::string_view kBeginnings[] = {
      "vous",        "votre",    "vos ",       "une ",         "un ",          "nous ",      "notre ",
      "dans ",       "type ",    "profil",     "salaire",      "formation",    "experience", "connaissance",
      "competence",  "capacite", "temps ",     "horaire",      "remuneration", "titulaire",  "langue",
      "permis",      "anglais",  "francais",   "maitrise",     "diplome",      "bac",        "qualification",
      "information", "minimum",  "niveau",     "employeur",    "avantage",     "mission",    "description",
      "contrat",     "ideal",    "certificat", "organisation", "rigueur",      "les ",       "la ",
      "le ",         "en ",      "de ",        "poste ",       "tu ",          "assurer",    "participer",
      "a propos",    "selon",    "esprit"};
  return std::ranges::any_of(kBeginnings, [text](std::string_view word) { return text.starts_with(word); });
}

/// Where words of two lines were glued together, "indispensableVous avez", in the folded text, in order.
std::vector<std::size_t> glued_lines(const FoldedText& folded, std::string_view original) {
  std::vector<std::size_t> places;
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t at = 3; at + 1 < original.size(); ++at) {
    const char c = original[at];
    // A bullet that sticks to the line before: "relationnel· 3 ans".
    if (c == ' ' && original[at - 1] == '\xB7' && original[at - 2] == '\xC2' && original[at - 3] != ' ' &&
        original[at - 3] != '\n') {
      const auto place = std::ranges::lower_bound(folded.source, static_cast<std::uint32_t>(at + 1));
      places.push_back(static_cast<std::size_t>(place - folded.source.begin()));
      continue;
    }
    if (c < 'A' || c > 'Z') {
      continue;
    }
    // The last byte of "é" and "è" counts as small.
    const bool before = (small(original[at - 1]) && (small(original[at - 2]) || original[at - 2] < 0)) ||
                        original[at - 1] == '\xA9' || original[at - 1] == '\xA8';
    if (!before) {
      continue;
    }
    const auto place = std::ranges::lower_bound(folded.source, static_cast<std::uint32_t>(at));
    const auto found = static_cast<std::size_t>(place - folded.source.begin());
    if (found < folded.text.size() && begins_anew(std::string_view(folded.text).substr(found))) {
      places.push_back(found);
    }
  }
  return places;
}

/// True when nothing but spaces stands between `at` and the end of its line, and a line follows.
bool ends_its_line(std::string_view folded, std::size_t at) {
  const std::size_t next = folded.find_first_not_of(' ', at);
  return next != std::string_view::npos && folded[next] == '\n';
}

/// A heading changes the section; a heading with a colon also lends its cue to the list below.
void follow_headings(std::string_view folded, std::vector<Clause>& clauses, Section section) {
  static const HeadingPatterns patterns;
  Section current = section;
  std::optional<Strictness> heading;
  std::string_view heading_text;
  std::size_t age = 0;
  bool tight = false;  // the lines below the heading follow it without an empty line
  std::size_t in_section = 0;
  std::size_t previous_end = 0;
  for (Clause& clause : clauses) {
    const std::string_view text = clause.text;
    // Benefits and praise end with their paragraph: what follows may be about the job again.
    const std::string_view gap = folded.substr(previous_end, clause.begin - previous_end);
    previous_end = clause.begin + text.size();
    if (current != section && current != Section::profile && in_section >= 2 && std::ranges::count(gap, '\n') >= 2) {
      current = section;
    }
    ++in_section;
    if ((current == Section::benefits || current == Section::company) && speaks_of_the_person(text)) {
      current = section;
    }
    const bool short_line = text.size() <= 70;
    // "Rémunération : 1680 € bruts": the heading and its paragraph are one line.
    const std::size_t inline_text = text.size() > 30 && text.back() != ':' ? 1 : 0;
    const bool ends_with_colon = !text.empty() && text.back() == ':';
    if (section != Section::title && short_line && (clause.themes & kThemeHeading) != 0) {
      if (patterns.profile.contains(text) && !patterns.company.contains(text)) {
        current = Section::profile;
        in_section = inline_text;
      } else if (patterns.benefits.contains(text)) {
        current = Section::benefits;
        in_section = inline_text;
      } else if (patterns.company.contains(text)) {
        current = Section::company;
        in_section = inline_text;
      }
    }
    clause.section = section != Section::title && speaks_of_the_company(text) ? Section::company : current;
    // "Connaissances souhaitées" alone on its line heads a list as well as with a colon.
    constexpr std::uint32_t kAsked = kThemeLicence | kThemeCertificate | kThemeDiploma | kThemeExperience |
                                     kThemeLanguage | kThemeVehicle | kThemeHours | kThemePhysical | kThemeTravel;
    const bool bare_heading =
        text.size() <= 60 && (clause.themes & kAsked) == 0 && !clause.cues.empty() &&
        clause.cues.back().end == text.size() &&
        (clause.cues.back().kind == CueKind::wish_after || clause.cues.back().kind == CueKind::must_after) &&
        patterns.list_title.contains(text) && ends_its_line(folded, clause.begin + text.size());
    // "Compétences appréciées" reaches no further than "Profil recherché".
    static const Pattern next_part(
        R"(^(?:(?:le|votre|ton|vos|nos|les|tes|description (?:du|de)) )?(?:profil|missions?|poste|avantages?|formations?|remuneration|conditions)\b[^,:(]{0,25}$)");
    if (heading && !ends_with_colon && !bare_heading && text.size() <= 45 && next_part.contains(text) &&
        ends_its_line(folded, clause.begin + text.size())) {
      heading.reset();
      heading_text = {};
    }
    if ((ends_with_colon && short_line) || bare_heading) {
      heading.reset();
      heading_text = text;
      age = 0;
      for (const Cue& cue : clause.cues) {
        // "Vos atouts :" heads what is asked, not what is only welcome.
        // "Profil souhaité :" is but the name of the profile: what stands below tells by itself.
        const bool praise = text.substr(cue.begin).starts_with("atout") ||
                            text.substr(cue.begin).starts_with("avantage") ||
                            text.substr(0, cue.begin).ends_with("profil ");
        if ((cue.kind == CueKind::wish_after || cue.kind == CueKind::wish_before) && !praise) {
          heading = Strictness::wish;
        } else if ((cue.kind == CueKind::must_after || cue.kind == CueKind::must_before) && !heading) {
          heading = Strictness::must;
        }
      }
    } else if (++age > 1 && heading == Strictness::wish && tight && std::ranges::count(gap, '\n') >= 2) {
      // "Le plus :" with its lines right below; an empty line ends them.
      heading.reset();
      heading_text = {};
    } else if (age > 10) {
      heading.reset();
      heading_text = {};
    } else {
      tight = age == 1 ? std::ranges::count(gap, '\n') < 2 : tight;
      clause.heading = heading;
      clause.heading_text = heading_text;
    }
  }
}

/// "Titulaire d'un CAP ?" then "Ou trois ans de métier ?": neither is demanded by itself.
void mark_alternatives(std::vector<Clause>& clauses) {
  for (std::size_t at = 0; at + 1 < clauses.size(); ++at) {
    const std::string_view text = clauses[at].text;
    const std::string_view next = clauses[at + 1].text;
    if (text.ends_with(" ou") || text == "ou" || next.starts_with("ou ") || next == "ou") {
      // "Titulaire d'un Bac+2, connaissances des réseaux et du pare-feu ; ou des équipements": the last of them only,
      // unless the clause is itself one way among others.
      if (!clauses[at].alternative && text.size() > kOtherwiseReach) {
        clauses[at].alternative_from = text.size() - kOtherwiseReach;
      }
      clauses[at].alternative = clauses[at + 1].alternative = true;
    }
  }
}

}  // namespace

bool is_list_mark(std::string_view source) {
  constexpr std::string_view kMarks[] = {"**",     "\u2022", "\u00b7", "\u25cf", "\u25aa", "\u25e6",
                                         "\u25a0", "\u27a2", "\uf0b7", "\u2713", "\u2714", "\u2705"};
  return std::ranges::any_of(kMarks,
                             [source](std::string_view mark) { return source.find(mark) != std::string_view::npos; });
}

std::vector<Clause> clauses_of(const FoldedText& text, std::string_view original, Section section) {
  const std::string_view folded = text.text;
  std::vector<Clause> clauses;
  const auto add = [&](std::size_t begin, std::size_t end) {
    while (begin < end && (is_space(folded[begin]) || folded[begin] == '-')) {
      ++begin;
    }
    while (end > begin && is_space(folded[end - 1])) {
      --end;
    }
    if (end > begin) {
      Clause clause;
      clause.text = folded.substr(begin, end - begin);
      clause.begin = begin;
      mark(clause);
      clauses.push_back(std::move(clause));
    }
  };
  const std::vector<std::size_t> glued = glued_lines(text, original);
  auto next_glued = glued.begin();
  std::size_t begin = 0;
  for (std::size_t at = 0; at < folded.size();) {
    while (next_glued != glued.end() && *next_glued <= at) {
      if (*next_glued > begin) {
        add(begin, *next_glued);
        begin = *next_glued;
      }
      ++next_glued;
    }
    const std::size_t length = may_separate(folded, at) ? separator(text, original, at) : 0;
    if (length == 0) {
      ++at;
      continue;
    }
    add(begin, at);
    at += length;
    begin = at;
  }
  add(begin, folded.size());
  follow_headings(folded, clauses, section);
  mark_alternatives(clauses);
  return clauses;
}

}  // namespace passerelle::reading
