#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "pipeline/engine.h"
#include "pipeline/input_files.h"
#include "pipeline/records.h"
#include "pipeline/week.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// Writes the files of a week but its account, each whole or not at all, readable by their owner only; fills the
/// paths of `run`.
Result<Done> write_outputs(const WeekConfig& config, const WeekRecords& records, const std::vector<Shortlist>& lists,
                           WeeklyRun& run);

/// Writes `run.json`, the account of the week: sha256 of every input, model and configuration, version, counts,
/// warnings, seconds per step, peak of memory. Written last: where it stands, the week is complete.
Result<Done> write_run_account(const WeekConfig& config, const Engine& engine, std::span<const InputFile> files,
                               const WeeklyRun& run);

}  // namespace passerelle
