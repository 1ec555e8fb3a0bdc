#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "embedding/dense_rows.h"
#include "embedding/embedding.h"
#include "linking/links.h"
#include "linking/phrase_book.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// Which skills does a phrase name? Immutable, thread-safe; borrows the phrases and the embedding.
class SkillMatcher {
 public:
  SkillMatcher(const Referential& referential, const PhraseBook& phrases, const Embedding& embedding);

  /// The `count` best skills for words such as "faire la cuisine pour 20 personnes"; known phrases first, then the
  /// nearest labels.
  [[nodiscard]] std::vector<SkillLink> best(std::string_view text, std::size_t count) const;

 private:
  [[nodiscard]] std::vector<SkillLink> nearest(std::string_view text, std::size_t count) const;

  const PhraseBook* phrases_;
  const Embedding* embedding_;
  DenseRows rows_;  ///< of the labels
};

}  // namespace passerelle
