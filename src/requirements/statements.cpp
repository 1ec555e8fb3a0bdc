#include <algorithm>
#include <cctype>

#include "normalise/text.h"
#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

bool is_language(RequirementKind kind) {
  return kind == RequirementKind::language_fr || kind == RequirementKind::language_en ||
         kind == RequirementKind::language_other;
}

}  // namespace

StatementTheme::StatementTheme()
    : licence_(R"(\bpermis\b(?: de conduire)?)"),
      lost_(R"(^ (?:b )?(?:est |a ete )?(?:suspendu|retire|annule|perdu|invalide))"),
      denied_(
          R"((?:\bpas\b|\bsans\b|\baucun\b|\bni\b|\bperdu\b|suspendu|\bplus\b)(?: \w+){0,3} ?(?:l'|le |de |mon |un )?$)") {
  const auto add = [this](const char* pattern, RequirementKind kind, const char* value, bool can) {
    rules_.push_back({Pattern(pattern), kind, value, can});
  };
  using enum RequirementKind;
  constexpr bool kCan = true;
  constexpr bool kCannot = false;
  // Means.
  add(R"((?:\bpas\b|\bsans\b|\bni\b|plus)(?: \w+)? ?(?:de |d'|la |une )?(?:vehicules?|voiture|auto\b)|\bpas (?:encore )?(?:vehicule|motorise)|\bnon (?:vehicule|motorise))",
      vehicle, "", kCannot);
  add(R"(\b(?:j'ai|jai|a|avec|possede|dispose d'|et|ma|mon|propre)(?: (?:une?|ma|mon|propre|le))* (?:vehicule|voiture)\b|\b(?:suis|est) (?:vehicule|motorise)e?\b|^vehiculee?\b|permis (?:b )?(?:\+|et|/) ?(?:vehicule|voiture))",
      vehicle, "own car", kCan);
  // Hours.
  add(R"((?:\bpas\b|\bjamais\b|\bsans\b|\bsauf\b|\brefuse\b|\bni\b|\bevite)(?: \w+){0,4}? ?(?:de |la |les |le |du |d'horaires? de )*nuits?\b)",
      hours, "night", kCannot);
  add(R"((?:\bpas\b|\bjamais\b|\bsans\b|\bsauf\b|\brefuse\b|\bni\b)(?: \w+){0,4}? ?(?:de |le |les )*(?:week-? ?ends?|we)\b)",
      hours, "weekend", kCannot);
  add(R"((?:\bpas\b|\bjamais\b|\bsans\b|\bsauf\b|\brefuse\b|\bni\b)(?: \w+){0,4}? ?(?:de |le |les )*samedis?\b)", hours,
      "saturday", kCannot);
  add(R"((?:\bpas\b|\bjamais\b|\bsans\b|\bsauf\b|\brefuse\b|\bni\b)(?: \w+){0,5}? ?(?:de |le |les )*dimanches?\b)",
      hours, "sunday", kCannot);
  add(R"((?:\bpas\b|\bjamais\b|\bsans\b|\brefuse\b)(?: \w+){0,4}? ?(?:de |le |les |en )*(?:soirs?|soirees?)\b|(?:rentrer|finir|fini|libre|dispo\w*)[^.,]{0,15} avant (?:16|17|18|19|20) ?h)",
      hours, "evening", kCannot);
  add(R"((?:\bpas\b|\bjamais\b)(?: \w+){0,4}? (?:trop )?tot\b|\bpas avant (?:7|8|9|10) ?h)", hours, "early", kCannot);
  add(R"((?:\bpas\b|\bsans\b|\brefuse\b)(?: \w+){0,3}? ?(?:de |d'|les |en )*(?:coupures?|horaires? coupes?)\b)", hours,
      "split", kCannot);
  add(R"((?:\bpas\b|\bsans\b)(?: \w+){0,3}? ?(?:d'|les )?astreintes?)", hours, "on_call", kCannot);
  add(R"((?:\bpas\b|\bsans\b)(?: \w+){0,3}? ?(?:de |d'|les |en )*(2 ?x? ?8|3 ?x? ?8))", hours, "#1", kCannot);
  add(R"(horaires? (?:d'|de l')?(?:ecole|scolaires?)|temps scolaire|pendant (?:l'ecole|que les enfants)|heures? (?:d'|de l')ecole|quand les enfants sont a l'ecole)",
      hours, "school", kCannot);
  add(R"((?:ok|accepte|peux|peut|dispo\w*|pret\w*|veux bien|possible|ca va)(?: \w+){0,4} (?:de |la |les )*nuits?\b|\bnuits? (?:me va|ok|possible|ca va|ca me va|pas de probleme))",
      hours, "night", kCan);
  add(R"((?:ok|accepte|peux|peut|dispo\w*|pret\w*|veux bien|possible|ca va)(?: \w+){0,4} (?:les? |le )*week-? ?ends?\b)",
      hours, "weekend", kCan);
  add(R"((?:ok|accepte|peux|peut|dispo\w*|pret\w*|veux bien|possible|ca va)(?: \w+){0,4} (?:les? )*samedis?\b)", hours,
      "saturday", kCan);
  add(R"((?:ok|accepte|peux|peut|dispo\w*|pret\w*|veux bien|possible|ca va)(?: \w+){0,4} (?:les? )*dimanches?\b)",
      hours, "sunday", kCan);
  add(R"((?:ok|accepte|peux|peut|habitude|pret\w*|ca va|fait|dispo\w*)(?: \w+){0,3} (?:le |les |des |en |du |de )*(2 ?x? ?8|3 ?x? ?8))",
      hours, "#1", kCan);
  add(R"(\b(?:que|seulement|uniquement|cherche|veux|souhaite|plutot|un|en|a) (?:\w+ ){0,3}(?:temps partiel|mi-?temps)|^(?:temps partiel|mi-?temps))",
      full_time, "", kCannot);
  add(R"(\b(?:cherche|veux|souhaite|dispo\w*|un|a|en) (?:\w+ ){0,3}(?:temps plein|plein temps|temps complet))",
      full_time, "yes", kCan);
  // Lifting and the like: what can be borne, never why.
  add(R"(\b(?:max(?:imum)?|moins de|plus de|jusqu'a|au dela de|pas plus de|au-dela de) ?(\d{1,3}) ?(?:kg|kilos?))",
      lifting, "#1kg", kCannot);
  add(R"((?:\bpas\b|\bplus\b|\bne\b|\bsans\b|\bni\b|\bevite\w*|interdi\w*)(?: \w+){0,4}? ?(?:de |des |du |le |l'|les )*(?:porter|port\b|soulever|charges?|lourd)(?: (?:de |des |du |d'|les )*(?:charges? ?)?(?:lourde?s?)?)?)",
      lifting, "heavy", kCannot);
  add(R"((?:peux|peut|ok|capable|habitude|ca va|pas de probleme)(?: \w+){0,4} (?:de |des |du |pour )*(?:porter|port de charges?|charges? lourdes?|lourd)\b)",
      lifting, "heavy", kCan);
  add(R"((?:\bpas\b|\bplus\b|\bevite\w*)(?: \w+){0,4}? ?debout)", standing, "yes", kCannot);
  add(R"((?:peux|ok|habitude|ca va)(?: \w+){0,4} debout)", standing, "yes", kCan);
  add(R"(\bvertiges?\b|(?:\bpas\b|\bpeur\b)(?: \w+){0,4}? ?(?:en |de |du |la |le )*(?:hauteur|vide)\b)", heights, "yes",
      kCannot);
  add(R"((?:\bpas\b|\bsupporte pas\b|\bevite\w*)(?: \w+){0,4}? ?(?:au |le |dans le |du |en )*(?:froid|chambres? froides?|frigo)\b)",
      cold, "yes", kCannot);
  add(R"((?:\bpas\b|\bsupporte pas\b|\bevite\w*)(?: \w+){0,4}? ?(?:a la |la |de )*chaleur\b)", heat, "yes", kCannot);
  add(R"((?:\bpas\b|\bsupporte pas\b|\bevite\w*|allergi\w+)(?: \w+){0,4}? ?(?:a la |aux |la |les |de )*(?:poussieres?|produits? (?:chimiques?|menagers?)|javel|solvants?))",
      dust_chemicals, "yes", kCannot);
  add(R"((?:rentre\w*|dormir|dors|etre)(?: \w+){0,4}? (?:tous les soirs|chaque soir|le soir|a la maison|chez (?:moi|lui|elle|eux))|(?:\bpas\b|\bsans\b|\bjamais\b)(?: \w+){0,3}? ?(?:de |en |les )*(?:deplacements?|decouch\w*|grands? deplacements?)|\bdecoucher\b.{0,10}\bpas\b)",
      travel, "national", kCannot);
  add(R"((?:ok|accepte|pret\w*|peux|peut|aime|mobile)(?: \w+){0,4} (?:les |en |des |partir en |sur |toute )*(?:deplacements?|grands? deplacements?|decouch\w*|la france)|mobile (?:sur |dans )?(?:toute la france|france entiere|partout))",
      travel, "national", kCan);
  // Languages.
  add(R"((?:parle|parler|ecri\w*|comprend\w*|maitrise|lis|lire)(?: \w+){0,3}? ?(?:pas|mal|peu)(?: \w+){0,3} (?:le |en |l')*francais|(?:\bpas\b|\bmal\b|\bpeu\b|debute en|debutant en)(?: \w+){0,3}? (?:le |en |de )*francais)",
      language_fr, "", kCannot);
  add(R"((?:\bpas\b|\bni\b|\bmal\b)(?: \w+){0,3}? ?(?:l'|en |d'|bien )*anglais)", language_en, "", kCannot);
  add(R"(\b(?:anglais (?:courant|fluent|bilingue|couramment)|(?:parle|maitrise)(?: \w+){0,3}? ?(?:couramment|bien|tres bien) (?:l')?anglais|bilingue (?:en |francais[ -])?anglais|couramment (?:l')?anglais))",
      language_en, "fluent", kCan);
  add(R"(\b(?:parle|maitrise|comprends|bon|niveau)(?: (?:un peu|assez|et|francais|bien|correct))*(?: d'| l'| en | )anglais\b)",
      language_en, "unspecified", kCan);
  add(R"(\b(?:parle|maitrise)(?: \w+){0,2}? (?:bien |couramment |tres bien )*(?:le )?francais\b|francais (?:courant|langue maternelle|bilingue))",
      language_fr, "fluent", kCan);
  // Papers.
  add(R"(\bcasier (?:judiciaire )?vierge)", criminal_record, "clean", kCan);
}

std::vector<StatedLimit> StatementTheme::read(std::string_view text) const {
  const FoldedText plain = fold(text);
  std::vector<StatedLimit> stated;
  const auto add = [&](RequirementKind kind, std::string value, bool can, std::size_t begin, std::size_t end) {
    const bool known = std::ranges::any_of(stated, [&](const StatedLimit& limit) {
      return limit.kind == kind && (limit.value == value || kind == RequirementKind::vehicle || is_language(kind));
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
      stated.push_back({kind, std::move(value), can, std::string(plain.origin(text, begin, end))});
    }
  };
  static const CertificateTheme certificates;
  for (Clause& clause : clauses_of(plain, text, Section::profile)) {
    const std::string_view words = clause.text;
    Pattern::Match match;
    for (std::size_t at = 0; licence_.find(words, at, match); at = match.end) {
      const std::string_view before = words.substr(0, match.begin);
      const std::vector<std::string> names = licence_names_in(words.substr(match.end));
      const bool denied = denied_.contains(before) || lost_.starts(words.substr(match.end));
      static const Pattern learning(
          R"((?:passe\w*|passer|prepare\w*|inscrit\w*|en cours|veux|voudrais|aimerais|code)(?: \w+){0,3} ?(?:le |mon |d'avoir le |avoir le )?$)");
      const std::size_t begin = clause.begin + match.begin;
      const std::size_t end = clause.begin + match.end;
      const std::size_t list_end = clause.begin + licence_list_end(words, match.end);
      if (denied) {
        const std::size_t from = before.size() > 12 ? clause.begin + before.size() - 12 : clause.begin;
        add(RequirementKind::licence, names.empty() || names.front() == "B" ? "" : names.front(), false, from, end);
      } else if (!learning.contains(before)) {
        for (const std::string& name : names) {
          add(RequirementKind::licence, name, true, begin, list_end);
        }
        if (names.empty() &&
            (before.ends_with("j'ai le ") || before.ends_with("jai le ") || before.ends_with("a le ") ||
             before.ends_with("avec ") || before.ends_with("j'ai mon "))) {
          add(RequirementKind::licence, "B", true, begin, end);
        }
      }
    }
    for (const Rule& rule : rules_) {
      if (rule.pattern.find(words, 0, match)) {
        std::string value = rule.value;
        if (const std::size_t hash = value.find("#1"); hash != std::string::npos) {
          std::string group(match.groups[1]);
          std::erase(group, ' ');
          if (rule.kind == RequirementKind::hours && group.find('x') == std::string::npos) {
            group.insert(1, "x");
          }
          value.replace(hash, 2, group);
        }
        add(rule.kind, std::move(value), rule.can, clause.begin + match.begin, clause.begin + match.end);
      }
    }
    std::vector<Finding> papers;
    if ((clause.themes & kThemeCertificate) != 0) {
      certificates.read(clause, papers);
      for (Finding& paper : papers) {
        if (paper.strictness != Strictness::wish) {
          add(RequirementKind::certificate, std::move(paper.value), paper.strictness != Strictness::none, paper.begin,
              paper.end);
        }
      }
    }
  }
  return stated;
}

}  // namespace passerelle::reading
