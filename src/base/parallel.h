#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace passerelle {

/// Runs `body(index)` for every index below `count`, on all allowed threads. Each index must write only its own
/// result; what it computes may not depend on the order. Exceptions travel to the caller.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

/// While it lives, at most `threads` threads are used by `parallel_for` (0: as many as there are cores).
class ThreadLimit {
 public:
  explicit ThreadLimit(std::size_t threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Control;
  std::unique_ptr<Control> control_;
};

}  // namespace passerelle
