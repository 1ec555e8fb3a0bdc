#include <algorithm>

#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

// Minutes after midnight.
constexpr int kDay = 24 * 60;
constexpr int kNightBegins = 22 * 60;
constexpr int kNightEnds = 5 * 60;
constexpr int kEarlyEnds = 7 * 60;
constexpr int kEveningBegins = 20 * 60;
constexpr int kMorningEnds = 9 * 60;
constexpr int kShortestSpan = 60;
constexpr int kLongestSpan = 16 * 60;
/// The halves of a day, and the break between them.
constexpr int kShortestHalf = 2 * 60;
constexpr int kLongestHalf = 6 * 60 + 30;
constexpr int kLongestBreak = 3 * 60;

/// "8h00 12h00 - 13h30 17h30", "8h-12h 13h30 17h": the four times of a day of two halves, whatever stands between them.
/// Empty where the words tell the halves themselves, or no such day.
std::vector<ClockRange> two_halves(std::string_view text, std::size_t from) {
  static const Pattern four(
      R"(\b(\d{1,2}) ?(?:h|:) ?([0-5]\d)?([ /a>-]{1,4})(\d{1,2}) ?(?:h|:) ?([0-5]\d)?(?:[ ,/&a+-]| et (?:de )?| puis (?:de )?){1,3}(\d{1,2} ?(?:h|:) ?(?:[0-5]\d)?)([ /a>-]{1,4}\d{1,2} ?(?:h|:) ?(?:[0-5]\d\b)?))");
  static const Pattern time(R"((\d{1,2}) ?(?:h|:) ?([0-5]\d)?$)");
  Pattern::Match match;
  Pattern::Match third;
  Pattern::Match fourth;
  if (!four.find(text, from, match) || !time.find(match.groups[6], 0, third) ||
      !time.find(match.groups[7], 0, fourth)) {
    return {};
  }
  const auto bare = [](std::string_view between) { return between.find_first_not_of(' ') == std::string_view::npos; };
  const std::string_view last = match.groups[7].substr(0, match.groups[7].find_first_of("0123456789"));
  const auto begin = minutes_of(match.groups[1], match.groups[2]);
  const auto noon = minutes_of(match.groups[4], match.groups[5]);
  const auto again = minutes_of(third.groups[1], third.groups[2]);
  const auto end = minutes_of(fourth.groups[1], fourth.groups[2]);
  if ((!bare(match.groups[3]) && !bare(last)) || !begin || !noon || !again || !end) {
    return {};
  }
  const auto half = [](int first, int second) {
    return second - first >= kShortestHalf && second - first <= kLongestHalf;
  };
  if (!half(*begin, *noon) || !half(*again, *end) || *again <= *noon || *again - *noon > kLongestBreak) {
    return {};
  }
  const auto place = [&text](std::string_view part) { return static_cast<std::size_t>(part.data() - text.data()); };
  const std::size_t second = place(match.groups[6]);
  std::size_t noon_end = place(match.groups[4]);
  while (noon_end < second && text.substr(noon_end, 1).find_first_of("0123456789h:") == 0) {
    ++noon_end;
  }
  return {{*begin, *noon, match.begin, noon_end, false}, {*again, *end, second, match.end, false}};
}

}  // namespace

std::optional<int> minutes_of(std::string_view hours, std::string_view minutes) {
  if (hours == "midi") {
    return kDay / 2;
  }
  if (hours == "minuit") {
    return kDay;
  }
  const auto hour = number_of(hours);
  const int minute = minutes.empty() ? 0 : number_of(minutes).value_or(0);
  if (!hour || *hour > 24 || minute > 59) {
    return std::nullopt;
  }
  return *hour * 60 + minute;
}

ClockTheme::ClockTheme()
    : range_(
          R"(\b(2[0-4]|[01]?\d) ?(?:h(?:eures?)?|:) ?([0-5]\d)? ?(?:-|a|/|jusqu'a|jusque|et|au|>|=)+ ?(2[0-4]|[01]?\d|midi\b|minuit\b)(?: ?(?:h(?:eures?)?|:)(?: ?([0-5]\d)\b)?|\b))"),
      start_(
          R"((?:prise de (?:poste|service)|debut|demarrage|embauche|commence\w*|tot|a partir de|horaires?|poste des)(?: [a-z]+){0,3}? ?[:(]? ?(?:a |de |des |le matin a |vers |a partir de )*\(?\b([01]?\d) ?(?:h|heures)(?:\b|([0-5]\d)\b)(?: du matin)?|(?:\b|^des )([01]?\d) ?(?:h|heures) ?([0-5]\d)? ?(?:du matin|le matin))"),
      not_the_job_(
          R"(\bagence\b|joindre|contacter|contactez|rendez-vous|\brdv\b|\bsalon\b|\bforum\b|\btaf\b|dating|presenter|presentez|telephon|entretiens\b|(?:pour|en|un|vos|votre|les) entretien|candidat|postul|cours de|\bouvert|\bouverture|\baccueil des enfants|reunion|rencontrer|24 ?h|livraison en)"),
      alternating_(R"([2-5] ?x? ?8\b|equipe|alterna|tournant|roulement|rotation|une semaine|semaine sur|poste|cycle)"),
      amplitude_(R"(amplitude|plage|entre\b|variable|flexible|selon)") {}

bool ClockTheme::of_the_job(const Clause& clause) const {
  return clause.section != Section::company && !not_the_job_.contains(clause.text);
}

std::vector<ClockRange> ClockTheme::ranges(std::string_view text) const {
  std::vector<ClockRange> ranges;
  Pattern::Match match;
  for (std::size_t at = 0;;) {
    const bool told = range_.find(text, at, match);
    const std::vector<ClockRange> halves = two_halves(text, at);
    if (!halves.empty() && (!told || halves.front().begin <= match.begin)) {
      ranges.insert(ranges.end(), halves.begin(), halves.end());
      at = halves.back().end;
      continue;
    }
    if (!told) {
      break;
    }
    at = match.end;
    const std::string_view joint = match.groups[0];
    const auto begin = minutes_of(match.groups[1], match.groups[2]);
    auto end = minutes_of(match.groups[3], match.groups[4]);
    const bool with_and = joint.find(" et ") != std::string_view::npos;
    const bool between = text.substr(0, match.begin).ends_with("entre ");
    // "7h-8h/jour" and "2h à 3h" are lengths; a bare second number needs the first one's unit close by.
    const bool bare_end = joint.back() >= '0' && joint.back() <= '9' && match.groups[4].empty();
    const std::string_view rest = text.substr(match.end);
    if (!begin || !end || (with_and && !between) || (bare_end && rest.starts_with(" jour")) ||
        rest.starts_with(" par jour") || rest.starts_with("/jour") || rest.starts_with(" par semaine") ||
        rest.starts_with("/sem") || rest.starts_with(" hebdo") || (bare_end && !rest.empty() && rest.front() == '/')) {
      continue;
    }
    if (bare_end && joint.find('/') != std::string_view::npos) {
      continue;
    }
    if (*end <= *begin) {
      *end += kDay;
    }
    if (*end - *begin < kShortestSpan || *end - *begin > kLongestSpan) {
      continue;
    }
    const std::string_view before = text.substr(0, match.begin);
    ranges.push_back({*begin, *end, match.begin, match.end,
                      before.ends_with("ou ") || before.ends_with("ou de ") || rest.starts_with(" ou ")});
  }
  return ranges;
}

void ClockTheme::read(const Clause& clause, std::vector<Finding>& findings) const {
  if (!of_the_job(clause)) {
    return;
  }
  const std::string_view text = clause.text;
  const std::vector<ClockRange> ranges = this->ranges(text);
  // "6h-14h ou 14h-22h": one shift takes over from the other.
  const bool relay = std::ranges::any_of(ranges, [&ranges](const ClockRange& first) {
    return std::ranges::any_of(ranges, [&first](const ClockRange& next) { return next.from == first.until % kDay; });
  });
  const bool rotating = relay || alternating_.contains(text);
  // "journée ou équipes 5h-13h": one of two ways to work.
  static const Pattern day_or_shift(
      R"(journee[^.]{0,45}\bou\b[^.]{0,25}(?:equipe|\d ?x ?8|poste|nuit)|\bou (?:en |de )?journee|\bsoit\b[^.]*\bsoit\b)");
  // "Plages : 5h-13h / 13h-21h / 21h-5h": shifts that relay each other are no amplitude.
  const bool loose = (!relay && amplitude_.contains(text)) || day_or_shift.contains(text);
  const auto add = [&](const char* value, std::size_t from, std::size_t to, bool unsure) {
    const Judgement judgement = judge(clause, from, to);
    const bool soft = unsure || judgement.soft || judgement.strictness == Strictness::wish;
    if (cue_near(clause, CueKind::reward, from, to, 30)) {
      return;
    }
    add_finding(clause, RequirementKind::hours, value, soft ? Strictness::unclear : Strictness::must, from, to,
                findings);
  };
  for (const ClockRange& range : ranges) {
    const bool unsure = loose || (range.alternative && !rotating);
    const bool night = range.from < kNightEnds || range.until > kNightBegins;
    if (night) {
      add("night", range.begin, range.end, unsure);
    }
    if (range.from >= kNightEnds - 60 && range.from < kEarlyEnds) {
      add("early", range.begin, range.end, unsure);
    }
    if (range.until > kEveningBegins && range.from >= kMorningEnds && range.from < kEveningBegins) {
      add("evening", range.begin, range.end, unsure);
    }
  }
  Pattern::Match match;
  if (ranges.empty() && start_.find(text, 0, match)) {
    const bool second = !match.groups[3].empty();
    const auto begin =
        minutes_of(second ? match.groups[3] : match.groups[1], second ? match.groups[4] : match.groups[2]);
    // "à 5h, 10h ou 13h"
    static const Pattern others(R"(^ ?(?:,|/|ou\b) ?(?:a |de )?\d)");
    const bool choice = loose || others.contains(text.substr(match.end));
    if (begin && *begin >= 2 * 60 && *begin < kEarlyEnds) {
      add("early", match.begin, match.end, choice);
      if (*begin < kNightEnds) {
        add("night", match.begin, match.end, choice);
      }
    }
  }
}

}  // namespace passerelle::reading
