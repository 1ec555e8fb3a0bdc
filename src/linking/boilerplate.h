#pragma once

#include <string_view>
#include <vector>

namespace passerelle {

/// The sentences and lines of an offer that speak of the job, in order, borrowed from `text`. Left out: what stands
/// under a heading such as "Qui sommes-nous" or "Avantages" until the next heading or empty line, and sentences in
/// which the employer praises itself, lists benefits, promises equal chances or tells how to apply.
std::vector<std::string_view> job_sentences(std::string_view text);

}  // namespace passerelle
