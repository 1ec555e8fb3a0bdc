#include "evaluate/gold_offers.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "ingest/offers.h"
#include "normalise/text.h"
#include "taxonomy/reference_table.h"

namespace passerelle {
namespace {

constexpr std::string_view kNewCodesSince = "2024-10-01";

/// The offers of one group, before their words are known.
struct Group {
  std::string first;  ///< offer id
  std::string date;
  std::string job_title;
  std::set<std::string> codes;
  std::set<std::string> parents;
};

Result<std::map<std::string, Group>> read_groups(const std::filesystem::path& file) {
  std::map<std::string, Group> groups;
  const auto take = [&groups](const CsvRow& row) -> Result<Done> {
    Group& group = groups[std::string(row["dup_group"].empty() ? row["offer_id"] : row["dup_group"])];
    if (group.first.empty() || row["offer_id"] < group.first) {
      group.first = row["offer_id"];
      group.date = row["date"];
      group.job_title = row["appellation"];
    }
    group.codes.insert(std::string(row["rome_code"]));
    group.parents.insert(std::string(row["rome_code_parent"]));
    return Done{};
  };
  if (const Result<Done> read =
          read_reference_table(file, kTsv, {"offer_id", "date", "rome_code", "rome_code_parent", "appellation"}, take);
      !read) {
    return read.error();
  }
  return groups;
}

std::vector<std::string> words_of(std::string_view title) {
  std::vector<std::string> texts;
  for (Word& word : words(title)) {
    texts.push_back(std::move(word.text));
  }
  return texts;
}

bool is_job_title(std::string_view title, std::string_view job_title) {
  const std::vector<std::string> said = words_of(title);
  const std::vector<std::string> forms = gender_forms(job_title);
  return std::ranges::any_of(forms, [&said](const std::string& form) { return words_of(form) == said; });
}

std::size_t key_of(std::string_view title) {
  const std::vector<std::string> said = words_of(title);
  std::uint64_t key = 0;
  for (const std::string& word : std::set<std::string>(said.begin(), said.end())) {
    key = hash64(word, key);
  }
  return key;
}

}  // namespace

Result<std::vector<GoldOffer>> read_gold_offers(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                                const Watch& watch) {
  const Result<std::map<std::string, Group>> groups = read_groups(gold);
  if (!groups) {
    return groups.error();
  }
  std::unordered_map<std::string_view, const Group*> wanted;
  for (const auto& [name, group] : *groups) {
    wanted.emplace(group.first, &group);
  }
  std::map<std::string, GoldOffer> found;  // in the order of ids, whatever that of the file
  const Result<ReadReport> read = read_offers(offers, {}, watch, [&](Offer&& offer, RecordPosition) {
    const auto entry = wanted.find(offer.id.value());
    if (entry == wanted.end()) {
      return;
    }
    const Group& group = *entry->second;
    GoldOffer known;
    known.title_differs = !is_job_title(offer.title, group.job_title);
    known.title_key = key_of(offer.title);
    known.parents = group.parents;
    known.offer = {OfferEvidence::of(offer), {group.codes.begin(), group.codes.end()}, group.date < kNewCodesSince};
    found.insert_or_assign(group.first, std::move(known));
  });
  if (!read) {
    return read.error();
  }
  std::vector<GoldOffer> known;
  for (auto& [id, offer] : found) {
    known.push_back(std::move(offer));
  }
  return known;
}

}  // namespace passerelle
