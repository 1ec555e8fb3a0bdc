#include "report/pages.h"

#include <gmock/gmock.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "report/person_section.h"
#include "report/words.h"
#include "tests/report/invented_week.h"
#include "tests/support/files.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// A folder of its own for each test.
class Pages : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() /
                 ("passerelle-pages-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) +
                  "-" + std::to_string(::getpid()));
    fs::remove_all(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  void write(const support::InventedWeek& week) const {
    const Result<Done> written = write_pages(directory_, week.week, week.people, week.lists, week.referents);
    ASSERT_TRUE(written.has_value());
  }
  [[nodiscard]] std::string page(const std::string& name) const { return support::text_of(directory_ / name); }

  fs::path directory_;
};

std::string section_of(const Shortlist& list, const Person* person = nullptr) {
  return PersonSections().render({.list = &list, .person = person, .role = "", .others = {}}, 1);
}

TEST_F(Pages, EveryPersonIsOnThePageOfEachOfTheirReferents) {
  const support::InventedWeek week = support::invented_week();
  write(week);
  for (const Person& person : week.people) {
    if (person.referents.empty()) {
      EXPECT_THAT(page("sans-referent.html"), HasSubstr(person.id.value()));
    }
    for (const ReferentLink& link : person.referents) {
      EXPECT_THAT(page(link.id.value() + ".html"), HasSubstr(person.id.value()));
    }
  }
  EXPECT_THAT(page("R-11.html"), Not(HasSubstr("P-0043")));
  EXPECT_THAT(page("sans-referent.html"), Not(HasSubstr("P-0042")));
}

TEST_F(Pages, TheIndexLinksEveryPageAndCountsEachPersonOnce) {
  const support::InventedWeek week = support::invented_week();
  write(week);
  const std::string index = page("index.html");
  for (const std::string name : {"R-07.html", "R-11.html", "sans-referent.html"}) {
    EXPECT_THAT(index, HasSubstr("href=\"" + name + "\""));
    EXPECT_TRUE(fs::exists(directory_ / name));
  }
  EXPECT_THAT(index, HasSubstr("10 personnes : 8 avec une liste, 1 sans offre cette semaine, 1 en pause"));
}

TEST_F(Pages, OnlyTheOwnerReadsThem) {
  write(support::invented_week());
  for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
    EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write) << entry.path();
  }
}

TEST_F(Pages, AHostileIdStaysInTheFolderAndItsLinkLeadsThere) {
  support::InventedWeek week = support::invented_week();
  week.people[0].referents = {{ReferentId("../<b>"), "employment"}};
  write(week);
  EXPECT_TRUE(fs::exists(directory_ / "%2E.%2F%3Cb%3E.html"));
  EXPECT_THAT(page("index.html"), HasSubstr("href=\"%252E.%252F%253Cb%253E.html\""));
  EXPECT_THAT(page("index.html"), Not(HasSubstr("<b>")));
}

TEST_F(Pages, AFolderThatCannotBeMadeIsAnError) {
  std::ofstream(directory_) << "a file";
  const support::InventedWeek week = support::invented_week();
  const Result<Done> written = write_pages(directory_, week.week, week.people, week.lists, week.referents);
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::output_failed);
}

TEST_F(Pages, StandAloneWithoutScriptNorAnythingFromElsewhere) {
  write(support::invented_week());
  for (const std::string name : {"R-07.html", "index.html"}) {
    const std::string html = page(name);
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("<link")));
    EXPECT_THAT(html, Not(HasSubstr("src=")));
    EXPECT_THAT(html, Not(HasSubstr("url(")));
    EXPECT_THAT(html, HasSubstr("<html lang=\"fr\">"));
    EXPECT_THAT(html, Not(HasSubstr("{{")));
  }
}

/// What stands between each `before` and the quote behind it.
std::vector<std::string> quoted_after(const std::string& html, const std::string& before) {
  std::vector<std::string> found;
  for (std::size_t at = html.find(before); at != std::string::npos; at = html.find(before, at + 1)) {
    const std::size_t begin = at + before.size();
    found.push_back(html.substr(begin, html.find('"', begin) - begin));
  }
  return found;
}

TEST_F(Pages, EveryLinkInsideThePageLeadsSomewhereAndNoNameIsTakenTwice) {
  write(support::invented_week());
  const std::string html = page("R-07.html");
  std::set<std::string> names;
  for (const std::string& name : quoted_after(html, " id=\"")) {
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  for (const std::string& name : quoted_after(html, "href=\"#")) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
  for (const std::string& labels : quoted_after(html, "aria-labelledby=\"")) {
    std::istringstream words(labels);
    for (std::string name; words >> name;) {
      EXPECT_TRUE(names.contains(name)) << name;
    }
  }
}

TEST_F(Pages, ElementsAreClosedInOrder) {
  write(support::invented_week());
  const std::set<std::string> without_end{"!doctype", "meta", "br", "rect", "line", "polygon", "circle"};
  for (const std::string name : {"R-07.html", "sans-referent.html", "index.html"}) {
    const std::string html = page(name);
    std::vector<std::string> open;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
      const bool is_end = html[at + 1] == '/';
      const std::size_t begin = at + (is_end ? 2 : 1);
      const std::string element = html.substr(begin, html.find_first_of(" />\n", begin) - begin);
      if (!is_end && !without_end.contains(element)) {
        open.push_back(element);
      } else if (is_end) {
        ASSERT_FALSE(open.empty());
        EXPECT_EQ(open.back(), element) << name << " at " << at;
        open.pop_back();
      }
    }
    EXPECT_TRUE(open.empty()) << name;
  }
}

TEST_F(Pages, WhoHasNothingIsToldFirstAndWhy) {
  write(support::invented_week());
  const std::string html = page("R-07.html");
  const std::size_t contents = html.find("<nav");
  EXPECT_LT(html.find("1 personne n&apos;a rien cette semaine"), contents);
  EXPECT_LT(html.find("Aucune offre ne va avec les horaires"), contents);
  EXPECT_LT(html.find("Avec le permis B : 14 offres de plus."), contents);
}

TEST(Page, IsTheGoldenOne) {
  const support::InventedWeek week = support::invented_week();
  Caseload caseload;
  caseload.display_name = "Camille D.";
  for (const Shortlist& list : week.lists) {
    if (list.person.value() == "P-0048" || list.person.value() == "P-0050") {
      caseload.entries.push_back({.list = &list, .person = nullptr, .role = "emploi", .others = {}});
    }
  }
  std::string html = render_page(caseload, week.week);
  // The style sheet changes for reasons of its own.
  html.erase(html.find("<style>"), html.find("</style>") - html.find("<style>"));
  const std::string golden = std::string(PASSERELLE_SOURCE_DIR) + "/tests/report/golden/page.html";
  if (std::getenv("PASSERELLE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << html;
    GTEST_SKIP() << "written: " << golden;
  }
  EXPECT_EQ(html, support::text_of(golden));
}

TEST(PersonSection, SaysWhomToCallWhatIsInReserveWhatOpensAnotherTradeAndWhichEmployerIsSilent) {
  Shortlist list;
  list.person = PersonId("P-1");
  list.status = ListStatus::proposed;
  list.silent_weeks = 2;
  ShortlistItem item;
  item.rank = 1;
  item.offer = OfferId("X");
  item.show.title = "Plongeur";
  item.stretch = true;
  item.parts = {{"occupation", 0.5, 1, 5000}, {"employer_answers", 0.6667, -0.1, -667}};
  item.warnings = {"employer_silent"};
  list.offers = {item};
  item.offer = OfferId("Y");
  item.show.title = "Cuisinier";
  item.stretch = false;
  list.reserve = {item};
  PersonSections sections;
  const std::string html = sections.render({.list = &list, .person = nullptr, .role = "", .others = {}}, 1);
  EXPECT_THAT(html, HasSubstr("<strong>Appeler</strong> : pas de signe depuis 2 semaines"));
  EXPECT_THAT(html, HasSubstr("Pour ouvrir une piste"));
  EXPECT_THAT(html, HasSubstr("Cet employeur répond rarement"));
  EXPECT_THAT(html, HasSubstr("sans réponse 67 personnes sur 100"));
  EXPECT_LT(html.find("En réserve"), html.find("Cuisinier"));
  EXPECT_THAT(state_in_french(list), HasSubstr("appeler"));
  list.silent_weeks = 1;
  EXPECT_THAT(sections.render({.list = &list, .person = nullptr, .role = "", .others = {}}, 1),
              Not(HasSubstr("Appeler</strong>")));
}

TEST(PersonSection, OnePersonLeavesNothingBehindForTheNext) {
  const support::InventedWeek week = support::invented_week();
  PersonSections shared;
  for (std::size_t index = 0; index < week.lists.size(); ++index) {
    const CaseloadEntry entry{.list = &week.lists[index], .person = &week.people[index], .role = "", .others = {}};
    EXPECT_EQ(shared.render(entry, index), PersonSections().render(entry, index));
  }
}

TEST(PersonSection, ShowsEveryWordOfTheList) {
  const Shortlist list = support::example_list();
  Person person = support::person_of("P-0042", {});
  person.soft_skills = {{"ponctualité", 3, 5}, {"calme", 4, 4}, {"écoute", 1, 2}};
  const std::string html = section_of(list, &person);
  for (const std::string words : {"P-0042",
                                  "Aide de cuisine (F/H)",
                                  "Cuisine des Tilleuls",
                                  "Orléans",
                                  "CDD 6 mois",
                                  "24 h",
                                  "12,02 € de l&apos;heure",
                                  "★★★★★",
                                  "très proche du profil",
                                  "Vous savez cuisiner pour beaucoup de monde.",
                                  "15 minutes en bus ou en train (estimé)",
                                  "Cuisiner des plats : faire la cuisine pour 20 personnes",
                                  "dans la vie de tous les jours",
                                  "personne 4/5, référent 3/5",
                                  "Appliquer les normes HACCP (souhaité)",
                                  "suivre une formation",
                                  "À quelle heure commence le travail ?",
                                  "Travail le soir",
                                  "Temps de trajet estimé",
                                  "href=\"https://offres.example.org/detail/192ABCD\"",
                                  "aussi sous 192ABCE",
                                  "Trouvée grâce à : aide de cuisine",
                                  "Aide à domicile",
                                  "Maison des Aînés, Saran",
                                  "Il manque : permis B. Étape : passer le permis.",
                                  "n&apos;a pas le permis",
                                  "pas le dimanche",
                                  "13 demandent un permis",
                                  "ponctualité",
                                  "href=\"tel:0238000000\"",
                                  "Compétences",
                                  "Offre récente"}) {
    EXPECT_THAT(html, HasSubstr(words));
  }
}

TEST(PersonSection, ShowsNoDigitsOfTheScore) {
  const std::string html = section_of(support::example_list());
  for (const std::string digits : {"8312", "0.83", "0,83", "83 %"}) {
    EXPECT_THAT(html, Not(HasSubstr(digits)));
  }
}

TEST(PersonSection, RatingsAreToTalkAboutFromTwoPointsApart) {
  Shortlist list = support::example_list();
  list.offers.resize(1);
  list.offers[0].matched.resize(1);
  for (int self = 0; self <= 5; ++self) {
    for (int referent = 0; referent <= 5; ++referent) {
      list.offers[0].matched[0].self = self;
      list.offers[0].matched[0].referent = referent;
      const bool told = section_of(list).find("à en parler") != std::string::npos;
      EXPECT_EQ(told, std::abs(self - referent) >= 2);
    }
  }
}

TEST(PersonSection, HostileWordsStayWords) {
  const std::string attack = "<script>alert('x')</script>\" onload=\"y";
  Shortlist list = support::example_list();
  list.person = PersonId(attack);
  list.status_reason = attack;
  ShortlistItem& item = list.offers[0];
  item.offer = OfferId(attack);
  item.also = {attack};
  item.show = {attack, attack, attack, attack, attack, attack};
  item.why = item.through = item.matched[0].asked = item.matched[0].has = item.missing[0].asked = attack;
  item.missing[0].step = item.to_check[0].question = item.warnings[0] = item.parts[0].name = attack;
  item.travel->mode = attack;
  item.apply = {"url", "https://x/\"><script>"};
  list.nearly[0].show = item.show;
  list.nearly[0].step = list.nearly[0].blocked_by[0].asked = list.nearly[0].blocked_by[0].rule = attack;
  list.to_confirm[0] = {attack, attack, attack};
  list.unlock = {{attack, attack, 1, attack}};
  list.counts.excluded = {{attack, 3}};
  Person person = support::person_of(attack, {});
  person.soft_skills = {{attack, 1, 2}, {attack, 1, 2}, {attack, 1, 2}};
  const std::string html = section_of(list, &person);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("\" onload")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
}

TEST(PersonSection, OnlySafeWaysToApplyCanBeFollowed) {
  Shortlist list = support::example_list();
  list.offers.resize(1);
  const auto applied = [&](const std::string& how, const std::string& value) {
    list.offers[0].apply = {how, value};
    return section_of(list);
  };
  EXPECT_THAT(applied("url", "javascript:alert(1)"), Not(HasSubstr("href=")));
  EXPECT_THAT(applied("url", "javascript:alert(1)"), HasSubstr("javascript:alert(1)"));
  EXPECT_THAT(applied("email", "rh@exemple.org"), HasSubstr("href=\"mailto:rh@exemple.org\""));
  EXPECT_THAT(applied("email", "rh@exemple.org?bcc=x"), Not(HasSubstr("href=")));
  EXPECT_THAT(applied("none", ""), HasSubstr("moyen non indiqué"));
}

TEST(PersonSection, HoldsNoContactOfThePerson) {
  Shortlist list = support::example_list();
  list.offers[0].matched[0].has = "ménage chez Mme X 06 12 34 56 78";
  list.offers[0].why = "Écrivez à quelquun@exemple.org.";
  list.to_confirm[0].said = "joindre au 0612345678";
  Person person = support::person_of("P-0042", {});
  person.text = "son secret";
  person.soft_skills = {{"calme 06 12 34 56 78", 1, 2}, {"écoute", 1, 2}, {"patience", 1, 2}};
  const std::string html = section_of(list, &person);
  for (const std::string words : {"34 56", "0612345678", "quelquun", "son secret"}) {
    EXPECT_THAT(html, Not(HasSubstr(words)));
  }
}

}  // namespace
}  // namespace passerelle
