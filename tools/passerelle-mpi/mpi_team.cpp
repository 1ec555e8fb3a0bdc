#include "mpi_team.h"

#include <mpi.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace passerelle {

MpiTeam::MpiTeam(int* count, char*** arguments) {
  // Threads compute; the main one alone speaks to the other processes. An MPI error ends them all, by its default.
  int provided = 0;
  MPI_Init_thread(count, arguments, MPI_THREAD_FUNNELED, &provided);
  int rank = 0;
  int size = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  rank_ = static_cast<std::size_t>(rank);
  size_ = static_cast<std::size_t>(size);
}

MpiTeam::~MpiTeam() {
  MPI_Finalize();
}

std::vector<std::string> MpiTeam::share(std::string mine) {
  const std::uint64_t my_size = mine.size();
  std::vector<std::uint64_t> sizes(size_);
  MPI_Allgather(&my_size, 1, MPI_UINT64_T, sizes.data(), 1, MPI_UINT64_T, MPI_COMM_WORLD);
  // MPI counts in int: more than 2 GiB travels in pieces.
  constexpr std::size_t kPiece = std::size_t{1} << 30U;
  std::vector<std::string> all(size_);
  all[rank_] = std::move(mine);
  for (std::size_t from = 0; from < size_; ++from) {
    all[from].resize(sizes[from]);
    for (std::size_t begin = 0; begin < all[from].size(); begin += kPiece) {
      const std::size_t size = std::min(kPiece, all[from].size() - begin);
      MPI_Bcast(all[from].data() + begin, static_cast<int>(size), MPI_CHAR, static_cast<int>(from), MPI_COMM_WORLD);
    }
  }
  return all;
}

void MpiTeam::abort(int exit_code) {
  MPI_Abort(MPI_COMM_WORLD, exit_code);
}

}  // namespace passerelle
