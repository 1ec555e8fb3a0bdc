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

namespace passerelle {

/// People in groups of `people_per_shard`, neighbours together: in the order of a Hilbert curve through their homes,
/// those without a known home last. Depends on the people alone, not on who does the work.
std::vector<std::vector<PersonIndex>> shards_of(std::span<const PersonLimits> people, std::size_t people_per_shard);

/// What a step of a week in the making has for each person, packed: a file for each finished shard in a hidden folder
/// below the outputs. A week that was stopped or killed is taken up again from these, by as many processes as one
/// likes; and no process ever holds the lists of everybody. Each method but `finish` is thread-safe.
class ShardedRecords {
 public:
  /// `step` names the files: `drafts`, `lists`. `fingerprint` tells what they are made from: files left by a week made
  /// from anything else do not count.
  ShardedRecords(const std::filesystem::path& out, std::string step, std::string fingerprint,
                 std::vector<std::vector<PersonIndex>> shards);

  [[nodiscard]] std::size_t shard_count() const { return shards_.size(); }
  [[nodiscard]] const std::vector<PersonIndex>& people_of(std::size_t shard) const { return shards_[shard]; }
  /// True when the shard's records stand in a whole file.
  [[nodiscard]] bool is_finished(std::size_t shard) const;
  /// Writes the records of a shard, packed, in the order of `people_of`.
  Result<Done> finish(std::size_t shard, std::span<const std::string> records) const;

  /// Opens the files of all shards, which must be finished; `record_of` needs it.
  Result<Done> open();
  /// The packed record of a person.
  [[nodiscard]] std::string_view record_of(PersonIndex person) const;

  /// Removes what weeks made from anything else left.
  void remove_others() const;
  /// Removes the whole folder, once nothing is needed of it.
  void remove();

 private:
  struct Shard {
    MappedArtefact file;
    std::span<const std::uint64_t> ends;  ///< of each record's bytes
    std::span<const char> bytes;
  };
  [[nodiscard]] std::filesystem::path file_of(std::size_t shard) const;
  [[nodiscard]] Result<Shard> open_shard(std::size_t shard) const;

  std::filesystem::path work_;    ///< for the shards of any week
  std::filesystem::path folder_;  ///< for those of this one
  std::string step_;
  std::string fingerprint_;
  std::vector<std::vector<PersonIndex>> shards_;
  std::vector<Shard> opened_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places_;  ///< by person: the shard and the place in it
};

}  // namespace passerelle
