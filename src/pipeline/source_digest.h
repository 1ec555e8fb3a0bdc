#pragma once

#include <string_view>

namespace passerelle {

/// SHA-256 of all sources this program was built from.
extern const std::string_view kSourceDigest;

}  // namespace passerelle
