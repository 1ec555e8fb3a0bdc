#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "session.h"

namespace passerelle {

/// The options that every verb takes.
struct CommonOptions {
  std::filesystem::path config;
  std::filesystem::path referential;
  std::filesystem::path communes;
  std::filesystem::path model;
  std::optional<std::size_t> threads;
  bool json = false;
  bool quiet = false;
};

/// Takes whole numbers from `first` to `last` only, and says so in French, in the help and when it refuses one.
CLI::Validator whole_number(int first, int last);

/// The command line as a whole: its verbs with their options, help and messages in French.
class CommandLine {
 public:
  CommandLine(const std::string& name, std::span<const Verb> verbs);

  /// Reads the arguments. True when a verb is to be run; false when help or the version was asked and printed.
  /// Errors (usage) say what is wrong, with the nearest verb when an unknown one is named.
  Result<bool> parse(int count, const char* const* arguments);

  [[nodiscard]] const CommonOptions& common() const { return common_; }
  /// The settings that hold for this run: defaults, then the configuration file, then the options.
  [[nodiscard]] Result<Settings> settings() const;
  /// The work of the verb that was named; only after `parse` gave true.
  [[nodiscard]] const Action& action() const;

 private:
  struct Declared {
    CLI::App* app;
    Action action;
  };

  CLI::App& group(const std::string& name);
  void declare(const Verb& verb);
  void add_common_options(CLI::App& app);
  [[nodiscard]] std::string in_french(const CLI::ParseError& error) const;

  CLI::App app_;
  CommonOptions common_;
  std::vector<Declared> declared_;
};

}  // namespace passerelle
