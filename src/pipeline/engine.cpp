#include "pipeline/engine.h"

#include "taxonomy/lexicon.h"

namespace passerelle {

Result<Engine> Engine::load(const EngineFiles& files) {
  Engine engine;
  Result<Referential> referential = Referential::open(files.referential);
  if (!referential) {
    return referential.error();
  }
  engine.referential_ = std::make_unique<Referential>(std::move(*referential));
  Result<Embedding> embedding = Embedding::open(files.model / "embedding.bin");
  if (!embedding) {
    return embedding.error();
  }
  engine.embedding_ = std::make_unique<Embedding>(std::move(*embedding));
  Result<ScoreWeights> weights = ScoreWeights::read(files.model / "manifest.json");
  if (!weights) {
    return weights.error();
  }
  engine.weights_ = *weights;
  Result<Gazetteer> gazetteer = Gazetteer::read(files.communes);
  if (!gazetteer) {
    return gazetteer.error();
  }
  engine.gazetteer_ = std::move(*gazetteer);
  const Result<std::vector<LexiconEntry>> lexicon = read_lexicon(files.lexicon);
  if (!lexicon) {
    return lexicon.error();
  }
  const Result<std::vector<ActivityEntry>> activities = read_activities(files.activities);
  if (!activities) {
    return activities.error();
  }
  Result<Linker> linker = Linker::create(*engine.referential_, *lexicon, *activities, *engine.embedding_);
  if (!linker) {
    return linker.error();
  }
  engine.linker_ = std::make_unique<Linker>(std::move(*linker));
  engine.requirements_ = std::make_unique<RequirementReader>();
  return engine;
}

}  // namespace passerelle
