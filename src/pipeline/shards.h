#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/person.h"
#include "eligibility/conditions.h"
#include "storage/artefact.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// People in groups of `people_per_shard`, neighbours together: in the order of a Hilbert curve through their homes,
/// those without a known home last. Depends on the people alone, not on who does the work.
std::vector<std::vector<PersonIndex>> shards_of(std::span<const PersonLimits> people, std::size_t people_per_shard);

/// The lists of a week in the making, a file for each finished shard in a hidden folder below the outputs. A week that
/// was stopped or killed is taken up again from these, by as many processes as one likes; and no process ever holds
/// the lists of everybody. Each method but `finish` is thread-safe.
class ShardedLists {
 public:
  /// `fingerprint` tells what the lists are made from: files left by a week made from anything else do not count.
  ShardedLists(const std::filesystem::path& out, std::string fingerprint, std::vector<std::vector<PersonIndex>> shards);

  [[nodiscard]] std::size_t shard_count() const { return shards_.size(); }
  [[nodiscard]] const std::vector<PersonIndex>& people_of(std::size_t shard) const { return shards_[shard]; }
  /// True when the shard's lists stand in a whole file.
  [[nodiscard]] bool is_finished(std::size_t shard) const;
  /// Writes the lists of a shard, in the order of `people_of`.
  Result<Done> finish(std::size_t shard, std::span<const Shortlist> lists) const;

  /// Opens the files of all shards, which must be finished; `list_of` needs it.
  Result<Done> open();
  [[nodiscard]] Shortlist list_of(PersonIndex person) const;

  /// Removes what weeks made from anything else left.
  void remove_others() const;
  /// Removes the whole folder, once nothing is needed of it.
  void remove();

 private:
  struct Shard {
    MappedArtefact file;
    std::span<const std::uint64_t> ends;  ///< of each list's bytes
    std::span<const char> bytes;
  };
  [[nodiscard]] std::filesystem::path file_of(std::size_t shard) const;
  [[nodiscard]] Result<Shard> open_shard(std::size_t shard) const;

  std::filesystem::path work_;    ///< for the shards of any week
  std::filesystem::path folder_;  ///< for those of this one
  std::string fingerprint_;
  std::vector<std::vector<PersonIndex>> shards_;
  std::vector<Shard> opened_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places_;  ///< by person: the shard and the place in it
};

}  // namespace passerelle
