#include "ledger/event_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "base/nearest.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle {
namespace {

constexpr std::size_t kMostIdBytes = 200;
constexpr std::size_t kMostTextBytes = std::size_t{64} << 10U;

/// Why one record gives no event.
struct Problem {
  std::string field;
  std::string reason;
};

/// Reads the fields of one event; the first thing wrong makes it unusable, for a part of what happened is not what
/// happened.
class EventReader {
 public:
  EventReader(JsonView record, std::map<std::string, std::uint64_t>& unknown) : record_(record) {
    record.for_each_member([&](std::string_view key, JsonView /*value*/) { note(key, kFields, "", unknown); });
    record["by"].for_each_member(
        [&](std::string_view key, JsonView /*value*/) { note(key, kByFields, "by.", unknown); });
  }

  std::optional<Event> read() {
    Event event;
    event.id = name("id", record_["id"]);
    event.at = instant();
    event.by = author();
    event.person = PersonId(name("person", record_["person"]));
    event.offer = OfferId(name("offer", record_["offer"]));
    event.list = name("list", record_["list"]);
    event.type = type();
    event.value = text("value", record_["value"], kMostTextBytes);
    event.reason = text("reason", record_["reason"], kMostTextBytes);
    event.valid_until = last_day();
    if (event.person.value().empty() && event.offer.value().empty()) {
      wrong("", "ni personne (person) ni offre (offer) : de qui ou de quoi s'agit-il ?");
    }
    if (problem_) {
      return std::nullopt;
    }
    if (event.id.empty()) {
      event.id = event_id(event);
    }
    return event;
  }

  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

 private:
  static constexpr std::array<std::string_view, 10> kFields{"id",   "at",   "by",    "person", "offer",
                                                            "list", "type", "value", "reason", "valid_until"};
  static constexpr std::array<std::string_view, 2> kByFields{"kind", "id"};

  template <std::size_t N>
  static void note(std::string_view key, const std::array<std::string_view, N>& known, const std::string& prefix,
                   std::map<std::string, std::uint64_t>& unknown) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      ++unknown[prefix + std::string(key.substr(0, kMostIdBytes))];
    }
  }

  void wrong(std::string field, std::string reason) {
    if (!problem_) {
      problem_ = {std::move(field), std::move(reason)};
    }
  }

  std::string text(const std::string& field, JsonView value, std::size_t most_bytes) {
    if (value.is_object() || value.is_array()) {
      wrong(field, "un texte est attendu");
      return "";
    }
    std::string read = value.text();
    if (read.size() > most_bytes) {
      wrong(field, "ce texte est trop long (" + std::to_string(most_bytes) + " octets au plus)");
    }
    if (read.find('\0') != std::string::npos) {
      wrong(field, "ce texte contient un caractère nul");
    }
    return read;
  }

  /// An id: short, on one line.
  std::string name(const std::string& field, JsonView value) {
    std::string read = text(field, value, kMostIdBytes);
    if (std::any_of(read.begin(), read.end(), [](char byte) { return static_cast<unsigned char>(byte) < ' '; })) {
      wrong(field, "un identifiant tient sur une ligne");
    }
    return read;
  }

  Instant instant() {
    const std::string written = text("at", record_["at"], kMostIdBytes);
    const std::optional<Instant> read = parse_instant(written);
    if (!read || *read < Instant{}) {
      wrong("at", written.empty() ? "la date et l'heure manquent ; écrire 2026-11-28T09:15:00Z"
                                  : "cette date n'existe pas ; écrire 2026-11-28T09:15:00Z, ou avec un décalage "
                                    "(+01:00)");
      return {};
    }
    return *read;
  }

  Author author() {
    const JsonView by = record_["by"];
    const std::string kind = text("by.kind", by["kind"], kMostIdBytes);
    const std::optional<AuthorKind> read = parse_author_kind(kind);
    if (!read) {
      wrong("by.kind", "dire qui l'a fait : referent, person ou system");
    }
    return {read.value_or(AuthorKind::system), name("by.id", by["id"])};
  }

  EventType type() {
    const std::string written = text("type", record_["type"], kMostIdBytes);
    const std::optional<EventType> read = parse_event_type(written);
    if (!read) {
      std::vector<std::string> known;
      for (int value = 0; value <= static_cast<int>(EventType::erased); ++value) {
        known.emplace_back(to_string(static_cast<EventType>(value)));
      }
      const std::string nearest = nearest_name(written, known);
      wrong("type", written.empty()   ? "le type manque : proposed, validated, dropped…"
                    : nearest.empty() ? "type inconnu ; datasets/schemas/events.schema.json les nomme tous"
                                      : "type inconnu ; le plus proche est « " + nearest + " »");
    }
    return read.value_or(EventType::noted);
  }

  std::optional<Day> last_day() {
    const std::string written = text("valid_until", record_["valid_until"], kMostIdBytes);
    const std::optional<Day> read = parse_day(written);
    if (!written.empty() && (!read || *read < Day{})) {
      wrong("valid_until", "ce jour n'existe pas ; écrire 2027-01-31");
    }
    return read;
  }

  JsonView record_;
  std::optional<Problem> problem_;
};

}  // namespace

Result<Feed<Event>> read_events(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return read_events(*source, file.filename().string());
}

Result<Feed<Event>> read_events(ByteSource& source, std::string_view name) {
  Feed<Event> feed;
  std::map<std::string, std::uint64_t> unknown;
  JsonParser parser;
  const auto set_aside = [&](const RawRecord& raw, std::string field, std::string reason) {
    feed.rejections.push_back({std::string(name), raw.number, raw.line, std::move(field), std::move(reason)});
  };
  const Result<Done> done = for_each_json_record(source, {}, [&](RawRecord&& raw) {
    if (!raw.problem.empty()) {
      set_aside(raw, "", raw.problem);
      return true;
    }
    const Result<JsonView> record = parser.parse(raw.text);
    if (!record || !record->is_object()) {
      set_aside(raw, "", record ? "un objet JSON est attendu" : record.error().message);
      return true;
    }
    EventReader reader(*record, unknown);
    if (std::optional<Event> event = reader.read()) {
      feed.records.push_back(std::move(*event));
    } else {
      set_aside(raw, reader.problem()->field, reader.problem()->reason);
    }
    return true;
  });
  if (!done) {
    return in_context(name, done.error());
  }
  for (const auto& [field, times] : unknown) {
    feed.warnings.push_back("champ inconnu « " + field + " » (" + std::to_string(times) + " fois), ignoré");
  }
  return feed;
}

std::string event_line(const Event& event) {
  JsonWriter json;
  const auto optional_text = [&](std::string_view key, const std::string& text) {
    if (!text.empty()) {
      json.key(key).string(text);
    }
  };
  json.begin_object().key("id").string(event.id).key("at").string(to_string(event.at));
  json.key("by").begin_object().key("kind").string(to_string(event.by.kind));
  optional_text("id", event.by.id);
  json.end_object();
  optional_text("person", event.person.value());
  optional_text("offer", event.offer.value());
  optional_text("list", event.list);
  json.key("type").string(to_string(event.type));
  optional_text("value", event.value);
  optional_text("reason", event.reason);
  if (event.valid_until) {
    json.key("valid_until").string(to_string(*event.valid_until));
  }
  json.end_object();
  return json.take();
}

Event exportable(Event event) {
  if (event.type == EventType::replied && event.value != "yes" && event.value != "call") {
    event.value.clear();
    event.reason.clear();
    event.id = event_id(event);
  }
  return event;
}

}  // namespace passerelle
