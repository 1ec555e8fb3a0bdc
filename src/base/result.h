#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace passerelle {

/// What kind of failure an `Error` is; each maps to one exit code of the command line.
enum class ErrorCode {
  usage,             ///< a wrong option or configuration (exit 2)
  input_unusable,    ///< a file that cannot be read at all (exit 3)
  artefact_refused,  ///< a model or referential of another kind or version (exit 4)
  output_failed,     ///< a file that could not be written whole (exit 5)
  interrupted,       ///< the user asked to stop (exit 130)
};

/// A failed operation, told to an operator: which file, line or field, and what to do about it.
struct Error {
  ErrorCode code = ErrorCode::input_unusable;
  std::string message;

  bool operator==(const Error&) const = default;
};

/// Either a value or an `Error`. The names are those of `std::expected`.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

/// A success without a value.
struct Done {};

/// A file that cannot be read at all, and why.
inline Error unusable(std::string message) {
  return {ErrorCode::input_unusable, std::move(message)};
}

/// The same error with the place where it happened in front: `offers.jsonl: line 12: …`.
inline Error in_context(std::string_view place, Error error) {
  error.message.insert(0, std::string(place) + ": ");
  return error;
}

}  // namespace passerelle
