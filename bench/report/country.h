#pragma once

#include <optional>
#include <string>

#include "results.h"

namespace passerelle::bench {

/// What is assumed of machines that were not measured. Everything else comes from the results.
struct CountryAssumptions {
  double people = 6e6;
  double offers = 1e6;
  double cores = 32;             ///< of a node, each like one of the measured machine
  double kept = 0.75;            ///< share of the speed of one core that is left when all work
  double network_bytes = 1.1e9;  ///< a second and direction: 10 Gbit/s Ethernet
  double latency = 50e-6;        ///< seconds of one message
  double row_bytes = 768;        ///< an understood offer on the wire: sparse rows, dense row, conditions, facts
  double count_bytes = 4096;     ///< a node's counts and warnings
};

/// Costs in seconds of one core, by least squares over the growth series.
struct MeasuredCosts {
  double per_offer = 0;         ///< reading, understanding, vectors and limits
  double per_person = 0;        ///< the same
  double per_list = 0;          ///< composing and writing the list of one person
  double per_pair = 0;          ///< ranking, by pair of a person and a listed offer
  double fixed = 0;             ///< seconds by the clock: loading
  double bytes_per_offer = 0;   ///< of memory
  double bytes_per_person = 0;  ///< of memory
  double passing = 0;           ///< share of the pairs within all limits
};

/// Nothing when the growth series are too short.
std::optional<MeasuredCosts> measured_costs(const Results& results);

/// The section of the README: costs, assumptions, 1, 8 and 64 nodes; Markdown.
std::string country_on_paper(const Results& results, const CountryAssumptions& assumed);

}  // namespace passerelle::bench
