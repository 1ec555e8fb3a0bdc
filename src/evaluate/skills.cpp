#include "evaluate/skills.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "ingest/offers.h"
#include "taxonomy/reference_table.h"

namespace passerelle {
namespace {

constexpr std::size_t kFewShown = 10;
constexpr std::size_t kShown = 20;

struct GoldOffer {
  std::string group;  ///< empty when the table does not tell
  std::set<SkillIndex> skills;
  bool found = false;
};

struct Query {
  std::string offer;  ///< the first of the group, in the order of ids
  std::string title;
  std::string text;
  std::set<SkillIndex> skills;
};

struct Gold {
  std::map<std::string, GoldOffer> offers;
  std::size_t unknown = 0;
};

Result<Gold> read_gold(const std::filesystem::path& file, const Referential& referential) {
  Gold gold;
  const auto take = [&](const CsvRow& row) -> Result<Done> {
    const std::optional<SkillIndex> skill = referential.find_skill(row["competence_code"]);
    if (!skill) {
      ++gold.unknown;
      return Done{};
    }
    GoldOffer& offer = gold.offers[std::string(row["offer_id"])];
    offer.group = row["dup_group"];
    offer.skills.insert(*skill);
    return Done{};
  };
  if (const Result<Done> read = read_reference_table(file, kTsv, {"offer_id", "competence_code"}, take); !read) {
    return read.error();
  }
  return gold;
}

/// Share of `ticked` among the first `count` of `ranked`.
double recall(const std::vector<SkillLink>& ranked, const std::set<SkillIndex>& ticked, std::size_t count) {
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(count, ranked.size()));
  const auto right =
      std::count_if(ranked.begin(), end, [&ticked](const SkillLink& link) { return ticked.contains(link.skill); });
  return static_cast<double>(right) / static_cast<double>(ticked.size());
}

}  // namespace

Result<SkillReport> evaluate_skills(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                    const Linker& linker, const Watch& watch) {
  Result<Gold> read_table = read_gold(gold, linker.referential());
  if (!read_table) {
    return read_table.error();
  }
  std::map<std::string, Query> by_group;
  const Result<ReadReport> read = read_offers(offers, {}, watch, [&](Offer&& offer, RecordPosition) {
    const auto row = read_table->offers.find(offer.id.value());
    if (row == read_table->offers.end() || row->second.found) {
      return;
    }
    row->second.found = true;
    const std::string group = row->second.group.empty() ? offer.title + "\n" + offer.text : row->second.group;
    Query& query = by_group[group];
    query.skills.insert(row->second.skills.begin(), row->second.skills.end());
    if (query.offer.empty() || offer.id.value() < query.offer) {
      query.offer = offer.id.value();
      query.title = std::move(offer.title);
      query.text = std::move(offer.text);
    }
  });
  if (!read) {
    return read.error();
  }
  std::vector<Query> queries;
  for (auto& [group, query] : by_group) {
    queries.push_back(std::move(query));
  }
  std::vector<std::pair<double, double>> recalls(queries.size());
  parallel_for(queries.size(), [&](std::size_t index) {
    const Query& query = queries[index];
    const std::vector<SkillLink> ranked = linker.offer_skills(query.title, query.text, kShown);
    recalls[index] = {recall(ranked, query.skills, kFewShown), recall(ranked, query.skills, kShown)};
  });
  SkillReport report;
  report.queries = queries.size();
  report.unknown = read_table->unknown;
  for (std::size_t index = 0; index < queries.size(); ++index) {
    report.ticked += queries[index].skills.size();
    report.recall10 += recalls[index].first / static_cast<double>(queries.size());
    report.recall20 += recalls[index].second / static_cast<double>(queries.size());
  }
  return report;
}

}  // namespace passerelle
