#include "base/secrets.h"

#include <sodium.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <fstream>

namespace passerelle {
namespace {

Error unusable(const std::string& where, const std::string& what) {
  return {ErrorCode::usage, "secret « " + where + " » : " + what};
}

}  // namespace

std::string hmac_sha256_hex(std::string_view secret, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  const auto bytes = [](std::string_view view) { return reinterpret_cast<const unsigned char*>(view.data()); };
  crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
  crypto_auth_hmacsha256_final(&state, digest.data());
  std::array<char, crypto_auth_hmacsha256_BYTES * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return {hex.data(), hex.size() - 1};
}

bool is_same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the final zero
  return text;
}

Result<std::string> read_secret(std::string_view where) {
  constexpr std::string_view kVariable = "env:";
  const std::string name(where);
  if (where.starts_with(kVariable)) {
    const char* value = std::getenv(name.c_str() + kVariable.size());
    if (value == nullptr || *value == '\0') {
      return unusable(name, "cette variable d'environnement est vide ou absente");
    }
    return std::string(value);
  }
  struct stat state {};
  if (where.empty() || ::stat(name.c_str(), &state) != 0 || !S_ISREG(state.st_mode)) {
    return unusable(name, "ce fichier n'existe pas ; donnez un fichier, ou env:NOM pour une variable d'environnement");
  }
  if ((state.st_mode & S_IRWXO) != 0) {
    return unusable(name, "tout le monde peut lire ce fichier ; faites « chmod 600 »");
  }
  std::string secret;
  std::ifstream file(name, std::ios::binary);
  std::getline(file, secret);
  while (!secret.empty() && (secret.back() == '\r' || secret.back() == ' ')) {
    secret.pop_back();
  }
  if (secret.empty()) {
    return unusable(name, "ce fichier est vide ou illisible");
  }
  return secret;
}

}  // namespace passerelle
