#include "deliver/message_templates.h"

#include <gmock/gmock.h>

#include <string>

#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using testing::HasSubstr;

constexpr std::string_view kGood =
    "{{sender}} ! {{title}} {{#link}}{{link}}{{/link}}{{#phone}}{{phone}}{{/phone}}{{^referent_phone}}{{#tu}}x{{/tu}}"
    "{{/referent_phone}} {{stop}}\n";

class ChangedTemplates : public testing::Test {
 protected:
  /// What `load` says of a folder with this one template.
  std::string problem(const std::string& text, const std::string& name = "sms") {
    support::write_text(folder_.path() / (name + ".mustache"), text);
    const Result<MessageTemplates> loaded = MessageTemplates::load(folder_.path());
    return loaded ? "" : loaded.error().message;
  }

  support::TemporaryDirectory folder_;
};

TEST_F(ChangedTemplates, OnesReplaceThoseOfTheProgramByName) {
  ASSERT_EQ(problem(std::string(kGood)), "");
  const MessageTemplates templates = MessageTemplates::load(folder_.path()).value();
  TemplateData data;
  data.texts = {{"sender", "A & B"}, {"title", "Plongeur"}, {"phone", "01 99 00 00 00"}, {"stop", "STOP"}};
  EXPECT_EQ(templates.render("sms", data), "A & B ! Plongeur 01 99 00 00 00 STOP");
  EXPECT_EQ(templates.render("sms_stop", data), "A & B : c'est noté. Vous ne recevrez plus de message.");
  EXPECT_THAT(templates.render("email_discreet_html", data), HasSubstr("A &amp; B"));
}

TEST_F(ChangedTemplates, AnUnknownVariableIsNamedWithItsLine) {
  EXPECT_THAT(problem(std::string(kGood) + "{{titel}}"),
              testing::AllOf(HasSubstr("sms.mustache: ligne 2: variable inconnue « titel »"), HasSubstr("« title »")));
  EXPECT_THAT(problem(std::string(kGood) + "{{^tu}}{{#link}}{{prenom}}{{/link}}{{/tu}}"), HasSubstr("« prenom »"));
  EXPECT_THAT(problem(std::string(kGood) + "{{> pied}}"), HasSubstr("« > pied »"));
}

TEST_F(ChangedTemplates, ASyntaxErrorIsToldWithItsLine) {
  EXPECT_THAT(problem(std::string(kGood) + "{{title"), HasSubstr("ligne 2: une accolade"));
  EXPECT_THAT(problem("\n{{#tu}}" + std::string(kGood)), HasSubstr("ligne 2: une accolade"));
  EXPECT_THAT(problem("\n\n{{/tu}}" + std::string(kGood)), HasSubstr("ligne 3"));
  EXPECT_THAT(problem("{{=<% %>=}}<% title %>"), HasSubstr("accolades"));
  EXPECT_THAT(problem("\xff"), HasSubstr("UTF-8"));
}

TEST_F(ChangedTemplates, NoneMayLeaveOutTheSenderTheActionOrStop) {
  EXPECT_THAT(problem("{{title}} {{link}} {{phone}} {{referent_phone}} {{stop}}"), HasSubstr("{{sender}} manque"));
  EXPECT_THAT(problem("{{sender}} {{title}} {{link}} {{phone}} {{referent_phone}}"), HasSubstr("{{stop}} manque"));
  EXPECT_THAT(problem("{{sender}} {{title}} {{phone}} {{referent_phone}} {{stop}}"), HasSubstr("{{link}} manque"));
}

TEST_F(ChangedTemplates, ANameThatIsNoneOfThemIsAMistake) {
  EXPECT_THAT(problem("x", "smss"), HasSubstr("le plus proche est « sms »"));
}

TEST(MessageTemplates, TheProgramsOwnPassTheSameExam) {
  const Result<MessageTemplates> loaded = MessageTemplates::load(PASSERELLE_SOURCE_DIR "/src/deliver/templates");
  EXPECT_TRUE(loaded) << loaded.error().message;
  EXPECT_FALSE(MessageTemplates::load("/nowhere/at/all"));
}

}  // namespace
}  // namespace passerelle
