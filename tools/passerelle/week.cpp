#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/week.h"
#include "report/words.h"
#include "session.h"
#include "storage/byte_source.h"
#include "storage/json.h"
#include "storage/json_records.h"
#include "week_inputs.h"

namespace passerelle {
namespace {

constexpr std::size_t kShownRules = 6;
constexpr std::size_t kBarWidth = 24;

std::string number(std::uint64_t value) {
  return number_in_french(static_cast<std::int64_t>(value));
}

/// How many people received how many offers, counted in the lists as they were written.
Result<std::map<std::size_t, std::uint64_t>> people_by_offers(const std::filesystem::path& lists) {
  Result<ByteSource> source = ByteSource::open(lists);
  if (!source) {
    return source.error();
  }
  std::map<std::size_t, std::uint64_t> people;
  const auto count = [&](RawRecord&& record) {
    if (const Result<JsonDocument> line = JsonDocument::parse(record.text)) {
      ++people[line->root()["offers"].size()];
    }
    return true;
  };
  if (Result<Done> read = for_each_json_record(*source, {}, count); !read) {
    return read.error();
  }
  return people;
}

std::string people_in_french(const WeeklyRun& run, const std::map<std::size_t, std::uint64_t>& by_offers) {
  std::string text = fmt::format("\nPersonnes : {}\n", number(run.people_read));
  const auto line = [&](std::uint64_t count, std::string_view what) {
    if (count != 0) {
      const double share = run.people_read == 0 ? 0 : static_cast<double>(count) / static_cast<double>(run.people_read);
      text += fmt::format("  {:>6} {} {}\n", count, share_bar(share, kBarWidth), what);
    }
  };
  for (auto entry = by_offers.rbegin(); entry != by_offers.rend(); ++entry) {
    const auto& [offers, people] = *entry;
    if (offers != 0) {
      line(people, fmt::format("{} {}", people == 1 ? "reçoit" : "reçoivent",
                               counted(static_cast<std::int64_t>(offers), "offre", "offres")));
    }
  }
  line(run.people_empty, "sans offre cette semaine : voir pourquoi sur les pages");
  line(run.people_paused, "sans liste (en pause, en immersion, en emploi…)");
  return text;
}

std::string exclusions_in_french(const WeeklyRun& run) {
  std::vector<std::pair<std::string, std::int64_t>> rules(run.excluded.begin(), run.excluded.end());
  if (rules.empty()) {
    return "";
  }
  // Rules of the same count keep the order of their names.
  std::ranges::stable_sort(rules, std::ranges::greater(), [](const auto& rule) { return rule.second; });
  std::string text = "\nÉcarté, toutes personnes ensemble :\n";
  rules.resize(std::min(kShownRules, rules.size()));
  for (const auto& [rule, count] : rules) {
    text += fmt::format("  {}\n", excluded_in_french(rule, count));
  }
  return text;
}

std::string summary(const WeeklyRun& run, const std::map<std::size_t, std::uint64_t>& by_offers,
                    const std::filesystem::path& out) {
  std::string text = fmt::format("Semaine {}\n\nOffres : {} lues, {} différentes ({} en double)\n", run.issue,
                                 number(run.offers_read), number(run.offers_listed), number(run.offers_repeated));
  if (run.offers_remembered != 0) {
    text += fmt::format("         {} comprises une nuit précédente\n", number(run.offers_remembered));
  }
  text += people_in_french(run, by_offers);
  text += exclusions_in_french(run);
  text += fmt::format("\nOffres proposées : {}\n", number(run.offers_proposed));
  if (run.records_rejected != 0) {
    text += fmt::format("Enregistrements mis de côté : {} (raisons dans {})\n", number(run.records_rejected),
                        (out / "rejected.ndjson").string());
  }
  for (const std::string& warning : run.warnings) {
    text += fmt::format("Remarque : {}\n", warning);
  }
  if (!run.memory_note.empty()) {
    text += fmt::format("Remarque : {}\n", run.memory_note);
  }
  text += fmt::format("\nListes : {}\nPages des référents : {}\n", run.lists.string(), run.pages.string());
  return text;
}

}  // namespace

Action week_verb(CLI::App& options) {
  struct Asked {
    std::shared_ptr<WeekInputs> inputs;
    std::filesystem::path out;
    bool spreadsheets = false;
  };
  const auto asked = std::make_shared<Asked>();
  asked->inputs = add_week_inputs(options);
  options.add_option("--out", asked->out, "dossier des résultats, créé s'il manque")->type_name("DOSSIER")->required();
  options.add_flag("--xlsx", asked->spreadsheets, "aussi un classeur .xlsx par référent");
  return [asked](Session& session) -> Result<Done> {
    session.settings.spreadsheets = session.settings.spreadsheets || asked->spreadsheets;
    Result<WeekConfig> config = week_config(*asked->inputs, session);
    if (!config) {
      return config.error();
    }
    config->out = asked->out;
    const Result<WeeklyRun> run = run_week(*config, session.watch);
    if (!run) {
      return run.error();
    }
    if (session.json) {
      const Result<std::string> account = read_whole_file(asked->out / "run.json");
      if (!account) {
        return account.error();
      }
      session.terminal.print(*account);
      return Done{};
    }
    const Result<std::map<std::size_t, std::uint64_t>> by_offers = people_by_offers(run->lists);
    if (!by_offers) {
      return by_offers.error();
    }
    session.terminal.print(summary(*run, *by_offers, asked->out));
    return Done{};
  };
}

}  // namespace passerelle
