#include "base/hash.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

namespace passerelle {
namespace {

/// OpenSSL must look its algorithms up by name, once.
const EVP_MD* sha256() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kAlgorithm;
}

/// OpenSSL without SHA-256, or a machine without memory: nothing that anybody could handle.
void expect(bool done) {
  if (!done) {
    throw std::runtime_error("SHA-256 failed");
  }
}

}  // namespace

Digest128 digest128(std::string_view bytes) {
  Digest128 digest;
  static_assert(sizeof(digest) == crypto_generichash_BYTES_MIN);
  crypto_generichash(reinterpret_cast<unsigned char*>(&digest), sizeof(digest),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return digest;
}

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  expect(context_ != nullptr && EVP_DigestInit_ex(context_.get(), sha256(), nullptr) == 1);
}

void Sha256::update(std::string_view bytes) {
  expect(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
  std::array<unsigned char, 32> digest{};
  expect(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
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
