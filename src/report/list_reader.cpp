#include "report/list_reader.h"

#include <cmath>
#include <limits>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "storage/json.h"
#include "storage/json_records.h"

namespace passerelle {
namespace {

/// Reads members of one line and keeps the first thing that is wrong, by its path (`offers[2].score`).
class LineReader {
 public:
  [[nodiscard]] const std::string& problem() const { return problem_; }

  void refuse(const std::string& field, std::string_view why) {
    if (problem_.empty()) {
      problem_ = field + " : " + std::string(why);
    }
  }

  /// A string; null and a missing member are empty.
  std::string text(JsonView value, const std::string& field) {
    if (!value.is_string() && !value.is_null()) {
      refuse(field, "un texte est attendu");
    }
    return value.exact_text();
  }

  std::string filled(JsonView value, const std::string& field) {
    std::string words = text(value, field);
    if (words.empty()) {
      refuse(field, "manque");
    }
    return words;
  }

  double number(JsonView value, const std::string& field) {
    const std::optional<double> number = value.is_number() ? value.number() : std::nullopt;
    if (!number || !std::isfinite(*number)) {
      refuse(field, "un nombre est attendu");
    }
    return number.value_or(0);
  }

  std::int64_t ten_thousandths(JsonView value, const std::string& field) {
    constexpr double kMost = 1e8;
    const double units = number(value, field);
    if (std::abs(units) > kMost) {
      refuse(field, "nombre trop grand");
      return 0;
    }
    return std::llround(units * 10000);
  }

  template <class Whole>
  Whole whole(JsonView value, const std::string& field) {
    const std::optional<std::int64_t> number = value.is_number() ? value.integer() : std::nullopt;
    if (!number || *number < 0 || *number > std::numeric_limits<Whole>::max()) {
      refuse(field, "un nombre entier est attendu");
      return 0;
    }
    return static_cast<Whole>(*number);
  }

  /// A member that stands only when it is true.
  bool flag(JsonView value, const std::string& field) {
    if (!value.is_bool() && !value.is_null()) {
      refuse(field, "true ou false est attendu");
    }
    return value.is_bool() && value.boolean().value_or(false);
  }

  /// Each element of an array, read by `read(element, its field)`; a missing array is empty.
  template <class Element, class Read>
  std::vector<Element> all(JsonView array, const std::string& field, const Read& read) {
    if (!array.is_array() && !array.is_null()) {
      refuse(field, "un tableau est attendu");
    }
    std::vector<Element> elements;
    for (std::size_t index = 0; index < array.size() && problem_.empty(); ++index) {
      elements.push_back(read(array.at(index), field + "[" + std::to_string(index) + "]"));
    }
    return elements;
  }

  std::vector<std::string> texts(JsonView array, const std::string& field) {
    return all<std::string>(array, field, [this](JsonView value, const std::string& at) { return filled(value, at); });
  }

 private:
  std::string problem_;
};

std::vector<ScorePart> read_parts(LineReader& reader, JsonView array, const std::string& field) {
  return reader.all<ScorePart>(array, field, [&reader](JsonView part, const std::string& at) {
    return ScorePart{reader.filled(part["name"], at + ".name"), reader.number(part["value"], at + ".value"),
                     reader.number(part["weight"], at + ".weight"),
                     reader.ten_thousandths(part["contribution"], at + ".contribution")};
  });
}

std::vector<MatchedSkill> read_matched(LineReader& reader, JsonView array, const std::string& field) {
  return reader.all<MatchedSkill>(array, field, [&reader](JsonView skill, const std::string& at) {
    MatchedSkill matched;
    matched.asked = reader.text(skill["asked"], at + ".asked");
    matched.has = reader.text(skill["has"], at + ".has");
    const std::optional<Evidence> evidence = parse_evidence(reader.text(skill["evidence"], at + ".evidence"));
    if (!evidence) {
      reader.refuse(at + ".evidence", "origine inconnue");
    }
    matched.evidence = evidence.value_or(Evidence::declared);
    matched.strength = reader.number(skill["strength"], at + ".strength");
    return matched;
  });
}

std::vector<MissingSkill> read_missing(LineReader& reader, JsonView array, const std::string& field) {
  return reader.all<MissingSkill>(array, field, [&reader](JsonView skill, const std::string& at) {
    const std::optional<Strictness> strictness = parse_strictness(reader.text(skill["strictness"], at + ".strictness"));
    if (!strictness) {
      reader.refuse(at + ".strictness", "degré inconnu");
    }
    return MissingSkill{reader.text(skill["asked"], at + ".asked"), strictness.value_or(Strictness::wish),
                        reader.text(skill["step"], at + ".step")};
  });
}

std::optional<ShownTravel> read_travel(LineReader& reader, JsonView travel, const std::string& field) {
  if (travel.is_null()) {
    return std::nullopt;
  }
  return ShownTravel{reader.whole<int>(travel["minutes"], field + ".minutes"),
                     reader.text(travel["mode"], field + ".mode"),
                     reader.flag(travel["estimated"], field + ".estimated")};
}

ShortlistItem read_item(LineReader& reader, JsonView value, const std::string& at) {
  ShortlistItem item;
  item.rank = reader.whole<int>(value["rank"], at + ".rank");
  item.offer = OfferId(reader.filled(value["offer"], at + ".offer"));
  item.also = reader.texts(value["also"], at + ".also");
  item.score = reader.ten_thousandths(value["score"], at + ".score");
  item.parts = read_parts(reader, value["parts"], at + ".parts");
  item.matched = read_matched(reader, value["matched"], at + ".matched");
  item.missing = read_missing(reader, value["missing"], at + ".missing");
  item.to_check = reader.all<Question>(value["to_check"], at + ".to_check",
                                       [&reader](JsonView question, const std::string& inside) {
                                         return Question{reader.text(question["rule"], inside + ".rule"),
                                                         reader.text(question["question"], inside + ".question")};
                                       });
  item.warnings = reader.texts(value["warnings"], at + ".warnings");
  item.travel = read_travel(reader, value["travel"], at + ".travel");
  const JsonView show = value["show"];
  item.show = {reader.text(show["title"], at + ".show.title"), reader.text(show["employer"], at + ".show.employer"),
               reader.text(show["place"], at + ".show.place"), reader.text(show["contract"], at + ".show.contract"),
               reader.text(show["hours"], at + ".show.hours"), reader.text(show["pay"], at + ".show.pay")};
  item.apply.how = reader.filled(value["apply"]["how"], at + ".apply.how");
  item.apply.value = reader.text(value["apply"]["value"], at + ".apply.value");
  item.why = reader.text(value["why"], at + ".why");
  item.through = reader.text(value["through"], at + ".through");
  item.stretch = reader.flag(value["stretch"], at + ".stretch");
  return item;
}

std::vector<ShortlistItem> read_items(LineReader& reader, JsonView array, const std::string& field) {
  return reader.all<ShortlistItem>(
      array, field, [&reader](JsonView value, const std::string& at) { return read_item(reader, value, at); });
}

std::vector<NearlyItem> read_nearly(LineReader& reader, JsonView array) {
  return reader.all<NearlyItem>(array, "nearly", [&reader](JsonView value, const std::string& at) {
    NearlyItem item;
    item.offer = OfferId(reader.filled(value["offer"], at + ".offer"));
    item.blocked_by = reader.all<
        Blocker>(value["blocked_by"], at + ".blocked_by", [&reader](JsonView blocker, const std::string& inside) {
      return Blocker{reader.text(blocker["rule"], inside + ".rule"), reader.text(blocker["asked"], inside + ".asked")};
    });
    item.step = reader.text(value["step"], at + ".step");
    return item;
  });
}

ExclusionCounts read_counts(LineReader& reader, JsonView value) {
  ExclusionCounts counts;
  counts.considered = reader.whole<std::int64_t>(value["considered"], "counts.considered");
  counts.eligible = reader.whole<std::int64_t>(value["eligible"], "counts.eligible");
  value["excluded"].for_each_member([&](std::string_view rule, JsonView offers) {
    counts.excluded.emplace(rule, reader.whole<std::int64_t>(offers, "counts.excluded." + std::string(rule)));
  });
  return counts;
}

std::vector<Unlock> read_unlock(LineReader& reader, JsonView array) {
  return reader.all<Unlock>(array, "unlock", [&reader](JsonView value, const std::string& at) {
    return Unlock{reader.text(value["rule"], at + ".rule"), reader.text(value["asked"], at + ".asked"),
                  reader.whole<int>(value["offers"], at + ".offers"), reader.text(value["text"], at + ".text")};
  });
}

std::vector<ToConfirm> read_to_confirm(LineReader& reader, JsonView array) {
  return reader.all<ToConfirm>(array, "to_confirm", [&reader](JsonView value, const std::string& at) {
    return ToConfirm{reader.text(value["what"], at + ".what"), reader.text(value["said"], at + ".said"),
                     reader.text(value["means"], at + ".means")};
  });
}

ListStatus read_status(LineReader& reader, JsonView value) {
  const std::string name = reader.filled(value, "status");
  if (name == "proposed") {
    return ListStatus::proposed;
  }
  if (name == "paused") {
    return ListStatus::paused;
  }
  if (name != "empty") {
    reader.refuse("status", "proposed, empty ou paused est attendu");
  }
  return ListStatus::empty;
}

/// Whether `list` is the digest of the line without that member, which is how `lists_line` made it.
bool proves(std::string_view line, const std::string& list) {
  const std::string member = "\"list\":\"" + list + "\",";
  const std::size_t at = line.find(member);
  if (at == std::string_view::npos) {
    return false;
  }
  Sha256 digest;
  digest.update(line.substr(0, at));
  digest.update(line.substr(at + member.size()));
  return digest.hex() == list;
}

}  // namespace

Result<ProposedList> read_lists_line(std::string_view line) {
  const Result<JsonDocument> document = JsonDocument::parse(line);
  if (!document) {
    return document.error();
  }
  const JsonView root = document->root();
  if (!root.is_object()) {
    return unusable("un objet JSON est attendu : une ligne de lists.ndjson");
  }
  LineReader reader;
  ProposedList read;
  const std::optional<Week> week = parse_week(reader.filled(root["week"], "week"));
  if (!week) {
    reader.refuse("week", "une semaine comme 2026-W48 est attendue");
  }
  read.week = week.value_or(Week{});
  read.issue = reader.filled(root["issue"], "issue");
  read.list = reader.filled(root["list"], "list");
  Shortlist& list = read.shortlist;
  list.person = PersonId(reader.filled(root["person"], "person"));
  if (reader.problem().empty() && !proves(line, read.list)) {
    reader.refuse("list",
                  "cette empreinte n'est pas celle de la ligne, qui a été changée après coup : reprendre le "
                  "fichier écrit par passerelle week");
  }
  list.status = read_status(reader, root["status"]);
  list.offers = read_items(reader, root["offers"], "offers");
  list.reserve = read_items(reader, root["reserve"], "reserve");
  list.nearly = read_nearly(reader, root["nearly"]);
  list.counts = read_counts(reader, root["counts"]);
  list.status_reason = reader.text(root["status_reason"], "status_reason");
  list.referent_only = reader.flag(root["referent_only"], "referent_only");
  list.unlock = read_unlock(reader, root["unlock"]);
  list.to_confirm = read_to_confirm(reader, root["to_confirm"]);
  if (!reader.problem().empty()) {
    return unusable(reader.problem());
  }
  return read;
}

Result<std::vector<Rejection>> for_each_list(ByteSource& source, std::string_view name,
                                             const std::function<bool(ProposedList&&)>& visit) {
  std::vector<Rejection> rejections;
  std::unordered_set<std::string> seen;
  Result<Done> done = for_each_json_record(source, {}, [&](RawRecord&& raw) {
    const auto set_aside = [&](std::string field, std::string reason) {
      rejections.push_back({std::string(name), raw.number, raw.line, std::move(field), std::move(reason)});
      return true;
    };
    if (!raw.problem.empty()) {
      return set_aside("", std::move(raw.problem));
    }
    Result<ProposedList> list = read_lists_line(raw.text);
    if (!list) {
      return set_aside("", std::move(list).error().message);
    }
    if (!seen.insert(list->shortlist.person.value()).second) {
      return set_aside("person", "une liste de cette personne est déjà plus haut : un fichier ne porte qu'une édition");
    }
    return visit(std::move(*list));
  });
  if (!done) {
    return in_context(name, std::move(done).error());
  }
  return rejections;
}

Result<std::vector<Rejection>> for_each_list(const std::filesystem::path& file,
                                             const std::function<bool(ProposedList&&)>& visit) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return for_each_list(*source, file.filename().string(), visit);
}

Result<Feed<ProposedList>> read_lists(const std::filesystem::path& file) {
  Feed<ProposedList> feed;
  Result<std::vector<Rejection>> rejections = for_each_list(file, [&feed](ProposedList&& list) {
    feed.records.push_back(std::move(list));
    return true;
  });
  if (!rejections) {
    return std::move(rejections).error();
  }
  feed.rejections = std::move(*rejections);
  return feed;
}

}  // namespace passerelle
