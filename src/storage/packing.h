#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/strong_id.h"

namespace passerelle {

/// Packs values one behind another into bytes, small whole numbers into few. A struct is packed by its
/// `pack_fields(archive, value)`, which calls `archive(field, field …)`; the same function unpacks it.
class Packer {
 public:
  template <class... Values>
  void operator()(const Values&... values) {
    (put(values), ...);
  }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] std::string take() { return std::exchange(bytes_, {}); }

 private:
  template <class Value>
  void put(const Value& value) {
    if constexpr (std::is_enum_v<Value>) {
      put(static_cast<std::underlying_type_t<Value>>(value));
    } else if constexpr (std::is_floating_point_v<Value>) {
      bytes_.append(reinterpret_cast<const char*>(&value), sizeof(value));
    } else if constexpr (std::is_unsigned_v<Value>) {
      put_number(value);
    } else if constexpr (std::is_integral_v<Value>) {
      // The sign stands in the lowest bit, so that -1 is as short as 1.
      put_number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value < 0 ? -1 : 0));
    } else {
      pack_fields(*this, value);
    }
  }
  void put(const std::string& text) {
    put_number(text.size());
    bytes_ += text;
  }
  template <class Tag, class Value>
  void put(const StrongId<Tag, Value>& id) {
    put(id.value());
  }
  template <class Clock, class Duration>
  void put(const std::chrono::time_point<Clock, Duration>& time) {
    put(time.time_since_epoch().count());
  }
  template <class Value>
  void put(const std::optional<Value>& value) {
    put(value.has_value());
    if (value) {
      put(*value);
    }
  }
  template <class Value>
  void put(const std::vector<Value>& values) {
    put_number(values.size());
    for (const Value& value : values) {
      put(value);
    }
  }
  /// Hashes: each of their bytes counts.
  void put(const std::vector<std::uint32_t>& values) {
    put_number(values.size());
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(std::uint32_t));
  }
  template <class Key, class Value>
  void put(const std::map<Key, Value>& values) {
    put_number(values.size());
    for (const auto& [key, value] : values) {
      put(key);
      put(value);
    }
  }
  void put_number(std::uint64_t number) {
    constexpr std::uint64_t kMore = 0x80;
    for (; number >= kMore; number >>= 7U) {
      bytes_ += static_cast<char>(number | kMore);
    }
    bytes_ += static_cast<char>(number);
  }

  std::string bytes_;
};

/// Takes values back out of bytes that a `Packer` made. Safe with any bytes: where they do not hold what is asked for,
/// `holds()` turns false and the rest stays as it was. Borrows the bytes.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}

  template <class... Values>
  void operator()(Values&... values) {
    (get(values), ...);
  }
  [[nodiscard]] bool holds() const { return holds_; }
  /// True when all was understood and nothing is left.
  [[nodiscard]] bool is_done() const { return holds_ && left_.empty(); }

 private:
  template <class Value>
  void get(Value& value) {
    if constexpr (std::is_enum_v<Value>) {
      std::underlying_type_t<Value> number{};
      get(number);
      value = static_cast<Value>(number);
    } else if constexpr (std::is_floating_point_v<Value>) {
      get_raw(&value, 1);
    } else if constexpr (std::is_unsigned_v<Value>) {
      const std::uint64_t number = get_number();
      refuse_unless(number <= std::numeric_limits<Value>::max());
      value = static_cast<Value>(number);
    } else if constexpr (std::is_integral_v<Value>) {
      const std::uint64_t number = get_number();
      const auto wide = static_cast<std::int64_t>((number >> 1U) ^ (~(number & 1U) + 1));
      refuse_unless(std::in_range<Value>(wide));
      value = static_cast<Value>(wide);
    } else {
      pack_fields(*this, value);
    }
  }
  void get(std::string& text) {
    const std::size_t size = get_count(1);
    text.assign(left_.substr(0, size));
    left_.remove_prefix(size);
  }
  template <class Tag, class Value>
  void get(StrongId<Tag, Value>& id) {
    Value value{};
    get(value);
    id = StrongId<Tag, Value>(std::move(value));
  }
  template <class Clock, class Duration>
  void get(std::chrono::time_point<Clock, Duration>& time) {
    typename Duration::rep count{};
    get(count);
    time = std::chrono::time_point<Clock, Duration>(Duration(count));
  }
  template <class Value>
  void get(std::optional<Value>& value) {
    bool present = false;
    get(present);
    value.reset();
    if (present) {
      get(value.emplace());
    }
  }
  template <class Value>
  void get(std::vector<Value>& values) {
    const std::size_t count = get_count(1);
    values.clear();
    values.reserve(count);
    while (values.size() < count && holds_) {
      get(values.emplace_back());
    }
  }
  void get(std::vector<std::uint32_t>& values) {
    values.resize(get_count(sizeof(std::uint32_t)));
    get_raw(values.data(), values.size());
  }
  template <class Key, class Value>
  void get(std::map<Key, Value>& values) {
    values.clear();
    for (std::size_t left = get_count(1); left > 0 && holds_; --left) {
      Key key{};
      get(key);
      get(values[key]);
    }
  }

  void refuse_unless(bool fits) {
    if (!fits) {
      holds_ = false;
      left_ = {};
    }
  }
  std::uint64_t get_number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left_.empty()) {
        break;
      }
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if ((byte & 0x80U) == 0) {
        return number;
      }
    }
    refuse_unless(false);
    return 0;
  }
  /// How many elements follow, each of at least `least_bytes`: never more than the bytes could hold.
  std::size_t get_count(std::size_t least_bytes) {
    const std::uint64_t count = get_number();
    refuse_unless(count <= left_.size() / least_bytes);
    return holds_ ? static_cast<std::size_t>(count) : 0;
  }
  template <class Value>
  void get_raw(Value* values, std::size_t count) {
    const std::size_t size = count * sizeof(Value);
    refuse_unless(size <= left_.size());
    if (holds_ && size > 0) {
      std::memcpy(values, left_.data(), size);
      left_.remove_prefix(size);
    }
  }

  std::string_view left_;
  bool holds_ = true;
};

/// The bytes of one value.
template <class Value>
std::string packed(const Value& value) {
  Packer packer;
  packer(value);
  return packer.take();
}

}  // namespace passerelle
