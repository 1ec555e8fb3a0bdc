#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// 256 secret bits, wiped from memory at the end.
class SecretKey {
 public:
  static constexpr std::size_t kSize = 32;

  SecretKey() = default;
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  static SecretKey random();
  /// Another key, for another use.
  [[nodiscard]] SecretKey derived(unsigned use) const;

  [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }
  unsigned char* data() { return bytes_.data(); }

 private:
  std::array<unsigned char, kSize> bytes_{};
};

/// A text's keyed fingerprint, 32 hexadecimal digits: without the key it says nothing, and cannot be guessed at.
std::string keyed_hash(const SecretKey& key, std::string_view text);
/// The text encrypted (XChaCha20-Poly1305), as base64. It opens only with the same key and `context`.
std::string seal(const SecretKey& key, std::string_view context, std::string_view text);
std::optional<std::string> unseal(const SecretKey& key, std::string_view context, std::string_view sealed);
/// A fingerprint without a key, for what is encrypted already.
std::string plain_hash(std::string_view text);
/// A random number from 1 to 2^62.
long long random_number();

/// The secret of a ledger, which opens the keys of all its people.
struct LedgerKeys {
  SecretKey wrapping;  ///< of the people's keys
  SecretKey lookup;    ///< hashes of ids, addresses and message keys
  SecretKey common;    ///< words about nobody
  SecretKey chain;     ///< of the events

  explicit LedgerKeys(const SecretKey& secret);
  /// Tells one ledger's key from another's; not secret.
  [[nodiscard]] std::string check() const { return keyed_hash(lookup, "passerelle ledger"); }
};

/// Reads the key file, or makes it (0600) when it is not there and `may_create`. Error: not there, or not a key.
Result<LedgerKeys> open_ledger_keys(const std::filesystem::path& file, bool may_create);

}  // namespace passerelle
