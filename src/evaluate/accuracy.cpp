#include "evaluate/accuracy.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace passerelle {
namespace {

constexpr std::size_t kFirstAnswers = 5;

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

void Reliability::add(double confidence, bool right) {
  const auto row = static_cast<std::size_t>(std::clamp(confidence, 0.0, 1.0) * static_cast<double>(classes.size()));
  Class& one = classes.at(std::min(row, classes.size() - 1));
  ++one.answers;
  one.confidence += confidence;
  one.right += right ? 1 : 0;
}

double Reliability::error() const {
  double distance = 0;
  std::size_t answers = 0;
  for (const Class& one : classes) {
    distance += std::abs(one.confidence - static_cast<double>(one.right));
    answers += one.answers;
  }
  return answers > 0 ? distance / static_cast<double>(answers) : 0;
}

Hit hit_in(const std::vector<std::string>& answers, const std::set<std::string>& gold) {
  Hit hit;
  for (std::size_t rank = 0; rank < std::min(answers.size(), kFirstAnswers); ++rank) {
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
  std::vector<std::string> parents;
  for (const OccupationLink& link : links) {
    std::string parent(referential.parent(link.occupation));
    if (std::ranges::find(parents, parent) == parents.end()) {
      parents.push_back(std::move(parent));
    }
  }
  return parents;
}

double confidence_in_first_parent(const std::vector<OccupationLink>& links, const Referential& referential) {
  double confidence = 0;
  for (const OccupationLink& link : links) {
    if (referential.parent(link.occupation) == referential.parent(links.front().occupation)) {
      confidence += link.confidence;
    }
  }
  return confidence;
}

}  // namespace passerelle
