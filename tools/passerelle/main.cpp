#include <fmt/format.h>

#include <array>
#include <exception>

#include "program.h"
#include "session.h"

namespace passerelle {
namespace {

constexpr std::array<Verb, 35> kVerbs{{
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
    {"review export", "écrit ce qu'un référent relit : CSV ou XLSX pour tableur, ou NDJSON",
     "passerelle review export --ledger registre.db --lists semaine/lists.ndjson --people personnes.ndjson "
     "--referents referents.ndjson --referent R-07 --out relecture.csv",
     review_export_verb},
    {"review import", "enregistre ce qu'un référent a décidé, offre par offre",
     "passerelle review import --ledger registre.db --lists semaine/lists.ndjson --people personnes.ndjson --by R-07 "
     "relecture.csv",
     review_import_verb},
    {"review notify", "prépare le courriel qui dit à chaque référent que ses listes sont prêtes",
     "passerelle review notify --ledger registre.db --lists semaine/lists.ndjson --people personnes.ndjson "
     "--referents referents.ndjson",
     review_notify_verb},
    {"privacy export", "tout ce qui est gardé d'une personne, lisible par elle",
     "passerelle privacy export --ledger registre.db --person P-0042 --people personnes.ndjson --out dossier",
     privacy_export_verb},
    {"privacy rectify", "corrige ce qui est gardé d'une personne",
     "passerelle privacy rectify --ledger registre.db --person P-0042 --by R-07 --set \"phone=06 39 98 00 42\"",
     privacy_rectify_verb},
    {"privacy erase", "efface une personne pour de bon",
     "passerelle privacy erase --ledger registre.db --person P-0042 --by R-07 --from personnes.ndjson contacts.ndjson",
     privacy_erase_verb},
    {"privacy retain", "montre qui doit être prévenu ou effacé après un long silence, et l'efface",
     "passerelle privacy retain --ledger registre.db --people personnes.ndjson --warn a_prevenir.csv",
     privacy_retain_verb},
    {"privacy notice", "écrit la notice remise à la personne, en français simple",
     "passerelle privacy notice --config passerelle.toml --out notice.html", privacy_notice_verb},
    {"send", "envoie les listes validées, chacune une fois, aux heures permises",
     "passerelle send --ledger registre.db --lists semaine/lists.ndjson --contacts contacts.ndjson", send_verb},
    {"listen", "écoute les passerelles et les personnes : rapports, réponses, STOP",
     "passerelle listen --ledger registre.db --port 8091", listen_verb},
    {"ledger status", "montre ce que le registre contient", "passerelle ledger status --ledger registre.db",
     ledger_status_verb},
    {"ledger migrate", "met le registre à la version de ce programme", "passerelle ledger migrate --ledger registre.db",
     ledger_migrate_verb},
    {"ledger backup", "écrit tout le registre dans un fichier, pendant que d'autres s'en servent",
     "passerelle ledger backup --ledger registre.db --to registre-2026-11-28.db", ledger_backup_verb},
    {"ledger restore", "reprend une sauvegarde : rien ne repart, personne ne revient",
     "passerelle ledger restore --ledger registre.db --from registre-2026-11-28.db --replace", ledger_restore_verb},
    {"ledger verify", "relit tout le registre et dit ce qui est abîmé", "passerelle ledger verify --ledger registre.db",
     ledger_verify_verb},
    {"ledger import", "ajoute au registre des événements venus d'ailleurs",
     "passerelle ledger import --ledger registre.db events.ndjson", ledger_import_verb},
    {"ledger export", "écrit les événements du registre ; un refus ne se lit pas dans ce fichier",
     "passerelle ledger export --ledger registre.db --out events.ndjson", ledger_export_verb},
    {"message preview", "montre les messages comme les personnes les liraient, avec leur longueur ; n'envoie rien",
     "passerelle message preview --lists semaine/lists.ndjson --contacts contacts.ndjson", message_preview_verb},
    {"message settle", "dit d'un message incertain s'il est parti ou non",
     "passerelle message settle 3f9c0a12b4de --left", message_settle_verb},
    {"config", "montre la configuration en vigueur, chaque valeur avec son sens", "passerelle config > passerelle.toml",
     config_verb},
}};

}  // namespace
}  // namespace passerelle

int main(int count, char** arguments) {
  try {
    passerelle::Alone alone;
    return passerelle::run_program("passerelle", passerelle::kVerbs, count, arguments, alone);
  } catch (const std::exception& bug) {
    fmt::print(stderr, "passerelle : erreur interne : {}\n", bug.what());
    return 1;
  }
}
