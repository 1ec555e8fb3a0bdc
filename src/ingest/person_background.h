#pragma once

#include "domain/person.h"
#include "ingest/field_reader.h"
#include "storage/json.h"

namespace passerelle {

/// Reads what the person brings and wishes: schemes, languages, diplomas, certificates, experiences, skills, wishes.
void read_background(JsonView record, FieldReader& fields, Person& person);

}  // namespace passerelle
