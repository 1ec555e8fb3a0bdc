#pragma once

#include <cstdint>
#include <filesystem>

#include "terminal.h"

namespace passerelle {

/// Tells the operator how many records of a file could be used and how many were set aside.
void tell_what_was_read(Terminal& terminal, const std::filesystem::path& file, std::uint64_t accepted,
                        std::uint64_t rejected);

}  // namespace passerelle
