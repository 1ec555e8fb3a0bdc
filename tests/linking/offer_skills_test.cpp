#include "linking/offer_skills.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "linking/ticked_skills.h"
#include "tests/linking/shipped_linker.h"

namespace passerelle {
namespace {

const support::ShippedLinker& shipped() {
  static const support::ShippedLinker one;
  return one;
}

const Referential& referential() {
  return shipped().referential();
}

const OfferSkillReader& reader() {
  static const OfferSkillReader one(referential());
  return one;
}

std::vector<SkillLink> said(const std::string& text, const std::vector<OccupationLink>& occupations) {
  return reader().said(text, words(text), occupations);
}

OccupationLink link_to(OccupationIndex occupation, double confidence) {
  OccupationLink link;
  link.occupation = occupation;
  link.confidence = confidence;
  return link;
}

std::vector<OccupationLink> occupation(std::string_view code) {
  return {link_to(referential().find_occupation(code).value(), 0.9)};
}

std::set<SkillIndex> skills(const std::vector<SkillLink>& links) {
  std::set<SkillIndex> found;
  for (const SkillLink& link : links) {
    found.insert(link.skill);
  }
  return found;
}

std::size_t rank_of(SkillIndex skill, const std::vector<SkillLink>& links) {
  return static_cast<std::size_t>(std::ranges::find(links, skill, &SkillLink::skill) - links.begin());
}

TEST(OfferSkills, AreThoseOfTheOccupationsAndTheirFamiliesOnly) {
  for (std::uint32_t row = 0; row < referential().occupation_count(); ++row) {
    std::set<SkillIndex> possible;
    for (const OccupationIndex relative : referential().family(referential().parent(OccupationIndex(row)))) {
      for (const OccupationSkill& skill : referential().skills_of(relative)) {
        possible.insert(SkillIndex(skill.skill));
      }
    }
    const std::vector<OccupationLink> occupations{link_to(OccupationIndex(row), 1)};
    const std::vector<SkillLink> links = reader().likely("Poste", "", occupations, 1000);
    EXPECT_EQ(links.size(), possible.size());
    EXPECT_EQ(skills(links), possible);
  }
}

TEST(OfferSkills, FewAreTheBeginningOfManyAndStrengthsFall) {
  const std::string text = "Vous préparez les repas, faites le ménage et gérez les stocks.";
  for (std::uint32_t row = 0; row + 1 < referential().occupation_count(); ++row) {
    const std::vector<OccupationLink> occupations{link_to(OccupationIndex(row), 0.6),
                                                  link_to(OccupationIndex(row + 1), 0.3)};
    const std::vector<SkillLink> many = reader().likely("Agent polyvalent", text, occupations, 30);
    const std::vector<SkillLink> few = reader().likely("Agent polyvalent", text, occupations, 5);
    ASSERT_LE(few.size(), many.size());
    for (std::size_t rank = 0; rank < few.size(); ++rank) {
      EXPECT_EQ(few[rank].skill, many[rank].skill);
    }
    ASSERT_FALSE(many.empty());
    EXPECT_DOUBLE_EQ(many.front().strength, 1);
    EXPECT_TRUE(std::ranges::is_sorted(many, std::ranges::greater(), &SkillLink::strength));
    EXPECT_GT(many.back().strength, 0);
  }
}

TEST(OfferSkills, SayingASkillNeverLowersIt) {
  for (std::uint32_t row = 0; row < referential().occupation_count(); ++row) {
    const std::vector<OccupationLink> occupations{link_to(OccupationIndex(row), 1)};
    const std::vector<SkillLink> before = reader().likely("Poste", "Bonjour.", occupations, 1000);
    for (const SkillLink& link : before) {
      const std::string text = "Bonjour. " + std::string(referential().skill_label(link.skill)) + ".";
      EXPECT_LE(rank_of(link.skill, reader().likely("Poste", text, occupations, 1000)), rank_of(link.skill, before))
          << text;
    }
  }
}

TEST(OfferSkills, WithoutAnyOccupationNothingIsLikely) {
  EXPECT_TRUE(reader().likely("Cuisinier", "Préparer des repas.", {}, 20).empty());
  EXPECT_TRUE(reader().likely("Cuisinier", "Préparer des repas.", occupation("G1602"), 0).empty());
}

TEST(OfferSkills, ASaidLabelIsFoundWithItsWordsAndNoOtherTextSaysIt) {
  std::size_t found = 0;
  std::size_t labels = 0;
  for (std::uint32_t row = 0; row < referential().occupation_count(); ++row) {
    const std::vector<OccupationLink> occupations{link_to(OccupationIndex(row), 1)};
    for (const OccupationSkill& asked : referential().skills_of(OccupationIndex(row))) {
      const SkillIndex skill(asked.skill);
      const std::string label(referential().skill_label(skill));
      const std::string text = "Vous savez travailler.\nVous saurez " + label + ".";
      ++labels;
      for (const SkillLink& link : said(text, occupations)) {
        EXPECT_NE(text.find(link.where), std::string::npos);
        found += link.skill == skill ? 1U : 0U;
      }
      EXPECT_FALSE(skills(said("Vous saurez lire.", occupations)).contains(skill)) << label;
    }
  }
  // Enumerations and single words cannot be recognised for sure; most labels can.
  EXPECT_GT(found * 2, labels);
}

TEST(OfferSkills, WhatTheEmployerSaysOfItselfIsNotAsked) {
  for (std::uint32_t row = 0; row < referential().occupation_count(); ++row) {
    const std::vector<OccupationLink> occupations{link_to(OccupationIndex(row), 1)};
    for (const OccupationSkill& asked : referential().skills_of(OccupationIndex(row))) {
      const std::string label(referential().skill_label(SkillIndex(asked.skill)));
      // A sentence that speaks to the person may be about the work all the same.
      if (label.find("vous") == std::string::npos) {
        EXPECT_TRUE(said("Nous sommes le leader pour " + label + ".", occupations).empty()) << label;
      }
      EXPECT_TRUE(said("Qui sommes-nous ?\n" + label, occupations).empty()) << label;
    }
  }
}

TEST(OfferSkills, AnOfferIsNotToldTwiceWhatItsEmployerTicked) {
  Offer offer;
  offer.title = "Cuisinier";
  for (const OccupationSkill& asked : referential().skills_of(occupation("G1602").front().occupation)) {
    offer.text += "Vous saurez " + std::string(referential().skill_label(SkillIndex(asked.skill))) + ".\n";
  }
  const std::vector<SkillLink> read = shipped()->understand(offer).skills;
  ASSERT_FALSE(read.empty());
  for (const SkillLink& link : read) {
    offer.skills.push_back({std::string(referential().skill_code(link.skill)), "", true});
  }
  EXPECT_THAT(shipped()->understand(offer).skills, testing::IsEmpty());
}

TEST(TickedSkills, AreInOrderWithoutRepetitionAndLift) {
  const std::span<const TickedSkill> ticked = ticked_skills();
  EXPECT_EQ(std::ranges::adjacent_find(ticked, std::ranges::greater_equal(), &TickedSkill::code), ticked.end());
  EXPECT_TRUE(std::ranges::all_of(ticked, [](const TickedSkill& skill) { return skill.lift > 0.25F; }));
}

}  // namespace
}  // namespace passerelle
