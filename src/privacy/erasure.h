#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/event.h"
#include "ledger/ledger.h"

namespace passerelle {

/// What an erasure did, and what stays.
struct Erasure {
  bool was_known = false;            ///< the ledger held the person
  std::uint64_t events_left = 0;     ///< without a name or words
  std::size_t suppressed = 0;        ///< addresses to which nothing leaves any more
  std::size_t shared_addresses = 0;  ///< addresses left open: somebody else is reached there
};

/// Destroys the key of a person in the ledger; suppresses their kept addresses and those given, unless another person
/// is reached there. Done again, it changes nothing.
Result<Erasure> erase_person(Ledger& ledger, const PersonId& person, const Author& by,
                             std::span<const std::string> addresses);

/// A file without the records of a person, not written yet.
struct FileWithout {
  std::filesystem::path file;
  std::string content;
  std::size_t removed = 0;
  std::vector<std::string> addresses;     ///< phones and e-mails of removed contacts
  std::vector<std::uint64_t> to_look_at;  ///< lines that name the person but are no record of theirs
};

/// Reads a file of people, contacts, lists, decisions or events (one JSON object a line, a JSON array, CSV). What is
/// kept stays byte for byte, except for the white space of an array. Errors: what the source says; a compressed file.
Result<FileWithout> file_without(const std::filesystem::path& file, const PersonId& person);
/// Writes it in the place of the file, whole or not at all, with the rights the file had.
Result<Done> write_without(const FileWithout& without);

}  // namespace passerelle
