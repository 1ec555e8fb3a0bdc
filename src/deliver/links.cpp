#include "deliver/links.h"

#include "base/secrets.h"

namespace passerelle {
namespace {

// What is signed says what for: the signature of a report opens no unsubscription.
std::string signature(const std::string& secret, std::string_view purpose, std::string_view subject) {
  return hmac_sha256_hex(secret, std::string(purpose) + ':' + std::string(subject));
}

}  // namespace

std::string Links::kannel_report(std::string_view key) const {
  return base + "/reports/kannel?key=" + url_encoded(key) + "&signature=" + signature(secret, "report", key) +
         "&type=%d&answer=%A";
}

std::string Links::unsubscribe(const PersonId& person) const {
  return base.empty() ? std::string()
                      : base + "/unsubscribe?person=" + url_encoded(person.value()) +
                            "&signature=" + signature(secret, "unsubscribe", person.value());
}

bool Links::signs_report(std::string_view key, std::string_view given) const {
  return !secret.empty() && is_same_secret(given, signature(secret, "report", key));
}

bool Links::signs_unsubscribe(const PersonId& person, std::string_view given) const {
  return !secret.empty() && is_same_secret(given, signature(secret, "unsubscribe", person.value()));
}

std::string url_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : text) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' ||
                          letter == '~';
    if (is_plain) {
      encoded += letter;
    } else {
      const auto byte = static_cast<unsigned char>(letter);
      encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return encoded;
}

}  // namespace passerelle
