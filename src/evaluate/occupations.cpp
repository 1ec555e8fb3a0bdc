#include "evaluate/occupations.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/parallel.h"
#include "ingest/offers.h"
#include "normalise/text.h"
#include "storage/csv.h"

namespace passerelle {
namespace {

/// Occupations asked of the linker, so that five distinct parents are among them.
constexpr std::size_t kAsked = 50;
constexpr std::string_view kNewCodesSince = "2024-10-01";

struct GoldGroup {
  std::string offer;  ///< the first of the group, in the order of ids
  std::string date;
  std::string job_title;
  std::string title;
  std::set<std::string> codes;
  std::set<std::string> parents;
};

struct GroupResult {
  bool found = false;
  Hit code;
  Hit parent;
  bool differs = false;
};

Result<std::vector<GoldGroup>> read_gold(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  std::map<std::string, GoldGroup> groups;
  const Result<Done> read = for_each_csv_row(*source, {.separator = '\t', .quotes = false}, [&](const CsvRow& row) {
    GoldGroup& group = groups[std::string(row["dup_group"].empty() ? row["offer_id"] : row["dup_group"])];
    if (group.offer.empty() || row["offer_id"] < group.offer) {
      group.offer = row["offer_id"];
      group.date = row["date"];
      group.job_title = row["appellation"];
      group.title = row["intitule"];
    }
    group.codes.insert(std::string(row["rome_code"]));
    group.parents.insert(std::string(row["rome_code_parent"]));
    return true;
  });
  if (!read) {
    return in_context(file.string(), read.error());
  }
  std::vector<GoldGroup> ordered;
  for (auto& [name, group] : groups) {
    ordered.push_back(std::move(group));
  }
  return ordered;
}

std::string comparable(std::string_view title) {
  std::string text;
  for (const Word& word : words(title)) {
    text += word.text + " ";
  }
  return text;
}

bool differs_from_job_title(const GoldGroup& group) {
  const std::vector<std::string> forms = gender_forms(group.job_title);
  return std::ranges::none_of(
      forms, [&group](const std::string& form) { return comparable(form) == comparable(group.title); });
}

void finish(OccupationAccuracy& accuracy) {
  accuracy.code.close();
  accuracy.parent.close();
}

}  // namespace

Result<OccupationReport> evaluate_occupations(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                              const Linker& linker, const Watch& watch) {
  const Result<std::vector<GoldGroup>> groups = read_gold(gold);
  if (!groups) {
    return groups.error();
  }
  std::unordered_map<std::string, std::size_t> group_of;
  for (std::size_t row = 0; row < groups->size(); ++row) {
    group_of.emplace((*groups)[row].offer, row);
  }
  std::vector<std::pair<std::string, std::string>> words_of(groups->size());
  std::vector<GroupResult> results(groups->size());
  const Result<ReadReport> read = read_offers(offers, {}, watch, [&](Offer&& offer, RecordPosition) {
    if (const auto found = group_of.find(offer.id.value()); found != group_of.end()) {
      words_of[found->second] = {std::move(offer.title), std::move(offer.text)};
      results[found->second].found = true;
    }
  });
  if (!read) {
    return read.error();
  }
  parallel_for(groups->size(), [&](std::size_t row) {
    if (!results[row].found) {
      return;
    }
    const auto links = linker.occupations(words_of[row].first, words_of[row].second, kAsked);
    results[row].code = hit_in(codes_of(links, linker.referential()), (*groups)[row].codes);
    results[row].parent = hit_in(parents_of(links, linker.referential()), (*groups)[row].parents);
    results[row].differs = differs_from_job_title((*groups)[row]);
  });

  OccupationReport report;
  for (std::size_t row = 0; row < groups->size(); ++row) {
    const GoldGroup& group = (*groups)[row];
    if (!results[row].found) {
      continue;
    }
    ++report.queries;
    const bool computing =
        std::ranges::any_of(group.parents, [](const std::string& parent) { return parent.starts_with("M18"); });
    const auto count = [&](OccupationAccuracy& accuracy) {
      accuracy.parent.add(results[row].parent);
      if (group.date >= kNewCodesSince) {
        accuracy.code.add(results[row].code);
      }
    };
    count(report.all);
    if (results[row].differs) {
      count(report.title_differs);
    }
    if (!computing) {
      count(report.without_m18);
    }
  }
  finish(report.all);
  finish(report.title_differs);
  finish(report.without_m18);
  return report;
}

}  // namespace passerelle
