#pragma once

#include <string>
#include <string_view>

namespace passerelle {

/// The text with `& < > " '` as entities: it can stand anywhere in HTML.
std::string html_escaped(std::string_view text);

/// A whole accessible page in French, in the style of all pages, with nothing fetched from elsewhere. `body` is HTML,
/// the title is text and becomes the first heading.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace passerelle
