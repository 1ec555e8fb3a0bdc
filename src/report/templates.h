#pragma once

#include <string_view>

/// The mustache templates of `src/report/templates`, embedded when the program is built.
namespace passerelle::templates {

extern const std::string_view kIndex;   ///< the list of référents
extern const std::string_view kPage;    ///< the page of one référent, around its people
extern const std::string_view kPerson;  ///< one person on that page
extern const std::string_view kStyle;   ///< the style sheet of every page

}  // namespace passerelle::templates
