#include "evaluate/lists.h"

#include <fmt/format.h>

#include <memory>

#include "session.h"
#include "shares.h"
#include "storage/json.h"

namespace passerelle {
namespace {

std::string as_json(const ListReport& report) {
  JsonWriter json;
  json.begin_object().key("people").integer(static_cast<std::int64_t>(report.people));
  json.key("ndcg5").number(rounded(report.ndcg5)).key("p5").number(rounded(report.p5));
  json.key("blocked_shown").number(rounded(report.blocked_shown));
  json.key("unjudged5").number(rounded(report.unjudged5)).end_object();
  return json.take() + "\n";
}

std::string as_table(const ListReport& report) {
  std::string text = fmt::format("{} personnes jugées, dont {} sans liste", report.people, report.without_list);
  text += fmt::format(" ; {} autres pour qui rien de jugé ne convient ne comptent pas\n\n", report.left_out);
  const auto line = [&text](std::string_view name, double value) {
    text += fmt::format("{:<58} {:>6.3f}\n", name, value);
  };
  line("nDCG des 5 premières offres", report.ndcg5);
  line("part des 5 places tenues par une bonne offre (2 ou 3)", report.p5);
  text += fmt::format("{:<58} {:>6}\n", "offres montrées", report.shown);
  line("part des offres montrées qui sont bloquées", report.blocked_shown);
  line("part des offres montrées que personne n'a jugées", report.unjudged5);
  return text;
}

}  // namespace

Action evaluate_lists_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path lists;
    std::filesystem::path judgements;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--lists", asked->lists, "listes de la semaine (lists.ndjson)")->type_name("FICHIER")->required();
  options
      .add_option(
          "--qrels", asked->judgements,
          "jugements : person, offer, grade (0 à 3), blocked (0 ou 1). ndcg5 : gain 2^note - 1, place i divisée "
          "par log2(i + 1), idéal sur les offres jugées non bloquées. p5 : part de cinq places, vides comprises, "
          "tenues par une note de 2 ou 3 non bloquée. blocked_shown, unjudged5 : parts des offres montrées. Une "
          "personne sans liste vaut 0 ; celle pour qui rien de jugé ne convient n'est pas comptée")
      ->type_name("TSV")
      ->required();
  return [asked](Session& session) -> Result<Done> {
    const Result<ListReport> report = evaluate_lists(asked->lists, asked->judgements);
    if (!report) {
      return report.error();
    }
    session.terminal.print(session.json ? as_json(*report) : as_table(*report));
    return Done{};
  };
}

}  // namespace passerelle
