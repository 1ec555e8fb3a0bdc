#pragma once

#include <atomic>

namespace passerelle {

/// Listens to Ctrl-C and SIGTERM from now on: the first asks the work to stop, the second ends the program at once.
/// A closed pipe or a file that grows too large become errors of writing instead of ending the program.
/// Call once, from `main`.
const std::atomic<bool>& listen_to_signals();

}  // namespace passerelle
