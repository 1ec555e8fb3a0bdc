#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command_line.h"
#include "ledger_options.h"
#include "pipeline/week.h"
#include "report/words.h"
#include "session.h"
#include "storage/byte_source.h"
#include "week_inputs.h"

namespace passerelle {
namespace {

constexpr std::size_t kShownRules = 6;
constexpr std::size_t kBarWidth = 24;

std::string number(std::uint64_t value) {
  return number_in_french(static_cast<std::int64_t>(value));
}

std::string people_in_french(const WeeklyRun& run) {
  std::string text = fmt::format("\nPersonnes : {}\n", number(run.people_read));
  const auto line = [&](std::uint64_t count, std::string_view what) {
    if (count != 0) {
      const double share = run.people_read == 0 ? 0 : static_cast<double>(count) / static_cast<double>(run.people_read);
      text += fmt::format("  {:>6} {} {}\n", count, share_bar(share, kBarWidth), what);
    }
  };
  for (auto entry = run.people_by_offers.rbegin(); entry != run.people_by_offers.rend(); ++entry) {
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

/// How crowded the offers would have been, how crowded they are, and what that costs.
std::string sharing_in_french(const WeeklyRun& run) {
  if (run.alone.shown == 0) {
    return "";
  }
  const auto percent = [](std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
  };
  const Congestion& alone = run.alone;
  const Congestion& shared = run.shared;
  std::string text = fmt::format(
      "\nPartage (sans partage → avec) :\n"
      "  envois de trop vers une offre : {:.1f} % → {:.1f} %\n"
      "  offres possibles proposées à quelqu'un : {:.1f} % → {:.1f} %\n"
      "  inégalité entre offres (Gini) : {:.2f} → {:.2f}\n"
      "  score moyen : {:.3f} → {:.3f}\n",
      percent(alone.beyond, alone.shown), percent(shared.beyond, shared.shown),
      percent(alone.offers_shown, alone.offers_wanted), percent(shared.offers_shown, shared.offers_wanted), alone.gini,
      shared.gini, alone.mean_score / 10'000, shared.mean_score / 10'000);
  text += "  score moyen par dixième de personnes, du plus bas au plus haut :\n   ";
  for (std::size_t tenth = 0; tenth < alone.deciles.size(); ++tenth) {
    text += fmt::format(" {:.2f}→{:.2f}", alone.deciles.at(tenth) / 10'000, shared.deciles.at(tenth) / 10'000);
  }
  text += "\n";
  if (shared.people_short != 0) {
    text += fmt::format("  moins d'offres que le minimum garanti, faute de places : {}\n",
                        counted(static_cast<std::int64_t>(shared.people_short), "personne", "personnes"));
  }
  return text;
}

std::string summary(const WeeklyRun& run, const std::filesystem::path& out) {
  std::string text = fmt::format("Semaine {}\n\nOffres : {} lues, {} différentes ({} en double)\n", run.issue,
                                 number(run.offers_read), number(run.offers_listed), number(run.offers_repeated));
  if (run.offers_remembered != 0) {
    text += fmt::format("         {} comprises une nuit précédente\n", number(run.offers_remembered));
  }
  text += people_in_french(run);
  text += exclusions_in_french(run);
  text += sharing_in_french(run);
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
    std::shared_ptr<const LedgerArguments> ledger;
    unsigned issue = 1;
    bool accept_feed = false;
    bool resume = false;
  };
  const auto asked = std::make_shared<Asked>();
  asked->inputs = add_week_inputs(options);
  options.add_option("--out", asked->out, "dossier des résultats, créé s'il manque")->type_name("DOSSIER")->required();
  options.add_flag("--xlsx", asked->spreadsheets, "aussi un classeur .xlsx par référent");
  asked->ledger = LedgerArguments::declare(options);
  options.add_option("--issue", asked->issue, "édition de la semaine : 1, puis 2 pour un second envoi")
      ->type_name("NUMÉRO")
      ->check(whole_number(1, 99));
  options.add_flag("--accept-feed", asked->accept_feed, "accepte un flux d'offres qui a fondu de plus d'un tiers");
  options.add_flag("--resume", asked->resume,
                   "reprend une édition commencée, à la dernière étape finie ; n'en commence jamais une");
  return [asked](Session& session) -> Result<Done> {
    session.settings.spreadsheets = session.settings.spreadsheets || asked->spreadsheets;
    Result<WeekConfig> config = week_config(*asked->inputs, session);
    if (!config) {
      return config.error();
    }
    config->out = asked->out;
    config->issue = asked->issue;
    config->accept_feed = asked->accept_feed;
    config->resume = asked->resume;
    if (asked->ledger->is_named(session)) {
      Result<LedgerOptions> ledger = asked->ledger->options(session);
      if (!ledger) {
        return ledger.error();
      }
      config->ledger = std::move(*ledger);
    } else if (asked->resume) {
      return Error{ErrorCode::usage,
                   "--resume demande un registre (--ledger) : lui seul sait ce qui est commencé. "
                   "Sans lui, la même commande reprend ce qui est fini"};
    }
    const Result<WeeklyRun> run = run_week(*config, session.watch, session.team);
    if (!run) {
      return run.error();
    }
    if (!session.team.is_first()) {
      return Done{};
    }
    if (session.json) {
      const Result<std::string> account = read_whole_file(asked->out / "run.json");
      if (!account) {
        return account.error();
      }
      session.terminal.print(*account);
      return Done{};
    }
    session.terminal.print(summary(*run, asked->out));
    return Done{};
  };
}

}  // namespace passerelle
