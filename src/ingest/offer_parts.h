#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/feed.h"
#include "domain/offer.h"
#include "ingest/offers.h"
#include "ingest/record_notes.h"
#include "storage/csv.h"
#include "storage/json.h"

namespace passerelle {

/// An offer read from one record, or why there is none.
struct ReadOffer {
  std::optional<Offer> offer;
  std::string field;   ///< the field at fault, empty for the whole record
  std::string reason;  ///< in French
};

inline ReadOffer refused(std::string field, std::string reason) {
  return {std::nullopt, std::move(field), std::move(reason)};
}

/// A record of France Travail's "Offres d'emploi v2", with its mixed types. `id` and `intitule` are needed.
ReadOffer read_france_travail(JsonView record, RecordNotes& notes);

/// A schema.org `JobPosting`. A title and an `identifier` or `url` are needed.
ReadOffer read_job_posting(JsonView record, RecordNotes& notes);

/// A row of local offers; `columns` maps each field to its column. `id` and `title` are needed.
ReadOffer read_local_offer(const CsvRow& row, const CsvMapping& columns, RecordNotes& notes);

/// The fields a `CsvMapping` may name.
std::span<const std::string_view> local_offer_fields();

/// Whether the record says that it is a `JobPosting`.
bool is_job_posting(JsonView record);

/// A point on Earth when both numbers are there and possible; (0, 0), the mark of a failed search, is not.
std::optional<Coordinates> coordinates(JsonView latitude, JsonView longitude, RecordNotes& notes);

/// The day that is the value of `field`, or unknown; a value that is no day of 1970 to 2100 is noted.
std::optional<Day> day_of(JsonView value, std::string_view field, RecordNotes& notes);

/// A code of five characters that may have lost its leading zero by passing through a number.
std::string five_digits(JsonView value);

/// How many people are sought: at least 1, also when nothing sensible is written.
std::uint32_t posts(JsonView value);

/// `line` as one more line of `text`, unless it is empty or stands there already.
void add_line(std::string& text, std::string_view line);

/// How to apply from what is written, preferring a link to an e-mail address to a telephone number; `none` when it is
/// none of them.
ApplyChannel channel_in(std::string_view written);

}  // namespace passerelle
