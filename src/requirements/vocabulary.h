#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "requirements/text.h"

namespace passerelle::reading {

/// What a word beginning means; one that ends in '$' is a whole word.
struct WordMark {
  std::string_view start;
  std::uint32_t themes = 0;
  std::optional<CueKind> cue;
};

/// The words that requirements and their strictness are told by.
std::span<const WordMark> vocabulary();

}  // namespace passerelle::reading
