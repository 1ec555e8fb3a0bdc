#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "pipeline/team.h"

namespace passerelle::support {

/// Members of a team as threads of one process.
class ThreadTeam {
 public:
  explicit ThreadTeam(std::size_t size) : size_(size), given_(size) {}

  /// Runs `member` once for each member, at the same time.
  void run(const std::function<void(Team&)>& member) {
    std::vector<std::thread> threads;
    for (std::size_t rank = 0; rank < size_; ++rank) {
      threads.emplace_back([this, rank, &member] {
        Member self(*this, rank);
        member(self);
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
  }

 private:
  class Member final : public Team {
   public:
    Member(ThreadTeam& team, std::size_t rank) : team_(team), rank_(rank) {}
    [[nodiscard]] std::size_t rank() const override { return rank_; }
    [[nodiscard]] std::size_t size() const override { return team_.size_; }
    std::vector<std::string> share(std::string mine) override { return team_.share(rank_, std::move(mine)); }

   private:
    ThreadTeam& team_;
    std::size_t rank_;
  };

  std::vector<std::string> share(std::size_t rank, std::string mine) {
    std::unique_lock lock(mutex_);
    given_[rank] = std::move(mine);
    const std::size_t round = round_;
    if (++arrived_ == size_) {
      all_ = given_;
      arrived_ = 0;
      ++round_;
      everybody_.notify_all();
    }
    everybody_.wait(lock, [&] { return round_ != round; });
    return all_;
  }

  std::size_t size_;
  std::mutex mutex_;
  std::condition_variable everybody_;
  std::vector<std::string> given_;
  std::vector<std::string> all_;
  std::size_t arrived_ = 0;
  std::size_t round_ = 0;
};

}  // namespace passerelle::support
