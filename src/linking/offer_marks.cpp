#include "linking/offer_marks.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

/// Marks that the prior counts for: a family seen less than this is judged by all offers and by the referential.
constexpr double kPriorMarks = 20;
/// Share of an occupation's ticks that are expected among the skills the referential gives it.
constexpr double kOwnSkills = 0.5;

}  // namespace

OfferEvidence OfferEvidence::of(const Offer& offer) {
  OfferEvidence evidence{offer.title, offer.text};
  for (const AskedSkill& skill : offer.skills) {
    evidence.ticks.push_back(skill.code.empty() ? folded(skill.label) : skill.code);
  }
  std::ranges::sort(evidence.ticks);
  evidence.ticks.erase(std::unique(evidence.ticks.begin(), evidence.ticks.end()), evidence.ticks.end());
  if (!offer.qualification.empty()) {
    evidence.facts.push_back("qualification " + folded(offer.qualification));
  }
  if (!offer.experience_label.empty()) {
    evidence.facts.push_back("experience " + folded(offer.experience_label));
  }
  return evidence;
}

std::uint32_t mark_of(std::string_view tick_or_fact) {
  return static_cast<std::uint32_t>(hash64(tick_or_fact) >> 32U);
}

void MarkCounts::add(std::span<const std::uint32_t> marks, std::span<const std::uint32_t> families) {
  const float part = 1.0F / static_cast<float>(families.size());
  for (const std::uint32_t family : families) {
    for (const std::uint32_t mark : marks) {
      std::vector<Count>& counts = of_mark_[mark];
      const auto known = std::ranges::find(counts, family, &Count::family);
      if (known == counts.end()) {
        counts.push_back({family, part});
      } else {
        known->offers += part;
      }
      of_family_[family] += part;
      all_ += static_cast<double>(part);
    }
  }
}

double MarkCounts::offers_with(std::uint32_t mark) const {
  double offers = 0;
  if (const auto counts = of_mark_.find(mark); counts != of_mark_.end()) {
    for (const Count& count : counts->second) {
      offers += static_cast<double>(count.offers);
    }
  }
  return offers;
}

std::vector<float> MarkCounts::relative(std::uint32_t mark, double share) const {
  std::vector<float> counted(of_family_.size(), 0.0F);
  if (const auto counts = of_mark_.find(mark); counts != of_mark_.end()) {
    for (const Count& count : counts->second) {
      counted[count.family] = static_cast<float>(static_cast<double>(count.offers) / share);
    }
  }
  return counted;
}

std::vector<float> MarkCounts::of_facts(std::span<const std::string> facts,
                                        std::span<const std::uint32_t> family_of) const {
  std::vector<float> log_odds(family_of.size(), 0.0F);
  for (const std::string& fact : facts) {
    const std::uint32_t mark = mark_of(fact);
    const double offers = offers_with(mark);
    if (offers == 0) {
      continue;
    }
    std::vector<float> by_family = relative(mark, offers / (all_ + 1));
    for (std::size_t family = 0; family < by_family.size(); ++family) {
      by_family[family] = static_cast<float>(std::log((static_cast<double>(by_family[family]) + kPriorMarks) /
                                                      (static_cast<double>(of_family_[family]) + kPriorMarks)));
    }
    for (std::size_t row = 0; row < log_odds.size(); ++row) {
      log_odds[row] += by_family[family_of[row]];
    }
  }
  return log_odds;
}

std::vector<float> MarkCounts::of_ticks(std::span<const std::string> ticks, const Referential& referential,
                                        std::span<const std::uint32_t> family_of) const {
  std::vector<float> log_odds(referential.occupation_count(), 0.0F);
  if (ticks.empty()) {
    return log_odds;  // most offers
  }
  double links = 0;
  for (std::uint32_t row = 0; row < log_odds.size(); ++row) {
    links += static_cast<double>(referential.skills_of(OccupationIndex(row)).size());
  }
  for (const std::string& tick : ticks) {
    const std::uint32_t mark = mark_of(tick);
    const std::optional<SkillIndex> skill = referential.find_skill(tick);
    std::span<const std::uint32_t> asking;
    if (skill) {
      asking = referential.occupations_with(*skill);
    }
    const double known = asking.empty() ? 0 : static_cast<double>(asking.size()) / links;
    const double share = (offers_with(mark) + known) / (all_ + 1);
    if (share == 0) {
      continue;
    }
    const std::vector<float> by_family = relative(mark, share);
    std::vector<double> expected(log_odds.size(), asking.empty() ? 1.0 : 1 - kOwnSkills);
    for (const std::uint32_t row : asking) {
      const auto own = static_cast<double>(referential.skills_of(OccupationIndex(row)).size());
      expected[row] += kOwnSkills / own / share;
    }
    for (std::size_t row = 0; row < log_odds.size(); ++row) {
      const double counted = by_family.empty() ? 0 : static_cast<double>(by_family[family_of[row]]);
      const double marks = by_family.empty() ? 0 : static_cast<double>(of_family_[family_of[row]]);
      log_odds[row] += static_cast<float>(std::log((counted + kPriorMarks * expected[row]) / (marks + kPriorMarks)));
    }
  }
  return log_odds;
}

}  // namespace passerelle
