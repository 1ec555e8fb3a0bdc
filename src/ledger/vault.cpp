#include "ledger/vault.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "storage/byte_source.h"

namespace passerelle {
namespace {

static_assert(SecretKey::kSize == crypto_kdf_KEYBYTES);
static_assert(SecretKey::kSize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(SecretKey::kSize == crypto_generichash_KEYBYTES);

constexpr std::string_view kFirstLine = "passerelle-ledger-key-1 ";
constexpr std::size_t kHash = 16;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex_of(const unsigned char* bytes, std::size_t count) {
  std::string text(count * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, count);
  text.pop_back();
  return text;
}

std::string hash_of(const SecretKey* key, std::string_view text) {
  std::array<unsigned char, kHash> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(text), text.size(), key == nullptr ? nullptr : key->data(),
                     key == nullptr ? 0 : SecretKey::kSize);
  return hex_of(hash.data(), hash.size());
}

bool write_all(int descriptor, std::string_view text) {
  return ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
}

/// The file appears whole or not at all, and never in the place of another: of two programs that begin a ledger at
/// once, both read the key of the first.
Result<Done> create_key(const std::filesystem::path& file) {
  const auto failed = [&] {
    return Error{ErrorCode::output_failed,
                 file.string() + " : la clé du registre ne peut pas être écrite : " + std::strerror(errno)};
  };
  std::string temporary = file.string() + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) {
    return failed();
  }
  const SecretKey key = SecretKey::random();
  std::string text = std::string(kFirstLine) + hex_of(key.data(), SecretKey::kSize) + "\n";
  const bool written = write_all(descriptor, text);
  const bool linked = written && (::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const Error error = failed();
  sodium_memzero(text.data(), text.size());
  ::close(descriptor);
  ::unlink(temporary.c_str());
  if (!linked) {
    return error;
  }
  return Done{};
}

}  // namespace

SecretKey::~SecretKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

SecretKey SecretKey::random() {
  SecretKey key;
  randombytes_buf(key.data(), kSize);
  return key;
}

SecretKey SecretKey::derived(unsigned use) const {
  SecretKey key;
  crypto_kdf_derive_from_key(key.data(), kSize, use, "passrell", data());
  return key;
}

std::string keyed_hash(const SecretKey& key, std::string_view text) {
  return hash_of(&key, text);
}

std::string plain_hash(std::string_view text) {
  return hash_of(nullptr, text);
}

std::string seal(const SecretKey& key, std::string_view context, std::string_view text) {
  std::vector<unsigned char> sealed(kNonce + text.size() + kTag);
  randombytes_buf(sealed.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, bytes_of(text), text.size(),
                                             bytes_of(context), context.size(), nullptr, sealed.data(), key.data());
  std::string base64(sodium_base64_ENCODED_LEN(sealed.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
  sodium_bin2base64(base64.data(), base64.size(), sealed.data(), sealed.size(),
                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  base64.pop_back();
  return base64;
}

std::optional<std::string> unseal(const SecretKey& key, std::string_view context, std::string_view sealed) {
  std::vector<unsigned char> bytes(sealed.size());
  std::size_t count = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), sealed.data(), sealed.size(), nullptr, &count, nullptr,
                        sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0 ||
      count < kNonce + kTag) {
    return std::nullopt;
  }
  std::string text(count - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr,
                                                 bytes.data() + kNonce, count - kNonce, bytes_of(context),
                                                 context.size(), bytes.data(), key.data()) != 0) {
    return std::nullopt;
  }
  return text;
}

long long random_number() {
  std::uint64_t number = 0;
  randombytes_buf(&number, sizeof number);
  return static_cast<long long>(number >> 2U) + 1;
}

LedgerKeys::LedgerKeys(const SecretKey& secret)
    : wrapping(secret.derived(1)), lookup(secret.derived(2)), common(secret.derived(3)), chain(secret.derived(4)) {}

Result<LedgerKeys> open_ledger_keys(const std::filesystem::path& file, bool may_create) {
  if (sodium_init() < 0) {
    return Error{ErrorCode::output_failed, "registre : le chiffrement (libsodium) ne démarre pas"};
  }
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    if (!may_create) {
      return Error{ErrorCode::usage, file.string() +
                                         " : la clé de ce registre n'est pas là ; sans elle, rien de "
                                         "personnel ne peut être lu. La remettre à sa place"};
    }
    if (Result<Done> created = create_key(file); !created) {
      return created.error();
    }
  }
  constexpr std::size_t kMostBytes = 4096;
  Result<std::string> text = read_whole_file(file, kMostBytes);
  if (!text) {
    return text.error();
  }
  SecretKey secret;
  std::size_t count = 0;
  const char* end = nullptr;
  const bool good = text->starts_with(kFirstLine) &&
                    sodium_hex2bin(secret.data(), SecretKey::kSize, text->data() + kFirstLine.size(),
                                   text->size() - kFirstLine.size(), nullptr, &count, &end) == 0 &&
                    count == SecretKey::kSize && end + 1 == text->data() + text->size();
  sodium_memzero(text->data(), text->size());
  if (!good) {
    return Error{ErrorCode::usage, file.string() + " : ce n'est pas la clé d'un registre"};
  }
  return LedgerKeys(secret);
}

}  // namespace passerelle
