#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "embedding/embedding.h"
#include "linking/linker.h"
#include "places/gazetteer.h"
#include "score/weights.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// The files that everything else stands on.
struct EngineFiles {
  std::filesystem::path referential;    ///< compiled by `passerelle referential import`
  std::filesystem::path communes;       ///< gazetteer, TSV or CSV
  std::filesystem::path lexicon;        ///< `lay_lexicon.tsv`
  std::filesystem::path activities;     ///< `activities.tsv`
  std::filesystem::path foreign_words;  ///< `foreign_words.tsv`
  std::filesystem::path model;  ///< folder with `embedding.bin`, `manifest.json`, and `offers.bin` when it has one
};

/// The loaded referential, gazetteer, model and linker. Loaded once, then shared: thread-safe.
class Engine {
 public:
  static Result<Engine> load(const EngineFiles& files);

  [[nodiscard]] const Referential& referential() const { return *referential_; }
  [[nodiscard]] const Gazetteer& gazetteer() const { return gazetteer_; }
  [[nodiscard]] const Embedding& embedding() const { return *embedding_; }
  [[nodiscard]] const Linker& linker() const { return *linker_; }
  [[nodiscard]] const RequirementReader& requirements() const { return *requirements_; }
  [[nodiscard]] const ScoreWeights& weights() const { return weights_; }

 private:
  Engine() = default;
  // Behind pointers: the linker borrows the referential and the embedding, which must not move.
  std::unique_ptr<Referential> referential_;
  std::unique_ptr<Embedding> embedding_;
  std::unique_ptr<RequirementReader> requirements_;
  std::unique_ptr<Linker> linker_;
  Gazetteer gazetteer_;
  ScoreWeights weights_;
};

}  // namespace passerelle
