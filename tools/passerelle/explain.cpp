#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

#include "command_line.h"
#include "ledger/event_file.h"
#include "ledger_options.h"
#include "pipeline/week.h"
#include "report/lists.h"
#include "report/review_words.h"
#include "report/words.h"
#include "session.h"
#include "storage/json.h"
#include "week_inputs.h"

namespace passerelle {
namespace {

constexpr std::size_t kPartWidth = 20;
constexpr std::size_t kNameWidth = 28;

std::string_view in_french(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "oui";
    case Answer::no:
      return "non";
    case Answer::unknown:
      break;
  }
  return "inconnu";
}

std::string card_in_french(const PairExplanation& pair) {
  const OfferCard& card = pair.item.show;
  std::string text = fmt::format("{}\n", card.title);
  for (const std::string& line : {card.employer, card.place, card.contract, card.hours, card.pay}) {
    if (!line.empty()) {
      text += fmt::format("  {}\n", line);
    }
  }
  if (pair.item.travel) {
    text += fmt::format("  {}\n", travel_in_french(*pair.item.travel));
  }
  return text;
}

std::string parts_in_french(const ShortlistItem& item) {
  std::string text = fmt::format("\nScore {:.4f}\n", static_cast<double>(item.score) / 10000);
  for (const ScorePart& part : item.parts) {
    text += fmt::format("  {} {} {:.2f} × {:.2f} = {:.4f}\n", padded(french(WordFamily::part, part.name), kNameWidth),
                        share_bar(part.value, kPartWidth), part.value, part.weight,
                        static_cast<double>(part.contribution) / 10000);
  }
  return text;
}

std::string limits_in_french(const Eligibility& limits) {
  std::string text = "\nLimites\n";
  for (const LimitAnswer& limit : limits) {
    text += fmt::format("  {} {}", padded(french(WordFamily::rule, to_string(limit.rule)), kNameWidth),
                        padded(limit.matters ? in_french(limit.answer) : "sans objet", 11));
    if (!limit.asked.empty()) {
      text += fmt::format(" demandé : {}", limit.asked);
    }
    if (!limit.measured.empty()) {
      text += fmt::format("{}{}", limit.asked.empty() ? " " : " ; ", limit.measured);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string skills_in_french(const ShortlistItem& item) {
  std::string text;
  if (!item.matched.empty()) {
    text += "\nCe que la personne a pour cette offre\n";
    for (const MatchedSkill& skill : item.matched) {
      text += fmt::format("  {} : {} ({})", skill.asked, skill.has,
                          french(WordFamily::evidence, to_string(skill.evidence)));
      if (const std::string ratings = ratings_in_french(skill.self, skill.referent); !ratings.empty()) {
        text += fmt::format(", {}", ratings);
      }
      text += ratings_differ(skill.self, skill.referent) ? " : à en parler\n" : "\n";
    }
  }
  if (!item.missing.empty()) {
    text += "\nCe qui manque\n";
    for (const MissingSkill& skill : item.missing) {
      text += fmt::format("  {} ({}){}\n", skill.asked, french(WordFamily::strictness, to_string(skill.strictness)),
                          skill.step.empty() ? "" : fmt::format(" → {}", french(WordFamily::step, skill.step)));
    }
  }
  if (!item.to_check.empty()) {
    text += "\nÀ vérifier\n";
    for (const Question& question : item.to_check) {
      text += fmt::format("  {}\n", question.question);
    }
  }
  if (!item.warnings.empty()) {
    text += "\nÀ savoir\n";
    for (const std::string& warning : item.warnings) {
      text += fmt::format("  {}\n", french(WordFamily::warning, warning));
    }
  }
  return text;
}

/// Why an offer was taken out: "cet employeur", "horaires (nuit)".
std::string reason_in_french(std::string_view code, std::string_view value) {
  const auto reasons = review_reasons();
  const auto found = std::ranges::find(reasons, code, &ReviewReason::code);
  const std::string_view words = found == reasons.end() ? code : found->words;
  if (value.empty()) {
    return std::string(words);
  }
  return fmt::format("{} ({}{})", words, code == "hours" ? hours_in_french(value) : value,
                     code == "distance" ? " minutes" : "");
}

std::string event_in_french(const Event& event) {
  const std::string day = day_in_french(std::chrono::floor<std::chrono::days>(event.at));
  switch (event.type) {
    case EventType::proposed:
      return fmt::format("proposée dans l'édition {}", event.value);
    case EventType::sent:
      return fmt::format("envoyée le {}", day);
    case EventType::validated:
      return fmt::format("gardée par {} le {}", event.by.id, day);
    case EventType::pinned:
      return fmt::format("épinglée par {} le {}", event.by.id, day);
    default:
      return fmt::format("écartée par {} le {} : {}{}", event.by.id, day, reason_in_french(event.reason, event.value),
                         event.valid_until ? fmt::format(", jusqu'au {}", day_in_french(*event.valid_until)) : "");
  }
}

std::string ledger_in_french(const PairInLedger& ledger) {
  std::string text = "\nRegistre\n";
  for (const Event& event : ledger.events) {
    text += fmt::format("  {}\n", event_in_french(event));
  }
  if (ledger.events.empty()) {
    text += "  rien sur cette offre pour cette personne\n";
  }
  if (ledger.closed) {
    text += "  → fermée : elle n'est plus proposée à personne\n";
  } else if (ledger.held_back) {
    text += "  → retenue : elle n'est pas proposée cette semaine\n";
  } else if (ledger.pinned) {
    text += "  → épinglée : proposée en premier si les limites le permettent\n";
  }
  for (const Veto& veto : ledger.vetoes) {
    const std::string& about = veto.reason == "employer"     ? veto.employer
                               : veto.reason == "occupation" ? veto.occupation
                                                             : veto.value;
    text += fmt::format("  ne plus proposer à cette personne : {}\n", reason_in_french(veto.reason, about));
  }
  return text;
}

std::string as_text(const PairExplanation& pair) {
  std::string text = fmt::format("Personne {}, offre {}\n{}\n\n", pair.person, pair.offer, pair.verdict);
  text += card_in_french(pair);
  if (!pair.item.why.empty()) {
    text += fmt::format("\n{}\n", pair.item.why);
  }
  return text + (pair.ledger ? ledger_in_french(*pair.ledger) : "") + parts_in_french(pair.item) +
         limits_in_french(pair.eligibility) + skills_in_french(pair.item);
}

void write_text_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  if (text.empty()) {
    json.null();
  } else {
    json.string(text);
  }
}

void write_ledger(JsonWriter& json, const PairInLedger& ledger) {
  json.key("ledger").begin_object().key("closed").boolean(ledger.closed).key("held_back").boolean(ledger.held_back);
  json.key("pinned").boolean(ledger.pinned).key("events").begin_array();
  for (const Event& event : ledger.events) {
    json.raw(event_line(event));
  }
  json.end_array().key("vetoes").begin_array();
  for (const Veto& veto : ledger.vetoes) {
    json.begin_object().key("reason").string(veto.reason);
    write_text_or_null(json, "value", veto.value);
    write_text_or_null(json, "employer", veto.employer);
    write_text_or_null(json, "occupation", veto.occupation);
    json.end_object();
  }
  json.end_array().end_object();
}

std::string as_json(const PairExplanation& pair) {
  JsonWriter json;
  json.begin_object().key("person").string(pair.person).key("offer").string(pair.offer);
  json.key("verdict").string(pair.verdict).key("limits").begin_array();
  for (const LimitAnswer& limit : pair.eligibility) {
    json.begin_object().key("rule").string(to_string(limit.rule)).key("answer").string(to_string(limit.answer));
    json.key("matters").boolean(limit.matters);
    write_text_or_null(json, "asked", limit.asked);
    write_text_or_null(json, "measured", limit.measured);
    json.end_object();
  }
  json.end_array().key("item").raw(item_json(pair.item));
  if (pair.ledger) {
    write_ledger(json, *pair.ledger);
  }
  json.end_object();
  return json.take() + '\n';
}

}  // namespace

Action explain_verb(CLI::App& options) {
  struct Asked {
    std::shared_ptr<WeekInputs> inputs;
    std::string person;
    std::string offer;
    std::shared_ptr<const LedgerArguments> ledger;
    unsigned issue = 1;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--person", asked->person, "identifiant de la personne")->type_name("ID")->required();
  options.add_option("--offer", asked->offer, "identifiant de l'offre")->type_name("ID")->required();
  asked->inputs = add_week_inputs(options);
  asked->ledger = LedgerArguments::declare(options);
  options
      .add_option("--issue", asked->issue,
                  "édition de la semaine ; avec un registre : ce qu'elle a proposé elle-même n'écarte rien. Le partage "
                  "entre personnes n'est pas refait")
      ->type_name("NUMÉRO")
      ->check(whole_number(1, 99));
  return [asked](Session& session) -> Result<Done> {
    Result<WeekConfig> config = week_config(*asked->inputs, session);
    if (!config) {
      return config.error();
    }
    config->issue = asked->issue;
    if (asked->ledger->is_named(session)) {
      Result<LedgerOptions> ledger = asked->ledger->options(session);
      if (!ledger) {
        return ledger.error();
      }
      config->ledger = std::move(*ledger);
    }
    const Result<PairExplanation> pair = explain_pair(*config, asked->person, asked->offer, session.watch);
    if (!pair) {
      return pair.error();
    }
    session.terminal.print(session.json ? as_json(*pair) : as_text(*pair));
    return Done{};
  };
}

}  // namespace passerelle
