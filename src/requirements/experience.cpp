#include <algorithm>
#include <array>
#include <charconv>

#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

/// Longer than this is the employer's own history, not a demand.
constexpr int kLongestYears = 15;

constexpr const char* kCount = R"((\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze))";
constexpr const char* kUnit = R"((ans?(?:\(s\)|\b)|annees?\b|mois\b))";

/// Puts a count (group 1) and a unit (group 3) into a pattern whose group 2 is a unit of the count's own, or empty.
std::string with_duration(std::string pattern) {
  for (const auto& [mark, text] : {std::pair{std::string("{N}"), std::string(kCount)}, {"{U}", kUnit}}) {
    for (std::size_t at = pattern.find(mark); at != std::string::npos; at = pattern.find(mark)) {
      pattern.replace(at, mark.size(), text);
    }
  }
  return pattern;
}

}  // namespace

std::optional<int> number_of(std::string_view word) {
  constexpr std::array<std::string_view, 11> kWords{"",    "un",   "deux", "trois", "quatre", "cinq",
                                                    "six", "sept", "huit", "neuf",  "dix"};
  if (word == "une") {
    return 1;
  }
  if (word == "quinze") {
    return 15;
  }
  for (std::size_t number = 1; number < kWords.size(); ++number) {
    if (word == kWords[number]) {
      return static_cast<int>(number);
    }
  }
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc() && end == word.data() + word.size() ? std::optional(value) : std::nullopt;
}

std::string duration_value(int count, bool months) {
  if (months && count % 12 == 0 && count > 0) {
    return std::to_string(count / 12) + "y";
  }
  return std::to_string(count) + (months ? "m" : "y");
}

ExperienceTheme::ExperienceTheme()
    : beginner_(
          R"(\bdebutants?(?:\(?[·.]?e?\)?s?)?(?: et diplome| motive\S*| ou experimente\S*| comme)* ?(?:\(?e?s?\)?) ?(?:aussi |bien |egalement |sont |est |y sont |les |le )*(?:accepte|bienvenu|admis|possible)|(?:ouverts?|ouverte|accessible|adapte) (?:egalement |aussi )?(?:a des |a un |aux |a )(?:profils? |personnes? )?debutant|profils? (?:junior |)debutants? accepte|(?:experience|niveau d'experience)[^.]{0,25}: ?debutant|debutants? (?:ou|comme) (?:experiment|confirm|initie))"),
      no_beginner_(R"(debutants? (?:non accepte|s'abstenir|pas accepte))"),
      none_(
          R"(aucune experience[^.;]{0,40} (?:n'est |n'etant )?(?:requise|exigee|necessaire|demandee)|(?:sans|aucune|pas d'|pas besoin d'|pas de) ?experiences?\b|)"
          R"((?:pas de|aucune|sans) (?:necessite|obligation|besoin) (?:d'avoir |de posseder |d')?(?:une |de l'|d')?(?:\w+ )?experience|)"
          R"(pas (?:necessaire|indispensable|obligatoire|besoin) d'(?:avoir |une )(?:une |de l'|d')?(?:premiere )?experience|)"
          R"(aucun diplome ni (?:aucune )?experience|avec ou sans experience|experience(?: \w+){0,2} (?:non|pas) (?:exige|requis|obligatoire|necessaire|indispensable|demande)|n'avez pas d'experience)"),
      duration_first_(with_duration(
          R"({N}(?: ?(ans?|annees?|mois))?(?: ?(?:a|-|/|ou|et) ?(?:\d{1,2}|deux|trois|quatre|cinq|dix))? {0,2}{U}(?: (?:ou plus|et plus|et \+|minimum|mini\b|min\b|mini\.|consecutifs?|au moins|reelles?|pleine?s?|revolus?|requis(?:es)?|exiges?))* ?\(?(?:d'|de |d'une |en )?(?:\w+ )?(?:experience))")),
      after_experience_(with_duration(
          R"((?:d'au|de|d'|:|\(|minimum|moins|plus|entre|superieure a|d'environ|exigees?|requises?|souhaitees?|,|-) ?(?:de |que |d'|plus de |environ |minimum |au moins |moins |a minima )*{N}()(?: ?(?:a|-|/|ou|et) ?(?:\d{1,2}|deux|trois|quatre|cinq|dix))?(?: ans)? {0,2}{U}(?: (?:minimum|mini\b|requis(?:es)?\b|exiges?\b))?)")),
      length_(with_duration(
          R"({N}(?: ?(?:ans?|annees?|mois))?(?: ?(?:a|-|/|ou|et) ?(?:\d{1,2}|deux|trois|quatre|cinq|dix))?(?: ans)? {0,2}{U})")),
      duration_(with_duration(R"(\b{N}()(?: ?(?:a|-|/) ?\d{1,2})? {0,2}{U})")),
      bare_(
          R"(\b(?:(?:premieres?|solides?|bonnes?|fortes?|reelles?|longues?|1ere|precedente) )?experiences?\b(?: (?:professionnelles?|similaires?|confirmees?|significatives?|reussies?|averees?|prealables?|concluantes?|probantes?|solides?|anterieures?))*)"),
      not_asked_(compiled(
          {R"(selon (?:\w+ ){0,6}experience)", R"(\b(?:nos|notre) [^.;]{0,40}(?:fort|riche)e?s? d)",
           R"(fonction de (?:\w+ ){0,6}(?:l')?experience)",
           R"((?:votre|vos|notre|nos|leurs?|cette|son|nouvelles?|riche en|belle) (?:\w+ )?experiences?)",
           R"(experience (?:client|utilisateur|employe|collaborateur|interimaire|candidat|humaine|unique|digitale|numerique|de jeu|patient|d'achat|du changement|shopping|immersive|professionnelle (?:unique|enrich)))",
           R"(retours? d'experience|partag|enrichi|acquis de|valorisation|\bl'experience\b|apres \d|\b(?:30|40|50|60|70|80|90|100) ans)",
           R"((?:permet\w*|pour|afin|souhait\w+|envie|opportunite|occasion)[^.;]{0,20} d?.?acquerir|^acquerir|\bacquerir (?:une|de l'|des|davantage))",
           R"((?:vivre|offr\w+|propos\w+|garantir|ameliorer|optimiser) (?:\w+ ){0,3}experience)"})),
      alternative_(
          R"(\b(?:et ?/ ?ou|ou)(?: bien)?(?: (?:vous )?(?:justifi\w+|av(?:ez|oir)|benefici\w+|dispos\w+|posse\w+|etes|d'|de|une?|l'|par|avec|titulaire|fort|forte|ayant))* ?(?:d'une |d'|une |d'un |par |de |l')?(?:(?:plusieurs|quelques) annees d'|\w+ )?$)"),
      or_(R"(\bou\b)"),
      other_way_(
          R"(^[^.;]{0,110}?\bou vous (?:etes|souhaitez|avez envie)\b|^[^.;]{0,70}?\b(?:ou|et ?/ ?ou),? (?:simplement |juste |tout simplement |bien |alors )*(?:vous |tu |l'|d'|une? |la |de |forte? |reelle? |grande? )*(?:envie|motivation|appetence|volonte|autodidacte|debutant|junior|souhait|etes|es\b|avez|as\b|justifi|titulaire|formation|diplome|desir)|^[^.;]{0,70}?\bou,? (?:d'|un |une |titulaire d'un )*(?:bac|bts|dut|cap|licence|master)\b[^.;]{0,80}\d ?ans)"),
      skilled_(
          R"((?:recherch\w+|recrut\w+|\bh ?/ ?f\b|\bf ?/ ?h\b)[^.;]{0,80}\bexperimente(?:\(?e?\)?s?)\b|\bexperimente(?:\(?e?\)?s?)\b[^.;]{0,30}(?:\bh ?/ ?f\b|\bf ?/ ?h\b|recherch))") {
}

bool ExperienceTheme::find_after_experience(std::string_view text, std::size_t from, Pattern::Match& match) const {
  // In two steps: one expression that counts its way from the word to the length has a state for every distance.
  constexpr std::string_view kWord = "experience";
  constexpr std::size_t kLongestGap = 85;
  const auto in_word = [&text](std::size_t at) {
    return at < text.size() && ((text[at] >= 'a' && text[at] <= 'z') || (text[at] >= '0' && text[at] <= '9'));
  };
  for (std::size_t at = text.find(kWord, from); at != std::string_view::npos; at = text.find(kWord, at + 1)) {
    std::size_t end = at + kWord.size();
    end += end < text.size() && text[end] == 's' ? 1U : 0U;
    if (in_word(end)) {
      continue;
    }
    if (!after_experience_.find(text, end, match)) {
      return false;
    }
    const std::string_view gap = text.substr(end, match.begin - end);
    if (gap.size() <= kLongestGap && gap.find_first_of(".;") == std::string_view::npos) {
      match.begin = at;
      match.groups[0] = text.substr(at, match.end - at);
      return true;
    }
  }
  return false;
}

bool ExperienceTheme::goes_another_way(std::string_view rest) const {
  return or_.contains(rest) && other_way_.contains(rest);
}

void ExperienceTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  const bool under_heading = clause.heading_text.find("experience") != std::string_view::npos;
  const bool mentions = text.find("experience") != std::string_view::npos;
  Pattern::Match match;
  if (text.find("debutant") != std::string_view::npos) {
    if (no_beginner_.find(text, 0, match)) {
      add_finding(clause, RequirementKind::experience, "unspecified", Strictness::must, match.begin, match.end,
                  findings);
    } else if (beginner_.find(text, 0, match)) {
      add_finding(clause, RequirementKind::experience, "0", Strictness::none, match.begin, match.end, findings);
      if (match.groups[0].find("experience") != std::string_view::npos) {
        return;  // "expérience minimum requise : débutant"
      }
    }
  }
  // "Serveur expérimenté (H/F)": how much is not said, that some is asked is.
  if (text.find("debutant") == std::string_view::npos && text.find(" ou ") == std::string_view::npos &&
      text.find("equipe") == std::string_view::npos && text.find("non experimente") == std::string_view::npos &&
      (skilled_.find(text, 0, match) ||
       (clause.section == Section::title && text.find("experimente") != std::string_view::npos))) {
    const std::size_t at = text.find("experimente");
    add_judged(clause, RequirementKind::experience, "unspecified", at, at + std::string_view("experimente").size(),
               Strictness::must, findings);
  }
  // "3 ans minimum dans la vente", "minimum deux ans sur un poste semblable": the word itself may be missing.
  static const Pattern years_in(with_duration(
      R"(^(?:minimum |au moins |avec )*{N}() ?{U}(?: minimum| mini| et plus| ou plus| au moins)* (?:dans (?:la|le|l'|un|une|les)\b|en tant que|comme\b|sur un poste|a un poste))"));
  if (!mentions && !under_heading && years_in.find(text, 0, match)) {
    const auto count = number_of(match.groups[1]);
    if (count && *count > 0 && clause.section != Section::company && clause.section != Section::benefits) {
      add_judged(clause, RequirementKind::experience, duration_value(*count, match.groups[3].starts_with("mois")),
                 match.begin, match.end, Strictness::must, findings);
    }
    return;
  }
  if (!mentions && !under_heading) {
    return;
  }
  if (mentions && none_.find(text, 0, match) && text.find("abstenir") == std::string_view::npos &&
      !text.substr(match.end).starts_with(" significative") && !text.substr(match.end).starts_with(" en ")) {
    const bool wished = judge(clause, match.begin, match.end).strictness == Strictness::wish;
    const bool softened =
        text.find("souhait") != std::string_view::npos || text.find("apprecie") != std::string_view::npos;
    if (!wished || !softened) {
      add_finding(clause, RequirementKind::experience, "0", Strictness::none, match.begin, match.end, findings);
      return;
    }
  }
  if (clause.section == Section::company || clause.section == Section::benefits) {
    return;
  }
  const auto add = [&](std::string value, std::size_t begin, std::size_t end, std::optional<Strictness> bare) {
    std::vector<Finding> judged;
    add_judged(clause, RequirementKind::experience, std::move(value), begin, end, bare, judged);
    for (Finding& finding : judged) {
      const std::size_t back = begin > 60 ? begin - 60 : 0;
      // "une première expérience ou un Bac+2 avec cinq ans", "…, ou Bac+2 avec huit ans d'expérience": two ways in.
      static const Pattern other_diploma(
          R"(\bou (?:d'un |un )?(?:bac|bts|dut|cap|licence|master)\b[^.;]{0,60} avec (?:une equivalence de |au moins |minimum )*$)");
      // "n'avez pas de diplôme mais deux ans d'expérience": for those without one.
      static const Pattern instead(R"((?:pas de|sans) diplome,? mais (?:avez |avec )?(?:une |d'une )?$)");
      if (finding.strictness == Strictness::must &&
          (instead.contains(text.substr(0, begin)) || other_diploma.contains(text.substr(0, begin)) ||
           text.substr(begin, end - begin).find(" ou d'un ") != std::string_view::npos ||
           alternative_.contains(text.substr(back, begin - back)) || goes_another_way(text.substr(end)))) {
        finding.strictness = Strictness::unclear;
      }
      findings.push_back(std::move(finding));
    }
  };
  static const Pattern some(R"((?:avez|ayant|dispos\w+|possed\w+) (?:deja )?de l'experience)");
  // "Salaire selon expérience": pay that is told nearby; far off it says nothing.
  static const Pattern of_pay(
      R"((?:salaire|remuneration|grille)[^.;,]{0,40}experience|experience[^.;]{0,40}(?:salaire|remuneration|grille))");
  const bool pay = text.find("salaire") != std::string_view::npos ||
                   text.find("remuneration") != std::string_view::npos || text.find("grille") != std::string_view::npos;
  const bool of_others = (std::ranges::any_of(not_asked_, [text](const Pattern& one) { return one.contains(text); }) ||
                          (pay && of_pay.contains(text))) &&
                         !some.contains(text);
  bool counted = false;
  const auto add_durations = [&](const auto& find_next) {
    std::size_t last_end = std::string_view::npos;
    for (std::size_t at = 0; find_next(at); at = match.end) {
      // "bac+3/5 et 1 an d'expérience": "et" makes a range only after "entre".
      static const Pattern and_one(R"(^\d{1,2} et )");
      if (and_one.starts(text.substr(match.begin)) && !text.substr(0, match.begin).ends_with("entre ")) {
        match.end = text.find(" et ", match.begin) + 1;
        continue;
      }
      const auto count = number_of(match.groups[1]);
      // "six mois à un an": the first number has a unit of its own.
      const bool months = (match.groups[2].empty() ? match.groups[3] : match.groups[2]).starts_with("mois");
      const bool goes_on = last_end != std::string_view::npos && match.begin - last_end <= 4;
      if (!count || goes_on || (!months && *count > kLongestYears) || of_others) {
        continue;
      }
      last_end = match.end;
      if (*count == 0) {
        add_finding(clause, RequirementKind::experience, "0", Strictness::none, match.begin, match.end, findings);
        counted = true;
        continue;
      }
      add(duration_value(*count, months), match.begin, match.end, Strictness::must);
      counted = true;
    }
  };
  if (mentions) {
    // No length without a count and its unit: looked for first, for most clauses tell none.
    if (length_.contains(text)) {
      add_durations([&](std::size_t from) { return duration_first_.find(text, from, match); });
      if (!counted) {
        add_durations([&](std::size_t from) { return find_after_experience(text, from, match); });
      }
    }
  } else {
    // "Expérience :" stands above: "cuisine : 1 an (requis)".
    add_durations([&](std::size_t from) { return duration_.find(text, from, match); });
  }
  if (counted || of_others || !mentions) {
    return;
  }
  if (bare_.find(text, 0, match)) {
    if (text.back() == ':') {
      return;
    }
    // "Compétences requises :" above a list asks for tools, not for years.
    Clause unheaded = clause;
    static const Pattern of_person(
        R"(vous (?:avez|justifiez|disposez|possedez|beneficiez)|tu (?:as|justifies|disposes))");
    if (clause.heading == Strictness::must && !of_person.contains(clause.heading_text)) {
      unheaded.heading.reset();
    }
    const Judgement judgement = judge(unheaded, match.begin, match.end);
    if (judgement.strictness == Strictness::none) {
      add_finding(clause, RequirementKind::experience, "0", Strictness::none, judgement.begin, judgement.end, findings);
      return;
    }
    // "Avoir une première expérience réussie", "nous cherchons un profil ayant de l'expérience".
    static const Pattern to_have(
        R"((?:^avoir|(?:profil|candidate?|personne|quelqu'un|professionnel)(?:\(?[e-]+\)?)? ayant) (?:deja )?(?:au moins |au minimum )?(?:une |de |d'une |de l')?(?:\w+ )?$)");
    const Strictness bare = to_have.contains(text.substr(0, match.begin)) ? Strictness::must : Strictness::unclear;
    Strictness strictness = judgement.strictness.value_or(bare);
    const std::size_t back = match.begin > 60 ? match.begin - 60 : 0;
    // "Vous avez de l'expérience, n'hésitez plus" invites those who have some.
    const bool invites = text.find("n'hesitez") != std::string_view::npos;
    if (strictness == Strictness::must &&
        (judgement.soft || invites || alternative_.contains(text.substr(back, match.begin - back)) ||
         goes_another_way(text.substr(match.end)))) {
      strictness = Strictness::unclear;
    }
    add_finding(clause, RequirementKind::experience, "unspecified", strictness, judgement.begin, judgement.end,
                findings);
  }
}

}  // namespace passerelle::reading
