#include "review_inputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/people.h"
#include "reading.h"
#include "report/words.h"

namespace passerelle {

std::shared_ptr<ReviewInputs> add_review_inputs(CLI::App& options) {
  const auto inputs = std::make_shared<ReviewInputs>();
  inputs->ledger = LedgerArguments::declare(options);
  options.add_option("--lists", inputs->lists, "listes de la semaine (lists.ndjson)")->type_name("FICHIER")->required();
  options.add_option("--people", inputs->people, "personnes : dit qui suit qui")->type_name("FICHIER")->required();
  options.add_option("--referents", inputs->referents, "référents : noms, absences et remplaçants")
      ->type_name("FICHIER");
  options.add_option("--day", inputs->day, "jour où l'on relit, pour les absences ; sans elle, aujourd'hui")
      ->type_name("JOUR");
  return inputs;
}

Result<CareFiles> read_care(const ReviewInputs& inputs, Session& session) {
  const std::optional<Day> day = inputs.day.empty() ? today() : parse_day(inputs.day);
  if (!day) {
    return Error{ErrorCode::usage, fmt::format("--day : « {} » n'est pas un jour ; on écrit 2026-11-24", inputs.day)};
  }
  Result<Feed<Person>> people = read_people(inputs.people, session.watch);
  if (!people) {
    return people.error();
  }
  tell_what_was_read(session.terminal, inputs.people, people->records.size(), people->rejections.size());
  Feed<Referent> referents;
  if (!inputs.referents.empty()) {
    Result<Feed<Referent>> read = read_referents(inputs.referents);
    if (!read) {
      return read.error();
    }
    tell_what_was_read(session.terminal, inputs.referents, read->records.size(), read->rejections.size());
    referents = std::move(*read);
  }
  Care care(people->records, referents.records, *day);
  return CareFiles{std::move(referents.records), std::move(care)};
}

Instant moment_of(const ReviewInputs& inputs) {
  return inputs.day.empty() ? now() : Instant(*parse_day(inputs.day));
}

Instant decisions_since(Week week) {
  constexpr int kDaysBefore = 28;
  return Instant(monday_of(week) - std::chrono::days(kDaysBefore));
}

std::string rejections_in_french(const std::vector<Rejection>& rejections) {
  constexpr std::size_t kShown = 20;
  std::string text;
  const std::size_t shown = std::min(kShown, rejections.size());
  for (std::size_t index = 0; index < shown; ++index) {
    const Rejection& one = rejections[index];
    text += fmt::format("  {}, ligne {}{} : {}\n", one.file, one.line,
                        one.field.empty() ? "" : ", « " + one.field + " »", one.reason);
  }
  if (shown < rejections.size()) {
    text += fmt::format("  … et {} de plus ; --json les donne tous\n", rejections.size() - shown);
  }
  return text;
}

void tell_rejections(Session& session, const std::vector<Rejection>& rejections) {
  if (!rejections.empty()) {
    std::string text = rejections_in_french(rejections);
    text.pop_back();
    session.terminal.tell(text);
  }
}

}  // namespace passerelle
