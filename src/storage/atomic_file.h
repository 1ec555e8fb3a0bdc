#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// Writes the file whole or not at all: a temporary neighbour, flushed to disk, then renamed over the name. The file
/// is readable by its owner only (0600), or by everybody (0644) when `for_everybody`. Errors say what to do (disk
/// full, not allowed).
Result<Done> write_file(const std::filesystem::path& file, std::string_view content, bool for_everybody = false);

/// Creates the folder and its parents, readable by the owner only (0700); existing ones are left as they are.
Result<Done> make_private_directory(const std::filesystem::path& directory);

}  // namespace passerelle
