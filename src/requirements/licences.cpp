#include <algorithm>
#include <array>

#include "base/ascii.h"

#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

constexpr std::array<std::string_view, 11> kOrder{"AM", "A1", "A2", "A", "B", "BE", "C1", "C", "CE", "D", "DE"};

struct Spelling {
  std::string_view written;
  std::string_view name;
};
constexpr auto kSpellings = std::to_array<Spelling>({
    {"am", "AM"},
    {"bsr", "AM"},
    {"a1", "A1"},
    {"a2", "A2"},
    {"a", "A"},
    {"b", "B"},
    {"vl", "B"},
    {"be", "BE"},
    {"eb", "BE"},
    {"c1", "C1"},
    {"c", "C"},
    {"pl", "C"},
    {"poids lourd", "C"},
    {"poids lourds", "C"},
    {"porteur", "C"},
    {"ce", "CE"},
    {"ec", "CE"},
    {"spl", "CE"},
    {"super lourd", "CE"},
    {"super lourds", "CE"},
    {"super poids lourd", "CE"},
    {"super poids lourds", "CE"},
    {"d", "D"},
    {"de", "DE"},
    {"ed", "DE"},
    {"remorque", "BE"},
    {"voiture", "B"},
    {"e(c)", "CE"},
    {"e(b)", "BE"},
});

std::string_view licence_of(std::string_view written) {
  const auto found = std::ranges::find(kSpellings, written, &Spelling::written);
  return found == kSpellings.end() ? std::string_view() : found->name;
}

/// "a", "d" and "de" are words of French too: they name a licence only where a list or a sentence stops.
bool ends_a_name(std::string_view rest) {
  std::size_t at = 0;
  while (at < rest.size() && rest[at] == ' ') {
    ++at;
  }
  if (at == rest.size()) {
    return true;
  }
  const std::string_view next = rest.substr(at);
  if (rest.front() == '\'') {
    return false;
  }
  constexpr std::string_view kFollowers[] = {"et ",    "et/",     "ou ",    "exig",    "oblig",
                                             "requis", "souhait", "indisp", "imperat", "necess",
                                             "est ",   "appreci", "valide", "+",       "fimo"};
  return !is_lower_letter(next.front()) ||
         std::ranges::any_of(kFollowers, [next](std::string_view word) { return next.starts_with(word); });
}

struct NamedLicence {
  std::string_view name;
  std::size_t end = 0;
  bool alternative = false;  ///< after "ou"
};

/// Reads a list such as "b, c et/ou ce" from the start of `text`.
std::vector<NamedLicence> licence_list(std::string_view text) {
  static const Pattern item(
      R"(^(?:[\s:("']|categories? |de type |type |n°)*(super poids lourds?|super lourds?|poids lourds?|porteur|remorque|voiture|vl|spl|pl|bsr|am|a1|a2|be|eb|c1|ce|ec|ed|de|e\([cb]\)|a|b|c|d)(?:\b|\)|$)\s*\)?)");
  static const Pattern joint(
      R"(^\s*(?:valides?\s*)?(?:(et ?/ ?ou|ou)\b|,|/|\+|&|et\b|-)\s*(?:(?:d[eu]s?|le|un) permis |permis |de la |du |le )?)");
  std::vector<NamedLicence> names;
  std::size_t at = 0;
  bool alternative = false;
  while (at < text.size()) {
    Pattern::Match match;
    const std::string_view rest = text.substr(at);
    if (!item.find(rest, 0, match)) {
      break;
    }
    const std::string_view written = match.groups[1];
    const std::string_view name = licence_of(written);
    const std::size_t written_end = static_cast<std::size_t>(written.data() - text.data()) + written.size();
    const std::string_view rest_of_text = text.substr(written_end);
    const bool also_a_word = written == "a" || written == "d" || written == "de";
    if ((also_a_word && !ends_a_name(rest_of_text)) || rest_of_text.starts_with("'")) {
      break;
    }
    names.push_back({name, at + match.end, alternative});
    at += match.end;
    if (!joint.find(text.substr(at), 0, match)) {
      break;
    }
    alternative = match.groups[1].data() != nullptr && !match.groups[1].empty();
    at += match.end;
  }
  return names;
}

}  // namespace

std::vector<std::string> licence_names_in(std::string_view names) {
  std::vector<std::string> found;
  for (const NamedLicence& licence : licence_list(names)) {
    if (std::ranges::find(found, licence.name) == found.end()) {
      found.emplace_back(licence.name);
    }
  }
  std::ranges::sort(found, {},
                    [](const std::string& name) { return std::ranges::find(kOrder, name) - kOrder.begin(); });
  return found;
}

std::size_t licence_list_end(std::string_view text, std::size_t at) {
  const std::vector<NamedLicence> names = licence_list(text.substr(at));
  return names.empty() ? at : at + names.back().end;
}

// Measured on the real offers that were read (datasets/gold): see README.md, "Requirements".
LicenceTheme::LicenceTheme()
    : licence_(R"(\bpermis\b(?: de conduire)?(?: (?:en cours de validite|valides?|valable))?)"),
      any_licence_(
          R"(^\s*(?:de conduire)?\s*(?:est |sont |:|\()?\s*(?:vivement |fortement )?(?:exige|obligatoire|indispensable|requis|imperati|necessaire|souhait|valide|en cours de validite|a jour|demande))"),
      licence_and_vehicle_(
          R"(permis\s?(?:de conduire)?\s?\(?b?\)?\s?(?:et|\+|&|avec|/|,)\s?(?:un |d'un |une |votre )?(?:vehicule|voiture)s?\b( (?:de (?:service|societe|fonction|l'entreprise)|d'entreprise|fourni|utilitaire|mis|etant mis|sera|vous sera|pl\b|poids))?)"),
      own_vehicle_(
          R"((?:vehicule|voiture)s? personnel(?:le)?s?\b|\b(?:votre|son) (?:propre |)(?:vehicule|voiture) personnel)"),
      needed_vehicle_(
          R"(^(?:vehicule|voiture)(?: personnel(?:le)?)? ?:? ?\(?(?:obligatoire|exige|indispensable|necessaire|requis|imperati|souhait|serait|est (?:obligatoire|exige|indispensable|necessaire|requis)))"),
      has_vehicle_(
          R"(\b(?:etre |etes |etant |personnes? |candidats? |obligatoirement |imperativement |soyez )(?:obligatoirement |imperativement |bien )?(?:vehicule|motorise)(?:\(?[·.-]?e?\)?s?)?(?:\b|$)|\bmobiles? et vehicule\b|\bvehicule(?:e|\(e\)))"),
      own_means_(
          R"(moyens? de (?:locomotion|transport)(?: (?:personnel|autonome|individuel))?s?|non desservi[es]?(?: par les (?:transports|bus))?|(?:etre|etes) mobile\b|autonomie? (?:dans|pour) (?:vos|les|ses) deplacements)") {
}

void LicenceTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  if ((clause.themes & kThemeVehicle) != 0) {
    read_vehicle(clause, findings);
  }
  if ((clause.themes & kThemeLicence) == 0) {
    return;
  }
  const std::string_view text = clause.text;
  const bool praise = clause.section == Section::company;
  Pattern::Match match;
  for (std::size_t at = 0; licence_.find(text, at, match); at = match.end) {
    const std::size_t begin = match.begin;
    const std::size_t after = match.end;
    // "ayant permis d'acquérir", "a permis à l'entreprise": the verb.
    const std::string_view before = text.substr(0, begin);
    const bool verb = before.ends_with("ayant ") || before.ends_with(" a ") || before.ends_with(" ont ") ||
                      before.ends_with(" est ") || before.ends_with("gestion des ") || before.ends_with("suivi des ");
    if (verb || praise) {
      continue;
    }
    const std::vector<NamedLicence> names = licence_list(text.substr(after));
    if (names.empty()) {
      if (any_licence_.starts(text.substr(after)) ||
          (text.substr(begin, after - begin).ends_with("conduire") && !judge(clause, begin, after).provided &&
           judge(clause, begin, after).strictness)) {
        add_judged(clause, RequirementKind::licence, "B", begin, after, std::nullopt, findings);
      } else if (judge(clause, begin, after).strictness == Strictness::none &&
                 (after == text.size() || !is_lower_letter(text[std::min(after + 1, text.size() - 1)]))) {
        add_judged(clause, RequirementKind::licence, "B", begin, after, std::nullopt, findings);
      }
      continue;
    }
    const std::size_t end = after + names.back().end;
    const bool optional_list = names.size() > 1 && names[1].alternative;
    const bool other_way = text.substr(end).starts_with(" ou ") || text.substr(end).starts_with("ou ");
    for (std::size_t item = 0; item < names.size(); ++item) {
      std::vector<Finding> judged;
      // Each name of a list is judged where it stands: "permis B obligatoire, C souhaité" are two lists.
      add_judged(clause, RequirementKind::licence, std::string(names[item].name), begin, end, Strictness::must, judged);
      for (Finding& finding : judged) {
        if (finding.strictness == Strictness::must && ((optional_list && item > 0) || other_way)) {
          finding.strictness = Strictness::unclear;
        }
        findings.push_back(std::move(finding));
      }
    }
  }
}

void LicenceTheme::read_title(const Clause& title, std::vector<Finding>& findings) const {
  static const Pattern driver(R"(\b(?:chauffeu\w+|conduct\w+)\b)");
  static const Pattern other_job(R"(mecanicien|moniteur|formateur|technicien|\btrain|engin)");
  static const Pattern trailer(R"(\b(?:spl|super ?-?(?:poids ?-?)?lourds?)\b)");
  static const Pattern lorry(R"((?:^|[ /(,+-])(?:pl|poids ?-?lourds?)\b)");
  Pattern::Match match;
  if (!driver.contains(title.text) || other_job.contains(title.text)) {
    return;
  }
  // "Chauffeur PL et SPL": who holds C drives some of them.
  const bool also_lorry =
      lorry.find(title.text, 0, match) && !title.text.substr(0, match.begin + 1).ends_with("super ");
  if (also_lorry) {
    add_finding(title, RequirementKind::licence, "C", Strictness::must, match.begin, match.end, findings);
  }
  if (trailer.find(title.text, 0, match)) {
    add_finding(title, RequirementKind::licence, "CE", also_lorry ? Strictness::unclear : Strictness::must, match.begin,
                match.end, findings);
  }
}

void LicenceTheme::read_vehicle(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  Pattern::Match match;
  if (clause.section == Section::company) {
    return;
  }
  if (licence_and_vehicle_.find(text, 0, match) && match.groups[1].empty()) {
    add_judged(clause, RequirementKind::vehicle, "own car", match.begin, match.end, Strictness::must, findings);
    return;
  }
  if (own_vehicle_.find(text, 0, match)) {
    if (text.find("vehicule de service") != std::string_view::npos) {
      return;
    }
    add_judged(clause, RequirementKind::vehicle, "own car", match.begin, match.end, Strictness::unclear, findings);
    return;
  }
  for (std::size_t at = text.find("vehicule"); at != std::string_view::npos; at = text.find("vehicule", at + 1)) {
    if (needed_vehicle_.starts(text.substr(at))) {
      add_judged(clause, RequirementKind::vehicle, "own car", at, at + 8, std::nullopt, findings);
      return;
    }
  }
  // "Vous disposez d'un véhicule"; "… de service" is given.
  static const Pattern holds(
      R"(\b(?:disposez|disposer|possedez|posseder|avez|avoir|muni\w*|possession) (?:imperativement |obligatoirement )?(?:d'|de )?(?:un |une |votre |son |leur )(?:propre )?(?:vehicule|voiture)\b(?: (de (?:service|fonction|societe|l'entreprise|pret|collecte)|d'entreprise|utilitaire|fourni|adapte|mis|neuf|frigo\w*))?)");
  if (holds.find(text, 0, match) && match.groups[1].empty() && clause.section != Section::benefits) {
    add_judged(clause, RequirementKind::vehicle, "own car", match.begin, match.end, Strictness::must, findings);
    return;
  }
  if (has_vehicle_.find(text, 0, match)) {
    add_judged(clause, RequirementKind::vehicle, "own car", match.begin, match.end, Strictness::must, findings);
    return;
  }
  if (own_means_.find(text, 0, match)) {
    const bool means = match.groups[0].starts_with("moyen");
    if (match.groups[0].ends_with("mobile")) {
      // It may mean a car, or only the will to go about.
      add_finding(clause, RequirementKind::vehicle, "own means", Strictness::unclear, match.begin, match.end, findings);
      return;
    }
    add_judged(clause, RequirementKind::vehicle, "own means", match.begin, match.end,
               means ? std::nullopt : std::optional(Strictness::unclear), findings);
  }
}

}  // namespace passerelle::reading
