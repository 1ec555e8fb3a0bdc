#include "report/workbook.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "report/plain_text.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;

// What a cell and a link of Excel can hold.
constexpr std::size_t kMaxCellCharacters = 32'767;
constexpr std::size_t kMaxLinkBytes = 2'079;

lxw_format* cell_format(lxw_workbook* workbook) {
  lxw_format* format = workbook_add_format(workbook);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

/// A file that goes away with its scope.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path name) : name_(std::move(name)) {}
  ~TemporaryFile() {
    std::error_code ignored;
    fs::remove(name_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const fs::path& name() const { return name_; }
  /// Creates it empty, for its owner only: the writer of workbooks would let everybody read. False when it cannot.
  [[nodiscard]] bool create() const {
    const int descriptor = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    return descriptor >= 0 && ::close(descriptor) == 0;
  }

 private:
  fs::path name_;
};

Error failure(const fs::path& file, std::string_view reason) {
  return Error{ErrorCode::output_failed, file.string() + ": " + std::string(reason)};
}

}  // namespace

Sheet::Sheet(lxw_workbook* workbook, const char* name, std::span<const SheetColumn> columns)
    : sheet_(workbook_add_worksheet(workbook, name)), column_count_(columns.size()) {
  lxw_format* header = workbook_add_format(workbook);
  format_set_bold(header);
  format_set_bg_color(header, 0xE7EEFA);
  format_set_bottom(header, LXW_BORDER_THIN);
  format_set_text_wrap(header);
  cells_ = cell_format(workbook);
  links_ = cell_format(workbook);
  format_set_font_color(links_, 0x0B4A8F);
  format_set_underline(links_, LXW_UNDERLINE_SINGLE);
  // Dark brown on pale yellow: a contrast of 8 to 1.
  warnings_ = cell_format(workbook);
  format_set_font_color(warnings_, 0x5C3D00);
  format_set_bg_color(warnings_, 0xFFF3CD);
  to_fill_ = cell_format(workbook);
  format_set_bg_color(to_fill_, 0xF1F8EE);
  format_set_border(to_fill_, LXW_BORDER_HAIR);
  for (const SheetColumn& column : columns) {
    lxw_row_col_options options{};
    options.hidden = column.hidden ? 1 : 0;
    worksheet_set_column_opt(sheet_, column_, column_, column.width, nullptr, &options);
    worksheet_write_string(sheet_, row_, column_++, column.title, header);
  }
  worksheet_freeze_panes(sheet_, 1, 1);
  worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_repeat_rows(sheet_, 0, 0);
}

void Sheet::next_row() {
  ++row_;
  column_ = 0;
}

Sheet& Sheet::write(std::string_view value, lxw_format* format) {
  const std::string cell = shortened(value, kMaxCellCharacters);
  worksheet_write_string(sheet_, row_, column_++, cell.c_str(), format);
  return *this;
}

Sheet& Sheet::text(std::string_view value) {
  return write(value, cells_);
}

Sheet& Sheet::warning(std::string_view value) {
  return write(value, value.empty() ? cells_ : warnings_);
}

Sheet& Sheet::to_fill(std::string_view value) {
  return write(value, to_fill_);
}

Sheet& Sheet::number(std::int64_t value) {
  worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value), cells_);
  return *this;
}

Sheet& Sheet::link(const std::string& value) {
  const bool can_follow = is_web_address(value) && value.size() <= kMaxLinkBytes;
  if (!can_follow || worksheet_write_url(sheet_, row_, column_, value.c_str(), links_) != LXW_NO_ERROR) {
    return text(value);
  }
  ++column_;
  return *this;
}

void Sheet::offer_words(std::size_t column, std::span<const std::string> words) {
  if (row_ == 0) {
    return;
  }
  std::vector<std::string> copies(words.begin(), words.end());
  std::vector<char*> list;
  for (std::string& word : copies) {
    list.push_back(word.data());
  }
  list.push_back(nullptr);
  lxw_data_validation choice{};
  choice.validate = LXW_VALIDATION_TYPE_LIST;
  choice.value_list = list.data();
  choice.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
  const auto at = static_cast<lxw_col_t>(column);
  worksheet_data_validation_range(sheet_, 1, at, row_, at, &choice);
}

void Sheet::finish() {
  worksheet_autofilter(sheet_, 0, 0, row_, static_cast<lxw_col_t>(column_count_ - 1));
}

Result<Done> write_workbook(const fs::path& file, std::string title, Day created,
                            const std::function<void(lxw_workbook*)>& fill) {
  std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  const TemporaryFile temporary(fs::path(folder) / fmt::format(".{}.{}.draft", file.filename().string(), ::getpid()));
  if (!temporary.create()) {
    return failure(file, "écriture impossible : " + std::generic_category().message(errno));
  }
  // The drafts of the sheets lie beside the result, where the disk has room and nobody else reads.
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  lxw_workbook* workbook = workbook_new_opt(temporary.name().c_str(), &options);
  if (workbook == nullptr) {
    return failure(file, "mémoire insuffisante pour le tableur");
  }
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.created = std::chrono::system_clock::to_time_t(created);
  workbook_set_properties(workbook, &properties);
  fill(workbook);
  if (const lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR) {
    return failure(
        file, fmt::format("tableur impossible à écrire ({}) : vérifiez la place sur le disque", lxw_strerror(error)));
  }
  std::ifstream draft(temporary.name(), std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(draft), std::istreambuf_iterator<char>()};
  if (!draft || content.empty()) {
    return failure(file, "tableur impossible à relire : vérifiez la place sur le disque");
  }
  return write_file(file, content);
}

}  // namespace passerelle
