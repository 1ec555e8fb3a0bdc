#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// Where a verb speaks: results on the standard output, words for the operator and progress on the standard error.
class Terminal {
 public:
  /// Progress and `tell` are silent when `quiet`.
  explicit Terminal(bool quiet);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Writes a result.
  void print(std::string_view text);
  /// False once a result could not be written: long work may end early.
  [[nodiscard]] static bool is_open();
  /// Flushes the results. Errors: `output_failed` when something could not be written.
  [[nodiscard]] static Result<Done> finish();

  /// Writes one line for the operator.
  void tell(std::string_view line);
  /// How far the work is: a bar redrawn in place on a terminal, elsewhere one line per step.
  void show_progress(std::string_view step, std::uint64_t done, std::uint64_t total);
  /// Takes the bar away; `print` and `tell` do it by themselves.
  void clear_bar();

 private:
  bool quiet_;
  bool draws_;
  bool drawn_ = false;
  std::string step_;
  std::chrono::steady_clock::time_point last_drawn_;
};

/// Block characters for a share of 0 to 1: "██████░░░░" is 0.6 of ten.
std::string share_bar(double share, std::size_t width);

/// `text` with spaces behind it up to `width` characters (code points).
std::string padded(std::string_view text, std::size_t width);

}  // namespace passerelle
