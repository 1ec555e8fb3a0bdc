#include "report/page_template.h"

#include <gmock/gmock.h>

namespace passerelle {
namespace {

std::string filled(std::string_view text, const TemplateData& data) {
  std::string page;
  PageTemplate(text).fill(data, page);
  return page;
}

TEST(PageTemplate, TextsAreEscapedUnlessAskedForAsTheyAre) {
  TemplateData data;
  data.text("name", R"(<b>"l'été" & co</b>)");
  EXPECT_EQ(filled("{{name}}|{{{name}}}|{{unknown}}", data),
            R"(&lt;b&gt;&quot;l&apos;été&quot; &amp; co&lt;/b&gt;|<b>"l'été" & co</b>|)");
}

TEST(PageTemplate, ASectionStandsWhereItsNameHasAnythingToSay) {
  TemplateData data;
  data.mark("yes", true);
  data.mark("no", false);
  data.text("empty", "");
  data.borrow("full", "full");
  data.list("none", {});
  EXPECT_EQ(filled("{{#yes}}a{{/yes}}{{#no}}b{{/no}}{{#empty}}c{{/empty}}{{#full}}d{{/full}}{{#none}}e{{/none}}", data),
            "ad");
  EXPECT_EQ(filled("{{^yes}}a{{/yes}}{{^no}}b{{/no}}{{^empty}}c{{/empty}}{{^full}}d{{/full}}{{^none}}e{{/none}}", data),
            "bce");
}

TEST(PageTemplate, ItemsLookUpTheirOwnNamesFirst) {
  TemplateData data;
  data.text("name", "person");
  data.text("outer", "page");
  data.list("items", {TemplateData("name", "one"), TemplateData("other", "two")});
  EXPECT_EQ(filled("{{#items}}[{{name}} {{outer}}]{{/items}}", data), "[one page][person page]");
}

TEST(PageTemplate, ALineOfNothingButTagsLeavesNothingBehind) {
  TemplateData data;
  data.list("items", {TemplateData("name", "one"), TemplateData("name", "two")});
  EXPECT_EQ(filled("<ul>\n{{#items}}\n<li>{{name}}</li>\n  {{/items}}\n</ul>\n", data),
            "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
  EXPECT_EQ(filled("a\n{{#missing}}b{{/missing}}\nc", data), "a\n\nc") << "an empty line that no section made stays";
}

TEST(PageTemplate, LineEndsInsideTextsAreTexts) {
  TemplateData data;
  data.text("lines", "\n \n");
  EXPECT_EQ(filled("{{#lines}}\n{{{lines}}}{{/lines}}\nend", data), "\n \n\nend");
}

TEST(PageTemplate, AddsToWhatStandsThere) {
  std::string page = "  ";
  TemplateData data;
  data.mark("yes", true);
  PageTemplate("{{#yes}}{{/yes}}").fill(data, page);
  EXPECT_EQ(page, "  ");
}

}  // namespace
}  // namespace passerelle
