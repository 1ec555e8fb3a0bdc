#include "ingest/source_kind.h"

#include <cstddef>

namespace passerelle {

Result<SourceKind> kind_of(ByteSource& source) {
  constexpr std::size_t kLookedAt = std::size_t{64} << 10U;
  Result<std::string> peeked = source.peek(kLookedAt);
  if (!peeked) {
    return peeked.error();
  }
  std::string_view text = *peeked;
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  // An empty text may be called either: both readers say that it is empty.
  if (begin == std::string_view::npos || text[begin] == '{' || text[begin] == '[') {
    return SourceKind::json;
  }
  return text.find("\n{") == std::string_view::npos ? SourceKind::table : SourceKind::json;
}

}  // namespace passerelle
