#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/team.h"

namespace passerelle {

/// All processes that `mpirun` started. One at most, for as long as the program runs.
class MpiTeam final : public Team {
 public:
  MpiTeam(int* count, char*** arguments);
  ~MpiTeam() override;
  MpiTeam(const MpiTeam&) = delete;
  MpiTeam& operator=(const MpiTeam&) = delete;

  [[nodiscard]] std::size_t rank() const override { return rank_; }
  [[nodiscard]] std::size_t size() const override { return size_; }
  std::vector<std::string> share(std::string mine) override;

  /// Ends all processes at once: what a bug in one of them calls for, the others waiting for it.
  static void abort(int exit_code);

 private:
  std::size_t rank_ = 0;
  std::size_t size_ = 1;
};

}  // namespace passerelle
