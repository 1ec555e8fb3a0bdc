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

double offers_in(const auto& counts) {
  double offers = 0;
  for (const auto& count : counts) {
    offers += static_cast<double>(count.offers);
  }
  return offers;
}

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

MarkCounts::MarkCounts(std::size_t families)
    : of_family_(families, 0.0F), family_log_(families, std::log(kPriorMarks)) {}

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
    family_log_[family] = std::log(static_cast<double>(of_family_[family]) + kPriorMarks);
  }
}

std::span<const MarkCounts::Count> MarkCounts::counts_of(std::uint32_t mark) const {
  const auto counts = of_mark_.find(mark);
  return counts == of_mark_.end() ? std::span<const Count>{} : std::span<const Count>(counts->second);
}

// In both, most families never had a mark: their logarithm is the same for all of them, and taken once.

std::vector<float> MarkCounts::of_facts(std::span<const std::string> facts,
                                        std::span<const std::uint32_t> family_of) const {
  std::vector<double> by_family(of_family_.size(), 0.0);
  for (const std::string& fact : facts) {
    const std::span<const Count> counts = counts_of(mark_of(fact));
    const double offers = offers_in(counts);
    if (offers == 0) {
      continue;
    }
    const double share = offers / (all_ + 1);
    for (std::size_t family = 0; family < by_family.size(); ++family) {
      by_family[family] += std::log(kPriorMarks) - family_log_[family];
    }
    for (const Count& count : counts) {
      by_family[count.family] +=
          std::log(static_cast<double>(count.offers) / share + kPriorMarks) - std::log(kPriorMarks);
    }
  }
  std::vector<float> log_odds(family_of.size());
  for (std::size_t row = 0; row < log_odds.size(); ++row) {
    log_odds[row] = static_cast<float>(by_family[family_of[row]]);
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
  double of_all = 0;
  std::vector<double> of_family(of_family_.size(), 0.0);
  std::vector<double> of_row(log_odds.size(), 0.0);
  std::vector<double> counted(of_family_.size(), 0.0);
  for (const std::string& tick : ticks) {
    const std::span<const Count> counts = counts_of(mark_of(tick));
    const std::optional<SkillIndex> skill = referential.find_skill(tick);
    std::span<const std::uint32_t> asking;
    if (skill) {
      asking = referential.occupations_with(*skill);
    }
    const double known = asking.empty() ? 0 : static_cast<double>(asking.size()) / links;
    const double share = (offers_in(counts) + known) / (all_ + 1);
    if (share == 0) {
      continue;
    }
    const double expected = kPriorMarks * (asking.empty() ? 1.0 : 1 - kOwnSkills);
    of_all += std::log(expected);
    for (std::size_t family = 0; family < of_family.size(); ++family) {
      of_family[family] -= family_log_[family];
    }
    for (const Count& count : counts) {
      counted[count.family] = static_cast<double>(count.offers) / share;
      of_family[count.family] += std::log(counted[count.family] + expected) - std::log(expected);
    }
    for (const std::uint32_t row : asking) {
      const auto own = static_cast<double>(referential.skills_of(OccupationIndex(row)).size());
      const double usual = counted.empty() ? expected : counted[family_of[row]] + expected;
      of_row[row] += std::log(usual + kPriorMarks * kOwnSkills / own / share) - std::log(usual);
    }
    for (const Count& count : counts) {
      counted[count.family] = 0;
    }
    of_all -= of_family.empty() ? std::log(kPriorMarks) : 0;
  }
  for (std::size_t row = 0; row < log_odds.size(); ++row) {
    log_odds[row] = static_cast<float>(of_all + of_row[row] + (of_family.empty() ? 0.0 : of_family[family_of[row]]));
  }
  return log_odds;
}

}  // namespace passerelle
