#include <algorithm>
#include <array>
#include <unordered_map>

#include "ledger/content.h"
#include "ledger/schema.h"

namespace passerelle {
namespace {

constexpr std::size_t kPage = 10'000;
/// A person's own gesture: their id is in the subject already.
constexpr std::string_view kThemselves = "=";

enum ColumnOf : std::size_t {
  kNumber,
  kIdHash,
  kContentHash,
  kAt,
  kByKind,
  kById,
  kSubject,
  kOffer,
  kList,
  kType,
  kValue,
  kReason,
  kValidUntil,
  kWordsHash,
  kChain,
  kColumns
};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// Whether the value is a word of ours that says nothing personal; all others are sealed.
bool is_clear_value(const Event& event) {
  switch (event.type) {
    case EventType::proposed:
    case EventType::validated:
      return true;
    case EventType::sent:
    case EventType::delivered:
    case EventType::failed:
      return event.value.find_first_of("+@ ") == std::string::npos;  // `2026-W48-1/sms`
    case EventType::replied:
      return is_one_of(event.value, {"yes", "no", "call"});
    case EventType::employer_answered:
      return is_one_of(event.value, {"yes", "no"});
    case EventType::consent:
      return is_one_of(event.value, {"given", "withdrawn"});
    default:
      return event.value.empty();
  }
}

bool is_clear_reason(const Event& event) {
  return event.reason.empty() ||
         is_one_of(event.reason, {"offer", "employer", "occupation", "hours", "distance", "contract", "closed", "other",
                                  "sms", "email", "call", "paper", "referent", "expired", "retention"});
}

/// An event on its way into the database.
struct Prepared {
  const Event* event = nullptr;
  const Subject* subject = nullptr;
  long long erased = 0;  ///< number of a subject without a key
  std::string id_hash;
  std::string content_hash;  ///< empty when the id itself is made from the content
};

Prepared prepared(const Event& event, const Subject* subject, const LedgerKeys& keys) {
  const long long erased = erased_number(event.person);
  const SecretKey& own = subject == nullptr ? keys.lookup : subject->hashing;
  constexpr std::string_view kErased = "erased-";
  constexpr std::size_t kHash = 32;
  if (erased != 0 && event.id.starts_with(kErased) && event.id.size() == kErased.size() + kHash) {
    return {&event, nullptr, erased, event.id.substr(kErased.size()), ""};  // told by a ledger, this one or another
  }
  std::string derived = event_id(event);
  if (event.id.empty() || event.id == derived) {
    return {&event, subject, erased, keyed_hash(own, "event " + derived), ""};
  }
  return {&event, subject, erased, keyed_hash(keys.lookup, "event " + event.id), keyed_hash(own, "content " + derived)};
}

const SecretKey& sealing_key(const Subject* subject, const LedgerKeys& keys) {
  return subject == nullptr ? keys.common : subject->sealing;
}

[[noreturn]] void refuse_other_content(const Event& event) {
  throw Refused{{ErrorCode::input_unusable, "registre : l'événement « " + event.id +
                                                " » est déjà là avec un autre contenu ; un événement ne change pas, "
                                                "en écrire un autre avec un autre id"}};
}

/// Those that are not there yet, each once.
std::vector<Prepared> only_new(std::vector<Prepared> all, Database& database) {
  std::unordered_map<std::string, std::string> known;
  std::vector<std::string> hashes;
  hashes.reserve(all.size());
  for (const Prepared& one : all) {
    hashes.push_back(one.id_hash);
  }
  for_each_chunk(hashes, [&](const std::string& list) {
    database.for_each_row("SELECT id_hash, content_hash FROM events WHERE id_hash IN (" + list + ")", 2,
                          [&](std::span<const std::string> row) { known.emplace(row[0], row[1]); });
  });
  std::vector<Prepared> fresh;
  for (Prepared& one : all) {
    const auto [found, is_new] = known.emplace(one.id_hash, one.content_hash);
    if (is_new) {
      fresh.push_back(std::move(one));
    } else if (found->second != one.content_hash) {
      refuse_other_content(*one.event);
    }
  }
  return fresh;
}

/// What goes into `words`: packed and sealed; empty when all of the event is clear.
std::string sealed_words(const Prepared& one, bool is_author_clear, const LedgerKeys& keys, const std::string& number) {
  const Event& event = *one.event;
  if (one.erased != 0) {
    return "";
  }
  const std::array<std::string, 4> words{
      one.content_hash.empty() ? std::string() : event.id, is_author_clear ? std::string() : event.by.id,
      is_clear_value(event) ? std::string() : event.value, is_clear_reason(event) ? std::string() : event.reason};
  if (std::all_of(words.begin(), words.end(), [](const std::string& word) { return word.empty(); })) {
    return "";
  }
  return seal(sealing_key(one.subject, keys), "event " + number, packed(words));
}

std::vector<std::string> row_of(const Prepared& one, long long number, const LedgerKeys& keys, std::string& words) {
  const Event& event = *one.event;
  const bool by_themselves =
      event.by.kind == AuthorKind::person && !event.person.value().empty() && event.by.id == event.person.value();
  const bool is_author_clear = by_themselves || event.by.kind != AuthorKind::person;
  std::vector<std::string> row(kColumns);
  row[kNumber] = std::to_string(number);
  row[kIdHash] = one.id_hash;
  row[kContentHash] = one.content_hash;
  row[kAt] = std::to_string(seconds_of(event.at));
  row[kByKind] = to_string(event.by.kind);
  row[kById] = by_themselves ? std::string(kThemselves) : is_author_clear ? event.by.id : std::string();
  row[kSubject] = std::to_string(one.subject == nullptr ? one.erased : one.subject->number);
  row[kOffer] = event.offer.value();
  row[kList] = event.list;
  row[kType] = to_string(event.type);
  row[kValue] = is_clear_value(event) ? event.value : std::string();
  row[kReason] = is_clear_reason(event) ? event.reason : std::string();
  row[kValidUntil] = event.valid_until ? to_string(*event.valid_until) : std::string();
  words = sealed_words(one, is_author_clear, keys, row[kNumber]);
  row[kWordsHash] = words.empty() ? std::string() : plain_hash(words);
  return row;
}

void require_texts(const Event& event) {
  require_text(event.id, "id");
  require_text(event.by.id, "by.id");
  require_text(event.offer.value(), "offer");
  require_text(event.list, "list");
  require_text(event.value, "value");
  require_text(event.reason, "reason");
}

/// The event a row tells; `words` as they lie in the database, empty when there are none or no more.
Event event_of(std::span<const std::string> row, const std::string& words, Subjects& subjects, const LedgerKeys& keys) {
  Event event;
  const long long number = std::stoll(row[kSubject]);
  const Subject* subject = number == 0 ? nullptr : subjects.find(number);
  if (number != 0) {
    event.person = subject == nullptr ? erased_name(number) : subject->person;
  }
  event.at = instant_of(std::stoll(row[kAt]));
  event.by.kind = parse_author_kind(row[kByKind]).value_or(AuthorKind::system);
  event.by.id = event.by.kind == AuthorKind::person && row[kById] == kThemselves ? event.person.value() : row[kById];
  event.offer = OfferId(row[kOffer]);
  event.list = row[kList];
  event.type = parse_event_type(row[kType]).value_or(EventType::noted);
  event.value = row[kValue];
  event.reason = row[kReason];
  event.valid_until = parse_day(row[kValidUntil]);
  const bool is_erased = number != 0 && subject == nullptr;
  if (!words.empty() && !is_erased) {
    const std::optional<std::string> opened = unseal(sealing_key(subject, keys), "event " + row[kNumber], words);
    const auto parts = opened ? unpacked(*opened) : std::nullopt;
    if (!parts || parts->size() != 4) {
      throw Refused{{ErrorCode::input_unusable, "registre : les mots de l'événement n° " + row[kNumber] +
                                                    " ne se déchiffrent pas ; « passerelle ledger verify » dit ce qui "
                                                    "est abîmé"}};
    }
    event.id = parts->at(0);
    event.by.id = parts->at(1).empty() ? event.by.id : parts->at(1);
    event.value = parts->at(2).empty() ? event.value : parts->at(2);
    event.reason = parts->at(3).empty() ? event.reason : parts->at(3);
  }
  if (is_erased) {
    event.id = "erased-" + row[kIdHash];
  } else if (event.id.empty()) {
    event.id = event_id(event);
  }
  return event;
}

/// The conditions of the filter, but for the page; nothing when no event can pass.
std::optional<std::string> condition_of(const EventFilter& filter, Subjects& subjects) {
  std::string where;
  if (!filter.person.value().empty()) {
    const Subject* subject = subjects.find(filter.person);
    const long long number = subject == nullptr ? erased_number(filter.person) : subject->number;
    if (number == 0) {
      return std::nullopt;
    }
    where += " AND e.subject = " + std::to_string(number);
  }
  if (!filter.offer.value().empty()) {
    where += " AND e.offer = " + sql_text(filter.offer.value());
  }
  if (!filter.list.empty()) {
    where += " AND e.list = " + sql_text(filter.list);
  }
  if (!filter.types.empty()) {
    std::string types;
    for (const EventType type : filter.types) {
      types += (types.empty() ? "" : ",") + sql_text(to_string(type));
    }
    where += " AND e.type IN (" + types + ")";
  }
  if (filter.since) {
    where += " AND e.at >= " + std::to_string(seconds_of(*filter.since));
  }
  if (filter.up_to != 0) {
    where += " AND e.number <= " + std::to_string(filter.up_to);
  }
  return where;
}

}  // namespace

std::string chain_after(const LedgerKeys& keys, const std::string& previous, std::span<const std::string> row) {
  std::vector<std::string> parts{previous};
  parts.insert(parts.end(), row.begin(), row.begin() + kChain);
  return keyed_hash(keys.chain, packed(parts));
}

std::size_t Ledger::Content::append(std::span<const Event> events) {
  std::set<std::string> people;
  for (const Event& event : events) {
    require_texts(event);
    if (const long long erased = erased_number(event.person); erased != 0) {
      subjects.create_erased(erased);
    } else if (!event.person.value().empty()) {
      people.insert(event.person.value());
    }
  }
  subjects.create(people);
  std::vector<Prepared> all;
  all.reserve(events.size());
  for (const Event& event : events) {
    all.push_back(prepared(event, people.contains(event.person.value()) ? subjects.find(event.person) : nullptr, keys));
  }
  const std::vector<Prepared> fresh = only_new(std::move(all), database);
  std::vector<Column> rows;
  for (const std::string_view name : ledger_table("events").columns) {
    rows.push_back({name, {}});
    rows.back().values.reserve(fresh.size());
  }
  std::array<Column, 3> words{{{"event", {}}, {"subject", {}}, {"sealed", {}}}};
  for (const Prepared& one : fresh) {
    std::string sealed;
    std::vector<std::string> row = row_of(one, ++head.last, keys, sealed);
    head.chain = chain_after(keys, head.chain, row);
    row[kChain] = head.chain;
    if (!sealed.empty()) {
      words[0].values.push_back(row[kNumber]);
      words[1].values.push_back(row[kSubject]);
      words[2].values.push_back(std::move(sealed));
    }
    for (std::size_t column = 0; column < kColumns; ++column) {
      rows[column].values.push_back(std::move(row[column]));
    }
  }
  database.insert("events", rows);
  database.insert("words", words);
  store_head();
  return fresh.size();
}

Result<std::size_t> Ledger::append(std::span<const Event> events) {
  if (events.empty()) {
    return std::size_t{0};
  }
  return content_->write<std::size_t>(Repeat::safe, [&] { return content_->append(events); });
}

Result<Done> Ledger::for_each_event(const EventFilter& filter, const std::function<bool(const Event&)>& visit) {
  struct Row {
    std::vector<std::string> columns;
  };
  const std::string columns = columns_of(ledger_table("events"), "e.");
  std::string last = "0";
  for (;;) {
    // Page by page, so that `visit` may itself use the ledger.
    const auto page = content_->read<std::vector<Event>>([&] {
      std::vector<Event> events;
      const std::optional<std::string> condition = condition_of(filter, content_->subjects);
      if (!condition) {
        return events;
      }
      std::vector<Row> rows;
      std::unordered_set<long long> numbers;
      content_->database.for_each_row(
          "SELECT " + columns + ", COALESCE(w.sealed, '') FROM events e LEFT JOIN words w ON w.event = e.number" +
              " WHERE e.number > " + last + *condition + " ORDER BY e.number LIMIT " + std::to_string(kPage),
          kColumns + 1, [&](std::span<const std::string> row) {
            numbers.insert(std::stoll(row[kSubject]));
            rows.push_back({{row.begin(), row.end()}});
          });
      content_->subjects.load(numbers);
      for (const Row& row : rows) {
        events.push_back(event_of(row.columns, row.columns.back(), content_->subjects, content_->keys));
      }
      if (!rows.empty()) {
        last = rows.back().columns[kNumber];
      }
      return events;
    });
    if (!page) {
      return page.error();
    }
    for (const Event& event : *page) {
      if (!visit(event)) {
        return Done{};
      }
    }
    if (page->size() < kPage) {
      return Done{};
    }
  }
}

}  // namespace passerelle
