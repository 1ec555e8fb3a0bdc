#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/person.h"
#include "ingest/record_notes.h"
#include "storage/csv.h"
#include "storage/json.h"

namespace passerelle {

/// A field that could not be understood, and why, in French.
struct FieldProblem {
  std::string field;  ///< `availability.slots`; empty for the whole record
  std::string reason;
};

/// A person read from one record. A field that could not be understood counts as unknown and is told in `problems`;
/// the person stays. Only a record without a name or with a doubt about the law (right to work, accompaniment) gives
/// no person.
struct ReadPerson {
  std::optional<Person> person;
  std::vector<FieldProblem> problems;
};

ReadPerson read_person(JsonView record, RecordNotes& notes);

/// The flat columns of a row as the JSON record that would say the same; empty cells are left out.
std::string person_json(const CsvRow& row, RecordNotes& notes);

}  // namespace passerelle
