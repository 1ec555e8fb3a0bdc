#include "terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace passerelle {
namespace {

constexpr std::size_t kProgressWidth = 30;
constexpr std::chrono::milliseconds kBetweenDrawings{100};
constexpr std::string_view kClearLine = "\r\033[K";

void write(std::FILE* stream, std::string_view text) {
  // What could not be written stays noted in the stream until `finish` asks.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream));
}

}  // namespace

Terminal::Terminal(bool quiet) : quiet_(quiet), draws_(::isatty(STDERR_FILENO) == 1) {}

Terminal::~Terminal() {
  clear_bar();
}

void Terminal::print(std::string_view text) {
  clear_bar();
  write(stdout, text);
}

bool Terminal::is_open() {
  return std::ferror(stdout) == 0;
}

Result<Done> Terminal::finish() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return Error{ErrorCode::output_failed, "la sortie standard n'a pas pu être écrite en entier"};
  }
  return Done{};
}

void Terminal::tell(std::string_view line) {
  if (quiet_) {
    return;
  }
  clear_bar();
  write(stderr, fmt::format("{}\n", line));
}

void Terminal::show_progress(std::string_view step, std::uint64_t done, std::uint64_t total) {
  const bool new_step = step != step_;
  if (new_step) {
    step_ = step;
  }
  if (!draws_) {
    if (new_step) {
      tell(fmt::format("{} …", step));
    }
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (quiet_ || (!new_step && now - last_drawn_ < kBetweenDrawings)) {
    return;
  }
  last_drawn_ = now;
  drawn_ = true;
  if (total == 0) {
    write(stderr, fmt::format("{}{} …", kClearLine, step));
  } else {
    const double share = static_cast<double>(std::min(done, total)) / static_cast<double>(total);
    write(stderr, fmt::format("{}{} {} {:3.0f} %", kClearLine, step, share_bar(share, kProgressWidth), 100 * share));
  }
}

void Terminal::clear_bar() {
  if (drawn_) {
    write(stderr, kClearLine);
    drawn_ = false;
  }
}

std::string share_bar(double share, std::size_t width) {
  const double bounded = std::isnan(share) ? 0 : std::clamp(share, 0.0, 1.0);
  const auto full = static_cast<std::size_t>(std::lround(bounded * static_cast<double>(width)));
  std::string bar;
  for (std::size_t position = 0; position < width; ++position) {
    bar += position < full ? "█" : "░";
  }
  return bar;
}

std::string padded(std::string_view text, std::size_t width) {
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  const auto characters = text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues));
  return std::string(text) + std::string(width - std::min(width, characters), ' ');
}

}  // namespace passerelle
