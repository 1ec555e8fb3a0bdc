#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/files.h"

namespace passerelle::support {

/// What a run of a program left.
struct ProgramRun {
  int exit_code = -1;
  std::string output;
  std::string errors;
};

/// Runs `program` with the arguments, `input` as its standard input; what it says is kept in `folder`.
inline ProgramRun run_program(const std::string& program, const std::vector<std::string>& arguments,
                              const std::filesystem::path& folder, const std::string& input = "") {
  const auto quoted = [](const std::string& text) {
    std::string result = "'";
    for (const char letter : text) {
      result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    }
    return result + "'";
  };
  write_text(folder / "input", input);
  std::string command = quoted(program);
  for (const std::string& argument : arguments) {
    command += " " + quoted(argument);
  }
  command += " <" + quoted((folder / "input").string()) + " >" + quoted((folder / "output").string()) + " 2>" +
             quoted((folder / "errors").string());
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(folder / "output"), text_of(folder / "errors")};
}

}  // namespace passerelle::support
