#pragma once

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <fstream>
#include <sstream>
#include <string>

namespace passerelle::tests {

/// A file of `tests/cases`, given its name without ending.
inline rapidjson::Document language_cases(const std::string& name) {
  std::ifstream file(std::string(PASSERELLE_SOURCE_DIR) + "/tests/cases/" + name + ".json");
  std::stringstream text;
  text << file.rdbuf();
  rapidjson::Document cases;
  cases.Parse(text.str().c_str());
  EXPECT_FALSE(cases.HasParseError()) << name;
  return cases;
}

}  // namespace passerelle::tests
