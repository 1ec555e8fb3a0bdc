#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace passerelle::support {

/// Everything that is in the file.
inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Writes the file anew.
inline void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace passerelle::support
