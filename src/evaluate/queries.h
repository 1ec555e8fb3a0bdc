#pragma once

#include <filesystem>

#include "base/result.h"
#include "evaluate/accuracy.h"
#include "linking/linker.h"

namespace passerelle {

/// How well everyday words are linked, and how well the linker knows it.
struct QueryReport {
  Accuracy accuracy;
  Reliability reliability;
};

/// How well everyday words are linked to occupations, by former parent. The TSV has a header with `query` and
/// `rome_codes` (right codes, separated by |, either generation).
Result<QueryReport> evaluate_queries(const std::filesystem::path& file, const Linker& linker);

}  // namespace passerelle
