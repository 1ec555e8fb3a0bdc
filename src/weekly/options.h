#pragma once

#include <cstddef>

namespace passerelle {

/// What one person receives in one issue.
struct WeeklyOptions {
  std::size_t per_person = 5;      ///< offers in a list, 1 to 10; fewer when fewer are good enough
  std::size_t per_employer = 1;    ///< at most this many of one employer in a list
  std::size_t per_occupation = 3;  ///< at most this many of one occupation in a list
  std::size_t nearly = 3;          ///< offers shown that one step would open
  double least_occupation = 0.1;   ///< an offer whose work fits less than this (0 to 1) is not proposed …
  double least_skills = 0.25;      ///< … unless this share of its skills is held
};

}  // namespace passerelle
