#include "deliver/compose.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "report/plain_text.h"
#include "storage/utf8.h"
#include "tests/report/invented_week.h"

namespace passerelle {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const Day kSigned = parse_day("2026-09-12").value();

/// Somebody who agreed to everything, on a phone of their own.
Contact contact_for(Channel channel) {
  Contact contact;
  contact.person = PersonId("P-0042");
  contact.first_name = "Amina";
  contact.phone = parse_phone("06 39 98 00 42");
  contact.email = "amina@example.org";
  contact.channel = channel;
  contact.shared_phone = Answer::no;
  contact.reads_french = Answer::yes;
  contact.consent = {{"offers", Channel::sms, kSigned, {}, "form"}, {"offers", Channel::email, kSigned, {}, "form"}};
  return contact;
}

struct Setting {
  Contact contact;
  std::vector<ShortlistItem> offers = support::example_list().offers;
  Referent referent = {ReferentId("R-07"), "Camille D.", "", "0199004101", "r07@example.org", {}};
  MessageOptions options = [] {
    MessageOptions messages;
    messages.sender = "Mission locale";
    return messages;
  }();
  std::string unsubscribe = "https://passerelle.example.org/stop/abc";

  [[nodiscard]] Composed compose() const {
    static const MessageTemplates templates;
    return compose_message({contact, offers, referent, unsubscribe}, options, templates).value();
  }
  [[nodiscard]] std::string sms() const {
    const Composed composed = compose();
    return composed.content && composed.content->sms ? composed.content->sms->text : "no SMS: " + composed.reason;
  }
};

Setting by(Channel channel) {
  Setting setting;
  setting.contact = contact_for(channel);
  return setting;
}

TEST(ComposeSms, SaysWhoWhatWhereWhyTheOneThingToDoAndStop) {
  const Composed composed = by(Channel::sms).compose();
  ASSERT_TRUE(composed.content && composed.content->sms);
  EXPECT_EQ(composed.content->sms->to, "+33639980042");
  EXPECT_EQ(composed.content->sms->text,
            "Bonjour Amina. Mission locale : une offre pour vous. Aide de cuisine, Cuisine des Tilleuls, Orléans. Vous "
            "savez cuisiner pour beaucoup de monde. C'est à 15 minutes en bus. Pour répondre : "
            "https://offres.example.org/detail/192ABCD Pour ne plus recevoir : répondez STOP.");
  EXPECT_EQ(composed.content->sms->segments, 2);
  EXPECT_THAT(composed.offers, ElementsAre(OfferId("192ABCD")));
}

TEST(ComposeSms, SpeaksWithTuToThoseWhoPreferIt) {
  Setting setting = by(Channel::sms);
  setting.contact.says_tu = true;
  setting.offers[0].apply = {"phone", "02 38 00 00 00"};
  EXPECT_EQ(setting.sms(),
            "Bonjour Amina. Mission locale : une offre pour toi. Aide de cuisine, Cuisine des Tilleuls, Orléans. Tu "
            "sais cuisiner pour beaucoup de monde. C'est à 15 minutes en bus. Pour répondre : appelle le 02 38 00 00 "
            "00. Pour ne plus recevoir : répondez STOP.");
}

TEST(ComposeSms, ASharedPhoneShowsNoName) {
  for (const Answer shared : {Answer::yes, Answer::unknown}) {
    Setting setting = by(Channel::sms);
    setting.contact.shared_phone = shared;
    EXPECT_THAT(setting.sms(), StartsWith("Bonjour. Mission locale"));
    EXPECT_THAT(setting.sms(), Not(HasSubstr("Amina")));
  }
}

TEST(ComposeSms, WithoutALinkOrAPhoneOfItsOwnTheOfferIsAnsweredThroughTheReferent) {
  Setting setting = by(Channel::sms);
  for (const ApplyChannel& apply :
       {ApplyChannel{"none", ""}, ApplyChannel{"referent", ""}, ApplyChannel{"url", "javascript:alert(1)"},
        ApplyChannel{"email", "job@example.org"}, ApplyChannel{"phone", "à l'accueil"}}) {
    setting.offers[0].apply = apply;
    EXPECT_THAT(setting.sms(), HasSubstr("appelez Camille D. au 01 99 00 41 01."));
    EXPECT_THAT(setting.sms(), Not(HasSubstr("http")));
  }
  setting.referent.phone = "";
  EXPECT_FALSE(setting.compose().content);
  EXPECT_EQ(setting.compose().channel, Channel::call);
}

TEST(ComposeSms, ADiscreetPersonIsOnlyAskedToCall) {
  Setting setting = by(Channel::sms);
  setting.contact.discreet = true;
  EXPECT_EQ(setting.sms(),
            "Bonjour. Mission locale a un message pour vous. Appelez le 01 99 00 41 01. Pour ne plus recevoir : "
            "répondez STOP.");
  setting.options.discreet_sender = "Camille";
  EXPECT_THAT(setting.sms(), StartsWith("Bonjour. Camille a un message"));
}

TEST(ComposeSms, TheTitleAndTheReasonGiveWayNeverTheActionTheSenderOrStop) {
  rc::check([](std::uint8_t title, std::uint8_t place, std::uint8_t why, std::uint8_t link, bool exact, bool one) {
    const auto words = [](std::size_t count, std::string_view word) {
      std::string text;
      for (std::size_t index = 0; index < count; ++index) {
        text += word;
      }
      return text;
    };
    Setting setting = by(Channel::sms);
    setting.offers[0].show.title = words(title, "tôle ç ");
    setting.offers[0].show.place = words(place, "\nOrléans");
    setting.offers[0].why = words(why, "Vous êtes  prêt. ");
    setting.offers[0].apply = {"url", "https://example.org/" + words(link, "x")};
    setting.options.letters = exact ? LetterPolicy::exact : LetterPolicy::fold;
    setting.options.max_segments = one && !exact ? 1 : 2;
    const Composed composed = setting.compose();
    RC_ASSERT(composed.content.has_value());
    const SmsMessage& sms = *composed.content->sms;
    RC_ASSERT(static_cast<std::size_t>(sms.segments) <= setting.options.max_segments);
    RC_ASSERT(sms == (SmsMessage{sms.to, sms.text, sms_text(sms.text, LetterPolicy::exact).coding,
                                 sms_text(sms.text, LetterPolicy::exact).segments}));
    RC_ASSERT(sms.text.find("Mission locale") != std::string::npos);
    RC_ASSERT(sms.text.ends_with("STOP."));
    const bool has_link = sms.text.find(setting.offers[0].apply.value + " ") != std::string::npos;
    RC_ASSERT(has_link || sms.text.find("Camille D. au 01 99 00 41 01") != std::string::npos);
    RC_ASSERT(sms.text.find("  ") == std::string::npos && sms.text.find('\n') == std::string::npos);
  });
}

TEST(ComposeSms, ALinkIsNeverFolded) {
  Setting setting = by(Channel::sms);
  setting.offers[0].apply = {"url", "https://offres.example.org/être/ça"};
  EXPECT_THAT(setting.sms(), HasSubstr("https://offres.example.org/%C3%AAtre/%C3%A7a "));
}

TEST(ComposeSms, NumbersAndPicturesOfTheOfferDoNotDisturb) {
  Setting setting = by(Channel::sms);
  setting.offers[0].show.title = "🔥 URGENT Cuisinier 06 39 98 11 22 🔥";
  setting.offers[0].why = "Appelez le 06 39 98 11 22 ou job@example.org.";
  EXPECT_THAT(setting.sms(), Not(HasSubstr("11 22")));
  EXPECT_THAT(setting.sms(), Not(HasSubstr("@")));
  EXPECT_EQ(setting.compose().content->sms->coding, SmsCoding::gsm7);
}

TEST(ComposeMessage, WithoutConsentNothingLeaves) {
  for (const Channel channel : {Channel::sms, Channel::email}) {
    Setting setting = by(channel);
    setting.contact.consent = {{"offers", channel == Channel::sms ? Channel::email : Channel::sms, kSigned, {}, ""}};
    EXPECT_FALSE(setting.compose().content);
    EXPECT_EQ(setting.compose().channel, Channel::referent);
    EXPECT_THAT(setting.compose().reason, HasSubstr("pas d'accord connu"));
    setting.contact.consent.push_back({"offers", channel, kSigned, kSigned + std::chrono::days(30), ""});
    EXPECT_FALSE(setting.compose().content);
    EXPECT_THAT(setting.compose().reason, HasSubstr("accord retiré"));
  }
}

TEST(ComposeMessage, SaysWhyAHumanMustAct) {
  Setting landline = by(Channel::sms);
  landline.contact.phone = parse_phone("01 99 00 00 42");
  EXPECT_EQ(landline.compose().channel, Channel::call);
  EXPECT_THAT(landline.compose().reason, HasSubstr("téléphone fixe"));
  Setting without = by(Channel::sms);
  without.contact.phone = {};
  EXPECT_EQ(without.compose().channel, Channel::referent);
  Setting unreadable = by(Channel::email);
  unreadable.contact.reads_french = Answer::no;
  EXPECT_EQ(unreadable.compose().channel, Channel::call);
  Setting nothing = by(Channel::sms);
  nothing.offers.clear();
  EXPECT_THAT(nothing.compose().reason, HasSubstr("aucune offre"));
  for (const Channel channel : {Channel::call, Channel::paper, Channel::referent}) {
    Setting human = by(channel);
    EXPECT_FALSE(human.compose().content);
    EXPECT_EQ(human.compose().channel, channel);
    EXPECT_THAT(human.compose().reason, IsEmpty());
    EXPECT_THAT(human.compose().offers, testing::SizeIs(2));
  }
}

TEST(ComposeMessage, WhoWritesMustBeKnown) {
  Setting setting = by(Channel::sms);
  setting.options.sender = " ";
  EXPECT_FALSE(compose_message({setting.contact, setting.offers, setting.referent, ""}, setting.options, {}));
  EXPECT_FALSE(compose_stop_confirmation("+33639980042", setting.options, {}));
}

TEST(ComposeStopConfirmation, IsOneShortMessage) {
  const SmsMessage sms = compose_stop_confirmation("+33639980042", by(Channel::sms).options, {}).value();
  EXPECT_EQ(sms.text, "Mission locale : c'est noté. Vous ne recevrez plus de message.");
  EXPECT_EQ(sms.segments, 1);
}

TEST(ComposeEmail, TellsAllOffersInTextAndInHtml) {
  Setting setting = by(Channel::email);
  setting.offers[1].apply = {"email", "job@example.org"};
  const Composed composed = setting.compose();
  ASSERT_TRUE(composed.content && composed.content->email);
  const EmailMessage& email = *composed.content->email;
  EXPECT_EQ(email.to, "amina@example.org");
  EXPECT_EQ(email.subject, "2 offres d'emploi pour vous");
  EXPECT_EQ(email.unsubscribe, setting.unsubscribe);
  EXPECT_THAT(composed.offers, testing::SizeIs(2));
  for (const std::string& part : {email.text, email.html}) {
    for (const std::string_view said :
         {"Bonjour Amina", "1. Aide de cuisine", "2. Plongeur en restauration", "Travail le soir", "CDD 6 mois", "24 h",
          "15 minutes en bus ou en train", "Vous savez cuisiner", "https://offres.example.org/detail/192ABCD",
          "job@example.org", "01 99 00 41 01", "À quelle heure commence le travail", "Mission locale",
          "https://passerelle.example.org/stop/abc"}) {
      EXPECT_THAT(part, HasSubstr(std::string(said)));
    }
    // What is hard stands before what is good, and little-known facts are for the référent.
    EXPECT_LT(part.find("Travail le soir"), part.find("Vous savez cuisiner"));
    EXPECT_THAT(part, Not(HasSubstr("Salaire non indiqué")));
  }
}

TEST(ComposeEmail, TextHasOneEmptyLineBetweenOffersAndNoneForWhatIsUnknown) {
  const std::string text = by(Channel::email).compose().content->email->text;
  EXPECT_THAT(text, HasSubstr("192ABCD\n\n2. Plongeur en restauration\nPourquoi cette offre"));
  EXPECT_THAT(text, HasSubstr("souhaits.\nPour répondre : téléphone 02 38 00 00 00\n\nUne question ?"));
  EXPECT_THAT(text, Not(HasSubstr("\n\n\n")));
}

TEST(ComposeEmail, HtmlIsForEveryReaderAndFetchesNothing) {
  const std::string html = by(Channel::email).compose().content->email->html;
  EXPECT_THAT(html, StartsWith("<!doctype html>\n<html lang=\"fr\">"));
  EXPECT_THAT(html, HasSubstr("<h1>2 offres d&apos;emploi pour vous</h1>"));
  EXPECT_THAT(html, HasSubstr(">Répondre à l'offre « Aide de cuisine »</a>"));
  for (const std::string_view remote : {"<img", "<script", "<link", "src=", "url(", "@import", "<iframe"}) {
    EXPECT_THAT(html, Not(HasSubstr(std::string(remote))));
  }
}

TEST(ComposeEmail, WordsOfAnOfferAreNoMarkup) {
  Setting setting = by(Channel::email);
  setting.offers[0].show.employer = "<b>Dupont & \"fils\"</b>{{sender}}\r\nBcc: x@example.org";
  setting.contact.first_name = "A\r\nSubject: x";
  const EmailMessage email = *setting.compose().content->email;
  EXPECT_THAT(email.html, Not(HasSubstr("<b>")));
  EXPECT_THAT(email.html, HasSubstr("{{sender}}"));
  EXPECT_THAT(email.subject, Not(HasSubstr("\n")));
  EXPECT_THAT(email.text, Not(HasSubstr("\nBcc")));
}

TEST(ComposeEmail, ADiscreetPersonReadsNothingOfWork) {
  Setting setting = by(Channel::email);
  setting.contact.discreet = true;
  const EmailMessage email = *setting.compose().content->email;
  EXPECT_EQ(email.subject, "Un message pour vous");
  for (const std::string& part : {email.subject, email.text, email.html}) {
    for (const std::string_view word : {"offre", "emploi", "cuisine", "Amina", "Camille", "travail"}) {
      EXPECT_THAT(part, Not(HasSubstr(std::string(word)))) << part;
    }
  }
  EXPECT_THAT(email.text, HasSubstr("01 99 00 41 01"));
  EXPECT_THAT(email.html, HasSubstr("tel:+33199004101"));
}

}  // namespace
}  // namespace passerelle
