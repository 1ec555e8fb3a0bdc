#include "requirements/themes.h"

namespace passerelle::reading {

namespace {

constexpr ConditionRow kPersonConditions[] = {
    {R"(\b(?:etre|etes|imperativement|obligatoirement|candidats?) (?:obligatoirement |imperativement )?majeure?s?\b|\b18 ans (?:minimum|revolus|et plus|requis|obligatoire|ou plus|exig)|(?:plus de|avoir|au moins|age minimum(?: de)? ?:?|a partir de|minimum|agee? de) 18 ans\b)",
     RequirementKind::age, "18+", Strictness::must},
    {R"((?:titre de sejour|carte de sejour|autorisation de travail(?:ler)?|permis de travail)(?: (?:est |sont )?(?:en cours de validite|valable|valide|obligatoire|exige|requis|necessaire|indispensable)\w*)|(?:de|posseder la|avoir la|etre de|titulaire de la) nationalite francaise|nationalite francaise (?:est )?(?:exigee|obligatoire|requise|imperati\w+|indispensable)|exig\w+ la nationalite francaise)",
     RequirementKind::right_to_work, "yes", Strictness::must},
    {R"(casier (?:judiciaire )?(?:\(?n\W{0,3}\d\)? |\(?b ?[123]\)? )?(?:est )?(?:vierge|vide|compatible|obligatoire|exige)|bulletin n\W{0,3}[23]\b)",
     RequirementKind::criminal_record, "clean", Strictness::must},
    {R"(\b(?:joui\w*|dispos\w+) (?:\w+ ){0,3}droits civiques)", RequirementKind::criminal_record, "droits civiques",
     Strictness::must},
    {R"(vaccin\w*[^.;]{0,40}(?:obligatoire|exige|a jour|requis|imperati|covid|hepatite)|(?:a jour de|schema|obligations?|pass) (?:vos |ses |des |la )?vaccin\w*|obligation vaccinale|vaccine(?:e|\(e\))? contre)",
     RequirementKind::vaccination, "yes", Strictness::must},
    {R"((?:eligib\w+|agrement|agree\w*|criteres?|pass)[^.;]{0,40}(?:\biae\b|insertion par l'activite)|\bcddi\b)",
     RequirementKind::scheme, "iae", Strictness::must},
    {R"((?:dans le cadre d'un|recrut\w+[^.;]{0,60} en|recherch\w+[^.;]{0,60} en|poste en|type de contrat ?:|^en|^contrat ?:) (?:contrat (?:en |d'|de )?)?(?:alternance|apprentissage)\b|^contrat d'(?:alternance|apprentissage)\b)",
     RequirementKind::contract, "apprenticeship", Strictness::must},
    {R"(\b(?:souhait\w+|desir\w+|recherch\w+) (?:realiser |effectuer |faire )?(?:un |votre |ton )?stage (?:de |d'|au |en |dans |a |chez ))",
     RequirementKind::contract, "stage", Strictness::must},
    {R"(\b(?:reserve\w*|exclusivement|uniquement) (?:aux?|a une?|a des|pour)\b[^.;]{0,60}(?:handicap|rqth|\bb?oeth\b|obligation d'emploi)|(?:rqth|\bb?oeth\b) (?:obligatoire|exigee?|requise?|indispensable))",
     RequirementKind::scheme, "oeth", Strictness::must},
};

constexpr ConditionRow kTitleConditions[] = {
    {R"(\balternan\w*|\bapprenti\b|\bapprentie\b|apprentissage|professionnalisation)", RequirementKind::contract,
     "apprenticeship", Strictness::must},
    {R"(^stage\b|^(?:un |une )?stagiaire\b)", RequirementKind::contract, "stage", Strictness::must},
};

}  // namespace

PersonTheme::PersonTheme()
    : conditions_(compiled(kPersonConditions)),
      title_conditions_(compiled(kTitleConditions)),
      casual_papers_(
          R"((titre de sejour|carte de sejour|autorisation de travail(?:ler)?\b|permis de travail\b)|casier judiciaire)"),
      age_range_(
          R"((?:(?:vous|agee?s?|etre|candidats?|jeunes?)\b[^.;]{0,40}?(?:entre |de )?|entre )(1[5-9]|2\d)(?:[,.]5)?(?: ans)? (?:et|a) (moins de )?(\d{2}) ans\b)"),
      under_age_(R"(\b(?:etre|avoir|age[es]*|vous avez|candidats?|jeunes?)[^.;]{0,25}\bmoins de (2\d|3\d) ans)") {}

void PersonTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  Pattern::Match match;
  if (clause.section == Section::title) {
    for (const Condition& condition : title_conditions_) {
      if (condition.pattern.find(text, 0, match) && text.find("formateur") == std::string_view::npos &&
          text.find("maitre d'") == std::string_view::npos && text.find("centre de") == std::string_view::npos) {
        add_finding(clause, condition.kind, condition.value, condition.bare, match.begin, match.end, findings);
      }
    }
    return;
  }
  if (clause.section == Section::company) {
    return;
  }
  if (clause.begin == 0 && text == "stage") {
    // "Stage - Assistante achats": the very first word says what it is.
    add_finding(clause, RequirementKind::contract, "stage", Strictness::must, 0, text.size(), findings);
  }
  for (const Condition& condition : conditions_) {
    if (condition.pattern.find(text, 0, match)) {
      const Judgement judgement = judge(clause, match.begin, match.end);
      Strictness strictness = condition.bare;
      if (judgement.strictness == Strictness::none) {
        strictness = Strictness::none;
      } else if (judgement.strictness == Strictness::wish) {
        strictness = Strictness::wish;
      } else if (judgement.soft) {
        strictness = Strictness::unclear;
      }
      if (condition.kind == RequirementKind::scheme && text.find("priorit") != std::string_view::npos) {
        strictness = Strictness::wish;
      }
      add_finding(clause, condition.kind, condition.value, strictness, judgement.begin, judgement.end, findings);
    }
  }
  if (casual_papers_.find(text, 0, match)) {
    add_judged(clause, match.groups[1].empty() ? RequirementKind::criminal_record : RequirementKind::right_to_work,
               match.groups[1].empty() ? "clean" : "yes", match.begin, match.end, Strictness::unclear, findings);
  }
  // "moins de 29 ans, ou plus de 45 ans": one way in among others.
  const Strictness sure = clause.alternative ? Strictness::unclear : Strictness::must;
  if (age_range_.find(text, 0, match)) {
    const auto low = number_of(match.groups[1]);
    const auto high = number_of(match.groups[3]);
    const bool of_people =
        text.find("public") != std::string_view::npos || text.find("enfants") != std::string_view::npos ||
        text.find("accompagn") != std::string_view::npos || text.find("experience") != std::string_view::npos;
    if (low && high && *high > *low && !of_people) {
      const int last = match.groups[2].empty() ? *high : *high - 1;
      add_finding(clause, RequirementKind::age, std::to_string(*low) + "-" + std::to_string(last), sure, match.begin,
                  match.end, findings);
    }
  } else if (under_age_.find(text, 0, match)) {
    const auto limit = number_of(match.groups[1]);
    const bool of_people = text.find("public") != std::string_view::npos ||
                           text.find("enfants") != std::string_view::npos ||
                           text.find("accompagn") != std::string_view::npos;
    if (limit && !of_people) {
      add_finding(clause, RequirementKind::age, "<" + std::to_string(*limit), sure, match.begin, match.end, findings);
    }
  }
}

}  // namespace passerelle::reading
