#include "rank/skill_postings.h"

#include <gmock/gmock.h>

#include "tests/support/various_world.h"

namespace passerelle {
namespace {

using support::VariousWorld;

TEST(SkillPostings, SayNoLessThanTheScoreAndHardlyMore) {
  const VariousWorld world(40, 700, 21);
  const Scorer scorer = world.scorer();
  // Tiles of any size, one of them empty.
  const std::vector<std::uint32_t> ends{1, 200, 200, 650, 700};
  const SkillPostings postings(scorer, world.listed, ends);
  std::vector<float> worth(700);
  for (const PersonIndex person : world.everybody()) {
    PersonProfile profile;
    scorer.prepare(person, profile);
    if (!profile.has_skills) {
      continue;
    }
    std::vector<SkillStrength> held;
    for (std::uint32_t skill = 0; skill < profile.skills.size(); ++skill) {
      if (profile.skills[skill] > 0) {
        held.push_back({skill, profile.skills[skill]});
      }
    }
    std::uint32_t begin = 0;
    for (std::size_t tile = 0; tile < ends.size(); ++tile) {
      postings.add_up(tile, held, worth.data());
      for (std::uint32_t offer = begin; offer < ends[tile]; ++offer) {
        const auto& parts = scorer.explain(profile, world.listed[offer]).contributions;
        const auto exact = static_cast<float>(parts.at(static_cast<std::size_t>(Part::skills)) +
                                              parts.at(static_cast<std::size_t>(Part::soft_skills)));
        // Each part is rounded twice in the score: to a ten-thousandth of its value, and to a whole number.
        EXPECT_GE(worth[offer - begin], exact - 1.2F) << "person " << person.value() << ", offer " << offer;
        EXPECT_LE(worth[offer - begin], exact + 2.2F) << "person " << person.value() << ", offer " << offer;
      }
      begin = ends[tile];
    }
  }
}

}  // namespace
}  // namespace passerelle
