#include <algorithm>

#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

constexpr int kMostWeeklyHours = 60;
constexpr int kLongestDay = 12;
/// A clause as short as this speaks of nothing but its time share, in bytes.
constexpr std::size_t kShortClause = 45;

constexpr ConditionRow kSlots[] = {
    {R"(\b(?:travail|travaill\w+|postes?|horaires?|equipes?|vacations?|service|veill\w+|surveillant\w*|agente?s?|missions?|roulement|garde|remplacements?|heures|semaines?|rotation|astreintes?)(?: \w+){0,3} (?:de |la |en )?nuits?\b|^nuits?\b|\bde jour comme (?:de )?nuit\b|\bhoraires? \([^)]{0,45}\bnuits?\b)",
     RequirementKind::hours, "night", Strictness::must},
    {R"(\bde nuits?\b|\bla nuit\b|\b(?:jours?|matin|soir)[ ,/]+(?:et |ou |comme )?(?:de )?nuits?\b|astreintes? \(?nuits?|journee ou (?:de )?nuits?|journee - nuit)",
     RequirementKind::hours, "night", Strictness::unclear},
    {R"(\b(?:horaires?|travail\w*|postes?|services?|journees?)(?: \w+){0,2} (?:en |avec )?coup(?:ures?|ees?)\b|\ben coupures?\b|\bavec coupures?\b|^coupures?\b|horaires? (?:fractionnes?|coupes?|morceles?)|\b\+? ?coupures?$|\bjournees? coupees?|/ ?coupures?\b|coupure (?:en|l')\s?apres-midi)",
     RequirementKind::hours, "split", Strictness::must},
    {R"(\btot le matin\b|\bmatin tot\b|\blever tot\b|\btravail\w* tot\b|\baux aurores\b|\btres matinal|horaires? matina|debut tot)",
     RequirementKind::hours, "early", Strictness::must},
    {R"(\bservices? (?:du |le |midi et |midi et/ou |du midi et du |de midi et |midi/)soirs?\b|midi et (?:le |du )?soirs?\b|\btravail\w*(?: (?:le|matin|tot|et|en|journee))* (?:le |en |les |du )soir(?:ee)?s?\b|horaires? (?:du |de |en )soir(?:ee)?|equipe du soir|poste du soir|\btard le soir\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s? soirs?\b|\bcertains soirs\b)",
     RequirementKind::hours, "evening", Strictness::must},
    {R"(\ben soirees?\b|\bnocturnes?\b)", RequirementKind::hours, "evening", Strictness::unclear},
    {R"(\bastreintes?\b)", RequirementKind::hours, "on_call", Strictness::must},
    {R"(\bhoraires? (?:\w+ )?(?:decales?|atypiques?)\b)", RequirementKind::hours, "early", Strictness::unclear},
    {R"(\bhoraires? (?:\w+ )?(?:decales?|atypiques?)\b)", RequirementKind::hours, "evening", Strictness::unclear},
    {R"(\b(?:travail|horaires?) postes?\b|equipes? (?:alternantes?|alternees?|tournantes?|successives?|postees?)|horaires? d'equipe)",
     RequirementKind::hours, "2x8", Strictness::unclear},
};

}  // namespace

HoursTheme::HoursTheme()
    : slots_(compiled(kSlots)),
      goes_on_(R"(^ ?(?:a|-|/|ou|et) ?\d{1,2} ?h)"),
      shift_(
          R"(\b([2-5]) ?x ?(8|7|12)\b|(?:\ben|\bpostes?|horaires?|equipes?|travail|cycle|rythme|roulement)(?: en)? ?:? ([2-5]) 8\b)"),
      weekly_(
          R"((?:^|[^\d,.-])(\d{1,2})(?:[.,](\d{1,2})|(?: ?h ?)(\d{2}))? ?(?:h(?:eures?)?\b)? ?(?:de travail |de cours |en moyenne )?(?:(?:par|/|la|-|chaque) ?(?:semaines?|sem\b|hebdo)|hebdo\w*|semaines?\b))"),
      time_share_(
          R"(\btemps (plein|complet|partiel)\b(?:[^.;]{0,25}?\b(\d{1,2})(?: ?h ?(\d{2})?\b| heures)|)|(?:contrat|base|duree|cdi|cdd|poste|temps de travail|semaine)(?: \w+){0,3}(?: de | a | ?: ?| )(\d{1,2}) ?(?:h(?: ?(\d{2}))?\b|heures)(?: ?(?:/|par) ?(?:mois|jour|j\b|an\b))?)"),
      day_(R"(\b(week-? ?ends?|we\b|samedis?|dimanches?))"),
      day_range_(R"(\b(?:lundi|mardi|mercredi|jeudi|vendredi) (?:au|a|-) (samedi|dimanche)\b)"),
      rest_(
          R"(\brepos\b|\bpas\b|\bsauf\b|\bhors\b|\bsans\b|\bferme|\bfermeture|\boff\b|\blibres?\b|\bchome|\bconges?\b|\bjamais\b|\bni\b|loisir|sejour|bon |conge)"),
      not_the_job_(
          R"(\bagence\b|nous joindre|nous contacter|contactez|rendez-vous|\brdv\b|\bsalon\b|\bforum\b|job ?dating|se presenter|vous presenter|ouverture au public|presentez-vous|telephon|entretiens?\b)") {
}

void HoursTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  if ((clause.themes & kThemeWeek) != 0) {
    read_week(clause, findings);
  }
  if (not_the_job_.contains(text) && clause.section != Section::title) {
    return;
  }
  const bool of_volunteers = text.find("volontair") != std::string_view::npos;
  const auto add = [&](std::string value, std::size_t begin, std::size_t end, Strictness bare) {
    const Judgement judgement = judge(clause, begin, end);
    Strictness strictness = bare;
    if (judgement.strictness == Strictness::none) {
      strictness = Strictness::none;
    } else if (judgement.soft || judgement.strictness == Strictness::wish) {
      strictness = Strictness::unclear;
    } else if (cue_near(clause, CueKind::reward, begin, end, 45)) {
      // "prime de nuit" only hints at nights.
      return;
    }
    add_finding(clause, RequirementKind::hours, std::move(value), strictness, judgement.begin, judgement.end, findings);
  };
  Pattern::Match match;
  if ((clause.themes & kThemeDays) != 0) {
    read_days(clause, findings);
  }
  if ((clause.themes & kThemeHours) == 0) {
    return;
  }
  // "organiser les plannings d'astreinte", "procédures d'astreinte": a task, not when one works.
  static const Pattern managed(
      R"(procedure|(?:alert|contact|prev[ei]n|appel|relat)\w*[^.;]{0,60}astreintes?|(?:organis|gerer|gestion|planif|elabor|coordon)\w*[^.;]{0,30}astreintes?)");
  const bool on_call = text.find("astreinte") != std::string_view::npos;
  for (const Condition& slot : slots_) {
    if (slot.pattern.find(text, 0, match)) {
      const bool of_management = slot.value == "on_call" && managed.contains(text);
      // "vendredi soir de 16h30 à 18h30": its times say whether it is late; "sauf dimanche soir".
      static const Pattern timed(R"(^ ?:? ?(?:de |des )?\d)");
      const bool otherwise = slot.value == "evening" &&
                             (timed.starts(text.substr(match.end)) || text.substr(0, match.begin).ends_with("sauf "));
      // "Vous managez une équipe de nuit" by day.
      static const Pattern team(R"((?:manag|encadr|supervis|dirig)\w*[^.;]{0,120}$)");
      static const Pattern of_team(R"(^equipes?\b)");
      const bool others = slot.value == "night" && of_team.contains(text.substr(match.begin)) &&
                          team.contains(text.substr(0, match.begin));
      if (of_management || otherwise || others) {
        continue;
      }
      const bool choice = slot.value == "night" && text.find("ou de nuit") != std::string_view::npos;
      add(slot.value, match.begin, match.end,
          choice || of_volunteers || (on_call && slot.value != "on_call" && slot.value != "night") ? Strictness::unclear
                                                                                                   : slot.bare);
    }
  }
  for (std::size_t at = 0; shift_.find(text, at, match); at = match.end) {
    // "2*8" comes as "2 8": the star of a list and of a shift are folded alike.
    const std::string_view count = match.groups[1].empty() ? match.groups[3] : match.groups[1];
    const std::string value = count == "2" ? "2x8" : "3x8";
    const std::string_view rest = text.substr(match.end);
    const std::string_view before = text.substr(0, match.begin);
    const std::size_t tail = before.size() > 20 ? before.size() - 20 : 0;
    // "tous types d'horaires (journée, 2x8, nuit)" asks for each of them.
    static const Pattern any_hours(R"(\btous? (?:les |types? d'|types? d )horaires|n'importe quel horaire)");
    const bool choice = !any_hours.contains(text.substr(0, match.begin)) &&
                        (rest.starts_with(" ou ") || before.substr(tail).find(" ou ") != std::string_view::npos ||
                         (rest.starts_with(",") && text.find("journee") != std::string_view::npos));
    if (match.groups[2] != "12") {
      add(value, match.begin, match.end,
          choice && clause.section != Section::title ? Strictness::unclear : Strictness::must);
    }
  }
}

void HoursTheme::read_days(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  Pattern::Match match;
  if (!day_.find(text, 0, match)) {
    return;
  }
  static const Pattern by_choice(R"(volontair|volontariat)");
  const auto add = [&](std::string value, std::size_t begin, std::size_t end, std::optional<Strictness> known) {
    Strictness strictness = known.value_or(Strictness::must);
    const Judgement judgement = judge(clause, begin, end);
    if (judgement.soft || judgement.strictness == Strictness::wish || by_choice.contains(text) ||
        text.starts_with("si ")) {
      strictness = Strictness::unclear;
    }
    if (judgement.strictness == Strictness::none) {
      strictness = Strictness::none;
    }
    add_finding(clause, RequirementKind::hours, std::move(value), strictness, begin, end, findings);
  };
  // "samedi ou dimanche", "3x8 ou week-end": one of several ways to work.
  static const Pattern or_before(R"(\bou (?:bien )?(?:du |de |le |les |en |que |2 ?x ?12 )*$|\bou .{0,12}$)");
  static const Pattern or_after(R"(^ ?,? ?ou\b)");
  static const Pattern open_house(
      R"(\bouverts?\b|\bouverture\b|\baccueil\w* (?:le public|des)|\bmagasin|amplitude|restaurant)");
  static const Pattern works(
      R"(travail|recrut|poste\b|horaire|planning|disponib|roulement|\d ?h|\bsur (?:2|3|4|deux|trois|quatre)\b|\bends?/[234]\b|compris|inclus|\bpresence|\bferies?\b|\bgarde|permanence|service|par mois|/ ?mois|\bmatin|apres-midi|semaine|nuit|equipe)");
  const bool open = open_house.contains(text);
  if (day_range_.find(text, 0, match)) {
    {
      const std::optional<Strictness> known = (open && text.find("travail") == std::string_view::npos) ||
                                                      or_before.contains(text.substr(0, match.begin)) ||
                                                      or_after.starts(text.substr(match.end))
                                                  ? std::optional(Strictness::unclear)
                                                  : std::nullopt;
      add("saturday", match.begin, match.end, known);
      if (match.groups[1] == "dimanche") {
        add("sunday", match.begin, match.end, known);
      }
    }
  }
  // "1 week-end libre sur 4", "un dimanche de repos par mois": the others are worked.
  static const Pattern some_free(
      R"(^(?: (?:de )?(?:libre|repos|off|non travaille)s?)+(?: \([^)]{0,30}\))?(?: minimum)? (?:(?:sur|toutes les) (?:2|3|4|5|deux|trois|quatre|cinq)|par mois)\b|^ (?:sur (?:2|3|4|5|deux|trois|quatre|cinq)|par mois) (?:de |en |est |sont )?(?:libre|repos|off\b))");
  static const Pattern counted(R"(\b(?:\d|une?|deux|trois) $)");
  for (std::size_t at = 0; day_.find(text, at, match); at = match.end) {
    const std::string_view word = match.groups[1];
    if (word == "we") {
      // Only where French says it: "the world is how we shape it".
      static const Pattern article(R"((?:\ble|\bles|\bun|\d|\bde|\bdu|\bet|\ben|d'astreinte) $)");
      if (!article.contains(text.substr(0, match.begin))) {
        continue;
      }
    }
    const std::string value = word.starts_with("s") ? "saturday" : word.starts_with("d") ? "sunday" : "weekend";
    const std::size_t back = match.begin > 45 ? match.begin - 45 : 0;
    const std::string_view before = text.substr(back, match.begin - back);
    const std::string_view after = text.substr(match.end, std::min<std::size_t>(40, text.size() - match.end));
    // Rest, closing and denial stand near the day itself.
    const std::size_t comma = before.find_last_of(",;(+/");
    const std::string_view near_before = comma == std::string_view::npos ? before : before.substr(comma);
    const std::size_t stop = after.find_first_of(",;()+");
    const std::string_view near_after = stop == std::string_view::npos ? after : after.substr(0, stop);
    if (before.find("au ") == before.size() - 3 && before.size() >= 3 && day_range_.contains(text)) {
      continue;
    }
    if (cue_near(clause, CueKind::reward, match.begin, match.end, 40)) {
      continue;
    }
    if (counted.contains(before) && some_free.contains(text.substr(match.end))) {
      add(value, match.begin, match.end, std::nullopt);
      continue;
    }
    if (rest_.contains(near_before) || rest_.contains(near_after) || before.find("repos") != std::string_view::npos ||
        before.find("ferme") != std::string_view::npos) {
      const bool no_work = near_before.find("ferme") != std::string_view::npos ||
                           near_before.find("pas de travail") != std::string_view::npos ||
                           near_before.find("travaillez pas") != std::string_view::npos ||
                           near_before.find("pas de ") != std::string_view::npos;
      if (no_work) {
        // "pas le week-end (sauf astreinte)"
        const bool except = after.find("sauf") != std::string_view::npos;
        if (except) {
          add_finding(clause, RequirementKind::hours, value, Strictness::unclear, match.begin, match.end, findings);
        } else {
          add(value, match.begin, match.end, Strictness::none);
        }
      }
      continue;
    }
    if (before.ends_with("ou/et ") || or_before.contains(before) || or_after.starts(after)) {
      add(value, match.begin, match.end, Strictness::unclear);
      continue;
    }
    if (clause.section == Section::title || (works.contains(text) && !open)) {
      add(value, match.begin, match.end, std::nullopt);
    } else {
      add(value, match.begin, match.end, Strictness::unclear);
    }
  }
}

void HoursTheme::read_week(const Clause& clause, std::vector<Finding>& findings) const {
  const std::string_view text = clause.text;
  Pattern::Match match;
  const auto add_week = [&](int hours, int minutes, std::size_t number, std::size_t begin, std::size_t end,
                            bool part_time) {
    if (hours < 1 || hours > kMostWeeklyHours) {
      return;
    }
    std::string value = std::to_string(hours) + "h";
    if (minutes > 0) {
      value += (minutes < 10 ? "0" : "") + std::to_string(minutes);
    }
    const Judgement judgement = judge(clause, begin, end);
    const std::string_view around = text.substr(0, number);
    const bool range = around.ends_with(" a ") || around.ends_with(" et ") || around.ends_with(" ou ") ||
                       around.ends_with("entre ") || around.ends_with("jusqu'a ") || around.ends_with("maximum ") ||
                       around.ends_with("- ") || goes_on_.starts(text.substr(end));
    const Strictness strictness =
        judgement.soft || judgement.strictness == Strictness::wish || range ? Strictness::unclear : Strictness::must;
    add_finding(clause, RequirementKind::hours, value, strictness, begin, end, findings);
    // 35 hours and more state no time share: "temps plein" does.
    if (hours < kFullTimeHours || part_time) {
      add_finding(clause, RequirementKind::full_time, "no " + value, strictness, begin, end, findings);
    }
  };
  static const Pattern not_the_week(R"(\bsport|teletravail|reunion)");
  // "39 h avec majoration des heures supplémentaires" tells the week all the same.
  static const Pattern week_first(
      R"(^[^.;]{0,25}\b3[5-9] ?h|\bcd[id]\b|^contrat|\bposte en\b|interim|temps de travail)");
  if ((cue_near(clause, CueKind::reward, 0, text.size(), 0) && !week_first.contains(text)) ||
      not_the_week.contains(text)) {
    return;
  }
  const bool part_time = text.find("temps partiel") != std::string_view::npos;
  // "9 h sur 4 jours", "3 fois 2 h par semaine" are no weeks.
  static const Pattern a_day(R"(^ ?(?:sur|x|pendant|par|/)? ?(?:\d|jour))");
  static const Pattern times(R"((?:fois|\dx|x) ?$)");
  static const Pattern more_numbers(R"(^(?:[\d-]|/ ?\d))");
  bool counted = false;
  for (std::size_t at = 0; weekly_.find(text, at, match); at = match.end) {
    const auto& groups = match.groups;
    const std::string_view whole = groups[0];
    const bool unit = whole.find('h') != std::string_view::npos;
    const auto hours = number_of(groups[1]);
    // "2 semaines", "5 jours par semaine" are no hours.
    const bool hourly = unit && (whole.find("h") < whole.find("sem") || whole.find("hebdo") != std::string_view::npos);
    if (!hours || !hourly || times.contains(text.substr(0, static_cast<std::size_t>(groups[1].data() - text.data()))) ||
        (whole.find("hebdo") == std::string_view::npos && whole.find("sem") == std::string_view::npos)) {
      continue;
    }
    int minutes = 0;
    if (!groups[2].empty()) {
      minutes = number_of(groups[2]).value_or(0) * (groups[2].size() == 1 ? 6 : 0) +
                (groups[2].size() == 2 ? number_of(groups[2]).value_or(0) * 60 / 100 : 0);
    } else if (!groups[3].empty()) {
      minutes = number_of(groups[3]).value_or(0);
    }
    const auto number = static_cast<std::size_t>(groups[1].data() - text.data());
    add_week(*hours, minutes, number, match.begin, match.end, part_time);
    counted = true;
  }
  // "CDI - 35h", "39h avec RTT": a full week told by itself.
  static const Pattern bare_week(
      R"(^(?:(?:contrat|type de contrat|cdi|cdd|horaires?|travail|base|duree|temps plein|en|de|une|sur|a)[ ,:/]*)*(3[5-9]|4[0-4]) ?h(?:eures?\b|\b)?(?: ?(30))?(?:$|,| ?\(| avec\b| sans\b| du lundi| annualis| \+))");
  if (!counted && bare_week.find(text, 0, match)) {
    add_week(number_of(match.groups[1]).value_or(0), number_of(match.groups[2]).value_or(0),
             static_cast<std::size_t>(match.groups[1].data() - text.data()), match.begin, match.end, part_time);
    counted = true;
  }
  static const Pattern half_time(R"(\b(?:a|en|poste|contrat|emploi) mi-? ?temps\b)");
  if (half_time.find(text, 0, match) && text.find("therapeutique") == std::string_view::npos) {
    const Judgement judgement = judge(clause, match.begin, match.end);
    const bool other_way = judgement.soft || judgement.strictness == Strictness::wish ||
                           text.find(" ou ") != std::string_view::npos || clause.section == Section::company;
    add_finding(clause, RequirementKind::full_time, "no", other_way ? Strictness::unclear : Strictness::must,
                match.begin, match.end, findings);
  }
  const bool both_times =
      text.find("partiel") != std::string_view::npos &&
      (text.find("plein") != std::string_view::npos || text.find("complet") != std::string_view::npos);
  for (std::size_t at = 0; time_share_.find(text, at, match); at = std::max(match.end, at + 1)) {
    const auto& groups = match.groups;
    if (groups[1].empty()) {
      const std::size_t whole_end = match.end;
      // "contrat à temps plein 39h": the time share stands inside and is read next.
      if (const std::size_t inside = groups[0].find(" temps "); inside != std::string_view::npos) {
        match.end = match.begin + inside;
      }
      const std::string_view whole = groups[0];
      const bool per_other =
          whole.ends_with("mois") || whole.ends_with("jour") || whole.ends_with("j") || whole.ends_with("an");
      const auto hours = number_of(groups[4]);
      // Below 8 hours it is a time of day as often as a week.
      if (hours && *hours >= 8 && !counted && !per_other && text.find("prise de poste") == std::string_view::npos &&
          !more_numbers.starts(text.substr(whole_end)) &&
          !(*hours <= kLongestDay && a_day.starts(text.substr(whole_end)))) {
        const bool clock = text.find(" de " + std::string(groups[4]) + "h") != std::string_view::npos &&
                           text.find(" a ", whole_end) != std::string_view::npos && *hours < 20;
        if (!clock) {
          add_week(*hours, number_of(groups[5]).value_or(0), static_cast<std::size_t>(groups[4].data() - text.data()),
                   match.begin, whole_end, part_time);
          counted = true;
        }
      }
      continue;
    }
    if (text.substr(0, match.begin).ends_with("equivalent ")) {
      continue;  // "2 ans équivalent temps plein" measures experience
    }
    const bool partial = groups[1] == "partiel";
    const std::size_t share_end = match.begin + std::string_view("temps ").size() + groups[1].size();
    const int hours = groups[2].empty() ? 0 : number_of(groups[2]).value_or(0);
    static const Pattern other_rhythm(R"(^ ?(?:h|heures)? ?(?:tous les|par (?:mois|jour|quinzaine)|/ ?(?:mois|jour)))");
    if (hours >= 3 && !other_rhythm.starts(text.substr(match.end)) && hours <= kMostWeeklyHours && !counted &&
        !both_times) {
      const std::string_view rest = text.substr(match.end);
      static const Pattern second_time(R"(^ ?\d{1,2} ?h)");
      const bool clock = rest.starts_with("-") || rest.starts_with(" a ") || rest.starts_with("/") ||
                         rest.starts_with(" -") || second_time.starts(rest);
      if (!clock) {
        add_week(hours, number_of(groups[3]).value_or(0), static_cast<std::size_t>(groups[2].data() - text.data()),
                 match.begin, match.end, partial);
        counted = true;
        if (!partial) {
          add_finding(clause, RequirementKind::full_time, "yes",
                      judge(clause, match.begin, match.end).soft ? Strictness::unclear : Strictness::must, match.begin,
                      share_end, findings);
        }
        continue;
      }
    }
    if (counted && partial) {
      continue;
    }
    // A heading far above ("Les plus :") says nothing of the time share.
    Clause unheaded = clause;
    unheaded.heading.reset();
    const Judgement judgement = judge(unheaded, match.begin, share_end);
    static const Pattern later(R"((?:atteindre|evolu\w+|vers|passer)[^.;]{0,25}$)");
    // "géré par un médecin temps plein", "15 RTT pour un temps plein": not this job, or not surely.
    static const Pattern of_the_job(
        R"(contrat|\bcd[id]\b|poste|emploi|travail|\btype|duree|horaire|recrut|recherch|mission|pourvoir|propos|interim|heures|tant que|\d ?h)");
    const bool aside = clause.section != Section::title && text.size() > kShortClause && !of_the_job.contains(text);
    const bool one_of_two =
        text.substr(match.begin).starts_with("temps plein ou ") || text.substr(0, match.begin).ends_with("pour un ") ||
        text.substr(0, match.begin).ends_with(" ou a ") || text.substr(0, match.begin).ends_with(" ou ");
    const bool loose = judgement.soft || both_times || aside || one_of_two ||
                       later.contains(text.substr(0, match.begin)) || judgement.strictness == Strictness::wish ||
                       judgement.strictness == Strictness::none;
    add_finding(clause, RequirementKind::full_time, partial ? "no" : "yes",
                loose ? Strictness::unclear : Strictness::must, match.begin, share_end, findings);
    if (hours > 0) {
      at = share_end;
      match.end = share_end;
    }
  }
}

}  // namespace passerelle::reading
