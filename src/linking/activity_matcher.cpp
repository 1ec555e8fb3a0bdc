#include "linking/activity_matcher.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace passerelle {
namespace {

/// Words as near as this to a way of telling an activity tell of it.
constexpr float kLeastLikeness = 0.78F;
constexpr double kStrength = 0.7;

std::vector<std::string> forms_of(std::span<const ActivityEntry> activities) {
  std::vector<std::string> forms;
  for (const ActivityEntry& activity : activities) {
    std::ranges::copy(activity.forms, std::back_inserter(forms));
  }
  return forms;
}

}  // namespace

ActivityMatcher::ActivityMatcher(const Referential& referential, std::span<const ActivityEntry> activities,
                                 const Embedding& embedding)
    : activities_(activities), embedding_(&embedding), rows_(DenseRows::of(embedding, forms_of(activities))) {
  for (std::uint32_t row = 0; row < activities.size(); ++row) {
    activity_of_form_.insert(activity_of_form_.end(), activities[row].forms.size(), row);
    std::vector<SkillIndex>& known = skills_.emplace_back();
    for (const auto* codes : {&activities[row].skills, &activities[row].soft_skills}) {
      for (const std::string& code : *codes) {
        // The starter referential holds fewer skills than the official one: those it lacks are left out.
        if (const auto skill = referential.find_skill(code)) {
          known.push_back(*skill);
        }
      }
    }
  }
}

std::vector<std::optional<std::uint32_t>> ActivityMatcher::nearest(std::span<const float> rows) const {
  const DenseQueries queries(rows, embedding_->dimensions());
  std::vector<float> similarities(queries.size() * rows_.size());
  rows_.compare(queries, 0, rows_.size(), similarities);
  std::vector<std::optional<std::uint32_t>> nearest(queries.size());
  for (std::size_t query = 0; query < queries.size() && rows_.size() > 0; ++query) {
    const std::span<const float> own = std::span<const float>(similarities).subspan(query * rows_.size(), rows_.size());
    const auto best = std::ranges::max_element(own);
    if (*best >= kLeastLikeness) {
      nearest[query] = activity_of_form_[static_cast<std::size_t>(best - own.begin())];
    }
  }
  return nearest;
}

std::vector<SkillLink> ActivityMatcher::skills(std::uint32_t row, std::string_view where) const {
  const ActivityEntry& activity = activities_[row];
  std::vector<SkillLink> links;
  for (const SkillIndex skill : skills_[row]) {
    links.push_back({skill, kStrength, parse_evidence(activity.evidence).value_or(Evidence::declared),
                     std::string(where), activity.sentence});
  }
  return links;
}

}  // namespace passerelle
