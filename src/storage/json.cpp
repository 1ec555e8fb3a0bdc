#include "storage/json.h"

// Whole blocks of a string are copied and spaces skipped at once, where the machine can.
#ifdef __SSE2__
#define RAPIDJSON_SSE2
#elif defined(__ARM_NEON)
#define RAPIDJSON_NEON
#endif
#include <rapidjson/document.h>
#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <utility>

#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr int kMaxDepth = 64;

const rapidjson::Value* as_value(const void* value) {
  return static_cast<const rapidjson::Value*>(value);
}

std::string_view string_of(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

template <class Number>
std::string digits_of(Number number) {
  std::array<char, 32> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return {digits.data(), written.ptr};
}

/// The number that all of `text` spells; nothing otherwise.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool is_word(std::string_view text, std::string_view lower_word) {
  return std::ranges::equal(text, lower_word, {}, lower);
}

/// Passes events on to a document, and stops the parser where the nesting grows too deep.
class DepthLimit {
 public:
  explicit DepthLimit(rapidjson::Document& document) : document_(document) {}

  [[nodiscard]] bool exceeded() const { return depth_ > kMaxDepth; }
  [[nodiscard]] bool met_too_large() const { return too_large_; }

  // NOLINTBEGIN(readability-identifier-naming): the names RapidJSON calls.
  bool Null() { return document_.Null(); }
  bool Bool(bool value) { return document_.Bool(value); }
  bool Int(int value) { return document_.Int(value); }
  bool Uint(unsigned value) { return document_.Uint(value); }
  bool Int64(std::int64_t value) { return document_.Int64(value); }
  bool Uint64(std::uint64_t value) { return document_.Uint64(value); }
  bool Double(double value) { return document_.Double(value); }
  /// Every number comes here as it is written: RapidJSON itself takes 0E101 for anything.
  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    const std::string_view written(text, length);
    if (const auto whole = whole_number<std::int64_t>(written)) {
      return document_.Int64(*whole);
    }
    if (const auto large = whole_number<std::uint64_t>(written)) {
      return document_.Uint64(*large);
    }
    double value = 0;
    if (const auto exact = whole_number<double>(written)) {
      value = *exact;
    } else {
      // Too large, or nearer to 0 than can be told.
      value = std::strtod(std::string(written).c_str(), nullptr);
      too_large_ = std::isinf(value);
    }
    return !too_large_ && document_.Double(value);
  }
  bool String(const char* text, rapidjson::SizeType length, bool copy) { return document_.String(text, length, copy); }
  bool Key(const char* text, rapidjson::SizeType length, bool copy) { return document_.Key(text, length, copy); }
  bool StartObject() { return ++depth_ <= kMaxDepth && document_.StartObject(); }
  bool StartArray() { return ++depth_ <= kMaxDepth && document_.StartArray(); }
  bool EndObject(rapidjson::SizeType members) {
    --depth_;
    return document_.EndObject(members);
  }
  bool EndArray(rapidjson::SizeType elements) {
    --depth_;
    return document_.EndArray(elements);
  }
  // NOLINTEND(readability-identifier-naming)

 private:
  rapidjson::Document& document_;
  int depth_ = 0;
  bool too_large_ = false;
};

std::string_view explanation(rapidjson::ParseErrorCode code) {
  switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
      return "texte vide";
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "texte après la fin de l'enregistrement";
    case rapidjson::kParseErrorObjectMissName:
      return "nom de champ attendu";
    case rapidjson::kParseErrorObjectMissColon:
      return "« : » attendu après le nom du champ";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return "« , » ou « } » attendu";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return "« , » ou « ] » attendu";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return "caractère \\u mal écrit";
    case rapidjson::kParseErrorStringEscapeInvalid:
      return "caractère de contrôle ou « \\ » mal placé dans un texte";
    case rapidjson::kParseErrorStringMissQuotationMark:
      return "guillemet jamais refermé";
    case rapidjson::kParseErrorNumberTooBig:
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent:
      return "nombre mal écrit ou trop grand";
    default:
      return "ce n'est pas du JSON";
  }
}

Error bad_json(std::size_t offset, std::string_view what) {
  return {ErrorCode::input_unusable, "octet " + std::to_string(offset + 1) + " : " + std::string(what)};
}

}  // namespace

bool JsonView::is_null() const {
  return value_ == nullptr || as_value(value_)->IsNull();
}
bool JsonView::is_object() const {
  return value_ != nullptr && as_value(value_)->IsObject();
}
bool JsonView::is_array() const {
  return value_ != nullptr && as_value(value_)->IsArray();
}
bool JsonView::is_string() const {
  return value_ != nullptr && as_value(value_)->IsString();
}
bool JsonView::is_number() const {
  return value_ != nullptr && as_value(value_)->IsNumber();
}
bool JsonView::is_bool() const {
  return value_ != nullptr && as_value(value_)->IsBool();
}

JsonView JsonView::operator[](std::string_view key) const {
  if (!is_object()) {
    return {};
  }
  const auto& object = *as_value(value_);
  const auto found = std::find_if(object.MemberBegin(), object.MemberEnd(),
                                  [key](const auto& member) { return string_of(member.name) == key; });
  return found == object.MemberEnd() ? JsonView() : JsonView(&found->value);
}

std::size_t JsonView::size() const {
  return is_array() ? as_value(value_)->Size() : 0;
}

JsonView JsonView::at(std::size_t index) const {
  return index < size() ? JsonView(&(*as_value(value_))[static_cast<rapidjson::SizeType>(index)]) : JsonView();
}

void JsonView::for_each_member(const std::function<void(std::string_view key, JsonView value)>& visit) const {
  if (is_object()) {
    for (const auto& member : as_value(value_)->GetObject()) {
      visit(string_of(member.name), JsonView(&member.value));
    }
  }
}

std::string JsonView::text() const {
  if (is_string()) {
    return std::string(trimmed(string_of(*as_value(value_))));
  }
  if (is_bool()) {
    return as_value(value_)->GetBool() ? "true" : "false";
  }
  if (!is_number()) {
    return {};
  }
  const auto& value = *as_value(value_);
  return value.IsInt64()    ? digits_of(value.GetInt64())
         : value.IsUint64() ? digits_of(value.GetUint64())
                            : digits_of(value.GetDouble());
}

std::string JsonView::exact_text() const {
  return is_string() ? std::string(string_of(*as_value(value_))) : std::string();
}

std::optional<double> JsonView::number() const {
  if (is_number()) {
    return as_value(value_)->GetDouble();
  }
  if (!is_string()) {
    return std::nullopt;
  }
  std::string written = text();
  std::ranges::replace(written, ',', '.');
  const std::optional<double> number = whole_number<double>(written);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> JsonView::integer() const {
  if (is_number() && as_value(value_)->IsInt64()) {
    return as_value(value_)->GetInt64();
  }
  if (is_string()) {
    if (const auto exact = whole_number<std::int64_t>(text())) {
      return exact;
    }
  }
  // The bound is the first double above every 64-bit integer: a cast from within is defined.
  constexpr double kBound = 9223372036854775808.0;
  const std::optional<double> value = number();
  if (!value || std::trunc(*value) != *value || *value < -kBound || *value >= kBound) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*value);
}

std::optional<bool> JsonView::boolean() const {
  if (is_bool()) {
    return as_value(value_)->GetBool();
  }
  const std::string word = text();
  for (const std::string_view yes : {"true", "oui", "yes", "1"}) {
    if (is_word(word, yes)) {
      return true;
    }
  }
  for (const std::string_view no : {"false", "non", "no", "0"}) {
    if (is_word(word, no)) {
      return false;
    }
  }
  return std::nullopt;
}

Answer JsonView::answer() const {
  const std::optional<bool> known = boolean();
  return !known ? Answer::unknown : *known ? Answer::yes : Answer::no;
}

struct JsonContent {
  explicit JsonContent(std::size_t reserved)
      : memory(std::make_unique_for_overwrite<char[]>(reserved)), pool(memory.get(), reserved) {}

  std::string text;                ///< what was parsed: strings stand in it, their escapes undone
  std::unique_ptr<char[]> memory;  ///< for values, before any other is asked for
  rapidjson::MemoryPoolAllocator<> pool;
  rapidjson::Document document{&pool};

  Result<JsonView> parse(std::string_view given);
};

Result<JsonView> JsonContent::parse(std::string_view given) {
  // Checked beforehand: faster than inside the parser, and latin-1 deserves its own words.
  if (const std::size_t sound = valid_utf8_prefix(given); sound != given.size()) {
    return bad_json(sound, "ce n'est pas de l'UTF-8 (latin-1 ?), enregistrer le fichier en UTF-8");
  }
  // RapidJSON takes a zero byte for the end of the text: what stands behind it would pass unread.
  if (const std::size_t zero = given.find('\0'); zero != std::string_view::npos) {
    return bad_json(zero, "octet nul");
  }
  document.SetNull();
  pool.Clear();
  // It looks at whole blocks of bytes: those behind the end are ours too.
  constexpr std::size_t kBehindEnd = 32;
  text.reserve(given.size() + kBehindEnd);
  text.assign(given).append(kBehindEnd, '\0');
  rapidjson::InsituStringStream stream(text.data());
  rapidjson::Reader reader;
  bool too_deep = false;
  bool too_large = false;
  auto generate = [&](rapidjson::Document& values) {
    DepthLimit handler(values);
    // Not iterative, which is slower: the depth is limited.
    constexpr unsigned kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
    const bool parsed = !reader.Parse<kFlags>(stream, handler).IsError();
    too_deep = handler.exceeded();
    too_large = handler.met_too_large();
    return parsed;
  };
  document.Populate(generate);
  if (too_deep) {
    return bad_json(reader.GetErrorOffset(), "plus de " + std::to_string(kMaxDepth) + " niveaux d'imbrication");
  }
  if (too_large) {
    return bad_json(reader.GetErrorOffset(), explanation(rapidjson::kParseErrorNumberTooBig));
  }
  if (reader.HasParseError()) {
    return bad_json(reader.GetErrorOffset(), explanation(reader.GetParseErrorCode()));
  }
  return JsonView(static_cast<const rapidjson::Value*>(&document));
}

JsonDocument::JsonDocument(std::unique_ptr<JsonContent> content) : content_(std::move(content)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Result<JsonDocument> JsonDocument::parse(std::string_view text) {
  constexpr std::size_t kReserved = std::size_t{4} << 10U;
  auto content = std::make_unique<JsonContent>(kReserved);
  if (Result<JsonView> parsed = content->parse(text); !parsed) {
    return std::move(parsed).error();
  }
  return JsonDocument(std::move(content));
}

JsonParser::JsonParser() {
  constexpr std::size_t kReserved = std::size_t{64} << 10U;
  content_ = std::make_unique<JsonContent>(kReserved);
}
JsonParser::~JsonParser() = default;

Result<JsonView> JsonParser::parse(std::string_view text) {
  return content_->parse(text);
}

JsonView JsonDocument::root() const {
  return JsonView(static_cast<const rapidjson::Value*>(&content_->document));
}

}  // namespace passerelle
