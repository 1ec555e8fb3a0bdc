#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "pipeline/week.h"
#include "tests/support/program_files.h"

namespace passerelle::support {

inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::exists(folder)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) {
        files.push_back(entry.path());
      }
    }
  }
  return files;
}

/// Everything that the week wrote but its account, which tells times.
inline std::map<std::string, std::string> written_by(const WeekConfig& config) {
  std::map<std::string, std::string> written;
  for (const std::filesystem::path& file : files_below(config.out)) {
    if (file.filename() != "run.json") {
      written[file.lexically_relative(config.out).string()] = text_of(file);
    }
  }
  return written;
}

/// Runs the week, which must succeed.
inline WeeklyRun run(const WeekConfig& config) {
  Result<WeeklyRun> run = run_week(config, {});
  EXPECT_TRUE(run) << run.error().message;
  return run ? *run : WeeklyRun{};
}

class SampleWeek : public testing::Test {
 protected:
  ShippedEngine engine_;
};

/// The people of the samples and few offers, for what needs many weeks.
inline WeekConfig small_week(const ShippedEngine& engine, const std::string& out = "out") {
  WeekConfig config = engine.sample_week(out);
  config.offers = {project("tests/pipeline/golden/offers.jsonl")};
  return config;
}

/// The line with words added to the free text.
inline std::string with_note(std::string line, const std::string& note) {
  // The free text stands last in each line.
  constexpr std::string_view kEnd = "\"}";
  if (line.ends_with(kEnd)) {
    line.insert(line.size() - kEnd.size(), " " + note);
  }
  return line;
}

inline std::string replaced(const std::string& line, const std::string& pattern, const std::string& by) {
  return std::regex_replace(line, std::regex(pattern), by);
}

}  // namespace passerelle::support
