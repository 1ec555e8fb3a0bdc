#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace passerelle {

/// The words with e-mail addresses and French phone numbers replaced by "[…]". What people or référents wrote passes
/// here before it stands in a file: contacts belong to delivery alone.
std::string without_contacts(std::string_view words);

/// One line: every run of white space becomes one space, none at the ends.
std::string single_spaced(std::string_view text);

/// The text as a sentence: a capital first, a full stop (or `!`, `?`) last. Empty stays empty.
std::string as_sentence(std::string_view text);

/// A place as one says it: "45 - ORLEANS" → "Orleans", "45 - Saint-Jean-de-Braye" → "Saint-Jean-de-Braye".
std::string place_as_said(std::string_view label);

/// How many characters (code points) a UTF-8 text holds.
std::size_t character_count(std::string_view text);

/// The text itself when it has at most `max_characters` characters; otherwise cut, at a space when one is near, with
/// "..." at its end, all within `max_characters`.
std::string shortened(std::string_view text, std::size_t max_characters);

/// Whether a value can stand behind a link: an http or https address without spaces or control characters. Anything
/// else (`javascript:` …) is shown as text only.
bool is_web_address(std::string_view value);

}  // namespace passerelle
