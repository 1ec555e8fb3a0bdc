#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>

#include "deliver/http_gateway.h"
#include "deliver/kannel_gateway.h"
#include "deliver/smtp_gateway.h"
#include "storage/json.h"
#include "storage/utf8.h"
#include "tests/support/files.h"
#include "tests/support/web_stand_in.h"

namespace passerelle {
namespace {

using Outcome = Submission::Outcome;
using support::StandInAnswer;
using support::WebStandIn;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

const std::string kKey(64, 'a');

MessageContent sms(const std::string& text, SmsCoding coding = SmsCoding::gsm7) {
  MessageContent content;
  content.sms = SmsMessage{"+33639980001", text, coding, 1};
  return content;
}

KannelOptions kannel_at(int port) {
  KannelOptions options;
  options.url = "http://127.0.0.1:" + std::to_string(port) + "/cgi-bin/sendsms";
  options.user = "passerelle";
  options.password = "sesame";
  options.sender = "36000";
  options.links = {"http://127.0.0.1:8091", "secret"};
  options.timeouts = {1, 1};
  return options;
}

TEST(KannelGateway, EachAnswerOfKannelHasItsOutcome) {
  const std::vector<std::pair<StandInAnswer, Outcome>> cases{
      {{202}, Outcome::accepted},          {{503}, Outcome::refused_for_now},
      {{403}, Outcome::misconfigured},     {{404}, Outcome::misconfigured},
      {{400}, Outcome::refused_for_good},  {{500}, Outcome::unknown},
      {{502}, Outcome::unknown},           {{200}, Outcome::unknown},
      {{202, "", true}, Outcome::unknown}, {{202, "", false, 2}, Outcome::unknown},
  };
  for (const auto& [answer, outcome] : cases) {
    WebStandIn kannel([answer = answer](const std::string&) { return answer; });
    const Submission submission = KannelGateway(kannel_at(kannel.port())).submit(sms("Bonjour"), kKey);
    EXPECT_EQ(submission.outcome, outcome) << answer.status << " " << submission.reason;
    EXPECT_THAT(kannel.requests(), SizeIs(1)) << "never tried twice by itself";
    EXPECT_THAT(submission.reason, AllOf(Not(HasSubstr("sesame")), Not(HasSubstr("639980001"))));
  }
}

TEST(KannelGateway, NobodyThereIsARefusalForNow) {
  const Submission submission = KannelGateway(kannel_at(support::deaf_port())).submit(sms("Bonjour"), kKey);
  EXPECT_EQ(submission.outcome, Outcome::refused_for_now) << submission.reason;
}

TEST(KannelGateway, SaysTheLettersTheAlphabetAndWhereToReport) {
  WebStandIn kannel([](const std::string&) { return StandInAnswer{202}; });
  KannelGateway gateway(kannel_at(kannel.port()));
  gateway.submit(sms("Reçu à Nœux", SmsCoding::ucs2), kKey);
  gateway.submit(sms("Bonjour"), kKey);
  const std::vector<std::string> requests = kannel.requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_THAT(requests[0], AllOf(HasSubstr("X-Kannel-Coding: 2\r\n"), EndsWith("\r\n\r\nReçu à Nœux"),
                                 HasSubstr("X-Kannel-To: +33639980001\r\n"), HasSubstr("charset=UTF-8"),
                                 HasSubstr("X-Kannel-DLR-Mask: 27\r\n"),
                                 HasSubstr("X-Kannel-DLR-Url: http://127.0.0.1:8091/reports/kannel?key=" + kKey)));
  EXPECT_THAT(requests[1], HasSubstr("X-Kannel-Coding: 0\r\n"));
}

HttpService sample_service(int port) {
  Result<HttpService> service =
      read_http_service(std::string(PASSERELLE_SOURCE_DIR) + "/datasets/samples/sms_service.json");
  EXPECT_TRUE(service) << service.error().message;
  service->url = "http://127.0.0.1:" + std::to_string(port) + "/v1/messages";
  return *service;
}

TEST(HttpGateway, TheSampleServiceIsSpokenToAsItIsDescribed) {
  WebStandIn service([](const std::string&) { return StandInAnswer{201, R"({"messages":[{"id":"m-17"}]})"}; });
  HttpGateway gateway({sample_service(service.port()), "Emploi", "sesame", "https://emploi.example.org/r", {1, 1}});
  const std::string text = "Dites \"oui\" : {a} \\ 1 € \n fin";
  const Submission submission = gateway.submit(sms(text), kKey);
  EXPECT_EQ(submission.outcome, Outcome::accepted) << submission.reason;
  EXPECT_EQ(submission.gateway_id, "m-17");
  const std::string request = service.requests().at(0);
  EXPECT_THAT(request, AllOf(StartsWith("POST /v1/messages "), HasSubstr("Authorization: Bearer sesame\r\n")));
  const std::string body = request.substr(request.find("\r\n\r\n") + 4);
  const Result<JsonDocument> json = JsonDocument::parse(body);
  ASSERT_TRUE(json) << body;
  EXPECT_EQ(json->root()["text"].exact_text(), text);
  EXPECT_EQ(json->root()["to"].text(), "+33639980001");
  EXPECT_EQ(json->root()["reference"].text(), kKey);
  EXPECT_EQ(json->root()["unicode"].boolean(), false);
}

TEST(HttpGateway, FormsAreEscapedAsForms) {
  WebStandIn service([](const std::string&) { return StandInAnswer{200}; });
  Result<HttpService> described = parse_http_service(
      R"({"url":"http://127.0.0.1:1/","encoding":"form","body":"to={{to_digits}}&text={{text}}","accepted":[200]})");
  ASSERT_TRUE(described) << described.error().message;
  described->url = "http://127.0.0.1:" + std::to_string(service.port()) + "/";
  HttpGateway gateway({*described, "", "", "", {1, 1}});
  EXPECT_EQ(gateway.submit(sms("a&b=c é"), kKey).outcome, Outcome::accepted);
  EXPECT_THAT(service.requests().at(0), EndsWith("to=33639980001&text=a%26b%3Dc%20%C3%A9"));
}

TEST(HttpGateway, WhatIsNotSurelyRefusedIsUnknown) {
  for (const auto& [answer, outcome] : std::vector<std::pair<StandInAnswer, Outcome>>{
           {{429}, Outcome::refused_for_now},
           {{401}, Outcome::misconfigured},
           {{422}, Outcome::refused_for_good},
           {{500}, Outcome::unknown},
           {{302}, Outcome::unknown},
           {{201, "", true}, Outcome::unknown},
       }) {
    WebStandIn service([answer = answer](const std::string&) { return answer; });
    HttpGateway gateway({sample_service(service.port()), "", "sesame", "", {1, 1}});
    EXPECT_EQ(gateway.submit(sms("x"), kKey).outcome, outcome) << answer.status;
  }
}

TEST(HttpService, ADescriptionThatIsWrongSaysWhatIs) {
  const auto problem = [](const std::string& json) {
    const Result<HttpService> service = parse_http_service(json);
    return service ? std::string() : service.error().message;
  };
  EXPECT_THAT(problem("{}"), HasSubstr("« url »"));
  EXPECT_THAT(problem(R"({"url":"http://sms.example.org/"})"), HasSubstr("https://"));
  EXPECT_THAT(problem(R"({"url":"https://x.example.org/","body":"{{tex}}"})"), HasSubstr("variable inconnue"));
  EXPECT_THAT(problem(R"({"url":"https://x.example.org/","bdoy":""})"), HasSubstr("« bdoy »"));
  EXPECT_THAT(problem(R"({"url":"https://x.example.org/","report":{"statsu":""}})"), HasSubstr("« report.statsu »"));
  EXPECT_THAT(problem(R"({"url":"https://x.example.org/","report":{"failed":"no"}})"), HasSubstr("« report.failed »"));
  EXPECT_THAT(problem(R"({"url":"https://x.example.org/","headers":{"X Key":"a"}})"), HasSubstr("« headers »"));
  EXPECT_THAT(problem(R"({"url":"https://x.example.org/","headers":{"":"a"}})"), HasSubstr("« headers »"));
  EXPECT_THAT(problem(R"({"url":"https://x.example.org/","accepted":["ok"]})"), HasSubstr("« accepted »"));
  EXPECT_THAT(problem("nothing"), Not(testing::IsEmpty()));
}

// `tests/ingest/schemas_test.cpp` asks the schema about the same cases.
TEST(HttpService, DescriptionsAreAcceptedOrRefusedAsTheCasesSay) {
  rapidjson::Document cases;
  const std::string text = support::text_of(PASSERELLE_SOURCE_DIR "/tests/cases/sms_services.json");
  cases.Parse(text.c_str());
  ASSERT_TRUE(cases.IsArray());
  for (const auto& one : cases.GetArray()) {
    rapidjson::StringBuffer service;
    rapidjson::Writer<rapidjson::StringBuffer> writer(service);
    one["service"].Accept(writer);
    const Result<HttpService> read = parse_http_service(service.GetString());
    EXPECT_EQ(read.has_value(), one["is_accepted"].GetBool())
        << one["name"].GetString() << ": " << (read ? "" : read.error().message);
  }
}

TEST(MailHeaders, StayHeadersWhateverTheWords) {
  SmtpOptions options;
  options.sender = "emploi@example.org";
  options.sender_name = "Équipe \"emploi\"";
  EmailMessage mail{"a@example.org", "Des offres à Nœux-les-Mines\r\nBcc: x@example.org, et encore beaucoup de mots",
                    "t", "<p>t</p>", "https://emploi.example.org/unsubscribe?x=1"};
  const std::vector<std::string> headers = mail_headers(options, mail, kKey, *parse_instant("2026-11-28T09:15:00Z"));
  EXPECT_THAT(headers, Contains("Date: Sat, 28 Nov 2026 09:15:00 +0000"));
  EXPECT_THAT(headers, Contains("Message-ID: <" + kKey + "@example.org>"));
  EXPECT_THAT(headers, Contains("List-Unsubscribe: <https://emploi.example.org/unsubscribe?x=1>"));
  EXPECT_THAT(headers, Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  for (const std::string& header : headers) {
    EXPECT_THAT(header, Not(HasSubstr("\nBcc"))) << header;
    for (const char letter : header) {
      EXPECT_TRUE(static_cast<unsigned char>(letter) < 0x7F) << header;
    }
  }
}

TEST(SmtpGateway, AnAddressThatIsNoneIsNeverTried) {
  for (const char* text : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "é@b"}) {
    EXPECT_FALSE(is_mail_address(text)) << text;
  }
  EXPECT_TRUE(is_mail_address("p.00042+x@example.org"));
}

}  // namespace
}  // namespace passerelle
