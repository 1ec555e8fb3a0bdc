#include "linking/occupation_matcher.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace passerelle {
namespace {

/// An occupation is as near as its nearest form, a little nearer when all its forms are.
constexpr float kNearestForm = 0.8F;
constexpr float kMeanForm = 0.2F;
/// What a title recognised word for word adds to the similarity: all of the words, or a part of them.
constexpr float kWholePhrase = 0.25F;
constexpr float kPartPhrase = 0.12F;
/// What a title recognised at its very beginning adds: "emballeur en station fruits" is one who packs.
constexpr float kFirstPhrase = 0.12F;
/// Turns the similarities of a title alone into shares by softmax; lower is more decided. Calibrated, see README.md.
constexpr float kTemperature = 0.058F;
/// Weights of an offer's log-odds, by maximum likelihood on the visible offers: a conditional logit (McFadden, 1974).
/// See README.md for the fit and its 5-fold figures.
constexpr float kTitleBest = 3.7F;
constexpr float kTitleMean = 2.5F;
constexpr float kTextBest = 1.1F;
constexpr float kTitleWhole = 1.2F;
constexpr float kTitlePart = 0.3F;
constexpr float kTitleFirst = 0.36F;
constexpr float kFamilyRecall = 0.45F;
constexpr float kOccupationRecall = 0.57F;
constexpr float kTicks = 0.26F;
constexpr float kFacts = 0.26F;
/// Share of the text in the similarity of an offer, where its title says most.
constexpr float kTextShare = 0.3F;
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

OccupationMatcher::OccupationMatcher(const Referential& referential, const OccupationForms& forms,
                                     const PhraseBook& phrases, const OfferMemory& memory, const Embedding& embedding)
    : referential_(&referential),
      forms_(&forms),
      phrases_(&phrases),
      memory_(&memory),
      embedding_(&embedding),
      rows_(DenseRows::of(embedding, forms.texts)) {}

OccupationMatcher::Likeness OccupationMatcher::compare(std::string_view text) const {
  Likeness likeness;
  likeness.row.resize(embedding_->dimensions());
  embedding_->embed(text, likeness.row);
  std::vector<float> similarities(rows_.size());
  rows_.compare(likeness.row, similarities);
  const std::size_t occupations = forms_->first.size() - 1;
  likeness.best.assign(occupations, 0.0F);
  likeness.mean.assign(occupations, 0.0F);
  likeness.nearest.assign(occupations, 0);
  for (std::size_t occupation = 0; occupation < occupations; ++occupation) {
    const auto begin = similarities.begin() + forms_->first[occupation];
    const auto end = similarities.begin() + forms_->first[occupation + 1];
    if (begin == end) {
      continue;
    }
    const auto best = std::max_element(begin, end);
    likeness.best[occupation] = *best;
    likeness.mean[occupation] = std::accumulate(begin, end, 0.0F) / static_cast<float>(end - begin);
    likeness.nearest[occupation] = static_cast<std::uint32_t>(best - similarities.begin());
  }
  return likeness;
}

OccupationMatcher::Recognised OccupationMatcher::recognise(std::string_view title) const {
  const std::size_t occupations = forms_->first.size() - 1;
  Recognised recognised{std::vector<float>(occupations, 0.0F), std::vector<float>(occupations, 0.0F),
                        std::vector<float>(occupations, 0.0F)};
  const std::vector<Word> words = content_words(title);
  for (const PhraseMatch& match : phrases_->find(words)) {
    const float share = static_cast<float>(match.count) / static_cast<float>(words.size());
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = phrases_->target(value);
      if (target.kind != PhraseTarget::Kind::occupation) {
        continue;
      }
      const float voice = 1.0F / static_cast<float>(1 + target.rank);
      const auto raise = [&target](std::vector<float>& values, float amount) {
        values[target.row] = std::max(values[target.row], amount);
      };
      if (match.count == words.size()) {
        raise(recognised.whole, voice);
      } else {
        raise(recognised.part, voice * share);
      }
      if (match.first == 0) {
        raise(recognised.first, voice);
      }
    }
  }
  return recognised;
}

OccupationScores OccupationMatcher::score(const Likeness& likeness, const Recognised& recognised) {
  OccupationScores scores;
  scores.nearest = likeness.nearest;
  for (std::size_t row = 0; row < likeness.best.size(); ++row) {
    const float similarity = kNearestForm * likeness.best[row] + kMeanForm * likeness.mean[row];
    scores.of.push_back(similarity +
                        std::max(kWholePhrase * recognised.whole[row],
                                 kPartPhrase * recognised.part[row] + kFirstPhrase * recognised.first[row]));
    scores.log_odds.push_back(scores.of.back() / kTemperature);
  }
  return scores;
}

OccupationScores OccupationMatcher::score(std::string_view title) const {
  return score(compare(joined_content_words(title)), recognise(title));
}

OfferScores OccupationMatcher::score_offer(const OfferEvidence& offer, const OfferMemory& memory) const {
  const Likeness by_title = compare(joined_content_words(offer.title));
  const Recognised recognised = recognise(offer.title);
  OfferScores both{{}, score(by_title, recognised)};
  if (offer.text.empty()) {
    both.by_all = both.by_title;
    return both;
  }
  const Likeness by_text = compare(beginning_of(offer.text));
  const std::vector<float> by_ticks = memory.ticks().of_ticks(offer.ticks, *referential_, memory.family_of());
  OccupationScores& scores = both.by_all;
  scores.nearest = by_title.nearest;
  for (std::size_t row = 0; row < by_title.best.size(); ++row) {
    scores.of.push_back((1 - kTextShare) * (kNearestForm * by_title.best[row] + kMeanForm * by_title.mean[row]) +
                        kTextShare * (kNearestForm * by_text.best[row] + kMeanForm * by_text.mean[row]) +
                        std::max(kWholePhrase * recognised.whole[row], kPartPhrase * recognised.part[row]));
    scores.log_odds.push_back(kTitleBest * by_title.best[row] + kTitleMean * by_title.mean[row] +
                              kTextBest * by_text.best[row] + kTitleWhole * recognised.whole[row] +
                              kTitlePart * recognised.part[row] + kTitleFirst * recognised.first[row] +
                              kTicks * by_ticks[row]);
  }
  if (!memory.empty()) {
    const Recall recall = memory.recall(by_title.row, by_text.row);
    const std::vector<float> by_facts = memory.facts().of_facts(offer.facts, memory.family_of());
    for (std::size_t row = 0; row < scores.log_odds.size(); ++row) {
      scores.log_odds[row] += kFamilyRecall * recall.of_family[row] + kOccupationRecall * recall.of_occupation[row] +
                              kFacts * by_facts[row];
    }
    scores.least_nearness = 1;
  }
  return both;
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
    const float left_score = scores.log_odds[left.value()];
    const float right_score = scores.log_odds[right.value()];
    return left_score != right_score ? left_score > right_score : left < right;
  };
  const std::size_t rivals = std::min(order.size(), std::max(count, kRivals));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rivals), order.end(), better);
  order.resize(rivals);
  std::vector<OccupationLink> links;
  double total = 0;
  for (const OccupationIndex occupation : order) {
    const double weight =
        std::exp(static_cast<double>(scores.log_odds[occupation.value()] - scores.log_odds[order.front().value()]));
    total += weight;
    links.push_back({occupation, weight,
                     forms_->texts.empty() ? std::string() : forms_->texts[scores.nearest[occupation.value()]]});
  }
  // What is far from everything is sure of nothing.
  const double nearest_of_all = order.empty() ? 0 : static_cast<double>(scores.of[order.front().value()]);
  const double nearness = std::clamp((nearest_of_all - 0.25) / 0.35, scores.least_nearness, 1.0);
  for (OccupationLink& link : links) {
    link.confidence = link.confidence / total * nearness;
  }
  links.resize(std::min(links.size(), count));
  return links;
}

}  // namespace passerelle
