#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <optional>

#include "ledger/outbox.h"
#include "tests/ledger/ledgers.h"

namespace passerelle {
namespace {

using support::event;
using support::events_of;
using support::moment;
using ::testing::IsEmpty;

OutboxMessage message(int number) {
  OutboxMessage one;
  one.key = "k" + std::to_string(number);
  one.person = PersonId("P-" + std::to_string(number % 3));
  one.issue = "2026-W48-1";
  one.channel = "sms";
  one.address = "+3363998000" + std::to_string(number % 3);
  one.content = "{}";
  one.offers = {OfferId("O-" + std::to_string(number))};
  one.not_before = moment();
  one.updated = moment();
  return one;
}

/// A sender that lives through any order of operations, with crashes and copies of an older database in between, and
/// counts what it was given.
class LifeOfASender {
 public:
  LifeOfASender() : options_{(folder_.path() / "ledger.db").string(), {}, {}} { open(); }

  void step() {
    const int key = *rc::gen::inRange(0, 4);
    const std::string name = "k" + std::to_string(key);
    switch (*rc::gen::inRange(0, 11)) {
      case 0:
      case 1: {
        const std::vector<OutboxMessage> one{message(key)};
        RC_ASSERT(outbox().enqueue(one).has_value());
        break;
      }
      case 2:
      case 3:
      case 4:
        take();
        break;
      case 5:
        RC_ASSERT(outbox().accepted(name, "gw", moment()).has_value());
        break;
      case 6:
        refuse(name);
        break;
      case 7:
        RC_ASSERT(outbox().report(name, *rc::gen::arbitrary<bool>(), "", moment()).has_value());
        break;
      case 8:
        open();
        break;
      case 9:
        stop(key % 3);
        break;
      case 10:
        *rc::gen::arbitrary<bool>() ? back_up() : restore();
        break;
      default:
        break;
    }
  }

  void must_be_whole() {
    ledger_.reset();
    const auto problems = verify_ledger(options_);
    RC_ASSERT(problems.has_value());
    RC_ASSERT(problems->empty());
  }

 private:
  Outbox outbox() { return Outbox(*ledger_); }

  void open() {
    ledger_.reset();  // dies without a word
    auto opened = Ledger::open(options_);
    RC_ASSERT(opened.has_value());
    ledger_.emplace(std::move(*opened));
    RC_ASSERT(*outbox().become_the_sender());
  }

  void take() {
    const auto taken = outbox().take(moment(10));
    RC_ASSERT(taken.has_value());
    if (*taken) {
      const OutboxMessage& given = **taken;
      RC_ASSERT(!may_have_left_[given.key]);
      RC_ASSERT(!stopped_[given.address]);
      may_have_left_[given.key] = true;
    }
  }

  void refuse(const std::string& key) {
    // Only what a gateway was just given can be refused by it.
    const auto found = outbox().message(key);
    RC_ASSERT(found.has_value());
    if (*found && (*found)->state == MessageState::sending) {
      RC_ASSERT(outbox().refused(key, "occupé", moment(1), moment()).has_value());
      may_have_left_[key] = false;
    }
  }

  void stop(int person) {
    const std::string address = "+3363998000" + std::to_string(person);
    RC_ASSERT(ledger_->suppress(address).has_value());
    stopped_[address] = true;
  }

  void back_up() {
    std::filesystem::remove(folder_.path() / "backup.db");
    RC_ASSERT(backup_ledger(options_, folder_.path() / "backup.db").has_value());
  }

  void restore() {
    if (std::filesystem::exists(folder_.path() / "backup.db")) {
      ledger_.reset();
      RC_ASSERT(restore_ledger(options_, folder_.path() / "backup.db", true).has_value());
      open();
    }
  }

  support::TemporaryDirectory folder_;
  LedgerOptions options_;
  std::optional<Ledger> ledger_;
  std::map<std::string, bool> may_have_left_;
  std::map<std::string, bool> stopped_;
};

TEST(Crashes, WhateverHappensNoMessageIsGivenAwayTwiceUnlessTheGatewayRefusedIt) {
  rc::detail::TestParams parameters;
  parameters.maxSuccess = 20;
  const auto result = rc::detail::checkTestable(
      [] {
        LifeOfASender sender;
        const int steps = *rc::gen::inRange(5, 30);
        for (int step = 0; step < steps; ++step) {
          sender.step();
        }
        sender.must_be_whole();
      },
      rc::detail::TestMetadata{}, parameters);
  std::ostringstream told;
  rc::detail::printResultMessage(result, told);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << told.str();
}

class KilledAtAnyInstruction : public support::OnBothDatabases {};
INSTANTIATE_ON_BOTH(KilledAtAnyInstruction);

/// Adds events and takes messages until it is killed; writes a byte for each message before it would leave.
[[noreturn]] void work_until_killed(const LedgerOptions& options, int round, const std::string& log) {
  auto ledger = Ledger::open(options);
  if (!ledger) {
    ::_exit(3);
  }
  Outbox outbox(*ledger);
  // PostgreSQL gives the right to send back once it has seen that the one before died.
  while (!*outbox.become_the_sender()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  for (int number = 0;; ++number) {
    std::vector<Event> events;
    for (int index = 0; index < 20; ++index) {
      events.push_back(event(EventType::noted, "P-" + std::to_string(index % 5),
                             std::to_string(round) + "-" + std::to_string(number) + "-" + std::to_string(index), "x"));
    }
    const std::vector<OutboxMessage> one{message(round * 100'000 + number)};
    if (!ledger->append(events) || !outbox.enqueue(one)) {
      ::_exit(5);
    }
    const auto taken = outbox.take(moment(10));
    if (!taken) {
      ::_exit(6);
    }
    if (*taken) {
      std::ofstream(log, std::ios::app) << (*taken)->key << std::endl;
      if (number % 3 != 0 && !outbox.accepted((*taken)->key, "gw", moment())) {
        ::_exit(7);
      }
    }
  }
}

TEST_P(KilledAtAnyInstruction, TheLedgerIsWholeAndNothingIsGivenAwayTwice) {
  const std::string log = (folder.path() / "log").string();
  open();
  for (int round = 1; round <= 6; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      work_until_killed(options, round, log);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(60 + 37 * round % 120));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << WEXITSTATUS(status);
  }
  Ledger ledger = open();
  Outbox outbox(ledger);
  bool is_sender = false;
  for (int tries = 0; tries < 100 && !is_sender; ++tries) {
    is_sender = *outbox.become_the_sender();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ASSERT_TRUE(is_sender);
  const auto problems = verify_ledger(options);
  ASSERT_TRUE(problems) << problems.error().message;
  EXPECT_THAT(*problems, IsEmpty());
  std::map<std::string, int> given;
  std::ifstream lines(log);
  for (std::string key; std::getline(lines, key);) {
    EXPECT_EQ(++given[key], 1) << key;
    const auto found = *outbox.message(key);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->state == MessageState::accepted || found->state == MessageState::uncertain) << key;
  }
  EXPECT_FALSE(given.empty());
  EXPECT_EQ(events_of(ledger).size() % 20, outbox.messages(std::array{MessageState::accepted})->size() % 20)
      << "blocks of twenty events, all or none, and one `sent` per accepted message";
}

TEST(Postgresql, ARestartOfTheServerIsOneReconnection) {
  if (!support::ThrowAwayPostgresql::is_installed()) {
    GTEST_SKIP() << "skipped: no PostgreSQL 15";
  }
  support::ThrowAwayPostgresql server;
  support::TemporaryDirectory folder;
  const LedgerOptions options{server.new_database(), folder.path() / "never", folder.path() / "key"};
  auto ledger = Ledger::open(options);
  ASSERT_TRUE(ledger) << ledger.error().message;
  Outbox outbox(*ledger);
  ASSERT_TRUE(*outbox.become_the_sender());
  const std::vector<OutboxMessage> two{message(1), message(2)};
  ASSERT_TRUE(outbox.enqueue(two));
  server.stop(SIGQUIT);
  const auto refused = outbox.take(moment(10));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, ::testing::HasSubstr("PostgreSQL"));
  server.start();
  const auto taken = outbox.take(moment(10));
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ((*taken)->key, "k1");
  server.stop(SIGINT);
  server.start();
  EXPECT_TRUE(outbox.accepted("k1", "gw", moment()));
  EXPECT_EQ((*outbox.take(moment(10)))->key, "k2") << "and it is the sender still";
  EXPECT_THAT(*verify_ledger(options), IsEmpty());
}

}  // namespace
}  // namespace passerelle
