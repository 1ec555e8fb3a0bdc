#include "privacy/erasure.h"

#include <algorithm>
#include <set>
#include <utility>

#include "deliver/corrections.h"
#include "storage/atomic_file.h"
#include "storage/byte_source.h"
#include "storage/csv.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kNames[] = {"id", "person", "Personne"};

std::vector<std::string> addresses_of(const Contact& contact) {
  std::vector<std::string> addresses;
  if (contact.phone) {
    addresses.push_back(contact.phone->number);
  }
  if (!contact.email.empty()) {
    addresses.push_back(contact.email);
  }
  return addresses;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; });
  return text;
}

/// A JSON text is a record of the person when it names them; an event may name somebody else under `id`.
bool is_record_of(JsonView record, const PersonId& person) {
  const JsonView named = record["person"];
  return (named.is_null() ? record["id"] : named).text() == person.value();
}

/// Whether a letter or digit makes another id of it.
bool goes_on(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         static_cast<unsigned char>(byte) >= 0x80U;
}

/// Adds one record to what stays, or to what is removed.
class Sieve {
 public:
  Sieve(FileWithout& without, const PersonId& person) : without_(without), person_(person) {}

  /// True when the record stays.
  bool keeps(std::string_view text, std::uint64_t line) {
    const Result<JsonDocument> document = JsonDocument::parse(text);
    if (document && is_record_of(document->root(), person_)) {
      ++without_.removed;
      if (const Result<Contact> contact = parse_contact(text)) {
        for (std::string& address : addresses_of(*contact)) {
          without_.addresses.push_back(std::move(address));
        }
      }
      return false;
    }
    look_at(text, line);
    return true;
  }

  void look_at(std::string_view text, std::uint64_t line) {
    const std::string& id = person_.value();
    for (std::size_t at = text.find(id); at != std::string_view::npos; at = text.find(id, at + 1)) {
      // `P-00421` does not name P-0042.
      if ((at == 0 || !goes_on(text[at - 1])) && (at + id.size() == text.size() || !goes_on(text[at + id.size()]))) {
        without_.to_look_at.push_back(line);
        return;
      }
    }
  }

 private:
  FileWithout& without_;
  const PersonId& person_;
};

void sieve_lines(std::string_view text, Sieve& sieve, std::string& kept) {
  std::uint64_t number = 1;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string_view line = text.substr(begin, end - begin);
    const bool is_blank = line.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (is_blank || sieve.keeps(line, number)) {
      kept += line;
    }
    begin = end;
  }
}

Result<Done> sieve_array(std::string_view text, Sieve& sieve, std::string& kept) {
  ByteSource source = ByteSource::from_memory(text);
  std::string records;
  std::string problem;
  Result<Done> done = for_each_json_record(source, {}, [&](RawRecord&& raw) {
    problem = raw.problem;
    if (problem.empty() && sieve.keeps(raw.text, raw.line)) {
      records += (records.empty() ? "" : ",\n") + raw.text;
    }
    return problem.empty();
  });
  if (!problem.empty()) {
    return Error{ErrorCode::input_unusable, problem};
  }
  kept += "[\n" + records + "\n]\n";
  return done;
}

/// Where each line begins, and the end of the text.
std::vector<std::size_t> line_begins(std::string_view text) {
  std::vector<std::size_t> begins{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    begins.push_back(at + 1);
  }
  if (begins.back() != text.size()) {
    begins.push_back(text.size());
  }
  return begins;
}

Result<Done> sieve_table(std::string_view text, const PersonId& person, Sieve& sieve, FileWithout& without) {
  struct Row {
    std::uint64_t line = 0;
    bool is_theirs = false;
  };
  std::vector<Row> rows;
  ByteSource source = ByteSource::from_memory(text);
  Result<Done> done = for_each_csv_row(source, {}, [&](const CsvRow& row) {
    const bool is_theirs =
        row.problem.empty() && std::ranges::any_of(kNames, [&](std::string_view column) {
          const std::string_view cell = row[column];
          return cell == person.value() || (cell.starts_with('\'') && cell.substr(1) == person.value());
        });
    rows.push_back({row.line(), is_theirs});
    return true;
  });
  if (!done) {
    return done;
  }
  const std::vector<std::size_t> begins = line_begins(text);
  const auto begin_of = [&](std::uint64_t line) {
    return begins[std::min<std::size_t>(static_cast<std::size_t>(line) - 1, begins.size() - 1)];
  };
  without.content += text.substr(0, rows.empty() ? text.size() : begin_of(rows.front().line));
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const std::size_t begin = begin_of(rows[index].line);
    const std::size_t end = index + 1 < rows.size() ? begin_of(rows[index + 1].line) : text.size();
    const std::string_view lines = text.substr(begin, end - begin);
    if (rows[index].is_theirs) {
      ++without.removed;
    } else {
      sieve.look_at(lines, rows[index].line);
      without.content += lines;
    }
  }
  return Done{};
}

/// Addresses at which somebody else than the person is reached, in lower case.
Result<std::set<std::string>> addresses_of_others(Ledger& ledger, const PersonId& person) {
  Result<std::vector<PersonId>> people = ledger.people();
  if (!people) {
    return people.error();
  }
  std::set<std::string> addresses;
  for (const PersonId& other : *people) {
    if (other == person) {
      continue;
    }
    const Result<std::optional<Contact>> contact = kept_contact(ledger, other);
    if (contact && *contact) {
      for (const std::string& address : addresses_of(**contact)) {
        addresses.insert(lower(address));
      }
    }
  }
  return addresses;
}

}  // namespace

Result<Erasure> erase_person(Ledger& ledger, const PersonId& person, const Author& by,
                             std::span<const std::string> addresses) {
  Erasure erasure;
  std::set<std::string> theirs;
  for (const std::string& address : addresses) {
    theirs.insert(lower(address));
  }
  // A contact that cannot be read any more must not stand in the way of erasing it.
  if (const Result<std::optional<Contact>> contact = kept_contact(ledger, person); contact && *contact) {
    for (const std::string& address : addresses_of(**contact)) {
      theirs.insert(lower(address));
    }
  }
  if (!theirs.empty()) {
    Result<std::set<std::string>> others = addresses_of_others(ledger, person);
    if (!others) {
      return others.error();
    }
    erasure.shared_addresses = std::erase_if(theirs, [&](const std::string& one) { return others->contains(one); });
  }
  erasure.suppressed = theirs.size();
  Result<std::vector<PersonId>> people = ledger.people();
  if (!people) {
    return people.error();
  }
  erasure.was_known = std::ranges::find(*people, person) != people->end();
  EventFilter filter;
  filter.person = person;
  Result<Done> counted = ledger.for_each_event(filter, [&erasure](const Event& /*event*/) {
    ++erasure.events_left;
    return true;
  });
  if (!counted) {
    return std::move(counted).error();
  }
  const std::vector<std::string> all(theirs.begin(), theirs.end());
  if (Result<Done> done = ledger.erase(person, by, all); !done) {
    return std::move(done).error();
  }
  return erasure;
}

Result<FileWithout> file_without(const fs::path& file, const PersonId& person) {
  const std::string name = file.filename().string();
  std::error_code problem;
  if (file.extension() == ".gz" || (fs::exists(file, problem) && !fs::is_regular_file(file, problem))) {
    return Error{ErrorCode::usage,
                 name + " : ce fichier ne se réécrit pas ici ; le décompresser, ou le nettoyer à la main"};
  }
  Result<std::string> text = read_whole_file(file);
  if (!text) {
    return text.error();
  }
  FileWithout without;
  without.file = file;
  std::string_view content = *text;
  if (content.starts_with(kByteOrderMark)) {
    without.content = kByteOrderMark;
    content.remove_prefix(kByteOrderMark.size());
  }
  Sieve sieve(without, person);
  const std::size_t first = content.find_first_not_of(" \t\r\n");
  Result<Done> done = Done{};
  if (first == std::string_view::npos || content[first] == '{') {
    sieve_lines(content, sieve, without.content);
  } else if (content[first] == '[') {
    done = sieve_array(content, sieve, without.content);
  } else {
    done = sieve_table(content, person, sieve, without);
  }
  if (!done) {
    return in_context(name, std::move(done).error());
  }
  return without;
}

Result<Done> write_without(const FileWithout& without) {
  std::error_code problem;
  const fs::perms rights = fs::status(without.file, problem).permissions();
  if (Result<Done> done = write_file(without.file, without.content); !done) {
    return done;
  }
  if (!problem) {
    fs::permissions(without.file, rights, problem);
  }
  return Done{};
}

}  // namespace passerelle
