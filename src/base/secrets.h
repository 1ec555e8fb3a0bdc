#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// HMAC-SHA-256 of `text` under `secret`, as 64 lower-case hexadecimal digits.
std::string hmac_sha256_hex(std::string_view secret, std::string_view text);

/// Whether two secrets are the same; the time it takes does not tell where they differ.
bool is_same_secret(std::string_view left, std::string_view right);

/// Base64 with its padding, on one line.
std::string base64(std::string_view bytes);

/// Reads a secret from where it is kept: `env:NAME` is a variable of the environment, anything else a file (its first
/// line). A secret itself never stands in a configuration. Errors (usage) never show the secret: nothing there, empty,
/// a file that others than its owner and group may read.
Result<std::string> read_secret(std::string_view where);

}  // namespace passerelle
