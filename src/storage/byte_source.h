#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// Bytes read in order from a file (plain or gzip, told apart by content) or from memory.
class ByteSource {
 public:
  static Result<ByteSource> open(const std::filesystem::path& file);
  /// Borrows `bytes`.
  static ByteSource from_memory(std::string_view bytes);

  ByteSource(ByteSource&&) noexcept;
  ByteSource& operator=(ByteSource&&) noexcept;
  ~ByteSource();

  /// Fills `buffer` from the front; 0 at the end. A truncated or corrupt gzip is an error.
  Result<std::size_t> read(std::span<char> buffer);
  /// The next bytes, at most `count`, without consuming them; fewer only at the end.
  Result<std::string> peek(std::size_t count);
  /// Bytes of the file consumed so far and in all, for progress (compressed bytes for gzip).
  [[nodiscard]] std::size_t position() const;
  [[nodiscard]] std::size_t size() const;

 private:
  struct Content;
  explicit ByteSource(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

/// The whole file as bytes, gzip undone; an error above `max_bytes`.
Result<std::string> read_whole_file(const std::filesystem::path& file, std::size_t max_bytes = std::size_t{1} << 30U);

/// SHA-256 of the file's own bytes (compressed if it is), as hexadecimal digits.
Result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace passerelle
