#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/watch.h"
#include "domain/feed.h"
#include "domain/offer.h"
#include "storage/byte_source.h"

namespace passerelle {

/// How a CSV of offers is read: for each field of `Offer` below, the column that holds it.
struct CsvMapping {
  /// field → column. Fields: id title text employer place contract hours pay contact apply_url no_cv known_employer
  /// reserved_for valid_until rome. The default is the ready mapping for local offers: each field under its own name.
  std::map<std::string, std::string> columns;
};

/// Where a read offer stands in its file.
struct RecordPosition {
  std::uint64_t record = 0;  ///< from 1
  std::uint64_t line = 0;    ///< from 1
};

/// What happened while a file was read.
struct ReadReport {
  std::uint64_t records = 0;  ///< all that were seen
  std::uint64_t accepted = 0;
  std::vector<Rejection> rejections;
  std::vector<std::string> warnings;  ///< one per unknown field name
};

/// Reads offers from a file, told apart by content: France Travail v2 (envelope, array or lines; gzip of these),
/// schema.org JobPosting, CSV. Each good one is handed over as it is read; memory does not grow with the file.
/// Bad records are set aside in the report. An id that comes twice is handed over twice: only the caller sees all
/// files of a feed. Errors: a file that cannot be opened, is empty, is not UTF-8 at all,
/// is a truncated gzip, or has no usable record.
Result<ReadReport> read_offers(const std::filesystem::path& file, const CsvMapping& mapping, const Watch& watch,
                               const std::function<void(Offer&&, RecordPosition)>& visit);

/// The same from bytes in memory; `name` stands for the file in rejections.
Result<ReadReport> read_offers(ByteSource& source, std::string_view name, const CsvMapping& mapping, const Watch& watch,
                               const std::function<void(Offer&&, RecordPosition)>& visit);

}  // namespace passerelle
