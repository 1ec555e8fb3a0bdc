#include <algorithm>
#include <cctype>

#include "normalise/text.h"
#include "requirements/everyday_words.h"
#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

constexpr int kMostMinutes = 180;
constexpr int kMostKilometres = 300;
constexpr int kFewestWeeklyHours = 8;

/// A rule of `StatementTheme`. In `pattern`, {NO} stands for a denial up to four words before, {YES} for an agreement,
/// {ONLY} for "seulement"; in `value`, `#1` for the first group.
struct RuleText {
  const char* pattern;
  RequirementKind kind;
  const char* value;
  bool can;
};

constexpr const char* kNo =
    R"((?:\b(?:pas|jamais|sans|sauf|refuse|refuser|ni|evite|eviter|aucune?|non|interdit)\b|\b(?:veux|veut|peux|peut|souhaite|souhaitent|fais|fait|accepte|supporte|ne \w+|n'\w+) plus\b|\bplus jamais\b|(?:^|[,;:(] ?|\bet |\bmais )plus (?:de|du|la)\b)(?: \w+){0,4}? ?(?:de |d'|du |des |la |le |les |l'|en |au |aux |a )*\b)";
constexpr const char* kYes =
    R"((?:\b(?:ok|accepte|peux|peut|dispo\w*|pret\w*|veux bien|possible|va|vont|meme)\b(?: \w+){0,4} (?:de |la |le |les |pour |en |des |du )*))";
constexpr const char* kOnly = R"((?:\b(?:que|seulement|uniquement|juste|exclusivement)\b))";

std::string expanded(std::string pattern) {
  for (const auto& [mark, text] :
       {std::pair{std::string("{NO}"), std::string(kNo)}, {"{YES}", kYes}, {"{ONLY}", kOnly}}) {
    for (std::size_t at = pattern.find(mark); at != std::string::npos; at = pattern.find(mark, at + text.size())) {
      pattern.replace(at, mark.size(), text);
    }
  }
  return pattern;
}

using enum RequirementKind;
constexpr bool kCan = true;
constexpr bool kCannot = false;

constexpr RuleText kRules[] = {
    // Means.
    {R"((?:\bpas\b|\bsans\b|\bni\b|\baucun\b|plus)(?: \w+)? ?(?:de |d'|la |une )?(?:vehicules?|voiture|auto\b)|\bpas (?:de |d'autres? )?moyens? de (?:transport|locomotion)|\bpas (?:encore )?(?:vehicule|motorise)|\bnon (?:vehicule|motorise))",
     vehicle, "", kCannot},
    {R"(\b(?:j'ai|a|avec|possede|dispose d'|et|ma|mon|propre)(?: (?:une?|ma|mon|propre|le))* (?:vehicule|voiture)\b|\b(?:suis|est) (?:vehicule|motorise)e?\b|^vehiculee?\b|permis (?:b )?(?:\+|et|/) ?(?:vehicule|voiture))",
     vehicle, "own car", kCan},
    // Hours.
    {R"({NO}nuits?\b)", hours, "night", kCannot},
    {R"({NO}(?:week-? ?ends?|we)\b)", hours, "weekend", kCannot},
    {R"({NO}samedis?\b)", hours, "saturday", kCannot},
    {R"({NO}dimanches?\b)", hours, "sunday", kCannot},
    {R"({NO}(?:soirs?|soirees?)\b(?: |$|[^ ])|(?:rentrer|finir|fini|libre|dispo\w*|jusqu'a)[^.,]{0,15} avant (?:16|17|18|19|20) ?h)",
     hours, "evening", kCannot},
    {R"({NO}(?:matins? )?(?:trop |tres )?tot\b|(?:{NO}|\bni )horaires? decales?|horaires? decales?[^.;,]{0,20} pas\b|\bpas avant (?:7|8|9|10) ?h)",
     hours, "early", kCannot},
    {R"({NO}horaires? decales?|horaires? decales?[^.;,]{0,20} pas\b)", hours, "evening", kCannot},
    {R"({NO}(?:coupures?|horaires? coupes?|coupes?)\b|horaires? continus? {ONLY}|{ONLY} (?:en |des )?(?:horaires? |journees? )?continu)",
     hours, "split", kCannot},
    {R"({NO}astreintes?)", hours, "on_call", kCannot},
    {R"({NO}(2 ?x? ?8|3 ?x? ?8))", hours, "#1", kCannot},
    {R"(horaires? (?:d'|de l')?(?:ecole|scolaires?)|temps scolaire|pendant (?:l'ecole|que les enfants)|heures? (?:d'|de l')ecole|quand (?:les|mes|ses) enfants sont a l'ecole)",
     hours, "school", kCannot},
    {R"({ONLY} (?:de |du |le |les |en )*matin(?:ee)?s?\b|\bmatin(?:ee)?s? (?:{ONLY}|exclusivement))", hours, "mornings",
     kCannot},
    {R"({ONLY} (?:de |du |l'|les |en )*apres-midis?\b|\bapres-midis? {ONLY})", hours, "afternoons", kCannot},
    {R"({ONLY} (?:de |du |le |les |en )*week-? ?ends?\b|\bweek-? ?ends? {ONLY})", hours, "weekends", kCannot},
    {R"({ONLY} (?:de |la |en )*journee\b|\b(?:journee|horaires? de jour) {ONLY}|(?:^|(?:cherche\w*|veux|veut|souhaite\w*|{ONLY}) (?:\w+ ){0,4})horaires? de (?:jour|journee|bureau)\b)",
     hours, "daytime", kCannot},
    {R"((?:(?:recuper\w+|chercher) (?:\w+ )?(?:enfants?|fils|filles?|petite?s?|gamins?)|sortie d'ecole|sortie de l'ecole|sortie de (?:la )?creche)[^.;]{0,30}? (?:a|avant|vers|des) (1[5-8] ?h(?: ?[0-5]\d)?))",
     hours, "00:00-#1", kCannot},
    {R"((?:dispo\w*|libre|travailler|peux|peut|{ONLY})[^.;]{0,40}? (?:(?:de|entre) )?((?:[5-9]|1\d) ?h(?: ?[0-5]\d)?) ?(?:a|et|-|jusqu'a) ?((?:1\d|2[0-2]) ?h(?: ?[0-5]\d)?))",
     hours, "#1-#2", kCannot},
    {R"({YES}nuits?\b|\bnuits? (?:ne )?(?:me |m'|ca |ca me )?(?:va|ok|possible|convient))", hours, "night", kCan},
    {R"({YES}week-? ?ends?\b|\bweek-? ?ends? (?:ne )?(?:me |m'|ca |ca me )?(?:va|ok|possible|convient))", hours,
     "weekend", kCan},
    {R"({YES}samedis?\b)", hours, "saturday", kCan},
    {R"({YES}dimanches?\b)", hours, "sunday", kCan},
    {R"((?:ok|accepte|peux|peut|habitude|pret\w*|va|fait|dispo\w*)(?: \w+){0,3} (?:le |les |des |en |du |de )*(2 ?x? ?8|3 ?x? ?8))",
     hours, "#1", kCan},
    {R"(\b(?:max\w*|pas plus de|moins de|jusqu'a) ?([1-3]?\d) ?(?:h|heures?)\b(?: ?(?:/|par|la) ?sem\w*)?(?: ?$| ?[,.;]| par sem|/ ?sem| la sem)|\b([1-3]?\d) ?(?:h|heures?)(?: ?(?:par|/|la) ?sem\w*)?,? (?:au |grand )?(?:max\w*|pas plus\b))",
     hours, "#1h", kCannot},
    {R"(\b(?:que|seulement|uniquement|cherche\w*|recherche\w*|veux|veut|souhaite\w*|plutot|un|en|a|poste|emploi|travail) (?:\w+ ){0,4}(?:temps partiel|mi-?temps)|(?:^|[,;:] ?)(?:temps partiel|mi-?temps)|{NO}(?:temps plein|plein temps|temps complet))",
     full_time, "", kCannot},
    {R"(\b(?:cherche\w*|veux|veut|souhaite\w*|dispo\w*|un|a|en) (?:\w+ ){0,3}(?:temps plein|plein temps|temps complet))",
     full_time, "yes", kCan},
    // The way there: what can be borne, in kilometres or minutes.
    {R"(\b(?:max\w*|pas plus de|pas a plus de|moins de|jusqu'a|rayon (?:de )?|autour de|pas (?:\w+ ){0,3}plus de) ?(\d{1,3}) ?km\b|\b(\d{1,3}) ?km,? (?:au |grand )?(?:max\w*|pas plus|autour|a la ronde|de rayon))",
     travel, "#1km", kCannot},
    {R"(\b(?:max\w*|pas plus de|pas a plus de|moins de|jusqu'a|pas (?:\w+ ){0,3}plus de) ?(\d{1,3}) ?min\w*(?: |$|[^ ])|\b(\d{1,3}) ?min\w* (?:(?:de |d'|en )?(?:route|trajet|transports?|bus|chez \w+|marche|velo|metro|tram|voiture) ?){0,2},? ?(?:au |grand )?(?:max\w*|pas plus))",
     travel, "#1min", kCannot},
    {R"(\b(?:max\w*|pas plus d'|moins d')(?: ?(?:une|1))? ?(demi-?[ -]?heure|heure|1 ?h(?: ?30)?)\b[^.;]{0,15}(?:trajet|route|transport|bus|chez|train)|\b(demi-?[ -]?heure|heure|1 ?h(?: ?30)?)(?: de (?:trajet|route|transports?|bus|train|chez \w+))?,? (?:au )?max)",
     travel, "#1min", kCannot},
    // Lifting and the like: what can be borne, never why.
    {R"(\b(?:max(?:imum)?|moins de|plus de|jusqu'a|au dela de|pas plus de|au-dela de|au-dessus de|au dessus de|superieure?s? a) ?(\d{1,3}) ?(?:kg|kilos?)\b|\b(\d{1,3}) ?(?:kg|kilos?) (?:au )?(?:max|pas plus))",
     lifting, "#1kg", kCannot},
    {R"({NO}(?:porter|port\b|soulever|charges?|lourd)(?: (?:de |des |du |d'|les )*(?:charges? ?)?(?:lourde?s?)?)?|\bne (?:dois|doit|peux|peut)(?: \w+){0,2} (?:porter|soulever)\b|port (?:de )?charges? (?:lourdes? )?(?:interdit|impossible|deconseille|limite|proscrit|contre))",
     lifting, "heavy", kCannot},
    {R"((?:peux|peut|ok|capable|habitude|va)(?: \w+){0,4} (?:de |des |du |pour )*(?:porter|port de charges?|charges? lourdes?|lourd)\b)",
     lifting, "heavy", kCan},
    {R"({NO}(?:station )?debout|debout[^.;,]{0,25}(?:difficile|impossible|interdit|penible|limite)|{ONLY} (?:un |du )?(?:travail |poste )?assis|(?:travail|poste) assis {ONLY})",
     standing, "yes", kCannot},
    {R"((?:peux|peut|ok|habitude|va)(?: \w+){0,4} debout)", standing, "yes", kCan},
    {R"(\bvertiges?\b|(?:{NO}|\bpeur (?:de |du |en )?(?:la |le )?)(?:hauteur|vide|echelle|echafaudages?)\b)", heights,
     "yes", kCannot},
    {R"((?:{NO}|\bcrains? |\bsupporte mal )(?:dans )?(?:le |les )?(?:froid|chambres? froides?|frigos?|entrepots? frigorifiques?)\b)",
     cold, "yes", kCannot},
    {R"((?:{NO}|\bcrains? |\bsupporte mal )(?:la )?chaleur\b)", heat, "yes", kCannot},
    {R"((?:{NO}|\ballergi\w+ (?:a la |aux |a l'|a |au )?)(?:poussieres?|produits? (?:chimiques?|menagers?)|javel|solvants?))",
     dust_chemicals, "yes", kCannot},
    {R"((?:rentre\w*|dormir|dors|etre|rentree?)(?: \w+){0,4}? (?:tous les soirs|chaque soir|le soir|a la maison|chez (?:moi|lui|elle|eux))|\bchez (?:moi|lui|elle) (?:tous les soirs|chaque soir|le soir)|{NO}(?:deplacements?|decouch\w*|grands? deplacements?|longues? distances?)|\bdecoucher\b.{0,10}\bpas\b)",
     travel, "national", kCannot},
    {R"((?:ok|accepte|pret\w*|peux|peut|aime|mobile)(?: \w+){0,4} (?:les |en |des |partir en |sur |toute )*(?:deplacements?|grands? deplacements?|decouch\w*|la france)|mobile (?:sur |dans )?(?:toute la france|france entiere|partout))",
     travel, "national", kCan},
    // Languages.
    {R"((?:parle|parler|ecri\w*|comprend\w*|maitrise|lis|lire)(?: \w+){0,3}? ?(?:pas|mal|peu)(?: \w+){0,3} (?:le |en |l')*francais|(?:\bpas\b|\bmal\b|\bpeu\b|debute en|debutant en)(?: \w+){0,3}? (?:le |en |de )*francais)",
     language_fr, "", kCannot},
    {R"((?:\bpas\b|\bni\b|\bmal\b)(?: \w+){0,3}? ?(?:l'|en |d'|bien )*anglais)", language_en, "", kCannot},
    {R"(\b(?:anglais (?:courant|fluent|bilingue|couramment)|(?:parle|maitrise)(?: \w+){0,3}? ?(?:couramment|bien|tres bien) (?:l')?anglais|bilingue (?:en |francais[ -])?anglais|couramment (?:l')?anglais))",
     language_en, "fluent", kCan},
    {R"(\b(?:parle|maitrise|comprends|bon|niveau)(?: (?:un peu|assez|et|francais|bien|correct))*(?: d'| l'| en | )anglais\b)",
     language_en, "unspecified", kCan},
    {R"(\b(?:parle|maitrise)(?: \w+){0,2}? (?:bien |couramment |tres bien )*(?:le )?francais\b|francais (?:courant|langue maternelle|bilingue))",
     language_fr, "fluent", kCan},
    // Papers.
    {R"(\bcasier (?:judiciaire )?vierge)", criminal_record, "clean", kCan},
};

std::vector<std::string> expressions_of_rules() {
  std::vector<std::string> expressions;
  for (const RuleText& rule : kRules) {
    expressions.push_back(expanded(rule.pattern));
  }
  return expressions;
}

bool is_language(RequirementKind kind) {
  return kind == language_fr || kind == language_en || kind == language_other;
}

/// "9h", "16 h 30" as "09:00", "16:30".
std::string clock(std::string_view written) {
  std::string digits[2];
  std::size_t part = 0;
  for (const char c : written) {
    if (c >= '0' && c <= '9') {
      digits[part] += c;
    } else if (c == 'h') {
      part = 1;
    }
  }
  const auto two = [](const std::string& number) {
    return std::string(2 - std::min<std::size_t>(2, number.size()), '0') + number;
  };
  return two(digits[0]) + ":" + two(digits[1]);
}

/// The value a rule reads; empty groups and numbers out of all proportion give nothing.
std::optional<std::string> value_of(RequirementKind kind, std::string_view shape, const Pattern::Match& match) {
  if (shape.find('#') == std::string_view::npos) {
    return std::string(shape);
  }
  if (shape == "#1-#2") {
    return clock(match.groups[1]) + "-" + clock(match.groups[2]);
  }
  if (shape == "00:00-#1") {
    return "00:00-" + clock(match.groups[1]);
  }
  std::string written(match.groups[1].empty() ? match.groups[2] : match.groups[1]);
  std::erase(written, ' ');
  if (kind == hours && shape == "#1") {
    return written.find('x') == std::string::npos ? written.substr(0, 1) + "x" + written.substr(1) : written;
  }
  const bool in_hours = shape == "#1min" && written.find('h') != std::string::npos;
  const int number = !in_hours                     ? number_of(written).value_or(0)
                     : written.starts_with("demi") ? 30
                     : written.ends_with("30")     ? 90
                                                   : 60;
  const int most = shape == "#1km"    ? kMostKilometres
                   : shape == "#1min" ? kMostMinutes
                   : shape == "#1h"   ? kFullTimeHours
                                      : 100;
  if (number < (shape == "#1h" ? kFewestWeeklyHours : 1) || number > most) {
    return std::nullopt;
  }
  return std::to_string(number) + std::string(shape.substr(2));
}

/// Stretches of a clause that speak of somebody else: "mon mari a le permis", "sa sœur garde les enfants la nuit".
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Stretch> of_others(std::string_view words) {
  static const Pattern other(
      R"(\b(mon|ma|mes|son|sa|ses|leurs?|notre) (?:\w+ )?(?:mari|femme|conjointe?|compagn\w+|copine|copain|amie?s?|freres?|soeurs?|pere|mere|papa|maman|parents?|fils|filles?|enfants?|cousine?s?|beau-\w+|belle-\w+|oncle|tante|voisine?s?|neveu|niece|collegues?|patronn?e?|ex)\b(?: \w+){0,2}? (?:qui )?(?:a|ont|est|sont|peut|peuvent|travail\w*|n'a|n'est|n'ont|conduit|conduisent|garde\w*|avait|va|vont|fait|font|parle\w*|vient|possede|passe|prend|tient|tenait)\b)");
  static const Pattern own_again(
      R"(\b(?:moi|je|j')|\bmais (?:elle|il|lui|pas)\b|[,;] ?(?:elle|lui|il|madame|monsieur|mme)\b)");
  std::vector<Stretch> stretches;
  Pattern::Match match;
  for (std::size_t at = 0; other.find(words, at, match); at = stretches.back().end) {
    const std::size_t begin = match.begin;
    Pattern::Match turn;
    const bool turns = own_again.find(words, match.end, turn);
    stretches.push_back({begin, turns ? std::max(turn.begin, begin + 1) : words.size()});
  }
  return stretches;
}

bool stands_in(const std::vector<Stretch>& stretches, std::size_t at) {
  return std::ranges::any_of(stretches, [at](const Stretch& one) { return at >= one.begin && at < one.end; });
}

}  // namespace

StatementTheme::StatementTheme()
    : all_rules_(expressions_of_rules()),
      licence_(R"(\bpermis\b(?: de conduire)?)"),
      lost_(
          R"(^ (?:b )?(?:\w+ ){0,2}?(?:suspendu|retire|annule|perdu|invalide|expire|non valable|pas valable|non reconnu|pas reconnu|pas echange|a repasser|a refaire))"),
      denied_(
          R"((?:\bpas\b|\bsans\b|\baucun\b|\bni\b|\bperdu\b|suspendu|\bplus\b|\bnon titulaire\b)(?: \w+){0,3} ?(?:l'|le |de |du |mon |un )?$)"),
      learning_(
          R"((?:passe\w*|passer|prepar\w+|inscrit\w*|en cours|veux|voudrais|voudrait|aimerais|aimerait|souhaite\w*|code|financer|financement)(?: \w+){0,3} ?(?:le |du |mon |son |d'avoir le |avoir le )?$)"),
      underway_(R"(^ (?:b )?(?:est )?(?:en cours|en preparation|bientot|presque|prevu|dans \d))"),
      other_permit_(
          R"(^ (?:de (?:travail|sejour|construire|port|chasse|peche|feu|visite)|bateau|chien|a points|etranger|algerien|marocain|tunisien|syrien|afghan|africain|international|hors))"),
      past_(R"(\b(?:n'ai|n'a|ai|avais|avait) (?:pas|jamais) (?:\w+ )?(?:travaille|fait|bosse|exerce|eu)\b)") {
  for (const RuleText& rule : kRules) {
    rules_.push_back({Pattern(expanded(rule.pattern)), rule.kind, rule.value, rule.can});
  }
}

void StatementTheme::read_licences(const Clause& clause, const Add& add) const {
  const std::string_view words = clause.text;
  const std::vector<Stretch> others = of_others(words);
  Pattern::Match match;
  for (std::size_t at = 0; licence_.find(words, at, match); at = match.end) {
    const std::string_view before = words.substr(0, match.begin);
    const std::string_view after = words.substr(match.end);
    if (stands_in(others, match.begin) || other_permit_.starts(after) || underway_.starts(after)) {
      continue;
    }
    const std::vector<std::string> names = licence_names_in(after);
    const std::size_t begin = clause.begin + match.begin;
    const std::size_t end = clause.begin + match.end;
    if (denied_.contains(before) || lost_.starts(after)) {
      const std::size_t from = before.size() > 12 ? begin - 12 : clause.begin;
      add(licence, names.empty() || names.front() == "B" ? "" : names.front(), false, from, end);
      continue;
    }
    if (learning_.contains(before)) {
      continue;
    }
    for (const std::string& name : names) {
      add(licence, name, true, begin, clause.begin + licence_list_end(words, match.end));
    }
    static const Pattern holds(
        R"((?:j'ai|\ba|avec|possede\w*|titulaire|obtenu|ai) (?:le |mon |son |du |bien le |bien mon )$)");
    if (names.empty() && (holds.contains(before) || after.starts_with(" ok"))) {
      add(licence, "B", true, begin, end);
    }
  }
}

std::vector<StatedLimit> StatementTheme::read(std::string_view text) const {
  const FoldedText plain = in_known_words(fold(text), text);
  std::vector<StatedLimit> stated;
  const Add add = [&](RequirementKind kind, std::string value, bool can, std::size_t begin, std::size_t end) {
    const bool known = std::ranges::any_of(stated, [&](const StatedLimit& limit) {
      return limit.kind == kind && (limit.value == value || kind == vehicle || is_language(kind));
    });
    if (!known) {
      // A pattern may begin inside a word; what is shown begins with a whole one.
      const auto is_word = [&plain](std::size_t at) {
        return std::isalnum(static_cast<unsigned char>(plain.text[at])) != 0;
      };
      while (begin > 0 && begin < end && is_word(begin - 1) && is_word(begin)) {
        ++begin;
      }
      while (begin < end && !is_word(begin)) {
        ++begin;
      }
      while (end > begin && !is_word(end - 1)) {
        --end;
      }
      stated.push_back({kind, std::move(value), can, std::string(plain.origin(text, begin, end))});
    }
  };
  static const CertificateTheme certificates;
  static const Pattern turn(R"( mais |\bok\b|par contre|plutot)");
  static const Pattern either(
      R"((?:partiel|mi-?temps)[^.;]{0,15} ou [^.;]{0,15}(?:plein|complet)|(?:plein|complet)[^.;]{0,15} ou [^.;]{0,15}(?:partiel|mi-?temps))");
  for (Clause& clause : clauses_of(plain, text, Section::profile)) {
    const std::string_view words = clause.text;
    const std::vector<Stretch> others = of_others(words);
    read_licences(clause, add);
    Pattern::Match match;
    Pattern::Match past;
    for (const std::size_t place : all_rules_.found_in(words)) {
      const Rule& rule = rules_[place];
      for (std::size_t at = 0; rule.pattern.find(words, at, match); at = match.begin + 1) {
        const bool past_fact = past_.find(words, 0, past) && match.begin >= past.begin && match.begin <= past.end;
        const auto value = value_of(rule.kind, rule.value, match);
        // "pas le dimanche mais le samedi ça va": the denial ends where the person turns.
        const bool turned = !rule.can && turn.contains(match.groups[0]);
        const bool either_way = rule.kind == full_time && either.contains(words);
        if (stands_in(others, match.begin) || past_fact || turned || either_way || !value) {
          continue;
        }
        add(rule.kind, *value, rule.can, clause.begin + match.begin, clause.begin + match.end);
        break;
      }
    }
    std::vector<Finding> papers;
    if ((clause.themes & kThemeCertificate) != 0) {
      certificates.read(clause, papers);
      for (Finding& paper : papers) {
        if (paper.strictness != Strictness::wish && !stands_in(others, paper.begin - clause.begin)) {
          add(certificate, std::move(paper.value), paper.strictness != Strictness::none, paper.begin, paper.end);
        }
      }
    }
  }
  return stated;
}

}  // namespace passerelle::reading
