#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

namespace passerelle {

/// How long work is watched from outside: told how far it is, and asked to stop. The library itself never prints.
struct Watch {
  /// Called from one thread at a time with the step's name and how much is done; `total` 0 means not known.
  std::function<void(std::string_view step, std::uint64_t done, std::uint64_t total)> progress;
  /// Set from a signal handler: the work ends at the next safe point with `ErrorCode::interrupted`.
  const std::atomic<bool>* interrupted = nullptr;

  void report(std::string_view step, std::uint64_t done, std::uint64_t total) const {
    if (progress) {
      progress(step, done, total);
    }
  }
  [[nodiscard]] bool must_stop() const { return interrupted != nullptr && interrupted->load(); }
};

}  // namespace passerelle
