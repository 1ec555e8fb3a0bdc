#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "storage/byte_source.h"

namespace passerelle {

/// The part of a source that a reader still needs: it grows at the back, block by block, and is dropped at the front.
class ByteWindow {
 public:
  explicit ByteWindow(ByteSource& source) : source_(&source) {}

  /// What is held. Borrowed until the next `grow`.
  [[nodiscard]] std::string_view held() const { return std::string_view(buffer_).substr(begin_); }
  /// Holds one block more; false at the end of the source or when it fails (see `error`).
  bool grow();
  /// Forgets the first `count` bytes.
  void drop(std::size_t count) { begin_ += count; }
  /// Why the source failed, when it did.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  ByteSource* source_;
  std::string buffer_;
  std::size_t begin_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

/// Refuses text that is plainly UTF-16 or UTF-32, and tells how many bytes of UTF-8 byte-order mark to skip (0 or 3).
Result<std::size_t> byte_order_mark(std::string_view beginning);

}  // namespace passerelle
