#pragma once

#include <optional>
#include <string_view>

namespace passerelle {

/// What an HTML entity stands for, given what is between "&" and ";" in lower case: "eacute" gives its plain letter,
/// "#xa0" its code point. Nothing when it is not an entity; a space for an impossible number.
std::optional<char32_t> entity_named(std::string_view name);

enum class TagKind { none, inside_a_line, breaks_the_line };

/// Whether a lower-case word is the name of an HTML tag, and which space the tag leaves in the text.
TagKind tag_kind(std::string_view name);

}  // namespace passerelle
