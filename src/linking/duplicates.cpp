#include "linking/duplicates.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/hash.h"
#include "base/machine.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

constexpr std::size_t kMinima = 128;
constexpr std::size_t kShingleWords = 4;
/// Texts are one text posted again when nearly all of the shorter stands in the longer, and little else does: an offer
/// renewed gains at most a reference, while two posts of one employer differ by their tasks even when the rest is the
/// same.
constexpr double kSameText = 0.9;
constexpr double kSameLength = 0.8;
/// From this length on, a text names one job even when the employer or the place is not told.
constexpr std::size_t kTellingWords = 30;

std::string place_of(const Offer& offer) {
  if (!offer.place.insee.empty()) {
    return offer.place.insee;
  }
  return offer.place.postal_code.empty() ? folded(offer.place.label) : offer.place.postal_code;
}

/// The title's content, so that "Serveur (H/F)" and "serveur h/f" are the same and "Serveur" and "Cuisinier" not.
std::string title_key(const Offer& offer) {
  std::string key;
  for (const Word& word : words(offer.title)) {
    if (!word.is_stop) {
      key += word.stem + " ";
    }
  }
  return key;
}

std::size_t shingle_count(std::size_t words) {
  return words > kShingleWords ? words - kShingleWords + 1 : 1;
}

bool is_same_text(const TextSketch& left, const TextSketch& right) {
  const auto [shorter, longer] = std::minmax(left.words, right.words);
  if (static_cast<double>(shorter) < kSameLength * static_cast<double>(longer)) {
    return false;
  }
  // From the share in common of all shingles, the share of the shorter text's that the longer has too.
  const double jaccard = resemblance(left, right);
  const auto all = static_cast<double>(shingle_count(shorter) + shingle_count(longer));
  return jaccard / (1 + jaccard) * all >= kSameText * static_cast<double>(shingle_count(shorter));
}

/// An offer that others repeat, and the employer told by any of them.
struct Original {
  std::uint32_t row = 0;
  std::string employer;
};

bool repeats(const Offer& offer, const TextSketch& sketch, const std::string& employer, const Original& original,
             const Offer& original_offer, const TextSketch& original_sketch) {
  const bool same_employer = !employer.empty() && employer == original.employer;
  const bool one_unknown = employer.empty() || original.employer.empty();
  const bool telling = std::min(sketch.words, original_sketch.words) >= kTellingWords;
  return (same_employer || (one_unknown && telling)) && offer.contract == original_offer.contract &&
         offer.hours_label == original_offer.hours_label && is_same_text(sketch, original_sketch);
}

/// Lowers each minimum to what its permutation makes of the shingle.
PASSERELLE_FOR_EACH_MACHINE
void lower(std::uint32_t* minima, std::uint64_t shingle) {
  for (std::size_t row = 0; row < kMinima; ++row) {
    // One multiplication per row stands for one random permutation.
    const std::uint64_t permuted = (shingle ^ (row * 0x9e3779b97f4a7c15ULL)) * (2 * row + 0xbf58476d1ce4e5b9ULL);
    minima[row] = std::min(minima[row], static_cast<std::uint32_t>(permuted >> 32U));
  }
}

}  // namespace

TextSketch sketch_of(std::string_view text) {
  return sketch_of(words(text));
}

TextSketch sketch_of(std::span<const Word> all) {
  TextSketch sketch;
  if (all.empty()) {
    return sketch;
  }
  sketch.words = all.size();
  sketch.minima.assign(kMinima, std::numeric_limits<std::uint32_t>::max());
  const std::size_t shingles = shingle_count(all.size());
  for (std::size_t first = 0; first < shingles; ++first) {
    std::uint64_t shingle = 0;
    for (std::size_t position = first; position < std::min(first + kShingleWords, all.size()); ++position) {
      shingle = hash64(all[position].text, shingle);
    }
    lower(sketch.minima.data(), shingle);
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
  using Key = std::pair<std::string, std::string>;
  std::vector<std::pair<Key, std::uint32_t>> keyed;
  keyed.reserve(offers.size());
  for (std::uint32_t row = 0; row < offers.size(); ++row) {
    // With neither place nor employer, or few words beside, offers stay apart.
    std::string place = place_of(offers[row]);
    if (!place.empty() || (!offers[row].employer.empty() && sketches[row].words >= kTellingWords)) {
      keyed.emplace_back(Key{std::move(place), title_key(offers[row])}, row);
    }
  }
  std::ranges::sort(keyed);
  for (std::size_t begin = 0; begin < keyed.size();) {
    std::vector<Original> originals;
    std::size_t end = begin;
    for (; end < keyed.size() && keyed[end].first == keyed[begin].first; ++end) {
      const std::uint32_t row = keyed[end].second;
      const std::string employer = folded(offers[row].employer);
      const auto original = std::ranges::find_if(originals, [&](const Original& one) {
        return repeats(offers[row], sketches[row], employer, one, offers[one.row], sketches[one.row]);
      });
      if (original == originals.end()) {
        originals.push_back({row, employer});
        continue;
      }
      first_of[row] = original->row;
      // From now on, a posting of another employer is not the same.
      original->employer = original->employer.empty() ? employer : original->employer;
    }
    begin = end;
  }
  return first_of;
}

}  // namespace passerelle
