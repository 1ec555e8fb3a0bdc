#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>
#include <thread>
#include <vector>

namespace passerelle::bench {

/// Seconds of work: on one thread those of the processor, which others on the machine do not lengthen; on several,
/// those of the clock.
class Stopwatch {
 public:
  explicit Stopwatch(std::size_t threads) : alone_(threads == 1), begin_(now()) {}
  [[nodiscard]] double seconds() const { return now() - begin_; }

 private:
  [[nodiscard]] double now() const {
    return alone_ ? static_cast<double>(std::clock()) / CLOCKS_PER_SEC
                  : std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }
  bool alone_;
  double begin_;
};

/// Queries a second over `count` queries on plain threads, each taking every n-th. `worker(thread)` makes what a thread
/// needs and gives back a function of the query; only the queries are timed.
template <class Worker>
double queries_per_second(std::size_t threads, std::size_t count, const Worker& worker) {
  std::vector<decltype(worker(std::size_t{0}))> workers;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    workers.push_back(worker(thread));
  }
  const Stopwatch watch(threads);
  std::vector<std::thread> running;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      for (std::size_t query = thread; query < count; query += threads) {
        workers[thread](query);
      }
    });
  }
  for (std::thread& thread : running) {
    thread.join();
  }
  return static_cast<double>(count) / watch.seconds();
}

/// The share of the first 20 scores wanted that the found ones reach; both best first.
template <class Score>
double recall_of(const std::vector<Score>& wanted, const std::vector<Score>& found) {
  if (wanted.empty()) {
    return 1;
  }
  const Score least = wanted.back() - Score(1e-4);
  std::size_t reached = 0;
  for (const Score score : found) {
    reached += score >= least ? 1 : 0;
  }
  return static_cast<double>(reached < wanted.size() ? reached : wanted.size()) / static_cast<double>(wanted.size());
}

}  // namespace passerelle::bench
