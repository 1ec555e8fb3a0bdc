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
/// A field that cannot be understood counts as unknown: the person stays, and a rejection names the field. A person is
/// set aside whole when the id cannot be a name, or when the law is in doubt (`work`, `accompaniment.status`).
/// The columns of a CSV are the dotted keys (`home.insee`, `limits.max_lifting_kg`); several words in a cell stand
/// between bars: `mobility.modes` "walk|bike", `languages` "fr:A2|ar:C1", `wishes.contracts` "CDD:prefer|MIS:refuse",
/// `availability.slots` "mon tue 09:15-16:15|sat 09:00-12:00". An empty cell is unknown, the word `none` is none.
/// Errors: what the source says; a file that is empty, is neither JSON nor a table with an `id`, or has no usable
/// person.
Result<Feed<Person>> read_people(const std::filesystem::path& file, const Watch& watch);
Result<Feed<Person>> read_people(ByteSource& source, std::string_view name, const Watch& watch);

/// Reads référents (one JSON object per line or an array), sorted by id. An absence that cannot be understood is told
/// by a rejection and counts for nothing.
Result<Feed<Referent>> read_referents(const std::filesystem::path& file);

}  // namespace passerelle
