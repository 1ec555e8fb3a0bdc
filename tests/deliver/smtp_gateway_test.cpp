#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "deliver/smtp_gateway.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/web_stand_in.h"

namespace passerelle {
namespace {

using Outcome = Submission::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A real mail server of this machine, by `tests/deliver/mail_server.py`; skipped when its library is not installed.
class SmtpServer : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null") != 0) {
      GTEST_SKIP() << "skipped: python3-aiosmtpd is not installed";
    }
  }
  void start(const char* address = "127.0.0.1") {
    port_ = support::deaf_port();
    server_ = ::fork();
    if (server_ == 0) {
      const std::string script = std::string(PASSERELLE_SOURCE_DIR) + "/tests/deliver/mail_server.py";
      ::execl("/usr/bin/python3", "python3", script.c_str(), std::to_string(port_).c_str(), mails().c_str(), address,
              nullptr);
      ::_exit(127);
    }
    url_ = "smtp://" + std::string(address) + ":" + std::to_string(port_);
    for (int tries = 0; tries < 200 && submit("ready").outcome == Outcome::refused_for_now; ++tries) {
      ::usleep(25'000);
    }
    std::filesystem::remove_all(mails());
    std::filesystem::create_directory(mails());
  }
  ~SmtpServer() override {
    if (server_ > 0) {
      ::kill(server_, SIGKILL);
      ::waitpid(server_, nullptr, 0);
    }
  }

  [[nodiscard]] std::string mails() const { return (folder_.path() / "mails").string(); }
  void mode(const std::string& word) { support::write_text(mails() + "/mode", word); }
  Submission submit(const std::string& key) {
    SmtpOptions options;
    options.url = url_;
    options.sender = "emploi@example.org";
    options.sender_name = "Équipe emploi";
    options.timeouts = {1, 1};
    MessageContent content;
    content.email = EmailMessage{"p1@example.org", "2 offres à Nœux", "Bonjour,\n.\nÀ lundi.",
                                 "<p>Bonjour,<br>À lundi.</p>", "https://emploi.example.org/unsubscribe?person=P-1"};
    return (*SmtpGateway::create(options, [] { return *parse_instant("2026-11-24T10:00:00Z"); }))->submit(content, key);
  }
  std::vector<std::string> received() {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(mails())) {
      if (entry.path().extension() == ".eml") {
        all.push_back(support::text_of(entry.path()));
      }
    }
    return all;
  }

 private:
  support::TemporaryDirectory folder_;
  pid_t server_ = 0;
  int port_ = 0;
  std::string url_;
};

TEST_F(SmtpServer, AMailArrivesWholeWithBothFormsAndTheWayOut) {
  start();
  const Submission submission = submit("k1");
  ASSERT_EQ(submission.outcome, Outcome::accepted) << submission.reason;
  ASSERT_THAT(received(), SizeIs(1));
  EXPECT_THAT(
      received()[0],
      AllOf(HasSubstr("Content-Type: multipart/alternative; boundary="), HasSubstr("Message-ID: <k1@example.org>"),
            HasSubstr("List-Unsubscribe: <https://emploi.example.org/unsubscribe?person=P-1>"),
            HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
            HasSubstr("Content-Type: text/plain; charset=utf-8"), HasSubstr("=C3=80 lundi."),
            HasSubstr("Content-Type: text/html; charset=utf-8"), HasSubstr("Subject: =?UTF-8?B?")));
}

TEST_F(SmtpServer, EachAnswerOfTheServerHasItsOutcome) {
  start();
  mode("refuse");
  EXPECT_EQ(submit("k1").outcome, Outcome::refused_for_good);
  mode("later");
  EXPECT_EQ(submit("k2").outcome, Outcome::refused_for_now);
  EXPECT_THAT(received(), IsEmpty());
  mode("vanish");
  EXPECT_EQ(submit("k3").outcome, Outcome::unknown);
  EXPECT_THAT(received(), SizeIs(1)) << "it did leave";
  mode("slow");
  EXPECT_EQ(submit("k4").outcome, Outcome::unknown);
}

TEST_F(SmtpServer, NothingIsSaidUnencryptedToAnotherMachine) {
  start("127.0.0.2");  // not the address that is excepted
  const Submission submission = submit("k1");
  EXPECT_EQ(submission.outcome, Outcome::misconfigured) << submission.reason;
  EXPECT_THAT(received(), IsEmpty());
}

}  // namespace
}  // namespace passerelle
