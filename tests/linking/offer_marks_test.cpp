#include "linking/offer_marks.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/linking/shipped_linker.h"

namespace passerelle {
namespace {

using testing::Each;

class OfferMarks : public testing::Test {
 protected:
  [[nodiscard]] std::uint32_t row(std::string_view code) const {
    return shipped_.referential().find_occupation(code)->value();
  }
  /// The skill of an occupation that the fewest others ask for.
  [[nodiscard]] std::string rarest_skill(std::string_view code) const {
    const Referential& referential = shipped_.referential();
    const std::span<const OccupationSkill> skills = referential.skills_of(OccupationIndex(row(code)));
    const auto asked_by = [&referential](const OccupationSkill& skill) {
      return referential.occupations_with(SkillIndex(skill.skill)).size();
    };
    return std::string(referential.skill_code(SkillIndex(std::ranges::min_element(skills, {}, asked_by)->skill)));
  }
  /// Each occupation a family of its own.
  [[nodiscard]] std::vector<std::uint32_t> own_families() const {
    std::vector<std::uint32_t> family_of(shipped_.referential().occupation_count());
    for (std::uint32_t occupation = 0; occupation < family_of.size(); ++occupation) {
      family_of[occupation] = occupation;
    }
    return family_of;
  }
  [[nodiscard]] MarkCounts counts() const { return MarkCounts(shipped_.referential().occupation_count()); }

  support::ShippedLinker shipped_;
};

TEST_F(OfferMarks, WithoutMemoryATickSpeaksForTheOccupationsThatAskForTheSkill) {
  const std::vector<std::string> ticks{rarest_skill("F1703")};
  const std::vector<float> log_odds = MarkCounts().of_ticks(ticks, shipped_.referential(), {});
  const std::span<const std::uint32_t> asking =
      shipped_.referential().occupations_with(*shipped_.referential().find_skill(ticks.front()));
  for (std::uint32_t occupation = 0; occupation < log_odds.size(); ++occupation) {
    const bool asks = std::ranges::find(asking, occupation) != asking.end();
    EXPECT_EQ(log_odds[occupation] > 0, asks) << shipped_.referential().code(OccupationIndex(occupation));
  }
}

TEST_F(OfferMarks, WhatWasTickedBeforeSpeaksForItsFamily) {
  const std::string tick = rarest_skill("F1703");
  MarkCounts seen = counts();
  for (int times = 0; times < 10; ++times) {
    seen.add(std::vector{mark_of(tick)}, std::vector{row("K1304")});
  }
  const std::vector<std::string> ticks{tick};
  const float before = counts().of_ticks(ticks, shipped_.referential(), own_families())[row("K1304")];
  EXPECT_GT(seen.of_ticks(ticks, shipped_.referential(), own_families())[row("K1304")], before);
}

TEST_F(OfferMarks, WhatStandsInOffersOfOneFamilySpeaksForItAndAgainstOthersThatLackIt) {
  MarkCounts seen = counts();
  for (int times = 0; times < 30; ++times) {
    seen.add(std::vector{mark_of("qualification cadre")}, std::vector{row("N1101")});
    seen.add(std::vector{mark_of("qualification manoeuvre")}, std::vector{row("K1304")});
  }
  const std::vector<std::string> facts{"qualification cadre"};
  const std::vector<float> log_odds = seen.of_facts(facts, own_families());
  EXPECT_GT(log_odds[row("N1101")], 0);
  EXPECT_LT(log_odds[row("K1304")], 0);
  EXPECT_FLOAT_EQ(log_odds[row("F1703")], 0);
}

TEST_F(OfferMarks, WhatWasNeverSeenSaysNothing) {
  MarkCounts seen = counts();
  seen.add(std::vector{mark_of("qualification cadre")}, std::vector{row("F1703")});
  const std::vector<std::string> unknown{"999999", "jongler avec des sabres"};
  EXPECT_THAT(seen.of_facts(unknown, own_families()), Each(0.0F));
  EXPECT_THAT(MarkCounts().of_ticks(unknown, shipped_.referential(), {}), Each(0.0F));
}

TEST_F(OfferMarks, TheEvidenceOfAnOfferHoldsNeitherItsCodeNorItsJobTitle) {
  Offer offer;
  offer.title = "Agent";
  offer.text = "Vous travaillez.";
  offer.qualification = "Employé qualifié";
  offer.experience_label = "Débutant accepté";
  offer.skills = {{"100015", "Faire", false}, {"", "Défaire", true}, {"100015", "Faire", true}};
  const OfferEvidence evidence = OfferEvidence::of(offer);
  EXPECT_THAT(evidence.ticks, testing::ElementsAre("100015", "defaire"));
  EXPECT_THAT(evidence.facts, testing::ElementsAre("qualification employe qualifie", "experience debutant accepte"));
  offer.rome = "F1703";
  offer.job_title = "Maçon";
  const OfferEvidence same = OfferEvidence::of(offer);
  EXPECT_EQ(same.title, evidence.title);
  EXPECT_EQ(same.ticks, evidence.ticks);
  EXPECT_EQ(same.facts, evidence.facts);
}

TEST_F(OfferMarks, TicksTellWhatAVagueTitleDoesNot) {
  const OfferEvidence vague{"Agent polyvalent", "Vous rejoignez notre équipe."};
  const auto confidence = [this](const OfferEvidence& offer) {
    for (const OccupationLink& link :
         shipped_->occupations_of_offer(offer, shipped_.referential().occupation_count())) {
      if (link.occupation.value() == row("F1703")) {
        return link.confidence;
      }
    }
    return 0.0;
  };
  OfferEvidence ticked = vague;
  ticked.ticks = {rarest_skill("F1703")};
  EXPECT_GT(confidence(ticked), 1.5 * confidence(vague));
}

}  // namespace
}  // namespace passerelle
