#include "storage/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::size_t entries_of(const fs::path& directory) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

mode_t mode_of(const fs::path& file) {
  struct stat status {};
  EXPECT_EQ(::stat(file.c_str(), &status), 0);
  return status.st_mode & 0777U;
}

/// While it lives, no file grows beyond `bytes`, and the system says so with an error instead of a signal.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  ~Umask() { ::umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t before_;
};

TEST(AtomicFile, HoldsExactlyTheBytesGiven) {
  const support::TemporaryDirectory directory;
  std::string bytes;
  for (int i = 0; i < 300000; ++i) {
    bytes += static_cast<char>(i * 31 % 256);
  }
  for (const std::string& content : {std::string(), std::string("é\0\n", 4), bytes}) {
    ASSERT_TRUE(write_file(directory.path() / "file", content));
    EXPECT_EQ(support::text_of(directory.path() / "file"), content);
  }
}

TEST(AtomicFile, ReplacesWhatWasThereAndLeavesNothingBehind) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(write_file(directory.path() / "lists.ndjson", "a longer text than the next"));
  ASSERT_TRUE(write_file(directory.path() / "lists.ndjson", "new"));
  EXPECT_EQ(support::text_of(directory.path() / "lists.ndjson"), "new");
  EXPECT_EQ(entries_of(directory.path()), 1U);
}

TEST(AtomicFile, IsForItsOwnerUnlessForEverybodyWhateverTheUmask) {
  const support::TemporaryDirectory directory;
  for (const mode_t mask : {mode_t{0}, mode_t{022}, mode_t{077}}) {
    const Umask umask(mask);
    ASSERT_TRUE(write_file(directory.path() / "private", "secret"));
    ASSERT_TRUE(write_file(directory.path() / "public", "known", true));
    EXPECT_EQ(mode_of(directory.path() / "private"), 0600U);
    EXPECT_EQ(mode_of(directory.path() / "public"), 0644U);
  }
}

TEST(AtomicFile, AWriteThatFailsHalfwayKeepsTheOldFileAndRemovesTheTemporary) {
  const support::TemporaryDirectory directory;
  const fs::path file = directory.path() / "lists.ndjson";
  ASSERT_TRUE(write_file(file, "old"));
  const FileSizeLimit limit(4096);
  const Result<Done> written = write_file(file, std::string(100000, 'x'));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::output_failed);
  EXPECT_THAT(written.error().message, HasSubstr("lists.ndjson: fichier trop grand"));
  EXPECT_EQ(support::text_of(file), "old");
  EXPECT_EQ(entries_of(directory.path()), 1U);
}

TEST(AtomicFile, ATemporaryLeftByAKilledRunDoesNotStopTheNext) {
  const support::TemporaryDirectory directory;
  const std::string leftover = ".run.json." + std::to_string(::getpid()) + ".tmp";
  std::ofstream(directory.path() / leftover) << "half";
  ASSERT_TRUE(write_file(directory.path() / "run.json", "whole"));
  EXPECT_EQ(support::text_of(directory.path() / "run.json"), "whole");
  EXPECT_EQ(support::text_of(directory.path() / leftover), "half");
}

TEST(AtomicFile, ErrorsSayWhatToDo) {
  const support::TemporaryDirectory directory;
  const Result<Done> no_folder = write_file(directory.path() / "missing" / "file", "x");
  ASSERT_FALSE(no_folder);
  EXPECT_THAT(no_folder.error().message, HasSubstr("le dossier n'existe pas : créez-le"));

  fs::create_directory(directory.path() / "folder");
  const Result<Done> onto_folder = write_file(directory.path() / "folder", "x");
  ASSERT_FALSE(onto_folder);
  EXPECT_THAT(onto_folder.error().message, HasSubstr("un dossier porte déjà ce nom"));
  EXPECT_EQ(entries_of(directory.path()), 1U);

  ASSERT_TRUE(write_file(directory.path() / "file", "x"));
  const Result<Done> inside_file = write_file(directory.path() / "file" / "inside", "x");
  ASSERT_FALSE(inside_file);
  EXPECT_THAT(inside_file.error().message, HasSubstr("un fichier porte déjà le nom du dossier"));
}

TEST(AtomicFile, ANameWithoutFolderIsWrittenHere) {
  const support::TemporaryDirectory directory;
  const fs::path before = fs::current_path();
  fs::current_path(directory.path());
  const bool written = write_file("here.txt", "x").has_value();
  fs::current_path(before);
  EXPECT_TRUE(written);
  EXPECT_EQ(support::text_of(directory.path() / "here.txt"), "x");
}

TEST(PrivateDirectory, IsCreatedWithItsParentsForTheOwnerOnly) {
  const support::TemporaryDirectory directory;
  const Umask umask(0);
  ASSERT_TRUE(make_private_directory(directory.path() / "out" / "2026-W48"));
  EXPECT_EQ(mode_of(directory.path() / "out"), 0700U);
  EXPECT_EQ(mode_of(directory.path() / "out" / "2026-W48"), 0700U);
  ASSERT_TRUE(make_private_directory(directory.path() / "slash" / "at" / "end" / ""));
  EXPECT_TRUE(fs::is_directory(directory.path() / "slash" / "at" / "end"));
}

TEST(PrivateDirectory, LeavesAnExistingOneAsItIs) {
  const support::TemporaryDirectory directory;
  fs::create_directory(directory.path() / "shared");
  fs::permissions(directory.path() / "shared", fs::perms(0755));
  ASSERT_TRUE(make_private_directory(directory.path() / "shared"));
  EXPECT_EQ(mode_of(directory.path() / "shared"), 0755U);
}

TEST(PrivateDirectory, RefusesAFileOfThatName) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(write_file(directory.path() / "out", "x"));
  for (const fs::path& name : {directory.path() / "out", directory.path() / "out" / "inside"}) {
    const Result<Done> made = make_private_directory(name);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::output_failed);
    EXPECT_THAT(made.error().message, HasSubstr("un fichier porte déjà"));
  }
}

}  // namespace
}  // namespace passerelle
