#include "linking/boilerplate.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "normalise/text.h"

namespace passerelle {
namespace {

/// A whole line that announces the employer or what it gives.
const RE2& boilerplate_heading() {
  static const RE2 pattern(
      "^[^a-z]*(?:qui sommes[- ]nous|(?:a propos|presentation|description) (?:de |d'|du )?"
      "(?:nous|l'entreprise|l'etablissement|la societe|l'employeur|groupe|notre .{0,30})|l'entreprise|l'employeur"
      "|(?:nos |vos |les |autres )?avantages.{0,40}|nous (?:vous )?(?:offrons|proposons)|ce que nous (?:vous )?"
      "(?:offrons|proposons).{0,20}|pourquoi nous rejoindre|remunerations?(?: et avantages)?|(?:processus|modalites) "
      "de "
      "(?:recrutement|candidature)|pour postuler|bon a savoir)[^a-z]*$");
  return pattern;
}

/// A whole line that announces something else: short, and closed by a colon or made of few words.
const RE2& heading() {
  static const RE2 pattern(
      "^[^a-z]*(?:[^.,;]{0,60}:|(?:(?:vos|votre|les|le|la|description|details?) )*(?:(?:du|de la|des) )?(?:missions?"
      "|poste|profils?|taches|activites|competences|responsabilites|role|fonctions?|savoir[- ](?:faire|etre))"
      "(?: [a-z' ]{0,30})?)[^a-z]*$");
  return pattern;
}

/// Promises made to everybody, benefits and the way to apply: never a part of the work.
const RE2& promise() {
  static const RE2 pattern(
      "(?:situation de handicap|travailleurs? handicapes|egalite (?:des chances|professionnelle)|discriminat"
      "|competences egales|diversite|tickets?[- ]resto|(?:titres?|tickets?|cheques?)[- ]restaurant|mutuelle"
      "|13 ?e(?:me)? mois|treizieme mois|cheques?[- ](?:vacances|cadeaux?)|comite d'entreprise|\\bcse\\b|interessement"
      "|conges payes|indemnites?|postule[zr]|candidatures?|lettre de motivation|\\bcv\\b|rejoign)");
  return pattern;
}

/// What an employer says of itself, unless the sentence goes on with what the person will do.
const RE2& praise() {
  static const RE2 pattern(
      "(?:\\bnous (?:sommes|avons|croyons|accompagnons|intervenons|recherchons)\\b|\\bnotre "
      "(?:groupe|entreprise|societe"
      "|cabinet|etablissement|agence|client|ambition|metier|histoire|expertise)\\b|\\bnos (?:clients|valeurs"
      "|collaborat\\w+|metiers|agences|equipes)\\b|\\bleaders?\\b|filiale|chiffre d'affaires|(?:creee?|fondee?) en"
      "|specialisee? (?:dans|en)|acteurs? (?:majeur|incontournable|de reference)|\\d (?:collaborat|salarie|agences"
      "|etablissements))");
  return pattern;
}

const RE2& addressed() {
  static const RE2 pattern("\\b(?:vous|vos|votre|missions?|sera charge)\\b");
  return pattern;
}

bool speaks_of_the_job(const re2::StringPiece& sentence) {
  return !RE2::PartialMatch(sentence, promise()) &&
         (!RE2::PartialMatch(sentence, praise()) || RE2::PartialMatch(sentence, addressed()));
}

}  // namespace

std::vector<std::string_view> job_sentences(std::string_view text) {
  const FoldedText view = fold(text);
  const std::string& folded_text = view.text;
  std::vector<std::string_view> kept;
  bool skipping = false;
  for (std::size_t begin = 0; begin < folded_text.size();) {
    const std::size_t line_end = std::min(folded_text.find('\n', begin), folded_text.size());
    const re2::StringPiece line(folded_text.data() + begin, line_end - begin);
    const bool empty = folded_text.find_first_not_of(" \t\r", begin) >= line_end;
    if (empty) {
      skipping = false;
    } else if (RE2::FullMatch(line, boilerplate_heading())) {
      skipping = true;
    } else if (skipping && RE2::FullMatch(line, heading())) {
      skipping = false;
    }
    while (!skipping && begin < line_end) {
      std::size_t end = begin;
      while (end < line_end && !(folded_text[end] == '!' || folded_text[end] == '?' ||
                                 (folded_text[end] == '.' && (end + 1 == line_end || folded_text[end + 1] == ' ')))) {
        ++end;
      }
      const std::size_t stop = std::min(end + 1, line_end);
      if (speaks_of_the_job({folded_text.data() + begin, stop - begin}) &&
          folded_text.find_first_not_of(" \t\r", begin) < stop) {
        kept.push_back(view.origin(text, begin, stop));
      }
      begin = stop;
    }
    begin = line_end + 1;
  }
  return kept;
}

}  // namespace passerelle
