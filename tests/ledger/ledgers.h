#pragma once

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "ledger/ledger.h"
#include "tests/support/temporary_directory.h"

namespace passerelle::support {

/// Folders of these tests lie in memory where they can: every change is flushed, and a disk would take most of the
/// time.
inline const bool kInMemory = ::access("/dev/shm", W_OK) == 0 && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

/// A PostgreSQL of our own, in a folder of its own, on a free port of 127.0.0.1; gone with this object.
class ThrowAwayPostgresql {
 public:
  static constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin";

  static bool is_installed() { return std::filesystem::exists(std::string(kPrograms) + "/initdb"); }

  /// One for all tests of this program.
  static ThrowAwayPostgresql& shared() {
    static ThrowAwayPostgresql server;
    return server;
  }

  ThrowAwayPostgresql() : port_(free_port()) {
    if (const passwd* owner = ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr) {
      user_ = owner->pw_uid;
      group_ = owner->pw_gid;
      std::filesystem::permissions(folder_.path(), std::filesystem::perms::all);
    }
    run({"initdb", "--no-sync", "-A", "trust", "-U", "passerelle", "-E", "UTF8", "--locale=C", "-D", data()});
    start();
    run({"createdb", "-h", "127.0.0.1", "-p", std::to_string(port_), "-U", "passerelle", "first"});
  }
  ~ThrowAwayPostgresql() { stop(SIGQUIT); }
  ThrowAwayPostgresql(const ThrowAwayPostgresql&) = delete;
  ThrowAwayPostgresql& operator=(const ThrowAwayPostgresql&) = delete;

  void start() {
    server_ = spawn({"postgres", "-D", data(), "-p", std::to_string(port_), "-h", "127.0.0.1", "-k", "", "-c",
                     "max_connections=30", "-c", "shared_buffers=32MB", "-c", "dynamic_shared_memory_type=mmap"});
    for (int tries = 0; tries < 300; ++tries) {
      if (run({"pg_isready", "-q", "-h", "127.0.0.1", "-p", std::to_string(port_)}) == 0) {
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    throw std::runtime_error("PostgreSQL does not start");
  }
  void stop(int signal) {
    if (server_ > 0) {
      ::kill(server_, signal);
      ::waitpid(server_, nullptr, 0);
      server_ = -1;
    }
  }

  /// The address of a new empty database.
  std::string new_database() {
    const std::string name = "ledger_" + std::to_string(++databases_);
    run({"createdb", "-h", "127.0.0.1", "-p", std::to_string(port_), "-U", "passerelle", name});
    return "postgresql://passerelle@127.0.0.1:" + std::to_string(port_) + "/" + name;
  }

 private:
  static int free_port() {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(listener);
    return ntohs(address.sin_port);
  }

  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }

  pid_t spawn(const std::vector<std::string>& command) {
    const std::string program = std::string(kPrograms) + "/" + command.front();
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
      arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    const std::string log = (folder_.path() / "log").string();
    const pid_t child = ::fork();
    if (child == 0) {
      std::freopen("/dev/null", "r", stdin);
      if (user_ != 0 && (::setgid(group_) != 0 || ::setuid(user_) != 0)) {
        ::_exit(126);
      }
      std::freopen(log.c_str(), "a", stdout);
      std::freopen(log.c_str(), "a", stderr);
      if (::chdir("/") == 0) {
        ::execv(program.c_str(), arguments.data());
      }
      ::_exit(127);
    }
    return child;
  }
  int run(const std::vector<std::string>& command) {
    int status = 0;
    ::waitpid(spawn(command), &status, 0);
    return status;
  }

  TemporaryDirectory folder_;
  int port_;
  uid_t user_ = 0;
  gid_t group_ = 0;
  pid_t server_ = -1;
  int databases_ = 0;
};

/// Tests that hold for a ledger in either database.
class OnBothDatabases : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (GetParam() == "postgresql" && !ThrowAwayPostgresql::is_installed()) {
      GTEST_SKIP() << "skipped: no PostgreSQL 15";
    }
    options = new_ledger("ledger");
  }

  /// Options of a ledger that is not there yet.
  LedgerOptions new_ledger(const std::string& name) {
    const std::string file = (folder.path() / name).string();
    if (GetParam() == "sqlite") {
      return {file + ".db", {}, {}};
    }
    return {ThrowAwayPostgresql::shared().new_database(), file + ".never", file + ".key"};
  }

  Ledger open() { return open(options); }
  static Ledger open(const LedgerOptions& where) {
    auto ledger = Ledger::open(where);
    if (!ledger) {
      throw std::runtime_error(ledger.error().message);
    }
    return std::move(*ledger);
  }

  TemporaryDirectory folder;
  LedgerOptions options;
};

inline std::string database_name(const ::testing::TestParamInfo<std::string>& info) {
  return info.param;
}

#define INSTANTIATE_ON_BOTH(suite) \
  INSTANTIATE_TEST_SUITE_P(Databases, suite, ::testing::Values("sqlite", "postgresql"), support::database_name)

/// A moment of a working day, `seconds` later.
inline Instant moment(long long seconds = 0) {
  return *parse_instant("2026-11-23T09:00:00Z") + std::chrono::seconds(seconds);
}

inline Event event(EventType type, const std::string& person, const std::string& offer, const std::string& value = "") {
  Event one;
  one.at = moment();
  one.by = {AuthorKind::system, ""};
  one.person = PersonId(person);
  one.offer = OfferId(offer);
  one.type = type;
  one.value = value;
  return one;
}

inline std::vector<Event> events_of(Ledger& ledger, const EventFilter& filter = {}) {
  std::vector<Event> all;
  const auto done = ledger.for_each_event(filter, [&](const Event& one) {
    all.push_back(one);
    return true;
  });
  EXPECT_TRUE(done) << done.error().message;
  return all;
}

}  // namespace passerelle::support
