#include "linking/occupation_matcher.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

namespace passerelle {
namespace {

/// An occupation is as near as its nearest form, a little nearer when all its forms are.
constexpr float kNearestForm = 0.8F;
constexpr float kMeanForm = 0.2F;
/// What a title recognised word for word adds to the similarity: all of the words, or a part of them.
constexpr float kWholePhrase = 0.25F;
constexpr float kPartPhrase = 0.12F;
/// Share of the description in the similarity of an offer; its title says most.
constexpr float kDescriptionShare = 0.3F;
/// Words of a description that are compared: its beginning says what the job is.
constexpr std::size_t kDescriptionBytes = 1500;
/// Turns similarities into shares by softmax; lower is more decided. Calibrated, see README.md.
constexpr double kTemperature = 0.058;
/// The share is taken among enough rivals for the rest to weigh nothing.
constexpr std::size_t kRivals = 50;

/// What is left of "Femme / Valet de chambre" when it is cut in two: a word for a person, not for a job.
bool names_nobodys_job(std::string_view form) {
  return form == "femme" || form == "homme" || form == "fille" || form == "garcon" || form == "dame";
}

std::string joined(std::span<const Word> words) {
  std::string text;
  for (const Word& word : words) {
    text += (text.empty() ? "" : " ") + word.text;
  }
  return text;
}

}  // namespace

std::string joined_content_words(std::string_view text) {
  return joined(content_words(text));
}

OccupationForms OccupationForms::of(const Referential& referential, std::span<const LexiconEntry> lexicon) {
  std::vector<std::vector<std::string>> by_occupation(referential.occupation_count());
  for (std::uint32_t row = 0; row < by_occupation.size(); ++row) {
    const OccupationIndex occupation(row);
    for (std::size_t position = 0; position < referential.title_count(occupation); ++position) {
      for (std::string& form : gender_forms(referential.title(occupation, position))) {
        by_occupation[row].push_back(std::move(form));
      }
    }
  }
  for (const LexiconEntry& entry : lexicon) {
    if (entry.kind == LexiconKind::occupation && !entry.targets.empty()) {
      if (const auto occupation = referential.find_occupation(entry.targets.front())) {
        by_occupation[occupation->value()].push_back(entry.form);
      }
    }
  }
  OccupationForms forms;
  for (std::vector<std::string>& occupation_forms : by_occupation) {
    forms.first.push_back(static_cast<std::uint32_t>(forms.texts.size()));
    // Masculine and feminine forms have the same features: one of them is enough.
    std::unordered_set<std::string> seen;
    for (std::string& form : occupation_forms) {
      std::string words_of_form = joined(words(form));
      if (!names_nobodys_job(words_of_form) && seen.insert(std::move(words_of_form)).second) {
        forms.texts.push_back(std::move(form));
      }
    }
  }
  forms.first.push_back(static_cast<std::uint32_t>(forms.texts.size()));
  return forms;
}

OccupationMatcher::OccupationMatcher(const OccupationForms& forms, const PhraseBook& phrases,
                                     const Embedding& embedding)
    : forms_(&forms), phrases_(&phrases), embedding_(&embedding), rows_(DenseRows::of(embedding, forms.texts)) {}

void OccupationMatcher::compare(std::string_view text, float share, OccupationScores& scores, bool keep_nearest) const {
  std::vector<float> row(embedding_->dimensions());
  embedding_->embed(text, row);
  std::vector<float> similarities(rows_.size());
  rows_.compare(row, similarities);
  for (std::size_t occupation = 0; occupation + 1 < forms_->first.size(); ++occupation) {
    const auto begin = similarities.begin() + forms_->first[occupation];
    const auto end = similarities.begin() + forms_->first[occupation + 1];
    if (begin == end) {
      continue;
    }
    const auto best = std::max_element(begin, end);
    const float mean = std::accumulate(begin, end, 0.0F) / static_cast<float>(end - begin);
    scores.of[occupation] += share * (kNearestForm * *best + kMeanForm * mean);
    if (keep_nearest) {
      scores.nearest[occupation] = static_cast<std::uint32_t>(best - similarities.begin());
    }
  }
}

void OccupationMatcher::add_phrases(std::string_view title, OccupationScores& scores) const {
  const std::vector<Word> words = content_words(title);
  std::vector<float> bonus(scores.of.size(), 0.0F);
  for (const PhraseMatch& match : phrases_->find(words)) {
    const float amount = match.count == words.size()
                             ? kWholePhrase
                             : kPartPhrase * static_cast<float>(match.count) / static_cast<float>(words.size());
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = phrases_->target(value);
      if (target.kind == PhraseTarget::Kind::occupation) {
        bonus[target.row] = std::max(bonus[target.row], amount / static_cast<float>(1 + target.rank));
      }
    }
  }
  for (std::size_t row = 0; row < bonus.size(); ++row) {
    scores.of[row] += bonus[row];
  }
}

OccupationScores OccupationMatcher::score(std::string_view title, std::string_view text) const {
  OccupationScores scores;
  scores.of.assign(forms_->first.size() - 1, 0.0F);
  scores.nearest.assign(scores.of.size(), 0);
  compare(joined_content_words(title), text.empty() ? 1.0F : 1.0F - kDescriptionShare, scores, true);
  if (!text.empty()) {
    compare(text.substr(0, kDescriptionBytes), kDescriptionShare, scores, false);
  }
  add_phrases(title, scores);
  return scores;
}

std::vector<OccupationLink> OccupationMatcher::best(const OccupationScores& scores,
                                                    std::span<const OccupationIndex> among, std::size_t count) const {
  std::vector<OccupationIndex> order(among.begin(), among.end());
  if (among.empty()) {
    for (std::uint32_t row = 0; row < scores.of.size(); ++row) {
      order.emplace_back(row);
    }
  }
  const auto better = [&scores](OccupationIndex left, OccupationIndex right) {
    const float left_score = scores.of[left.value()];
    const float right_score = scores.of[right.value()];
    return left_score != right_score ? left_score > right_score : left < right;
  };
  const std::size_t rivals = std::min(order.size(), std::max(count, kRivals));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rivals), order.end(), better);
  order.resize(rivals);
  std::vector<OccupationLink> links;
  double total = 0;
  for (const OccupationIndex occupation : order) {
    const double weight =
        std::exp(static_cast<double>(scores.of[occupation.value()] - scores.of[order.front().value()]) / kTemperature);
    total += weight;
    links.push_back({occupation, weight,
                     forms_->texts.empty() ? std::string() : forms_->texts[scores.nearest[occupation.value()]]});
  }
  // What is far from everything is sure of nothing.
  const double nearness =
      order.empty() ? 0 : std::clamp((static_cast<double>(scores.of[order.front().value()]) - 0.25) / 0.35, 0.0, 1.0);
  for (OccupationLink& link : links) {
    link.confidence = link.confidence / total * nearness;
  }
  links.resize(std::min(links.size(), count));
  return links;
}

}  // namespace passerelle
