#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <charconv>
#include <cmath>

#include "storage/json.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

/// `text` with each malformed byte replaced by U+FFFD.
std::string repaired(std::string_view text) {
  std::string sound;
  while (!text.empty()) {
    const std::size_t good = valid_utf8_prefix(text);
    sound.append(text.substr(0, good));
    text.remove_prefix(good);
    if (!text.empty()) {
      sound.append("\xEF\xBF\xBD");
      text.remove_prefix(1);
    }
  }
  return sound;
}

}  // namespace

struct JsonWriter::Content {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};

  void write(std::string_view text, bool as_key) {
    const auto length = static_cast<rapidjson::SizeType>(text.size());
    if (as_key) {
      writer.Key(text.data(), length);
    } else {
      writer.String(text.data(), length);
    }
  }

  void write_sound(std::string_view text, bool as_key) {
    // RapidJSON refuses a null pointer even with length 0, and a default string_view holds one.
    if (text.empty()) {
      write("", as_key);
    } else if (is_utf8(text)) {
      write(text, as_key);
    } else {
      write(repaired(text), as_key);
    }
  }
};

JsonWriter::JsonWriter() : content_(std::make_unique<Content>()) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
  content_->writer.StartObject();
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  content_->writer.EndObject();
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  content_->writer.StartArray();
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  content_->writer.EndArray();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  content_->write_sound(name, true);
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  content_->write_sound(value, false);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  content_->writer.Int64(value);
  return *this;
}

JsonWriter& JsonWriter::ten_thousandths(std::int64_t units) {
  // Negated as unsigned: the smallest integer has no positive counterpart.
  const std::uint64_t magnitude = units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  const std::string decimals = std::to_string(magnitude % 10'000);
  return raw((units < 0 ? "-" : "") + std::to_string(magnitude / 10'000) + '.' + std::string(4 - decimals.size(), '0') +
             decimals);
}

JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value)) {
    return null();
  }
  std::array<char, 32> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return raw({digits.data(), static_cast<std::size_t>(written.ptr - digits.data())});
}

JsonWriter& JsonWriter::boolean(bool value) {
  content_->writer.Bool(value);
  return *this;
}

JsonWriter& JsonWriter::null() {
  content_->writer.Null();
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  // The kind of value only matters for RapidJSON's own assertion on object keys, and a raw piece is never a key.
  content_->writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  return *this;
}

std::string JsonWriter::take() {
  std::string text(content_->buffer.GetString(), content_->buffer.GetSize());
  content_->buffer.Clear();
  content_->writer.Reset(content_->buffer);
  return text;
}

}  // namespace passerelle
