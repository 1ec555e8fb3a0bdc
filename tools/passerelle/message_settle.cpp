#include <fmt/format.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "ledger/outbox.h"
#include "ledger_options.h"
#include "session.h"

namespace passerelle {
namespace {

/// The key of the only uncertain message whose key begins so.
Result<std::string> uncertain_key(Outbox& outbox, const std::string& beginning) {
  constexpr std::array kUncertain{MessageState::uncertain};
  const Result<std::vector<OutboxMessage>> messages = outbox.messages(kUncertain);
  if (!messages) {
    return messages.error();
  }
  std::string found;
  for (const OutboxMessage& message : *messages) {
    if (!message.key.starts_with(beginning)) {
      continue;
    }
    if (!found.empty()) {
      return Error{ErrorCode::usage,
                   fmt::format("« {} » : plusieurs messages commencent ainsi ; en dire plus", beginning)};
    }
    found = message.key;
  }
  if (found.empty()) {
    return Error{ErrorCode::usage,
                 fmt::format("« {} » : aucun message incertain ; « passerelle send » montre leurs clés", beginning)};
  }
  return found;
}

}  // namespace

Action message_settle_verb(CLI::App& options) {
  struct Asked {
    std::shared_ptr<const LedgerArguments> ledger;
    std::string key;
    bool left = false;
    bool not_left = false;
  };
  const auto asked = std::make_shared<Asked>();
  asked->ledger = LedgerArguments::declare(options);
  options.add_option("key", asked->key, "début de la clé, comme « passerelle send » la montre")
      ->type_name("CLÉ")
      ->required();
  options.add_flag("--left", asked->left, "il est parti : la personne l'a reçu, ou l'opérateur le dit");
  options.add_flag("--not-left", asked->not_left, "il n'est pas parti : il repart au prochain envoi");
  return [asked](Session& session) -> Result<Done> {
    if (asked->left == asked->not_left) {
      return Error{ErrorCode::usage, "dire --left (il est parti) ou --not-left (il n'est pas parti)"};
    }
    Result<Ledger> ledger = asked->ledger->open(session);
    if (!ledger) {
      return ledger.error();
    }
    Outbox outbox(*ledger);
    const Result<std::string> key = uncertain_key(outbox, asked->key);
    if (!key) {
      return key.error();
    }
    if (Result<Done> settled = outbox.settle(*key, asked->left, now()); !settled) {
      return settled;
    }
    session.terminal.print(asked->left ? "Réglé : le message est parti ; il ne repart pas.\n"
                                       : "Réglé : le message n'est pas parti ; il attend le prochain envoi.\n");
    return Done{};
  };
}

}  // namespace passerelle
