#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/person.h"
#include "domain/requirement.h"
#include "eligibility/rules.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// The question that settles a rule that could not be answered, in plain French, asked by the person to the employer
/// or by the référent to the person.
std::string question_for(Rule rule, std::string_view asked);

/// The step that would lift a limit: `licence training certificate immersion language vehicle childcare other`.
std::string_view step_for(Rule rule);

/// "avec le permis B : 14 offres de plus".
std::string unlock_sentence(Rule rule, std::string_view asked, int offers);

/// What a person stated of their limits, said back: "pas de travail le dimanche", "a le permis B".
std::string stated_limit_words(RequirementKind kind, std::string_view value, bool can);

/// "à 15 minutes en bus".
std::string journey_words(const ShownTravel& travel);

/// A title as people write it: shouting capitals calmed down, "(H/F)" and its like taken off, HTML left-overs gone.
std::string readable_title(std::string_view title);

/// The masculine and feminine label without its second half: "Cuisinier / Cuisinière" → "cuisinier ou cuisinière".
std::string occupation_words(std::string_view label);

}  // namespace passerelle
