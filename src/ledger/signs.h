#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/event.h"
#include "ledger/ledger.h"

namespace passerelle {

/// What a référent should know of a person before the next list.
struct Signs {
  int silent_weeks = 0;        ///< weeks, this one left out, in which something was sent since the last sign of life
  bool asks_for_call = false;  ///< answered "call me back", and nobody called since
  std::vector<std::string> words;  ///< answers for a human to read, since the last call; oldest first

  /// Two silent weeks: silence is no refusal, somebody should call.
  [[nodiscard]] bool is_silent() const { return silent_weeks >= 2; }
  [[nodiscard]] bool should_be_called() const { return is_silent() || asks_for_call; }
};

/// The signs told by events, fed in the order in which they were recorded.
class SignsOfLife {
 public:
  explicit SignsOfLife(Instant now) : this_week_(week_of(std::chrono::floor<std::chrono::days>(now))) {}
  void add(const Event& event);
  /// Nothing to tell: all zero.
  [[nodiscard]] Signs of(const PersonId& person) const;

 private:
  struct Known {
    std::set<Week> sent;
    bool asks_for_call = false;
    std::vector<std::string> words;
  };
  Week this_week_;
  std::map<PersonId, Known> people_;
};

/// The signs of everybody in the half year that ends with the day of `now` (UTC): of a day gone by, what it knew.
Result<SignsOfLife> signs_of_life(Ledger& ledger, Instant now);

}  // namespace passerelle
