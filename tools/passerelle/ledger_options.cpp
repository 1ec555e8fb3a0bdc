#include "ledger_options.h"

namespace passerelle {

std::shared_ptr<const LedgerArguments> LedgerArguments::declare(CLI::App& options) {
  auto arguments = std::make_shared<LedgerArguments>();
  options.add_option("--ledger", arguments->asked_.database, "registre : fichier SQLite ou postgresql://…")
      ->type_name("BASE");
  options.add_option("--never", arguments->asked_.never, "fichier de ce qui ne doit jamais être défait")
      ->type_name("FICHIER");
  options.add_option("--ledger-key", arguments->asked_.key, "fichier de la clé du registre")->type_name("FICHIER");
  return arguments;
}

bool LedgerArguments::is_named(const Session& session) const {
  return !asked_.database.empty() || !session.settings.ledger.database.empty();
}

Result<LedgerOptions> LedgerArguments::options(const Session& session) const {
  if (!is_named(session)) {
    return Error{ErrorCode::usage,
                 "aucun registre n'est nommé : écrire --ledger registre.db, ou la clé « ledger.database » de la "
                 "configuration"};
  }
  if (asked_.database.empty() || asked_.database == session.settings.ledger.database) {
    LedgerOptions named = session.settings.ledger;
    named.never = asked_.never.empty() ? named.never : asked_.never;
    named.key = asked_.key.empty() ? named.key : asked_.key;
    return named;
  }
  // Another ledger than that of the configuration: its files are its own.
  return asked_;
}

Result<Ledger> LedgerArguments::open(const Session& session) const {
  const Result<LedgerOptions> named = options(session);
  if (!named) {
    return named.error();
  }
  return Ledger::open(*named);
}

}  // namespace passerelle
