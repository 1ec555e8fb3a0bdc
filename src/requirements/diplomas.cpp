#include <algorithm>
#include <array>

#include "base/ascii.h"

#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

/// A diploma as it is written and how high it stands; several of the lowest level stand side by side.
struct Named {
  std::string name;
  int level = 0;
  std::size_t end = 0;
};

/// How near "ou expérience équivalente" must stand to a diploma, in bytes of folded text.
constexpr std::size_t kAlternativeReach = 110;

/// How far apart two diplomas of one list may stand, in bytes of folded text.
constexpr std::size_t kListReach = 60;

/// The words that say in what a diploma is, up to three: "cap petite enfance".
std::string domain_after(std::string_view rest) {
  static constexpr std::string_view kStops[] = {
      "et",          "ou",         "avec",        "minimum",       "mini",       "min",       "exige",
      "requis",      "souhaite",   "obligatoire", "vous",          "type",       "dans",      "le",
      "la",          "les",        "un",          "une",           "pour",       "a",         "est",
      "ayant",       "au",         "imperatif",   "indispensable", "necessaire", "apprecie",  "valide",
      "complet",     "de",         "du",          "des",           "d",          "en",        "ideal",
      "idealement",  "equivalent", "bep",         "bac",           "bts",        "cap",       "dut",
      "experience",  "debutant",   "premiere",    "option",        "specialite", "domaine",   "formation",
      "orientation", "serait",     "seraient",    "sont",          "permis",     "titulaire", "niveau",
      "profil",      "h",          "f",           "par",           "sur",        "si",        "afin",
      "tout",        "toute"};
  static constexpr std::string_view kOpeners[] = {"en ", "de ", "du ", "d'", "option ", "specialite ", "mention "};
  std::string domain;
  std::size_t at = 0;
  while (at < rest.size() && rest[at] == ' ') {
    ++at;
  }
  if (at == 0) {
    return domain;
  }
  for (const std::string_view opener : kOpeners) {
    if (rest.substr(at).starts_with(opener)) {
      at += opener.size();
      break;
    }
  }
  for (int words = 0; words < 3 && at < rest.size(); ++words) {
    std::size_t end = at;
    while (end < rest.size() && (is_lower_letter(rest[end]) || rest[end] == '-')) {
      ++end;
    }
    const std::string_view word = rest.substr(at, end - at);
    if (word.size() < 3 || std::ranges::find(kStops, word) != std::end(kStops) || word.starts_with("exig") ||
        word.starts_with("souhait") || word.starts_with("oblig")) {
      break;
    }
    domain += " ";
    domain += word;
    at = end;
    if (at >= rest.size() || rest[at] != ' ') {
      break;
    }
    ++at;
  }
  return domain;
}

std::string joined_lowest(const std::vector<Named>& names) {
  const int lowest = std::ranges::min(names, {}, &Named::level).level;
  for (const Named& named : names) {
    // "Bac+2 (BTS, DUT)": the level says it all.
    if (named.level == lowest && named.name.starts_with("Bac+")) {
      return named.name;
    }
  }
  std::string value;
  for (const Named& named : names) {
    if (named.level == lowest && value.find(named.name) == std::string::npos) {
      value += (value.empty() ? "" : "/") + named.name;
    }
  }
  return value;
}

}  // namespace

DiplomaTheme::DiplomaTheme()
    : diploma_(
          R"(\b(?:(bac) ?(?:-|\+|a|plus|\+ ?niveau)? ?\+? ?([1-8])(?: ?(?:/|a|ou) ?\+?[2-8]\b)?|(cap|bep)(?:\b|a\b)|(bac(?:calaureat)?) ?(pro\b|professionnels?|techno\w*|general|stmg|sti2d|st2s|assp|sapat)|(bac|baccalaureat)\b|(bts|btsa|dut|deust|deug)\b|(licences? pro\w*|licence|)"
          R"(but (?:informatique|info|gea|gaco|gmp|geii|gccd|tc|sd|mmi|qlio|hse|sciences?|statist\w+|reseaux|genie|mesures|metiers|techniques|gestion|chimie)|bachelor)\b|(master(?: ?[12])?|mba|doctorat)\b|(deas|deap|deaes|deamp|deavs|dees|deass|deeje|decesf|cesf|bpjeps|cqp|bepecaser|dejeps|detisf|caferuis|advf|beatep|capa|bepa|bprea|dcg|dscg|dec)\b|(titres? pro(?:fessionnels?)?\b|mentions? complementaires?|brevet des colleges|brevet professionnel|(?:diplome|ecole) d'ingenieurs?)))"),
      state_diploma_(
          R"(\b(diplomes? ou (?:un )?titres?|diplomee?s?|d\.?e\.?|titres?) (?:d'etat )?(?:francais )?(?:d'|de |du )?((?:etat )?(?:de |d')?)?(aide[- ]soignant|auxiliaire de puericulture|auxiliaire de vie(?: sociale)?|infirmiere?|infirmier|educateur\w*(?: specialise| de jeunes enfants)?|assistante?\w*(?:\(e\))? (?:de service )?social\w*|masseur[- ]kinesitherapeute|psychomotricien|ergotherapeute|psychologue|moniteur[- ]educateur|ambulancier|sage[- ]femme|pharmacien|cadre de sante|cesf|conseill\w+ en economie sociale (?:et )?familiale|accompagn(?:ant|ement) educatif et social|medecin\w*|orthophoniste|dieteticien|preparateur en pharmacie))"),
      generic_(
          R"(\bdiplomes? (?:\w+ ?/? ?){0,3}(?:exiges?|obligatoires?|requis|imperatifs?|indispensables?)\b|(?:titulaires?|diplomee?(?:\(e\))?s?) d'une formation superieure|titulaires? (?:d'un|du|de votre|de leur) diplomes? (?:en |de |d'|du |dans |superieur|universitaire|profession)|diplomee?(?:\(e\))?s? d'etat\b|^diplomes?, titre)"),
      or_experience_(
          R"(\bou (?:bien )?(?:(?:etes|vous|av(?:ez|oir|ec)|a|ayant|posse\w+|justifi\w+|benefici\w+|dispos\w+|d'|de |une? |l'|par |avec |son |forte? d')+ ?)*(?:forte |solide |premiere |bonne |reelle |longue |)(?:experience|equivalence d'experience|autodidacte|competences?)|experience equivalente|ou experiment|ou profil (?:autodidacte|experimente)|et ?/ ?ou [^.;,]{0,45}experience|\bou (?:vous )?justifi|\bou avez)"),
      lifted_(
          R"(\b(?:aucune?|sans|pas de|ni) (?:diplome|qualification|formation)s?\b(?: (?:n'est|est|particuli\w+|specifi\w+|prealables?|initiale|exige\w*|requis\w*|demande\w*|necessaire))*|diplomes? (?:non|pas) (?:exige|obligatoire|requis|necessaire)\w*|avec ou sans (?:diplome|formation|qualification)|non diplome)") {
}

void DiplomaTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  if (clause.section == Section::company) {
    return;
  }
  const std::string_view text = clause.text;
  Pattern::Match match;
  if (lifted_.find(text, 0, match)) {
    // "vous n'avez pas de diplôme mais deux ans de métier" speaks of some people.
    const bool of_some = text.substr(0, match.begin).ends_with("n'avez ");
    const bool bare_training = (match.groups[0].ends_with("formation") || match.groups[0].ends_with("formations")) &&
                               !match.groups[0].starts_with("avec ou sans");
    if (text.find("abstenir") == std::string_view::npos && !bare_training && !of_some) {
      add_finding(clause, RequirementKind::diploma, "diplôme", Strictness::none, match.begin, match.end, findings);
    }
    return;
  }
  // The words it was judged by, with the diploma itself: "titulaire d'un Bac+2", "Bac+2 minimum".
  std::size_t judged_begin = 0;
  std::size_t judged_end = 0;
  bool replaceable = false;
  const auto judged_strictness = [&](std::size_t begin, std::size_t end) {
    Judgement judgement = judge(clause, begin, end);
    judged_begin = judgement.begin;
    judged_end = judgement.end;
    // "Bac+2 validé" is held already.
    static const Pattern held(R"(^ ?(?:\+? ?\d )?valide)");
    Strictness strictness =
        judgement.strictness.value_or(held.starts(text.substr(end)) ? Strictness::must : Strictness::unclear);
    if (judgement.provided) {
      return std::optional<Strictness>();
    }
    const std::string_view before = text.substr(0, begin);
    const bool holder = before.find("diplome d'un") != std::string_view::npos || before.ends_with("diplome ");
    if (!judgement.strictness && holder) {
      strictness = Strictness::unclear;
    }
    // Only near the diploma itself: far off, "ou" speaks of something else.
    const std::size_t from = begin > kAlternativeReach ? begin - kAlternativeReach : 0;
    const std::string_view around = text.substr(from, end - from + kAlternativeReach);
    static const Pattern after_or(
        R"(\b(?:ou|et ?/ ?ou) (?:bien |alors )?(?:d'une? |une? |le |la |titulaires? |diplome |formation |de |du )*$)");
    // "ou 5 ans d'expérience", "ou parcours équivalent": what may do instead, however it is worded.
    static const Pattern instead(
        R"(\bou [^.;]{0,40}\b(?:experi\w+|autodidact\w+|competen\w+|parcours|profils?|acquis|vae|ans|annees)\b)");
    const bool another_way = judgement.soft || or_experience_.contains(around) || after_or.contains(before);
    replaceable = another_way || instead.contains(around);
    if (strictness == Strictness::must && another_way) {
      strictness = Strictness::unclear;
    }
    return std::optional(strictness);
  };
  // "Validation d'un titre de niveau Bac": what the contract leads to.
  static const Pattern outcome(R"(validation d(?:'un|u|e votre) (?:titre|diplome))");
  if (text.find("validation") != std::string_view::npos && outcome.contains(text)) {
    return;
  }
  bool found = false;
  std::size_t last_end = 0;
  std::vector<Named> names;
  std::size_t list_begin = 0;
  const auto flush = [&] {
    if (names.empty()) {
      return;
    }
    const std::size_t list_end = names.back().end;
    if (auto strictness = judged_strictness(list_begin, list_end)) {
      // "l'un des diplômes suivants : CAP, Bac pro en …, CQP …": the second list names other ways.
      static const Pattern one_of(R"(\bun des (?:\w+ )?(?:diplomes|titres|formations)\b)");
      if (found && *strictness == Strictness::must && one_of.contains(text.substr(0, list_begin))) {
        strictness = Strictness::unclear;
      }
      add_finding(clause, RequirementKind::diploma, joined_lowest(names), *strictness, judged_begin, judged_end,
                  findings);
      findings.back().replaceable = replaceable;
      found = true;
    }
    names.clear();
  };
  for (std::size_t at = 0; diploma_.find(text, at, match); at = match.end) {
    Named named;
    named.end = match.end;
    const auto& groups = match.groups;
    const std::string_view before = text.substr(0, match.begin);
    const std::string_view rest = text.substr(match.end);
    if (!groups[1].empty()) {
      const int years = groups[2].front() - '0';
      named.name = "Bac+" + std::string(groups[2]);
      named.level = years >= 5 ? 7 : years >= 3 ? 6 : 5;
    } else if (!groups[3].empty()) {
      // "hand'in cap", "cap sur", "mettre le cap" are no diploma.
      static const Pattern course(R"((?:mett\w+|gard\w+|maint\w+|tenir|tenons|franchi\w*|passer|donn\w+) le $)");
      const bool other_word = before.ends_with("in ") || course.contains(before) || before.ends_with("handi ") ||
                              before.ends_with("ce ") || rest.starts_with(" sur ") || rest.starts_with(" emploi") ||
                              rest.starts_with(" vers ") || before.ends_with("grand ");
      if (other_word) {
        continue;
      }
      named.name = groups[3] == "cap" ? "CAP" : "BEP";
      named.level = 3;
    } else if (!groups[4].empty()) {
      named.name = groups[5].starts_with("pro") ? "Bac pro" : "Bac " + std::string(groups[5]);
      named.level = 4;
    } else if (match.groups[0].starts_with("bac")) {
      const bool bin = rest.starts_with(" a ") && !rest.starts_with(" a bac")
                           ? true
                           : rest.starts_with(" acier") || rest.starts_with(" de ") || rest.starts_with(" du ") ||
                                 rest.starts_with(" gastro");
      if (bin) {
        continue;
      }
      named.name = "Bac";
      named.level = 4;
    } else if (!groups[7].empty()) {
      named.name = std::string(groups[7]);
      std::ranges::transform(named.name, named.name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      named.level = 5;
    } else {
      const std::string_view word = groups[0];
      const bool licence = word.starts_with("licence");
      const bool degree_near =
          before.find("bac") != std::string_view::npos || before.find("diplome") != std::string_view::npos ||
          before.find("formation") != std::string_view::npos || before.find("niveau") != std::string_view::npos ||
          before.find("titulaire") != std::string_view::npos || before.find("bts") != std::string_view::npos ||
          before.find("dut") != std::string_view::npos || rest.find("master") != std::string_view::npos ||
          before.find("type") != std::string_view::npos;
      if ((word == "licence" && !degree_near) || word == "licences") {
        continue;
      }
      if (word.starts_with("master") &&
          (before.ends_with("scrum ") || rest.starts_with(" data") || rest.starts_with(" class") ||
           (!degree_near && word == "master" && !rest.starts_with(" en ")))) {
        continue;
      }
      if (licence) {
        named.name = word.starts_with("licences") || word.size() > 7 ? "Licence pro" : "Licence";
        named.level = 6;
      } else if (word.starts_with("bachelor") || word.starts_with("but")) {
        named.name = word.starts_with("but") ? "BUT" : "Bachelor";
        named.level = 6;
      } else if (word.starts_with("master") || word == "mba") {
        named.name = word == "mba"         ? "MBA"
                     : word.ends_with("1") ? "Master 1"
                     : word.ends_with("2") ? "Master 2"
                                           : "Master";
        named.level = 7;
      } else if (word == "doctorat") {
        named.name = "Doctorat";
        named.level = 8;
      } else if (word.find("ingenieur") != std::string_view::npos) {
        if (before.ends_with("type ")) {
          continue;  // "Bac+5 de type école d'ingénieurs" has said its level
        }
        named.name = "diplôme d'ingénieur";
        named.level = 7;
      } else if (word.starts_with("titre")) {
        // It is as often what the employer trains for.
        static const Pattern goal(
            R"(prepar|obten|obtiend|\bvise|valid|formation (?:de|au|vers|en)|une fois|delivr|decroch|alternan|apprenti|cursus|parcours|qualifi)");
        if (goal.contains(text)) {
          continue;
        }
        named.name = "Titre professionnel";
        named.level = 3;
      } else if (word.starts_with("mention")) {
        named.name = "Mention complémentaire";
        named.level = 3;
      } else if (word.starts_with("brevet")) {
        named.name = std::string(word);
        named.name[0] = 'B';
        named.level = word.ends_with("colleges") ? 2 : 4;
      } else {
        // "en tant que CESF" names the job, "déc." a month.
        static const Pattern of_job(R"((?:tant que|un|une|notre|nos|des|poste d[eu]) $)");
        static const Pattern of_holder(R"((?:votre|du|le|diplome|titulaire) $)");
        if ((word == "cesf" && of_job.contains(before)) || (word == "dec" && !of_holder.contains(before))) {
          continue;
        }
        named.name = std::string(word);
        std::ranges::transform(named.name, named.name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
        // "diplôme d'État de … (DE CESF)", "DE CESF": as it is written.
        static const Pattern of_state(R"(diplome d'etat[^.;]{0,80}$)");
        static const Pattern acronym(R"((?:^|\(|, |\bun |\bdu |\ble |\bvotre )de $)");
        if (word == "cesf" && of_state.contains(before)) {
          named.name = "diplôme d'État CESF";
        } else if (word == "cesf" && acronym.contains(before)) {
          named.name = "DE CESF";
        }
        named.level = word == "dcg" ? 6 : word == "dscg" || word == "dec" ? 7 : 3;
      }
    }
    if (named.level <= 5 && named.name.find("Bac+") == std::string::npos && named.name != "Bac") {
      const std::string domain = domain_after(rest);
      named.name += domain;
      named.end += domain.size();
      named.end = std::min(named.end, text.size());
    }
    // "un CAP en couverture, un brevet professionnel ou un Bac pro": one list, though each tells its domain.
    static const Pattern another(R"((?:,|\bou)(?: bien)? (?:d'une? |une? |du |le )$)");
    const std::string_view between =
        match.begin >= last_end ? text.substr(last_end, match.begin - last_end) : std::string_view();
    // "Bac+2 requis, un Bac+4 serait un atout": each is judged by its own word.
    const bool own_cue = std::ranges::any_of(
        clause.cues, [&](const Cue& cue) { return cue.begin >= last_end && cue.end <= match.begin; });
    const bool one_list =
        between.size() <= 14 || (between.size() <= kListReach && !own_cue && another.contains(between));
    const bool continues =
        !names.empty() && match.begin >= last_end && one_list && between.find("vous") == std::string_view::npos;
    if (!continues) {
      flush();
      list_begin = match.begin;
    }
    names.push_back(named);
    last_end = match.end;
    const std::string_view next = text.substr(last_end);
    if (next.size() >= 2 && next.front() == ' ') {
      last_end = std::max(last_end, std::min(named.end, text.size()));
    }
  }
  flush();
  // "Nous recrutons un travailleur social diplômé d'État": who does the job holds it.
  static const Pattern wanted(R"(recherch|recrut|integrer|\bh ?/ ?f\b|\bf ?/ ?h\b)");
  if (state_diploma_.find(text, 0, match) && (!found || match.groups[3] != "cesf")) {
    std::string value = "diplôme d'État " + std::string(match.groups[3]);
    if (match.groups[3].starts_with("aide")) {
      value = "DEAS";
    } else if (match.groups[3].starts_with("auxiliaire de pu")) {
      value = "DEAP";
    } else if (match.groups[3].starts_with("accompagn")) {
      value = "DEAES";
    }
    if (auto strictness = judged_strictness(match.begin, match.end)) {
      if (*strictness == Strictness::unclear && wanted.contains(text) && !or_experience_.contains(text) &&
          match.groups[0].starts_with("diplomee")) {
        strictness = Strictness::must;
      }
      add_finding(clause, RequirementKind::diploma, std::move(value), *strictness, match.begin, match.end, findings);
    }
    return;
  }
  if (!found && generic_.find(text, 0, match)) {
    const bool state = match.groups[0].ends_with("d'etat") || text.substr(match.end).starts_with("etat");
    // "titulaire" is both the cue and the beginning of the words.
    const std::size_t formation =
        match.groups[0].starts_with("titulaire") ? match.groups[0].find(" d") : match.groups[0].find("d'une formation");
    const std::size_t begin = match.begin + (formation == std::string_view::npos ? 0 : formation);
    if (auto strictness = judged_strictness(begin, match.end)) {
      if (state && *strictness == Strictness::unclear && wanted.contains(text) &&
          text.find(" ou ") == std::string_view::npos) {
        strictness = Strictness::must;
      }
      add_finding(clause, RequirementKind::diploma, state ? "diplôme d'État" : "diplôme", *strictness, match.begin,
                  match.end, findings);
    }
  }
}

void DiplomaTheme::read_title(const Clause& title, std::vector<Finding>& findings) const {
  static const Pattern regulated(
      R"(^(?:une? |poste d')?(infirmi\w+|idec?\b|medecins?|pharmacien\w*|masseu\w+|kinesi\w+|sages?[- ]femmes?|orthophonistes?|ergotherapeutes?|psychomotricien\w*|chirurgiens?|orthoptistes?)\b)");
  static const Pattern nurse_aid(R"(\baides?[- ]soignante?s?|\baide[- ]soignant\b)");
  static const Pattern nursery(R"(\bauxiliaires? de puericulture)");
  static const Pattern other_job(
      R"(\bash\b|faisant fonction|\bff\b|non diplome|\bou\b|apprenti|alternan|formation|assistant|educatif|\baes\b|\bamp\b|auxiliaire de vie|formateur|cadre|\bsans diplome)");
  Pattern::Match match;
  if (nurse_aid.find(title.text, 0, match)) {
    add_finding(title, RequirementKind::diploma, "DEAS",
                other_job.contains(title.text) ? Strictness::unclear : Strictness::must, match.begin, match.end,
                findings);
  } else if (nursery.find(title.text, 0, match)) {
    add_finding(title, RequirementKind::diploma, "DEAP",
                other_job.contains(title.text) ? Strictness::unclear : Strictness::must, match.begin, match.end,
                findings);
  } else if (regulated.find(title.text, 0, match) && !other_job.contains(title.text)) {
    add_finding(title, RequirementKind::diploma, "diplôme d'État", Strictness::must, match.begin, match.end, findings);
  }
}

}  // namespace passerelle::reading
