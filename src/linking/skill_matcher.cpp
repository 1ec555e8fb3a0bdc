#include "linking/skill_matcher.h"

#include <algorithm>
#include <string>
#include <utility>

#include "linking/occupation_matcher.h"

namespace passerelle {
namespace {

/// Words nearer than this to a skill's label name the skill; fully when as near as the second.
constexpr float kLeastSkill = 0.45F;
constexpr float kFullSkill = 0.85F;

std::vector<std::string> labels_of(const Referential& referential) {
  std::vector<std::string> labels;
  labels.reserve(referential.skill_count());
  for (std::uint32_t row = 0; row < referential.skill_count(); ++row) {
    labels.emplace_back(referential.skill_label(SkillIndex(row)));
  }
  return labels;
}

}  // namespace

SkillMatcher::SkillMatcher(const Referential& referential, const PhraseBook& phrases, const Embedding& embedding)
    : phrases_(&phrases), embedding_(&embedding), rows_(DenseRows::of(embedding, labels_of(referential))) {}

std::vector<SkillLink> SkillMatcher::nearest(std::string_view text, std::size_t count) const {
  std::vector<float> row(embedding_->dimensions());
  embedding_->embed(joined_content_words(text), row);
  std::vector<float> similarities(rows_.size());
  rows_.compare(row, similarities);
  std::vector<std::uint32_t> order;
  for (std::uint32_t skill = 0; skill < similarities.size(); ++skill) {
    if (similarities[skill] >= kLeastSkill) {
      order.push_back(skill);
    }
  }
  std::ranges::sort(order, [&](std::uint32_t left, std::uint32_t right) {
    return similarities[left] != similarities[right] ? similarities[left] > similarities[right] : left < right;
  });
  order.resize(std::min(order.size(), count));
  std::vector<SkillLink> links;
  for (const std::uint32_t skill : order) {
    const float strength = std::clamp((similarities[skill] - kLeastSkill) / (kFullSkill - kLeastSkill), 0.1F, 1.0F);
    links.push_back({SkillIndex(skill), static_cast<double>(strength), Evidence::declared, std::string(text), {}});
  }
  return links;
}

std::vector<SkillLink> SkillMatcher::best(std::string_view text, std::size_t count) const {
  std::vector<SkillLink> links;
  const std::vector<Word> said = content_words(text);
  for (const PhraseMatch& match : phrases_->find(said)) {
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = phrases_->target(value);
      if (target.kind == PhraseTarget::Kind::skill) {
        links.push_back({SkillIndex(target.row), 1.0 / (1 + target.rank), Evidence::declared, std::string(text), {}});
      }
    }
  }
  for (SkillLink& link : nearest(text, count)) {
    if (std::ranges::find(links, link.skill, &SkillLink::skill) == links.end()) {
      links.push_back(std::move(link));
    }
  }
  links.resize(std::min(links.size(), count));
  return links;
}

}  // namespace passerelle
