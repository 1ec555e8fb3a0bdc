#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "tests/architecture/source_tree.h"

namespace passerelle::architecture {
namespace {

using ::testing::IsEmpty;

struct Room {
  std::string_view header;  ///< how the includes of the third party begin
  std::set<std::string> modules;
};

// Conventions: third parties stay in their room.
const std::vector<Room>& rooms() {
  static const std::vector<Room> all{
      {"CLI/", {}},
      {"Eigen/", {"embedding", "vectorise", "score", "rank"}},
      {"curl/", {"deliver"}},
      {"date/", {"domain", "deliver"}},
      {"httplib.h", {"web"}},
      {"kainjow/", {"report", "deliver"}},
      {"libpq", {"ledger"}},
      {"libstemmer", {"normalise"}},
      {"mpi.h", {}},
      {"openssl/", {"base"}},
      {"phonenumbers/", {"deliver"}},
      {"rapidjson/", {"storage", "ingest"}},
      {"re2/", {"requirements", "linking"}},
      {"soci/", {"ledger"}},
      {"sodium", {"base", "ledger"}},
      {"sqlite3", {"ledger"}},
      {"tbb/", {"base"}},
      {"toml++/", {}},
      {"unicode/", {"normalise"}},
      {"xlsxwriter", {"report"}},
      {"zlib.h", {"storage"}},
  };
  return all;
}

TEST(Architecture, AModuleUsesOnlyModulesAboveIt) {
  std::set<std::string> above;
  std::vector<std::string> offences;
  for (const Module& module : declared_modules()) {
    for (const std::string& used : module.uses) {
      if (!above.contains(used)) {
        offences.push_back(module.name + " uses " + used + ", which does not stand above it");
      }
    }
    EXPECT_TRUE(above.insert(module.name).second) << module.name << " is declared twice";
  }
  EXPECT_THAT(offences, IsEmpty());
}

TEST(Architecture, EveryFolderOfSrcIsADeclaredModule) {
  std::set<std::string> declared;
  for (const Module& module : declared_modules()) {
    declared.insert(module.name);
  }
  ASSERT_GT(declared.size(), 10U);
  std::set<std::string> undeclared;
  for (const fs::path& file : sources_below("src")) {
    if (!declared.contains(module_of(file))) {
      undeclared.insert(shown(file));
    }
  }
  EXPECT_THAT(undeclared, IsEmpty());
}

TEST(Architecture, EveryIncludeIsOfADeclaredUse) {
  std::map<std::string, std::set<std::string>> allowed;
  for (const Module& module : declared_modules()) {
    allowed[module.name] = {module.uses.begin(), module.uses.end()};
    allowed[module.name].insert(module.name);
  }
  std::vector<std::string> offences;
  for (const fs::path& file : sources_below("src")) {
    for (const std::string& include : includes_of(file)) {
      const std::string folder = include.substr(0, include.find('/'));
      if (allowed.contains(folder) && !allowed[module_of(file)].contains(folder)) {
        offences.push_back(shown(file) + " includes " + include);
      }
    }
  }
  EXPECT_THAT(offences, IsEmpty());
}

TEST(Architecture, EveryDeclaredUseIsIncludedSomewhere) {
  std::map<std::string, std::set<std::string>> included;
  std::set<std::string> with_sources;
  for (const fs::path& file : sources_below("src")) {
    with_sources.insert(module_of(file));
    for (const std::string& include : includes_of(file)) {
      included[module_of(file)].insert(include.substr(0, include.find('/')));
    }
  }
  std::vector<std::string> idle;
  for (const Module& module : declared_modules()) {
    for (const std::string& used : module.uses) {
      if (with_sources.contains(module.name) && !included[module.name].contains(used)) {
        idle.push_back(module.name + " declares " + used + " and includes nothing of it");
      }
    }
  }
  EXPECT_THAT(idle, IsEmpty());
}

TEST(Architecture, ThirdPartiesStayInTheirRoom) {
  std::vector<std::string> offences;
  std::size_t inside = 0;
  for (const fs::path& file : sources_below("src")) {
    for (const std::string& include : includes_of(file)) {
      for (const Room& room : rooms()) {
        if (!include.starts_with(room.header)) {
          continue;
        }
        // A parser may know the JSON library; what it hands on may not.
        const bool leaves_ingest = module_of(file) == "ingest" && file.extension() != ".cpp";
        if (room.modules.contains(module_of(file)) && !leaves_ingest) {
          ++inside;
        } else {
          offences.push_back(shown(file) + " includes " + include);
        }
      }
    }
  }
  EXPECT_THAT(offences, IsEmpty());
  EXPECT_GT(inside, 0U);
}

TEST(Architecture, TheLibraryNeverPrintsNorExits) {
  const std::regex forbidden(
      R"(std::(cout|cerr|clog|exit|quick_exit|abort)\b|\b(printf|puts|_exit)\s*\(|fmt::print|std::views|std::format\b)");
  std::vector<std::string> offences;
  for (const fs::path& file : sources_below("src")) {
    const std::string code = code_of(file);
    for (std::sregex_iterator found(code.begin(), code.end(), forbidden), end; found != end; ++found) {
      offences.push_back(shown(file) + " has " + found->str());
    }
  }
  EXPECT_THAT(offences, IsEmpty());
}

TEST(Architecture, NoFileIsLongerThan500Lines) {
  constexpr std::ptrdiff_t kMostLines = 500;
  std::vector<std::string> offences;
  for (const std::string folder : {"src", "tools", "tests", "bench"}) {
    for (const fs::path& file : sources_below(folder)) {
      const std::string text = content_of(file);
      if (const auto lines = std::ranges::count(text, '\n'); lines > kMostLines) {
        offences.push_back(shown(file) + " has " + std::to_string(lines) + " lines");
      }
    }
  }
  EXPECT_THAT(offences, IsEmpty());
}

TEST(Architecture, EveryHeaderIsIncludedOnce) {
  std::vector<std::string> offences;
  for (const std::string folder : {"src", "tools", "tests"}) {
    for (const fs::path& file : sources_below(folder)) {
      if (file.extension() == ".h" && !content_of(file).starts_with("#pragma once\n")) {
        offences.push_back(shown(file));
      }
    }
  }
  EXPECT_THAT(offences, IsEmpty()) << "without #pragma once in their first line";
}

}  // namespace
}  // namespace passerelle::architecture
