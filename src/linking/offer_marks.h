#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/offer.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// What an offer tells of its occupation: not its own code, label or job title.
struct OfferEvidence {
  std::string title;
  std::string text;
  std::vector<std::string> ticks = {};  ///< skills that its employer ticked: codes, or labels of those without a code
  std::vector<std::string> facts = {};  ///< the other fields that tell trades apart: qualification, experience

  static OfferEvidence of(const Offer& offer);
};

/// What is kept of a tick or a fact.
std::uint32_t mark_of(std::string_view tick_or_fact);

/// How often marks, ticks or facts, stood in offers of each former family. Says how much likelier a mark is in an
/// occupation than in any offer: naive Bayes, smoothed by a Dirichlet prior (Zhai and Lafferty, 2004) that expects of
/// every family what all offers show, and of an occupation the skills that the referential gives it.
class MarkCounts {
 public:
  /// Counts nothing: only the referential tells.
  MarkCounts() = default;
  explicit MarkCounts(std::size_t families);

  /// An offer's marks; each of its families gets an equal part.
  void add(std::span<const std::uint32_t> marks, std::span<const std::uint32_t> families);

  /// Sums of log-odds by occupation. `family_of` is by occupation, empty when nothing was counted.
  [[nodiscard]] std::vector<float> of_facts(std::span<const std::string> facts,
                                            std::span<const std::uint32_t> family_of) const;
  [[nodiscard]] std::vector<float> of_ticks(std::span<const std::string> ticks, const Referential& referential,
                                            std::span<const std::uint32_t> family_of) const;

 private:
  struct Count {
    std::uint32_t family;
    float offers;
  };
  [[nodiscard]] std::span<const Count> counts_of(std::uint32_t mark) const;

  std::unordered_map<std::uint32_t, std::vector<Count>> of_mark_;
  std::vector<float> of_family_;    ///< all marks of its offers
  std::vector<double> family_log_;  ///< their logarithms, smoothed
  double all_ = 0;
};

}  // namespace passerelle
