#include "linking/clause_cues.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace passerelle {
namespace {

/// Words for people, as patterns name them; with a relative, what may stand between the word and its article.
constexpr auto kPeople = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"<owner>", "(?:mon|ma|mes|son|sa|ses|leur|leurs|notre|nos|votre)"},
    {"<kin>",
     "(?:ex[ -]|ancienn?e?s? |petite?s? |grande?s? |beaux? |belles? |future? |meilleure? |jeunes? |"
     "vieille |vieux )*(?:mari|epou(?:x|se)|femme|conjointe?|concubine?|compagn(?:on|e)|copine?s?|"
     "copains?|amie?s?|peres?|meres?|papa|maman|parents?|freres?|frerot|soeurs?|fils|filles?|enfants?|"
     "gosses?|garcons?|bebe|oncles?|tontons?|tantes?|tata|cousine?s?|neveux?|nieces?|grand[ -]?(?:pere|"
     "mere|parents)s?|beau[ -](?:pere|frere|fils)|belle[ -](?:mere|soeur|fille)|mamie|papi|famille|"
     "voisine?s?|collegues?|patronn?e?s?|proches?|colocataires?|jumeaux|jumelles?|aines?|ainee|cadets?|"
     "cadette)"},
    {"<neighbour>", "(?:voisine?s?|amie?s|copains|copines|proches)"},
    {"<professional>",
     "(?:conseill(?:er|ere)s?|referente?s?|educat(?:eur|rice)s?|assistante?s? social(?:e|es)?|assistante|"
     "medecins?|docteurs?|psy\\w*|infirmi(?:er|ere)s?|kine\\w*|avocate?s?|juge|policiers?|police|"
     "gendarmes?|gardien\\w*|tutrice|tuteur|curat(?:eur|rice)|travaill(?:eur|euse)s? social(?:e|es)?|"
     "formatrice|formateur|professeure?s?|prof|maitresse|facteur|concierge|pharmacien\\w*|dentiste|"
     "chirurgien\\w*|sage[ -]femme|mediat(?:eur|rice)|interprete|cip|coach)"},
});

/// The pattern with its words for people spelt out.
std::string with_people(std::string pattern) {
  for (const auto& [name, words] : kPeople) {
    for (std::size_t at = pattern.find(name); at != std::string::npos; at = pattern.find(name)) {
      pattern.replace(at, name.size(), words);
    }
  }
  return pattern;
}

using Tells = Cue::Tells;

struct Pattern {
  Pattern(const char* words, std::optional<Tells> what) : expression(words), tells(what) {}
  RE2 expression;              ///< its first group is the cue
  std::optional<Tells> tells;  ///< nothing for words that look like a cue and are none
};

/// In the order in which they claim their words.
const std::vector<std::unique_ptr<Pattern>>& patterns() {
  static const auto all = [] {
    std::vector<std::unique_ptr<Pattern>> made;
    const auto add = [&made](std::optional<Tells> tells, const std::string& words) {
      made.push_back(
          std::make_unique<Pattern>(with_people("(?:^|[^a-z0-9_])(" + words + ")(?:[^a-z0-9]|\\b|$)").c_str(), tells));
    };
    // What looks like a refusal and accepts: "pourquoi pas", "ça ne me dérange pas de".
    add(Tells::mention,
        "pourquoi pas|(?:pas|non|plus) (?:que|seulement|uniquement|forcement|juste|obligatoirement|contre|oppose\\w*|"
        "ferme\\w* a|peur|hesiter)(?: d[eu]| d'| a)?"
        "|(?:pas|aucun|sans|jamais)(?: de| d')? ?(?:soucis?|problemes?|pb|pbs|peur|inconvenient|gene|crainte|"
        "difficultes?|prob)(?: pour| a| de)?"
        "|(?:ne |n')?(?:me |m'|le |la |l'|lui "
        ")?(?:derange|gene|effraie|deplait|ennuie|hesite|rechigne|rebute)(?:nt|s)? "
        "(?:pas|plus|rien)(?: d[eu]| d'| a)?"
        "|(?:ne )?(?:fait|font) pas peur|(?:dit|dis|dirait) pas non|rien contre|n'a pas peur(?: d[eu]| d')?");
    // What looks like a cue and is none: "plus de 5 ans", "a deux enfants".
    add(std::nullopt,
        "(?:pas|non|plus) (?:loin|mal(?: de)?|trop mal|encore|plus)"
        "|plus (?:de |d'|que )(?:\\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente)"
        "|(?:en|de|au) plus|plus (?:tard|tot|en plus)|tout de suite"
        "|(?:a|ai|avait|avais) "
        "(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\\d+|cote|peine|partir|"
        "besoin|encore|droit)");
    add(Tells::refusal,
        "(?:n'|ne |n "
        ")?(?:j'|m'|l')?(?:veux|veut|veu|v|jveux|voudrais|voudrait|souhaite|souhaiterais|souhaiterait|desire|aime|"
        "aimerais|aimerait|supporte|peux|peut|peu|accepte|envisage|jpeux|jaime)(?: surtout| vraiment)? "
        "?(?:plus|plu|pas|pa|pu)"
        "(?: jamais| du tout| trop| vraiment| beaucoup)*(?: entendre parler d[eu'])?"
        "|(?:ne |n'|n )?(?:se |me |s'|m')(?:voit|vois|voyait|imagine)(?: plus| pas)(?: du tout)?"
        "|(?:n'(?:a|ai|est|suis|etait) |ai |a |est |suis |j'ai )?(?:pas|plus|aucune?)(?: du tout| vraiment| tres| "
        "trop)? "
        "(?:envies?|interesse\\w*|attire\\w*|interet|motive\\w*|fait|faite|attirance|gout|question)(?: pour| par| "
        "d[eu'])?"
        "|plus jamais|jamais plus|hors de question|(?:ne|n') ?(?:plus|pas)(?: vouloir| faire)*"
        "|(?:ai |a |en )*(?:marre|ras[ -]le[ -]bol|assez|degoute\\w*|horreur|ecoeure\\w*|dispense\\w*)(?: d[eu]| des| "
        "d'| par)"
        "|(?:tout )?sauf|hors|excepte|a part|surtout pas"
        "|(?:a )?evite[rs]?|(?:jr|r)efuse[rs]?|refusent|exclu[trs]?|exclure|ecarte[rs]?|deteste[rs]?|hait|fuit|n'aime "
        "pas|"
        "abandonne[r]?"
        "|(?:veut |veux |voudrait |voudrais |souhaite |cherche a |doit |prefere "
        ")(?:arreter|quitter|lacher|stopper|sortir d[eu])"
        "|non (?:a|au|aux) (?:la |l')?|jamais de|aucune? envie d[e']|aucune? (?:travail|poste|metier|boulot)");
    // What was never done, or is not so: neither wish nor refusal.
    add(Tells::nothing,
        "(?:n'|ne |n "
        ")?(?:j'|l')?(?:ai|a|jai|avait|avais|est|etait|suis|connais|connait|sais|sait|fais|fait|jsuis|travaille|bosse)"
        "(?: encore)? (?:pas|jamais|aucune?|rien)(?: encore| trop| vraiment| du tout| d[e'u]?| ete| travaille| fait| "
        "bosse)*"
        "|sans (?:aucune? )?(?:experience|formation|diplome|qualification|permis|voiture)"
        "|pas d'(?:experience|idee)|pas de (?:formation|diplome|permis|voiture|travail|boulot)");
    add(Tells::refusal,
        "(?:pas|plus|pu|plu|jamais|non) (?:de|d'|du|des|la|le|les|l'|dans|comme|en|par|pour|au|aux|chez)");
    add(Tells::nothing,
        // Where someone lives or goes is no trade.
        "pres d[eu']|pas loin d[eu']|proches? d[eu']|a cote d[eu']|en face d[eu']|derriere|devant|loin d[eu']|"
        "(?:habit|heberg|domicili)\\w+|log(?:e|es|ee|ees) (?:chez|a|au|dans|en)|(?:vit|vis|vivent|vivait) |rue|quartier"
        "|(?:est|suis|sont) (?:a la|a l'|au|aux|chez|sous)"
        // Those who accompany, care for, send.
        "|(?:suivie?|accompagnee?|envoyee?|orientee?|adressee?|aidee?|recue?|conseillee?|soignee?|vue?|prescrite?|"
        "placee?|"
        "recommandee?|signalee?|hebergee?|convoquee?) (?:par|chez)"
        "|(?:rdv|rendez[ -]vous|entretien|contact|lien|discussion|point|bilan)(?: \\w+)? (?:avec|chez|a|au)"
        "|(?:a |ai |j'ai |avait |va |doit |vient de "
        ")(?:vu|voir|rencontre|rencontrer|consulte|consulter|appele|appeler|parle a|parle avec)"
        "|(?:voit|vois|rencontre|consulte|attend|attends) (?:son|sa|ses|mon|ma|mes|un|une|le|la|les|l'|des)"
        "|grace (?:a|au|aux)|selon|d'apres|(?:l'|d')aide d[eu']|sur (?:le )?conseil d[eu']"
        "|<owner> <professional>|<professional> (?:m'a|l'a|nous a|lui a|me|lui) "
        "|(?:<owner>|une?|deux|cet|cette) <kin> qui"
        // Doors that close behind somebody are nobody's trade.
        "|prison|detention|incarcer\\w+|ecrou\\w*|semi[ -]liberte|spip|bracelet|maison d'arret|garde a "
        "vue|tribunal|hospitalise\\w*"
        // Nobody's origin, faith or status is a trade.
        "|nationalite|origine|refugiee?s?|asile|confession|religion|musulmane?|chretien\\w*|juive?|mosquee|eglise");
    add(Tells::wish,
        "j?veux|veut|veu|veule|voudrai[st]?|voudraient|jvoudrai[st]?|souhait\\w*|aimerai[st]?|j?aimerai|jaimerai[st]?|"
        "j?cherch\\w*|j?recherch\\w*|desir\\w*|reve[sr]?|revait|revais|projets?|envisag\\w*|vise|envies?|interess\\w+|"
        "attir\\w+|"
        "interet|motive\\w*|volontaire|pret(?:e|s|es)?|accept\\w+|(?:d'accord|ok|partante?|dispo(?:nible)?|ouverte?) "
        "(?:pour|a|au|aux)|"
        "candidat\\w*|postul\\w+|devenir|(?:se|me) "
        "(?:voit|vois|verrait|verrais)|plairait|plait|tent(?:e|ee|erait|erais|er)|"
        "prefer\\w+|espere\\w*|objectif|pistes?|s'orient\\w+|se tourne\\w*|reconver\\w+|apprendre|se "
        "former|retrouver|vouloir|"
        "pense a|penserait a|demande|(?:bien|surtout) (?:le|la|les)");
    // The same in the languages of foreign_words.tsv.
    add(Tells::wish,
        "looking for|i want|busco|quiero|procuro|quero|vreau|caut|хочу|ищу|шукаю|ariyorum|istiyorum|أبحث عن|ابحث "
        "عن|أريد|اريد|"
        "می خواهم");
    add(Tells::practice,
        "(?:i )?work(?:ed|ing)?(?: as)?(?: an?)?|trabaj(?:o|e|aba)(?: como| de)?|trabalh(?:o|ei|ava)(?: como| de)?|"
        "(?:am )?lucrat(?: ca)?|работа(?:л|ла|ю)|працюва(?:в|ла)|calistim|كنت أعمل|كنت|اعمل|أعمل|عملت");
    add(Tells::practice,
        "ete|etais|etait|suis|jsuis|sui|est|es|anciens?|anciennes?|ex|travaill\\w*|j?boss\\w*|exerc\\w*|j?fai[st]|"
        "faits?|j?faisai[st]|"
        "faisaient|fesait|pratiqu\\w*|occup\\w+|tenu|tenai[st]|tient|tiens|gere|gerai[st]|experiences?|expe?|ans?|"
        "annees?|mois|"
        "saisons?|stages?|interim|missions?|remplacements?|extras?|metier|comme|titulaire|benevole|en tant "
        "que|depuis|debute|commence|"
        "formation|forme|formee|cap|bep|diplome\\w*|bac pro|embauche\\w*|employee?|apprenti\\w*|apprentissage");
    // What was done: "il a conduit des engins", "j'ai gardé des enfants".
    add(Tells::practice,
        "(?:j'ai|jai|il a|elle a|on a|ils ont|a|ai|avait|avais) (?:deja |aussi |beaucoup |longtemps |toujours )*"
        "[a-z]{3,}(?:e|i|u|it|int|ert)s?");
    add(Tells::mention,
        "postes?|emplois?|boulots?|jobs?|taff?|travail|j?adore|j?aime|j?kiffe|passionn?e*|passion|gout pour|doue\\w*");
    return made;
  }();
  return all;
}

/// Does a cue take over from the one before it, in the same piece?
bool takes_over(Tells before, Tells next) {
  switch (next) {
    case Tells::refusal:
    case Tells::nothing:
      return true;
    case Tells::wish:
      return before != Tells::refusal;
    case Tells::practice:
    case Tells::mention:
      break;
  }
  return before == Tells::practice || before == Tells::mention;
}

constexpr std::string_view kPersons =
    "^[^a-z0-9]*(?:(?:mais|et|car|puis|donc|alors|que|par "
    "contre|maintenant|avant|aujourd'hui|actuellement|depuis|quand|bonjour|bjr|slt|salut|enfin|sinon) )*";

}  // namespace

std::vector<CueWords> cues_in(std::string_view folded_piece) {
  std::string piece(folded_piece);
  std::vector<CueWords> found;
  for (const std::unique_ptr<Pattern>& pattern : patterns()) {
    re2::StringPiece words;
    for (std::size_t from = 0; from < piece.size();) {
      re2::StringPiece rest(piece.data() + from, piece.size() - from);
      if (!RE2::PartialMatch(rest, pattern->expression, &words)) {
        break;
      }
      const auto begin = static_cast<std::size_t>(words.data() - piece.data());
      const std::size_t end = begin + words.size();
      if (pattern->tells) {
        found.push_back({*pattern->tells, begin, end});
      }
      // Words serve once: "ne veux plus" holds no "veux".
      std::fill(piece.begin() + static_cast<std::ptrdiff_t>(begin), piece.begin() + static_cast<std::ptrdiff_t>(end),
                '_');
      from = end;
    }
  }
  std::ranges::sort(found, {}, &CueWords::begin);
  std::vector<CueWords> kept;
  for (const CueWords& cue : found) {
    if (kept.empty() || takes_over(kept.back().tells, cue.tells)) {
      kept.push_back(cue);
    }
  }
  return kept;
}

bool refuses_what_came_before(std::string_view folded_piece, std::size_t& begin) {
  static const RE2 pattern(
      "(?:^|[^a-z])((?:c'est |c |ca c'est )?(?:non|fini|termine|mort|stop)(?: merci)?"
      "|(?:je |j'|il |elle |on )?(?:n'en|j'en|en|jen) (?:veux|veut|ai|a|peux|peut) (?:plus|plu|marre|assez)(?: faire| "
      "entendre parler)?"
      "|(?:plus )?jamais(?: plus| de la vie| ca)?|plus jamais|pas pour (?:moi|lui|elle)|(?:c'est )?hors de "
      "question|surtout pas"
      "|(?:je |il |elle )?(?:ne |n')?(?:veux|veut|souhaite|peux|peut|aime) (?:plus|pas)(?: en)?(?: faire| en "
      "faire)?|j'en ai marre)[^a-z0-9]*$");
  re2::StringPiece words;
  if (!RE2::PartialMatch(re2::StringPiece(folded_piece.data(), folded_piece.size()), pattern, &words)) {
    return false;
  }
  begin = static_cast<std::size_t>(words.data() - folded_piece.data());
  return true;
}

Subject subject_of(std::string_view folded_piece) {
  static const RE2 others(with_people(
      std::string(kPersons) +
      "(?:(?:<owner>|une?|le|la|les|l'|deux|trois|mes deux|ses deux) ?)(?:deux |trois |quatre )?<kin>(?:[^a-z].*|$)"));
  static const RE2 professional(
      with_people(std::string(kPersons) +
                  "(?:le|la|les|l'|une?|<owner>) ?<professional>(?: .*)? "
                  "(?:a|est|ont|sont|l'a|m'a|lui|me|nous|les|propose|pense|dit|demande|va) .*"));
  // Whatever follows "l'avocat" but what completes it ("l'agent de …") is what he does.
  static const RE2 at_work(with_people(std::string(kPersons) + "(?:le|la|les|l') ?<professional> [a-ce-z]"));
  static const RE2 child_of(std::string(kPersons) + "(?:fille|fils|frere|soeur|mere|pere|epouse|veuve) d[e']");
  static const RE2 speaker(std::string(kPersons) +
                           "(?:je |j'|j |moi|me |m'|on |nous |mon |ma |mes |j[bcdfgklmnpqrstvxz])");
  static const RE2 third(std::string(kPersons) + "(?:il |elle |ils |elles |lui|monsieur|madame|mme|m\\.? )");
  const re2::StringPiece piece(folded_piece.data(), folded_piece.size());
  if (RE2::PartialMatch(piece, others) || RE2::PartialMatch(piece, professional) || RE2::PartialMatch(piece, at_work) ||
      RE2::PartialMatch(piece, child_of)) {
    return Subject::others;
  }
  if (RE2::PartialMatch(piece, speaker)) {
    return Subject::speaker;
  }
  return RE2::PartialMatch(piece, third) ? Subject::third_person : Subject::unsaid;
}

bool tells_of_everyday_life(std::string_view folded_piece) {
  static const RE2 together(with_people("avec (?:<owner>|une?|des) <kin>"));
  static const RE2 pattern(
      with_people("(?:^|[^a-z])(?:<owner> <kin>|(?:les|des|de|d'|entre|une?) ?<neighbour>|famille|immeuble|quartier|"
                  "cage d'escalier|cite|asso|association|a la maison|chez moi|chez lui|chez elle|partage|"
                  "week[ -]?end|loisirs?|<owner> "
                  "(?:maison|foyer|logement|jardin|potager|linge|repas|courses|papiers|budget))(?:[^a-z]|$)"));
  // Whom something is done with does not make it a favour.
  std::string piece(folded_piece);
  RE2::GlobalReplace(&piece, together, "_");
  return RE2::PartialMatch(piece, pattern);
}

bool does_for_others(std::string_view folded_piece) {
  static const RE2 pattern(
      with_people("(?:^|[^a-z])(?:(?:pour|a|chez|de) (?:toute?s )?<owner> <kin>|(?:pour|chez|aux) (?:les |des "
                  ")?<neighbour>|benevole\\w*|benevolat)(?:[^a-z]|$)"));
  return RE2::PartialMatch(re2::StringPiece(folded_piece.data(), folded_piece.size()), pattern);
}

bool speaks_as_i(std::string_view folded_text) {
  static const RE2 pattern("(?:^|[^a-z])(?:je|j'|moi|jai|jveux|jsuis|jcherche|jvoudrai|g|mon|ma|mes)(?:[^a-z]|$)|j'");
  return RE2::PartialMatch(re2::StringPiece(folded_text.data(), folded_text.size()), pattern);
}

}  // namespace passerelle
