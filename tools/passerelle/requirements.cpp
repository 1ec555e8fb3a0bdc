#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "ingest/offers.h"
#include "reading.h"
#include "requirements/requirement_reader.h"
#include "session.h"
#include "storage/json.h"

namespace passerelle {
namespace {

/// Enough to keep every core busy, few enough to hold in memory with their texts.
constexpr std::size_t kOffersAtOnce = 512;

std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char byte) { return byte == '\t' || byte == '\n' || byte == '\r'; }, ' ');
  return text;
}

std::string as_tsv(const OfferId& id, const std::vector<Requirement>& requirements) {
  std::string lines;
  for (const Requirement& requirement : requirements) {
    lines += one_line(id.value());
    lines += '\t';
    lines += to_string(requirement.kind);
    lines += '\t';
    lines += one_line(requirement.value);
    lines += '\t';
    lines += to_string(requirement.strictness);
    lines += '\t';
    lines += one_line(requirement.where);
    lines += '\n';
  }
  return lines;
}

std::string as_json(const OfferId& id, const std::vector<Requirement>& requirements) {
  std::string lines;
  JsonWriter json;
  for (const Requirement& requirement : requirements) {
    json.begin_object().key("offer_id").string(id.value()).key("kind").string(to_string(requirement.kind));
    json.key("value").string(requirement.value).key("strictness").string(to_string(requirement.strictness));
    json.key("where").string(one_line(requirement.where)).end_object();
    lines += json.take() + '\n';
  }
  return lines;
}

/// Offers on their way to the output, in the order of the file.
class RequirementPrinter {
 public:
  explicit RequirementPrinter(Session& session) : session_(session) {}

  void add(Offer&& offer) {
    offers_.push_back(std::move(offer));
    if (offers_.size() == kOffersAtOnce) {
      flush();
    }
  }

  void flush() {
    std::vector<std::string> lines(offers_.size());
    if (Terminal::is_open()) {
      parallel_for(offers_.size(), [&](std::size_t index) {
        const Offer& offer = offers_[index];
        const std::vector<Requirement> found = reader_.read(offer);
        lines[index] = session_.json ? as_json(offer.id, found) : as_tsv(offer.id, found);
      });
    }
    for (const std::string& text : lines) {
      session_.terminal.print(text);
    }
    offers_.clear();
  }

 private:
  Session& session_;
  RequirementReader reader_;
  std::vector<Offer> offers_;
};

}  // namespace

Action requirements_verb(CLI::App& options) {
  struct Asked {
    std::vector<std::filesystem::path> offers;
    bool tsv = false;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("offers", asked->offers, "fichiers d'offres")->type_name("OFFRES")->required();
  options.add_flag("--tsv", asked->tsv, "écrit une table à tabulations, comme sans option");
  return [asked](Session& session) -> Result<Done> {
    if (asked->tsv && session.json) {
      return Error{ErrorCode::usage, "--tsv et --json s'excluent"};
    }
    if (!session.json) {
      session.terminal.print("offer_id\tkind\tvalue\tstrictness\twhere\n");
    }
    RequirementPrinter printer(session);
    for (const std::filesystem::path& file : asked->offers) {
      Result<ReadReport> report =
          read_offers(file, session.settings.offer_mapping(), session.watch,
                      [&](Offer&& offer, RecordPosition /*position*/) { printer.add(std::move(offer)); });
      if (!report) {
        return report.error();
      }
      printer.flush();
      tell_what_was_read(session.terminal, file, report->accepted, report->rejections.size());
    }
    return Done{};
  };
}

}  // namespace passerelle
