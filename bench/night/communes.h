#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "embedding/random.h"

namespace passerelle::night {

struct Commune {
  std::string insee;
  std::string name;
  std::string postal_code;
  std::string department;
  double latitude = 0;
  double longitude = 0;
};

/// The communes of metropolitan France, drawn as often as people live there.
class Communes {
 public:
  static Result<Communes> read(const std::filesystem::path& file);
  [[nodiscard]] const Commune& draw(Random& random) const;

 private:
  std::vector<Commune> communes_;
  std::vector<double> people_up_to_;  ///< inhabitants of this one and of all before
};

}  // namespace passerelle::night
