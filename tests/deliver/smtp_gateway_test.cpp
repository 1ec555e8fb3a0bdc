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
using ::testing::Not;
using ::testing::SizeIs;

/// A real mail server of this machine, by `tests/deliver/mail_server.py`; skipped when its library is not installed.
class SmtpServer : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null") != 0) {
      GTEST_SKIP() << "skipped: python3-aiosmtpd is not installed";
    }
  }
  void start(const std::string& address = "127.0.0.1", const std::vector<std::string>& more = {}) {
    port_ = support::deaf_port();
    std::vector<std::string> words{"python3", std::string(PASSERELLE_SOURCE_DIR) + "/tests/deliver/mail_server.py",
                                   std::to_string(port_), mails(), address};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> arguments;
    for (std::string& word : words) {
      arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    server_ = ::fork();
    if (server_ == 0) {
      ::execv("/usr/bin/python3", arguments.data());
      ::_exit(127);
    }
    options_.url = "smtp://" + address + ":" + std::to_string(port_);
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
    options_.sender = "emploi@example.org";
    options_.sender_name = "Équipe emploi";
    options_.timeouts = {1, 1};
    MessageContent content;
    content.email = EmailMessage{"p1@example.org", "2 offres à Nœux", "Bonjour,\n.\nÀ lundi.",
                                 "<p>Bonjour,<br>À lundi.</p>", "https://emploi.example.org/unsubscribe?person=P-1"};
    return (*SmtpGateway::create(options_, [] { return *parse_instant("2026-11-24T10:00:00Z"); }))
        ->submit(content, key);
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
  /// What the server heard, a line each.
  [[nodiscard]] std::string said() const { return support::text_of(mails() + "/said"); }

  SmtpOptions options_;
  support::TemporaryDirectory folder_;

 private:
  pid_t server_ = 0;
  int port_ = 0;
};

/// The same server as it stands on the Internet: nothing before STARTTLS, nothing before a login. It has an address of
/// this machine that the gateway does not take for this machine, and a certificate that nobody signed, made for the
/// test.
class EncryptedSmtpServer : public SmtpServer {
 protected:
  void SetUp() override {
    SmtpServer::SetUp();
    if (IsSkipped()) {
      return;
    }
    if (std::system("openssl version >/dev/null 2>&1") != 0) {
      GTEST_SKIP() << "skipped: openssl is not installed";
    }
    options_.user = "emploi";
    options_.password = "sésame ouvre-toi";
    options_.authorities = certificate("server", kAddress);
  }
  void start_encrypted() {
    start(kAddress, {"--login", "emploi:sésame ouvre-toi", "--certificate", options_.authorities});
  }
  /// Makes a certificate of this address; its own key stands in the same file.
  [[nodiscard]] std::string certificate(const std::string& name, const std::string& address) const {
    const std::string file = (folder_.path() / (name + ".pem")).string();
    const std::string command =
        "umask 077; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name +
        " -addext subjectAltName=IP:" + address + " -keyout '" + file + "' >>'" + file + "' 2>/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return file;
  }

  static constexpr const char* kAddress = "127.0.0.2";
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

TEST_F(EncryptedSmtpServer, TheRightPasswordIsSaidOverTlsAndTheMailArrives) {
  start_encrypted();
  const Submission submission = submit("k1");
  ASSERT_EQ(submission.outcome, Outcome::accepted) << submission.reason;
  EXPECT_EQ(said(), "tls\nlogin emploi sésame ouvre-toi\nmail\n");
  ASSERT_THAT(received(), SizeIs(1));
  EXPECT_THAT(received()[0], HasSubstr("Message-ID: <k1@example.org>"));
}

TEST_F(EncryptedSmtpServer, AWrongPasswordStopsTheRunBeforeAnyMailIsSaid) {
  start_encrypted();
  options_.password = "sésame";
  const Submission submission = submit("k1");
  EXPECT_EQ(submission.outcome, Outcome::misconfigured);
  EXPECT_THAT(submission.reason,
              AllOf(HasSubstr("535"), HasSubstr("email.user et email.secret"), Not(HasSubstr("sésame"))));
  EXPECT_EQ(said(), "tls\nlogin emploi sésame\n");
  EXPECT_THAT(received(), IsEmpty());
}

TEST_F(EncryptedSmtpServer, NoLoginWhereOneIsAskedStopsTheRun) {
  start_encrypted();
  options_.user = options_.password = "";
  const Submission submission = submit("k1");
  EXPECT_EQ(submission.outcome, Outcome::misconfigured);
  EXPECT_THAT(submission.reason, AllOf(HasSubstr("530"), HasSubstr("email.user")));
  EXPECT_THAT(received(), IsEmpty());
}

TEST_F(EncryptedSmtpServer, ACertificateOfNobodyOrOfAnotherAddressHearsNothing) {
  start_encrypted();
  for (const std::string& authorities : {std::string(), certificate("other", kAddress)}) {
    options_.authorities = authorities;
    const Submission submission = submit("k1");
    EXPECT_EQ(submission.outcome, Outcome::misconfigured);
    EXPECT_THAT(submission.reason, AllOf(HasSubstr("certificat du serveur"), HasSubstr("email.authorities")))
        << authorities;
  }
  options_.authorities = (folder_.path() / "none.pem").string();
  const Submission submission = submit("k1");
  EXPECT_EQ(submission.outcome, Outcome::misconfigured);
  EXPECT_THAT(submission.reason, AllOf(HasSubstr("fichier"), HasSubstr("email.authorities")));
  EXPECT_THAT(said(), AllOf(Not(HasSubstr("login")), Not(HasSubstr("mail"))));
  EXPECT_THAT(received(), IsEmpty());
}

TEST_F(EncryptedSmtpServer, ATrustedCertificateOfAnotherAddressHearsNothing) {
  options_.authorities = certificate("elsewhere", "127.0.0.3");
  start_encrypted();
  const Submission submission = submit("k1");
  EXPECT_EQ(submission.outcome, Outcome::misconfigured);
  EXPECT_THAT(submission.reason, HasSubstr("certificat du serveur"));
  EXPECT_THAT(said(), Not(HasSubstr("login")));
  EXPECT_THAT(received(), IsEmpty());
}

TEST_F(EncryptedSmtpServer, AServerWithoutStarttlsHearsNeitherPasswordNorMail) {
  start(kAddress, {"--login", "emploi:sésame ouvre-toi"});
  const Submission submission = submit("k1");
  EXPECT_EQ(submission.outcome, Outcome::misconfigured);
  EXPECT_THAT(submission.reason, HasSubstr("STARTTLS"));
  EXPECT_EQ(said(), "");
  EXPECT_THAT(received(), IsEmpty());
}

}  // namespace
}  // namespace passerelle
