#pragma once

#include <string_view>

#include "base/result.h"
#include "storage/byte_source.h"

namespace passerelle {

/// What the beginning of a source looks like.
enum class SourceKind { json, table };

/// JSON when the text opens an object or an array, at its beginning or (the first lines may be garbage) at the
/// beginning of a line; a table otherwise.
Result<SourceKind> kind_of(ByteSource& source);

/// The error of a job stopped from outside.
inline Error interrupted() {
  return {ErrorCode::interrupted, "lecture interrompue"};
}

}  // namespace passerelle
