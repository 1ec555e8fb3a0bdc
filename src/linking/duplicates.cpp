#include "linking/duplicates.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "base/hash.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

constexpr std::size_t kMinima = 64;
constexpr std::size_t kShingleWords = 4;
/// Texts that share this much of their shingles are one text posted again: an offer renewed keeps nearly all its
/// words, while two posts of one employer differ by their tasks even when the rest is the same.
constexpr double kSameText = 0.9;
/// From this length on, a text names one job even when the employer is not told.
constexpr std::size_t kTellingWords = 60;

/// What two postings of one job have in common before their texts are compared.
std::tuple<std::string, std::string> place_and_employer(const Offer& offer) {
  std::string place = offer.place.insee;
  if (place.empty()) {
    place = offer.place.postal_code;
  }
  if (place.empty()) {
    place = folded(offer.place.label);
  }
  return {place, folded(offer.employer)};
}

/// The title's content, so that "Serveur (H/F)" and "serveur h/f" are the same and "Serveur" and "Cuisinier" not.
std::string title_key(const Offer& offer) {
  std::string key;
  for (const Word& word : words(offer.title)) {
    if (!is_stop_word(word.text)) {
      key += word.stem + " ";
    }
  }
  return key;
}

}  // namespace

TextSketch sketch_of(std::string_view text) {
  const std::vector<Word> all = words(text);
  TextSketch sketch;
  if (all.empty()) {
    return sketch;
  }
  sketch.words = all.size();
  sketch.minima.assign(kMinima, std::numeric_limits<std::uint32_t>::max());
  const std::size_t shingles = all.size() > kShingleWords ? all.size() - kShingleWords + 1 : 1;
  for (std::size_t first = 0; first < shingles; ++first) {
    std::uint64_t shingle = 0;
    for (std::size_t position = first; position < std::min(first + kShingleWords, all.size()); ++position) {
      shingle = hash64(all[position].text, shingle);
    }
    for (std::size_t row = 0; row < kMinima; ++row) {
      // One multiplication per row stands for one random permutation.
      const std::uint64_t permuted = (shingle ^ (row * 0x9e3779b97f4a7c15ULL)) * (2 * row + 0xbf58476d1ce4e5b9ULL);
      sketch.minima[row] = std::min(sketch.minima[row], static_cast<std::uint32_t>(permuted >> 32U));
    }
  }
  return sketch;
}

double resemblance(const TextSketch& left, const TextSketch& right) {
  if (left.minima.size() != right.minima.size()) {
    return 0;
  }
  if (left.minima.empty()) {
    return 1;
  }
  std::size_t same = 0;
  for (std::size_t row = 0; row < left.minima.size(); ++row) {
    same += left.minima[row] == right.minima[row] ? 1U : 0U;
  }
  return static_cast<double>(same) / static_cast<double>(left.minima.size());
}

std::vector<std::uint32_t> find_duplicates(std::span<const Offer> offers, std::span<const TextSketch> sketches) {
  std::vector<std::uint32_t> first_of(offers.size());
  std::iota(first_of.begin(), first_of.end(), 0U);
  using Key = std::tuple<std::string, std::string, std::string>;
  std::vector<std::pair<Key, std::uint32_t>> keyed;
  keyed.reserve(offers.size());
  for (std::uint32_t row = 0; row < offers.size(); ++row) {
    const auto [place, employer] = place_and_employer(offers[row]);
    // Without a place, or with neither employer nor a text long enough to be told from another, offers stay apart.
    if (!place.empty() && (!employer.empty() || sketches[row].words >= kTellingWords)) {
      keyed.emplace_back(Key{place, employer, title_key(offers[row])}, row);
    }
  }
  std::ranges::sort(keyed);
  for (std::size_t begin = 0; begin < keyed.size();) {
    std::size_t end = begin + 1;
    while (end < keyed.size() && keyed[end].first == keyed[begin].first) {
      ++end;
    }
    for (std::size_t later = begin + 1; later < end; ++later) {
      const std::uint32_t row = keyed[later].second;
      for (std::size_t earlier = begin; earlier < later; ++earlier) {
        const std::uint32_t candidate = keyed[earlier].second;
        if (first_of[candidate] == candidate && offers[candidate].contract == offers[row].contract &&
            offers[candidate].hours_label == offers[row].hours_label &&
            resemblance(sketches[candidate], sketches[row]) >= kSameText) {
          first_of[row] = candidate;
          break;
        }
      }
    }
    begin = end;
  }
  return first_of;
}

}  // namespace passerelle
