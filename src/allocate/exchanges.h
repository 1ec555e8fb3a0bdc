#pragma once

#include <cstdint>
#include <span>

#include "allocate/matching.h"

namespace passerelle {

/// Raises what all lists are worth together: two people exchange an offer each when what one gains is more than what
/// the other loses. Looked at once: every offer that is full, the holders of each in this order of people. Everybody
/// keeps as many offers as before.
void exchange(Matching& matching, const AllocationProblem& problem, std::span<const std::uint32_t> order,
              const Variety& variety);

}  // namespace passerelle
