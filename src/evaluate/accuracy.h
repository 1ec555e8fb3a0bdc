#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "linking/linker.h"

namespace passerelle {

/// Whether a right answer stands first, and among the first five.
struct Hit {
  bool first = false;
  bool shown = false;
};

/// Share of queries with a right answer first, or among the first five.
struct Accuracy {
  std::size_t queries = 0;
  double a1 = 0;  ///< counts until `close`, shares after
  double a5 = 0;

  void add(const Hit& hit);
  /// Turns counts into shares; call once, last.
  void close();
};

/// Where the gold stands among distinct answers, best first.
Hit hit_in(const std::vector<std::string>& answers, const std::set<std::string>& gold);

/// Codes of the links, best first.
std::vector<std::string> codes_of(const std::vector<OccupationLink>& links, const Referential& referential);

/// Distinct former codes, in the order of what their occupations share together.
std::vector<std::string> parents_of(const std::vector<OccupationLink>& links, const Referential& referential);

}  // namespace passerelle
