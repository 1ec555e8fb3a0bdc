#pragma once

#include <CLI/App.hpp>
#include <memory>

#include "base/result.h"
#include "ledger/ledger.h"
#include "session.h"

namespace passerelle {

/// The options by which every verb names its ledger: `--ledger`, `--never`, `--ledger-key`. What they leave empty is
/// that of the configuration.
class LedgerArguments {
 public:
  /// Declares the options on a verb; read them only once the command line is parsed.
  static std::shared_ptr<const LedgerArguments> declare(CLI::App& options);

  /// True when the command line or the configuration names a ledger.
  [[nodiscard]] bool is_named(const Session& session) const;
  /// The options of the ledger. Error (usage): none is named.
  [[nodiscard]] Result<LedgerOptions> options(const Session& session) const;
  /// Opens it, made when it is not there.
  [[nodiscard]] Result<Ledger> open(const Session& session) const;

 private:
  LedgerOptions asked_;
};

}  // namespace passerelle
