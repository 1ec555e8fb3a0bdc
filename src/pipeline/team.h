#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"

namespace passerelle {

/// The processes that make one week together. All run the same steps on the same files and hold the same records; what
/// costs much is dealt out by number and shared. Every member must call `share` as often as the others, in the same
/// order, from one thread.
class Team {
 public:
  virtual ~Team() = default;
  /// This member's number, from 0.
  [[nodiscard]] virtual std::size_t rank() const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// What each member gave, in the order of ranks; waits for all.
  virtual std::vector<std::string> share(std::string mine) = 0;

  /// The first writes what there is one of.
  [[nodiscard]] bool is_first() const { return rank() == 0; }
  /// Whether piece `number` of the work is this member's.
  [[nodiscard]] bool is_mine(std::size_t number) const { return number % size() == rank(); }
};

/// A process that works by itself.
class Alone final : public Team {
 public:
  [[nodiscard]] std::size_t rank() const override { return 0; }
  [[nodiscard]] std::size_t size() const override { return 1; }
  std::vector<std::string> share(std::string mine) override;
};

/// Waits for all members: when every `mine` went well so did the step, otherwise the first error in the order of ranks
/// is everybody's. Members leave a step together, whoever failed.
Result<Done> agreed(Team& team, const Result<Done>& mine);

}  // namespace passerelle
