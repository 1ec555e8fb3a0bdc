#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "embedding/dense_rows.h"
#include "embedding/embedding.h"
#include "linking/links.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// Which skills does an everyday activity show? Immutable, thread-safe; borrows the activities and the embedding.
class ActivityMatcher {
 public:
  ActivityMatcher(const Referential& referential, std::span<const ActivityEntry> activities,
                  const Embedding& embedding);

  /// For each row of the embedding, one after the other, the activity (row) that words such as "je lave mon père" tell
  /// of; nothing when none is near enough.
  [[nodiscard]] std::vector<std::optional<std::uint32_t>> nearest(std::span<const float> rows) const;
  /// Skills and soft skills that the activity of this row shows, with its evidence and its sentence; `where` holds the
  /// words it was read from.
  [[nodiscard]] std::vector<SkillLink> skills(std::uint32_t row, std::string_view where) const;

 private:
  std::span<const ActivityEntry> activities_;
  const Embedding* embedding_;
  std::vector<std::vector<SkillIndex>> skills_;  ///< by activity
  std::vector<std::uint32_t> activity_of_form_;
  DenseRows rows_;  ///< of the forms
};

}  // namespace passerelle
