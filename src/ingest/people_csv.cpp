#include <algorithm>
#include <array>

#include "ingest/person_record.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

enum class Shape {
  text,     ///< as it is
  value,    ///< a number or a day: `none` says nothing
  answer,   ///< yes or no: `none` is no
  words,    ///< "walk|bike"
  objects,  ///< "fr:A2|ar:C1": objects with one or two members
  members,  ///< "CDD:prefer|MIS:refuse": one object
  slots,    ///< "mon tue 09:15-16:15|sat 09:00-12:00"
};

struct Column {
  std::string_view path;
  Shape shape;
  std::string_view first;   ///< for objects: the member before the colon
  std::string_view second;  ///< and the one behind; empty when a colon is an ordinary character
};

// Columns of one section stand together: the JSON is written in this order.
constexpr std::array<Column, 39> kColumns{{
    {"id", Shape::text, "", ""},
    {"referents", Shape::objects, "id", "role"},
    {"accompaniment.status", Shape::text, "", ""},
    {"accompaniment.from", Shape::value, "", ""},
    {"accompaniment.until", Shape::value, "", ""},
    {"accompaniment.last_contact", Shape::value, "", ""},
    {"home.insee", Shape::text, "", ""},
    {"home.postal_code", Shape::text, "", ""},
    {"mobility.modes", Shape::words, "", ""},
    {"mobility.licences", Shape::words, "", ""},
    {"mobility.vehicle", Shape::answer, "", ""},
    {"mobility.max_minutes", Shape::value, "", ""},
    {"mobility.max_km", Shape::value, "", ""},
    {"availability.from", Shape::value, "", ""},
    {"availability.hours_per_week.min", Shape::value, "", ""},
    {"availability.hours_per_week.max", Shape::value, "", ""},
    {"availability.slots", Shape::slots, "", ""},
    {"availability.nights", Shape::answer, "", ""},
    {"availability.weekends", Shape::answer, "", ""},
    {"limits.max_lifting_kg", Shape::value, "", ""},
    {"limits.standing_long", Shape::answer, "", ""},
    {"limits.heights", Shape::answer, "", ""},
    {"limits.cold", Shape::answer, "", ""},
    {"limits.dust_chemicals", Shape::answer, "", ""},
    {"work.authorised", Shape::text, "", ""},
    {"work.authorised_until", Shape::value, "", ""},
    {"work.young_worker_until", Shape::value, "", ""},
    {"schemes", Shape::objects, "code", "status"},
    {"languages", Shape::objects, "code", "cefr"},
    {"diplomas", Shape::objects, "label", ""},
    {"certificates", Shape::words, "", ""},
    {"experiences", Shape::objects, "title", "months"},
    {"skills", Shape::objects, "text", ""},
    {"soft_skills", Shape::objects, "name", ""},
    {"wishes.occupations", Shape::objects, "text", ""},
    {"wishes.avoid", Shape::objects, "text", ""},
    {"wishes.contracts", Shape::members, "", ""},
    {"wishes.net_monthly_min", Shape::value, "", ""},
    {"text", Shape::text, "", ""},
}};

/// "fr:A2" → fr, A2.
std::pair<std::string_view, std::string_view> parted(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return {text, {}};
  }
  return {trimmed(text.substr(0, colon)), trimmed(text.substr(colon + 1))};
}

void write_object(JsonWriter& json, const Column& column, std::string_view piece) {
  const auto [first, second] = column.second.empty() ? std::pair(piece, std::string_view()) : parted(piece);
  // A wish may be given by its code: only then are five characters no words.
  const bool is_code = column.path == "wishes.occupations" && is_rome_code(first);
  json.begin_object().key(is_code ? "rome" : column.first).string(first);
  if (!second.empty()) {
    json.key(column.second).string(second);
  }
  json.end_object();
}

void write_slot(JsonWriter& json, std::string_view piece) {
  const std::vector<std::string> words = pieces(piece, " -");
  // The two last words are the hours; what is missing is left empty, and the reader of slots says so.
  const std::size_t hours = words.size() < 2 ? 0 : words.size() - 2;
  json.begin_object().key("days").begin_array();
  for (std::size_t index = 0; index < hours; ++index) {
    json.string(words[index]);
  }
  json.end_array();
  json.key("from").string(hours < words.size() ? words[hours] : "");
  json.key("to").string(hours + 1 < words.size() ? words[hours + 1] : "");
  json.end_object();
}

void write_list(JsonWriter& json, const Column& column, std::string_view cell) {
  json.begin_array();
  for (const std::string& piece : pieces(cell == "none" ? std::string_view() : cell, "|")) {
    if (column.shape == Shape::words) {
      json.string(piece);
    } else if (column.shape == Shape::slots) {
      write_slot(json, piece);
    } else {
      write_object(json, column, piece);
    }
  }
  json.end_array();
}

void write_cell(JsonWriter& json, const Column& column, std::string_view cell) {
  const bool none = cell == "none";
  switch (column.shape) {
    case Shape::text:
      json.string(cell);
      return;
    case Shape::value:
      none ? json.null() : json.string(cell);
      return;
    case Shape::answer:
      json.string(none ? "no" : cell);
      return;
    case Shape::members:
      json.begin_object();
      for (const std::string& piece : pieces(none ? std::string_view() : cell, "|")) {
        const auto [name, value] = parted(piece);
        json.key(name).string(value);
      }
      json.end_object();
      return;
    case Shape::words:
    case Shape::objects:
    case Shape::slots:
      write_list(json, column, cell);
      return;
  }
}

/// Opens and closes sections as paths come: "a.b.c" then "a.d" closes b.
class Sections {
 public:
  explicit Sections(JsonWriter& json) : json_(json) {}

  void enter(const std::vector<std::string>& sections) {
    const auto [open_end, same_end] = std::ranges::mismatch(open_, sections);
    const auto kept = static_cast<std::size_t>(open_end - open_.begin());
    leave(kept);
    for (std::size_t index = kept; index < sections.size(); ++index) {
      json_.key(sections[index]).begin_object();
      open_.push_back(sections[index]);
    }
  }

  void leave(std::size_t kept) {
    for (; open_.size() > kept; open_.pop_back()) {
      json_.end_object();
    }
  }

 private:
  JsonWriter& json_;
  std::vector<std::string> open_;
};

}  // namespace

std::string person_json(const CsvRow& row, RecordNotes& notes) {
  for (const std::string& name : row.columns()) {
    const bool known = std::ranges::find(kColumns, name, &Column::path) != kColumns.end();
    if (!known && !name.empty() && name != "contact" && !name.starts_with("contact.")) {
      notes.unknown_field(name);
    }
  }
  JsonWriter json;
  json.begin_object();
  Sections sections(json);
  for (const Column& column : kColumns) {
    const std::string_view cell = trimmed(row[column.path]);
    if (cell.empty()) {
      continue;
    }
    std::vector<std::string> path = pieces(column.path, ".");
    const std::string name = std::move(path.back());
    path.pop_back();
    sections.enter(path);
    json.key(name);
    write_cell(json, column, cell);
  }
  sections.leave(0);
  json.end_object();
  return json.take();
}

}  // namespace passerelle
