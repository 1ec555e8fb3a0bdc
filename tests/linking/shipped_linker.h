#pragma once

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "linking/linker.h"
#include "tests/support/temporary_directory.h"

namespace passerelle::support {

/// The linker as shipped: starter referential (or another), lay lexicon, everyday activities, French model.
class ShippedLinker {
 public:
  ShippedLinker() : ShippedLinker(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "datasets" / "referential") {}
  explicit ShippedLinker(const std::filesystem::path& occupations) {
    const std::filesystem::path source = PASSERELLE_SOURCE_DIR;
    const std::filesystem::path tables = source / "datasets" / "referential";
    const std::filesystem::path compiled = folder_.path() / "referential.bin";
    if (const Result<Done> done = compile_referential(must(read_referential_source(occupations)), compiled); !done) {
      throw std::runtime_error(done.error().message);
    }
    referential_ = std::make_unique<Referential>(must(Referential::open(compiled)));
    embedding_ =
        std::make_unique<Embedding>(must(Embedding::open(source / "models" / "passerelle-fr" / "1" / "embedding.bin")));
    std::vector<LexiconEntry> lexicon = must(read_lexicon(tables / "lay_lexicon.tsv"));
    std::ranges::move(must(read_lexicon(tables / "foreign_words.tsv")), std::back_inserter(lexicon));
    linker_ = std::make_unique<Linker>(Linker::create(
        *referential_, lexicon, must(read_activities(tables / "activities.tsv")), *embedding_,
        must(OfferMemory::open(source / "models" / "passerelle-fr" / "1" / "offers.bin", *embedding_, *referential_))));
  }

  const Linker& operator*() const { return *linker_; }
  const Linker* operator->() const { return linker_.get(); }
  [[nodiscard]] const Referential& referential() const { return *referential_; }
  [[nodiscard]] const Embedding& embedding() const { return *embedding_; }

 private:
  template <class T>
  static T must(Result<T> result) {
    if (!result) {
      throw std::runtime_error(result.error().message);
    }
    return std::move(result).value();
  }

  TemporaryDirectory folder_;
  std::unique_ptr<Referential> referential_;
  std::unique_ptr<Embedding> embedding_;
  std::unique_ptr<Linker> linker_;
};

}  // namespace passerelle::support
