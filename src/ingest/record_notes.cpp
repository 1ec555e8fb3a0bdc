#include "ingest/record_notes.h"

#include <algorithm>
#include <chrono>

#include "base/ascii.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

// A hostile file may invent a new name in every record: beyond this many, names are no longer kept.
constexpr std::size_t kMaxNames = 100;
constexpr std::size_t kQuotedCharacters = 40;

bool is_control(char byte) {
  return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, is_control, ' ');
  return line;
}

/// The first `count` characters, in Unicode's sense.
std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool begins_character = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins_character && count-- == 0) {
      break;
    }
  }
  return text.substr(0, end);
}

void count_name(std::map<std::string, std::uint64_t, std::less<>>& names, std::string_view name,
                std::uint64_t times = 1) {
  const std::string_view kept = first_characters(name, kQuotedCharacters);
  if (const auto found = names.find(kept); found != names.end()) {
    found->second += times;
  } else if (names.size() < kMaxNames) {
    names.emplace(kept, times);
  }
}

}  // namespace

void RecordNotes::unknown_field(std::string_view name) {
  count_name(unknown_, name);
}
void RecordNotes::odd_value(std::string_view field) {
  count_name(odd_, field);
}

void RecordNotes::add(const RecordNotes& others) {
  for (const auto& [name, times] : others.unknown_) {
    count_name(unknown_, name, times);
  }
  for (const auto& [name, times] : others.odd_) {
    count_name(odd_, name, times);
  }
}

std::vector<std::string> RecordNotes::warnings() const {
  std::vector<std::string> sentences;
  for (const auto& [name, count] : unknown_) {
    sentences.push_back("champ inconnu ignoré : " + in_quotes(name) + " (" + std::to_string(count) + " fois)");
  }
  for (const auto& [name, count] : odd_) {
    sentences.push_back("champ " + in_quotes(name) + " : valeur impossible, prise comme inconnue (" +
                        std::to_string(count) + " fois)");
  }
  return sentences;
}

std::string problem_of_id(std::string_view id) {
  constexpr std::size_t kMaxBytes = 128;
  if (id.empty()) {
    return "identifiant absent";
  }
  if (id.size() > kMaxBytes) {
    return "identifiant de plus de 128 octets : " + in_quotes(id);
  }
  if (std::ranges::any_of(id, is_control)) {
    return "caractère de contrôle dans l'identifiant : " + in_quotes(id);
  }
  if (id.find_first_of("/\\") != std::string_view::npos || id == "." || id == "..") {
    return "identifiant qui ressemble à un chemin de fichier : " + in_quotes(id);
  }
  return {};
}

std::optional<Day> plausible_day(std::string_view text, bool& odd) {
  using std::chrono::January;
  if (text.empty()) {
    return std::nullopt;
  }
  constexpr Day kFirst{std::chrono::year{1970} / January / 1};
  constexpr Day kBehindLast{std::chrono::year{2101} / January / 1};
  const std::optional<Day> day = parse_day(text);
  if (!day || *day < kFirst || *day >= kBehindLast) {
    odd = true;
    return std::nullopt;
  }
  return day;
}

std::string in_quotes(std::string_view value) {
  const std::string_view kept = first_characters(value, kQuotedCharacters);
  return "« " + one_line(kept) + (kept.size() < value.size() ? "… »" : " »");
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  });
  return lower;
}

std::vector<std::string> pieces(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(separators);
    const std::string_view part = trimmed(text.substr(0, end));
    if (!part.empty()) {
      parts.emplace_back(part);
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parts;
}

bool is_insee_code(std::string_view text) {
  return text.size() == 5 && is_digit(text[0]) && (is_digit(text[1]) || text[1] == 'A' || text[1] == 'B') &&
         std::ranges::all_of(text.substr(2), is_digit);
}

bool is_postal_code(std::string_view text) {
  return text.size() == 5 && std::ranges::all_of(text, is_digit);
}

}  // namespace passerelle
