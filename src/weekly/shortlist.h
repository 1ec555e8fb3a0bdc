#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/offer.h"
#include "domain/person.h"
#include "domain/requirement.h"

namespace passerelle {

/// One part of a score. The score is the sum of contributions, exactly; all are multiples of 0.0001, held as integers.
struct ScorePart {
  /// `occupation skills soft_skills travel contract hours beginners certainty freshness employer_answers`; the last one
  /// takes off: its weight and its contribution are negative.
  std::string name;
  double value = 0;  ///< 0 to 1
  double weight = 0;
  std::int64_t contribution = 0;  ///< ten-thousandths; value × weight within one of them
};

/// A skill the offer asks for and what the person has for it.
struct MatchedSkill {
  std::string asked;
  std::string has;
  Evidence evidence = Evidence::declared;
  double strength = 0;      ///< 0 to 1
  std::optional<int> self;  ///< both ratings, shown when they disagree
  std::optional<int> referent;
};

struct MissingSkill {
  std::string asked;
  Strictness strictness = Strictness::wish;
  std::string step;  ///< `training certificate immersion language` …
};

/// What must be asked before going: the rule that could not be answered, and the question in plain French.
struct Question {
  std::string rule;
  std::string question;
};

struct Blocker {
  std::string rule;
  std::string asked;  ///< what the offer demands: `B`, `CACES R489 3`; empty when the rule says it all
};

/// What is shown of an offer; strings are empty when unknown.
struct OfferCard {
  std::string title;
  std::string employer;
  std::string place;
  std::string contract;
  std::string hours;
  std::string pay;
};

struct ShownTravel {
  int minutes = 0;
  std::string mode;
  bool estimated = true;
};

/// One offer of a shortlist, with everything that explains it.
struct ShortlistItem {
  int rank = 0;  ///< from 1
  OfferId offer;
  std::vector<std::string> also;  ///< other ids of the same offer, sorted
  std::int64_t score = 0;         ///< ten-thousandths
  std::vector<ScorePart> parts;
  std::vector<MatchedSkill> matched;
  std::vector<MissingSkill> missing;
  std::vector<Question> to_check;
  std::vector<std::string> warnings;
  std::optional<ShownTravel> travel;
  OfferCard show;
  ApplyChannel apply;
  std::string why;       ///< one plain French sentence or two
  std::string through;   ///< the near occupation or skills by which it was reached; empty when it is a direct match
  bool stretch = false;  ///< the one offer of the list that is there to open another trade
};

/// An offer that one step would open.
struct NearlyItem {
  OfferId offer;
  std::vector<Blocker> blocked_by;
  std::string step;
  OfferCard show;
};

/// What lifting one limit would bring: "avec le permis B : 14 offres de plus".
struct Unlock {
  std::string rule;
  std::string asked;
  int offers = 0;
  std::string text;
};

struct ExclusionCounts {
  std::int64_t considered = 0;
  std::int64_t eligible = 0;
  std::map<std::string, std::int64_t> excluded;  ///< by first failed rule; considered = eligible + their sum
};

/// Something understood from free text, for the référent to confirm.
struct ToConfirm {
  std::string what;   ///< `occupation`, `skill`, `limit`, `avoid`
  std::string said;   ///< the words
  std::string means;  ///< in French
};

enum class ListStatus { proposed, empty, paused };

/// From so many weeks of silence on, the référent is asked to call.
inline constexpr std::uint32_t kSilentWeeksToCall = 2;

/// What one person receives in one issue: one line of `lists.ndjson`.
struct Shortlist {
  PersonId person;
  ListStatus status = ListStatus::empty;
  std::string status_reason;       ///< French, for `paused` and `empty`
  bool referent_only = false;      ///< the list goes to the référent, not to the person
  std::uint32_t silent_weeks = 0;  ///< messages were sent in so many weeks since the person last gave a sign
  std::vector<ShortlistItem> offers;
  std::vector<ShortlistItem> reserve;  ///< best first: take the place of an offer found closed before sending
  std::vector<NearlyItem> nearly;
  std::vector<Unlock> unlock;  ///< the two limits that cost most, when there is nothing to propose
  std::vector<ToConfirm> to_confirm;
  ExclusionCounts counts;
};

}  // namespace passerelle
