#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/date.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// The families of names that files hold and that people read in French.
enum class WordFamily {
  rule,        ///< hard limits: `travel_time`
  warning,     ///< `evening_hours`
  step,        ///< what would open an offer: `training`
  evidence,    ///< where a skill comes from: `everyday_life`
  mode,        ///< how one travels: `public_transport`
  part,        ///< parts of the score: `soft_skills`
  strictness,  ///< how strongly an offer asks: `wish`
  role,        ///< what a référent cares for: `employment`
  understood,  ///< what a note was understood as: `avoid`
};

/// The name in plain, non-stigmatising French, lower case except for what begins a line of its own (warnings, parts,
/// `understood`). A name that is none of the family comes back as it is, borrowed from the caller.
std::string_view french(WordFamily family, std::string_view name);

/// How many offers a rule set aside, in French: "4 120 trop loin", "13 demandent un permis".
std::string excluded_in_french(std::string_view rule, std::int64_t count);

/// The counts by rule in the order of the rules, which is the order of the contract; unknown names come last.
std::vector<std::pair<std::string, std::int64_t>> in_rule_order(const std::map<std::string, std::int64_t>& excluded);

/// A score in ten-thousandths as 1 to 5 stars: what people read instead of digits.
int stars(std::int64_t score);
/// The same in words: "très proche du profil".
std::string_view fit_in_french(int star_count);
/// A part of the score (0 to 1) in one word: "fort", "moyen", "faible", "nul".
std::string_view strength_in_french(double value);

/// True when the person's and the référent's rating (0 to 5) are two or more apart: worth a talk, neither is corrected.
bool ratings_differ(std::optional<int> self, std::optional<int> referent);
/// "personne 4/5, référent 2/5"; empty without any rating.
std::string ratings_in_french(std::optional<int> self, std::optional<int> referent);

/// What one must still have, with what is asked: "permis B", "niveau de langue : B1".
std::string blocker_in_french(const Blocker& blocker);

/// "15 minutes en bus ou en train (estimé)".
std::string travel_in_french(const ShownTravel& travel);

/// What the person has of what the offer asks for, a line each; contacts taken out.
std::string matched_in_french(const ShortlistItem& item);
/// What is asked for and not held, and the step that would bring it, a line each.
std::string missing_in_french(const ShortlistItem& item);
/// What to ask before going, a line each.
std::string questions_in_french(const ShortlistItem& item);
/// What is hard in the job, a line each.
std::string warnings_in_french(const ShortlistItem& item);
/// The parts, a line each.
std::string in_lines(const std::vector<std::string>& parts);

/// "4 120", with a narrow no-break space between thousands.
std::string number_in_french(std::int64_t number);
/// "lundi 23 novembre 2026".
std::string day_in_french(Day day);
/// "1 personne", "3 personnes": zero is singular, as French has it.
std::string counted(std::int64_t number, std::string_view singular, std::string_view plural);

}  // namespace passerelle
