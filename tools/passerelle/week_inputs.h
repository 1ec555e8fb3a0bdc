#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/week.h"
#include "session.h"

namespace passerelle {

/// What `week` and `explain` are both told on the command line.
struct WeekInputs {
  std::vector<std::filesystem::path> offers;
  std::filesystem::path people;
  std::filesystem::path referents;
  std::string week;
  std::optional<std::size_t> per_person;
  std::filesystem::path memory;
  bool no_memory = false;
};

/// Declares the options of the inputs; the values are there once the command line is read.
std::shared_ptr<WeekInputs> add_week_inputs(CLI::App& options);

/// The configuration of the week; `out` is left empty. The week in force is told to the operator when none was given.
/// Errors (usage): an unknown week, a number out of range; missing files of the engine.
Result<WeekConfig> week_config(const WeekInputs& inputs, Session& session);

}  // namespace passerelle
