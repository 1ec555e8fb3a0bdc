#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "embedding/dense_rows.h"
#include "embedding/embedding.h"
#include "linking/links.h"
#include "linking/phrase_book.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// A skill whose label is near to a phrase.
struct NearSkill {
  SkillIndex skill;
  float strength = 0;  ///< 0 to 1
};

/// Which skills does a phrase name? Immutable, thread-safe; borrows the phrases and the embedding.
class SkillMatcher {
 public:
  SkillMatcher(const Referential& referential, const PhraseBook& phrases, const Embedding& embedding);

  /// The `count` best skills for words such as "faire la cuisine pour 20 personnes"; known phrases first, then the
  /// nearest labels.
  [[nodiscard]] std::vector<SkillLink> best(std::string_view text, std::size_t count) const;
  /// The same when the nearest labels are known.
  [[nodiscard]] std::vector<SkillLink> best(std::string_view text, std::size_t count,
                                            std::span<const NearSkill> nearest) const;
  /// The `count` nearest labels of each row of the embedding, rows one after the other.
  [[nodiscard]] std::vector<std::vector<NearSkill>> nearest(std::span<const float> rows, std::size_t count) const;

 private:
  const PhraseBook* phrases_;
  const Embedding* embedding_;
  DenseRows rows_;  ///< of the labels
};

}  // namespace passerelle
