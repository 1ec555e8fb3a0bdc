#include "linking/skill_matcher.h"

#include <algorithm>
#include <string>
#include <utility>

#include "linking/phrase_index.h"

namespace passerelle {
namespace {

/// Words nearer than this to a skill's label name the skill; fully when as near as the second.
constexpr float kLeastSkill = 0.45F;
constexpr float kFullSkill = 0.85F;
/// Labels compared with all phrases before the next are taken.
constexpr std::size_t kLabelsAtOnce = 256;

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

std::vector<std::vector<NearSkill>> SkillMatcher::nearest(std::span<const float> rows, std::size_t count) const {
  const DenseQueries queries(rows, embedding_->dimensions());
  std::vector<std::vector<std::pair<float, std::uint32_t>>> orders(queries.size());
  std::vector<float> similarities(queries.size() * kLabelsAtOnce);
  for (std::size_t begin = 0; begin < rows_.size(); begin += kLabelsAtOnce) {
    const std::size_t labels = std::min(kLabelsAtOnce, rows_.size() - begin);
    rows_.compare(queries, begin, begin + labels, std::span(similarities).first(queries.size() * labels));
    for (std::size_t query = 0; query < queries.size(); ++query) {
      const std::span<const float> own = std::span<const float>(similarities).subspan(query * labels, labels);
      int near = 0;  // counted first, many at a time: most labels are far
      for (const float similarity : own) {
        near += similarity >= kLeastSkill ? 1 : 0;
      }
      for (std::size_t label = 0; near > 0 && label < labels; ++label) {
        if (own[label] >= kLeastSkill) {
          orders[query].emplace_back(-own[label], static_cast<std::uint32_t>(begin + label));
        }
      }
    }
  }
  std::vector<std::vector<NearSkill>> nearest(queries.size());
  for (std::size_t query = 0; query < queries.size(); ++query) {
    std::ranges::sort(orders[query]);
    orders[query].resize(std::min(orders[query].size(), count));
    for (const auto& [negated, skill] : orders[query]) {
      nearest[query].push_back(
          {SkillIndex(skill), std::clamp((-negated - kLeastSkill) / (kFullSkill - kLeastSkill), 0.1F, 1.0F)});
    }
  }
  return nearest;
}

std::vector<SkillLink> SkillMatcher::best(std::string_view text, std::size_t count) const {
  std::vector<float> row(embedding_->dimensions());
  embedding_->embed(content_words(text), row);
  return best(text, count, nearest(row, count).front());
}

std::vector<SkillLink> SkillMatcher::best(std::string_view text, std::size_t count,
                                          std::span<const NearSkill> nearest) const {
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
  for (const NearSkill& near : nearest.first(std::min(nearest.size(), count))) {
    if (std::ranges::find(links, near.skill, &SkillLink::skill) == links.end()) {
      links.push_back({near.skill, static_cast<double>(near.strength), Evidence::declared, std::string(text), {}});
    }
  }
  links.resize(std::min(links.size(), count));
  return links;
}

}  // namespace passerelle
