#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace passerelle::architecture {

namespace fs = std::filesystem;

/// A module as src/CMakeLists.txt declares it.
struct Module {
  std::string name;
  std::vector<std::string> uses;
};

inline std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The C++ files below a folder of the project, sorted.
inline std::vector<fs::path> sources_below(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PASSERELLE_SOURCE_DIR) / folder)) {
    const fs::path extension = entry.path().extension();
    if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp")) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

/// The path as messages show it.
inline std::string shown(const fs::path& file) {
  return fs::relative(file, PASSERELLE_SOURCE_DIR).string();
}

/// The module of a file below src/.
inline std::string module_of(const fs::path& file) {
  return fs::relative(file, fs::path(PASSERELLE_SOURCE_DIR) / "src").begin()->string();
}

/// The modules in their declared order.
inline std::vector<Module> declared_modules() {
  const std::string text = content_of(fs::path(PASSERELLE_SOURCE_DIR) / "src" / "CMakeLists.txt");
  const std::regex declaration(R"(passerelle_module\((\w+)([^)]*)\))");
  std::vector<Module> modules;
  for (std::sregex_iterator found(text.begin(), text.end(), declaration), end; found != end; ++found) {
    Module module{(*found)[1], {}};
    if (module.name == "name") {
      continue;  // the definition of the function itself
    }
    std::istringstream words((*found)[2]);
    bool in_uses = false;
    for (std::string word; words >> word;) {
      if (std::ranges::all_of(word, [](unsigned char letter) { return std::isupper(letter) != 0; })) {
        in_uses = word == "USES";
      } else if (in_uses) {
        module.uses.push_back(word);
      }
    }
    modules.push_back(std::move(module));
  }
  return modules;
}

/// What a file includes, as written between quotes or angle brackets.
inline std::vector<std::string> includes_of(const fs::path& file) {
  const std::string text = content_of(file);
  const std::regex directive(R"((?:^|\n)[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"])");
  std::vector<std::string> includes;
  for (std::sregex_iterator found(text.begin(), text.end(), directive), end; found != end; ++found) {
    includes.push_back((*found)[1]);
  }
  return includes;
}

/// The text without comments and without what stands in quotes.
inline std::string code_of(const fs::path& file) {
  const std::string text = content_of(file);
  std::string code;
  for (std::size_t at = 0; at < text.size();) {
    if (text.compare(at, 2, "//") == 0) {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.compare(at, 2, "/*") == 0) {
      const std::size_t end = text.find("*/", at);
      at = end == std::string::npos ? text.size() : end + 2;
    } else if (text.compare(at, 2, "R\"") == 0) {
      const std::size_t open = text.find('(', at);
      const std::string closing = ")" + text.substr(at + 2, open - at - 2) + "\"";
      const std::size_t end = text.find(closing, open);
      at = end == std::string::npos ? text.size() : end + closing.size();
    } else if (text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        at += text[at] == '\\' ? 1 : 0;
      }
      ++at;
    } else {
      code += text[at++];
    }
  }
  return code;
}

}  // namespace passerelle::architecture
