#pragma once

#include <string>

#include "normalise/text.h"

namespace passerelle {

/// The form under which a word of a phrase is looked up: one for all forms of a verb ("je fais", "faisait" and "faire";
/// "vendu" and "vendre"), else its stem. Also undoes the "j" that text messages glue to a verb ("jfais").
std::string lookup_form(const Word& word);

}  // namespace passerelle
