#pragma once

#include <cstddef>
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

/// What the cue word in `[begin, end)` of a clause does there, for some only count in company: "un plus", "si
/// possible"; nullopt when it does nothing.
std::optional<CueKind> cue_in_place(std::string_view text, std::size_t begin, std::size_t end, CueKind kind);

}  // namespace passerelle::reading
