#pragma once

#include <string>

#include "deliver/compose.h"

namespace passerelle {

/// The e-mail of one person: text and HTML say the same, all offers, what is hard in them first. To a discreet person
/// it only asks to call the référent, whose phone must be known. Nothing in the HTML is fetched from elsewhere.
EmailMessage write_email(const MessageRequest& request, const MessageOptions& options,
                         const MessageTemplates& templates);

}  // namespace passerelle
