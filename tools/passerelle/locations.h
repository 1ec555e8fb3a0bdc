#pragma once

#include <filesystem>

#include "base/result.h"
#include "pipeline/engine.h"
#include "settings.h"

namespace passerelle {

/// Where the program's own files lie: `share/passerelle` beside the folder of the executable or beside one of its
/// parents, then in the installed share folder. Empty when there is none.
std::filesystem::path share_folder();

/// Where the program keeps what it can make again: `passerelle` in `$XDG_CACHE_HOME` or in `~/.cache`; empty when the
/// user has neither.
std::filesystem::path user_cache();

/// The files of the engine: those of the settings, and for each that is not set, the one delivered with the program.
/// Errors (usage) when there is none, with what to do.
Result<EngineFiles> engine_files(const Settings& settings);

/// The engine made of these files.
Result<Engine> load_engine(const Settings& settings);

/// Where an import writes the file that the other verbs read: the one of the settings, else the one delivered with the
/// program. Errors (usage) when there is neither.
Result<std::filesystem::path> file_to_replace(const Settings& settings, std::filesystem::path EngineFiles::*file);

}  // namespace passerelle
