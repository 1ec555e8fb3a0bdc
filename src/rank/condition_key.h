#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "eligibility/conditions.h"

namespace passerelle {

// Values written one after the other into a text that is the same for equal values only: a key to find them by.

template <class Value>
requires std::is_trivially_copyable_v<Value> && std::has_unique_object_representations_v<Value>
void append(std::string& key, const Value& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}
inline void append(std::string& key, double value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}
inline void append(std::string& key, const std::string& text) {
  append(key, text.size());
  key += text;
}
inline void append(std::string& key, const TimeSlot& slot) {
  append(key, slot.days);
  append(key, slot.from_minute);
  append(key, slot.until_minute);
}
inline void append(std::string& key, const DiplomaDemand& diploma) {
  append(key, diploma.label);
  append(key, diploma.level);
  append(key, diploma.state);
  append(key, diploma.demand);
  append(key, diploma.is_degree);
}
inline void append(std::string& key, const Diploma& diploma);
template <class Value>
void append(std::string& key, const std::vector<Value>& values);
template <class Value>
void append(std::string& key, const std::optional<Value>& value) {
  append(key, value.has_value());
  if (value) {
    append(key, *value);
  }
}
template <class Value>
void append(std::string& key, const std::vector<Value>& values) {
  append(key, values.size());
  for (const Value& value : values) {
    append(key, value);
  }
}

inline void append(std::string& key, const Diploma& diploma) {
  append(key, diploma.level);
  append(key, diploma.label);
}

}  // namespace passerelle
