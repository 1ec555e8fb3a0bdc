#include "evaluate/accuracy.h"

#include <algorithm>
#include <map>

namespace passerelle {
namespace {

constexpr std::size_t kShown = 5;

}  // namespace

void Accuracy::add(const Hit& hit) {
  ++queries;
  a1 += hit.first ? 1 : 0;
  a5 += hit.shown ? 1 : 0;
}

void Accuracy::close() {
  const double count = std::max<double>(1, static_cast<double>(queries));
  a1 /= count;
  a5 /= count;
}

Hit hit_in(const std::vector<std::string>& answers, const std::set<std::string>& gold) {
  Hit hit;
  for (std::size_t rank = 0; rank < std::min(answers.size(), kShown); ++rank) {
    if (gold.contains(answers[rank])) {
      hit.shown = true;
      hit.first = hit.first || rank == 0;
    }
  }
  return hit;
}

std::vector<std::string> codes_of(const std::vector<OccupationLink>& links, const Referential& referential) {
  std::vector<std::string> codes;
  for (const OccupationLink& link : links) {
    codes.emplace_back(referential.code(link.occupation));
  }
  return codes;
}

std::vector<std::string> parents_of(const std::vector<OccupationLink>& links, const Referential& referential) {
  std::map<std::string, double> shares;
  for (const OccupationLink& link : links) {
    shares[std::string(referential.parent(link.occupation))] += link.confidence;
  }
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [parent, share] : shares) {
    order.emplace_back(-share, parent);
  }
  std::ranges::sort(order);
  std::vector<std::string> parents;
  for (auto& [share, parent] : order) {
    parents.push_back(std::move(parent));
  }
  return parents;
}

}  // namespace passerelle
