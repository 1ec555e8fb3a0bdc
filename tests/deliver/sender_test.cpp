#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>

#include "deliver/sender.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using Outcome = Submission::Outcome;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Instant kTuesday = *parse_instant("2026-11-24T10:00:00Z");

/// A gateway that answers as it is told and keeps the keys it was given.
class FakeGateway final : public Gateway {
 public:
  explicit FakeGateway(std::function<Submission(std::string_view)> answer) : answer_(std::move(answer)) {}
  Submission submit(const MessageContent& /*content*/, std::string_view key) override {
    keys.emplace_back(key);
    return answer_(key);
  }
  std::vector<std::string> keys;

 private:
  std::function<Submission(std::string_view)> answer_;
};

class Sender : public ::testing::Test {
 protected:
  Sender() : ledger_(*Ledger::open({(folder_.path() / "l.db").string(), {}, {}})), outbox_(ledger_) {
    time_.now = [this] { return now_; };
    time_.pause = [](std::chrono::milliseconds) {};
    options_.per_second = 0;
  }

  static OutboxMessage message(int number) {
    OutboxMessage message;
    message.key = std::string(62, 'a') + std::to_string(10 + number);
    message.person = PersonId("P-" + std::to_string(number));
    message.issue = "2026-W48-1";
    message.channel = "sms";
    message.address = "+336399800" + std::to_string(10 + number);
    MessageContent content;
    content.sms = SmsMessage{message.address, "Bonjour", SmsCoding::gsm7, 1};
    message.content = to_json(content);
    message.offers = {OfferId("O1")};
    message.not_before = kTuesday;
    message.updated = kTuesday;
    return message;
  }
  void enqueue(int count) {
    std::vector<OutboxMessage> messages;
    for (int number = 0; number < count; ++number) {
      messages.push_back(message(number));
    }
    ASSERT_EQ(*outbox_.enqueue(messages), messages.size());
    ASSERT_TRUE(*outbox_.become_the_sender());
  }
  Result<SendReport> send(Gateway& gateway, const Watch& watch = {}) {
    return send_messages(outbox_, {&gateway, nullptr}, options_, *SendingCalendar::create({}), time_, watch);
  }
  OutboxMessage stored(int number) { return **outbox_.message(message(number).key); }

  support::TemporaryDirectory folder_;
  Ledger ledger_;
  Outbox outbox_;
  Instant now_ = kTuesday;
  SenderTime time_;
  SenderOptions options_;
};

TEST_F(Sender, EachAnswerLeavesTheMessageInItsState) {
  enqueue(4);
  FakeGateway gateway([](std::string_view key) -> Submission {
    return key == message(0).key   ? Submission{Outcome::accepted, "g-1", ""}
           : key == message(1).key ? Submission{Outcome::refused_for_good, "", "numéro mort"}
           : key == message(2).key ? Submission{Outcome::unknown, "", "coupé"}
                                   : Submission{Outcome::refused_for_now, "", "occupé"};
  });
  const Result<SendReport> report = send(gateway);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->accepted, 1U);
  EXPECT_EQ(report->failed, 1U);
  EXPECT_EQ(report->uncertain, 1U);
  EXPECT_EQ(report->refused_for_now, 1U);
  EXPECT_EQ(stored(0).state, MessageState::accepted);
  EXPECT_EQ(stored(0).gateway_id, "g-1");
  EXPECT_EQ(stored(1).state, MessageState::failed);
  EXPECT_EQ(stored(2).state, MessageState::uncertain);
  EXPECT_EQ(stored(3).state, MessageState::queued);
  EXPECT_EQ(stored(3).not_before, now_ + std::chrono::minutes(1));
  ASSERT_TRUE(send(gateway));
  EXPECT_THAT(gateway.keys, SizeIs(4)) << "done again at once, nothing more is given";
}

TEST_F(Sender, ARefusalForNowWaitsLongerEachTimeAndIsGivenUpInTheEnd) {
  enqueue(1);
  FakeGateway gateway([](std::string_view) { return Submission{Outcome::refused_for_now, "", "occupé"}; });
  options_.retries = {std::chrono::minutes(1), std::chrono::minutes(5)};
  std::vector<Instant> tries;
  for (int run = 0; run < 600; ++run) {
    const std::size_t before = gateway.keys.size();
    ASSERT_TRUE(send(gateway));
    if (gateway.keys.size() > before) {
      tries.push_back(now_);
    }
    now_ += std::chrono::seconds(30);
  }
  EXPECT_THAT(tries,
              testing::ElementsAre(kTuesday, kTuesday + std::chrono::minutes(1), kTuesday + std::chrono::minutes(6)));
  EXPECT_EQ(stored(0).state, MessageState::failed);
  EXPECT_EQ(stored(0).reason, "refusé trop souvent : occupé");
}

TEST_F(Sender, AWrongPasswordEndsTheWorkAndCostsNoMessageItsPlace) {
  enqueue(3);
  FakeGateway wrong([](std::string_view) { return Submission{Outcome::misconfigured, "", "mot de passe"}; });
  for (int run = 0; run < 20; ++run) {
    const Result<SendReport> report = send(wrong);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->stopped, "mot de passe");
    now_ += std::chrono::minutes(10);
  }
  EXPECT_THAT(wrong.keys, SizeIs(20));
  FakeGateway right([](std::string_view) { return Submission{Outcome::accepted, "", ""}; });
  EXPECT_EQ(send(right)->accepted, 3U);
}

TEST_F(Sender, AGatewayThatRefusesEverythingEndsTheWork) {
  enqueue(20);
  options_.refusals_in_a_row = 5;
  FakeGateway gateway([](std::string_view) { return Submission{Outcome::refused_for_now, "", "absent"}; });
  EXPECT_THAT(send(gateway)->stopped, HasSubstr("5 refus de suite"));
  EXPECT_THAT(gateway.keys, SizeIs(5));
}

TEST_F(Sender, NothingLeavesOutsideTheHoursOrAfterItsWeek) {
  enqueue(2);
  FakeGateway gateway([](std::string_view) { return Submission{Outcome::accepted, "", ""}; });
  now_ = *parse_instant("2026-11-24T20:00:00Z");
  EXPECT_EQ(send(gateway)->postponed, 2U);
  EXPECT_EQ(stored(0).not_before, *parse_instant("2026-11-25T08:00:00Z"));
  EXPECT_THAT(gateway.keys, IsEmpty());
  now_ = *parse_instant("2026-12-08T10:00:00Z");
  EXPECT_EQ(send(gateway)->expired, 2U);
  EXPECT_THAT(gateway.keys, IsEmpty());
  EXPECT_EQ(stored(0).state, MessageState::failed);
}

TEST_F(Sender, AClockThatGoesBackNeitherHangsNorSendsAgain) {
  enqueue(6);
  FakeGateway gateway([this](std::string_view) {
    now_ -= std::chrono::hours(30);
    return Submission{Outcome::accepted, "", ""};
  });
  ASSERT_TRUE(send(gateway));
  now_ = kTuesday;
  FakeGateway calm([](std::string_view) { return Submission{Outcome::accepted, "", ""}; });
  ASSERT_TRUE(send(calm));
  std::vector<std::string> all = gateway.keys;
  all.insert(all.end(), calm.keys.begin(), calm.keys.end());
  std::ranges::sort(all);
  EXPECT_THAT(all, SizeIs(6));
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

TEST_F(Sender, AnInterruptionStopsBetweenTwoMessages) {
  enqueue(5);
  std::atomic<bool> interrupted = false;
  FakeGateway gateway([&](std::string_view) {
    interrupted = true;
    return Submission{Outcome::accepted, "", ""};
  });
  Watch watch;
  watch.interrupted = &interrupted;
  const Result<SendReport> report = send(gateway, watch);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::interrupted);
  EXPECT_EQ(stored(0).state, MessageState::accepted);
  EXPECT_EQ(stored(1).state, MessageState::queued);
}

TEST_F(Sender, KilledAtAnyMomentItGivesNoMessageTwiceAndLosesNone) {
  constexpr int kMessages = 40;
  enqueue(kMessages);
  outbox_.release();
  const std::string database = (folder_.path() / "l.db").string();
  const std::filesystem::path given = folder_.path() / "given";
  std::mt19937 chance(7);
  bool all_done = false;
  for (int run = 0; run < 60 && !all_done; ++run) {
    const pid_t child = ::fork();
    if (child == 0) {
      Result<Ledger> ledger = Ledger::open({database, {}, {}});
      Outbox outbox(*ledger);
      const int file = ::open(given.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      FakeGateway gateway([&](std::string_view key) {
        const std::string line = std::string(key) + "\n";
        const bool written = ::write(file, line.data(), line.size()) > 0;
        ::usleep(300);
        return Submission{written ? Outcome::accepted : Outcome::unknown, "", ""};
      });
      bool done = *outbox.become_the_sender();
      done = done && send_messages(outbox, {&gateway, nullptr}, options_, *SendingCalendar::create({}), time_, {});
      ::_exit(done ? 0 : 1);
    }
    ::usleep(std::uniform_int_distribution<useconds_t>(2'000, 40'000)(chance));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    all_done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  ASSERT_TRUE(*outbox_.become_the_sender());
  std::map<std::string, int> times;
  std::ifstream file(given);
  for (std::string key; std::getline(file, key);) {
    ++times[key];
  }
  for (int number = 0; number < kMessages; ++number) {
    const MessageState state = stored(number).state;
    const int count = times[stored(number).key];
    EXPECT_LE(count, 1);
    EXPECT_TRUE(count == 1 ? state == MessageState::accepted || state == MessageState::uncertain
                           : state == MessageState::queued || state == MessageState::uncertain)
        << count << " " << to_string(state);
  }
}

}  // namespace
}  // namespace passerelle
