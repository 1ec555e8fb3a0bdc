#pragma once

#include <span>
#include <string>

#include "pipeline/team.h"
#include "session.h"

namespace passerelle {

/// Runs a command line with these verbs and gives its exit code. Of a team, only the first member tells of errors and
/// of how far the work is. Exceptions, which are bugs, are told and leave.
int run_program(const std::string& name, std::span<const Verb> verbs, int count, const char* const* arguments,
                Team& team);

}  // namespace passerelle
