#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace passerelle {

/// How many last letters of a folded masculine word a feminine ending takes the place of: "directeur" and "rice" → 3,
/// "employe" and "e" → 0, "vendeur" and "vendeuse" → 7. Nothing when the ending does not belong to that word. Both may
/// be plural.
std::optional<std::size_t> letters_replaced(std::string_view masculine, std::string_view ending);

}  // namespace passerelle
