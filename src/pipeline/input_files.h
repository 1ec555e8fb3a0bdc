#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/team.h"
#include "pipeline/week.h"

namespace passerelle {

/// A file that a week is made from, as `run.json` names it.
struct InputFile {
  std::string role;  ///< `offers`, `people`, `referential` …
  std::filesystem::path file;
  std::string sha256;  ///< of its bytes
};

/// Every file of the week, its digest with it; the digests are dealt out to the team.
Result<std::vector<InputFile>> digest_inputs(const WeekConfig& config, Team& team);
/// Those that the engine alone is made from.
Result<std::vector<InputFile>> digest_inputs(const EngineFiles& engine);

/// What decides how an offer is understood: the program and the files of the engine. Files of offers and people are
/// looked over.
std::string understanding_identity(std::span<const InputFile> files);

/// What an issue is made from, but for what happened before: the program, the configuration, the week and every file.
std::string issue_fingerprint(const WeekConfig& config, std::span<const InputFile> files);

/// What decides everything a week writes, and how the work is cut: that, the shards and the history, packed.
std::string week_fingerprint(const WeekConfig& config, const std::string& made_from, std::string_view history);

}  // namespace passerelle
