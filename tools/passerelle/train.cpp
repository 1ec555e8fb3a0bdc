#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "embedding/training.h"
#include "evaluate/gold_offers.h"
#include "report/words.h"
#include "score/weights.h"
#include "session.h"
#include "storage/atomic_file.h"
#include "storage/byte_source.h"
#include "storage/json.h"

namespace passerelle {
namespace {

std::string manifest(const TrainingReport& report, const TrainingOptions& training, const std::string& digest,
                     const ScoreWeights& weights) {
  JsonWriter json;
  json.begin_object().key("identity").string(report.identity);
  json.key("embedding").begin_object().key("file").string("embedding.bin").key("sha256").string(digest);
  json.key("dimensions").integer(static_cast<std::int64_t>(training.dimensions));
  json.key("rows").integer(static_cast<std::int64_t>(report.kept_rows)).end_object();
  json.key("training").begin_object().key("seed").integer(static_cast<std::int64_t>(training.seed));
  json.key("texts").integer(static_cast<std::int64_t>(report.texts));
  json.key("losses").begin_array();
  for (const float loss : report.losses) {
    json.number(static_cast<double>(loss));
  }
  json.end_array().end_object().key("weights").begin_object();
  for (std::size_t part = 0; part < kPartCount; ++part) {
    json.key(to_string(static_cast<Part>(part))).number(weights.of[part]);
  }
  json.end_object().end_object();
  return json.take() + '\n';
}

/// Writes the memory of offers whose occupation is known, as rows of the embedding just trained.
Result<Done> learn_offers(const std::filesystem::path& embedding_file, const std::filesystem::path& offers,
                          const std::filesystem::path& gold, const std::filesystem::path& file, const Watch& watch) {
  const Result<Embedding> embedding = Embedding::open(embedding_file);
  if (!embedding) {
    return embedding.error();
  }
  Result<std::vector<GoldOffer>> known = read_gold_offers(offers, gold, watch);
  if (!known) {
    return known.error();
  }
  std::vector<KnownOffer> remembered;
  for (GoldOffer& one : *known) {
    remembered.push_back(std::move(one.offer));
  }
  return OfferMemory::learn(*embedding, remembered, file);
}

}  // namespace

Action train_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path rome;
    std::filesystem::path esco;
    std::filesystem::path lexicon;
    std::filesystem::path exclude;
    std::filesystem::path offers;
    std::filesystem::path gold;
    std::filesystem::path out;
    TrainingOptions training;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("--rome", asked->rome, "fichiers de ROME, ou nos tables")->type_name("DOSSIER")->required();
  options.add_option("--esco", asked->esco, "fichiers d'ESCO en français")->type_name("DOSSIER");
  options.add_option("--lexicon", asked->lexicon, "mots de tous les jours (lay_lexicon.tsv)")->type_name("TSV");
  CLI::Option* const offers =
      options
          .add_option("--offers", asked->offers, "offres au métier connu, dont le modèle se souviendra sans leurs mots")
          ->type_name("FICHIER");
  offers->needs(options.add_option("--gold", asked->gold, "leurs bons codes (offer_id, dup_group, date, rome_code, …)")
                    ->type_name("TSV")
                    ->needs(offers));
  options
      .add_option("--exclude", asked->exclude,
                  "titres à ne pas apprendre, en première colonne : ceux qui servent à mesurer")
      ->type_name("TSV");
  options.add_option("--seed", asked->training.seed, "graine du hasard : mêmes fichiers et graine, même modèle")
      ->type_name("NOMBRE");
  options.add_option("--out", asked->out, "dossier du modèle, créé s'il manque")->type_name("DOSSIER")->required();
  return [asked](Session& session) -> Result<Done> {
    const auto when_given = [](const std::filesystem::path& path) {
      return path.empty() ? std::nullopt : std::optional(path);
    };
    if (Result<Done> made = make_private_directory(asked->out); !made) {
      return made;
    }
    const TrainingSources sources{asked->rome, when_given(asked->esco), when_given(asked->lexicon),
                                  when_given(asked->exclude)};
    const std::filesystem::path file = asked->out / "embedding.bin";
    const Result<TrainingReport> report = train_embedding(sources, asked->training, session.watch, file);
    if (!report) {
      return report.error();
    }
    const Result<std::string> digest = sha256_of_file(file);
    if (!digest) {
      return digest.error();
    }
    if (!asked->offers.empty()) {
      if (Result<Done> learnt =
              learn_offers(file, asked->offers, asked->gold, asked->out / "offers.bin", session.watch);
          !learnt) {
        return learnt;
      }
    }
    const std::string card = manifest(*report, asked->training, *digest, ScoreWeights{});
    if (Result<Done> written = write_file(asked->out / "manifest.json", card, true); !written) {
      return written;
    }
    if (session.json) {
      session.terminal.print(card);
    }
    session.terminal.tell(fmt::format(
        "{} : {}, {} → {}", report->identity, counted(static_cast<std::int64_t>(report->texts), "texte", "textes"),
        counted(static_cast<std::int64_t>(report->kept_rows), "ligne", "lignes"), file.string()));
    return Done{};
  };
}

}  // namespace passerelle
