#include <algorithm>
#include <string_view>

#include "requirements/text.h"

namespace passerelle::reading {
namespace {

/// How far a cue reaches, in bytes of folded text.
constexpr std::size_t kReachBefore = 110;
constexpr std::size_t kReachAfter = 90;
/// "… est requise" at the end of a clause is said of all of it.
constexpr std::size_t kReachOfClosing = 160;
constexpr std::size_t kSoftReach = 45;
constexpr std::size_t kFallbackReach = 45;
constexpr std::size_t kMinimumReach = 12;
constexpr std::size_t kClosingReach = 30;

/// "mais", or a new main clause: what follows is about something else.
std::size_t turn_between(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view between = text.substr(begin, end - begin);
  std::size_t last = std::string_view::npos;
  for (const std::string_view turn :
       {", vous ", ", tu ", " mais ", ", nous ", ", le ", ", la ", " et vous ", " et etes ", " et disposez ",
        " et justifiez ", " et possedez ", " et beneficiez ", ", votre ", ", vos ", ", d'une formation", ", dote",
        ", ainsi que "}) {
    const std::size_t at = between.rfind(turn);
    if (at != std::string_view::npos && (last == std::string_view::npos || at > last)) {
      last = at;
    }
  }
  return last == std::string_view::npos ? last : begin + last;
}

bool turns(std::string_view text, std::size_t begin, std::size_t end) {
  return turn_between(text, begin, end) != std::string_view::npos;
}

/// "il est obligatoire d'avoir", "souhaité :" — the cue looks forward.
bool looks_forward(std::string_view text, const Cue& cue) {
  std::string_view rest = text.substr(cue.end);
  while (!rest.empty() && rest.front() >= 'a' && rest.front() <= 'z') {
    rest.remove_prefix(1);
  }
  if (text.substr(cue.begin, 5) == "plus," || text.substr(cue.begin, 6) == "plus :") {
    return true;
  }
  // "le poste exige une première expérience"
  const std::string_view word = text.substr(cue.begin, 6);
  if ((word == "exige " || text.substr(cue.begin, 8) == "exigeons") &&
      text.substr(0, cue.begin).find("poste") != std::string_view::npos) {
    return rest.size() > 3 && !rest.starts_with(" pour");
  }
  return rest.starts_with(" d'") || rest.starts_with(" de ") || rest.starts_with(" que ") || rest.starts_with(" :") ||
         rest.starts_with(":");
}

/// Words that may stand between "pas", "sans", "aucun" and what they deny.
bool is_filler(std::string_view word) {
  constexpr std::string_view kFillers[] = {
      "de", "d",   "le", "la",    "l",       "un",          "une",          "besoin", "forcement", "necessairement",
      "du", "des", "ni", "avoir", "d'avoir", "particulier", "particuliere", "exige",  "requis",    "obligatoirement",
      "au"};
  return std::ranges::find(kFillers, word) != std::end(kFillers);
}

bool only_fillers(std::string_view between) {
  std::size_t at = 0;
  while (at < between.size()) {
    if (between[at] < 'a' || between[at] > 'z') {
      if (between[at] == ',' || between[at] == ':' || between[at] == ')') {
        return false;
      }
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < between.size() && between[at] >= 'a' && between[at] <= 'z') {
      ++at;
    }
    if (!is_filler(between.substr(begin, at - begin))) {
      return false;
    }
  }
  return true;
}

/// True when "pas" or "non" stands just before the cue: "non exigé", "n'est pas obligatoire".
bool denied(const Clause& clause, const Cue& cue) {
  for (const Cue& other : clause.cues) {
    if (other.kind == CueKind::negation && other.end <= cue.begin && cue.begin - other.end <= 22) {
      const std::string_view between = clause.text.substr(other.end, cue.begin - other.end);
      if (between == " " || only_fillers(between) || between == " forcement " || between == " etre ") {
        return true;
      }
    }
  }
  return false;
}

/// The cue of "Bac+2 minimum", "formation minimale : Bac pro"; a wish anywhere in the clause takes it back.
const Cue* minimum_said(const Clause& clause, std::size_t begin, std::size_t end) {
  // "minimum Bac, technique ou commercial, idéalement en décoration": the wish is for what follows.
  const bool wished = std::ranges::any_of(clause.cues, [end](const Cue& cue) {
    return cue.kind == CueKind::wish_after || (cue.kind == CueKind::wish_before && cue.begin <= end + kMinimumReach);
  });
  if (wished) {
    return nullptr;
  }
  const auto found = std::ranges::find_if(clause.cues, [&](const Cue& cue) {
    // "BTS avec au minimum dix ans de métier": the years are the minimum.
    const bool after = cue.begin >= end && cue.begin - end <= kMinimumReach &&
                       clause.text.substr(end, cue.begin - end).find("avec") == std::string_view::npos;
    const bool inside = cue.begin >= begin && cue.end <= end;
    const bool before = cue.end <= begin && begin - cue.end <= kMinimumReach;
    return (cue.kind == CueKind::minimum && (after || inside || before)) ||
           (cue.kind == CueKind::minimum && cue.end <= begin && begin - cue.end <= 40 &&
            clause.text.substr(cue.end, begin - cue.end).find(':') != std::string_view::npos);
  });
  return found == clause.cues.end() ? nullptr : &*found;
}

/// "une expérience dans …, idéalement chez …, est requise": the verb of the whole clause.
bool closes_a_sentence(std::string_view text, const Cue& cue) {
  const std::string_view before = text.substr(0, cue.begin);
  return cue.kind == CueKind::must_after && text.size() - cue.end <= 3 &&
         (before.ends_with(" est ") || before.ends_with(" sont "));
}

bool is_after(CueKind kind) {
  return kind == CueKind::wish_after || kind == CueKind::must_after;
}
bool is_wish(CueKind kind) {
  return kind == CueKind::wish_after || kind == CueKind::wish_before;
}

}  // namespace

bool cue_near(const Clause& clause, CueKind kind, std::size_t begin, std::size_t end, std::size_t reach) {
  return std::ranges::any_of(clause.cues, [&](const Cue& cue) {
    return cue.kind == kind &&
           ((cue.end <= begin && begin - cue.end <= reach) || (cue.begin >= end && cue.begin - end <= reach) ||
            (cue.begin >= begin && cue.end <= end));
  });
}

Judgement judge(const Clause& clause, std::size_t begin, std::size_t end) {
  Judgement result;
  result.begin = begin;
  result.end = end;
  const std::string_view text = clause.text;
  if (text.find("abstenir") != std::string_view::npos) {
    result.strictness = Strictness::must;
    return result;
  }
  const Cue* post = nullptr;
  for (const Cue& cue : clause.cues) {
    if (cue.begin < end) {
      // Words of the thing itself may carry the cue: "Bac+2 minimum", "expérience exigée de 2 ans".
      if (cue.begin >= begin && is_after(cue.kind)) {
        post = &cue;
        break;
      }
      continue;
    }
    if (cue.begin - end > (closes_a_sentence(text, cue) ? kReachOfClosing : kReachAfter) ||
        turns(text, end, cue.begin)) {
      break;
    }
    if (cue.kind == CueKind::must_before) {
      // "… , titulaire de …" begins another thing, unless it only links: "est nécessaire".
      break;
    }
    if (is_after(cue.kind)) {
      post = &cue;
      break;
    }
    // "CAP (ou équivalent) si possible": the wish may close what it speaks of.
    const std::string_view next = text.substr(std::min(text.size(), text.find_first_not_of(' ', cue.end)));
    const bool last_word = next.empty() || next.front() == ',' || next.front() == ')' || next.front() == '.';
    const bool closes = last_word && !text.substr(cue.begin).starts_with("ideal");
    // "Bac minimum, idéalement en décoration": the wish is for the subject.
    const std::string_view told = text.substr(cue.end);
    static constexpr std::string_view kSubjects[] = {" en ",    " dans ", " au sein", " acquis", " chez ",
                                                     " aupres", " sur ",  " avec ",   " orient", " special"};
    const bool adverb = text.substr(cue.begin).starts_with("idealement") || text.substr(cue.begin).starts_with("pref");
    const bool of_subject = adverb && std::ranges::any_of(kSubjects, [told](std::string_view subject) {
                              return told.starts_with(subject);
                            });
    if (cue.kind == CueKind::wish_before && !of_subject && cue.begin - end <= (closes ? kClosingReach : 4)) {
      post = &cue;
      break;
    }
  }
  const Cue* wish = nullptr;
  const Cue* must = nullptr;
  for (auto cue = clause.cues.rbegin(); cue != clause.cues.rend(); ++cue) {
    if (cue->end > begin) {
      continue;
    }
    if (begin - cue->end > kReachBefore) {
      break;
    }
    const std::size_t turn = turn_between(text, cue->end, begin);
    // "Idéalement, vous connaissez le métier et vous avez déjà une expérience": said of the whole sentence.
    const bool of_sentence = cue->kind == CueKind::wish_before && cue->begin == 0 &&
                             text.substr(std::min(text.size(), text.find_first_of(", ", cue->end))).starts_with(",");
    const bool turned = turn != std::string_view::npos && turn > cue->end + 2 && !of_sentence;
    if (is_after(cue->kind)) {
      if (!looks_forward(text, *cue) || turned) {
        if (cue->kind == CueKind::must_after || cue->kind == CueKind::wish_after) {
          break;
        }
      }
      if (is_wish(cue->kind)) {
        wish = wish == nullptr ? &*cue : wish;
      } else {
        must = must == nullptr ? &*cue : must;
      }
      continue;
    }
    if (turned) {
      break;
    }
    if (cue->kind == CueKind::wish_before && wish == nullptr) {
      wish = &*cue;
    } else if (cue->kind == CueKind::must_before && must == nullptr) {
      must = &*cue;
    } else if (cue->kind == CueKind::negation && only_fillers(text.substr(cue->end, begin - cue->end))) {
      const bool free_choice = cue->begin >= 5 && text.substr(cue->begin - 3, 3) == "ou ";
      result.strictness = Strictness::none;
      result.begin = free_choice ? cue->begin - 3 : cue->begin;
      return result;
    }
  }
  const auto include = [&result](const Cue& cue) {
    result.begin = std::min(result.begin, cue.begin);
    result.end = std::max(result.end, cue.end);
  };
  result.soft =
      (clause.alternative && end > clause.alternative_from) || std::ranges::any_of(clause.cues, [&](const Cue& cue) {
        if (cue.kind != CueKind::soft) {
          return false;
        }
        // A bracket after the thing speaks of something else; so does "et", unless the word agrees with both:
        // "nuits et week-ends possibles" but "le samedi et certains dimanches".
        const std::string_view word = text.substr(cue.begin, cue.end - cue.begin);
        const bool of_both =
            word.starts_with("possib") || (word.ends_with('s') && word != "quelques" && !word.starts_with("certain"));
        const bool before = cue.end <= begin && begin - cue.end <= kSoftReach;
        // "des astreintes et des déplacements sont à prévoir ponctuellement" is said of both.
        const bool closes = text.size() - cue.end <= 2 && text.substr(0, cue.begin).ends_with("prevoir ");
        const bool reaches = cue.begin >= end && cue.begin - end <= (closes ? kReachOfClosing : kSoftReach);
        const std::string_view between = reaches ? text.substr(end, cue.begin - end) : std::string_view();
        // "permis requis pour les déplacements éventuels", "en 2x8, avec possibilité de travail de nuit".
        const bool of_what_follows = between.find(" pour ") != std::string_view::npos ||
                                     (word.starts_with("possibilit") && text.substr(cue.end).starts_with(" d") &&
                                      !text.substr(cue.end).starts_with(" de forma"));
        const bool after = reaches && !of_what_follows && between.find('(') == std::string_view::npos &&
                           (of_both || closes || between.find(" et ") == std::string_view::npos);
        return before || after || (cue.begin >= begin && cue.end <= end);
      });
  result.provided = std::ranges::any_of(clause.cues, [&](const Cue& cue) {
    return cue.kind == CueKind::provided && cue.end <= begin && begin - cue.end <= 40;
  });
  const std::size_t near = begin > kFallbackReach ? begin - kFallbackReach : 0;
  if (text.substr(near, begin - near).find("a defaut") != std::string_view::npos) {
    result.strictness = Strictness::unclear;
    return result;
  }
  if (post != nullptr && denied(clause, *post)) {
    include(*post);
    result.strictness = Strictness::none;
  } else if (post != nullptr && is_wish(post->kind)) {
    include(*post);
    result.strictness = Strictness::wish;
  } else if (wish == nullptr && post == nullptr && clause.heading == Strictness::wish) {
    result.strictness = Strictness::wish;
  } else if (wish != nullptr) {
    include(*wish);
    result.strictness = Strictness::wish;
  } else if (post != nullptr) {
    include(*post);
    result.strictness = Strictness::must;
  } else if (must != nullptr) {
    include(*must);
    // "professionnel du métier ou titulaire d'un CAP", "à défaut, …": one way among others.
    const std::string_view before = text.substr(0, must->begin);
    const bool otherwise = before.ends_with(" ou ") || before.ends_with("et/ou ");
    result.strictness = otherwise ? Strictness::unclear : Strictness::must;
  } else if (clause.heading) {
    result.strictness = clause.heading;
  } else if (const Cue* minimum = minimum_said(clause, begin, end)) {
    include(*minimum);
    result.strictness = Strictness::must;
  }
  return result;
}

void add_finding(const Clause& clause, RequirementKind kind, std::string value, Strictness strictness,
                 std::size_t begin, std::size_t end, std::vector<Finding>& findings) {
  findings.push_back({kind, std::move(value), strictness, clause.begin + begin, clause.begin + end});
}

void add_judged(const Clause& clause, RequirementKind kind, std::string value, std::size_t begin, std::size_t end,
                std::optional<Strictness> bare, std::vector<Finding>& findings) {
  const Judgement judgement = judge(clause, begin, end);
  if (judgement.provided) {
    return;
  }
  std::optional<Strictness> strictness = judgement.strictness ? judgement.strictness : bare;
  if (!strictness) {
    return;
  }
  if (judgement.soft && *strictness == Strictness::must) {
    strictness = Strictness::unclear;
  }
  add_finding(clause, kind, std::move(value), *strictness, judgement.begin, judgement.end, findings);
}

}  // namespace passerelle::reading
