#pragma once

#include <CLI/App.hpp>
#include <functional>

#include "base/result.h"
#include "base/watch.h"
#include "pipeline/team.h"
#include "settings.h"
#include "terminal.h"

namespace passerelle {

/// What every verb is given when it runs.
struct Session {
  Settings settings;  ///< the configuration file, then the options of the command line over it
  bool json = false;
  Watch watch;
  Terminal& terminal;
  Team& team;  ///< the processes that do the work; only `week` knows how to share it
};

/// The work of a verb, once the command line is read.
using Action = std::function<Result<Done>(Session&)>;

/// One verb of the command line; "referential show" stands inside the group `referential`.
struct Verb {
  const char* name;
  const char* purpose;  ///< in French, one line
  const char* example;  ///< shown at the end of its help
  Action (*declare)(CLI::App& options);
};

/// Each declares its own options and returns the work; one file per verb.
Action week_verb(CLI::App& options);
Action explain_verb(CLI::App& options);
Action link_verb(CLI::App& options);
Action requirements_verb(CLI::App& options);
Action check_verb(CLI::App& options);
Action referential_import_verb(CLI::App& options);
Action import_communes_verb(CLI::App& options);
Action referential_show_verb(CLI::App& options);
Action train_verb(CLI::App& options);
Action evaluate_linking_verb(CLI::App& options);
Action evaluate_occupations_verb(CLI::App& options);
Action evaluate_queries_verb(CLI::App& options);
Action evaluate_requirements_verb(CLI::App& options);
Action evaluate_skills_verb(CLI::App& options);
Action evaluate_lists_verb(CLI::App& options);
Action send_verb(CLI::App& options);
Action listen_verb(CLI::App& options);
Action review_export_verb(CLI::App& options);
Action review_import_verb(CLI::App& options);
Action review_notify_verb(CLI::App& options);
Action privacy_export_verb(CLI::App& options);
Action privacy_rectify_verb(CLI::App& options);
Action privacy_erase_verb(CLI::App& options);
Action privacy_retain_verb(CLI::App& options);
Action privacy_notice_verb(CLI::App& options);
Action ledger_status_verb(CLI::App& options);
Action ledger_migrate_verb(CLI::App& options);
Action ledger_backup_verb(CLI::App& options);
Action ledger_restore_verb(CLI::App& options);
Action ledger_verify_verb(CLI::App& options);
Action ledger_import_verb(CLI::App& options);
Action ledger_export_verb(CLI::App& options);
Action message_preview_verb(CLI::App& options);
Action message_settle_verb(CLI::App& options);
Action config_verb(CLI::App& options);

}  // namespace passerelle
