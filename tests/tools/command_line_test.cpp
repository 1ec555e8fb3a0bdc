#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/json.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr int kUsage = 2;
constexpr int kInputUnusable = 3;
constexpr int kArtefactRefused = 4;
constexpr int kOutputFailed = 5;
constexpr int kInterrupted = 130;

class CommandLine : public ::testing::Test {
 protected:
  // What is remembered of offers stays out of the cache of whoever runs the tests.
  CommandLine() { ::setenv("XDG_CACHE_HOME", folder_.path().c_str(), 1); }
  support::ProgramRun run(const std::vector<std::string>& arguments, const std::string& input = "") {
    return support::run_program(PASSERELLE_PROGRAM, arguments, folder_.path(), input);
  }
  std::string write(const std::string& name, const std::string& text) {
    support::write_text(folder_.path() / name, text);
    return (folder_.path() / name).string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  static std::string data(const std::string& name) { return std::string(PASSERELLE_SOURCE_DIR) + "/datasets/" + name; }

 private:
  support::TemporaryDirectory folder_;
};

const std::vector<std::vector<std::string>>& verbs() {
  static const std::vector<std::vector<std::string>> all{
      {"week"},
      {"explain"},
      {"link"},
      {"requirements"},
      {"check"},
      {"referential", "import"},
      {"referential", "import-communes"},
      {"referential", "show"},
      {"train"},
      {"config"},
  };
  return all;
}

TEST_F(CommandLine, EveryVerbHasHelpWithAnExampleAndTheCommonOptions) {
  for (std::vector<std::string> verb : verbs()) {
    const std::string name = verb.back();
    verb.emplace_back("--help");
    const support::ProgramRun help = run(verb);
    EXPECT_EQ(help.exit_code, 0) << name;
    EXPECT_THAT(help.output, HasSubstr("Exemple :\n  passerelle")) << name;
    for (const char* option :
         {"--config", "--referential", "--communes", "--model", "--threads", "--json", "--quiet"}) {
      EXPECT_THAT(help.output, HasSubstr(option)) << name;
    }
  }
}

TEST_F(CommandLine, HelpNamesEveryVerb) {
  const support::ProgramRun help = run({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const std::vector<std::string>& verb : verbs()) {
    EXPECT_THAT(help.output, HasSubstr(verb.front()));
  }
}

TEST_F(CommandLine, VersionIsOneLine) {
  const support::ProgramRun version = run({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.output, StartsWith("passerelle "));
  EXPECT_EQ(version.output.find('\n'), version.output.size() - 1);
}

TEST_F(CommandLine, AnUnknownVerbNamesTheNearest) {
  const support::ProgramRun wrong = run({"weak"});
  EXPECT_EQ(wrong.exit_code, kUsage);
  EXPECT_THAT(wrong.errors, HasSubstr("« week »"));
}

TEST_F(CommandLine, AMissingOrUnknownOptionIsAUsageError) {
  EXPECT_EQ(run({}).exit_code, kUsage);
  EXPECT_EQ(run({"referential"}).exit_code, kUsage);
  const support::ProgramRun missing = run({"week", "--offers", "x"});
  EXPECT_EQ(missing.exit_code, kUsage);
  EXPECT_THAT(missing.errors, HasSubstr("il manque --"));
  const support::ProgramRun issue = run({"week", "--issue", "0", "--offers", "x", "--people", "x", "--out", "x"});
  EXPECT_EQ(issue.exit_code, kUsage);
  EXPECT_THAT(issue.errors, HasSubstr("« 0 » : un nombre de 1 à 99"));
  const support::ProgramRun unknown = run({"config", "--nonsense"});
  EXPECT_EQ(unknown.exit_code, kUsage);
  EXPECT_THAT(unknown.errors, HasSubstr("--nonsense"));
}

TEST_F(CommandLine, TheConfigurationPrintedReadsBackToTheSame) {
  const support::ProgramRun printed = run({"config"});
  ASSERT_EQ(printed.exit_code, 0);
  const support::ProgramRun again = run({"config", "--config", write("same.toml", printed.output)});
  EXPECT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_EQ(again.output, printed.output);
}

TEST_F(CommandLine, ChangedValuesOfTheConfigurationHoldAndReadBack) {
  const std::string file = write("changed.toml",
                                 "threads = 2\n"
                                 "[week]\nper_person = 3\nleast_skills = 0.5\nxlsx = true\n"
                                 "[engine]\nmodel = \"un \\\"modèle\\\"\"\n"
                                 "[offers.csv]\ntitle = \"Intitulé\"\n");
  const support::ProgramRun printed = run({"config", "--config", file});
  ASSERT_EQ(printed.exit_code, 0) << printed.errors;
  EXPECT_THAT(printed.output,
              AllOf(HasSubstr("\nthreads = 2\n"), HasSubstr("\nper_person = 3\n"), HasSubstr("\nleast_skills = 0.5\n"),
                    HasSubstr("\nxlsx = true\n"), HasSubstr("Intitulé")));
  const support::ProgramRun again = run({"config", "--config", write("again.toml", printed.output)});
  EXPECT_EQ(again.output, printed.output) << again.errors;
}

TEST_F(CommandLine, EveryValueOfTheConfigurationHasItsMeaningAbove) {
  const std::string text = run({"config"}).output;
  std::string previous;
  std::size_t values = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (line.find(" = ") != std::string::npos && !line.starts_with('#')) {
      EXPECT_THAT(previous, StartsWith("# ")) << line;
      ++values;
    }
    previous = line;
    begin = end + 1;
  }
  EXPECT_GT(values, 20U);
}

TEST_F(CommandLine, AnUnknownKeyNamesFileLineAndNearestKey) {
  const support::ProgramRun wrong =
      run({"config", "--config", write("c.toml", "threads = 1\n[week]\nper_persn = 3\n")});
  EXPECT_EQ(wrong.exit_code, kUsage);
  EXPECT_THAT(wrong.errors,
              AllOf(HasSubstr("c.toml: ligne 3: "), HasSubstr("« week.per_persn »"), HasSubstr("« week.per_person »")));
  const support::ProgramRun misplaced = run({"config", "--config", write("d.toml", "per_person = 3\n")});
  EXPECT_EQ(misplaced.exit_code, kUsage);
  EXPECT_THAT(misplaced.errors, HasSubstr("« week.per_person »"));
}

TEST_F(CommandLine, AValueOfAnotherTypeOrOutOfRangeIsAUsageError) {
  for (const char* text : {"[week]\nper_person = \"trois\"\n", "[week]\nper_person = 0\n", "[week]\nxlsx = 1\n",
                           "[week]\nleast_skills = 1.5\n", "[engine]\nmodel = 3\n", "threads = -1\n", "week = 3\n"}) {
    const support::ProgramRun wrong = run({"config", "--config", write("w.toml", text)});
    EXPECT_EQ(wrong.exit_code, kUsage) << text;
    EXPECT_THAT(wrong.errors, HasSubstr("w.toml: ligne ")) << text;
  }
  EXPECT_EQ(run({"config", "--config", write("broken.toml", "[week\n")}).exit_code, kUsage);
  EXPECT_EQ(run({"config", "--config", path("none.toml")}).exit_code, kUsage);
}

TEST_F(CommandLine, AnUnknownWeekIsAUsageError) {
  const std::vector<std::string> inputs{
      "--offers", data("samples/offers.jsonl"), "--people", data("samples/people.ndjson"), "--out", path("out"),
      "--week"};
  const auto week = [&](const std::string& written) {
    std::vector<std::string> arguments{"week"};
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    arguments.push_back(written);
    return run(arguments);
  };
  const support::ProgramRun beyond = week("2026-W60");
  EXPECT_EQ(beyond.exit_code, kUsage);
  EXPECT_THAT(beyond.errors, HasSubstr("semaine inconnue : 2026-W60 (2026 a 53 semaines)"));
  EXPECT_THAT(week("2025-W53").errors, HasSubstr("(2025 a 52 semaines)"));
  EXPECT_THAT(week("demain").errors, HasSubstr("une semaine s'écrit 2026-W48"));
}

TEST_F(CommandLine, AFileThatIsNotThereIsUnusableInput) {
  const support::ProgramRun missing = run({"check", "offers", path("none.jsonl")});
  EXPECT_EQ(missing.exit_code, kInputUnusable);
  EXPECT_THAT(missing.errors, HasSubstr("none.jsonl"));
  EXPECT_EQ(run({"requirements", path("none.jsonl")}).exit_code, kInputUnusable);
  EXPECT_EQ(run({"check", "people", write("empty.ndjson", "")}).exit_code, kInputUnusable);
}

TEST_F(CommandLine, CheckCountsWhatWouldBeSetAsideAndSucceeds) {
  const support::ProgramRun checked = run({"check", "offers", data("samples/offers.jsonl"), "--json", "--quiet"});
  ASSERT_EQ(checked.exit_code, 0) << checked.errors;
  const Result<JsonDocument> report = JsonDocument::parse(checked.output);
  ASSERT_TRUE(report);
  EXPECT_GT(report->root()["accepted"].integer().value_or(0), 1500);
  EXPECT_GT(report->root()["rejected"].size(), 5U);
  EXPECT_THAT(report->root()["rejected"].at(0)["reason"].text(), Not(IsEmpty()));
}

TEST_F(CommandLine, CheckKnowsOffersAndPeopleOnly) {
  EXPECT_EQ(run({"check", "cats", data("samples/offers.jsonl")}).exit_code, kUsage);
}

TEST_F(CommandLine, LinkAnswersWithTheKeysOfTheContract) {
  const support::ProgramRun linked = run({"link", "j'ai gardé des enfants, permis B", "--json"});
  ASSERT_EQ(linked.exit_code, 0) << linked.errors;
  const Result<JsonDocument> document = JsonDocument::parse(linked.output);
  ASSERT_TRUE(document);
  const JsonView root = document->root();
  EXPECT_EQ(root["text"].text(), "j'ai gardé des enfants, permis B");
  for (const char* key : {"occupations", "skills", "requirements", "avoid"}) {
    EXPECT_TRUE(root[key].is_array()) << key;
  }
  EXPECT_GE(root["occupations"].size(), 1U);
  EXPECT_LE(root["occupations"].size(), 5U);
  for (const char* key : {"rome", "parent", "label", "form"}) {
    EXPECT_TRUE(root["occupations"].at(0)[key].is_string()) << key;
  }
  EXPECT_TRUE(root["occupations"].at(0)["confidence"].is_number());
  ASSERT_EQ(root["requirements"].size(), 1U) << linked.output;
  EXPECT_EQ(root["requirements"].at(0)["kind"].text(), "licence");
  EXPECT_EQ(root["requirements"].at(0)["value"].text(), "B");
}

TEST_F(CommandLine, LinkAnswersOneLinePerLineOfTheInput) {
  const support::ProgramRun linked =
      run({"link", "--lines", "-", "--json"}, "serveuse\n\npeintre en bâtiment\r\nplonge");
  ASSERT_EQ(linked.exit_code, 0) << linked.errors;
  std::vector<std::string> texts;
  for (std::size_t begin = 0; begin < linked.output.size();) {
    const std::size_t end = linked.output.find('\n', begin);
    const Result<JsonDocument> line = JsonDocument::parse(linked.output.substr(begin, end - begin));
    ASSERT_TRUE(line);
    texts.push_back(line->root()["text"].text());
    begin = end + 1;
  }
  EXPECT_THAT(texts, ::testing::ElementsAre("serveuse", "", "peintre en bâtiment", "plonge"));
}

TEST_F(CommandLine, RequirementsAreATableWithOneHeader) {
  const support::ProgramRun table = run({"requirements", data("samples/local_offers.csv"), "--quiet"});
  ASSERT_EQ(table.exit_code, 0) << table.errors;
  EXPECT_THAT(table.output, StartsWith("offer_id\tkind\tvalue\tstrictness\twhere\n"));
  std::size_t lines = 0;
  for (std::size_t begin = 0; begin < table.output.size(); ++lines) {
    const std::size_t end = table.output.find('\n', begin);
    const std::string line = table.output.substr(begin, end - begin);
    EXPECT_EQ(std::count(line.begin(), line.end(), '\t'), 4) << line;
    begin = end + 1;
  }
  EXPECT_GT(lines, 5U);
}

TEST_F(CommandLine, RequirementsInJsonSayTheSameAsInTheTable) {
  const std::string offers = data("samples/local_offers.csv");
  const std::string table = run({"requirements", "--tsv", offers, "--quiet"}).output;
  const std::string json = run({"requirements", "--json", offers, "--quiet"}).output;
  EXPECT_EQ(std::count(json.begin(), json.end(), '\n') + 1, std::count(table.begin(), table.end(), '\n'));
  EXPECT_EQ(run({"requirements", "--tsv", "--json", offers}).exit_code, kUsage);
}

TEST_F(CommandLine, AnImportedReferentialServes) {
  const std::string file = path("referential.bin");
  ASSERT_EQ(run({"referential", "import", data("referential"), "--out", file}).exit_code, 0);
  const support::ProgramRun shown = run({"referential", "show", "G1602", "--referential", file});
  EXPECT_EQ(shown.exit_code, 0) << shown.errors;
  EXPECT_THAT(shown.output, HasSubstr("G1602"));
  EXPECT_EQ(run({"referential", "show", "Z9999", "--referential", file}).exit_code, kUsage);
}

TEST_F(CommandLine, AnArtefactOfAnotherKindIsRefused) {
  const std::string file = write("referential.bin", std::string(4096, 'x'));
  EXPECT_EQ(run({"referential", "show", "G1602", "--referential", file}).exit_code, kArtefactRefused);
}

TEST_F(CommandLine, ImportedCommunesReadBackToTheSameTable) {
  const std::string first = path("first.tsv");
  const std::string second = path("second.tsv");
  ASSERT_EQ(run({"referential", "import-communes", data("referential/communes.tsv"), "--out", first}).exit_code, 0);
  ASSERT_EQ(run({"referential", "import-communes", first, "--out", second}).exit_code, 0);
  EXPECT_EQ(support::text_of(first), support::text_of(second));
  EXPECT_EQ(support::text_of(first), support::text_of(data("referential/communes.tsv")));
}

TEST_F(CommandLine, AWeekInJsonIsTheAccountItWrote) {
  const support::ProgramRun week =
      run({"week", "--offers", data("samples/local_offers.csv"), data("samples/jobposting.jsonld"), "--people",
           data("samples/people.ndjson"), "--out", path("out"), "--week", "2026-W48", "--json", "--quiet"});
  ASSERT_EQ(week.exit_code, 0) << week.errors;
  EXPECT_THAT(week.errors, IsEmpty());
  EXPECT_EQ(week.output, support::text_of(path("out/run.json")));
  EXPECT_TRUE(JsonDocument::parse(week.output));
}

TEST_F(CommandLine, TheSummaryOfAWeekCountsEveryPerson) {
  const support::ProgramRun week = run({"week", "--offers", data("samples/local_offers.csv"), "--people",
                                        data("samples/people.ndjson"), "--out", path("out"), "--week", "2026-W48"});
  ASSERT_EQ(week.exit_code, 0) << week.errors;
  const std::string lists = support::text_of(path("out/lists.ndjson"));
  EXPECT_THAT(week.output, HasSubstr("Personnes : " + std::to_string(std::count(lists.begin(), lists.end(), '\n'))));
  EXPECT_THAT(week.output, HasSubstr("referents/index.html"));
}

TEST_F(CommandLine, ExplainSaysEveryLimitAlsoOfAnOfferThatIsNotShown) {
  const std::vector<std::string> inputs{
      "--offers", data("samples/local_offers.csv"), "--people", data("samples/people.ndjson"), "--week", "2026-W48"};
  const auto explain = [&](const std::string& person, const std::string& offer, bool json) {
    std::vector<std::string> arguments{"explain", "--person", person, "--offer", offer};
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    if (json) {
      arguments.emplace_back("--json");
    }
    return run(arguments);
  };
  const support::ProgramRun explained = explain("P-0001", "L-015", true);
  ASSERT_EQ(explained.exit_code, 0) << explained.errors;
  const Result<JsonDocument> pair = JsonDocument::parse(explained.output);
  ASSERT_TRUE(pair);
  const JsonView root = pair->root();
  ASSERT_EQ(root["limits"].size(), 21U);
  EXPECT_EQ(root["limits"].at(20)["rule"].text(), "closed");
  EXPECT_EQ(root["limits"].at(20)["answer"].text(), "no");
  EXPECT_EQ(root["item"]["offer"].text(), "L-015");
  EXPECT_GT(root["item"]["parts"].size(), 5U);
  EXPECT_THAT(explain("P-0001", "L-015", false).output, HasSubstr("Limites\n"));
  const support::ProgramRun unknown = explain("P-0001", "L-0155", false);
  EXPECT_EQ(unknown.exit_code, kUsage);
  EXPECT_THAT(unknown.errors, HasSubstr("L-015"));
}

TEST_F(CommandLine, WhatIsUnderstoodOfOffersIsKeptInTheUsersCacheUnlessRefused) {
  const auto week = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"week",
                                       "--offers",
                                       data("samples/local_offers.csv"),
                                       "--people",
                                       data("samples/people.ndjson"),
                                       "--week",
                                       "2026-W48",
                                       "--out",
                                       path("out")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const support::ProgramRun done = run(arguments);
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    return done.output;
  };
  constexpr const char* kRemembered = "comprises une nuit précédente";
  const std::string kept = path("passerelle/understood_offers.bin");
  EXPECT_THAT(week({"--no-memory"}), Not(HasSubstr(kRemembered)));
  EXPECT_FALSE(std::filesystem::exists(kept));
  EXPECT_THAT(week({}), Not(HasSubstr(kRemembered)));
  EXPECT_TRUE(std::filesystem::exists(kept));
  EXPECT_THAT(week({}), HasSubstr(kRemembered));
  EXPECT_THAT(week({"--no-memory"}), Not(HasSubstr(kRemembered)));
  EXPECT_THAT(week({"--memory", path("elsewhere")}), Not(HasSubstr(kRemembered)));
  EXPECT_TRUE(std::filesystem::exists(path("elsewhere/understood_offers.bin")));
}

TEST_F(CommandLine, AnInterruptedWeekWritesNothing) {
  const support::TemporaryDirectory folder;
  // The reader of the offers is stopped while it waits on a pipe that has not been closed yet.
  const std::string script =
      "mkfifo \"$1/pipe\"; (sleep 5 >\"$1/pipe\") & \"$0\" week --offers \"$1/pipe\" --people \"$2\" --out \"$1/out\" "
      "& "
      "sleep 1; kill -TERM $!; sleep 0.2; kill -TERM $!; wait $!";
  const support::ProgramRun stopped = support::run_program(
      "/bin/sh", {"-c", script, PASSERELLE_PROGRAM, folder.path().string(), data("samples/people.ndjson")},
      folder.path());
  EXPECT_EQ(stopped.exit_code, kInterrupted);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "out"));
}

TEST_F(CommandLine, AFullDiskIsAnOutputError) {
  const support::TemporaryDirectory folder;
  const support::ProgramRun full =
      support::run_program("/bin/sh", {"-c", "exec \"$0\" config >/dev/full", PASSERELLE_PROGRAM}, folder.path());
  EXPECT_EQ(full.exit_code, kOutputFailed);
}

}  // namespace
}  // namespace passerelle
