#pragma once

#include <cstddef>
#include <filesystem>

#include "base/result.h"
#include "embedding/embedding.h"

namespace passerelle {

/// The order in which the forms of a corpus answer a query.
enum class FormOrder {
  surface,   ///< each form by its own similarity
  concepts,  ///< concepts by 0.8 × their nearest form + 0.2 × the mean of their forms; the nearest form of each first
};

/// Mean reciprocal rank of the first right form, and the share of queries with one among the first 1, 5, 10
/// (trec_eval: recip_rank, success; ties by document number, descending).
struct RetrievalReport {
  std::size_t queries = 0;
  double mrr = 0;
  double a1 = 0;
  double a5 = 0;
  double a10 = 0;
};

/// Runs a MELO task (Retyk et al. 2024): `queries.tsv` (qid, text), `corpus_elements.tsv` (cid, text),
/// `annotations.tsv` (qid, 0, cid, 1) and `concept_mapping.tsv` (cid, URI), all without header.
Result<RetrievalReport> evaluate_melo(const std::filesystem::path& directory, FormOrder order,
                                      const Embedding& embedding);

}  // namespace passerelle
