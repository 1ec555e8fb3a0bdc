#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "deliver/compose.h"
#include "deliver/sending_hours.h"
#include "delivery.h"
#include "ingest/offers.h"
#include "ledger/ledger.h"
#include "pipeline/engine.h"
#include "pipeline/week.h"
#include "privacy/notice.h"
#include "privacy/retention.h"
#include "weekly/options.h"

namespace passerelle {

/// Everything a configuration file can set. Empty paths of `engine` mean the files delivered with the program.
struct Settings {
  Settings();

  EngineFiles engine;
  std::map<std::string, std::string> offer_columns;  ///< field of an offer → column of the CSV
  WeeklyOptions weekly;
  LedgerOptions ledger;
  DeliverySettings delivery;
  MessageOptions messages;
  std::filesystem::path message_templates;  ///< folder of the organisation's own; empty: those of the program
  SendingHours sending_hours;
  std::vector<std::string> unreviewed;  ///< ids of people whose lists leave without review, because they asked for it
  Organisation organisation;
  std::size_t retention_months = RetentionOptions().months;
  std::size_t retention_warning_days = RetentionOptions().warning_days;
  bool spreadsheets = false;
  bool remember = true;          ///< keep what is understood of offers for the next night
  std::filesystem::path memory;  ///< where; empty: in the user's cache
  std::size_t people_per_shard = WeekConfig().people_per_shard;
  std::size_t reach = WeekConfig().reach;  ///< people shown an offer, for each of its posts
  std::size_t guaranteed = WeekConfig().guaranteed;
  std::size_t reserve = WeekConfig().reserve;
  std::size_t memory_weeks = WeekConfig().memory_weeks;
  std::size_t threads = 0;  ///< 0: as many as there are cores

  /// How CSV files of offers are read: a column named otherwise than its field must be there, any other may be missing.
  [[nodiscard]] CsvMapping offer_mapping() const;
};

/// Reads a TOML configuration over the defaults; relative paths start from the file's folder. Errors (usage) name the
/// file and the line: an unknown key with the nearest known one, a value of another type or out of range.
Result<Settings> read_settings(const std::filesystem::path& file);

/// The settings as TOML, each with its meaning above it: reading the text back gives the same settings.
std::string settings_text(const Settings& settings);

}  // namespace passerelle
