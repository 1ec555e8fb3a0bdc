#include "linking/pieces.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "linking/clause_cues.h"
#include "linking/phrase_index.h"
#include "linking/verb_forms.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

/// A phrase of several words may stand this far from the cue that tells of it, a single word right behind it.
constexpr std::size_t kFarFromCue = 6;

std::string_view between(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return text.substr(begin, end - begin);
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_number(std::string_view word) {
  static constexpr auto kNumbers =
      std::to_array<std::string_view>({"deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"});
  return is_one_of(word, kNumbers);
}

/// "garder des enfants" begins with an infinitive, "boulanger pâtissier" with a person.
bool begins_with_infinitive(std::string_view form) {
  static constexpr auto kPeople = std::to_array<std::string_view>({"boulanger", "berger", "horloger", "boucher"});
  static constexpr auto kDeeds = std::to_array<std::string_view>({"trier", "plier", "copier", "photocopier", "scier"});
  static constexpr auto kEndings = std::to_array<std::string_view>({"ir", "dre", "ire", "tre", "vre"});
  const std::string said = folded(form);
  const std::string_view first = std::string_view(said).substr(0, said.find_first_of(" '"));
  if (first.size() == said.size()) {
    return false;
  }
  if (first.ends_with("er")) {
    return is_one_of(first, kDeeds) || (!first.ends_with("ier") && !is_one_of(first, kPeople));
  }
  return first == "s" || first == "se" ||
         std::ranges::any_of(kEndings, [&](std::string_view ending) { return first.ends_with(ending); });
}

/// Where a text writes its accents, a last é that the phrase has not makes another word.
bool same_word(std::string_view text, std::string_view spoken, std::string_view form) {
  constexpr std::string_view kAcute = "\xC3\xA9";
  const auto ends_acute = [&](std::string_view word) {
    const std::size_t last = word.rfind(kAcute);
    const std::string_view rest = last == std::string_view::npos ? "none" : word.substr(last + kAcute.size());
    return rest.empty() || rest == "s" || rest == "e" || rest == "es";
  };
  return text.find(kAcute) == std::string_view::npos || ends_acute(spoken) == ends_acute(form);
}

/// "Bus 10 min", "en train": how somebody gets about, unless it is wished for or practised.
bool is_means_of_transport(std::string_view word) {
  static constexpr auto kMeans = std::to_array<std::string_view>(
      {"bus", "tram", "tramway", "metro", "rer", "ter", "train", "car", "velo", "scooter", "trottinette", "voiture"});
  return is_one_of(word, kMeans);
}

/// Two phrases with a preposition between them: the second says where or of what the first is ("conditionnement de
/// biscuits", "standard en mairie").
bool joined_by_preposition(std::string_view between_them) {
  static constexpr auto kPrepositions =
      std::to_array<std::string_view>({" de ", " d'", " du ", " des ", " en ", " a ", " au ", " aux ", " dans ",
                                       " chez ", " avec ", " sur ", " pour "});
  const std::string said = " " + folded(between_them) + " ";
  return std::ranges::any_of(kPrepositions,
                             [&](std::string_view word) { return said.find(word) != std::string::npos; });
}

/// "L'usine a fermé": what does something is no trade.
bool does_something(std::string_view after) {
  static constexpr auto kVerbs = std::to_array<std::string_view>(
      {" a ", " est ", " ont ", " sont ", " etait ", " va ", " m'a ", " l'a ", " lui ", " nous ", " avait "});
  const std::string said = folded(after) + " ";
  return std::ranges::any_of(kVerbs, [&](std::string_view verb) { return said.starts_with(verb); });
}

class PieceReader {
 public:
  PieceReader(std::string_view text, const PhraseBook& phrases, std::span<const StatedLimit> limits)
      : text_(text), phrases_(phrases), limits_(limits) {}

  std::vector<Piece> read() && {
    for (Clause& clause : split_clauses(text_)) {
      const bool everyday = tells_of_everyday_life(folded(clause.text));
      const bool for_others = does_for_others(folded(clause.text));
      pieces_.push_back({std::move(clause), everyday || for_others, for_others, {}, {}});
    }
    share_out_words();
    spread_everyday();
    for (std::size_t row = 0; row < pieces_.size(); ++row) {
      if (row + 1 < pieces_.size() && pieces_[row + 1].clause.after_and) {
        join_over_and(pieces_[row], pieces_[row + 1]);
      }
      if (row > 0 && pieces_[row].clause.continues) {
        carry_verb(pieces_[row - 1], pieces_[row]);
      }
      find_phrases(pieces_[row]);
    }
    return std::move(pieces_);
  }

 private:
  void share_out_words() {
    std::size_t at = 0;
    for (Word& word : content_words(text_)) {
      if (is_number(word.text)) {
        continue;  // "gardait deux enfants" is "garder des enfants"
      }
      while (at + 1 < pieces_.size() && pieces_[at + 1].clause.begin <= word.begin) {
        ++at;
      }
      if (at < pieces_.size()) {
        pieces_[at].words.push_back(std::move(word));
      }
    }
  }

  /// One piece of a sentence tells where all of it is done.
  void spread_everyday() {
    for (std::size_t row = 1; row < pieces_.size(); ++row) {
      pieces_[row].everyday = pieces_[row].everyday || (pieces_[row].clause.continues && pieces_[row - 1].everyday);
    }
    for (std::size_t row = pieces_.size(); row-- > 1;) {
      pieces_[row - 1].everyday = pieces_[row - 1].everyday || (pieces_[row].clause.continues && pieces_[row].everyday);
    }
  }

  [[nodiscard]] Spoken spoken(std::span<const Word> words, const PhraseMatch& match) const {
    Spoken phrase;
    phrase.begin = words[match.first].begin;
    phrase.end = words[match.first + match.count - 1].end;
    phrase.words = match.count;
    std::ranges::copy_if(match.values, std::back_inserter(phrase.values), [&](std::uint32_t value) {
      const std::string& form = phrases_.target(value).form;
      return match.count > 1 || (same_word(text_, between(text_, phrase.begin, phrase.end), form) &&
                                 is_same_word(words[match.first], form) && !says_little(words[match.first]));
    });
    phrase.is_deed = match.count > 1 && std::ranges::any_of(phrase.values, [this](std::uint32_t value) {
                       const PhraseTarget& target = phrases_.target(value);
                       return target.everyday && begins_with_infinitive(target.form);
                     });
    return phrase;
  }

  /// "Accueil et secrétariat" is one phrase: its words are taken out of both pieces.
  void join_over_and(Piece& left, Piece& right) const {
    std::vector<Word> both = left.words;
    both.insert(both.end(), right.words.begin(), right.words.end());
    for (const PhraseMatch& match : phrases_.find(both)) {
      const std::size_t last = match.first + match.count;
      const bool holds_and = std::ranges::any_of(match.values, [this](std::uint32_t value) {
        const std::string form = folded(phrases_.target(value).form);
        return form.find(" et ") != std::string::npos || form.find('&') != std::string::npos;
      });
      if (match.first < left.words.size() && last > left.words.size() && holds_and) {
        left.phrases.push_back(spoken(both, match));
        const auto taken = static_cast<std::ptrdiff_t>(last - left.words.size());
        right.words.erase(right.words.begin(), right.words.begin() + taken);
        left.words.resize(match.first);
        return;
      }
    }
  }

  /// "Nettoyé des trains et des bureaux": the verb goes for both.
  static void carry_verb(const Piece& left, Piece& right) {
    static constexpr auto kArticles =
        std::to_array<std::string_view>({"des ", "les ", "la ", "le ", "l'", "du ", "de ", "sa ", "son ", "ses "});
    const std::string said = folded(right.clause.text);
    const bool object = std::ranges::any_of(kArticles, [&](std::string_view word) { return said.starts_with(word); });
    const auto deed = std::ranges::find_if(left.phrases, &Spoken::is_deed);
    if (!object || deed == left.phrases.end() || right.words.empty()) {
      return;
    }
    const auto verb = std::ranges::find(left.words, deed->begin, &Word::begin);
    if (verb != left.words.end()) {
      Word carried = *verb;
      carried.begin = carried.end = right.clause.begin;
      right.words.insert(right.words.begin(), std::move(carried));
    }
  }

  void find_phrases(Piece& piece) const {
    for (const PhraseMatch& match : phrases_.find_loosely(text_, piece.words)) {
      const Spoken phrase = spoken(piece.words, match);
      const std::string_view said = between(text_, phrase.begin, phrase.end);
      const bool states_limit = std::ranges::any_of(
          limits_, [&](const StatedLimit& limit) { return !limit.can && limit.where.find(said) != std::string::npos; });
      if (!states_limit && !phrase.values.empty()) {
        piece.phrases.push_back(phrase);
      }
    }
    std::ranges::stable_sort(piece.phrases, {}, &Spoken::begin);
  }

  std::string_view text_;
  const PhraseBook& phrases_;
  std::span<const StatedLimit> limits_;
  std::vector<Piece> pieces_;
};

}  // namespace

bool says_little(const Word& word) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"1er",          "aller",     "alternance", "an",        "ancien",     "annee",      "annees",   "apprentissage",
       "avant",        "beaucoup",  "bep",        "bien",      "boulot",     "bosse",      "bosser",   "cap",
       "cinq",         "continuer", "contrat",    "cote",      "dan",        "debut",      "debutant", "deja",
       "deux",         "dix",       "dns",        "domaine",   "ds",         "etes",       "ete",      "experience",
       "experiences",  "extra",     "faire",      "formation", "fois",       "genre",      "huit",     "job",
       "jour",         "jours",     "grand",      "importe",   "lieu",       "longtemps",  "metier",   "metiers",
       "mi",           "milieu",    "mois",       "partir",    "peu",        "petit",      "petits",   "plein",
       "plusieurs",    "plutot",    "pr",         "quatre",    "quelques",   "refaire",    "rester",   "retourner",
       "retravailler", "retrouver", "revenir",    "saison",    "saisonnier", "saisons",    "secteur",  "semaine",
       "semaines",     "sept",      "simple",     "six",       "stage",      "surtout",    "taf",      "taff",
       "toujours",     "trabajo",   "trabalho",   "travail",   "travaille",  "travailler", "trois",    "type",
       "vraiment"});
  return is_one_of(word.text, kWords) || std::ranges::all_of(word.text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_same_word(const Word& spoken, std::string_view form) {
  const std::vector<Word> said = content_words(form);
  if (said.empty() || lookup_form(spoken).starts_with('~')) {
    return true;
  }
  return wrong_letters(spoken.text, said.front().text) <= (spoken.text.size() < 5 ? 1U : 2U);
}

Cue::Tells Piece::told(const Spoken& phrase) const {
  const Cue* const cue = clause.cue_at(phrase.begin);
  return clause.about_others ? Cue::Tells::nothing : cue == nullptr ? Cue::Tells::mention : cue->tells;
}

bool Piece::names_a_trade(std::string_view text, const Spoken& phrase) const {
  const Cue::Tells tells = told(phrase);
  if (tells == Cue::Tells::nothing) {
    return false;
  }
  const bool wanted = tells == Cue::Tells::wish || tells == Cue::Tells::refusal;
  if (tells == Cue::Tells::mention && phrase.words == 1 &&
      is_means_of_transport(folded(between(text, phrase.begin, phrase.end)))) {
    return false;
  }
  if (phrase.is_deed) {
    return wanted || !everyday;
  }
  if (for_others && !wanted) {
    return false;
  }
  // "Gardien d'immeuble" begins a clause, "elle cultive un jardin partagé" does not name who she is.
  const bool begins = phrase.begin <= clause.begin + 3;
  // A phrase said across "et" ends in the next clause.
  const std::size_t end = std::min<std::size_t>(phrase.end - clause.begin, clause.text.size());
  if (tells == Cue::Tells::mention && ((everyday && !begins) || does_something(clause.text.substr(end)))) {
    return false;
  }
  const Cue* const cue = clause.cue_at(phrase.begin);
  std::uint32_t from = cue == nullptr ? clause.begin : std::max(cue->after, clause.begin);
  if (from == clause.begin) {
    from += static_cast<std::uint32_t>(without_frame(clause.text).data() - clause.text.data());
  }
  // Other phrases before it are passed over, as in a list, unless it belongs to them.
  const auto inside_other = [&](const Word& word) {
    return std::ranges::any_of(
        phrases, [&](const Spoken& other) { return other.begin <= word.begin && word.begin < other.end; });
  };
  const bool belongs = std::ranges::any_of(phrases, [&](const Spoken& other) {
    return other.begin >= from && other.end <= phrase.begin && other.begin < phrase.begin &&
           joined_by_preposition(between(text, other.end, phrase.begin));
  });
  const auto apart = static_cast<std::size_t>(std::ranges::count_if(words, [&](const Word& word) {
    return word.begin >= from && word.begin < phrase.begin && !says_little(word) && !inside_other(word);
  }));
  return !belongs && apart < (cue != nullptr && phrase.words > 1 ? kFarFromCue : 1);
}

bool Piece::narrows(std::string_view text, const Spoken& phrase) const {
  const auto next = std::ranges::find_if(words, [&](const Word& word) { return word.begin >= phrase.end; });
  return phrase.words == 1 && next != words.end() && !says_little(*next) &&
         between(text, phrase.end, next->begin) == " ";
}

std::vector<Piece> pieces_of(std::string_view text, const PhraseBook& phrases, std::span<const StatedLimit> limits) {
  return PieceReader(text, phrases, limits).read();
}

}  // namespace passerelle
