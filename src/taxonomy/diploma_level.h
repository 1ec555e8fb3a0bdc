#pragma once

#include <optional>
#include <string_view>

namespace passerelle {

/// The highest level of the French framework that a diploma's words tell ("BTS comptabilité"): CAP 3, bac 4, bac+2 5,
/// bac+3 or 4 6, bac+5 7, doctorate 8; 0 when they tell none.
int diploma_level(std::string_view label);

/// The lowest level that opens an occupation, by the sentence of the referential that says so ("Cet emploi est
/// accessible avec un niveau CAP à Bac"); 0 when none is needed, nothing when the sentence tells none.
std::optional<int> access_level(std::string_view sentence);

}  // namespace passerelle
