#pragma once

#include <array>
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

/// Whether confidences are what they say: first answers in ten classes of announced confidence (a reliability diagram;
/// Niculescu-Mizil and Caruana, 2005).
struct Reliability {
  struct Class {
    std::size_t answers = 0;
    double confidence = 0;  ///< sum of what was announced
    std::size_t right = 0;
  };
  std::array<Class, 10> classes;  ///< [0, 0.1), [0.1, 0.2) … [0.9, 1]

  void add(double confidence, bool right);
  /// Mean distance between announced and observed, weighed by answers (expected calibration error; Naeini et al.,
  /// 2015).
  [[nodiscard]] double error() const;
};

/// Where the gold stands among distinct answers, best first.
Hit hit_in(const std::vector<std::string>& answers, const std::set<std::string>& gold);

/// Codes of the links, best first.
std::vector<std::string> codes_of(const std::vector<OccupationLink>& links, const Referential& referential);

/// Distinct former codes, each where its best occupation stands.
std::vector<std::string> parents_of(const std::vector<OccupationLink>& links, const Referential& referential);

/// Confidence that the former code of the best link is right: the sum over the links of that code; 0 without links.
double confidence_in_first_parent(const std::vector<OccupationLink>& links, const Referential& referential);

}  // namespace passerelle
