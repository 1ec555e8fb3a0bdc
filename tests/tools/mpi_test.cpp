#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

// Built only where there is an MPI.
#ifdef PASSERELLE_MPI_PROGRAM

namespace passerelle {
namespace {

namespace fs = std::filesystem;

std::string data(const std::string& name) {
  return std::string(PASSERELLE_SOURCE_DIR) + "/datasets/samples/" + name;
}

/// Several processes on this machine, told to be content with few cores and the local network.
const std::vector<std::string>& on_this_machine() {
  static const std::vector<std::string> all{
      "--oversubscribe",     "--mca", "btl", "self,vader,tcp", "--mca", "btl_tcp_if_include", "lo", "--mca",
      "mpi_yield_when_idle", "1",     "-np"};
  return all;
}

class ManyProcesses : public ::testing::Test {
 protected:
  ManyProcesses() {
    ::setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
    ::setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
  }
  void SetUp() override {
    const support::ProgramRun version = support::run_program(PASSERELLE_MPIRUN, {"--version"}, folder_.path());
    if (version.output.find("Open MPI") == std::string::npos && version.output.find("OpenRTE") == std::string::npos) {
      GTEST_SKIP() << "mpirun is not that of Open MPI, whose options these are";
    }
    support::write_text(folder_.path() / "settings.toml", "[week]\npeople_per_shard = 2\n");
  }

  [[nodiscard]] fs::path path(const std::string& name) const { return folder_.path() / name; }

  [[nodiscard]] std::vector<std::string> week(const std::string& out) const {
    return {"week",
            "--offers",
            data("offers.jsonl"),
            data("local_offers.csv"),
            "--people",
            data("people.ndjson"),
            "--referents",
            data("referents.ndjson"),
            "--week",
            "2026-W48",
            "--xlsx",
            "--threads",
            "1",
            "--memory",
            path("memory").string(),
            "--config",
            path("settings.toml").string(),
            "--out",
            path(out).string()};
  }

  support::ProgramRun alone(const std::string& out) {
    return support::run_program(PASSERELLE_PROGRAM, week(out), folder_.path());
  }

  [[nodiscard]] std::vector<std::string> arguments_for(int processes, const std::string& out) const {
    std::vector<std::string> arguments = on_this_machine();
    arguments.push_back(std::to_string(processes));
    arguments.emplace_back(PASSERELLE_MPI_PROGRAM);
    const std::vector<std::string> verb = week(out);
    arguments.insert(arguments.end(), verb.begin(), verb.end());
    return arguments;
  }

  support::ProgramRun together(int processes, const std::string& out) {
    return support::run_program(PASSERELLE_MPIRUN, arguments_for(processes, out), folder_.path());
  }

  /// Every file below the folder; of the account, what is not time nor memory.
  [[nodiscard]] std::map<std::string, std::string> written(const std::string& out) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(path(out))) {
      if (entry.is_regular_file()) {
        std::string content = support::text_of(entry.path());
        if (entry.path().filename() == "run.json") {
          content.resize(content.find("\"seconds\""));
        }
        files[entry.path().lexically_relative(path(out)).string()] = content;
      }
    }
    return files;
  }

 private:
  support::TemporaryDirectory folder_;
};

TEST_F(ManyProcesses, WriteTheSameBytesAsOne) {
  ASSERT_EQ(alone("first").exit_code, 0);
  // The first night remembered nothing; from here on all nights are alike, the account included.
  ASSERT_EQ(alone("one").exit_code, 0);
  const auto expected = written("one");
  ASSERT_GT(expected.size(), 6U);
  for (const int processes : {1, 2, 3, 4}) {
    const std::string out = "by" + std::to_string(processes);
    const support::ProgramRun done = together(processes, out);
    ASSERT_EQ(done.exit_code, 0) << done.errors;
    EXPECT_EQ(written(out), expected) << processes;
    EXPECT_EQ(done.output.find("Semaine"), done.output.rfind("Semaine")) << "told once";
  }
}

TEST_F(ManyProcesses, LeaveTogetherWithOneError) {
  std::vector<std::string> arguments = arguments_for(3, "out");
  arguments.emplace_back("--referential");
  arguments.emplace_back(data("people.ndjson"));
  const support::ProgramRun failed = support::run_program(PASSERELLE_MPIRUN, arguments, path(""));
  EXPECT_EQ(failed.exit_code, 4) << failed.errors;
  EXPECT_THAT(failed.errors, ::testing::HasSubstr("passerelle-mpi : "));
  EXPECT_EQ(failed.errors.find("passerelle-mpi : "), failed.errors.rfind("passerelle-mpi : "));
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(ManyProcesses, TakeUpTheWorkOfThoseThatWereKilled) {
  ASSERT_EQ(alone("first").exit_code, 0);
  ASSERT_EQ(alone("whole").exit_code, 0);
  // One process is killed as soon as a shard is finished: it cannot say goodbye.
  std::vector<std::string> script{
      "-c",
      "out=\"$1\"; shift; \"$0\" \"$@\" & first=$!; "
      "until ls \"$out\"/.week/*/drafts-*.bin >/dev/null 2>&1 || ! kill -0 $first 2>/dev/null; do sleep 0.01; done; "
      "one=$(ps -o pid= --ppid $first | tail -n 1); kill -9 $one; wait $first",
      PASSERELLE_MPIRUN, path("killed").string()};
  const std::vector<std::string> arguments = arguments_for(3, "killed");
  script.insert(script.end(), arguments.begin(), arguments.end());
  int killed = 0;
  for (int attempt = 0; attempt < 5 && killed == 0; ++attempt) {  // it may be done before it can be killed
    fs::remove_all(path("killed"));
    killed = support::run_program("/bin/sh", script, path("")).exit_code;
  }
  ASSERT_NE(killed, 0) << "it was done each time before it could be killed";
  // The others may have begun to write: what stands under its own name is whole, only hidden files may be torn.
  const auto visible = [this](const std::string& folder) {
    auto files = written(folder);
    std::erase_if(files, [](const auto& file) {
      return file.first.starts_with(".week/") || (file.first.find("/.") != std::string::npos) || file.first[0] == '.';
    });
    return files;
  };
  const auto whole = visible("whole");
  for (const auto& [file, content] : visible("killed")) {
    ASSERT_TRUE(whole.contains(file)) << file;
    EXPECT_TRUE(content == whole.at(file)) << file << " is torn";
  }
  const support::ProgramRun again = together(2, "killed");
  ASSERT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_TRUE(visible("killed") == whole);
}

}  // namespace
}  // namespace passerelle

#endif
