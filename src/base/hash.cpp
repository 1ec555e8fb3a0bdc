#include "base/hash.h"

#include <sodium.h>

#include <array>
#include <new>

namespace passerelle {
namespace {

crypto_hash_sha256_state* state_of(unsigned char* bytes) {
  return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(bytes));
}

}  // namespace

Digest128 digest128(std::string_view bytes) {
  Digest128 digest;
  static_assert(sizeof(digest) == crypto_generichash_BYTES_MIN);
  crypto_generichash(reinterpret_cast<unsigned char*>(&digest), sizeof(digest),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return digest;
}

Sha256::Sha256() : state_{} {
  static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(state_));
  new (state_) crypto_hash_sha256_state;
  crypto_hash_sha256_init(state_of(state_));
}

void Sha256::update(std::string_view bytes) {
  crypto_hash_sha256_update(state_of(state_), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(state_of(state_), digest.data());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(digest.size() * 2);
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.hex();
}

}  // namespace passerelle
