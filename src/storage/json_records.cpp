#include "storage/json_records.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "storage/byte_window.h"

namespace passerelle {
namespace {

/// Whether an array under this key holds the records. `offers` and `people` also name ordinary members of records
/// (a list has its offers): they count only where an envelope has them, in front.
bool opens_envelope(std::string_view key, bool first_key) {
  constexpr std::array<std::string_view, 3> kAnywhere{"resultats", "@graph", "itemListElement"};
  constexpr std::array<std::string_view, 2> kInFront{"offers", "people"};
  return std::ranges::find(kAnywhere, key) != kAnywhere.end() ||
         (first_key && std::ranges::find(kInFront, key) != kInFront.end());
}

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r';
}

/// How far a scan over one value came. Offsets count from the first byte held.
struct Scan {
  std::size_t at = 0;             ///< the next byte to look at
  std::ptrdiff_t line_begin = 0;  ///< where the line of `at` begins: negative when before the value
  std::uint64_t newlines = 0;     ///< passed so far
  std::string open;               ///< brackets not closed yet
  std::size_t too_deep = 0;       ///< brackets open beyond the limit
  char previous = '\0';           ///< the last byte that is neither blank nor inside a string
  bool in_string = false;
  bool escaped = false;
  std::size_t string_begin = 0;
  bool first_key = true;
  bool envelope_key = false;  ///< the last key at depth 1 is one of an envelope
  bool fresh_line = false;    ///< only blanks and commas since the last newline
  bool several_lines = false;
  bool dropping = false;  ///< the bytes are not kept: too long, too deep, or of no interest
  bool tail = false;      ///< what follows the array of an envelope
  std::string problem;
};

enum class Stop {
  complete,  ///< the value ends before `at`
  envelope,  ///< the array of an envelope begins before `at`
  restart,   ///< broken; another record begins at `at`
  broken,    ///< broken at `at`; where the next record begins is not known
  ended,     ///< the source ended inside the value
};

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
    const std::size_t newline = passed.rfind('\n');
    if (newline == std::string_view::npos) {
      column_ += static_cast<std::ptrdiff_t>(count);
    } else {
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
      seek_next_record(rest.several_lines, 0);
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
    const std::ptrdiff_t start_column = column_;
    Scan value;
    value.line_begin = -column_;
    Stop stop = scan(value);
    if (stop == Stop::ended && !value.dropping && !window_.error()) {
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
      seek_next_record(value.several_lines, start_column);
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
        if (const auto later = later_record(value)) {
          value.at = *later;
          one_per_line_ = true;
          return Stop::restart;
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

  /// Goes on inside a string, as far as the bytes held allow; false at a newline, which no JSON string holds.
  static bool scan_string(Scan& value, std::string_view held) {
    for (; value.at < held.size(); ++value.at) {
      const char byte = held[value.at];
      if (byte == '\n') {
        return false;
      }
      if (value.escaped) {
        value.escaped = false;
      } else if (byte == '\\') {
        value.escaped = true;
      } else if (byte == '"') {
        end_string(value, held);
        ++value.at;
        return true;
      }
    }
    return true;
  }

  static void end_string(Scan& value, std::string_view held) {
    value.in_string = false;
    const bool is_key = value.open == "{" && (value.previous == '{' || value.previous == ',');
    if (is_key && !value.dropping) {
      const std::string_view key = held.substr(value.string_begin, value.at - value.string_begin);
      value.envelope_key = opens_envelope(key, value.first_key);
      value.first_key = false;
    }
    value.previous = '"';
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
    if (byte == '{' && value.fresh_line) {
      if (const auto stop = suspect(value)) {
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

  static std::optional<Stop> close_bracket(Scan& value, char bracket) {
    value.previous = bracket;
    if (value.too_deep > 0) {
      --value.too_deep;
      return std::nullopt;
    }
    if (value.open.empty() || (value.open.back() == '{') != (bracket == '}')) {
      return Stop::broken;
    }
    value.open.pop_back();
    return value.open.empty() ? std::optional(Stop::complete) : std::nullopt;
  }

  /// A line that opens an object inside a value: part of it, or the next record after one cut short? Where the grammar
  /// has no room for an object the value is broken. Elsewhere it is when records hold on one line each and this line
  /// begins no deeper.
  std::optional<Stop> suspect(const Scan& value) const {
    const bool in_open_array = !value.open.empty() && value.open.back() == '[';
    const bool fits = value.previous == ':' || (in_open_array && (value.previous == '[' || value.previous == ','));
    const bool no_deeper = static_cast<std::ptrdiff_t>(value.at) - value.line_begin <= column_of_start(value);
    if (fits) {
      const bool one_per_line = one_per_line_ || (value.dropping && !value.tail);
      return one_per_line && no_deeper ? std::optional(Stop::restart) : std::nullopt;
    }
    return !value.several_lines || no_deeper ? Stop::restart : Stop::broken;
  }

  /// The column where the value that is being scanned began; what follows an envelope counts as beginning its line.
  [[nodiscard]] std::ptrdiff_t column_of_start(const Scan& value) const { return value.tail ? 0 : column_; }

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
      const bool no_deeper = static_cast<std::ptrdiff_t>(begin - newline - 1) <= column_of_start(value);
      if (no_deeper && inside != std::string_view::npos && held[inside] == '"') {
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
  void seek_next_record(bool several_lines, std::ptrdiff_t start_column) {
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
      const bool no_deeper = !several_lines || static_cast<std::ptrdiff_t>(at) <= start_column;
      if (no_deeper && (byte == '{' || (byte == ']' && in_array()))) {
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
