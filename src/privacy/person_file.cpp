#include "privacy/person_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "deliver/message.h"
#include "privacy/event_words.h"
#include "privacy/record_words.h"
#include "report/html.h"
#include "report/words.h"
#include "storage/atomic_file.h"
#include "storage/csv.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle {
namespace {

/// A heading and what stands below it.
struct Chapter {
  std::string heading;
  std::vector<std::string> lines;
};

std::string moment_in_french(Instant at) {
  const std::string written = to_string(at);
  return fmt::format("{} {} (temps universel)", day_in_french(std::chrono::floor<std::chrono::days>(at)),
                     written.substr(11, 5));
}

std::string offer_in_french(const PersonFile& file, const OfferId& id) {
  if (id.value().empty()) {
    return "";
  }
  const auto found = file.offers.find(id);
  if (found == file.offers.end() || found->second.title.empty()) {
    return "offre " + id.value();
  }
  const Ledger::OfferFacts& facts = found->second;
  return fmt::format("{}{} (offre {})", facts.title, facts.employer.empty() ? "" : ", " + facts.employer, id.value());
}

/// Every value of a record below the names of what it stands in: "déplacements, trajet le plus long, en minutes : 45".
void flatten(JsonView value, const std::string& path, std::string_view field, std::vector<std::string>& lines) {
  if (value.is_object()) {
    value.for_each_member([&](std::string_view key, JsonView member) {
      const std::string_view name = field_in_french(key);
      const std::string words(name.empty() ? key : name);
      flatten(member, path.empty() ? words : path + ", " + words, key, lines);
    });
  } else if (value.is_array()) {
    for (std::size_t index = 0; index < value.size(); ++index) {
      flatten(value.at(index), fmt::format("{} {}", path, index + 1), field, lines);
    }
  } else if (!value.is_null() && !value.text().empty()) {
    const std::string text = value.text();
    const std::string_view meaning = code_in_french(field, text);
    lines.push_back(path + " : " + (meaning.empty() ? text : std::string(meaning)));
  }
}

std::vector<std::string> flat_lines(const std::string& json) {
  std::vector<std::string> lines;
  if (const Result<JsonDocument> document = JsonDocument::parse(json)) {
    flatten(document->root(), "", "", lines);
  }
  return lines;
}

std::string message_words(const OutboxMessage& message) {
  const Result<MessageContent> content = parse_message_content(message.content);
  if (!content) {
    return "";
  }
  return content->sms     ? content->sms->text
         : content->email ? content->email->subject + "\n" + content->email->text
                          : "";
}

std::string state_in_french(const OutboxMessage& message) {
  switch (message.state) {
    case MessageState::queued:
      return "attend l'heure d'envoi";
    case MessageState::sending:
    case MessageState::uncertain:
      return "peut-être parti";
    case MessageState::accepted:
      return "parti";
    case MessageState::delivered:
      return "arrivé";
    case MessageState::failed:
      return "pas arrivé";
    case MessageState::cancelled:
      break;
  }
  return "annulé";
}

std::vector<std::string> list_lines(const std::string& line) {
  std::vector<std::string> lines;
  const Result<ProposedList> list = read_lists_line(line);
  if (!list) {
    return {line};
  }
  lines.push_back("Semaine du " + day_in_french(monday_of(list->week)));
  for (const ShortlistItem& item : list->shortlist.offers) {
    lines.push_back(fmt::format("{}. {}{} (offre {}) : {}", item.rank, item.show.title,
                                item.show.employer.empty() ? "" : ", " + item.show.employer, item.offer.value(),
                                item.why));
  }
  for (const ShortlistItem& item : list->shortlist.reserve) {
    lines.push_back(fmt::format("En réserve : {} (offre {})", item.show.title, item.offer.value()));
  }
  if (list->shortlist.offers.empty()) {
    lines.push_back("Sans offre. " + list->shortlist.status_reason);
  }
  return lines;
}

std::vector<Chapter> chapters_of(const PersonFile& file) {
  std::vector<Chapter> chapters;
  chapters.push_back({"Contact", flat_lines(file.contact)});
  chapters.push_back({"Dossier d'accompagnement", flat_lines(file.record)});
  Chapter lists{"Listes proposées", {}};
  for (const std::string& line : file.lists) {
    std::ranges::move(list_lines(line), std::back_inserter(lists.lines));
  }
  chapters.push_back(std::move(lists));
  Chapter messages{"Messages", {}};
  for (const OutboxMessage& message : file.messages) {
    messages.lines.push_back(fmt::format("{}, {} : {}\n{}", moment_in_french(message.updated), message.channel,
                                         state_in_french(message), message_words(message)));
  }
  chapters.push_back(std::move(messages));
  Chapter events{"Ce qui s'est passé", {}};
  for (const Event& event : file.events) {
    events.lines.push_back(
        fmt::format("{} : {}", moment_in_french(event.at), event_in_french(event, offer_in_french(file, event.offer))));
  }
  chapters.push_back(std::move(events));
  return chapters;
}

std::string as_text(const std::string& title, const std::vector<Chapter>& chapters) {
  std::string text = title + "\n";
  for (const Chapter& chapter : chapters) {
    text += "\n" + chapter.heading + "\n";
    for (const std::string& line : chapter.lines) {
      text += "- " + line + "\n";
    }
    text += chapter.lines.empty() ? "Rien.\n" : "";
  }
  return text;
}

std::string as_page(const std::string& title, const std::vector<Chapter>& chapters) {
  std::string body;
  for (const Chapter& chapter : chapters) {
    body += fmt::format("<section class=\"card\">\n<h2>{}</h2>\n", html_escaped(chapter.heading));
    body += chapter.lines.empty() ? "<p>Rien.</p>\n" : "<ul>\n";
    for (const std::string& line : chapter.lines) {
      body += fmt::format("<li style=\"white-space: pre-line\">{}</li>\n", html_escaped(line));
    }
    body += chapter.lines.empty() ? "</section>\n" : "</ul>\n</section>\n";
  }
  return html_page(title, body);
}

void write_json_or_null(JsonWriter& json, std::string_view key, const std::string& value) {
  json.key(key);
  if (value.empty()) {
    json.null();
  } else {
    json.raw(value);
  }
}

std::string as_json(const PersonFile& file) {
  JsonWriter json;
  json.begin_object().key("person").string(file.person.value());
  write_json_or_null(json, "contact", file.contact);
  write_json_or_null(json, "record", file.record);
  json.key("lists").begin_array();
  for (const std::string& line : file.lists) {
    json.raw(line);
  }
  json.end_array().key("messages").begin_array();
  for (const OutboxMessage& message : file.messages) {
    json.begin_object().key("issue").string(message.issue).key("channel").string(message.channel);
    json.key("state").string(to_string(message.state)).key("updated").string(to_string(message.updated));
    json.key("to").string(message.address).key("text").string(message_words(message)).key("offers").begin_array();
    for (const OfferId& offer : message.offers) {
      json.string(offer.value());
    }
    json.end_array().end_object();
  }
  json.end_array().key("events").begin_array();
  for (const Event& event : file.events) {
    json.begin_object().key("id").string(event.id).key("at").string(to_string(event.at));
    json.key("by")
        .begin_object()
        .key("kind")
        .string(to_string(event.by.kind))
        .key("id")
        .string(event.by.id)
        .end_object();
    json.key("type").string(to_string(event.type)).key("offer").string(event.offer.value());
    json.key("list").string(event.list).key("value").string(exported_value(event)).key("reason").string(event.reason);
    json.key("valid_until");
    if (event.valid_until) {
      json.string(to_string(*event.valid_until));
    } else {
      json.null();
    }
    json.key("in_french").string(event_in_french(event, offer_in_french(file, event.offer))).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string row_as_json(const CsvRow& row) {
  JsonWriter json;
  json.begin_object();
  for (const std::string& column : row.columns()) {
    if (!column.empty() && !row[column].empty()) {
      json.key(column).string(row[column]);
    }
  }
  json.end_object();
  return json.take();
}

}  // namespace

Result<PersonFile> gather_person(Ledger& ledger, const PersonId& person) {
  PersonFile file;
  file.person = person;
  Result<std::optional<std::string>> contact = ledger.kept(person, "contact");
  if (!contact) {
    return contact.error();
  }
  file.contact = contact->value_or("");
  EventFilter filter;
  filter.person = person;
  std::set<OfferId> named;
  Result<Done> done = ledger.for_each_event(filter, [&](const Event& event) {
    file.events.push_back(event);
    if (!event.offer.value().empty()) {
      named.insert(event.offer);
    }
    return true;
  });
  if (!done) {
    return std::move(done).error();
  }
  Result<std::vector<OutboxMessage>> messages = Outbox(ledger).messages({});
  if (!messages) {
    return messages.error();
  }
  for (OutboxMessage& message : *messages) {
    if (message.person == person) {
      file.messages.push_back(std::move(message));
    }
  }
  std::ranges::stable_sort(file.messages, {}, &OutboxMessage::updated);
  // Without a name, `offers` gives all there are.
  if (!named.empty()) {
    const std::vector<OfferId> ids(named.begin(), named.end());
    Result<std::vector<Ledger::OfferFacts>> facts = ledger.offers(ids);
    if (!facts) {
      return facts.error();
    }
    for (Ledger::OfferFacts& one : *facts) {
      const OfferId id = one.id;
      file.offers.emplace(id, std::move(one));
    }
  }
  return file;
}

Result<std::vector<std::string>> records_of(const std::filesystem::path& file, const PersonId& person) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  Result<std::string> begin = source->peek(64);
  if (!begin) {
    return in_context(file.filename().string(), std::move(begin).error());
  }
  const std::string_view head = std::string_view(*begin).starts_with("\xEF\xBB\xBF")
                                    ? std::string_view(*begin).substr(3)
                                    : std::string_view(*begin);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  const bool is_json = first != std::string_view::npos && (head[first] == '{' || head[first] == '[');
  std::vector<std::string> records;
  Result<Done> done =
      is_json
          ? for_each_json_record(*source, {},
                                 [&](RawRecord&& raw) {
                                   const Result<JsonDocument> document = JsonDocument::parse(raw.text);
                                   if (document && (document->root()["id"].text() == person.value() ||
                                                    document->root()["person"].text() == person.value())) {
                                     records.push_back(std::move(raw.text));
                                   }
                                   return true;
                                 })
          : for_each_csv_row(*source, {}, [&](const CsvRow& row) {
              if (row["id"] == person.value() || row["person"] == person.value() || row["Personne"] == person.value()) {
                records.push_back(row_as_json(row));
              }
              return true;
            });
  if (!done) {
    return in_context(file.filename().string(), std::move(done).error());
  }
  return records;
}

Result<Done> write_person_folder(const std::filesystem::path& folder, const PersonFile& file, Instant at) {
  if (Result<Done> made = make_private_directory(folder); !made) {
    return made;
  }
  const std::string title = fmt::format("Tout ce que nous gardons de {}, au {}", file.person.value(),
                                        day_in_french(std::chrono::floor<std::chrono::days>(at)));
  const std::vector<Chapter> chapters = chapters_of(file);
  if (Result<Done> done = write_file(folder / "dossier.html", as_page(title, chapters)); !done) {
    return done;
  }
  if (Result<Done> done = write_file(folder / "dossier.txt", as_text(title, chapters)); !done) {
    return done;
  }
  return write_file(folder / "dossier.json", as_json(file));
}

}  // namespace passerelle
