#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/review.h"

using namespace passerelle;

namespace {

std::vector<ReviewRow> rows_of(std::string_view bytes) {
  ByteSource source = ByteSource::from_memory(bytes);
  std::vector<ReviewRow> rows;
  if (const Result<Feed<ReviewLine>> read = read_review(source, "fuzz")) {
    for (const ReviewLine& line : read->records) {
      const auto has_zero = [](const std::string& cell) { return cell.find('\0') != std::string::npos; };
      // JSON may hold the one byte that no table can.
      if (std::ranges::none_of(line.row.cells, has_zero)) {
        rows.push_back(line.row);
      }
    }
  }
  return rows;
}

}  // namespace

/// Any bytes as a review file: what was read is written, as a table or as JSON, and read again the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<ReviewRow> rows = rows_of({reinterpret_cast<const char*>(data), size});
  if (rows_of(review_csv(rows)) != rows || rows_of(review_ndjson(rows)) != rows) {
    __builtin_trap();
  }
  return 0;
}
