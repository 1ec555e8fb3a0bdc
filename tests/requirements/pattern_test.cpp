#include "requirements/pattern.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "requirements/literals.h"

namespace passerelle::reading {
namespace {

RC_GTEST_PROP(PatternSet, FindsThePatternsThatATextContains, ()) {
  const std::vector<std::string> expressions{R"(\bpermis [a-c]\b)", R"((?:pas|sans)(?: \w+){0,4} nuits?)", R"(^le )",
                                             R"(soir$)", R"(\d+ ?h)"};
  static const PatternSet set(expressions);
  const std::vector<std::string> pieces{"permis b", "permis", "pas", "de", "la", "nuit", "le", "soir", "12 h", "sans"};
  std::string text;
  for (const std::string& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) {
    text += (text.empty() ? "" : " ") + piece;
  }
  std::vector<std::size_t> expected;
  for (std::size_t place = 0; place < expressions.size(); ++place) {
    if (Pattern(expressions[place]).contains(text)) {
      expected.push_back(place);
    }
  }
  RC_ASSERT(set.found_in(text) == expected);
}

/// The set knows nothing of required literals: what it finds, they must let pass.
RC_GTEST_PROP(RequiredLiterals, LetPassWhateverMatches, ()) {
  const std::vector<std::string> expressions{
      R"(\bpermis [a-c]\b)",
      R"((?:pas|sans)(?: \w+){0,4} nuits?)",
      R"(^le |^la nuit)",
      R"(^le |soir)",
      R"([|^]soir$)",
      R"(\d+ ?h)",
      R"(experiences?\b[^.;]{0,20}?(?:minimum|de) (\d|deux) ?(ans?\b|mois))",
      R"((?:port|charge)s?\b[^.;]{0,9}(?:kg|kilos?)|debutants? (?:non |pas )?accepte)",
      R"(a|permis)",
      R"(\bservices? (?:du |le )?soirs?\b)"};
  static const PatternSet set(expressions);
  const std::vector<std::string> pieces{"permis",   "b",           "pas",    "de",      "la",         "nuit",
                                        "le",       "soir",        "12 h",   "sans",    "experience", "minimum",
                                        "deux ans", "6mois",       "port",   "charges", "25 kg",      "kilo",
                                        "debutant", "non accepte", "service"};
  std::string text;
  for (const std::string& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) {
    text += (text.empty() ? "" : *rc::gen::elementOf(std::vector<std::string>{" ", "", ". "})) + piece;
  }
  for (const std::size_t place : set.found_in(text)) {
    RC_ASSERT(RequiredLiterals(expressions[place]).may_match(text));
    RC_ASSERT(Pattern(expressions[place]).contains(text));
  }
}

TEST(RequiredLiterals, RefuseWhatLacksOneOfThem) {
  const RequiredLiterals both(R"((?:port|charge)s?\b[^.;]{0,9}(?:kilos|livres))");
  EXPECT_TRUE(both.may_match("port de 20 kilos"));
  EXPECT_FALSE(both.may_match("port de colis"));
  EXPECT_FALSE(both.may_match("20 kilos de pommes"));
  EXPECT_FALSE(both.may_match(""));
  EXPECT_TRUE(RequiredLiterals("[a-c]+").may_match("x"));
}

}  // namespace
}  // namespace passerelle::reading
