#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "linking/linker.h"
#include "tests/support/temporary_directory.h"

namespace passerelle::support {

/// The linker as shipped: starter referential, lay lexicon, everyday activities, French model.
class ShippedLinker {
 public:
  ShippedLinker() {
    const std::filesystem::path source = PASSERELLE_SOURCE_DIR;
    const std::filesystem::path tables = source / "datasets" / "referential";
    const std::filesystem::path compiled = folder_.path() / "referential.bin";
    if (const Result<Done> done = compile_referential(must(read_referential_source(tables)), compiled); !done) {
      throw std::runtime_error(done.error().message);
    }
    referential_ = std::make_unique<Referential>(must(Referential::open(compiled)));
    embedding_ =
        std::make_unique<Embedding>(must(Embedding::open(source / "models" / "passerelle-fr" / "1" / "embedding.bin")));
    linker_ =
        std::make_unique<Linker>(must(Linker::create(*referential_, must(read_lexicon(tables / "lay_lexicon.tsv")),
                                                     must(read_activities(tables / "activities.tsv")), *embedding_)));
  }

  const Linker& operator*() const { return *linker_; }
  const Linker* operator->() const { return linker_.get(); }
  [[nodiscard]] const Referential& referential() const { return *referential_; }

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
