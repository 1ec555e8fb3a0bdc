#include <algorithm>
#include <cctype>

#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

/// What a CACES without its number is about, by the words around it.
struct MachineWords {
  std::string_view word;
  std::string_view recommendation;
};
constexpr MachineWords kMachines[] = {
    {"nacelle", "R486"},  {"pemp", "R486"},         {"pont", "R484"},      {"grue auxiliaire", "R490"},
    {"grue", "R490"},     {"accompagnant", "R485"}, {"gerbeur", "R485"},   {"engin", "R482"},
    {"pelle", "R482"},    {"chargeuse", "R482"},    {"tombereau", "R482"}, {"telesco", "R482"},
    {"chantier", "R482"}, {"chariot", "R489"},      {"cariste", "R489"},   {"frontal", "R489"},
};

/// A bare mention asks for it only where a job is described by what one holds: a title, a profile, a short list item.
std::optional<Strictness> bare_strictness(const Clause& clause) {
  if (clause.section == Section::company || clause.section == Section::benefits) {
    return std::nullopt;
  }
  const std::string_view text = clause.text;
  const bool begins =
      text.starts_with("certification") || text.starts_with("caces") || text.starts_with("habilitation");
  const bool list = text.size() <= (begins ? 90U : 60U);
  return clause.section == Section::title || (clause.section == Section::profile && list) ? Strictness::must
                                                                                          : Strictness::unclear;
}

}  // namespace

CertificateTheme::CertificateTheme()
    : caces_(R"(\bcaces\b|\bcertificats? d'aptitudes? a la conduite en securite\b(?: \(?caces\)?)?)"),
      category_(
          R"(^(?:[\s:,/+&"'()-]|et ?/ ?ou\b|et\b|ou\b|a jour\b|categories?\b|cat\b|cats\b|\.|n?(?:°|º)|no\b|de types?\b|types?\b|niveaux?\b)*(r ?\.? ?\d{3}(?: ?m)?|\d\(?[ab]\)?(?:\b|$)|\d\b|[b-g]\d?(?:\b|$)|a\d(?:\b|$)|\ba\b))"),
      recommendation_(R"(\br ?\.? ?(3\d\d|4\d\d)\b)") {
  const auto add = [this](const char* pattern, const char* value) { named_.push_back({Pattern(pattern), value}); };
  add(R"(\bfimos?\b)", "FIMO");
  add(R"(\bfcos?\b)", "FCO");
  add(R"(\bssiap ?(?:niveau |n°? ?)?([123])\b)", "SSIAP #");
  add(R"(\bssiap\b(?: *(?:[^ 123n]|$))|\bssiap$)", "SSIAP 1");
  add(R"(\bbafa\b)", "BAFA");
  add(R"(\bbafd\b)", "BAFD");
  add(R"(\bbnssa\b)", "BNSSA");
  add(R"(\bpsc ?1\b)", "PSC1");
  add(R"(\bsst\b|sauveteurs? (?:et )?secouristes?(?: du travail)?)", "SST");
  add(R"(\bafgsu(?: ?(?:niveau|de niveau)? ?([12]))?)", "AFGSU #");
  add(R"(\baipr\b)", "AIPR");
  add(R"(habilit\w+[^.;]{0,60}(?:secret|defense nationale|secret defense)|habilitations? (?:de )?defense)",
      "habilitation secret défense");
  add(R"(\bcartes? (?:d'identification (?:professionnelle )?(?:du )?)?btp\b)", "carte BTP");
  // Certificates of informatics, where one is spoken of.
  for (const char* name : {"PMP", "CAPM", "PRINCE2", "CISSP", "CISA", "CISM", "ITIL", "CCNA", "CCNP", "CEH", "OSCP",
                           "TOGAF", "PSM", "PSPO", "LPIC", "RHCSA", "RHCE", "TOEIC"}) {
    std::string word(name);
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    add(("certifi[^.;]{0,110}\\b(" + word + ")\\b|\\b(" + word + ")\\b[^.;]{0,25}certifi").c_str(), name);
  }
  for (const char* cloud : {"GCP", "Azure", "AWS"}) {
    std::string word(cloud);
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    add(("certifications? (?:[a-z]+,? (?:et ?/ ?ou |et |ou )?){0,3}" + word + "\\b").c_str(),
        ("certification " + std::string(cloud)).c_str());
  }
  add(R"(\badr\b(?: de base)?)", "ADR");
  add(R"(\biobsp\b)", "IOBSP");
  add(R"(\bcofrend\b)", "COFREND");
  add(R"(certi-?phyto|certificats? individuels? [^.;]{0,40}phyto)", "Certiphyto");
  add(R"(certi-?biocide)", "Certibiocide");
  add(R"(\bcartes? pro(?:fessionnelle)?s?(?: d'agent| de securite| cnaps| aps)*\b(?: (btp|vtc|taxi))?)",
      "carte professionnelle #");
  add(R"(\bcartes? (?:conducteur|(?:chrono)?-?tachygraphe|chrono)s?\b)", "carte conducteur");
  add(R"(habilitations? (?:en )?electriques?|\bhabilitations? ?:? ?(?:[bh][0-9rscetv]+\b)|habilite\w* electrique)",
      "habilitation électrique");
  add(R"(habilitations? (?:aux |de |pour )?(?:les )?travaux sous tension)", "habilitation travaux sous tension");
  add(R"((?:habilitation|attestation)s?(?: d'aptitude| de capacite)?(?: a la manipulation des?)? fluides?(?: frigorigenes?)?)",
      "attestation fluides frigorigènes");
  add(R"(certificats? de capacite (?:professionnelle )?(?:de |d')?(?:conducteurs? )?(?:de |d')?taxi)",
      "certificat de capacité de conducteur de taxi");
  add(R"(attestation (?:d')?auxiliaire ambulancier|attestation d'ambulancier auxiliaire)",
      "attestation auxiliaire ambulancier");
}

void CertificateTheme::read_caces(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  Pattern::Match match;
  for (std::size_t at = 0; caces_.find(text, at, match); at = match.end) {
    const std::size_t begin = match.begin;
    std::size_t end = match.end;
    std::string recommendation;
    std::vector<std::pair<std::string, std::string>> categories;
    bool alternative = false;
    Pattern::Match item;
    bool machine_seen = false;
    while (true) {
      if (!category_.find(text.substr(end), 0, item)) {
        // "caces nacelle 1b", "caces grue (r490)": the machine stands between.
        std::size_t skip = std::string_view::npos;
        if (!machine_seen) {
          static const Pattern machine(
              R"(^(?: a jour)? ?(?:de |d')?(?:chariots?(?: elevateurs?)?|nacelles?|pemp|pont(?:s? roulants?)?|grues?(?: auxiliaires?)?|gerbeurs?|engins?(?: de chantier)?|pelles?|telesco\w*)(?: |$))");
          Pattern::Match words;
          if (machine.find(text.substr(end), 0, words)) {
            skip = words.end;
          }
        }
        if (skip == std::string_view::npos) {
          break;
        }
        machine_seen = true;
        end += skip;
        continue;
      }
      const std::string_view joint = item.groups[0].substr(0, item.groups[0].size() - item.groups[1].size());
      if (joint.find("ou") != std::string_view::npos && !categories.empty()) {
        alternative = true;
      }
      // "3 à jour", "1 (F/H)", "caces d'un": no categories.
      const std::string_view following = text.substr(end + item.end);
      const bool named_category = joint.find("cat") != std::string_view::npos;
      if ((item.groups[1] == "a" && !named_category) || following.starts_with("/h") || following.starts_with("'")) {
        break;
      }
      std::string written = upper(item.groups[1]);
      std::erase_if(written, [](char c) { return c == ' ' || c == '.' || c == '(' || c == ')'; });
      if (written.front() == 'R' && written.size() >= 4) {
        // "R482 (ex R372)": the first is the one in force.
        if (recommendation.empty() || !categories.empty()) {
          recommendation = written.substr(0, 4);
        }
        if (categories.size() == 1 && categories.front().first.empty()) {
          categories.front().first = recommendation;
        }
      } else {
        const bool unit = text.substr(end + item.end).starts_with("h") ||
                          text.substr(end + item.end).starts_with(" an") ||
                          text.substr(end + item.end).starts_with(" mois");
        if (unit) {
          break;
        }
        categories.emplace_back(recommendation, written);
      }
      end += item.end;
    }
    if (end > text.size()) {
      end = text.size();
    }
    if (recommendation.empty()) {
      const std::string_view near = text.substr(begin, std::min<std::size_t>(end - begin + 22, text.size() - begin));
      for (const MachineWords& machine : kMachines) {
        if (near.find(machine.word) != std::string_view::npos &&
            near.find("engins de manut") == std::string_view::npos) {
          recommendation = machine.recommendation;
          break;
        }
      }
    }
    const std::optional<Strictness> bare = bare_strictness(clause);
    alternative = alternative || text.substr(0, begin).find("un de ces") != std::string_view::npos ||
                  text.substr(0, begin).find("l'un des") != std::string_view::npos;
    const auto add = [&](std::string value) {
      std::vector<Finding> judged;
      add_judged(clause, RequirementKind::certificate, std::move(value), begin, end, bare, judged);
      for (Finding& finding : judged) {
        if (alternative && finding.strictness == Strictness::must) {
          finding.strictness = Strictness::unclear;
        }
        findings.push_back(std::move(finding));
      }
    };
    if (text.substr(end).starts_with(" ou pas")) {
      continue;
    }
    if (categories.empty()) {
      add(recommendation.empty() ? "CACES" : "CACES " + recommendation);
    }
    for (const auto& [own, category] : categories) {
      const bool letter = category.front() >= 'A' && category.front() <= 'G';
      std::string from = !own.empty() ? own : recommendation;
      if (from.empty()) {
        from = letter ? "R482" : "R489";
      }
      add("CACES " + from + " " + category);
    }
    match.end = std::max(match.end, end);
  }
}

void CertificateTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  // "formation CACES", "passer le CACES": what the employer gives.
  const std::string_view text = clause.text;
  static const Pattern training(
      R"(formations? (?:\w+ ){0,2}(?:de type |type |au |aux |a |: |\()?(?:le |la |l'|du |votre )?(?:caces|fimo|fco|ssiap|habilitation|sst)|pass(?:er|ez|age) (?:\w+ ){0,3}(?:caces|fimo|fco|ssiap)|caces (?:pris en charge|finance))");
  if (training.contains(text)) {
    return;
  }
  read_caces(clause, findings);
  const std::optional<Strictness> bare = bare_strictness(clause);
  static const Pattern or_nearly(
      R"(\bou (?:aviez|en voie|en cours (?:d'|de (?:passage|formation|renouvel|recycl))|en cours$))");
  for (const Named& named : named_) {
    Pattern::Match match;
    if (!named.pattern.find(text, 0, match)) {
      continue;
    }
    std::string value = named.value;
    if (const std::size_t hash = value.find('#'); hash != std::string::npos) {
      value.replace(hash, 1, upper(match.groups[1]));
      while (value.ends_with(' ')) {
        value.pop_back();
      }
    }
    std::vector<Finding> judged;
    // "Normes et certifications : ISO 27001, ITIL" may speak of the employer's.
    const bool spoken_of = match.groups[0].find("certifi") != std::string_view::npos;
    add_judged(clause, RequirementKind::certificate, std::move(value), match.begin, match.end,
               bare && spoken_of ? std::optional(Strictness::unclear) : bare, judged);
    const std::string_view before = text.substr(0, match.begin);
    for (Finding& finding : judged) {
      const std::string_view written = match.groups[0];
      const bool for_example = written.find("telle") != std::string_view::npos ||
                               written.find(" type") != std::string_view::npos ||
                               written.find(" comme") != std::string_view::npos;
      if (finding.strictness == Strictness::must &&
          (for_example || before.ends_with(" ou ") || or_nearly.contains(text))) {
        finding.strictness = Strictness::unclear;
      }
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace passerelle::reading
