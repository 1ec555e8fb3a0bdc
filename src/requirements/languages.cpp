#include <algorithm>
#include <cctype>

#include "requirements/themes.h"

namespace passerelle::reading {

LanguageTheme::LanguageTheme()
    : language_(
          R"(\b(anglaise?|english|francais(?:e)?|allemande?|espagnole?|italiene?|italienne|portugaise?|neerlandaise?|arabe|chinoise?|mandarin|russe|polonaise?|roumaine?|vietnamiene?|japonaise?|turc|langue etrangere|seconde langue|deuxieme langue|langue des signes)\b)"),
      level_(R"(\b([abc][12])\b)"),
      fluent_(
          R"(courant|couramment|bilingue|fluent|parfaite(?:ment)? (?:maitris|connaiss)|maitris\w* parfaite|excellent|anglais[^.;]{0,40}(?:reunions?|negocier|negociations?|defendre))"),
      mastered_(
          R"(maitris|\blire\b|ecrire|langue de travail|niveau|professionnel|operationnel|\blu\b|ecrit|parle|pratique|connaissance|notions|\ba l'aise|technique|conversation|communiqu|exprim|oral|obligatoire|scolaire|intermediaire|avance)"),
      other_use_(
          R"(nationalite|territoire|restaura|pizz|leader|groupe|fabricant|constructeur|filiale|maison mere|editeur|\bmarque|marche|societe|entreprise|droit|reglementation|systeme francais|gastronomi|cuisine|cv en|candidature|version|formations? (?:en |d')|cours d'|professeur|enseign|formateur|\bfle\b|diplome francais|langue etrangere \(fle|traduction|clients? (?:anglais|etranger)|industrie|ameliorer votre|donner des cours|cours particuliers|premier|1er|reseau|armee|histoire|made in|equivalence)") {
}

void LanguageTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  if (clause.section == Section::company || clause.section == Section::benefits) {
    return;
  }
  Pattern::Match match;
  for (std::size_t at = 0; language_.find(text, at, match); at = match.end) {
    const std::string_view word = match.groups[1];
    RequirementKind kind = RequirementKind::language_other;
    if (word.starts_with("angl") || word == "english") {
      kind = RequirementKind::language_en;
    } else if (word.starts_with("franc")) {
      kind = RequirementKind::language_fr;
    }
    const std::size_t from = match.begin > 55 ? match.begin - 55 : 0;
    const std::string_view window = text.substr(from, std::min(text.size(), match.end + 50) - from);
    const bool named_language = window.find("langue") != std::string_view::npos || word == "english";
    Pattern::Match level;
    std::string value = "unspecified";
    const std::string_view after = text.substr(match.end, std::min<std::size_t>(36, text.size() - match.end));
    const std::string_view before_it = text.substr(from, match.begin - from);
    // "français C1, anglais B2": the level after a language is its own.
    const bool own_level = level_.find(after.substr(0, after.find(',')), 0, level) ||
                           (!language_.contains(before_it) && level_.find(before_it, 0, level));
    if (own_level) {
      value = std::string(level.groups[1]);
      std::ranges::transform(value, value.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    } else if (Pattern::Match fluent; fluent_.find(window, 0, fluent)) {
      // "maîtrise du français et un niveau courant d'anglais", "anglais courant, notions d'italien": the level belongs
      // to the language it stands with.
      static const Pattern own_words(R"((?:\bet\b|,)[^.]*\b(?:niveau|maitrise|notions?|connaissances?|bases)\b)");
      const std::size_t level_begin = from + fluent.begin;
      const std::size_t level_end = from + fluent.end;
      const bool later = level_begin >= match.end;
      const std::string_view between =
          later ? text.substr(match.end, level_begin - match.end) : text.substr(level_end, match.begin - level_end);
      const std::string_view after_level = text.substr(level_end);
      const bool follows_its_language = (fluent.groups[0] == "courant" || fluent.groups[0] == "bilingue") &&
                                        !after_level.starts_with(" d'") && !after_level.starts_with(" en ") &&
                                        !after_level.starts_with(" de ");
      const bool of_another = later ? own_words.contains(between) ||
                                          (between.find(',') != std::string_view::npos && language_.contains(between))
                                    : follows_its_language && language_.contains(text.substr(0, level_begin));
      value = of_another ? "unspecified" : "fluent";
    }
    // To master it in speech and in writing is to be fluent; "bon niveau, lu, écrit" is less.
    static const Pattern both_ways(
        R"(maitris\w+ (?:\w+ ){0,3}(?:(?:de )?l'|la langue |le |du )?(?:anglaise?|allemande?|espagnole?|francaise?)\b[^.;]{0,30}?(?:(?:oral\w*|parlee?)\W{0,3}(?:et|comme|qu'|/|,)[^.;]{0,10}ecrit|ecrit\w*\W{0,3}(?:et|comme|qu'|/|,)[^.;]{0,10}(?:oral|parle)))");
    const bool technical = after.starts_with(" technique");
    if (value == "unspecified" && !technical && both_ways.contains(window)) {
      value = "fluent";
    }
    const bool mastered = value != "unspecified" || mastered_.contains(window);
    static const Pattern french_use(
        R"(maitris|niveau|courant|couramment|parl|ecrit|\blu\b|lire|langue|oral|bilingue|notions|professionn?el|operationnel|[abc][12]\b|francais ?(?:&|\+|/|et|,)? ?anglais)");
    // "français langue étrangère" is a subject that one teaches.
    const std::string_view before_word = text.substr(0, match.begin);
    if ((word == "langue etrangere" && before_word.ends_with("francais ")) ||
        text.substr(match.end).starts_with(" langue etrangere")) {
      continue;
    }
    if (word == "langue etrangere" && window.find("anglais") != std::string_view::npos) {
      continue;
    }
    if (kind == RequirementKind::language_fr && !french_use.contains(window)) {
      continue;
    }
    if ((kind == RequirementKind::language_fr && !mastered && !named_language) || other_use_.contains(window)) {
      continue;
    }
    if (kind == RequirementKind::language_fr && word == "francaise" &&
        window.find("langue francaise") == std::string_view::npos) {
      continue;
    }
    const bool short_item = text.size() <= 40;
    const std::optional<Strictness> bare = mastered || short_item ? Strictness::must : Strictness::unclear;
    std::vector<Finding> judged;
    add_judged(clause, kind, value, match.begin, match.end, bare, judged);
    for (Finding& finding : judged) {
      const std::string_view before = text.substr(0, match.begin);
      static const Pattern own_demand(
          R"(courant|bilingue|imperati|obligatoire|exige|requis|indispensable|\b[abc][12]\b|professionnel)");
      // "anglais courant, italien un plus": the wish is for the second.
      const std::size_t cue_end = std::max(finding.end - clause.begin, match.end);
      const std::string_view until_cue = text.substr(match.end, cue_end - match.end);
      if (finding.strictness == Strictness::wish && bare == Strictness::must &&
          until_cue.find(',') != std::string_view::npos && language_.contains(until_cue) &&
          own_demand.contains(until_cue.substr(0, until_cue.find(',')))) {
        finding.strictness = Strictness::must;
      }
      if (finding.strictness == Strictness::must &&
          (text.substr(match.end).starts_with(" ou ") || before.ends_with(" ou ") || before.ends_with("voire ") ||
           before.ends_with("ou l'") || before.ends_with("et/ou "))) {
        finding.strictness = Strictness::unclear;
      }
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace passerelle::reading
