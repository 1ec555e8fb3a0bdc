#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/date.h"

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace passerelle {

struct SheetColumn {
  const char* title;
  double width;  ///< in characters
  bool hidden = false;
};

/// One sheet being filled, row by row: a frozen header, texts that wrap, ready to be printed on paper lying down.
class Sheet {
 public:
  Sheet(lxw_workbook* workbook, const char* name, std::span<const SheetColumn> columns);

  void next_row();
  Sheet& text(std::string_view value);
  Sheet& number(std::int64_t value);
  /// A web address can be followed; anything else, or one that Excel would refuse, is text.
  Sheet& link(const std::string& value);
  /// A text that must not be overlooked.
  Sheet& warning(std::string_view value);
  /// A cell for the reader to fill.
  Sheet& to_fill(std::string_view value);
  /// Offers these words in the cells of a column, in the rows filled so far; other words stay allowed.
  void offer_words(std::size_t column, std::span<const std::string> words);
  /// To be called once, after the last row.
  void finish();

 private:
  Sheet& write(std::string_view value, lxw_format* format);

  lxw_worksheet* sheet_;
  std::size_t column_count_;
  lxw_format* cells_ = nullptr;
  lxw_format* links_ = nullptr;
  lxw_format* warnings_ = nullptr;
  lxw_format* to_fill_ = nullptr;
  std::uint32_t row_ = 0;
  std::uint16_t column_ = 0;
};

/// Writes a workbook whole or not at all, readable by its owner only; same input, same bytes. `fill` makes its sheets.
Result<Done> write_workbook(const std::filesystem::path& file, std::string title, Day created,
                            const std::function<void(lxw_workbook*)>& fill);

}  // namespace passerelle
