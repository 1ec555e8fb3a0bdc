#include "evaluate/requirements.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <tuple>

#include "ingest/offers.h"
#include "normalise/text.h"
#include "requirements/requirement_reader.h"
#include "taxonomy/reference_table.h"

namespace passerelle {
namespace {

/// Offer id, kind, comparable value, strictness.
using Row = std::tuple<std::string, std::string, std::string, Strictness>;

/// "12m" is "1y".
std::string duration_in_months(std::string text) {
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit = error == std::errc() ? std::string_view(end, text.data() + text.size()) : "";
  return unit == "y" ? std::to_string(count * 12) + "m" : text;
}

std::string comparable(RequirementKind kind, std::string_view value, Strictness strictness) {
  using enum RequirementKind;
  // What is lifted has no value: "aucun permis", "sans diplôme".
  if (strictness == Strictness::none && (kind == licence || kind == diploma || kind == certificate)) {
    return {};
  }
  constexpr std::array kWithoutValues{standing,      heights,         cold,       heat, dust_chemicals, age,
                                      right_to_work, criminal_record, vaccination};
  if (std::ranges::find(kWithoutValues, kind) != kWithoutValues.end()) {
    return {};
  }
  std::string text = folded(value);
  if (kind == diploma) {
    // "Bac +2" is one word.
    for (const char* spaced : {" +", "+ "}) {
      for (std::size_t at = text.find(spaced); at != std::string::npos; at = text.find(spaced)) {
        text.replace(at, 2, "+");
      }
    }
    text.resize(std::min(text.size(), text.find_first_of(" /")));
  }
  std::erase(text, ' ');
  if (kind == certificate && text.starts_with("cacesr489")) {
    // Employers write "CACES 3"; the number of the recommendation is the one in force.
    text.erase(std::string_view("caces").size(), std::string_view("r489").size());
  }
  return kind == experience ? duration_in_months(std::move(text)) : text;
}

Result<std::set<Row>> read_gold(const std::filesystem::path& file) {
  std::set<Row> rows;
  const auto take = [&rows](const CsvRow& row) -> Result<Done> {
    const auto strictness = parse_strictness(row["strictness"]);
    const auto kind = parse_requirement_kind(row["kind"]);
    if (!strictness || !kind) {
      return Error{ErrorCode::input_unusable, "kind ou strictness inconnu"};
    }
    rows.emplace(row["offer_id"], row["kind"], comparable(*kind, row["value"], *strictness), *strictness);
    return Done{};
  };
  if (const Result<Done> read = read_reference_table(file, kTsv, {"offer_id", "kind", "value", "strictness"}, take);
      !read) {
    return read.error();
  }
  return rows;
}

}  // namespace

Result<RequirementReport> evaluate_requirements(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                                const Watch& watch) {
  const Result<std::set<Row>> wanted = read_gold(gold);
  if (!wanted) {
    return wanted.error();
  }
  std::set<std::string> judged;
  for (const Row& row : *wanted) {
    judged.insert(std::get<0>(row));
  }
  std::set<Row> found;
  const RequirementReader reader;
  const Result<ReadReport> read = read_offers(offers, {}, watch, [&](Offer&& offer, RecordPosition) {
    if (judged.contains(offer.id.value())) {
      for (const Requirement& requirement : reader.read(offer)) {
        found.emplace(offer.id.value(), to_string(requirement.kind),
                      comparable(requirement.kind, requirement.value, requirement.strictness), requirement.strictness);
      }
    }
  });
  if (!read) {
    return read.error();
  }
  RequirementReport report;
  const auto count = [&report](const Row& row, std::size_t PrecisionRecall::*what) {
    if (std::get<3>(row) == Strictness::unclear) {
      return;
    }
    ++(report[std::get<1>(row)][std::get<3>(row)].*what);
    ++(report["all"][std::get<3>(row)].*what);
  };
  for (const Row& row : found) {
    count(row, &PrecisionRecall::read);
    if (wanted->contains(row)) {
      count(row, &PrecisionRecall::right);
    }
  }
  for (const Row& row : *wanted) {
    count(row, &PrecisionRecall::gold);
  }
  return report;
}

}  // namespace passerelle
