#include "requirements/pattern.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

}  // namespace
}  // namespace passerelle::reading
