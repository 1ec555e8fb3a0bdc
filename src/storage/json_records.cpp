#include "storage/json_records.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "storage/byte_window.h"
#include "storage/json_scan.h"

namespace passerelle {
namespace {

class RecordCutter {
 public:
  RecordCutter(ByteSource& source, const RecordLimits& limits) : window_(source), limits_(limits) {}

  [[nodiscard]] const std::optional<Error>& error() const { return window_.error(); }
  [[nodiscard]] bool saw_text() const { return saw_text_; }

  Result<Done> begin() {
    while (window_.held().size() < 4 && window_.grow()) {
    }
    Result<std::size_t> mark = byte_order_mark(window_.held());
    if (!mark) {
      return mark.error();
    }
    window_.drop(*mark);
    return Done{};
  }

  /// The next record; false at the end.
  bool next(RawRecord& record) {
    while (available(0)) {
      const char byte = window_.held()[0];
      if (byte == '\n' || is_blank(byte)) {
        pass(1);
        continue;
      }
      saw_text_ = true;
      if (byte == ',') {
        pass(1);
      } else if (byte == '[' && !in_array()) {
        containers_.push_back(Container::array);
        pass(1);
      } else if (byte == ']' && in_array()) {
        pass(1);
        leave_array();
      } else if (starts_with_byte_order_mark()) {
        // Files glued together keep the mark of each.
        pass(3);
      } else if (cut(record)) {
        record.number = ++number_;
        return true;
      }
    }
    return tell_open_array(record);
  }

 private:
  enum class Container { array, envelope };

  [[nodiscard]] bool in_array() const { return !containers_.empty() && containers_.back() == Container::array; }

  bool available(std::size_t index) {
    while (index >= window_.held().size()) {
      if (!window_.grow()) {
        return false;
      }
    }
    return true;
  }

  bool starts_with_byte_order_mark() {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return window_.held()[0] == kMark[0] && available(2) && window_.held().starts_with(kMark);
  }

  /// Moves on by `count` bytes, keeping line and column.
  void pass(std::size_t count) {
    const std::string_view passed = window_.held().substr(0, count);
    if (passed.find('\n') == std::string_view::npos) {
      column_ += static_cast<std::ptrdiff_t>(count);
    } else {
      const std::size_t newline = passed.rfind('\n');
      line_ += static_cast<std::uint64_t>(std::ranges::count(passed, '\n'));
      column_ = static_cast<std::ptrdiff_t>(count - newline - 1);
    }
    window_.drop(count);
  }

  void leave_array() {
    containers_.pop_back();
    if (containers_.empty() || containers_.back() != Container::envelope) {
      return;
    }
    Scan rest;
    rest.line_begin = -column_;
    rest.open = "{";
    rest.previous = ']';
    rest.dropping = true;
    rest.tail = true;
    const Stop stop = scan(rest);
    move_to(rest);
    if (stop != Stop::ended) {
      containers_.pop_back();
    }
    if (stop == Stop::broken) {
      seek_next_record(rest);
    }
  }

  /// A stream that ends inside its array may have lost any number of records: somebody must be told.
  bool tell_open_array(RawRecord& record) {
    if (containers_.empty() || window_.error()) {
      return false;
    }
    containers_.clear();
    record = {};
    record.number = ++number_;
    record.line = line_;
    record.problem = "fichier tronqué : la liste des enregistrements n'est pas refermée";
    return true;
  }

  /// Cuts what begins here; false when it was the head of an envelope.
  bool cut(RawRecord& record) {
    record = {};
    record.line = line_;
    const char first = window_.held()[0];
    if (first != '{' && !(in_array() && (first == '[' || first == '"'))) {
      cut_stray(record);
      return true;
    }
    Scan value;
    value.line_begin = -column_;
    value.start_column = column_;
    Stop stop = scan(value);
    if (stop != Stop::complete && stop != Stop::envelope && !value.dropping && !window_.error()) {
      // The lines behind the first may have been swallowed: they get a second chance.
      if (const auto later = later_record(value)) {
        value.at = *later;
        stop = Stop::restart;
        one_per_line_ = true;
      }
    }
    if (stop == Stop::envelope) {
      containers_.insert(containers_.end(), {Container::envelope, Container::array});
      move_to(value);
      return false;
    }
    if (!value.dropping) {
      record.text = window_.held().substr(0, value.at);
      if (record.text.size() > limits_.max_bytes) {
        record.text.clear();
        value.problem = too_long();
      }
    }
    record.problem = std::move(value.problem);
    move_to(value);
    if (stop == Stop::complete) {
      one_per_line_ = !value.several_lines;
    } else if (stop == Stop::broken) {
      seek_next_record(value);
    } else if (stop == Stop::ended) {
      // The broken record itself tells that the stream was cut.
      containers_.clear();
    }
    return true;
  }

  /// Text where a record should begin: in an array up to the next comma if it looks like a value, else the whole line.
  void cut_stray(RawRecord& record) {
    constexpr std::string_view kScalar = "0123456789+-.eEtrufalsn \t\r";
    bool scalar = in_array();
    std::size_t at = 0;
    bool dropping = false;
    while (available(at)) {
      const char byte = window_.held()[at];
      if (byte == '\n' || (scalar && at > 0 && (byte == ',' || byte == ']'))) {
        break;
      }
      scalar = scalar && kScalar.find(byte) != std::string_view::npos;
      if (++at > limits_.max_bytes) {
        dropping = true;
        pass(at);
        at = 0;
      }
    }
    if (dropping) {
      record.problem = too_long();
    } else {
      record.text = window_.held().substr(0, at);
    }
    pass(at);
  }

  [[nodiscard]] std::string too_long() const {
    return "enregistrement de plus de " + std::to_string(limits_.max_bytes) + " octets";
  }

  /// Goes over the value that begins at the first byte held.
  Stop scan(Scan& value) {
    for (;;) {
      const std::string_view held = window_.held();
      while (value.at < held.size()) {
        if (value.in_string) {
          if (!scan_string(value, held)) {
            return Stop::broken;
          }
          if (!value.in_string && value.open.empty()) {
            return Stop::complete;
          }
        } else if (const auto stop = scan_byte(value, held[value.at])) {
          return *stop;
        }
      }
      if (!value.dropping && held.size() > limits_.max_bytes) {
        if (later_record(value)) {
          return Stop::broken;
        }
        value.problem = too_long();
        value.dropping = true;
      }
      if (value.dropping) {
        forget(value);
      }
      if (!window_.grow()) {
        return Stop::ended;
      }
    }
  }

  /// Takes one byte outside strings; tells when the scan ends there.
  std::optional<Stop> scan_byte(Scan& value, char byte) {
    if (byte == '\n') {
      ++value.newlines;
      value.line_begin = static_cast<std::ptrdiff_t>(++value.at);
      value.fresh_line = true;
      return std::nullopt;
    }
    if (is_blank(byte)) {
      ++value.at;
      return std::nullopt;
    }
    if (value.fresh_line && (byte == '{' || byte == ']')) {
      if (const auto stop = byte == '{' ? suspect_record(value) : suspect_end(value)) {
        return stop;
      }
    }
    if (byte != ',') {
      value.several_lines = value.several_lines || value.fresh_line;
      value.fresh_line = false;
    }
    ++value.at;
    if (byte == '"') {
      value.in_string = true;
      value.string_begin = value.at;
      return std::nullopt;
    }
    if (byte == '{' || byte == '[') {
      if (byte == '[' && value.open == "{" && value.previous == ':' && value.envelope_key && !value.dropping &&
          containers_.size() < kMaxContainers) {
        return Stop::envelope;
      }
      open_bracket(value, byte);
    } else if (byte == '}' || byte == ']') {
      return close_bracket(value, byte);
    }
    value.previous = byte;
    return std::nullopt;
  }

  void open_bracket(Scan& value, char bracket) const {
    if (value.open.size() < static_cast<std::size_t>(limits_.max_depth)) {
      value.open.push_back(bracket);
      return;
    }
    ++value.too_deep;
    if (!value.dropping) {
      value.dropping = true;
      value.problem = "plus de " + std::to_string(limits_.max_depth) + " niveaux d'imbrication";
    }
  }

  /// A line that opens an object inside a value: part of it, or the next record after one cut short? Where the grammar
  /// has no room for an object the value is broken. Elsewhere it is when records hold on one line each and this line
  /// begins no deeper.
  [[nodiscard]] std::optional<Stop> suspect_record(const Scan& value) const {
    const bool in_open_array = !value.open.empty() && value.open.back() == '[';
    const bool fits = value.previous == ':' || (in_open_array && (value.previous == '[' || value.previous == ','));
    if (fits) {
      const bool one_per_line = one_per_line_ || (value.dropping && !value.tail);
      return one_per_line && no_deeper(value) ? std::optional(Stop::restart) : std::nullopt;
    }
    return !value.several_lines || no_deeper(value) ? Stop::restart : Stop::broken;
  }

  /// The same for a line that closes an array: perhaps the one that holds the records.
  [[nodiscard]] std::optional<Stop> suspect_end(const Scan& value) const {
    const bool fits = !value.open.empty() && value.open.back() == '[';
    const bool may_close_ours = in_array() && no_deeper(value) && (!fits || one_per_line_);
    return may_close_ours ? std::optional(Stop::restart) : std::nullopt;
  }

  /// Whether the byte looked at stands no further right than where the value began.
  [[nodiscard]] bool no_deeper(const Scan& value) const {
    return static_cast<std::ptrdiff_t>(value.at) - value.line_begin <= value.start_column;
  }

  /// The first later line of what is held that opens an object as a record on one line does.
  [[nodiscard]] std::optional<std::size_t> later_record(const Scan& value) const {
    if (value.newlines == 0) {
      return std::nullopt;
    }
    const std::string_view held = window_.held();
    for (std::size_t newline = held.find('\n'); newline != std::string_view::npos;
         newline = held.find('\n', newline + 1)) {
      const std::size_t begin = held.find_first_not_of(" \t\r,", newline + 1);
      if (begin == std::string_view::npos || held[begin] != '{') {
        continue;
      }
      const std::size_t inside = held.find_first_not_of(" \t", begin + 1);
      const bool deeper = static_cast<std::ptrdiff_t>(begin - newline - 1) > value.start_column;
      if (!deeper && inside != std::string_view::npos && held[inside] == '"') {
        return begin;
      }
    }
    return std::nullopt;
  }

  /// Lets go of the bytes passed. The line and column of the start stay: `move_to` brings them up to date.
  void forget(Scan& value) {
    window_.drop(value.at);
    value.line_begin -= static_cast<std::ptrdiff_t>(value.at);
    value.string_begin = 0;
    value.at = 0;
  }

  /// Makes `value.at` the first byte held.
  void move_to(const Scan& value) {
    if (!value.dropping) {
      pass(value.at);
      return;
    }
    line_ += value.newlines;
    column_ = static_cast<std::ptrdiff_t>(value.at) - value.line_begin;
    window_.drop(value.at);
  }

  /// Drops lines up to one that opens a record, or closes the array, no deeper than the broken one when that had
  /// several lines.
  void seek_next_record(const Scan& broken) {
    for (;;) {
      skip_line();
      std::size_t at = 0;
      while (available(at) && (is_blank(window_.held()[at]) || window_.held()[at] == ',')) {
        if (at >= limits_.max_bytes) {
          break;
        }
        ++at;
      }
      if (!available(at)) {
        pass(at);
        return;
      }
      const char byte = window_.held()[at];
      const bool deeper = broken.several_lines && static_cast<std::ptrdiff_t>(at) > broken.start_column;
      if (!deeper && (byte == '{' || (byte == ']' && in_array()))) {
        return;
      }
    }
  }

  void skip_line() {
    for (;;) {
      const std::size_t newline = window_.held().find('\n');
      if (newline != std::string_view::npos) {
        pass(newline + 1);
        return;
      }
      pass(window_.held().size());
      if (!window_.grow()) {
        return;
      }
    }
  }

  // An array of pages, each an envelope, is as deep as feeds go.
  static constexpr std::size_t kMaxContainers = 4;

  ByteWindow window_;
  RecordLimits limits_;
  std::vector<Container> containers_;
  std::uint64_t number_ = 0;
  std::uint64_t line_ = 1;
  std::ptrdiff_t column_ = 0;  ///< of the first byte held, or of the value being scanned
  bool one_per_line_ = false;  ///< the last records held on one line each
  bool saw_text_ = false;
};

}  // namespace

Result<Done> for_each_json_record(ByteSource& source, const RecordLimits& limits,
                                  const std::function<bool(RawRecord&&)>& visit) {
  RecordCutter cutter(source, limits);
  if (Result<Done> begun = cutter.begin(); !begun) {
    return begun;
  }
  RawRecord record;
  bool any = false;
  while (cutter.next(record)) {
    any = true;
    if (!visit(std::move(record))) {
      return Done{};
    }
  }
  if (cutter.error()) {
    return *cutter.error();
  }
  if (!any) {
    return Error{ErrorCode::input_unusable, cutter.saw_text() ? "aucun enregistrement" : "fichier vide"};
  }
  return Done{};
}

}  // namespace passerelle
