#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "report/lists.h"
#include "storage/json.h"
#include "tests/report/invented_week.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class MessagePreview : public ::testing::Test {
 protected:
  MessagePreview() {
    std::string lists;
    for (const Shortlist& list : support::invented_week().lists) {
      lists += lists_line(list, Week{2026, 48}, "2026-W48-1") + "\n";
    }
    write("lists.ndjson", lists);
    write("contacts.ndjson",
          R"({"person":"P-0042","first_name":"Amina","phone":"06 39 98 00 42","channel":"sms","shared_phone":false,)"
          R"("consent":[{"purpose":"offers","channel":"sms","given_at":"2026-09-12"}]})"
          "\n"
          R"({"person":"P-0043","first_name":"Lucas","email":"lucas@example.org","channel":"email",)"
          R"("consent":[{"purpose":"offers","channel":"email","given_at":"2026-09-12"}]})"
          "\n"
          R"({"person":"P-0045","first_name":"Fatou","phone":"01 99 00 00 45","channel":"call"})"
          "\n");
    write("passerelle.toml", "[messages]\nsender = \"Maison de l'emploi\"\n");
  }

  void write(const std::string& name, const std::string& text) { support::write_text(folder_.path() / name, text); }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  support::ProgramRun preview(std::vector<std::string> options) {
    std::vector<std::string> arguments{"message",    "preview",
                                       "--lists",    path("lists.ndjson"),
                                       "--contacts", path("contacts.ndjson"),
                                       "--config",   path("passerelle.toml")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return support::run_program(PASSERELLE_PROGRAM, arguments, folder_.path());
  }

 private:
  support::TemporaryDirectory folder_;
};

TEST_F(MessagePreview, ShowsEachMessageWithItsLengthAndWhatIsDoneByHand) {
  const support::ProgramRun run = preview({"--out", path("shown")});
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_THAT(run.output, HasSubstr("P-0042 · SMS, alphabet SMS (GSM-7), "));
  EXPECT_THAT(run.output, HasSubstr("signes, 2 segments\n  Bonjour Amina. Maison de l'emploi : une offre pour vous."));
  EXPECT_THAT(run.output, HasSubstr("P-0043 · courriel, 3 offres\n  Objet : 3 offres d'emploi pour vous\n"));
  EXPECT_THAT(run.output, HasSubstr("P-0045 · à appeler\n"));
  EXPECT_THAT(run.errors, HasSubstr("1 SMS (2 segments), 1 courriel, 1 à appeler."));
  // What is shown to whoever looks over a shoulder holds no address and no number of a person.
  EXPECT_THAT(run.output + run.errors, AllOf(Not(HasSubstr("98 00 42")), Not(HasSubstr("lucas@"))));
  EXPECT_THAT(support::text_of(path("shown/P-0043.html")), HasSubstr("<html lang=\"fr\">"));
  EXPECT_THAT(support::text_of(path("shown/a-la-main.html")), HasSubstr("01 99 00 00 45"));
  EXPECT_THAT(support::text_of(path("shown/a-la-main.csv")), HasSubstr("\"P-0045\";\"Fatou\""));
  const auto mode = std::filesystem::status(path("shown/a-la-main.html")).permissions();
  EXPECT_EQ(mode & std::filesystem::perms(077), std::filesystem::perms::none);
}

TEST_F(MessagePreview, AsJsonIsOneObjectAPerson) {
  const support::ProgramRun run = preview({"--person", "P-0042", "--json", "--quiet"});
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  const JsonDocument document = JsonDocument::parse(run.output).value();
  EXPECT_EQ(document.root()["channel"].text(), "sms");
  EXPECT_EQ(document.root()["coding"].text(), "gsm7");
  EXPECT_EQ(document.root()["segments"].integer(), 2);
  EXPECT_EQ(document.root()["offers"].at(0).text(), "192ABCD");
}

TEST_F(MessagePreview, TriesTemplatesOfOnesOwnAndNamesTheirMistakes) {
  std::filesystem::create_directory(path("mine"));
  write("mine/sms.mustache", "{{sender}}: {{title}} {{link}}{{phone}}{{referent_phone}} {{stop}}");
  EXPECT_THAT(preview({"--template", path("mine")}).output,
              HasSubstr("1 segment\n  Maison de l'emploi: Aide de cuisine https://offres.example.org/detail/192ABCD"));
  write("mine/sms.mustache", "{{sender}}: {{titre}} {{link}}{{phone}}{{referent_phone}} {{stop}}");
  const support::ProgramRun wrong = preview({"--template", path("mine")});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.errors, AllOf(HasSubstr("sms.mustache: ligne 1"), HasSubstr("« titre »")));
}

TEST_F(MessagePreview, SaysWhenSomebodyHasNoMessage) {
  const support::ProgramRun run = preview({"--person", "P-9999"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.errors, HasSubstr("« P-9999 »"));
}

TEST_F(MessagePreview, HoursAndLettersOfTheConfigurationAreHeldToTheLaw) {
  write("passerelle.toml", "[sending_hours]\nfrom = \"9h\"\n");
  EXPECT_THAT(preview({}).errors, HasSubstr("« sending_hours.from » doit être une heure entre guillemets"));
  write("passerelle.toml", "[messages]\nsender = \"x\"\nletters = \"sms\"\n");
  EXPECT_THAT(preview({}).errors, HasSubstr("« messages.letters » doit être \"fold\" ou \"exact\""));
}

}  // namespace
}  // namespace passerelle
