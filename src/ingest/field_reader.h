#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/date.h"
#include "domain/requirement.h"
#include "ingest/person_record.h"
#include "ingest/record_notes.h"
#include "storage/json.h"

namespace passerelle {

/// Reads the values of a record one by one; what cannot be understood is unknown, and is told with its path.
/// Null and missing are unknown, without a word.
class FieldReader {
 public:
  explicit FieldReader(RecordNotes& notes) : notes_(notes) {}

  void problem(std::string path, std::string reason) { problems_.push_back({std::move(path), std::move(reason)}); }
  [[nodiscard]] std::vector<FieldProblem>& problems() { return problems_; }

  /// The object, or null with a problem. Members that are not `known` are noted.
  JsonView object(JsonView value, const std::string& path, std::initializer_list<std::string_view> known);
  /// The array; nothing when unknown or, with a problem, when it is something else.
  std::optional<std::vector<JsonView>> list(JsonView value, const std::string& path);
  /// A list of words; unknown as a whole when one of them is no word.
  std::optional<std::vector<std::string>> words(JsonView value, const std::string& path);
  /// A list that says all when it is there. An element that cannot be read (`read` then gives nothing) makes it
  /// incomplete, hence unknown.
  template <class Element, class Read>
  std::optional<std::vector<Element>> complete(JsonView value, const std::string& path,
                                               std::initializer_list<std::string_view> known, const Read& read);
  std::string text(JsonView value, const std::string& path);
  /// A number from `low` to `high`, both included.
  std::optional<double> number(JsonView value, const std::string& path, double low, double high);
  /// A whole number from `low` to `high`, both included.
  std::optional<int> integer(JsonView value, const std::string& path, int low, int high);
  Answer answer(JsonView value, const std::string& path);
  std::optional<Day> day(JsonView value, const std::string& path);

 private:
  RecordNotes& notes_;
  std::vector<FieldProblem> problems_;
};

/// `skills[2]`.
inline std::string element(const std::string& list, std::size_t index) {
  return list + '[' + std::to_string(index) + ']';
}

/// With a to z in upper case.
std::string upper_ascii(std::string text);

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <class Element, class Read>
std::optional<std::vector<Element>> FieldReader::complete(JsonView value, const std::string& path,
                                                          std::initializer_list<std::string_view> known,
                                                          const Read& read) {
  const auto given = list(value, path);
  if (!given) {
    return std::nullopt;
  }
  std::vector<Element> elements;
  for (std::size_t index = 0; index < given->size(); ++index) {
    const std::string where = element(path, index);
    const JsonView written = object((*given)[index], where, known);
    std::optional<Element> one = written.is_object() ? read(written, where) : std::nullopt;
    if (!one) {
      if ((*given)[index].is_null()) {
        problem(where, "un objet { … } est attendu");
      }
      return std::nullopt;
    }
    elements.push_back(std::move(*one));
  }
  return elements;
}

}  // namespace passerelle
