#include <xapian.h>

#include <filesystem>
#include <memory>
#include <string>

#include "systems.h"
#include "tests/support/temporary_directory.h"
#include "timing.h"

namespace passerelle::bench {
namespace {

std::string term_name(std::uint32_t term) {
  return "t" + std::to_string(term);
}
std::string cell_name(std::uint32_t cell) {
  return "XC" + std::to_string(cell);
}

/// Documents are numbered from 1 in the order of the offers.
void write_database(const Workload& workload, const std::string& folder) {
  Xapian::WritableDatabase database(folder, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
  for (std::size_t offer = 0; offer < workload.offers(); ++offer) {
    Xapian::Document document;
    const TermCounts& text = workload.offer_terms[offer];
    for (std::size_t i = 0; i < text.terms.size(); ++i) {
      document.add_term(term_name(text.terms[i]), text.counts[i]);
    }
    document.add_boolean_term(cell_name(PlaceGrid::cell_of(workload.offer_places[offer])));
    database.add_document(document);
  }
  database.commit();
}

class WithinReach : public Xapian::MatchDecider {
 public:
  WithinReach(const Workload& workload, std::size_t person) : workload_(workload), person_(person) {}
  bool operator()(const Xapian::Document& document) const override {
    return workload_.passes(person_, document.get_docid() - 1);
  }

 private:
  const Workload& workload_;
  std::size_t person_;
};

/// What one thread needs to ask.
class Asker {
 public:
  Asker(const Workload& workload, const PlaceGrid& grid, const std::string& folder, bool filtered)
      : workload_(workload), grid_(grid), filtered_(filtered), database_(std::make_unique<Xapian::Database>(folder)) {}

  /// Scores, best first; `all` looks at every match instead of leaving out what cannot win.
  std::vector<double> ask(std::size_t person, bool all) const {
    const TermCounts& text = workload_.person_terms[person];
    std::vector<Xapian::Query> terms;
    for (std::size_t i = 0; i < text.terms.size(); ++i) {
      terms.emplace_back(term_name(text.terms[i]), text.counts[i]);
    }
    Xapian::Query query(Xapian::Query::OP_OR, terms.begin(), terms.end());
    if (filtered_) {
      std::vector<Xapian::Query> cells;
      for (const std::uint32_t cell : grid_.cells_within(person)) {
        cells.emplace_back(cell_name(cell));
      }
      query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                            Xapian::Query(Xapian::Query::OP_OR, cells.begin(), cells.end()));
    }
    Xapian::Enquire enquire(*database_);
    enquire.set_query(query);
    const WithinReach within(workload_, person);
    const Xapian::MSet found =
        enquire.get_mset(0, kBest, all ? database_->get_doccount() : 0, nullptr, filtered_ ? &within : nullptr);
    std::vector<double> scores;
    for (Xapian::MSetIterator one = found.begin(); one != found.end(); ++one) {
      scores.push_back(one.get_weight());
    }
    return scores;
  }

 private:
  const Workload& workload_;
  const PlaceGrid& grid_;
  bool filtered_;
  std::unique_ptr<Xapian::Database> database_;
};

}  // namespace

std::vector<SystemRow> run_xapian(const Workload& workload, const PlaceGrid& grid) {
  const support::TemporaryDirectory folder;
  const std::string database = (folder.path() / "xapian").string();
  write_database(workload, database);
  std::vector<SystemRow> rows;
  for (const bool filtered : {false, true}) {
    const auto asker = [&](std::size_t) {
      return [made = std::make_shared<Asker>(workload, grid, database, filtered)](std::size_t person) {
        made->ask(person, false);
      };
    };
    SystemRow row{"Xapian", filtered ? "BM25, places as boolean terms and a decider" : "BM25", filtered};
    // A tenth of the people is enough for what is slow.
    const std::size_t count = workload.people() / 10;
    row.queries_per_second = queries_per_second(1, count, asker);
    row.queries_per_second_two_threads = queries_per_second(2, count, asker);
    const Asker one(workload, grid, database, filtered);
    constexpr std::size_t kChecked = 50;
    row.recall = 0;
    for (std::size_t person = 0; person < kChecked; ++person) {
      row.recall += recall_of(one.ask(person, true), one.ask(person, false)) / kChecked;
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace passerelle::bench
