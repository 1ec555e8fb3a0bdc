#pragma once

#include <string>
#include <string_view>

#include "domain/person.h"

namespace passerelle {

/// The addresses at which `passerelle listen` is called, each with a signature that only we can make. Borrows nothing.
struct Links {
  std::string base;    ///< as the outside reaches us, without a final slash: `https://emploi.example.org`
  std::string secret;  ///< what signatures are made with

  /// Where Kannel tells what became of the message: `%d` and `%A` are for Kannel to fill.
  [[nodiscard]] std::string kannel_report(std::string_view key) const;
  /// One-click unsubscription (RFC 8058) of a person; empty without a base.
  [[nodiscard]] std::string unsubscribe(const PersonId& person) const;

  /// Whether the signature is ours.
  [[nodiscard]] bool signs_report(std::string_view key, std::string_view signature) const;
  [[nodiscard]] bool signs_unsubscribe(const PersonId& person, std::string_view signature) const;
};

/// Every byte that is not a letter, a digit or one of `-._~` as `%XX`.
std::string url_encoded(std::string_view text);

}  // namespace passerelle
