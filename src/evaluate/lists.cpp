#include "evaluate/lists.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/json.h"
#include "storage/json_records.h"
#include "taxonomy/reference_table.h"

namespace passerelle {
namespace {

constexpr std::size_t kPlaces = 5;
constexpr int kHighestGrade = 3;
constexpr int kGoodGrade = 2;

struct Judgement {
  int grade = 0;
  bool blocked = false;

  [[nodiscard]] int earned() const { return blocked ? 0 : grade; }
};

/// By person, then by offer id.
using Judgements = std::map<std::string, std::map<std::string, Judgement>, std::less<>>;
/// By person: each place with all the ids its offer is known by.
using ShownOffers = std::map<std::string, std::vector<std::vector<std::string>>, std::less<>>;

std::optional<int> parse_grade(std::string_view text) {
  int grade = -1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), grade);
  const bool whole = problem == std::errc() && end == text.data() + text.size();
  return whole && grade >= 0 && grade <= kHighestGrade ? std::optional<int>(grade) : std::nullopt;
}

std::optional<bool> parse_blocked(std::string_view text) {
  if (text == "1" || text == "yes" || text == "true") {
    return true;
  }
  if (text == "0" || text == "no" || text == "false") {
    return false;
  }
  return std::nullopt;
}

/// What is wrong with the row; empty when it was taken.
Result<Done> take_judgement(const CsvRow& row, Judgements& judgements) {
  for (const std::string_view column : {"person", "offer"}) {
    if (row[column].empty()) {
      return bad_cell(column, "", "un identifiant");
    }
  }
  const std::optional<int> grade = parse_grade(row["grade"]);
  if (!grade) {
    return bad_cell("grade", row["grade"], "un nombre de 0 à 3");
  }
  const std::optional<bool> blocked = parse_blocked(row["blocked"]);
  if (!blocked) {
    return bad_cell("blocked", row["blocked"], "0 ou 1");
  }
  if (!judgements[std::string(row["person"])]
           .try_emplace(std::string(row["offer"]), Judgement{*grade, *blocked})
           .second) {
    return Error{ErrorCode::input_unusable, "offer : déjà jugée pour cette personne"};
  }
  return Done{};
}

Error unusable(const std::filesystem::path& file, std::uint64_t line, const std::string& problem) {
  return {ErrorCode::input_unusable, file.string() + ": ligne " + std::to_string(line) + ": " + problem};
}

Result<Judgements> read_judgements(const std::filesystem::path& file) {
  Judgements judgements;
  const auto take = [&judgements](const CsvRow& row) { return take_judgement(row, judgements); };
  if (const Result<Done> read = read_reference_table(file, kTsv, {"person", "offer", "grade", "blocked"}, take);
      !read) {
    return read.error();
  }
  if (judgements.empty()) {
    return Error{ErrorCode::input_unusable, file.string() + ": aucun jugement"};
  }
  return judgements;
}

/// What is wrong with the list; empty when it was taken.
std::string take_list(const JsonView& list, ShownOffers& shown) {
  const std::string person = list["person"].text();
  if (person.empty()) {
    return "person : manque";
  }
  if (!list["offers"].is_array()) {
    return "offers : une liste est attendue";
  }
  std::vector<std::vector<std::string>> places;
  for (std::size_t row = 0; row < std::min(list["offers"].size(), kPlaces); ++row) {
    const JsonView item = list["offers"].at(row);
    std::vector<std::string> ids{item["offer"].text()};
    if (ids.front().empty()) {
      return "offers[" + std::to_string(row) + "].offer : manque";
    }
    for (std::size_t other = 0; other < item["also"].size(); ++other) {
      ids.push_back(item["also"].at(other).text());
    }
    places.push_back(std::move(ids));
  }
  return shown.try_emplace(person, std::move(places)).second ? std::string() : "person : a déjà une liste";
}

Result<ShownOffers> read_lists(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  ShownOffers shown;
  std::optional<Error> problem;
  const Result<Done> read = for_each_json_record(*source, {}, [&](RawRecord&& record) {
    const Result<JsonDocument> parsed = JsonDocument::parse(record.text);
    const std::string wrong = !record.problem.empty() ? record.problem
                              : !parsed               ? parsed.error().message
                                                      : take_list(parsed->root(), shown);
    if (!wrong.empty()) {
      problem = unusable(file, record.line, wrong);
    }
    return !problem;
  });
  if (!read) {
    return in_context(file.string(), read.error());
  }
  return problem ? Result<ShownOffers>(*problem) : Result<ShownOffers>(std::move(shown));
}

/// The gain of a grade on a place counted from 0.
double gain(int grade, std::size_t place) {
  return (std::exp2(grade) - 1) / std::log2(static_cast<double>(place) + 2);
}

double ideal_gain(const std::map<std::string, Judgement>& judged) {
  std::vector<int> grades;
  for (const auto& [offer, judgement] : judged) {
    grades.push_back(judgement.earned());
  }
  std::ranges::sort(grades, std::greater());
  double sum = 0;
  for (std::size_t place = 0; place < std::min(grades.size(), kPlaces); ++place) {
    sum += gain(grades[place], place);
  }
  return sum;
}

/// The first places of one person, judged.
struct JudgedPlaces {
  double gained = 0;
  std::size_t good = 0;
  std::size_t blocked = 0;
  std::size_t unjudged = 0;
};

JudgedPlaces judge(const std::vector<std::vector<std::string>>& places,
                   const std::map<std::string, Judgement>& judged) {
  JudgedPlaces result;
  std::set<std::string> seen;
  for (std::size_t place = 0; place < places.size(); ++place) {
    std::optional<Judgement> found;
    bool again = false;
    for (const std::string& id : places[place]) {
      if (const auto entry = judged.find(id); entry != judged.end()) {
        const Judgement before = found.value_or(Judgement{});
        found = {std::max(before.grade, entry->second.grade), before.blocked || entry->second.blocked};
        again = !seen.insert(id).second || again;
      }
    }
    if (!found) {
      ++result.unjudged;
      continue;
    }
    result.blocked += found->blocked ? 1U : 0U;
    const int earned = again ? 0 : found->earned();
    result.gained += gain(earned, place);
    result.good += earned >= kGoodGrade ? 1U : 0U;
  }
  return result;
}

}  // namespace

Result<ListReport> evaluate_lists(const std::filesystem::path& lists, const std::filesystem::path& judgements) {
  const Result<Judgements> judged = read_judgements(judgements);
  if (!judged) {
    return judged.error();
  }
  const Result<ShownOffers> shown = read_lists(lists);
  if (!shown) {
    return shown.error();
  }
  ListReport report;
  std::size_t blocked = 0;
  std::size_t unjudged = 0;
  for (const auto& [person, offers] : *judged) {
    const auto list = shown->find(person);
    const bool has_offers = list != shown->end() && !list->second.empty();
    const JudgedPlaces places = has_offers ? judge(list->second, offers) : JudgedPlaces{};
    report.shown += has_offers ? list->second.size() : 0U;
    blocked += places.blocked;
    unjudged += places.unjudged;
    const double ideal = ideal_gain(offers);
    if (ideal <= 0) {
      ++report.left_out;
      continue;
    }
    ++report.people;
    report.without_list += has_offers ? 0U : 1U;
    report.ndcg5 += places.gained / ideal;
    report.p5 += static_cast<double>(places.good) / static_cast<double>(kPlaces);
  }
  if (report.people > 0) {
    report.ndcg5 /= static_cast<double>(report.people);
    report.p5 /= static_cast<double>(report.people);
  }
  if (report.shown > 0) {
    report.blocked_shown = static_cast<double>(blocked) / static_cast<double>(report.shown);
    report.unjudged5 = static_cast<double>(unjudged) / static_cast<double>(report.shown);
  }
  return report;
}

}  // namespace passerelle
