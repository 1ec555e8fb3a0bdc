#pragma once

#include <cstddef>
#include <filesystem>

#include "base/result.h"
#include "embedding/embedding.h"

namespace passerelle {

/// The order in which the forms of a corpus answer a query.
enum class FormOrder {
  form,      ///< every form, by its similarity alone: what published rows do
  surface,   ///< every form, by 0.8 × its similarity + 0.2 × the mean of its concept's forms
  concepts,  ///< one form per concept, its nearest, by that same number
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
