#include "evaluate/requirements.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
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

/// One thing told in two ways: `told` begins or stands in a folded value without spaces, `name` is what both become.
struct SameThing {
  std::string_view told;
  std::string_view name;
};

/// Diplomas of the State by acronym and by name.
constexpr auto kStateDiplomas = std::to_array<SameThing>({
    {"aide-soignant", "deas"},
    {"aidesoignant", "deas"},
    {"auxiliairedepuericulture", "deap"},
    {"accompagnanteducatif", "deaes"},
    {"accompagnementeducatif", "deaes"},
    {"servicesocial", "deass"},
    {"assistantsocial", "deass"},
    {"educateurspecialise", "dees"},
    {"educateurdejeunesenfants", "deeje"},
    {"economiesocialeetfamiliale", "cesf"},
    {"economiesocialefamiliale", "cesf"},
    {"cesf", "cesf"},
});

/// Machines, by the recommendation that rules them.
constexpr auto kMachines = std::to_array<SameThing>({
    {"cacesnacelle", "cacesr486"},
    {"cacespontroulant", "cacesr484"},
    {"cacesgrueauxiliaire", "cacesr490"},
    {"caceschariot", "cacesr489"},
});

/// "Bac +2 en commerce" and "Bac+2": the domain is worded freely. "Aide-soignant" and "DEAS" are one diploma.
std::string comparable_diploma(std::string text) {
  // "Bac +2" is one word.
  for (const char* spaced : {" +", "+ "}) {
    for (std::size_t at = text.find(spaced); at != std::string::npos; at = text.find(spaced)) {
      text.replace(at, 2, "+");
    }
  }
  std::string first = text.substr(0, std::min(text.find('/'), text.find(" ou ")));
  for (std::size_t at = first.find("(e)"); at != std::string::npos; at = first.find("(e)")) {
    first.erase(at, 3);
  }
  std::erase(first, ' ');
  const auto of_state = std::ranges::find_if(
      kStateDiplomas, [&first](const SameThing& one) { return first.find(one.told) != std::string::npos; });
  if (of_state != kStateDiplomas.end()) {
    return std::string(of_state->name);
  }
  text.resize(std::min(text.size(), text.find_first_of(" /")));
  return text;
}

/// "Habilitation BS-BE manœuvre", "habilitations électriques HT/BT": the symbols say which, the card is one.
std::string comparable_certificate(std::string text) {
  std::erase(text, ' ');
  for (const SameThing& machine : kMachines) {
    if (text.starts_with(machine.told)) {
      text.replace(0, machine.told.size(), machine.name);
    }
  }
  if (text.starts_with("cacesr489")) {
    // Employers write "CACES 3"; the number of the recommendation is the one in force.
    text.erase(std::string_view("caces").size(), std::string_view("r489").size());
  }
  constexpr std::string_view kEntitled = "habilitation";
  if (text.starts_with(kEntitled)) {
    const std::string_view rest = std::string_view(text).substr(kEntitled.size());
    const bool symbols = rest.size() >= 2 && (rest[0] == 'b' || rest[0] == 'h') &&
                         std::string_view("0123srcetf").find(rest[1]) != std::string_view::npos;
    if (symbols || rest.starts_with("electrique") || rest.starts_with("selectrique")) {
      return "habilitationelectrique";
    }
  }
  return text;
}

/// "17.5h" is "17h30".
std::string comparable_hours(std::string text) {
  std::erase(text, ' ');
  const std::size_t point = text.find_first_of(".,");
  if (point == std::string::npos || text.back() != 'h') {
    return text;
  }
  const std::string digits = text.substr(point + 1, text.size() - point - 2);
  int share = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), share);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.size() > 2) {
    return text;
  }
  const int minutes = digits.size() == 1 ? share * 6 : share * 60 / 100;
  return text.substr(0, point) + "h" + (minutes == 0 ? "" : (minutes < 10 ? "0" : "") + std::to_string(minutes));
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
    return comparable_diploma(std::move(text));
  }
  if (kind == certificate) {
    return comparable_certificate(std::move(text));
  }
  if (kind == hours || kind == full_time) {
    return comparable_hours(std::move(text));
  }
  std::erase(text, ' ');
  if (kind == licence && text == "unspecified") {
    return "b";  // "permis exigé": the one that nearly everybody means
  }
  if (kind == contract) {
    // Work and school by turns, under either of two contracts: the annotators name one.
    return text == "internship" ? "stage" : text == "professionalisation" ? "apprenticeship" : text;
  }
  return kind == experience ? duration_in_months(std::move(text)) : text;
}

/// "Alternance" was written down as a scheme by some annotators, as a contract by others.
Row row_of(std::string offer, RequirementKind kind, std::string_view value, Strictness strictness) {
  std::string text = comparable(kind, value, strictness);
  if (kind == RequirementKind::scheme && (text == "alternance" || text == "apprentissage")) {
    kind = RequirementKind::contract;
    text = "apprenticeship";
  }
  return {std::move(offer), std::string(to_string(kind)), std::move(text), strictness};
}

/// "Two years" says that experience is asked: "experience" beside it, as strictly, says nothing more. Some annotators
/// write it down, others do not.
void drop_implied(std::set<Row>& rows) {
  const std::string experience(to_string(RequirementKind::experience));
  const auto has_length = [&](const Row& bare) {
    return std::ranges::any_of(rows, [&](const Row& row) {
      return std::get<0>(row) == std::get<0>(bare) && std::get<1>(row) == experience &&
             std::get<3>(row) == std::get<3>(bare) && std::get<2>(row) != "unspecified" && std::get<2>(row) != "0";
    });
  };
  for (auto row = rows.begin(); row != rows.end();) {
    const bool implied = std::get<1>(*row) == experience && std::get<2>(*row) == "unspecified" && has_length(*row);
    row = implied ? rows.erase(row) : std::next(row);
  }
}

Result<std::set<Row>> read_gold(const std::filesystem::path& file) {
  std::set<Row> rows;
  const auto take = [&rows](const CsvRow& row) -> Result<Done> {
    const auto strictness = parse_strictness(row["strictness"]);
    const auto kind = parse_requirement_kind(row["kind"]);
    if (!strictness || !kind) {
      return Error{ErrorCode::input_unusable, "kind ou strictness inconnu"};
    }
    rows.insert(row_of(std::string(row["offer_id"]), *kind, row["value"], *strictness));
    return Done{};
  };
  if (const Result<Done> read = read_reference_table(file, kTsv, {"offer_id", "kind", "value", "strictness"}, take);
      !read) {
    return read.error();
  }
  drop_implied(rows);
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
        found.insert(row_of(offer.id.value(), requirement.kind, requirement.value, requirement.strictness));
      }
    }
  });
  if (!read) {
    return read.error();
  }
  drop_implied(found);
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
