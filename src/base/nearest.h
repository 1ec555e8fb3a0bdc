#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace passerelle {

/// The known name that takes the fewest typing errors to become `written`; the first of equals, empty without any
/// known name or when fewer than half of the letters would stay.
std::string nearest_name(std::string_view written, const std::vector<std::string>& known);

}  // namespace passerelle
