#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// The parts of a score, in the order in which they are shown.
enum class Part : std::size_t {
  occupation,   ///< how well the work is what the person wishes, has done or could do
  skills,       ///< share of the asked skills the person has
  soft_skills,  ///< share of the asked soft skills the person has
  travel,       ///< how short the journey is
  contract,     ///< wished contract
  hours,        ///< wished weekly hours
  beginners,    ///< open to beginners, recruits without CV, employer who takes people on by insertion
  certainty,    ///< little is unknown against what limits the person
  freshness,    ///< recently posted
};
inline constexpr std::size_t kPartCount = 9;

/// The part's name in files.
std::string_view to_string(Part part);

/// How much each part counts; they sum to 1. Read from the model's manifest.
struct ScoreWeights {
  std::array<double, kPartCount> of{0.40, 0.20, 0.05, 0.10, 0.05, 0.05, 0.05, 0.05, 0.05};
  /// What an employer who never answers takes off. Beside the parts, which say how well work and person fit: the same
  /// for everybody, and nothing without events.
  double employer_answers = -0.10;

  /// Reads `weights` of a `manifest.json`; every part must be there, none negative, and their sum 1.
  static Result<ScoreWeights> read(const std::filesystem::path& manifest);
};

}  // namespace passerelle
