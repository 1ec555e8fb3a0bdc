#include <cstddef>
#include <cstdint>
#include <string_view>

#include "storage/csv.h"
#include "storage/utf8.h"

using namespace passerelle;

/// Any bytes as a table, with and without quotes: rows come in order, and sound ones fit their header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const bool quotes : {true, false}) {
    CsvOptions options;
    options.quotes = quotes;
    options.max_row_bytes = 64;
    ByteSource source = ByteSource::from_memory({reinterpret_cast<const char*>(data), size});
    std::uint64_t last = 0;
    std::uint64_t line = 0;
    const auto done = for_each_csv_row(source, options, [&](const CsvRow& row) {
      bool sound = row.number() == last + 1 && row.line() > line;
      for (const std::string& cell : row.cells()) {
        sound = sound && (!row.problem.empty() || (is_utf8(cell) && cell.size() <= options.max_row_bytes));
      }
      if (!sound || (row.problem.empty() && row.cells().size() > row.columns().size())) {
        __builtin_trap();
      }
      last = row.number();
      line = row.line();
      return true;
    });
    static_cast<void>(done);
  }
  return 0;
}
