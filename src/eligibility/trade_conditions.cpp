#include "eligibility/trade_conditions.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "normalise/text.h"

namespace passerelle {
namespace {

/// What the occupation usually brings (work contexts of the referential) and the offer does not speak of: never sure
/// enough to exclude, enough to ask.
void add_usual_conditions(OfferConditions& conditions, const OfferUnderstanding& understood,
                          const Referential& referential) {
  for (const std::string_view label : referential.contexts(understood.occupations.front().occupation)) {
    const std::string context = folded(label);
    const auto usual = [&context](std::string_view word, Demand& demand) {
      if (demand == Demand::absent && context.find(word) != std::string::npos) {
        demand = Demand::unclear;
      }
    };
    usual("charge", conditions.lifting);
    usual("debout", conditions.standing);
    usual("hauteur", conditions.heights);
    usual("froid", conditions.cold);
    usual("poussiere", conditions.dust_chemicals);
    usual("chimique", conditions.dust_chemicals);
  }
}

/// Who drives buses or lorries is of age (code de la route, R221-5), whatever the offer says of it; who carries people
/// or goods in a van holds at least B, unless the offer itself speaks of licences.
void add_licence_of_drivers(OfferConditions& conditions, const OfferUnderstanding& understood,
                            const Referential& referential) {
  const std::string_view code = referential.parent(understood.occupations.front().occupation);
  const bool heavy = code == "N4101" || code == "N4103";
  if (heavy) {
    conditions.adult = Demand::must;
  }
  const bool licence_told = std::ranges::find(understood.requirements, RequirementKind::licence, &Requirement::kind) !=
                            understood.requirements.end();
  if (!licence_told && (heavy || code == "N4102")) {
    conditions.licences = licence_set("B");
  } else if (!licence_told && code == "N4105") {
    conditions.licences_unclear = licence_set("B");  // perhaps by bicycle
  }
}

/// Cards that the law asks of everybody in a trade, unless the offer itself speaks of them:
/// carers at home (code de l'action sociale et des familles, L421-3), guards (code de la sécurité intérieure, L612-20).
void add_cards_of_the_law(OfferConditions& conditions, const OfferUnderstanding& understood,
                          const Referential& referential, ConditionVocabulary& vocabulary) {
  static constexpr auto kCards = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"K1309", "agrément d'accueil"}, {"K1310", "agrément d'accueil"}, {"K2503", "carte professionnelle"}});
  const auto named = [&understood](const std::string_view card) {
    return std::ranges::any_of(understood.requirements,
                               [card](const Requirement& requirement) { return requirement.value == card; });
  };
  for (const auto& [code, card] : kCards) {
    if (referential.code(understood.occupations.front().occupation) == code && !named(card)) {
      conditions.certificates.push_back(vocabulary.number(card));
    }
  }
}

/// Employers who name five years of studies seldom write that they insist; where experience may do instead, they say
/// so, beside the degree or as an experience of its own.
void waive_degrees(std::vector<DiplomaDemand>& diplomas, const OfferUnderstanding& understood) {
  const bool experience_may_do = std::ranges::any_of(understood.requirements, [](const Requirement& requirement) {
    return requirement.kind == RequirementKind::experience && requirement.strictness == Strictness::unclear;
  });
  for (DiplomaDemand& diploma : diplomas) {
    diploma.is_degree = diploma.is_degree && !experience_may_do;
  }
}

}  // namespace

void add_trade_conditions(OfferConditions& conditions, const OfferUnderstanding& understood,
                          const Referential& referential, ConditionVocabulary& vocabulary) {
  waive_degrees(conditions.diplomas, understood);
  if (understood.occupations.empty() || understood.occupations.front().confidence < kSureOccupation) {
    return;
  }
  add_usual_conditions(conditions, understood, referential);
  add_licence_of_drivers(conditions, understood, referential);
  add_cards_of_the_law(conditions, understood, referential, vocabulary);
}

}  // namespace passerelle
