#include "evaluate/melo.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/parallel.h"
#include "embedding/dense_rows.h"
#include "storage/byte_source.h"

namespace passerelle {
namespace {

constexpr float kOwnShare = 0.8F;
constexpr float kMeanShare = 0.2F;

/// The cells of a table without header.
Result<std::vector<std::vector<std::string>>> read_table(const std::filesystem::path& file, std::size_t columns) {
  const Result<std::string> text = read_whole_file(file);
  if (!text) {
    return text.error();
  }
  std::vector<std::vector<std::string>> rows;
  for (std::size_t begin = 0, line = 1; begin < text->size(); ++line) {
    const std::size_t end = std::min(text->find('\n', begin), text->size());
    std::vector<std::string>& cells = rows.emplace_back();
    for (std::size_t cell = begin; cell <= end;) {
      const std::size_t next = std::min(text->find('\t', cell), end);
      cells.emplace_back(*text, cell, next - cell);
      cell = next + 1;
    }
    if (!cells.back().empty() && cells.back().back() == '\r') {
      cells.back().pop_back();
    }
    if (cells.size() < columns) {
      return Error{ErrorCode::input_unusable, file.string() + ": ligne " + std::to_string(line) + ": " +
                                                  std::to_string(columns) + " colonnes attendues"};
    }
    begin = end + 1;
  }
  return rows;
}

struct Task {
  std::vector<std::string> query_ids;
  std::vector<std::string> queries;
  std::vector<std::string> form_ids;
  std::vector<std::string> forms;
  std::vector<std::uint32_t> concept_of;  ///< by form
  std::uint32_t concepts = 0;
  std::unordered_map<std::string, std::unordered_set<std::string>> gold;
};

Result<Task> read_task(const std::filesystem::path& directory) {
  Task task;
  const auto queries = read_table(directory / "queries.tsv", 2);
  const auto corpus = read_table(directory / "corpus_elements.tsv", 2);
  const auto annotations = read_table(directory / "annotations.tsv", 4);
  const auto mapping = read_table(directory / "concept_mapping.tsv", 2);
  for (const auto* table : {&queries, &corpus, &annotations, &mapping}) {
    if (!*table) {
      return table->error();
    }
  }
  std::unordered_map<std::string, std::string> uri_of;
  for (const auto& row : *mapping) {
    uri_of[row[0]] = row[1];
  }
  for (const auto& row : *queries) {
    task.query_ids.push_back(row[0]);
    task.queries.push_back(row[1]);
  }
  std::unordered_map<std::string, std::uint32_t> concepts;
  for (const auto& row : *corpus) {
    task.form_ids.push_back(row[0]);
    task.forms.push_back(row[1]);
    const std::string& uri = uri_of.contains(row[0]) ? uri_of.at(row[0]) : row[0];
    task.concept_of.push_back(concepts.try_emplace(uri, static_cast<std::uint32_t>(concepts.size())).first->second);
  }
  task.concepts = static_cast<std::uint32_t>(concepts.size());
  for (const auto& row : *annotations) {
    if (row[3] != "0") {
      task.gold[row[0]].insert(row[2]);
    }
  }
  return task;
}

/// What the forms shown are ranked by, and which are shown.
struct Ranking {
  std::vector<float> keys;  ///< by form
  std::vector<std::uint32_t> shown;
};

Ranking ranking(const Task& task, const std::vector<float>& similarities, FormOrder order) {
  Ranking ranking{similarities, std::vector<std::uint32_t>(task.forms.size())};
  std::iota(ranking.shown.begin(), ranking.shown.end(), 0U);
  if (order == FormOrder::form) {
    return ranking;
  }
  std::vector<float> sum(task.concepts, 0.0F);
  std::vector<float> count(task.concepts, 0.0F);
  for (const std::uint32_t form : ranking.shown) {
    sum[task.concept_of[form]] += similarities[form];
    count[task.concept_of[form]] += 1;
  }
  for (const std::uint32_t form : ranking.shown) {
    const std::uint32_t owner = task.concept_of[form];
    ranking.keys[form] = kOwnShare * similarities[form] + kMeanShare * sum[owner] / count[owner];
  }
  if (order == FormOrder::concepts) {
    constexpr std::uint32_t kNone = 0xFFFFFFFFU;
    std::vector<std::uint32_t> nearest(task.concepts, kNone);
    for (const std::uint32_t form : ranking.shown) {
      std::uint32_t& best = nearest[task.concept_of[form]];
      if (best == kNone || similarities[form] > similarities[best] ||
          (similarities[form] == similarities[best] && task.form_ids[form] > task.form_ids[best])) {
        best = form;
      }
    }
    ranking.shown = std::move(nearest);
  }
  return ranking;
}

/// The rank, from 1, of the first right form; 0 when there is none.
std::size_t first_right(const Task& task, const Ranking& ranking, const std::unordered_set<std::string>& gold) {
  const auto before = [&task, &keys = ranking.keys](std::uint32_t left, std::uint32_t right) {
    return keys[left] != keys[right] ? keys[left] > keys[right] : task.form_ids[left] > task.form_ids[right];
  };
  std::size_t best = 0;
  for (const std::uint32_t form : ranking.shown) {
    if (gold.contains(task.form_ids[form])) {
      const auto ahead = std::ranges::count_if(ranking.shown, [&](std::uint32_t other) { return before(other, form); });
      const std::size_t rank = static_cast<std::size_t>(ahead) + 1;
      best = best == 0 ? rank : std::min(best, rank);
    }
  }
  return best;
}

}  // namespace

Result<RetrievalReport> evaluate_melo(const std::filesystem::path& directory, FormOrder order,
                                      const Embedding& embedding) {
  const Result<Task> task = read_task(directory);
  if (!task) {
    return task.error();
  }
  const DenseRows rows = DenseRows::of(embedding, task->forms);
  std::vector<std::size_t> ranks(task->queries.size());
  parallel_for(task->queries.size(), [&](std::size_t query) {
    const auto gold = task->gold.find(task->query_ids[query]);
    if (gold == task->gold.end()) {
      return;
    }
    std::vector<float> row(embedding.dimensions());
    embedding.embed(task->queries[query], row);
    std::vector<float> similarities(rows.size());
    rows.compare(row, similarities);
    ranks[query] = first_right(*task, ranking(*task, similarities, order), gold->second);
  });
  RetrievalReport report;
  report.queries = ranks.size();
  for (const std::size_t rank : ranks) {
    report.mrr += rank > 0 ? 1.0 / static_cast<double>(rank) : 0;
    report.a1 += rank == 1 ? 1 : 0;
    report.a5 += rank > 0 && rank <= 5 ? 1 : 0;
    report.a10 += rank > 0 && rank <= 10 ? 1 : 0;
  }
  for (double* measure : {&report.mrr, &report.a1, &report.a5, &report.a10}) {
    *measure /= std::max<double>(1, static_cast<double>(report.queries));
  }
  return report;
}

}  // namespace passerelle
