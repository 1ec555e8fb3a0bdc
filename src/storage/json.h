#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/requirement.h"

namespace passerelle {

/// A value inside a parsed `JsonDocument`; borrows from it. Asking for what is not there gives null, never a crash:
/// `record["lieuTravail"]["commune"].text()` is empty whatever the record holds.
class JsonView {
 public:
  JsonView() = default;

  [[nodiscard]] bool is_null() const;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_string() const;
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_bool() const;

  /// The member of an object; null when missing or when this is no object.
  JsonView operator[](std::string_view key) const;
  /// Elements of an array (0 for anything else).
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] JsonView at(std::size_t index) const;
  void for_each_member(const std::function<void(std::string_view key, JsonView value)>& visit) const;

  /// A string as it is, a number or boolean as written, spaces trimmed at both ends; empty for anything else.
  [[nodiscard]] std::string text() const;
  /// A string exactly as it is, blanks at its ends included; empty for anything else.
  [[nodiscard]] std::string exact_text() const;
  /// A number, or a string that holds one ("3", "3,5", "2.0"); nothing otherwise.
  [[nodiscard]] std::optional<double> number() const;
  /// As `number`, when it is whole and fits.
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  /// A boolean, or "true" "false" "oui" "non" "yes" "no", 0 and 1; nothing otherwise.
  [[nodiscard]] std::optional<bool> boolean() const;
  /// `boolean` as an answer; null and anything else is unknown.
  [[nodiscard]] Answer answer() const;

 private:
  friend class JsonDocument;
  friend struct JsonContent;
  explicit JsonView(const void* value) : value_(value) {}
  const void* value_ = nullptr;
};

struct JsonContent;

/// A parsed JSON text. Depth is limited (64), so that hostile nesting is an error and never a crash.
class JsonDocument {
 public:
  /// Parses a whole text of valid UTF-8; the error tells the byte offset and what is wrong, in French.
  static Result<JsonDocument> parse(std::string_view text);

  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  [[nodiscard]] JsonView root() const;

 private:
  explicit JsonDocument(std::unique_ptr<JsonContent> content);
  std::unique_ptr<JsonContent> content_;
};

/// Parses many texts one after the other in the same memory.
class JsonParser {
 public:
  JsonParser();
  ~JsonParser();
  JsonParser(const JsonParser&) = delete;
  JsonParser& operator=(const JsonParser&) = delete;

  /// As `JsonDocument::parse`; the view and all that is taken from it borrow from this, until the next call.
  Result<JsonView> parse(std::string_view text);

 private:
  std::unique_ptr<JsonContent> content_;
};

/// Writes compact JSON in the order of the calls. Strings must be UTF-8; invalid bytes become U+FFFD.
class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  /// `units` divided by 10,000, written with exactly four decimals: 8312 → 0.8312.
  JsonWriter& ten_thousandths(std::int64_t units);
  /// Shortest form that reads back to the same number; NaN and infinities become null.
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// A piece of finished JSON.
  JsonWriter& raw(std::string_view json);

  /// The text written so far; the writer starts anew.
  std::string take();

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
