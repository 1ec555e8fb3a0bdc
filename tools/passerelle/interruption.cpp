#include "interruption.h"

#include <signal.h>
#include <unistd.h>

namespace passerelle {
namespace {

constexpr int kInterruptedExit = 130;

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "signal handlers may not wait");

void on_signal(int /*number*/) {
  if (interrupted.exchange(true)) {
    ::_exit(kInterruptedExit);
  }
}

void set_handler(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  // Without SA_RESTART, a read that waits for the terminal would fail instead of going on.
  action.sa_flags = SA_RESTART;
  sigaction(number, &action, nullptr);
}

}  // namespace

const std::atomic<bool>& listen_to_signals() {
  set_handler(SIGINT, on_signal);
  set_handler(SIGTERM, on_signal);
  set_handler(SIGPIPE, SIG_IGN);
  set_handler(SIGXFSZ, SIG_IGN);
  return interrupted;
}

}  // namespace passerelle
