#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/event.h"
#include "domain/feed.h"
#include "storage/byte_source.h"

namespace passerelle {

/// Reads `events.ndjson`: the usable events in the order of the file, those set aside with line, field and reason, one
/// warning per unknown field. An event without an id gets that of its content. Errors: not readable, no event at all.
Result<Feed<Event>> read_events(const std::filesystem::path& file);
/// The same from bytes; `name` stands for the file.
Result<Feed<Event>> read_events(ByteSource& source, std::string_view name);

/// The event as one line of `events.ndjson`, without its end; empty fields are left out.
std::string event_line(const Event& event);

/// The event as it may leave the organisation. Of an answer only `yes` and `call` are told: a `no` looks like any other
/// answer, and can be taken by nobody for a refusal of an offer. Its id is made anew, for the old one tells the value.
Event exportable(Event event);

}  // namespace passerelle
