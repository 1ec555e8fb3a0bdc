#include "linking/clauses.h"

#include <re2/re2.h>

#include <algorithm>

#include "normalise/text.h"

namespace passerelle {
namespace {

/// Words that say "not this any more" in writing and in text messages.
const RE2& refusal() {
  static const RE2 pattern(
      "(?:^|[^a-z])(?:(?:"
      "(?:je |j'|j|on )?(?:ne |n'|n )?(?:veux|veut|v|voudrais|souhaite|souhaiterais|desire|aime|supporte|peux|peut) ?"
      "(?:plus|plu|pas|pa|pu)(?: (?:du tout|trop))?"
      "|ne (?:plus|pas)(?: (?:vouloir|faire))?"
      "|plus jamais|jamais de|sauf|hors|eviter|evite|refuse|refuser|a eviter|aucun(?:e)?"
      ")(?:[^a-z]|$)"
      // "plus de 5 ans" refuses nothing.
      "|(?:pas (?:de |d'|du |des |dans |comme |en )|plus (?:de |d'|du |des ))[a-z])");
  return pattern;
}

/// First-person frames and other words that stand in front of what matters.
const RE2& frame() {
  static const RE2 pattern(
      "^[^a-z0-9]*(?:(?:"
      "(?:bonjour|bjr|salut|svp|stp|alors|donc|aussi|et|puis|mais|avant|actuellement|deja|egalement|surtout|plutot)"
      "|(?:je |j'|j |moi je )?(?:suis|sui|ai|etais|recherche|cherche|cherch|veux|voudrais|voudrai|souhaite|souhaiterais"
      "|aimerais|aimerai|aime|adore|sais|c|peux|pourrais|fais|faisais|travaille|travaillais|connais|m'occupe|m'"
      "occupais)"
      "|(?:avoir|ayant|a|ai) (?:deja )?(?:ete|fait|travaille|bosse|exerce|occupe)"
      "|(?:ete|fait|travaille|bosse|exerce|pratique)"
      "|(?:un |une |du |mon |le |des "
      ")?(?:travail|taf|boulot|job|emploi|poste|projet|metier|experience|experiences|stage|stages|mission|missions)"
      "|(?:mon )?(?:reve|souhait) (?:est|serait)"
      "|interesse(?:e)?|motive(?:e)?|pret(?:e)?|capable|competences?|formation|dans (?:le domaine|le secteur|les "
      "metiers)"
      "|comme|en tant que|de type|dans|en|de|d'|du|des|la|le|les|l'|un|une|pour|a|au|aux|chez|par|sur"
      ")(?:[^a-z0-9]+|$))+");
  return pattern;
}

/// Ends of clauses; the second alternative is a linking word between spaces.
bool ends_clause(const std::string& text, std::size_t at, std::size_t& length) {
  constexpr std::string_view kMarks = ".;!?\n,|+:()";
  if (kMarks.find(text[at]) != std::string_view::npos) {
    // "35.5" and "1,5" are numbers.
    const bool number = at > 0 && at + 1 < text.size() && text[at - 1] >= '0' && text[at - 1] <= '9' &&
                        text[at + 1] >= '0' && text[at + 1] <= '9';
    length = 1;
    return !number;
  }
  for (const std::string_view word : {" et ", " puis ", " mais ", " ou ", " ni ", " - "}) {
    if (text.compare(at, word.size(), word) == 0) {
      length = word.size();
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Clause> split_clauses(std::string_view text) {
  const FoldedText view = fold(text);
  const std::string& folded_text = view.text;
  std::vector<Clause> clauses;
  bool refused = false;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    const std::string_view piece(folded_text.data() + begin, end - begin);
    if (piece.find_first_not_of(' ') != std::string_view::npos) {
      refused = refused || RE2::PartialMatch(re2::StringPiece(piece.data(), piece.size()), refusal());
      clauses.push_back({view.origin(text, begin, end), refused});
    }
  };
  for (std::size_t at = 0; at < folded_text.size();) {
    std::size_t length = 0;
    if (!ends_clause(folded_text, at, length)) {
      ++at;
      continue;
    }
    close(at);
    const bool joins =
        length == 4 && (folded_text.compare(at, 4, " ni ") == 0 || folded_text.compare(at, 4, " ou ") == 0);
    refused = refused && joins;
    at += length;
    begin = at;
  }
  close(folded_text.size());
  return clauses;
}

std::string_view without_frame(std::string_view clause) {
  const FoldedText view = fold(clause);
  re2::StringPiece rest(view.text);
  RE2::Consume(&rest, frame());
  const std::size_t skipped = view.text.size() - rest.size();
  return view.origin(clause, skipped, view.text.size());
}

}  // namespace passerelle
