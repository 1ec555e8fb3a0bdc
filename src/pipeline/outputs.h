#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "pipeline/engine.h"
#include "pipeline/input_files.h"
#include "pipeline/records.h"
#include "pipeline/shards.h"
#include "pipeline/team.h"
#include "pipeline/week.h"

namespace passerelle {

/// Opens the lists, whose shards must all be finished, and takes away the account of an earlier week: it must not vouch
/// for files of this one that an error leaves incomplete.
Result<Done> prepare_outputs(const WeekConfig& config, ShardedRecords& lists, const Team& team);

/// Writes the files of a week but its account, each whole or not at all, readable by their owner only; counts the
/// lists into `run` and fills its paths. The pages are dealt out to the team; the first member writes the rest and is
/// the only one to count.
Result<Done> write_outputs(const WeekConfig& config, const WeekRecords& records, const ShardedRecords& lists,
                           WeeklyRun& run, const Team& team);

/// The first member writes `run.json`, the account of the week: sha256 of every input, model and configuration,
/// version, counts, warnings, seconds per step, peak of memory. Written last: where it stands, the week is complete,
/// and the work kept for a restart goes.
Result<Done> finish_outputs(const WeekConfig& config, const Engine& engine, std::span<const InputFile> files,
                            const WeeklyRun& run, ShardedRecords& lists, const Team& team);

}  // namespace passerelle
