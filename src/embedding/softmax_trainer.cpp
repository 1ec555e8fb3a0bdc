#include "embedding/softmax_trainer.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/parallel.h"
#include "embedding/embedding.h"
#include "embedding/matrix_product.h"
#include "embedding/typing_errors.h"

namespace passerelle {
namespace {

constexpr std::size_t kBlock = 8;
constexpr std::size_t kShards = 64;
constexpr std::size_t kRowsPerShard = kFeatureRows / kShards;
constexpr float kFirstLength = 0.1F;

/// e^x for x ≤ 0 by plain additions and products: the C library's picks other instructions on other processors, and
/// its last bit with them. Relative error under 1e-6.
float exp_of_negative(float x) {
  constexpr float kLowest = -87.0F;
  constexpr float kLog2OfE = 1.44269504F;
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  if (x < kLowest) {
    return 0.0F;
  }
  const auto power = static_cast<std::int32_t>(x * kLog2OfE - 0.5F);
  const auto whole = static_cast<float>(power);
  const float rest = (x - whole * kLn2High) - whole * kLn2Low;
  float sum = 1.0F / 5040.0F;
  sum = sum * rest + 1.0F / 720.0F;
  sum = sum * rest + 1.0F / 120.0F;
  sum = sum * rest + 1.0F / 24.0F;
  sum = sum * rest + 1.0F / 6.0F;
  sum = sum * rest + 0.5F;
  sum = sum * rest + 1.0F;
  sum = sum * rest + 1.0F;
  return sum * std::bit_cast<float>((power + 127) << 23);
}

void add_scaled(std::span<const float> source, float scale, std::span<float> target) {
  for (std::size_t axis = 0; axis < target.size(); ++axis) {
    target[axis] += scale * source[axis];
  }
}

}  // namespace

SoftmaxTrainer::SoftmaxTrainer(const TrainingSet& set, const TrainingOptions& options)
    : set_(&set),
      options_(options),
      dimensions_(options.dimensions),
      batch_(std::min(options.batch, set.anchors.size() / kBlock * kBlock)),
      random_(options.seed),
      features_(set.texts.size()),
      texts_with_(kFeatureRows, 0),
      rows_(kFeatureRows * options.dimensions),
      squared_steps_(kFeatureRows, 0.0F),
      misspelt_(batch_),
      batch_features_(2 * batch_),
      units_(2 * batch_ * options.dimensions),
      inverse_lengths_(2 * batch_),
      gradients_(2 * batch_ * options.dimensions),
      logits_(batch_ * batch_),
      transposed_(batch_ * std::max(batch_, options.dimensions)),
      shards_(kShards) {
  parallel_for(set.texts.size(), [&](std::size_t text) { features_[text] = text_features(set.texts[text]); });
  for (const std::vector<std::uint32_t>& features : features_) {
    for (std::size_t position = 0; position < features.size(); ++position) {
      if (position == 0 || features[position] != features[position - 1]) {
        ++texts_with_[features[position]];
      }
    }
  }
  const float half_range = kFirstLength * std::sqrt(3.0F / static_cast<float>(dimensions_));
  for (float& value : rows_) {
    value = half_range * (2.0F * random_.fraction() - 1.0F);
  }
}

std::vector<SoftmaxTrainer::Pair> SoftmaxTrainer::draw_pairs() {
  std::vector<Pair> pairs;
  pairs.reserve(set_->anchors.size());
  for (const Anchor& anchor : set_->anchors) {
    const std::vector<std::uint32_t>& pool = set_->pools[anchor.pool];
    std::size_t drawn = random_.below(pool.size());
    if (pool[drawn] == anchor.text) {
      drawn = (drawn + 1) % pool.size();
    }
    // A text that is alone of its kind learns to recognise itself through typing errors.
    const bool misspelt = random_.fraction() < options_.misspelt_share || pool[drawn] == anchor.text;
    pairs.push_back(
        {anchor.text, pool[drawn], anchor.left_group, anchor.right_group, misspelt ? random_.next() | 1U : 0U});
  }
  random_.shuffle(std::span(pairs));
  return pairs;
}

Result<float> SoftmaxTrainer::train_epoch(const Watch& watch) {
  const std::vector<Pair> pairs = draw_pairs();
  const std::size_t batches = pairs.size() / batch_;
  double loss = 0.0;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    if (watch.must_stop()) {
      return Error{ErrorCode::interrupted, "apprentissage interrompu : aucun modèle n'est écrit"};
    }
    loss += static_cast<double>(learn(std::span(pairs).subspan(batch * batch_, batch_)));
    watch.report("apprentissage", epochs_done_ * batches + batch + 1, options_.epochs * batches);
  }
  ++epochs_done_;
  return static_cast<float>(loss / static_cast<double>(batches));
}

bool SoftmaxTrainer::are_related(const Pair& one, const Pair& other) {
  return one.left_group == other.left_group || one.left_group == other.right_group ||
         one.right_group == other.left_group || one.right_group == other.right_group || one.left == other.left ||
         one.right == other.right || one.left == other.right || one.right == other.left;
}

float SoftmaxTrainer::learn(std::span<const Pair> pairs) {
  embed_batch(pairs);
  const float loss = differentiate_loss(pairs);
  differentiate_means();
  update_rows();
  return loss;
}

void SoftmaxTrainer::embed_batch(std::span<const Pair> pairs) {
  parallel_for(2 * batch_, [&](std::size_t text) {
    const bool is_left = text < batch_;
    const Pair& pair = pairs[is_left ? text : text - batch_];
    if (is_left && pair.misspelling != 0) {
      Random errors(pair.misspelling);
      misspelt_[text] = text_features(with_typing_errors(set_->texts[pair.left], errors));
      batch_features_[text] = misspelt_[text];
    } else {
      batch_features_[text] = features_[is_left ? pair.left : pair.right];
    }
    const std::span<float> unit = std::span(units_).subspan(text * dimensions_, dimensions_);
    std::ranges::fill(unit, 0.0F);
    for (const std::uint32_t feature : batch_features_[text]) {
      add_scaled(row(feature), 1.0F, unit);
    }
    const float squared_length = dot(unit, unit);
    const float inverse = squared_length > 0.0F ? 1.0F / std::sqrt(squared_length) : 0.0F;
    inverse_lengths_[text] = inverse;
    for (float& value : unit) {
      value *= inverse;
    }
  });
}

float SoftmaxTrainer::differentiate_loss(std::span<const Pair> pairs) {
  const std::size_t half = batch_ * dimensions_;
  const std::span<const float> lefts = std::span(units_).first(half);
  const std::span<const float> rights = std::span(units_).last(half);
  const std::span<float> scratch = std::span(transposed_).first(half);
  transpose(rights, dimensions_, scratch);
  multiply(lefts, scratch, dimensions_, batch_, logits_);

  // Cosines are at most 1, so e^((cosine − 1) / T) cannot overflow and needs no search for the greatest.
  const float inverse_temperature = 1.0F / options_.temperature;
  std::vector<float> right_cosines(batch_);
  std::vector<float> left_sums(batch_);
  parallel_for(batch_, [&](std::size_t left) {
    const std::span<float> weights = std::span(logits_).subspan(left * batch_, batch_);
    right_cosines[left] = weights[left];
    for (std::size_t right = 0; right < batch_; ++right) {
      const bool masked = right != left && are_related(pairs[left], pairs[right]);
      weights[right] = masked ? 0.0F : exp_of_negative(std::min(0.0F, (weights[right] - 1.0F) * inverse_temperature));
      left_sums[left] += weights[right];
    }
  });
  std::vector<float> right_sums(batch_);
  for (std::size_t left = 0; left < batch_; ++left) {
    add_scaled(std::span(logits_).subspan(left * batch_, batch_), 1.0F, right_sums);
  }
  // Each text must find its partner, from the left and from the right: the mean of both losses.
  parallel_for(batch_, [&](std::size_t left) {
    const std::span<float> weights = std::span(logits_).subspan(left * batch_, batch_);
    const float half_scale = 0.5F * inverse_temperature;
    for (std::size_t right = 0; right < batch_; ++right) {
      weights[right] *= half_scale / left_sums[left] + half_scale / right_sums[right];
    }
    weights[left] -= inverse_temperature;
  });

  multiply(logits_, rights, batch_, dimensions_, std::span(gradients_).first(half));
  const std::span<float> columns = std::span(transposed_).first(batch_ * batch_);
  transpose(logits_, batch_, columns);
  multiply(columns, lefts, batch_, dimensions_, std::span(gradients_).last(half));

  float total = 0.0F;
  for (std::size_t pair = 0; pair < batch_; ++pair) {
    total += 0.5F * (std::log(left_sums[pair]) + std::log(right_sums[pair]));
    total -= (right_cosines[pair] - 1.0F) * inverse_temperature;
  }
  return total / static_cast<float>(batch_);
}

void SoftmaxTrainer::differentiate_means() {
  // d unit / d sum: what lies along the unit vector only changes the length, which is divided out.
  parallel_for(2 * batch_, [&](std::size_t text) {
    const std::span<const float> unit = std::span(units_).subspan(text * dimensions_, dimensions_);
    const std::span<float> gradient = std::span(gradients_).subspan(text * dimensions_, dimensions_);
    add_scaled(unit, -dot(gradient, unit), gradient);
    for (float& value : gradient) {
      value *= inverse_lengths_[text];
    }
  });
}

void SoftmaxTrainer::update_rows() {
  for (std::vector<Occurrence>& shard : shards_) {
    shard.clear();
  }
  for (std::size_t text = 0; text < batch_features_.size(); ++text) {
    for (const std::uint32_t feature : batch_features_[text]) {
      shards_[feature / kRowsPerShard].push_back({feature, static_cast<std::uint32_t>(text)});
    }
  }
  // A shard owns its rows, and sums what the texts ask of a row in the order of texts.
  parallel_for(kShards, [&](std::size_t index) {
    std::vector<Occurrence>& shard = shards_[index];
    std::ranges::sort(shard);
    std::vector<float> gradient(dimensions_);
    for (std::size_t begin = 0; begin < shard.size();) {
      const std::uint32_t feature = shard[begin].feature;
      std::ranges::fill(gradient, 0.0F);
      for (; begin < shard.size() && shard[begin].feature == feature; ++begin) {
        add_scaled(std::span(gradients_).subspan(shard[begin].text * dimensions_, dimensions_), 1.0F, gradient);
      }
      const float squared = dot(gradient, gradient);
      if (squared > 0.0F) {
        squared_steps_[feature] += squared;
        const float step = options_.learning_rate / std::sqrt(squared_steps_[feature]);
        add_scaled(gradient, -step, std::span(rows_).subspan(feature * dimensions_, dimensions_));
      }
    }
  });
}

}  // namespace passerelle
