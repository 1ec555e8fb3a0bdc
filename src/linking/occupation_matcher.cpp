#include "linking/occupation_matcher.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "base/machine.h"

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
constexpr float kWeightless = 14;
constexpr std::size_t kLanes = 16;
constexpr std::uint32_t kEmptyLane = 0xFFFFFFFFU;

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

using Lanes [[gnu::vector_size(kLanes * sizeof(float))]] = float;

/// Of `count` rows of sixteen similarities, lane by lane: the largest, and the mean when the first was repeated so many
/// times beside so many forms. In vectors of the compiler: plain arrays went through memory at every step.
PASSERELLE_FOR_EACH_MACHINE
void best_and_mean(const float* similarities, std::size_t count, const float* repeated, const float* forms,
                   float* best_of, float* mean_of) {
  Lanes first;
  std::memcpy(&first, similarities, sizeof first);
  Lanes best = first;
  Lanes sum = first;
  for (std::size_t row = 1; row < count; ++row) {
    Lanes value;
    std::memcpy(&value, similarities + row * kLanes, sizeof value);
    best = value > best ? value : best;
    sum += value;
  }
  Lanes times;
  Lanes divisor;
  std::memcpy(&times, repeated, sizeof times);
  std::memcpy(&divisor, forms, sizeof divisor);
  const Lanes mean = (sum - times * first) / divisor;
  std::memcpy(best_of, &best, sizeof best);
  std::memcpy(mean_of, &mean, sizeof mean);
}

/// The largest of some values, sixteen side by side.
PASSERELLE_FOR_EACH_MACHINE
float largest_of(const float* values, std::size_t count) {
  Lanes best = Lanes{} + values[0];
  std::size_t at = 0;
  for (; at + kLanes <= count; at += kLanes) {
    Lanes value;
    std::memcpy(&value, values + at, sizeof value);
    best = value > best ? value : best;
  }
  float largest = best[0];
  for (std::size_t lane = 1; lane < kLanes; ++lane) {
    largest = std::max(largest, best[lane]);
  }
  for (; at < count; ++at) {
    largest = std::max(largest, values[at]);
  }
  return largest;
}

/// A number that is lower for a higher score, and for equal scores by row.
std::uint64_t place_of(float score, std::uint32_t row) {
  constexpr std::uint32_t kSign = 0x80000000U;
  const auto bits = std::bit_cast<std::uint32_t>(score + 0.0F);  // one zero, not two
  const std::uint32_t rising = (bits & kSign) != 0 ? ~bits : bits | kSign;
  return std::uint64_t{~rising} << 32U | row;
}

}  // namespace

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
                                     const PhraseBook& phrases, const Embedding& embedding)
    : referential_(&referential), forms_(&forms), phrases_(&phrases), embedding_(&embedding) {
  const auto count = [&forms](std::uint32_t occupation) {
    return forms.first[occupation + 1] - forms.first[occupation];
  };
  std::vector<std::uint32_t> order(forms.first.size() - 1);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order,
                           [&count](std::uint32_t left, std::uint32_t right) { return count(left) > count(right); });
  std::erase_if(order, [&count](std::uint32_t occupation) { return count(occupation) == 0; });
  lanes_ = order;
  lanes_.resize((order.size() + kLanes - 1) / kLanes * kLanes, kEmptyLane);
  repeated_of_lane_.assign(lanes_.size(), 0.0F);
  forms_of_lane_.assign(lanes_.size(), 1.0F);
  lane_of_occupation_.assign(forms.first.size() - 1, kEmptyLane);
  std::vector<std::string> texts;
  for (std::uint32_t begin = 0; begin < lanes_.size(); begin += kLanes) {
    blocks_.push_back({static_cast<std::uint32_t>(texts.size()), count(lanes_[begin])});
    for (std::uint32_t form = 0; form < blocks_.back().forms; ++form) {
      for (std::uint32_t lane = begin; lane < begin + kLanes; ++lane) {
        if (lanes_[lane] == kEmptyLane) {
          texts.emplace_back();
          continue;
        }
        lane_of_occupation_[lanes_[lane]] = lane;
        repeated_of_lane_[lane] = static_cast<float>(blocks_.back().forms - count(lanes_[lane]));
        forms_of_lane_[lane] = static_cast<float>(count(lanes_[lane]));
        texts.push_back(forms.texts[forms.first[lanes_[lane]] + (form < count(lanes_[lane]) ? form : 0)]);
      }
    }
  }
  rows_ = DenseRows::of(embedding, texts);
}

void OccupationMatcher::compare_block(const Block& block, std::size_t number, const float* similarities,
                                      Likeness& likeness) const {
  std::array<float, kLanes> best;
  std::array<float, kLanes> mean;
  const std::size_t first = number * kLanes;
  best_and_mean(similarities, block.forms, repeated_of_lane_.data() + first, forms_of_lane_.data() + first, best.data(),
                mean.data());
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::uint32_t occupation = lanes_[first + lane];
    if (occupation != kEmptyLane) {
      likeness.best[occupation] = best[lane];
      likeness.mean[occupation] = mean[lane];
    }
  }
}

std::vector<OccupationMatcher::Likeness> OccupationMatcher::compare(std::span<const float> rows) const {
  const DenseQueries queries(rows, embedding_->dimensions());
  std::vector<Likeness> likeness(queries.size());
  for (Likeness& one : likeness) {
    one.best.assign(forms_->first.size() - 1, 0.0F);
    one.mean.assign(forms_->first.size() - 1, 0.0F);
  }
  std::vector<float> similarities;
  for (std::size_t number = 0; number < blocks_.size(); ++number) {
    const Block& block = blocks_[number];
    const std::size_t count = block.forms * kLanes;
    similarities.resize(queries.size() * count);
    rows_.compare(queries, block.first, block.first + count, similarities);
    for (std::size_t query = 0; query < queries.size(); ++query) {
      compare_block(block, number, similarities.data() + query * count, likeness[query]);
    }
  }
  return likeness;
}

std::uint32_t OccupationMatcher::nearest_form(std::span<const float> row, OccupationIndex occupation) const {
  const std::uint32_t lane = lane_of_occupation_[occupation.value()];
  if (lane == kEmptyLane) {
    return 0;
  }
  const Block& block = blocks_[lane / kLanes];
  std::vector<float> similarities(block.forms * kLanes);
  rows_.compare(DenseQueries(row, row.size()), block.first, block.first + similarities.size(), similarities);
  std::uint32_t nearest = 0;
  for (std::uint32_t form = 1; form < block.forms; ++form) {
    if (similarities[form * kLanes + lane % kLanes] > similarities[nearest * kLanes + lane % kLanes]) {
      nearest = form;
    }
  }
  return forms_->first[occupation.value()] + nearest;
}

OccupationMatcher::Recognised OccupationMatcher::recognise(std::span<const Word> words) const {
  const std::size_t occupations = forms_->first.size() - 1;
  Recognised recognised{std::vector<float>(occupations, 0.0F), std::vector<float>(occupations, 0.0F),
                        std::vector<float>(occupations, 0.0F)};
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
  const std::size_t occupations = likeness.best.size();
  scores.of.resize(occupations);
  scores.log_odds.resize(occupations);
  for (std::size_t row = 0; row < occupations; ++row) {
    const float similarity = kNearestForm * likeness.best[row] + kMeanForm * likeness.mean[row];
    scores.of[row] = similarity + std::max(kWholePhrase * recognised.whole[row],
                                           kPartPhrase * recognised.part[row] + kFirstPhrase * recognised.first[row]);
    scores.log_odds[row] = scores.of[row] / kTemperature;
  }
  return scores;
}

OccupationScores OccupationMatcher::score(std::string_view title) const {
  const std::vector<Word> said = content_words(title);
  std::vector<float> row(embedding_->dimensions());
  embedding_->embed(said, row);
  return std::move(score({&said, 1}, row).front());
}

std::vector<OccupationScores> OccupationMatcher::score(std::span<const std::vector<Word>> titles,
                                                       std::span<const float> rows) const {
  const std::vector<Likeness> likeness = compare(rows);
  std::vector<OccupationScores> scores;
  for (std::size_t index = 0; index < titles.size(); ++index) {
    const auto row = rows.subspan(index * embedding_->dimensions(), embedding_->dimensions());
    scores.push_back(score(likeness[index], recognise(titles[index])));
    scores.back().row.assign(row.begin(), row.end());
  }
  return scores;
}

OfferScores OccupationMatcher::score_offer(const OfferEvidence& offer, const Likeness& by_title,
                                           const Likeness& by_text, const Recognised& recognised,
                                           const OfferMemory& memory, const Recall& recall) const {
  OfferScores both{{}, score(by_title, recognised)};
  if (offer.text.empty()) {
    both.by_all = both.by_title;
    return both;
  }
  const std::vector<float> by_ticks = memory.ticks().of_ticks(offer.ticks, *referential_, memory.family_of());
  OccupationScores& scores = both.by_all;
  const std::size_t occupations = by_title.best.size();
  scores.of.resize(occupations);
  scores.log_odds.resize(occupations);
  for (std::size_t row = 0; row < occupations; ++row) {
    scores.of[row] = (1 - kTextShare) * (kNearestForm * by_title.best[row] + kMeanForm * by_title.mean[row]) +
                     kTextShare * (kNearestForm * by_text.best[row] + kMeanForm * by_text.mean[row]) +
                     std::max(kWholePhrase * recognised.whole[row], kPartPhrase * recognised.part[row]);
    scores.log_odds[row] = kTitleBest * by_title.best[row] + kTitleMean * by_title.mean[row] +
                           kTextBest * by_text.best[row] + kTitleWhole * recognised.whole[row] +
                           kTitlePart * recognised.part[row] + kTitleFirst * recognised.first[row] +
                           kTicks * by_ticks[row];
  }
  if (!memory.empty()) {
    const std::vector<float> by_facts = memory.facts().of_facts(offer.facts, memory.family_of());
    for (std::size_t row = 0; row < occupations; ++row) {
      scores.log_odds[row] += kFamilyRecall * recall.of_family[row] + kOccupationRecall * recall.of_occupation[row] +
                              kFacts * by_facts[row];
    }
    scores.least_nearness = 1;
  }
  return both;
}

std::vector<OfferScores> OccupationMatcher::score_offers(std::span<const OfferEvidence> offers,
                                                         std::span<const std::vector<Word>> texts,
                                                         const OfferMemory& memory) const {
  const std::size_t dimensions = embedding_->dimensions();
  const std::size_t titles = offers.size() * dimensions;
  std::vector<float> rows(2 * titles);  // of the titles, then of the texts
  std::vector<Recognised> recognised;
  for (std::size_t index = 0; index < offers.size(); ++index) {
    const std::vector<Word> title = content_words(offers[index].title);
    embedding_->embed(title, {rows.data() + index * dimensions, dimensions});
    embedding_->embed(beginning_of(texts[index]), {rows.data() + titles + index * dimensions, dimensions});
    recognised.push_back(recognise(title));
  }
  const std::vector<Likeness> likeness = compare(rows);
  const std::span<const float> all(rows);
  std::vector<Recall> recalled(offers.size());
  if (!memory.empty()) {
    recalled = memory.recall(all.first(titles), all.subspan(titles));
  }
  std::vector<OfferScores> scores;
  for (std::size_t index = 0; index < offers.size(); ++index) {
    scores.push_back(score_offer(offers[index], likeness[index], likeness[offers.size() + index], recognised[index],
                                 memory, recalled[index]));
  }
  return scores;
}

std::vector<OccupationLink> OccupationMatcher::best(const OccupationScores& scores,
                                                    std::span<const OccupationIndex> among, std::size_t count) const {
  std::vector<std::uint64_t> places;
  const std::vector<float>& log_odds = scores.log_odds;
  if (!among.empty()) {
    for (const OccupationIndex occupation : among) {
      places.push_back(place_of(log_odds[occupation.value()], occupation.value()));
    }
  } else if (!log_odds.empty()) {
    // What is this far below the best weighs nothing in a share.
    const float least = largest_of(log_odds.data(), log_odds.size()) - kWeightless;
    places.reserve(log_odds.size());
    for (std::uint32_t row = 0; row < log_odds.size(); ++row) {
      if (log_odds[row] >= least || count > kRivals) {
        places.push_back(place_of(log_odds[row], row));
      }
    }
  }
  const std::size_t rivals = std::min(places.size(), std::max(count, kRivals));
  std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(rivals), places.end());
  std::vector<OccupationIndex> order;
  for (const std::uint64_t place : std::span(places).first(rivals)) {
    order.emplace_back(static_cast<std::uint32_t>(place));
  }
  std::vector<OccupationLink> links;
  double total = 0;
  for (const OccupationIndex occupation : order) {
    const double weight =
        std::exp(static_cast<double>(scores.log_odds[occupation.value()] - scores.log_odds[order.front().value()]));
    total += weight;
    if (links.size() < count) {
      links.push_back({occupation, weight, {}});
    }
  }
  // What is far from everything is sure of nothing.
  const double nearest_of_all = order.empty() ? 0 : static_cast<double>(scores.of[order.front().value()]);
  const double nearness = std::clamp((nearest_of_all - 0.25) / 0.35, scores.least_nearness, 1.0);
  for (OccupationLink& link : links) {
    link.confidence = link.confidence / total * nearness;
    if (!scores.row.empty()) {
      link.form = forms_->texts[nearest_form(scores.row, link.occupation)];
    }
  }
  return links;
}

}  // namespace passerelle
