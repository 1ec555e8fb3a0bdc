#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "deliver/contacts.h"
#include "tests/support/temporary_directory.h"
#include "web/listener.h"

namespace passerelle {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const Instant kNow = *parse_instant("2026-11-24T10:00:00Z");
const std::string kKey(64, 'b');

/// Keeps what would leave.
class FakeGateway final : public Gateway {
 public:
  Submission submit(const MessageContent& content, std::string_view /*key*/) override {
    messages.push_back(content);
    return {Submission::Outcome::accepted, "", ""};
  }
  std::vector<MessageContent> messages;
};

class ListenerOf : public ::testing::Test {
 protected:
  ListenerOf() : ledger_(*Ledger::open(options())), outbox_(ledger_) {
    keep("P-1", "06 39 98 00 01");
    keep("P-2", "06 39 98 00 02");
    OutboxMessage message;
    message.key = kKey;
    message.person = PersonId("P-1");
    message.issue = "2026-W48-1";
    message.list = "l1";
    message.channel = "sms";
    message.address = "+33639980001";
    message.content = "{}";
    message.offers = {OfferId("O1")};
    message.not_before = message.updated = kNow;
    EXPECT_EQ(*outbox_.enqueue({{message}}), 1U);
    MessageOptions words;
    words.sender = "Équipe emploi";
    inbox_.emplace(InboxOptions{options(), words, MessageTemplates(), &gateway_, [] { return kNow; }});
    ListenerOptions listener;
    listener.secret = "sesame";
    listener.service.emplace();
    listener.service->report_key = "reference";
    listener.service->report_status = "status";
    listener.service->delivered = {"delivered"};
    listener.service->failed = {"expired"};
    listener.service->inbound_from = "from";
    listener.service->inbound_text = "text";
    listener_ = std::move(*Listener::start(listener, *inbox_));
    client_.emplace("127.0.0.1", listener_->port());
    client_->set_tcp_nodelay(true);
  }

  LedgerOptions options() { return {(folder_.path() / "l.db").string(), {}, {}}; }
  void keep(const std::string& person, const std::string& phone) {
    Contact contact;
    contact.person = PersonId(person);
    contact.phone = parse_phone(phone);
    contact.email = person + "@example.org";
    contact.channel = Channel::sms;
    EXPECT_TRUE(ledger_.keep(contact.person, "contact", to_json(contact)));
  }
  int get(const std::string& path) {
    const auto answer = client_->Get(path.c_str());
    return answer ? answer->status : 0;
  }
  int report(int type) {
    std::string path = links_.kannel_report(kKey);
    path.replace(path.find("%d"), 2, std::to_string(type));
    path.replace(path.find("%A"), 2, "stat%3AUNDELIV%20err%3A001");
    return get(path);
  }
  int inbound(const std::string& from, const std::string& text, const std::string& id) {
    return get("/inbound/kannel?secret=sesame&id=" + id + "&from=" + url_encoded(from) + "&text=" + url_encoded(text));
  }
  std::vector<Event> events(EventType type) {
    std::vector<Event> all;
    EventFilter filter;
    filter.types = {type};
    EXPECT_TRUE(ledger_.for_each_event(filter, [&](const Event& event) {
      all.push_back(event);
      return true;
    }));
    return all;
  }
  MessageState state() { return (*outbox_.message(kKey))->state; }
  void send_it() {
    ASSERT_TRUE(*outbox_.become_the_sender());
    ASSERT_TRUE(outbox_.take(kNow)->has_value());
  }

  support::TemporaryDirectory folder_;
  Ledger ledger_;
  Outbox outbox_;
  FakeGateway gateway_;
  Links links_{"", "sesame"};
  std::optional<Inbox> inbox_;
  std::unique_ptr<Listener> listener_;
  std::optional<httplib::Client> client_;
};

TEST_F(ListenerOf, ReportsComeToTheSameInAnyOrderAndAnyNumberOfTimes) {
  send_it();
  for (const int type : {4, 1, 8, 2, 1, 16, 1}) {
    EXPECT_EQ(report(type), 200);
  }
  EXPECT_EQ(state(), MessageState::delivered);
  EXPECT_THAT(events(EventType::delivered), SizeIs(1));
  EXPECT_THAT(events(EventType::sent), SizeIs(1));
  EXPECT_THAT(events(EventType::failed), IsEmpty());
}

TEST_F(ListenerOf, WhatTheOperatorHasIsNoLongerUncertain) {
  send_it();
  ASSERT_TRUE(outbox_.uncertain(kKey, "coupé", kNow));
  EXPECT_EQ(report(8), 200);
  EXPECT_EQ(state(), MessageState::accepted);
  EXPECT_EQ(report(2), 200);
  EXPECT_EQ(state(), MessageState::failed);
  EXPECT_THAT((*outbox_.message(kKey))->reason, HasSubstr("stat:UNDELIV"));
}

TEST_F(ListenerOf, OnlySignedReportsAreHeard) {
  send_it();
  EXPECT_EQ(get("/reports/kannel?key=" + kKey + "&type=1"), 403);
  EXPECT_EQ(get("/reports/kannel?key=" + kKey + "&type=1&signature=" + std::string(64, '0')), 403);
  EXPECT_EQ(get("/reports/kannel?key=x&type=1"), 400);
  EXPECT_EQ(report(3), 400);
  EXPECT_EQ(get("/inbound/kannel?secret=other&from=33639980001&text=STOP"), 403);
  EXPECT_EQ(get("/elsewhere"), 404);
  EXPECT_EQ(client_->Post("/reports/service", std::string(100'000, 'x'), "application/json")->status, 413);
  EXPECT_EQ(state(), MessageState::sending);
  EXPECT_EQ(listener_->counts().refused, 7U);
}

TEST_F(ListenerOf, AServiceTellsInJson) {
  send_it();
  const std::string body = R"({"reference":")" + kKey + R"(","status":"delivered"})";
  EXPECT_EQ(client_->Post("/reports/service", body, "application/json")->status, 403);
  const httplib::Headers secret{{"X-Passerelle-Secret", "sesame"}};
  EXPECT_EQ(client_->Post("/reports/service", secret, "{", "application/json")->status, 400);
  EXPECT_EQ(client_->Post("/reports/service", secret, body, "application/json")->status, 200);
  EXPECT_EQ(state(), MessageState::delivered);
  EXPECT_EQ(
      client_->Post("/inbound/service", secret, R"({"from":"+33639980001","text":"oui"})", "application/json")->status,
      200);
  EXPECT_THAT(events(EventType::replied), SizeIs(1));
}

TEST_F(ListenerOf, StopHoldsAtOnceForWhatWaitsAndIsConfirmedOnce) {
  for (const char* text : {"STOP", "stop svp", "Arrêt"}) {
    EXPECT_EQ(inbound("33639980001", text, text), 200);
  }
  EXPECT_EQ(state(), MessageState::cancelled);
  EXPECT_TRUE(*ledger_.is_suppressed("+33639980001"));
  EXPECT_TRUE(*ledger_.is_suppressed("P-1@example.org"));
  EXPECT_FALSE(*ledger_.is_suppressed("+33639980002"));
  ASSERT_THAT(events(EventType::stop), SizeIs(1));
  EXPECT_EQ(events(EventType::stop).front().reason, "sms");
  ASSERT_THAT(gateway_.messages, SizeIs(1));
  EXPECT_EQ(gateway_.messages.front().sms->to, "+33639980001");
}

TEST_F(ListenerOf, AStopFromANumberNobodyHasIsObeyedToo) {
  EXPECT_EQ(inbound("33639980099", "STOP", "1"), 200);
  EXPECT_TRUE(*ledger_.is_suppressed("+33639980099"));
  EXPECT_EQ(listener_->counts().nobody, 1U);
}

TEST_F(ListenerOf, AnswersAreAboutTheLastMessageAndCountOnce) {
  send_it();
  ASSERT_TRUE(outbox_.accepted(kKey, "", kNow));
  EXPECT_EQ(inbound("33639980001", "1", "a"), 200);
  EXPECT_EQ(inbound("33639980001", "1", "a"), 200);
  EXPECT_EQ(inbound("0639980001", "je peux venir lundi ?", "b"), 200);
  const std::vector<Event> replied = events(EventType::replied);
  ASSERT_THAT(replied, SizeIs(2));
  EXPECT_EQ(replied[0].value, "yes");
  EXPECT_EQ(replied[0].offer, OfferId("O1"));
  EXPECT_EQ(replied[0].list, "l1");
  EXPECT_EQ(replied[0].by, (Author{AuthorKind::person, "P-1"}));
  EXPECT_EQ(replied[1].value, "je peux venir lundi ?");
  EXPECT_EQ(state(), MessageState::accepted);
}

TEST_F(ListenerOf, OneClickUnsubscribesAndAPageAsksFirst) {
  const std::string link = links_.unsubscribe(PersonId("P-1"));
  const std::string path = Links{"http://x", "sesame"}.unsubscribe(PersonId("P-1")).substr(8);
  EXPECT_THAT(link, IsEmpty());
  const auto page = client_->Get(path.c_str());
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_THAT(page->body, AllOf(HasSubstr("<html lang=\"fr\">"), HasSubstr("method=\"post\""), HasSubstr("<button"),
                                Not(HasSubstr("P-1"))));
  EXPECT_THAT(events(EventType::stop), IsEmpty());
  for (int time = 0; time < 2; ++time) {
    const auto done = client_->Post(path.c_str(), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded");
    ASSERT_TRUE(done);
    EXPECT_EQ(done->status, 200);
  }
  EXPECT_THAT(events(EventType::stop), SizeIs(1));
  EXPECT_EQ(state(), MessageState::cancelled);
  EXPECT_TRUE(*ledger_.is_suppressed("+33639980001"));
  EXPECT_EQ(client_->Post("/unsubscribe?person=P-2&signature=0", "", "text/plain")->status, 403);
  EXPECT_FALSE(*ledger_.is_suppressed("+33639980002"));
}

TEST_F(ListenerOf, AnErasedPersonIsNotBroughtBackByAnOldLink) {
  ASSERT_TRUE(ledger_.erase(PersonId("P-1"), {AuthorKind::referent, "R-07"}, {}));
  const std::string path = Links{"http://x", "sesame"}.unsubscribe(PersonId("P-1")).substr(8);
  EXPECT_EQ(client_->Post(path.c_str(), "", "text/plain")->status, 200);
  EXPECT_EQ(report(1), 200);
  EXPECT_THAT(events(EventType::stop), IsEmpty());
  EXPECT_EQ(*ledger_.people(), (std::vector<PersonId>{PersonId("P-2")}));
}

TEST_F(ListenerOf, APortIsNotShared) {
  ListenerOptions again;
  again.port = listener_->port();
  again.secret = "sesame";
  EXPECT_FALSE(Listener::start(again, *inbox_));
}

}  // namespace
}  // namespace passerelle
