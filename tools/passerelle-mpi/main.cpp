#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <exception>

#include "mpi_team.h"
#include "program.h"
#include "session.h"

namespace passerelle {
namespace {

constexpr std::array<Verb, 1> kVerbs{{
    {"week", "prépare les listes de la semaine, à plusieurs machines",
     "mpirun -np 4 passerelle-mpi week --offers offres.jsonl --people personnes.ndjson --out semaine", week_verb},
}};

}  // namespace
}  // namespace passerelle

int main(int count, char** arguments) {
  passerelle::MpiTeam team(&count, &arguments);
  // Results and help are said once.
  if (!team.is_first() && std::freopen("/dev/null", "w", stdout) == nullptr) {
    return 1;
  }
  try {
    return passerelle::run_program("passerelle-mpi", passerelle::kVerbs, count, arguments, team);
  } catch (const std::exception& bug) {
    fmt::print(stderr, "passerelle-mpi : erreur interne : {}\n", bug.what());
    passerelle::MpiTeam::abort(1);
    return 1;
  }
}
