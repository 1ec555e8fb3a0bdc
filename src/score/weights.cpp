#include "score/weights.h"

#include <cmath>

#include "storage/byte_source.h"
#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::array<std::string_view, kPartCount> kNames{
    "occupation", "skills", "soft_skills", "travel", "contract", "hours", "beginners", "certainty", "freshness"};

}  // namespace

std::string_view to_string(Part part) {
  return kNames.at(static_cast<std::size_t>(part));
}

Result<ScoreWeights> ScoreWeights::read(const std::filesystem::path& manifest) {
  const Result<std::string> text = read_whole_file(manifest);
  if (!text) {
    return text.error();
  }
  const Result<JsonDocument> document = JsonDocument::parse(*text);
  if (!document) {
    return Error{ErrorCode::artefact_refused, manifest.string() + ": " + document.error().message};
  }
  const JsonView written = document->root()["weights"];
  ScoreWeights weights;
  double sum = 0;
  for (std::size_t part = 0; part < kPartCount; ++part) {
    const auto weight = written[kNames.at(part)].number();
    if (!weight || *weight < 0) {
      return Error{ErrorCode::artefact_refused, manifest.string() + ": weights." + std::string(kNames.at(part)) +
                                                    " : un nombre positif est attendu"};
    }
    weights.of.at(part) = *weight;
    sum += *weight;
  }
  if (std::abs(sum - 1) > 1e-9) {
    return Error{ErrorCode::artefact_refused, manifest.string() + ": la somme des poids doit être 1"};
  }
  return weights;
}

}  // namespace passerelle
