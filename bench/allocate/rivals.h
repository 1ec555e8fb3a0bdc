#pragma once

#include <cstdint>
#include <vector>

#include "allocate/allocation.h"

namespace passerelle::bench {

// Other ways to share offers out, without variety and without a guarantee.

/// The values of all items together.
std::int64_t total_value(const AllocationProblem& problem, const std::vector<Share>& shares);

/// The greatest total there is: a flow of least cost (successive shortest paths). For small cases.
std::int64_t optimum(const AllocationProblem& problem, std::size_t per_person);

/// Entropic optimal transport on the graph of candidates (Sinkhorn and Knopp 1967, Cuturi 2013): prices of offers so
/// that the softened lists keep to the capacities, then lists by falling value less price. Sums run in a fixed order,
/// so that threads change nothing.
std::vector<Share> transport(const AllocationProblem& problem, std::size_t per_person, double softness, int rounds);

}  // namespace passerelle::bench
