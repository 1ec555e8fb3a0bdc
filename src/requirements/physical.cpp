#include "requirements/themes.h"

namespace passerelle::reading {

namespace {

/// How far behind a journey its zone is looked for, in bytes of folded text.
constexpr std::size_t kZoneReach = 40;

constexpr ConditionRow kConditions[] = {
    {R"(\bcharges? (?:parfois |tres |assez )?lourdes?\b|manutentions? lourdes?|charges? (?:importantes|lourdes)|objets? lourds|dizaines? de (?:kilos?|kg)\b)",
     RequirementKind::lifting, "heavy", Strictness::must},
    {R"(\bports? (?:et manipulation )?(?:de |des |d'une )?charges?\b|porter (?:des |de lourdes )?charges?|port (?:de )?(?:rouleaux|colis)|(?:soulever|manipuler|manutentionner) des charges|manutentions? (?:de |des )(?:charges|colis))",
     RequirementKind::lifting, "unspecified", Strictness::must},
    {R"(\b(?:station|position|posture|tenue|travail\w*|postes?|rester|etre|debout et)(?: \w+){0,2} debout\b|\bdebout (?:prolonge|toute|pendant)|^debout\b)",
     RequirementKind::standing, "yes", Strictness::must},
    {R"(\b(?:travail\w*|travaux|interven\w+|effectu\w+|taches?|nettoyage)(?: \w+){0,3} en (?:grande )?hauteur\b|\bvertige\b|en hauteur \()",
     RequirementKind::heights, "yes", Strictness::must},
    {R"(chambres? froides?|\b(?:environnement|milieu|zone|atelier|entrepot|travail\w*|secteur|ambiance)(?: \w+){0,3} (?:froide?s?|refrigeree?s?|frais|frigorifique)\b|(?:au|dans le|resister au|supporter le|exposition au) froid\b|froid (?:negatif|positif)|temperatures? (?:negatives?|dirigees?|fraiches?|basses?|froides?|positives?|de 0|entre 0|comprises? entre)|entrepot frigorifique|\b(?:travail\w*|environnement|zone|secteur|entrepot|atelier)(?: \w+){0,2} (?:en|des|du|de) surgeles?\b)",
     RequirementKind::cold, "yes", Strictness::must},
    {R"(\b(?:fortes? chaleurs?|exposition a la chaleur|(?:travail|environnement|conditions)[^.;]{0,40}\bchaleur|a la chaleur|environnement chaud|temperatures? elevees?)\b)",
     RequirementKind::heat, "yes", Strictness::must},
    {R"(environnement (?:\w+ )?poussiereux|(?:milieux?|environnement|conditions?|travaux) insalubres?|(?:conditions|environnement|contraintes|travail|atelier)[^.;]{0,60}\bpoussieres?\b|exposition (?:a la |aux )?poussieres?|(?:presence|milieu) (?:de )?poussier\w+|(?:manipul|utilis|exposition)\w*(?: \w+){0,4} (?:produits? (?:chimiques?|type acetone|dangereux)|solvants?))",
     RequirementKind::dust_chemicals, "yes", Strictness::must},
    {R"(risques? chimiques?)", RequirementKind::dust_chemicals, "yes", Strictness::unclear},
};

}  // namespace

PhysicalTheme::PhysicalTheme()
    : of_safety_(
          R"(assis ou $|(?:equipements?|habilitations?|habilite|conformite|verification|consignes|regles|reglementations?|normes?)[^.;]{0,40}$)"),
      weight_(
          R"(\b(?:port|porter|portez|soulev\w+|charges?|manutention\w*|manipul\w+)\b[^.;]{0,60}?(\d{1,3}) ?(?:kg|kilos?)\b)"),
      not_the_job_(
          R"(charges? de travail|prise en charge|en charge|cahier|charges? (?:sociales|patronales|d'affaires|fixes|d'exploitation|utile)|bornes? de (?:re)?charge|accessoires)"),
      conditions_(compiled(kConditions)) {}

void PhysicalTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  if (clause.section == Section::company || clause.section == Section::benefits) {
    return;
  }
  const auto add = [&](RequirementKind kind, std::string value, std::size_t begin, std::size_t end, Strictness bare) {
    const Judgement judgement = judge(clause, begin, end);
    Strictness strictness = bare;
    if (judgement.strictness == Strictness::none) {
      strictness = Strictness::none;
    } else if (judgement.soft || judgement.strictness == Strictness::wish) {
      strictness = Strictness::unclear;
    } else if (cue_near(clause, CueKind::reward, begin, end, 20)) {
      strictness = Strictness::unclear;
    }
    add_finding(clause, kind, std::move(value), strictness, judgement.begin, judgement.end, findings);
  };
  Pattern::Match match;
  bool weighed = false;
  if (weight_.find(text, 0, match)) {
    if (const auto kilos = number_of(match.groups[1]); kilos && *kilos >= 3 && *kilos <= 100) {
      add(RequirementKind::lifting, std::to_string(*kilos) + "kg", match.begin, match.end, Strictness::must);
      weighed = true;
    }
  }
  for (const Condition& condition : conditions_) {
    if (condition.kind == RequirementKind::lifting && weighed) {
      continue;
    }
    if (condition.pattern.find(text, 0, match)) {
      if (of_safety_.contains(text.substr(0, match.begin))) {
        continue;
      }
      if (condition.kind == RequirementKind::lifting) {
        if (not_the_job_.contains(text)) {
          continue;
        }
        weighed = true;
      }
      if (condition.kind == RequirementKind::heat && text.find("varier") != std::string_view::npos) {
        continue;  // hours that follow the weather
      }
      if (match.groups[0] == "vertige") {
        // "ne pas avoir le vertige": the denial is the demand.
        add_finding(clause, condition.kind, condition.value, Strictness::must, match.begin, match.end, findings);
        continue;
      }
      add(condition.kind, condition.value, match.begin, match.end, condition.bare);
    }
  }
}

TravelTheme::TravelTheme()
    : journey_(R"(\bdeplacements?\b|\bdeplace[rz]\b|\bitinerante?s?\b|\bitinerance\b|\bmobilite\b)"),
      away_(R"(\bgrands? deplacements?|decouch\w+)"),
      abroad_(
          R"(deplac\w+[^.;]{0,60}(?:a l'etranger|international\w*|europe\w*|monde|hors de france|belgique|suisse|allemagne|espagne|italie|luxembourg)|(?:international\w*|europe\w*) (?:\w+ ){0,2}deplacements?)"),
      national_(
          R"((?:deplac\w+|itineran\w+|mobilite)[^.;]{0,60}(?:toute la france|en france|la france|france entiere|national\w*|territoire francais|l'hexagone|metropol)|(?:mobilite geographique|mobilite nationale))"),
      regular_(
          R"(nombreux deplacements?|deplacements? (?:\w+ ){0,3}a prevoir|deplacements? (?:\w+ ){0,2}(?:nombreux|quotidiens?|reguliers?|frequents?|journaliers?|hebdomadaires?)|deplacements? (?:\w+ ){0,5}(?:chez|sur|dans|en) (?:\w+ ){0,2}(?:departement|region|secteur|territoire|site|chantier|client|adherent|agence|usager|base|commune|ville|magasin)|itineran\w+ (?:sur|en|dans|au)|(?:reguliers?|frequents?|quotidiens?) deplacements?|deplacer (?:regulierement|quotidiennement|frequemment)|(?:regulierement|quotidiennement|frequemment) (?:\w+ ){0,3}deplacements?|)"
          R"(deplacements? (?:sont |est |seront )?(?:necessaires?|indispensables?|obligatoires?|permanents?)|prevoir (?:des |de |les |vos )?(?:\w+ )?deplacements?|deplacements? a la (?:journee|semaine)|)"
          R"(^deplacements? (?:dans|sur|en|a) [a-z][a-z' -]{2,40}$|deplacements? (?:\w+ ){0,3}(?:departement|region|secteur|territoire))"),
      not_the_job_(
          R"(aide|frais|politique de mobilite|indemni|prime|evolution|opportunit|carriere|parcours|rembours|pris en charge|panier|accompagn|prise en charge|mutuelle|logement|deplacements? (?:doux|de service pris)|mobilite (?:durable|douce|reduite|interne|professionnelle)|en voiture avec|residents?|patients?|personnes? agees|beneficiaires?|prevention|avantage|forfait|des vehicules|(?:limit|redui|evit)\w* (?:\w+ ){1,2}deplacements?)") {
}

void TravelTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  if (clause.section == Section::company || clause.section == Section::benefits) {
    return;
  }
  // "Formation souhaitée :" above says nothing of journeys.
  Clause unheaded = clause;
  unheaded.heading.reset();
  const auto add = [&](const char* value, const Pattern::Match& match, Strictness bare) {
    const Judgement judgement = judge(unheaded, match.begin, match.end);
    static const Pattern by_day_or_week(R"((?:journee|jour) ou (?:a la |la |de )?semaine)");
    static const Pattern often(R"(regulier|quotidien|frequent|frequemment|nombreux)");
    Strictness strictness = bare;
    if (judgement.strictness == Strictness::none) {
      strictness = Strictness::none;
    } else if (cue_near(clause, CueKind::soft, 0, text.size(), 0) ||
               (judgement.strictness == Strictness::wish && text.find("permis") == std::string_view::npos) ||
               text.find("mobilite geographique") != std::string_view::npos ||
               (text.find("amene") != std::string_view::npos && !often.contains(text)) ||
               (text.find(" ou ") != std::string_view::npos && !by_day_or_week.contains(text))) {
      strictness = Strictness::unclear;
    }
    add_finding(clause, RequirementKind::travel, strictness == Strictness::none ? "unspecified" : value, strictness,
                judgement.begin, judgement.end, findings);
  };
  Pattern::Match match;
  if (away_.find(text, 0, match)) {
    static const Pattern home_every_night(R"((?:sans|pas|aucun)(?: \w+){0,3}(?: de)? (?:decouch|grands? deplac))");
    if (home_every_night.contains(text)) {
      add_finding(clause, RequirementKind::travel, "national", Strictness::none, match.begin, match.end, findings);
    } else if (text.find("peu de") != std::string_view::npos) {
      add("national", match, Strictness::unclear);
    } else if (!not_the_job_.contains(text)) {
      add("national", match, Strictness::must);
    }
    return;
  }
  static const Pattern none_at_all(
      R"(\b(?:aucuns?|pas de|sans) deplacements?\b(?: (?:n'est |ne sont )?(?:a prevoir|prevus?|demandes?|professionnels?))*(?:$|[,.;:()]| et | pour ))");
  if (text.find("deplacement") != std::string_view::npos && none_at_all.find(text, 0, match)) {
    add_finding(clause, RequirementKind::travel, "unspecified", Strictness::none, match.begin, match.end, findings);
    return;
  }
  static const Pattern operations(
      R"(\b(?:part\w+|deploy\w+|project\w+|envoy\w+)\b[^.;]{0,60}\b(?:operations? exterieures?|opex)\b)");
  const bool abroad = text.find("exterieure") != std::string_view::npos || text.find("opex") != std::string_view::npos;
  if (abroad && operations.find(text, 0, match)) {
    add("international", match, Strictness::must);
    return;
  }
  if (!journey_.contains(text) || not_the_job_.contains(text)) {
    return;
  }
  if (abroad_.find(text, 0, match)) {
    add("international", match, Strictness::must);
    // "en France et à l'international" asks for both.
    static const Pattern both(R"((?:en france|national\w*|toute la france) (?:et|comme|ou|et/ou) )");
    if (both.contains(text)) {
      add("national", match, Strictness::must);
    }
  } else if (national_.find(text, 0, match)) {
    add("national", match, Strictness::must);
  } else if (regular_.find(text, 0, match)) {
    // "une expérience de la vente itinérante" is about the past.
    const bool of_experience = text.substr(0, match.begin).find("experience") != std::string_view::npos;
    // "déplacements sur chantiers" tells no zone.
    static const Pattern zone(
        R"(departement|region|secteur|territoire|agence|commune|\bvilles?\b|alentour|limitroph|\ba (?:[a-km-oq-z]|l[^a'e]|p[^r])|sur (?:paris|lyon)|nombreux)");
    const std::string_view of_it = text.substr(match.begin, match.end - match.begin + kZoneReach);
    const bool no_zone = !zone.contains(of_it);
    add(no_zone ? "unspecified" : "regional", match, of_experience ? Strictness::unclear : Strictness::must);
  } else if (text.find("deplacements") != std::string_view::npos ||
             text.find("vous deplace") != std::string_view::npos) {
    journey_.find(text, 0, match);
    add("regional", match, Strictness::unclear);
  }
}

}  // namespace passerelle::reading
