#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "results.h"

namespace passerelle::bench {

/// The parts of the README that come from the results, by the name of their marker; Markdown.
std::map<std::string, std::string> sections_of(const Results& results);

/// The charts by file name. A chart whose figures were never measured is absent.
std::map<std::string, std::string> charts_of(const Results& results);

/// The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced by the section of that name. Error:
/// a marker without section or without end.
Result<std::string> with_sections(const std::string& text, const std::map<std::string, std::string>& sections);

/// 0.00042 → "420 µs", 7300 → "2 h 1 min".
std::string duration(double seconds);
/// 1.6e9 → "1.6 GB".
std::string bytes(double count);

}  // namespace passerelle::bench
