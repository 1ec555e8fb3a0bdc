#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

namespace passerelle {

/// A value that names one thing only: an `OfferIndex` never passes for a `PersonIndex`.
template <class Tag, class Value = std::uint32_t>
class StrongId {
 public:
  using value_type = Value;

  StrongId() = default;
  explicit StrongId(Value value) : value_(std::move(value)) {}

  [[nodiscard]] const Value& value() const { return value_; }
  auto operator<=>(const StrongId&) const = default;

 private:
  Value value_{};
};

}  // namespace passerelle

template <class Tag, class Value>
struct std::hash<passerelle::StrongId<Tag, Value>> {
  std::size_t operator()(const passerelle::StrongId<Tag, Value>& id) const { return std::hash<Value>{}(id.value()); }
};
