#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/nearest.h"
#include "report/review.h"
#include "report/review_import.h"
#include "report/review_words.h"
#include "report/words.h"
#include "review_inputs.h"
#include "session.h"
#include "storage/atomic_file.h"
#include "storage/json.h"

namespace passerelle {
namespace {

Error unknown_referent(const Care& care, const std::string& id) {
  std::vector<std::string> known;
  for (const ReferentId& referent : care.referents()) {
    known.push_back(referent.value());
  }
  const std::string nearest = nearest_name(id, known);
  return {ErrorCode::usage, fmt::format("référent inconnu : « {} »{}", id,
                                        nearest.empty() ? "" : fmt::format(" ; le plus proche est « {} »", nearest))};
}

/// Whose people are exported: those of the référent, or of the one they stand in for.
Result<Done> check_stand_in(const Care& care, const ReferentId& referent, const ReferentId& absent) {
  if (!care.knows(absent)) {
    return unknown_referent(care, absent.value());
  }
  if (!care.is_absent(absent)) {
    return Error{ErrorCode::usage, fmt::format("{} n'est pas absent ce jour-là : le fichier des référents dit les "
                                               "absences (« absent »)",
                                               absent.value())};
  }
  if (care.acting(absent) != referent) {
    return Error{ErrorCode::usage, fmt::format("{} est remplacé par {}, pas par {}", absent.value(),
                                               care.acting(absent).value(), referent.value())};
  }
  return Done{};
}

Result<Done> write_rows(const std::filesystem::path& out, const std::string& title, Day created,
                        const std::vector<ReviewRow>& rows) {
  const std::string extension = out.extension().string();
  if (extension == ".csv") {
    return write_file(out, review_csv(rows));
  }
  if (extension == ".ndjson") {
    return write_file(out, review_ndjson(rows));
  }
  if (extension == ".xlsx") {
    return write_review_workbook(out, title, created, rows);
  }
  return Error{ErrorCode::usage, fmt::format("--out : « {} » doit finir par .csv, .xlsx ou .ndjson", out.string())};
}

void write_rejections(JsonWriter& json, const std::vector<Rejection>& rejections) {
  json.key("rejected").begin_array();
  for (const Rejection& rejection : rejections) {
    json.begin_object().key("line").integer(static_cast<std::int64_t>(rejection.line));
    json.key("field").string(rejection.field).key("reason").string(rejection.reason).end_object();
  }
  json.end_array();
}

std::string as_json(const ReviewOutcome& outcome, std::size_t recorded) {
  JsonWriter json;
  json.begin_object().key("kept").integer(outcome.kept).key("pinned").integer(outcome.pinned);
  json.key("dropped").begin_object();
  for (const auto& [reason, count] : outcome.dropped) {
    json.key(reason).integer(count);
  }
  json.end_object().key("edited").integer(outcome.edited).key("noted").integer(outcome.noted);
  json.key("undecided").integer(outcome.undecided).key("to_call").begin_array();
  for (const PersonId& person : outcome.to_call) {
    json.string(person.value());
  }
  json.end_array().key("recorded").integer(static_cast<std::int64_t>(recorded));
  write_rejections(json, outcome.rejections);
  json.end_object();
  return json.take() + "\n";
}

std::string in_french(const ReviewOutcome& outcome, std::size_t recorded) {
  std::string text = fmt::format("Gardées : {}{}\n", counted(outcome.kept, "offre", "offres"),
                                 outcome.pinned == 0 ? "" : fmt::format(", dont {} à épingler", outcome.pinned));
  std::int64_t dropped = 0;
  std::string reasons;
  for (const auto& [code, count] : outcome.dropped) {
    const ReviewReason* reason = parse_review_reason(code);
    dropped += count;
    reasons += fmt::format("{}{} : {}", reasons.empty() ? " (" : ", ", reason == nullptr ? code : reason->words, count);
  }
  text += fmt::format("Écartées : {}{}\n", counted(dropped, "offre", "offres"), reasons.empty() ? "" : reasons + ")");
  text += fmt::format("Non décidées : {} ; rien ne part pour elles\n", counted(outcome.undecided, "offre", "offres"));
  text += fmt::format("Phrases changées : {}. Notes : {}\n", outcome.edited, outcome.noted);
  if (!outcome.to_call.empty()) {
    text += "À appeler :";
    for (const PersonId& person : outcome.to_call) {
      text += " " + person.value();
    }
    text += "\n";
  }
  text += fmt::format("Lignes mises de côté : {}\n", outcome.rejections.size());
  text += rejections_in_french(outcome.rejections);
  text += recorded == 0
              ? "Rien de nouveau : tout était déjà enregistré.\n"
              : fmt::format("Enregistré : {}\n", counted(static_cast<std::int64_t>(recorded), "geste", "gestes"));
  return text;
}

/// The lists of the people a review file names.
Result<std::vector<ProposedList>> lists_named(const std::filesystem::path& file, const Feed<ReviewLine>& lines,
                                              Session& session) {
  std::set<std::string> named;
  for (const ReviewLine& line : lines.records) {
    named.insert(line.row[ReviewColumn::person]);
  }
  std::vector<ProposedList> lists;
  Result<std::vector<Rejection>> rejections = for_each_list(file, [&](ProposedList&& list) {
    if (named.contains(list.shortlist.person.value())) {
      lists.push_back(std::move(list));
    }
    return !session.watch.must_stop();
  });
  if (!rejections) {
    return rejections.error();
  }
  tell_rejections(session, *rejections);
  return lists;
}

Result<Done> import_file(const ReviewInputs& inputs, const std::string& by, const std::filesystem::path& file,
                         Session& session) {
  Result<CareFiles> files = read_care(inputs, session);
  if (!files) {
    return files.error();
  }
  const ReferentId referent(by);
  if (!files->care.knows(referent)) {
    return unknown_referent(files->care, by);
  }
  Result<Feed<ReviewLine>> lines = read_review(file);
  if (!lines) {
    return lines.error();
  }
  Result<std::vector<ProposedList>> lists = lists_named(inputs.lists, *lines, session);
  if (!lists) {
    return lists.error();
  }
  Result<Ledger> ledger = inputs.ledger->open(session);
  if (!ledger) {
    return ledger.error();
  }
  std::optional<Instant> since;
  if (!lists->empty()) {
    since = decisions_since(lists->front().week);
  }
  Result<Decisions> decisions = decisions_of(*ledger, since);
  if (!decisions) {
    return decisions.error();
  }
  const ReviewOutcome outcome =
      review_outcome(*lines, file.filename().string(), *lists, files->care, *decisions, {referent, now()});
  Result<std::size_t> recorded = ledger->append(outcome.events);
  if (!recorded) {
    return recorded.error();
  }
  if (session.json) {
    session.terminal.print(as_json(outcome, *recorded));
  } else {
    session.terminal.print(in_french(outcome, *recorded));
  }
  return Done{};
}

}  // namespace

Action review_export_verb(CLI::App& options) {
  struct Asked {
    std::string referent;
    std::string absent;
    std::filesystem::path out;
  };
  const auto inputs = add_review_inputs(options);
  const auto asked = std::make_shared<Asked>();
  options.add_option("--referent", asked->referent, "référent qui relit")->type_name("RÉFÉRENT")->required();
  options.add_option("--for", asked->absent, "référent absent que l'on remplace : ses personnes seulement")
      ->type_name("RÉFÉRENT");
  options.add_option("--out", asked->out, "fichier à écrire : .csv, .xlsx ou .ndjson")
      ->type_name("FICHIER")
      ->required();
  return [inputs, asked](Session& session) -> Result<Done> {
    Result<CareFiles> files = read_care(*inputs, session);
    if (!files) {
      return files.error();
    }
    const Care& care = files->care;
    const ReferentId referent(asked->referent);
    const ReferentId absent(asked->absent);
    if (!care.knows(referent)) {
      return unknown_referent(care, asked->referent);
    }
    if (!asked->absent.empty()) {
      if (Result<Done> allowed = check_stand_in(care, referent, absent); !allowed) {
        return allowed;
      }
    }
    const auto is_asked_for = [&](const PersonId& person) {
      return asked->absent.empty() ? care.may_decide(referent, person)
                                   : std::ranges::any_of(care.referents_of(person),
                                                         [&](const ReferentLink& link) { return link.id == absent; });
    };
    std::vector<ProposedList> lists;
    Result<std::vector<Rejection>> rejections = for_each_list(inputs->lists, [&](ProposedList&& list) {
      if (is_asked_for(list.shortlist.person)) {
        lists.push_back(std::move(list));
      }
      return !session.watch.must_stop();
    });
    if (!rejections) {
      return rejections.error();
    }
    tell_rejections(session, *rejections);
    if (lists.empty()) {
      session.terminal.tell(fmt::format("Aucune liste à relire pour {}", asked->referent));
    }
    const Week week = lists.empty() ? week_of(today()) : lists.front().week;
    Result<Ledger> ledger = inputs->ledger->open(session);
    if (!ledger) {
      return ledger.error();
    }
    Result<Decisions> decisions = decisions_of(*ledger, decisions_since(week));
    if (!decisions) {
      return decisions.error();
    }
    Result<SignsOfLife> signs = signs_of_life(*ledger, moment_of(*inputs));
    if (!signs) {
      return signs.error();
    }
    std::vector<ReviewRow> rows;
    for (const ProposedList& list : lists) {
      add_review_rows(rows, list, *decisions, signs->of(list.shortlist.person));
    }
    if (Result<Done> written =
            write_rows(asked->out, fmt::format("{} – {}", asked->referent, to_string(week)), monday_of(week), rows);
        !written) {
      return written;
    }
    session.terminal.tell(fmt::format("{} : {}, {}", asked->out.string(),
                                      counted(static_cast<std::int64_t>(lists.size()), "personne", "personnes"),
                                      counted(static_cast<std::int64_t>(rows.size()), "ligne", "lignes")));
    return Done{};
  };
}

Action review_import_verb(CLI::App& options) {
  struct Asked {
    std::string by;
    std::filesystem::path file;
  };
  const auto inputs = add_review_inputs(options);
  const auto asked = std::make_shared<Asked>();
  options.add_option("--by", asked->by, "référent qui a relu")->type_name("RÉFÉRENT")->required();
  options.add_option("file", asked->file, "relecture remplie : CSV ou NDJSON")->type_name("FICHIER")->required();
  return [inputs, asked](Session& session) { return import_file(*inputs, asked->by, asked->file, session); };
}

}  // namespace passerelle
