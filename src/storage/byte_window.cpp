#include "storage/byte_window.h"

namespace passerelle {

bool ByteWindow::grow() {
  constexpr std::size_t kGrowth = std::size_t{256} << 10U;
  if (ended_) {
    return false;
  }
  // Dropped bytes leave only when a block comes in: each byte is moved at most once per block read.
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kGrowth);
  Result<std::size_t> got = source_->read(std::span<char>(buffer_).subspan(before));
  buffer_.resize(before + (got ? *got : 0));
  if (!got) {
    error_ = got.error();
  }
  ended_ = !got || *got == 0;
  return !ended_;
}

Result<std::size_t> byte_order_mark(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) {
    return std::size_t{3};
  }
  // Without a mark, UTF-16 still shows: one of the two first bytes of any JSON or CSV text is then zero.
  const bool marked = beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF");
  const bool unmarked = beginning.size() >= 4 && (beginning[0] == '\0') != (beginning[1] == '\0') &&
                        (beginning[2] == '\0') != (beginning[3] == '\0');
  const bool utf32 = beginning.starts_with(std::string_view("\0\0\xFE\xFF", 4));
  if (marked || unmarked || utf32) {
    return Error{ErrorCode::input_unusable, "le fichier est en UTF-16 : le convertir en UTF-8"};
  }
  return std::size_t{0};
}

}  // namespace passerelle
