#include <algorithm>
#include <bit>
#include <tuple>

#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

// Minutes after midnight, and lengths.
constexpr int kHour = 60;
constexpr int kWholeDay = 24 * kHour;
constexpr int kLongestSpan = 12 * kHour;
/// A single span longer than this without a word on pauses is when somebody works, not when one does.
constexpr int kLongestSureSpan = 10 * kHour + 30;
/// Shorter spans follow each other within a day ("8h-12h, 12h-14h"), longer ones are shifts.
constexpr int kShortestShift = 5 * kHour;
/// Breaks may make the span longer than the hours paid; more than this and it is an amplitude.
constexpr double kBreaks = 1.35;
constexpr int kUsualDays = 5;
constexpr std::size_t kShortHeading = 40;
/// What may stand beside days that head a list: "le", "les … :".
constexpr std::size_t kBesideDays = 6;
constexpr std::uint8_t kWorkingDays = 0b11111;
constexpr std::uint8_t kWeekend = 0b1100000;

/// The days a word names.
std::uint8_t days_named(std::string_view word) {
  constexpr std::string_view kNames[] = {"lu", "mar", "mer", "j", "v", "sa", "d"};
  for (std::size_t day = 0; day < std::size(kNames); ++day) {
    if (word.starts_with(kNames[day])) {
      return static_cast<std::uint8_t>(1U << day);
    }
  }
  return word.starts_with("en ") ? kWorkingDays : kWeekend;
}

/// "lundi au mercredi"; from Saturday to Monday goes over the week's end.
std::uint8_t days_through(std::uint8_t first, std::uint8_t last) {
  std::uint8_t days = first;
  for (std::uint8_t day = first; day != last;) {
    day = static_cast<std::uint8_t>(day == 0b1000000 ? 1 : day << 1U);
    days |= day;
  }
  return days;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '(')) text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_range(std::string_view between) {
  const std::string_view words = trimmed(between);
  return words == "au" || words == "-" || words == "a" || words == ">" || words == "jusqu'au" || words == "=>";
}

bool is_list(std::string_view between) {
  static const Pattern list(R"(^[ ,/&+]*(?:et )?(?:le |les )?$)");
  return list.contains(between);
}

bool share_days(const WorkingTime& one, const WorkingTime& other) {
  return one.days == 0 || other.days == 0 || (one.days & other.days) != 0;
}

}  // namespace

WorkingTimesTheme::WorkingTimesTheme()
    : day_(R"(\b(lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|week-? ?ends?|en semaine)\b)"),
      rest_before_(
          R"((?:\bsauf|\bhors|except\w+|\brepos|\bferme\w*|\bconges?|\blibres?|\boff|\bpas)(?: \w+){0,2}? ?:? ?(?:le |les |du |au )*$)"),
      rest_after_(R"(^ ?\(? ?(?:non travaille|off\b|repos|libre|de repos|chome|ferme))"),
      start_(
          R"((?:prises? (?:de )?(?:poste|service|fonctions?)|embauche|debut(?: (?:de (?:poste|service|la journee|journee|travail|vacation)|du (?:travail|service|poste)))?|demarrage(?: (?:de (?:poste|la journee|journee|tournee)|du (?:travail|service|poste)))?|commenc(?:e|ez|ement)(?: (?:le travail|votre (?:journee|service)|la journee))?)(?: (?:tous les jours|du matin|le matin|est|est prevue|sera|se fait|quotidienne|imperativement|matinale))*(?: ?:| ?\(| a| des| de)+ ?([01]?\d|2[0-3]) ?(?:h|heures?|:) ?([0-5]\d)?\b)"),
      finish_(
          R"(\b(?:fin(?: (?:de (?:poste|service|la journee|journee|travail|vacation)|du (?:travail|service|poste)))?|terminez|debauche)(?: ?:| ?\(| a| maximum| au plus tard)+ ?([01]?\d|2[0-4]|minuit) ?(?:h|heures?|:|\b) ?([0-5]\d)?\b)"),
      pause_(R"((?:pauses?|coupures?|interruption|repos)[^,;(:]{0,25}$)"),
      loose_(
          R"(possib|selon|fonction d|variab|variant|flexib|modul|souple|adapt|amenag|negoci|a conven|definir|determin|planning|roulement|rotation|tournant|altern|\b(?:en|d'|deux|trois|\d) ?equipes|equipes? (?:de|du|postee)|cycle|(?:une|1) semaine|semaines? (?:sur|paire|impaire|a\b|1|2)|[2-5] ?x ?[78]|\b[2-5] [78]\b|amplitude|\bplages?\b|creneau|exemple|indicati|environ|\bentre\b|\bvers\b|jusqu|\bpeu[tv]|pourr|eventuel|ponctuel|parfois|certain|occasion|volontari|permanence|accueil|formation|\bsi\b|minimum|maxi|stage|immersion|\b(?:bus|navette|tramway|metro|train)\b|\bautres?\b|saison|\bhiver|\bete\b|vacances|periode|remplac|\bextras?\b|propos|au choix|\d{1,2} ?%|equivalen|sur (?:[2-4]|deux|trois|quatre)(?:$|[ ,)](?:[^j]|$))|\bun \w+ sur|\bpoints?\b|\bmajor|journee type)"),
      changing_(
          R"(horaires? (?:\w+ ){0,2}?(?:variab|flexib|decal|atyp|tourn|modul|a definir|amenag|altern|poste)|\b[2-5] ?x ?8|\b(?:en|poste|equipes?|horaires?) [2-5] 8\b|equipes? (?:alt|tourn|succ|poste)|roulement|selon (?:le |un |les )?(?:planning|besoin|activite)|planning (?:variab|tourn|altern)|(?:une|1) semaine sur|rotation|semaines? (?:paire|impaire)|temps (?:plein|complet) ou (?:a )?(?:temps )?partiel|plusieurs (?:postes|creneaux|horaires)|plages? horaires?|travail poste|horaires? (?:possib|ou\b)|\b[34] ?x ?8)"),
      evidence_(
          R"(horaire|travail|\bpostes?\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|apres-midi|journee|\bsoir|service|nuit|semaine|hebdo|3[5-9] ?h|vacation|\bjour)"),
      date_(
          R"(\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le|ce) \d{1,2}(?:er)?(?: (?:janv|fev|mars|avril|mai|juin|juil|aout|sept|octo|nov|dec)|/\d{1,2}\b))"),
      count_of_days_(R"(\b([1-6]|un|une|deux|trois|quatre|cinq|six) (?:jours?|journees?|j\b|matins?|soirs?))") {}

std::vector<WorkingTimesTheme::DayGroup> WorkingTimesTheme::days_of(std::string_view text,
                                                                    const std::vector<ClockRange>& ranges) const {
  // "8h-17h (16h le vendredi)", "sauf vendredi : 12h": a time alone beside a day makes it an exception.
  static const Pattern time_before(R"(\b\d{1,2} ?h ?(?:[0-5]\d)? ?(?:le |les |du )*$)");
  static const Pattern time_after(R"(^ ?[:,]? ?(?:fin )?(?:a |jusqu'a )?\d{1,2} ?h)");
  const auto is_exception = [&](std::size_t begin, std::size_t end) {
    Pattern::Match time;
    if (time_before.find(text.substr(0, begin), 0, time) && std::ranges::none_of(ranges, [&](const ClockRange& range) {
          return range.begin < begin && range.end > time.begin;
        })) {
      return true;
    }
    return time_after.find(text.substr(end), 0, time) && std::ranges::none_of(ranges, [&](const ClockRange& range) {
             return range.begin >= end && range.begin < end + time.end;
           });
  };
  std::vector<DayGroup> groups;
  std::uint8_t rest = 0;
  std::uint8_t last = 0;
  Pattern::Match match;
  for (std::size_t at = 0; day_.find(text, at, match); at = match.end) {
    const std::uint8_t named = days_named(match.groups[1]);
    if (rest_before_.contains(text.substr(0, match.begin)) || rest_after_.starts(text.substr(match.end)) ||
        is_exception(match.begin, match.end)) {
      rest |= named;
      continue;
    }
    const std::string_view between =
        groups.empty() ? std::string_view() : text.substr(groups.back().end, match.begin - groups.back().end);
    if (!groups.empty() && is_range(between) && std::has_single_bit(last) && std::has_single_bit(named)) {
      groups.back().days |= days_through(last, named);
      groups.back().end = match.end;
    } else if (!groups.empty() && is_list(between)) {
      groups.back().days |= named;
      groups.back().end = match.end;
    } else {
      groups.push_back({named, match.begin, match.end});
    }
    last = named;
  }
  const auto count = count_of_days_.find(text, 0, match) ? number_of(match.groups[1]) : std::nullopt;
  for (DayGroup& group : groups) {
    group.days &= static_cast<std::uint8_t>(~rest);
    const int named = std::popcount(group.days);
    // "4 jours du lundi au samedi": which of them is not told.
    if (named > kUsualDays || (count && *count < named)) {
      group.days = 0;
    }
  }
  return groups;
}

void WorkingTimesTheme::read(const FoldedText& text, std::string_view original, std::span<const Clause> clauses,
                             const ClockTheme& clock, std::vector<WorkingTime>& times) const {
  // "Mardi :" or "Horaires :" alone on its line heads the times below.
  std::uint8_t heading_days = 0;
  bool heading_of_times = false;
  bool heading_loose = false;
  for (std::size_t at = 0; at < clauses.size(); ++at) {
    const Clause& clause = clauses[at];
    const std::string_view words = clause.text;
    const bool tells_times = (clause.themes & kThemeClock) != 0;
    if (!tells_times && (at + 1 == clauses.size() || (clauses[at + 1].themes & kThemeClock) == 0)) {
      continue;  // it heads nothing: what comes next is a heading again, or the end
    }
    if (!tells_times || !clock.of_the_job(clause)) {
      const bool heads = words.size() <= kShortHeading && clock.of_the_job(clause);
      const std::vector<DayGroup> groups = heads ? days_of(words, {}) : std::vector<DayGroup>();
      const bool only_days =
          groups.size() == 1 && words.size() <= groups.front().end - groups.front().begin + kBesideDays;
      heading_days = only_days ? groups.front().days : std::uint8_t{0};
      heading_of_times = heads && evidence_.contains(words);
      heading_loose = heads && loose_.contains(words);
      continue;
    }
    // "Mardi 19 mars entre 9h et 17h": a meeting, for work has no date.
    static const Pattern meeting(
        R"(\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d{1,2}(?:er)? (?:janv|fev|mars|avril|mai|juin|juil|aout|sept|octo|nov|dec))");
    if (meeting.contains(words)) {
      continue;
    }
    std::vector<ClockRange> ranges = clock.ranges(words);
    std::erase_if(ranges, [&](const ClockRange& range) { return pause_.contains(words.substr(0, range.begin)); });
    Pattern::Match match;
    if (ranges.empty() && start_.find(words, 0, match)) {
      if (const auto from = minutes_of(match.groups[1], match.groups[2])) {
        ranges.push_back({*from, *from + kHour, match.begin, match.end, false});
      }
    }
    if (ranges.empty() && finish_.find(words, 0, match)) {
      if (const auto until = minutes_of(match.groups[1], match.groups[2]); until && *until >= kHour) {
        ranges.push_back({*until - kHour, *until, match.begin, match.end, false});
      }
    }
    if (ranges.empty()) {
      continue;
    }
    const std::vector<DayGroup> groups = days_of(words, ranges);
    const bool told =
        heading_of_times || evidence_.contains(words) || (ranges.size() > 1 && words.size() <= 2 * kShortHeading);
    const std::size_t first = std::min(ranges.front().begin, groups.empty() ? words.size() : groups.front().begin);
    const std::size_t last = std::max(ranges.back().end, groups.empty() ? 0 : groups.back().end);
    const std::size_t near = first > 15 ? first - 15 : 0;
    static const Pattern choice(R"(\bou\b)");
    const bool sure = told && !heading_loose && !clause.alternative && !loose_.contains(words) &&
                      !date_.contains(words) &&
                      !choice.contains(words.substr(near, std::min(words.size(), last + 25) - near));
    const bool days_first = !groups.empty() && groups.front().begin < ranges.front().begin;
    // "8h 12h - 14h 18h": what looks like a range is the break.
    static const Pattern time_before(R"(\d ?h(?: ?[0-5]\d)?[ /-]*$)");
    static const Pattern goes_on(R"(^[ /-]*(?:a |et )?\d{1,2} ?h)");
    const auto stands_alone = [&](const ClockRange& range) {
      Pattern::Match time;
      const bool after =
          goes_on.find(words.substr(range.end), 0, time) && std::ranges::none_of(ranges, [&](const ClockRange& next) {
            return next.begin >= range.end && next.begin < range.end + time.end;
          });
      const bool before = time_before.find(words.substr(0, range.begin), 0, time) &&
                          std::ranges::none_of(ranges, [&](const ClockRange& previous) {
                            return previous.end <= range.begin && previous.end > time.begin;
                          });
      return !after && !before;
    };
    // "6h-10h et deux soirs, mercredi et vendredi, 17h-19h": whose days they are is not told.
    const bool days_between = !days_first && !groups.empty() && groups.back().begin < ranges.back().begin;
    for (const ClockRange& range : ranges) {
      const DayGroup* days = nullptr;
      for (const DayGroup& group : groups) {
        if (days_between) {
          break;
        }
        if (days_first ? group.begin < range.begin : days == nullptr || days->begin < range.begin) {
          days = &group;
        }
      }
      times.push_back({days != nullptr ? days->days : heading_days, range.from, range.until,
                       sure && !range.alternative && stands_alone(range),
                       std::string(text.origin(original, clause.begin + range.begin, clause.begin + range.end))});
    }
  }
}

bool WorkingTimesTheme::changing(std::string_view folded_text) const {
  return changing_.contains(folded_text);
}

std::vector<WorkingTime> WorkingTimesTheme::settled(std::vector<WorkingTime> times,
                                                    std::optional<double> weekly_hours) {
  // "du lundi au vendredi 8h-17h, vendredi 8h-12h": the exception is told by itself.
  for (WorkingTime& time : times) {
    for (const WorkingTime& other : times) {
      if (other.days != 0 && other.days != time.days && (other.days & time.days) == other.days) {
        time.days &= static_cast<std::uint8_t>(~other.days);
      }
    }
  }
  const auto by_time = [](const WorkingTime& left, const WorkingTime& right) {
    return std::tuple(left.days, left.from_minute, left.until_minute, !left.sure) <
           std::tuple(right.days, right.from_minute, right.until_minute, !right.sure);
  };
  std::ranges::stable_sort(times, by_time);
  const auto same = [](const WorkingTime& left, const WorkingTime& right) {
    return std::tuple(left.days, left.from_minute, left.until_minute) ==
           std::tuple(right.days, right.from_minute, right.until_minute);
  };
  times.erase(std::unique(times.begin(), times.end(), same), times.end());
  std::vector<bool> doubtful(times.size(), false);
  double week = 0;
  for (std::size_t at = 0; at < times.size(); ++at) {
    const WorkingTime& one = times[at];
    const int length = one.until_minute - one.from_minute;
    int day = length;
    for (std::size_t other = 0; other < times.size(); ++other) {
      const WorkingTime& next = times[other];
      if (other == at || !share_days(one, next)) {
        continue;
      }
      const int next_length = next.until_minute - next.from_minute;
      const bool overlap = one.from_minute < next.until_minute && next.from_minute < one.until_minute;
      // "5h-13h, 13h-21h": one shift takes over from the other.
      const bool relay = (one.until_minute % kWholeDay == next.from_minute % kWholeDay ||
                          next.until_minute % kWholeDay == one.from_minute % kWholeDay) &&
                         std::max(length, next_length) >= kShortestShift;
      doubtful[at] = doubtful[at] || overlap || relay;
      day += next_length;
    }
    doubtful[at] = doubtful[at] || day > kLongestSpan || length > kLongestSureSpan;
    week += one.sure ? length / static_cast<double>(kHour) * (one.days != 0 ? std::popcount(one.days) : kUsualDays) : 0;
  }
  const bool amplitude = weekly_hours && week > *weekly_hours * kBreaks;
  for (std::size_t at = 0; at < times.size(); ++at) {
    times[at].sure = times[at].sure && !doubtful[at] && !amplitude;
  }
  return times;
}

}  // namespace passerelle::reading
