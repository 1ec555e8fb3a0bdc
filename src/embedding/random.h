#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace passerelle {

/// Numbers that look random and are the same on every machine for a seed (splitmix64; Steele, Lea and Flood, 2014).
/// The standard library's distributions differ between implementations, so they are not used.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31U);
  }
  /// A number in [0, bound); `bound` lies in [1, 2^32).
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(((next() >> 32U) * bound) >> 32U); }
  /// A number in [0, 1).
  float fraction() { return static_cast<float>(next() >> 40U) * 0x1.0p-24F; }

  template <class T>
  void shuffle(std::span<T> values) {
    for (std::size_t left = values.size(); left > 1; --left) {
      std::swap(values[left - 1], values[below(left)]);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace passerelle
