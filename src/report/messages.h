#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "weekly/shortlist.h"

namespace passerelle {

/// The longest text of a message, in characters.
inline constexpr std::size_t kMaxMessageCharacters = 300;

/// The text a person would receive for this list: short, plain, "vous", one action, no name. Nothing for a list that
/// does not go to the person (empty, paused, or for the référent only).
std::optional<std::string> message_text(const Shortlist& shortlist);

/// One line of `messages.ndjson`, without its line end; nothing when there is no message.
std::optional<std::string> messages_line(const Shortlist& shortlist, std::string_view issue);

}  // namespace passerelle
