#include "program.h"

#include <fmt/format.h>

#include "base/parallel.h"
#include "base/simd.h"
#include "command_line.h"
#include "interruption.h"
#include "terminal.h"

namespace passerelle {
namespace {

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return 2;
    case ErrorCode::input_unusable:
      return 3;
    case ErrorCode::artefact_refused:
      return 4;
    case ErrorCode::output_failed:
      return 5;
    case ErrorCode::interrupted:
      return 130;
  }
  return 1;
}

}  // namespace

int run_program(const std::string& name, std::span<const Verb> verbs, int count, const char* const* arguments,
                Team& team) {
  const auto fail = [&](const Error& error) {
    if (team.is_first()) {
      fmt::print(stderr, "{} : {}\n", name, error.message);
    }
    return exit_code(error.code);
  };
  CommandLine command_line(name, verbs);
  const Result<bool> parsed = command_line.parse(count, arguments);
  if (!parsed) {
    return fail(parsed.error());
  }
  if (!*parsed) {
    return 0;
  }
  Result<Settings> settings = command_line.settings();
  if (!settings) {
    return fail(settings.error());
  }
  if (const Result<SimdLevel> simd = simd_of_environment(); !simd) {
    return fail(simd.error());
  }
  const ThreadLimit threads(settings->threads);
  Terminal terminal(command_line.common().quiet || !team.is_first());
  Session session{std::move(settings).value(), command_line.common().json, {}, terminal, team};
  session.watch.interrupted = &listen_to_signals();
  if (team.is_first()) {
    session.watch.progress = [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
      terminal.show_progress(step, done, total);
    };
  }
  const Result<Done> done = command_line.action()(session);
  terminal.clear_bar();
  const Result<Done> written = Terminal::finish();
  if (!done) {
    return fail(done.error());
  }
  return written ? 0 : fail(written.error());
}

}  // namespace passerelle
