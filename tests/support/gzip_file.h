#pragma once

#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace passerelle::support {

/// Writes `bytes` as they are.
inline void write_plain(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream.flush()) {
    throw std::runtime_error("cannot write " + file.string());
  }
}

/// Writes `bytes` compressed.
inline void write_gzip(const std::filesystem::path& file, std::string_view bytes) {
  gzFile stream = gzopen(file.c_str(), "wb");
  const bool written =
      stream != nullptr && (bytes.empty() || gzwrite(stream, bytes.data(), static_cast<unsigned>(bytes.size())) > 0);
  if (stream == nullptr || gzclose(stream) != Z_OK || !written) {
    throw std::runtime_error("cannot write " + file.string());
  }
}

}  // namespace passerelle::support
