#include "requirements/vocabulary.h"

#include <array>

#include "requirements/pattern.h"

namespace passerelle::reading {
namespace {

constexpr auto kWords = std::to_array<WordMark>({
    // Themes.
    {"permis", kThemeLicence | kThemePerson, {}},
    {"vehicul", kThemeVehicle, {}},
    {"voiture", kThemeVehicle, {}},
    {"locomotion", kThemeVehicle, {}},
    {"transport", kThemeVehicle, {}},
    {"motorise", kThemeVehicle, {}},
    {"desservi", kThemeVehicle, {}},
    {"mobile$", kThemeVehicle, {}},
    {"caces", kThemeCertificate, {}},
    {"fimo", kThemeCertificate, {}},
    {"fco", kThemeCertificate, {}},
    {"ssiap", kThemeCertificate, {}},
    {"bafa$", kThemeCertificate, {}},
    {"bafd$", kThemeCertificate, {}},
    {"bnssa", kThemeCertificate, {}},
    {"psc1$", kThemeCertificate, {}},
    {"sst$", kThemeCertificate, {}},
    {"afgsu", kThemeCertificate, {}},
    {"aipr", kThemeCertificate, {}},
    {"adr$", kThemeCertificate, {}},
    {"iobsp", kThemeCertificate, {}},
    {"cofrend$", kThemeCertificate, {}},
    {"certificats$", kThemeCertificate, {}},
    {"certifi", kThemeCertificate, {}},
    {"btp$", kThemeCertificate, {}},
    {"certiphyto", kThemeCertificate, {}},
    {"certibiocide", kThemeCertificate, {}},
    {"carte$", kThemeCertificate | kThemePerson, {}},
    {"certificat$", kThemeCertificate, {}},
    {"habilitation", kThemeCertificate, {}},
    {"habilite", kThemeCertificate, {}},
    {"attestation", kThemeCertificate, {}},
    {"secouris", kThemeCertificate, {}},
    {"cap$", kThemeDiploma, {}},
    {"bep", kThemeDiploma, {}},
    {"bac$", kThemeDiploma, {}},
    {"bac1$", kThemeDiploma, {}},
    {"bac2$", kThemeDiploma, {}},
    {"bac3$", kThemeDiploma, {}},
    {"bac4$", kThemeDiploma, {}},
    {"bac5$", kThemeDiploma, {}},
    {"baccalaureat", kThemeDiploma, {}},
    {"bts", kThemeDiploma, {}},
    {"dut$", kThemeDiploma, {}},
    {"but$", kThemeDiploma, {}},
    {"bpjeps", kThemeDiploma, {}},
    {"cqp", kThemeDiploma, {}},
    {"licence", kThemeDiploma, {}},
    {"master", kThemeDiploma, {}},
    {"doctorat", kThemeDiploma, {}},
    {"dipl", kThemeDiploma, {}},
    {"titre", kThemeDiploma | kThemePerson, {}},
    {"dcg$", kThemeDiploma, {}},
    {"dscg$", kThemeDiploma, {}},
    {"dec$", kThemeDiploma, {}},
    {"brevet", kThemeDiploma, {}},
    {"ingenieur", kThemeDiploma, {}},
    {"bepecaser$", kThemeDiploma, {}},
    {"dejeps$", kThemeDiploma, {}},
    {"detisf$", kThemeDiploma, {}},
    {"caferuis$", kThemeDiploma, {}},
    {"mention", kThemeDiploma, {}},
    {"deas", kThemeDiploma, {}},
    {"deap", kThemeDiploma, {}},
    {"deaes", kThemeDiploma, {}},
    {"deamp", kThemeDiploma, {}},
    {"deavs", kThemeDiploma, {}},
    {"dees$", kThemeDiploma, {}},
    {"deeje", kThemeDiploma, {}},
    {"cesf$", kThemeDiploma, {}},
    {"etudes", kThemeDiploma, {}},
    {"experience", kThemeExperience, {}},
    {"debutant", kThemeExperience, {}},
    {"experimente", kThemeExperience, {}},
    {"annees$", kThemeExperience, {}},
    {"ans$", kThemeExperience | kThemePerson, {}},
    {"an$", kThemeExperience, {}},
    {"mois$", kThemeExperience, {}},
    {"nuit", kThemeHours, {}},
    {"nocturne", kThemeHours, {}},
    {"week", kThemeDays, {}},
    {"we$", kThemeDays, {}},
    {"samedi", kThemeDays, {}},
    {"dimanche", kThemeDays, {}},
    {"coupure", kThemeHours, {}},
    {"coupe$", kThemeHours, {}},
    {"coupes$", kThemeHours, {}},
    {"coupee", kThemeHours, {}},
    {"fractionne", kThemeHours, {}},
    {"horaire", kThemeHours, {}},
    {"soir", kThemeHours, {}},
    {"tot$", kThemeHours, {}},
    {"matinal", kThemeHours, {}},
    {"aurore", kThemeHours, {}},
    {"astreinte", kThemeHours, {}},
    {"equipes$", kThemeHours, {}},
    {"postes$", kThemeHours, {}},
    {"temps$", kThemeWeek, {}},
    {"hebdo", kThemeWeek, {}},
    {"semaine", kThemeWeek, {}},
    {"heures", kThemeWeek, {}},
    {"sem$", kThemeWeek, {}},
    {"anglais", kThemeLanguage, {}},
    {"english", kThemeLanguage, {}},
    {"francais", kThemeLanguage, {}},
    {"allemand", kThemeLanguage, {}},
    {"espagnol", kThemeLanguage, {}},
    {"italien", kThemeLanguage, {}},
    {"portugais", kThemeLanguage, {}},
    {"neerlandais", kThemeLanguage, {}},
    {"arabe", kThemeLanguage, {}},
    {"chinois", kThemeLanguage, {}},
    {"mandarin$", kThemeLanguage, {}},
    {"russe", kThemeLanguage, {}},
    {"polonais", kThemeLanguage, {}},
    {"roumain", kThemeLanguage, {}},
    {"vietnamien", kThemeLanguage, {}},
    {"japonais", kThemeLanguage, {}},
    {"turc$", kThemeLanguage, {}},
    {"langue", kThemeLanguage, {}},
    {"charges$", kThemePhysical, {}},
    {"charge$", kThemePhysical, {}},
    {"kg$", kThemePhysical, {}},
    {"kilo", kThemePhysical, {}},
    {"lourd", kThemePhysical, {}},
    {"porter$", kThemePhysical, {}},
    {"soulever", kThemePhysical, {}},
    {"debout", kThemePhysical, {}},
    {"hauteur", kThemePhysical, {}},
    {"vertige", kThemePhysical, {}},
    {"froid", kThemePhysical, {}},
    {"surgel", kThemePhysical, {}},
    {"temperature", kThemePhysical, {}},
    {"frigorifi", kThemePhysical, {}},
    {"chaleur", kThemePhysical, {}},
    {"poussier", kThemePhysical, {}},
    {"chimique", kThemePhysical, {}},
    {"deplace", kThemeTravel, {}},
    {"exterieure", kThemeTravel, {}},
    {"opex$", kThemeTravel, {}},
    {"insalubre", kThemePhysical, {}},
    {"decouch", kThemeTravel, {}},
    {"itineran", kThemeTravel, {}},
    {"mobilite", kThemeTravel, {}},
    {"civiques$", kThemePerson, {}},
    {"majeur", kThemePerson, {}},
    {"age$", kThemePerson, {}},
    {"agee", kThemePerson, {}},
    {"nationalite", kThemePerson, {}},
    {"autorisation", kThemePerson, {}},
    {"sejour", kThemePerson, {}},
    {"casier", kThemePerson, {}},
    {"bulletin", kThemePerson, {}},
    {"vaccin", kThemePerson, {}},
    {"insertion", kThemePerson, {}},
    {"iae$", kThemePerson, {}},
    {"stag", kThemePerson, {}},
    {"rqth", kThemePerson, {}},
    {"oeth", kThemePerson, {}},
    {"boeth", kThemePerson, {}},
    {"handicap", kThemePerson, {}},
    {"alternan", kThemePerson, {}},
    {"apprenti", kThemePerson, {}},
    {"professionnalisation", kThemePerson, {}},
    {"profil", kThemeHeading, {}},
    {"avantage", kThemeHeading, {}},
    {"remuner", kThemeHeading, {}},
    {"offrons", kThemeHeading, {}},
    {"proposons", kThemeHeading, {}},
    {"propos", kThemeHeading, {}},
    {"sommes", kThemeHeading, {}},
    {"pourquoi", kThemeHeading, {}},
    {"mission", kThemeHeading, {}},
    {"competence", kThemeHeading, {}},
    {"prerequis", kThemeHeading, {}},
    {"qualification", kThemeHeading, {}},
    {"exigences", kThemeHeading, {}},
    {"conditions", kThemeHeading, {}},
    {"entreprise", kThemeHeading, {}},
    // Cues.
    {"souhait", 0, CueKind::wish_after},
    {"appreci", 0, CueKind::wish_after},
    {"bienvenu", 0, CueKind::wish_after},
    {"optionn", 0, CueKind::wish_after},
    {"option$", 0, CueKind::wish_after},
    {"facultati", 0, CueKind::wish_after},
    {"recommand", 0, CueKind::wish_after},
    {"valorise", 0, CueKind::wish_after},
    {"preferable", 0, CueKind::wish_after},
    {"atout", 0, CueKind::wish_after},
    {"encouragee", 0, CueKind::wish_after},
    {"encourages$", 0, CueKind::wish_after},
    {"plus", 0, CueKind::wish_after},
    {"avantage$", 0, CueKind::wish_after},
    {"ideal", 0, CueKind::wish_before},
    {"preference", 0, CueKind::wish_before},
    {"aimer", 0, CueKind::wish_before},
    {"exige", 0, CueKind::must_after},
    {"obligatoire", 0, CueKind::must_after},
    {"imperatif", 0, CueKind::must_after},
    {"imperative$", 0, CueKind::must_after},
    {"imperatifs", 0, CueKind::must_after},
    {"indispensable", 0, CueKind::must_after},
    {"requis", 0, CueKind::must_after},
    {"necessaire", 0, CueKind::must_after},
    {"demandee", 0, CueKind::must_after},
    {"demande$", 0, CueKind::must_after},
    {"demandes$", 0, CueKind::must_after},
    {"essentiel", 0, CueKind::must_after},
    {"incontournable", 0, CueKind::must_after},
    {"attendu", 0, CueKind::must_after},
    {"imperativement", 0, CueKind::must_before},
    {"titulaire", kThemeDiploma, CueKind::must_before},
    {"possed", 0, CueKind::must_before},
    {"possess", 0, CueKind::must_before},
    {"detent", 0, CueKind::must_before},
    {"detenir", 0, CueKind::must_before},
    {"detenez", 0, CueKind::must_before},
    {"detient", 0, CueKind::must_before},
    {"dispos", 0, CueKind::must_before},
    {"justifi", 0, CueKind::must_before},
    {"benefici", 0, CueKind::must_before},
    {"avez$", 0, CueKind::must_before},
    {"muni", 0, CueKind::must_before},
    {"devez$", 0, CueKind::must_before},
    {"devrez$", 0, CueKind::must_before},
    {"doit$", 0, CueKind::must_before},
    {"devra$", 0, CueKind::must_before},
    {"requiert", 0, CueKind::must_before},
    {"demandons$", 0, CueKind::must_before},
    {"necessit", 0, CueKind::must_before},
    {"minimum", 0, CueKind::minimum},
    {"minimal", 0, CueKind::minimum},
    {"moins$", 0, CueKind::minimum},
    {"minima$", 0, CueKind::minimum},
    {"mini$", 0, CueKind::minimum},
    {"min$", 0, CueKind::minimum},
    {"pas$", kThemeDiploma, CueKind::negation},
    {"sans$", kThemeDiploma, CueKind::negation},
    {"non$", 0, CueKind::negation},
    {"aucun", kThemeDiploma, CueKind::negation},
    {"ni$", kThemeDiploma, CueKind::negation},
    {"hors$", 0, CueKind::negation},
    {"sauf$", 0, CueKind::negation},
    {"possib", 0, CueKind::soft},
    {"eventuel", 0, CueKind::soft},
    {"ponctuel", 0, CueKind::soft},
    {"occasion", 0, CueKind::soft},
    {"parfois", 0, CueKind::soft},
    {"exception", 0, CueKind::soft},
    {"rarement", 0, CueKind::soft},
    {"volontariat", 0, CueKind::soft},
    {"susceptib", 0, CueKind::soft},
    {"peut$", 0, CueKind::soft},
    {"peuvent$", 0, CueKind::soft},
    {"pouvez$", 0, CueKind::soft},
    {"pourr", 0, CueKind::soft},
    {"pouvant$", 0, CueKind::soft},
    {"certain", 0, CueKind::soft},
    {"quelques$", 0, CueKind::soft},
    {"financ", 0, CueKind::provided},
    {"passer$", 0, CueKind::provided},
    {"passage", 0, CueKind::provided},
    {"obten", 0, CueKind::provided},
    {"formons", 0, CueKind::provided},
    {"former$", 0, CueKind::provided},
    {"prime", 0, CueKind::reward},
    {"majoration", 0, CueKind::reward},
    {"majore", 0, CueKind::reward},
    {"indemnit", 0, CueKind::reward},
});

/// The words just before `at` in the clause.
bool preceded_by(std::string_view text, std::size_t at, std::string_view words) {
  return at >= words.size() && text.substr(at - words.size(), words.size()) == words;
}

}  // namespace

std::span<const WordMark> vocabulary() {
  return kWords;
}

std::optional<CueKind> cue_in_place(std::string_view text, std::size_t begin, std::size_t end, CueKind kind) {
  const std::string_view word = text.substr(begin, end - begin);
  // "un plusSavoir-être": lists often lose their line breaks.
  if (word.starts_with("plus") || word == "avantage") {
    const bool one = preceded_by(text, begin, "un ") || preceded_by(text, begin, "un vrai ") ||
                     preceded_by(text, begin, "un reel ") || preceded_by(text, begin, "un gros ") ||
                     preceded_by(text, begin, "un veritable ") || preceded_by(text, begin, "le ") ||
                     preceded_by(text, begin, "1 ") || preceded_by(text, begin, "petit ") ||
                     preceded_by(text, begin, "un grand ");
    return one ? std::optional(CueKind::wish_after) : std::nullopt;
  }
  if (word.starts_with("obligatoirem") || word.starts_with("necessairem") || word.starts_with("souhaitant") ||
      word == "souhaitez" || word == "souhaitons" || word == "souhaitent") {
    return word.starts_with("obligatoirem") ? std::optional(CueKind::must_before) : std::nullopt;
  }
  // "Le candidat idéal justifie de trois ans", "Vous êtes la candidate idéale si :" demand like any other sentence.
  if (word == "ideal" || word == "ideale") {
    for (const std::string_view person : {"candidat ", "candidate ", "profil ", "personne ", "collaborateur "}) {
      if (preceded_by(text, begin, person)) {
        return std::nullopt;
      }
    }
  }
  // "Modèles de recommandation", "selon vos souhaits", "des appréciations" are nouns.
  if (word.starts_with("recommandation") || word == "souhaits" || word.starts_with("appreciation")) {
    return std::nullopt;
  }
  // "Vos atouts :" heads what is asked.
  if (word == "atouts" && preceded_by(text, begin, "vos ")) {
    const std::string_view rest = text.substr(end);
    if (rest.starts_with(" :") || rest.starts_with(":")) {
      return std::nullopt;
    }
  }
  if (word == "ideal" && preceded_by(text, begin, "l'")) {
    return preceded_by(text, begin, "dans l'") ? CueKind::wish_before : CueKind::wish_after;
  }
  if (word == "moins" && !preceded_by(text, begin, "au ")) {
    return std::nullopt;
  }
  if (word == "possible" && preceded_by(text, begin, "si ")) {
    return CueKind::wish_before;
  }
  // "possibilité d'évolution, de CDI": what may come later, not what may be asked.
  if (word.starts_with("possibilite")) {
    static const Pattern prospect(
        R"(^ (?:d'|de )(?:un |une )?(?:evol|embauche|cdi\b|promotion|prolong|renouvel|logement|parking|heberg|titularis|perenn))");
    if (prospect.contains(text.substr(end))) {
      return std::nullopt;
    }
  }
  // "on aimerait trouver un niveau Bac+3"; "vous aimeriez" speaks of the person.
  if (word.starts_with("aimer")) {
    const bool of_employer = word == "aimerions" || (word == "aimerait" && preceded_by(text, begin, "on "));
    return of_employer ? std::optional(kind) : std::nullopt;
  }
  // "vous pouvez justifier de deux ans" asks for them.
  if (kind == CueKind::soft && (word.starts_with("pou") || word.starts_with("peu"))) {
    const std::string_view rest = text.substr(end);
    if (rest.starts_with(" justifier") || rest.starts_with(" assurer") || rest.starts_with(" vous prevaloir") ||
        rest.starts_with(" attester")) {
      return std::nullopt;
    }
  }
  // "diplôme demandé :"; otherwise a demand is a noun.
  if (word == "demande" || word == "demandes") {
    const bool verb = preceded_by(text, begin, "est ") || preceded_by(text, begin, "sont ") ||
                      preceded_by(text, begin, "etre ") || preceded_by(text, begin, "permis ") ||
                      preceded_by(text, begin, "diplome ") || preceded_by(text, begin, "caces ");
    return verb || text.substr(end).starts_with(" :") || text.substr(end).starts_with(":") ? std::optional(kind)
                                                                                           : std::nullopt;
  }
  // "et appréciez le travail d'équipe" speaks of the person.
  if (word == "appreciez" || word == "apprecies") {
    return std::nullopt;
  }
  // "ayant obtenu votre diplôme": it is held already.
  if (kind == CueKind::provided && word.starts_with("obtenu")) {
    return std::nullopt;
  }
  if (word.starts_with("possib") &&
      (preceded_by(text, begin, "des que ") || preceded_by(text, begin, "meilleurs delais "))) {
    return std::nullopt;
  }
  // "vous devrez créer des tableaux" is a task, "vous devez posséder" a demand.
  if (word == "devez" || word == "devrez" || word == "doit" || word == "devra") {
    static const Pattern demand(
        R"(^ ?:|^ (?:\w+ ){0,2}?(?:etre|avoir|posseder|detenir|justifier|disposer|maitriser|parler|presenter|fournir|obtenir|obligatoirement|imperativement|necessairement)\b)");
    return demand.contains(text.substr(end)) ? std::optional(kind) : std::nullopt;
  }
  if (kind == CueKind::must_before && word.starts_with("disposition")) {
    return std::nullopt;
  }
  if (word.starts_with("disponib") || word.starts_with("dispositif") || word.starts_with("beneficiaire")) {
    return std::nullopt;
  }
  if (kind == CueKind::must_before && (word == "avez" || word.starts_with("possed") || word.starts_with("dispos")) &&
      preceded_by(text, begin, "n'")) {
    return CueKind::negation;
  }
  if (kind == CueKind::negation && word == "pas") {
    // "vous ne craignez pas de", "cela ne vous dérange pas de", "pas de problème pour": what follows is asked.
    static const Pattern no_dread_before(
        R"((?:n'hesitez|craign\w+|derange\w*|gene|rebute\w*|effrai\w*|effray\w*|peur|recul\w+) $)");
    static const Pattern no_dread_after(
        R"(^ (?:d'|de )?(?:peur|problemes?|crainte|inconvenients?|difficultes?|d'apprehension)\b)");
    if (no_dread_before.contains(text.substr(0, begin)) || no_dread_after.contains(text.substr(end))) {
      return std::nullopt;
    }
  }
  // "quelques week-ends par mois": how often, and that it is so.
  static const Pattern each_month(
      R"(^ (?:week-?ends?|samedis|dimanches|nuits|soirs)(?: ?/ ?| par | dans l')(?:mois|an|semaine))");
  if (word == "quelques" && each_month.contains(text.substr(end))) {
    return std::nullopt;
  }
  // "une expérience de quelques mois": how long, not whether.
  if (word == "quelques" && (text.substr(end).starts_with(" mois") || text.substr(end).starts_with(" annees"))) {
    return std::nullopt;
  }
  if (kind == CueKind::soft && word.starts_with("certain") && word.starts_with("certainem")) {
    return std::nullopt;
  }
  // "exigence", "exigeant" are qualities.
  if (word.starts_with("exigea") || word.starts_with("exigence") || word.starts_with("exigente")) {
    return std::nullopt;
  }
  return kind;
}

}  // namespace passerelle::reading
