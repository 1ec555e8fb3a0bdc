#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "base/watch.h"
#include "domain/feed.h"
#include "domain/person.h"
#include "storage/byte_source.h"

namespace passerelle {

/// Reads people (one JSON object per line, an array, or CSV for the flat part), sorted by id. A `contact` object is
/// dropped unread. Records with the same id and different content are all set aside; identical ones count once.
Result<Feed<Person>> read_people(const std::filesystem::path& file, const Watch& watch);
Result<Feed<Person>> read_people(ByteSource& source, std::string_view name, const Watch& watch);

/// Reads référents (one JSON object per line or an array), sorted by id. Phone and e-mail are not kept.
Result<Feed<Referent>> read_referents(const std::filesystem::path& file);

}  // namespace passerelle
