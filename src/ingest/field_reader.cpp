#include "ingest/field_reader.h"

#include <algorithm>
#include <cstdint>

namespace passerelle {

std::string upper_ascii(std::string text) {
  std::ranges::transform(text, text.begin(), [](char byte) {
    return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
  });
  return text;
}

JsonView FieldReader::object(JsonView value, const std::string& path, std::initializer_list<std::string_view> known) {
  if (!value.is_object()) {
    if (!value.is_null()) {
      problem(path, "un objet { … } est attendu");
    }
    return {};
  }
  value.for_each_member([&](std::string_view name, JsonView) {
    if (std::ranges::find(known, name) == known.end()) {
      // Elements of a list share one name: `skills[3].level` is noted as `skills.level`.
      const std::string section = path.substr(0, path.find('['));
      notes_.unknown_field(section.empty() ? std::string(name) : section + '.' + std::string(name));
    }
  });
  return value;
}

std::optional<std::vector<JsonView>> FieldReader::list(JsonView value, const std::string& path) {
  if (value.is_null()) {
    return std::nullopt;
  }
  if (!value.is_array()) {
    problem(path, "une liste [ … ] est attendue");
    return std::nullopt;
  }
  std::vector<JsonView> elements;
  for (std::size_t index = 0; index < value.size(); ++index) {
    elements.push_back(value.at(index));
  }
  return elements;
}

std::optional<std::vector<std::string>> FieldReader::words(JsonView value, const std::string& path) {
  const auto given = list(value, path);
  if (!given) {
    return std::nullopt;
  }
  std::vector<std::string> words;
  for (const JsonView& word : *given) {
    words.push_back(word.text());
    if (words.back().empty()) {
      problem(path, "une liste de textes est attendue");
      return std::nullopt;
    }
  }
  return words;
}

std::string FieldReader::text(JsonView value, const std::string& path) {
  if (value.is_object() || value.is_array()) {
    problem(path, "un texte est attendu");
  }
  return value.text();
}

std::optional<double> FieldReader::number(JsonView value, const std::string& path, double low, double high) {
  if (value.is_null()) {
    return std::nullopt;
  }
  const std::optional<double> number = value.number();
  if (!number) {
    problem(path, "un nombre est attendu");
    return std::nullopt;
  }
  if (*number < low || *number > high) {
    problem(path, in_quotes(value.text()) + " : attendu de " + std::to_string(static_cast<std::int64_t>(low)) + " à " +
                      std::to_string(static_cast<std::int64_t>(high)));
    return std::nullopt;
  }
  return number;
}

std::optional<int> FieldReader::integer(JsonView value, const std::string& path, int low, int high) {
  const std::optional<double> in_range = number(value, path, low, high);
  if (!in_range) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> whole = value.integer();
  if (!whole) {
    problem(path, in_quotes(value.text()) + " : un nombre entier est attendu");
    return std::nullopt;
  }
  return static_cast<int>(*whole);
}

Answer FieldReader::answer(JsonView value, const std::string& path) {
  const Answer answer = value.answer();
  if (answer == Answer::unknown && !value.is_null() && value.text() != "unknown") {
    problem(path, "true, false ou null est attendu");
  }
  return answer;
}

std::optional<Day> FieldReader::day(JsonView value, const std::string& path) {
  if (value.is_null()) {
    return std::nullopt;
  }
  bool odd = value.is_object() || value.is_array();
  const std::optional<Day> day = plausible_day(value.text(), odd);
  if (odd) {
    problem(path, in_quotes(value.text()) + " : une date comme 2026-11-23, de 1970 à 2100, est attendue");
  }
  return day;
}

}  // namespace passerelle
