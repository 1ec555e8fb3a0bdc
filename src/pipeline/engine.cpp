#include "pipeline/engine.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

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
  std::vector<LexiconEntry> lexicon;
  for (const std::filesystem::path& table : {files.lexicon, files.foreign_words}) {
    Result<std::vector<LexiconEntry>> words = read_lexicon(table);
    if (!words) {
      return words.error();
    }
    std::ranges::move(*words, std::back_inserter(lexicon));
  }
  const Result<std::vector<ActivityEntry>> activities = read_activities(files.activities);
  if (!activities) {
    return activities.error();
  }
  // A model of one's own may come without a memory of offers.
  OfferMemory memory;
  if (std::filesystem::exists(files.model / "offers.bin")) {
    Result<OfferMemory> opened =
        OfferMemory::open(files.model / "offers.bin", *engine.embedding_, *engine.referential_);
    if (!opened) {
      return opened.error();
    }
    memory = std::move(*opened);
  }
  engine.linker_ = std::make_unique<Linker>(
      Linker::create(*engine.referential_, lexicon, *activities, *engine.embedding_, std::move(memory)));
  engine.requirements_ = std::make_unique<RequirementReader>();
  return engine;
}

}  // namespace passerelle
