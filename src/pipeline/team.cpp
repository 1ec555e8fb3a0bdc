#include "pipeline/team.h"

#include <utility>

namespace passerelle {

std::vector<std::string> Alone::share(std::string mine) {
  std::vector<std::string> all;
  all.push_back(std::move(mine));
  return all;
}

Result<Done> agreed(Team& team, const Result<Done>& mine) {
  if (team.size() == 1) {
    return mine;
  }
  // Empty for success; otherwise the code as one character, then the message.
  std::string told;
  if (!mine) {
    told = static_cast<char>(mine.error().code) + mine.error().message;
  }
  for (const std::string& each : team.share(std::move(told))) {
    if (!each.empty()) {
      return Error{static_cast<ErrorCode>(each.front()), each.substr(1)};
    }
  }
  return Done{};
}

}  // namespace passerelle
