#pragma once

#include <string_view>

/// The mustache templates of `src/deliver/templates`, embedded when the program is built.
namespace passerelle::templates {

extern const std::string_view kSms;
extern const std::string_view kSmsDiscreet;
extern const std::string_view kSmsStop;
extern const std::string_view kEmailText;  ///< its first line is the subject
extern const std::string_view kEmailHtml;
extern const std::string_view kEmailDiscreetText;
extern const std::string_view kEmailDiscreetHtml;
extern const std::string_view kByHand;  ///< what people do themselves: calls, papers, talks

}  // namespace passerelle::templates
