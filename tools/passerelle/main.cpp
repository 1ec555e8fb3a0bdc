#include <fmt/format.h>

#include <array>
#include <exception>

#include "base/parallel.h"
#include "base/simd.h"
#include "command_line.h"
#include "interruption.h"
#include "session.h"
#include "terminal.h"

namespace passerelle {
namespace {

constexpr std::array<Verb, 16> kVerbs{{
    {"week", "prépare les listes de la semaine de toutes les personnes",
     "passerelle week --offers offres.jsonl --people personnes.ndjson --referents referents.ndjson --out semaine",
     week_verb},
    {"explain", "explique une offre pour une personne, montrée ou non",
     "passerelle explain --person P-0042 --offer 192ABCD --offers offres.jsonl --people personnes.ndjson",
     explain_verb},
    {"link", "montre ce qui est compris d'un texte", "passerelle link \"j'ai gardé des enfants, permis B\"", link_verb},
    {"requirements", "montre ce que des offres demandent, et les mots où on l'a lu",
     "passerelle requirements offres.jsonl > exigences.tsv", requirements_verb},
    {"check", "vérifie un fichier d'offres ou de personnes", "passerelle check offers offres.jsonl", check_verb},
    {"referential import", "compile un référentiel : les fichiers CSV de ROME 4.x, ou nos tables",
     "passerelle referential import rome_v460 --out referential.bin", referential_import_verb},
    {"referential import-communes", "vérifie une table de communes et l'enregistre",
     "passerelle referential import-communes communes.csv --out communes.tsv", import_communes_verb},
    {"referential show", "montre un métier, une famille de métiers ou une compétence",
     "passerelle referential show G1602", referential_show_verb},
    {"train", "apprend un modèle à partir d'un référentiel",
     "passerelle train --rome rome_v460 --esco esco_fr --seed 1 --out modele", train_verb},
    {"evaluate occupations", "mesure le lien entre des offres et leur métier",
     "passerelle evaluate occupations --offers offres.jsonl --gold eval_rome.tsv", evaluate_occupations_verb},
    {"evaluate linking", "mesure le rapprochement de titres de métiers (MELO)",
     "passerelle evaluate linking --melo fra_q_fr_c_fr --order concept", evaluate_linking_verb},
    {"evaluate queries", "mesure le lien entre des mots de tous les jours et leur métier",
     "passerelle evaluate queries --tsv requetes.tsv", evaluate_queries_verb},
    {"evaluate skills", "mesure les compétences lues dans les offres",
     "passerelle evaluate skills --offers offres.jsonl --gold eval_competences.tsv", evaluate_skills_verb},
    {"evaluate requirements", "mesure la lecture de ce que les offres demandent",
     "passerelle evaluate requirements --offers offres.jsonl --gold datasets/gold/requirements_test.tsv",
     evaluate_requirements_verb},
    {"evaluate lists", "mesure les listes avec des jugements de référents",
     "passerelle evaluate lists --lists semaine/lists.ndjson --qrels datasets/gold/lists_dev.tsv", evaluate_lists_verb},
    {"config", "montre la configuration en vigueur, chaque valeur avec son sens", "passerelle config > passerelle.toml",
     config_verb},
}};

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return 2;
    case ErrorCode::input_unusable:
      return 3;
    case ErrorCode::artefact_refused:
      return 4;
    case ErrorCode::output_failed:
      return 5;
    case ErrorCode::interrupted:
      return 130;
  }
  return 1;
}

int fail(const Error& error) {
  fmt::print(stderr, "passerelle : {}\n", error.message);
  return exit_code(error.code);
}

int run(int count, const char* const* arguments) {
  CommandLine command_line(kVerbs);
  const Result<bool> parsed = command_line.parse(count, arguments);
  if (!parsed) {
    return fail(parsed.error());
  }
  if (!*parsed) {
    return 0;
  }
  Result<Settings> settings = command_line.settings();
  if (!settings) {
    return fail(settings.error());
  }
  if (const Result<SimdLevel> simd = simd_of_environment(); !simd) {
    return fail(simd.error());
  }
  const ThreadLimit threads(settings->threads);
  Terminal terminal(command_line.common().quiet);
  Session session{std::move(settings).value(), command_line.common().json, {}, terminal};
  session.watch.interrupted = &listen_to_signals();
  session.watch.progress = [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
    terminal.show_progress(step, done, total);
  };
  const Result<Done> done = command_line.action()(session);
  terminal.clear_bar();
  const Result<Done> written = Terminal::finish();
  if (!done) {
    return fail(done.error());
  }
  return written ? 0 : fail(written.error());
}

}  // namespace
}  // namespace passerelle

int main(int count, char** arguments) {
  try {
    return passerelle::run(count, arguments);
  } catch (const std::exception& bug) {
    fmt::print(stderr, "passerelle : erreur interne : {}\n", bug.what());
    return 1;
  }
}
