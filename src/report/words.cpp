#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

#include "eligibility/rules.h"
#include "report/plain_text.h"

namespace passerelle {
namespace {

// From this gap on, both ratings are worth a talk.
constexpr int kGapToTalkAbout = 2;

struct Entry {
  std::string_view name;
  std::string_view words;
};

/// What is said of offers set aside by a rule, after their number.
struct RuleWords {
  std::string_view noun;
  std::string_view one;
  std::string_view many;
};

// In the order of `Rule`.
constexpr std::array<RuleWords, kRuleCount> kRules{{
    {"distance", "trop loin", "trop loin"},
    {"temps de trajet", "demande un trajet trop long", "demandent un trajet trop long"},
    {"permis", "demande un permis", "demandent un permis"},
    {"véhicule", "demande un véhicule", "demandent un véhicule"},
    {"certificat", "demande un certificat (CACES, FIMO…)", "demandent un certificat (CACES, FIMO…)"},
    {"diplôme", "demande un diplôme", "demandent un diplôme"},
    {"expérience", "demande de l'expérience", "demandent de l'expérience"},
    {"horaires", "a des horaires qui ne vont pas", "ont des horaires qui ne vont pas"},
    {"travail de nuit", "est de nuit", "sont de nuit"},
    {"travail le week-end", "est le week-end", "sont le week-end"},
    {"niveau de langue", "demande un autre niveau de langue", "demandent un autre niveau de langue"},
    {"charges à porter", "demande de porter des charges", "demandent de porter des charges"},
    {"travail debout", "demande de rester debout", "demandent de rester debout"},
    {"travail en hauteur", "est en hauteur", "sont en hauteur"},
    {"travail dans le froid", "est dans le froid", "sont dans le froid"},
    {"poussières ou produits", "expose à des poussières ou des produits", "exposent à des poussières ou des produits"},
    {"type de contrat", "a un contrat non voulu", "ont un contrat non voulu"},
    {"choix de la personne", "à éviter, par choix de la personne", "à éviter, par choix de la personne"},
    {"offre réservée", "réservée à d'autres publics", "réservées à d'autres publics"},
    {"âge demandé par la loi", "demande un autre âge (loi)", "demandent un autre âge (loi)"},
    {"offre fermée", "fermée", "fermées"},
}};

constexpr std::array<Entry, 17> kWarnings{{
    {"night_hours", "Travail de nuit"},
    {"early_hours", "Commence tôt le matin"},
    {"evening_hours", "Travail le soir"},
    {"split_hours", "Journée en deux parties"},
    {"weekend_hours", "Travail le week-end"},
    {"shift_work", "Horaires qui changent (équipes)"},
    {"heavy_lifting", "Charges lourdes à porter"},
    {"standing", "Debout longtemps"},
    {"cold", "Travail dans le froid"},
    {"heights", "Travail en hauteur"},
    {"travel_estimated", "Temps de trajet estimé"},
    {"reach_assumed", "Trajet accepté non connu : 45 minutes supposées"},
    {"pay_unknown", "Salaire non indiqué"},
    {"employer_unknown", "Employeur non indiqué"},
    {"experience_wished", "Expérience souhaitée, pas obligatoire"},
    {"freshness", "Offre ancienne : vérifier qu'elle est ouverte"},
    {"employer_silent", "Cet employeur répond rarement"},
}};

constexpr std::array<Entry, 9> kSteps{{
    {"licence", "passer le permis"},
    {"training", "suivre une formation"},
    {"certificate", "passer le certificat"},
    {"immersion", "faire une immersion"},
    {"language", "apprendre la langue"},
    {"childcare", "trouver une garde d'enfants"},
    {"vehicle", "trouver un véhicule"},
    {"housing", "trouver un logement plus près"},
    {"other", "en parler ensemble"},
}};

constexpr std::array<Entry, 9> kEvidence{{
    {"work", "au travail"},
    {"training", "en formation"},
    {"diploma", "avec un diplôme"},
    {"badge", "avec un badge"},
    {"immersion", "en immersion"},
    {"volunteering", "comme bénévole"},
    {"everyday_life", "dans la vie de tous les jours"},
    {"sport_arts_games", "par le sport, l'art ou le jeu"},
    {"declared", "dit par la personne"},
}};

constexpr std::array<Entry, 5> kModes{{
    {"walk", "à pied"},
    {"bike", "à vélo"},
    {"public_transport", "en bus ou en train"},
    {"moped", "à scooter"},
    {"car", "en voiture"},
}};

constexpr std::array<Entry, 10> kParts{{
    {"occupation", "Métier"},
    {"skills", "Compétences"},
    {"soft_skills", "Savoir-être"},
    {"travel", "Trajet"},
    {"contract", "Contrat"},
    {"hours", "Horaires"},
    {"beginners", "Ouvert aux débutants"},
    {"certainty", "Informations claires"},
    {"freshness", "Offre récente"},
    {"employer_answers", "Réponses de l'employeur"},
}};

constexpr std::array<Entry, 4> kStrictness{{
    {"must", "demandé"},
    {"wish", "souhaité"},
    {"none", "pas demandé"},
    {"unclear", "à vérifier"},
}};

constexpr std::array<Entry, 3> kRoles{{
    {"employment", "emploi"},
    {"social", "social"},
    {"training", "formation"},
}};

constexpr std::array<Entry, 4> kUnderstood{{
    {"occupation", "Métier"},
    {"skill", "Compétence"},
    {"limit", "Limite"},
    {"avoid", "À éviter"},
}};

std::span<const Entry> entries(WordFamily family) {
  switch (family) {
    case WordFamily::warning:
      return kWarnings;
    case WordFamily::step:
      return kSteps;
    case WordFamily::evidence:
      return kEvidence;
    case WordFamily::mode:
      return kModes;
    case WordFamily::part:
      return kParts;
    case WordFamily::strictness:
      return kStrictness;
    case WordFamily::role:
      return kRoles;
    case WordFamily::understood:
      return kUnderstood;
    case WordFamily::rule:
      break;
  }
  return {};
}

const RuleWords* words_of_rule(std::string_view name) {
  const std::optional<Rule> rule = parse_rule(name);
  return rule ? &kRules.at(static_cast<std::size_t>(*rule)) : nullptr;
}

}  // namespace

std::string_view french(WordFamily family, std::string_view name) {
  if (family == WordFamily::rule) {
    const RuleWords* words = words_of_rule(name);
    return words != nullptr ? words->noun : name;
  }
  const std::span<const Entry> known = entries(family);
  const auto found = std::ranges::find(known, name, &Entry::name);
  return found != known.end() ? found->words : name;
}

std::string excluded_in_french(std::string_view rule, std::int64_t count) {
  const RuleWords* words = words_of_rule(rule);
  const std::string_view said = words == nullptr ? rule : count < 2 ? words->one : words->many;
  return number_in_french(count) + " " + std::string(said);
}

std::vector<std::pair<std::string, std::int64_t>> in_rule_order(const std::map<std::string, std::int64_t>& excluded) {
  std::vector<std::pair<std::string, std::int64_t>> ordered(excluded.begin(), excluded.end());
  std::ranges::stable_sort(ordered, {}, [](const auto& counted_rule) {
    const std::optional<Rule> rule = parse_rule(counted_rule.first);
    return rule ? static_cast<std::size_t>(*rule) : kRuleCount;
  });
  return ordered;
}

int stars(std::int64_t score) {
  constexpr std::array<std::int64_t, 4> kFrom{3000, 4500, 5500, 6500};
  return 1 + static_cast<int>(std::ranges::count_if(kFrom, [&](std::int64_t from) { return score >= from; }));
}

std::string_view fit_in_french(int star_count) {
  constexpr std::array<std::string_view, 5> kWords{"piste à discuter", "un peu proche du profil",
                                                   "assez proche du profil", "proche du profil",
                                                   "très proche du profil"};
  return kWords.at(static_cast<std::size_t>(std::clamp(star_count, 1, 5) - 1));
}

std::string_view strength_in_french(double value) {
  return value >= 0.7 ? "fort" : value >= 0.4 ? "moyen" : value > 0 ? "faible" : "nul";
}

bool ratings_differ(std::optional<int> self, std::optional<int> referent) {
  return self && referent && std::abs(*self - *referent) >= kGapToTalkAbout;
}

std::string ratings_in_french(std::optional<int> self, std::optional<int> referent) {
  std::string words = self ? "personne " + std::to_string(*self) + "/5" : "";
  if (referent) {
    words += (words.empty() ? "référent " : ", référent ") + std::to_string(*referent) + "/5";
  }
  return words;
}

std::string blocker_in_french(const Blocker& blocker) {
  std::string words(french(WordFamily::rule, blocker.rule));
  if (!blocker.asked.empty()) {
    // "permis B" is how one says it; anything else reads better after a colon.
    words += (blocker.rule == "licence" ? " " : " : ") + blocker.asked;
  }
  return words;
}

std::string travel_in_french(const ShownTravel& travel) {
  std::string text = counted(travel.minutes, "minute", "minutes");
  if (!travel.mode.empty()) {
    text += " " + std::string(french(WordFamily::mode, travel.mode));
  }
  return travel.estimated ? text + " (estimé)" : text;
}

std::string number_in_french(std::int64_t number) {
  std::string digits = std::to_string(std::llabs(number));
  for (std::size_t behind = 3; behind < digits.size(); behind += 3 + std::string_view("\u202f").size()) {
    digits.insert(digits.size() - behind, "\u202f");
  }
  return number < 0 ? "-" + digits : digits;
}

std::string day_in_french(Day day) {
  constexpr std::array<std::string_view, 7> kDays{"dimanche", "lundi",    "mardi", "mercredi",
                                                  "jeudi",    "vendredi", "samedi"};
  constexpr std::array<std::string_view, 12> kMonths{"janvier",   "février", "mars",     "avril",
                                                     "mai",       "juin",    "juillet",  "août",
                                                     "septembre", "octobre", "novembre", "décembre"};
  const std::chrono::year_month_day date(day);
  const unsigned day_of_month = static_cast<unsigned>(date.day());
  std::string text(kDays.at(std::chrono::weekday(day).c_encoding()));
  text += " " + (day_of_month == 1 ? std::string("1er") : std::to_string(day_of_month));
  text += " " + std::string(kMonths.at(static_cast<unsigned>(date.month()) - 1));
  return text + " " + std::to_string(static_cast<int>(date.year()));
}

std::string counted(std::int64_t number, std::string_view singular, std::string_view plural) {
  return number_in_french(number) + " " + std::string(number < 2 ? singular : plural);
}

std::string in_lines(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, "\n"));
}

std::string matched_in_french(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const MatchedSkill& skill : item.matched) {
    words.push_back(fmt::format("{} : {} ({})", skill.asked, without_contacts(skill.has),
                                french(WordFamily::evidence, to_string(skill.evidence))));
  }
  return in_lines(words);
}

std::string missing_in_french(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const MissingSkill& skill : item.missing) {
    words.push_back(fmt::format("{} ({}){}", skill.asked, french(WordFamily::strictness, to_string(skill.strictness)),
                                skill.step.empty() ? "" : fmt::format(" : {}", french(WordFamily::step, skill.step))));
  }
  return in_lines(words);
}

std::string questions_in_french(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const Question& question : item.to_check) {
    words.push_back(question.question);
  }
  return in_lines(words);
}

std::string warnings_in_french(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const std::string& warning : item.warnings) {
    words.emplace_back(french(WordFamily::warning, warning));
  }
  return in_lines(words);
}

}  // namespace passerelle
