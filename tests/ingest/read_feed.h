#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/offers.h"

namespace passerelle::support {

/// What one reading gave.
struct ReadFeed {
  std::vector<Offer> offers;
  std::vector<RecordPosition> positions;
  ReadReport report;
  std::string error;
};

/// Reads offers from memory; the file is called `feed`.
inline ReadFeed read_feed(std::string_view text, const CsvMapping& mapping = {}) {
  ReadFeed result;
  ByteSource source = ByteSource::from_memory(text);
  auto report = read_offers(source, "feed", mapping, {}, [&result](Offer&& offer, RecordPosition position) {
    result.offers.push_back(std::move(offer));
    result.positions.push_back(position);
  });
  if (report) {
    result.report = *report;
  } else {
    result.error = report.error().message;
  }
  return result;
}

}  // namespace passerelle::support
