#include "pipeline/input_files.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "pipeline/source_digest.h"
#include "storage/byte_source.h"
#include "storage/packing.h"

namespace passerelle {
namespace {

/// Roles that change nothing in how an offer is understood; the manifest holds the weights of the score.
constexpr std::array<std::string_view, 4> kBesideUnderstanding{"offers", "people", "referents", "manifest"};

void add_engine(const EngineFiles& engine, std::vector<InputFile>& files) {
  files.push_back({"referential", engine.referential, {}});
  files.push_back({"communes", engine.communes, {}});
  files.push_back({"lexicon", engine.lexicon, {}});
  files.push_back({"activities", engine.activities, {}});
  files.push_back({"foreign_words", engine.foreign_words, {}});
  files.push_back({"model", engine.model / "embedding.bin", {}});
  if (const std::filesystem::path memory = engine.model / "offers.bin"; std::filesystem::exists(memory)) {
    files.push_back({"offer_memory", memory, {}});
  }
  files.push_back({"manifest", engine.model / "manifest.json", {}});
}

/// The digests of the files that fall to this member, empty for the others.
Result<std::vector<std::string>> digests_of_mine(const std::vector<InputFile>& files, const Team& team) {
  std::vector<std::string> digests(files.size());
  for (std::size_t number = 0; number < files.size(); ++number) {
    if (team.is_mine(number)) {
      Result<std::string> digest = sha256_of_file(files[number].file);
      if (!digest) {
        return digest.error();
      }
      digests[number] = std::move(*digest);
    }
  }
  return digests;
}

Result<std::vector<InputFile>> with_digests(std::vector<InputFile> files, Team& team) {
  const Result<std::vector<std::string>> mine = digests_of_mine(files, team);
  if (const Result<Done> read = agreed(team, mine ? Result<Done>(Done{}) : mine.error()); !read) {
    return read.error();
  }
  const std::vector<std::string> all = team.share(packed(*mine));
  for (const std::string& theirs : all) {
    std::vector<std::string> digests;
    Unpacker unpacker(theirs);
    unpacker(digests);
    for (std::size_t number = 0; number < std::min(files.size(), digests.size()); ++number) {
      files[number].sha256 += digests[number];
    }
  }
  return files;
}

}  // namespace

Result<std::vector<InputFile>> digest_inputs(const WeekConfig& config, Team& team) {
  std::vector<InputFile> files;
  for (const std::filesystem::path& file : config.offers) {
    files.push_back({"offers", file, {}});
  }
  files.push_back({"people", config.people, {}});
  if (!config.referents.empty()) {
    files.push_back({"referents", config.referents, {}});
  }
  add_engine(config.engine, files);
  return with_digests(std::move(files), team);
}

Result<std::vector<InputFile>> digest_inputs(const EngineFiles& engine) {
  std::vector<InputFile> files;
  add_engine(engine, files);
  Alone alone;
  return with_digests(std::move(files), alone);
}

std::string understanding_identity(std::span<const InputFile> files) {
  std::string identity = "sources " + std::string(kSourceDigest);
  for (const InputFile& file : files) {
    if (std::ranges::find(kBesideUnderstanding, file.role) == kBesideUnderstanding.end()) {
      identity += ", " + file.role + " " + file.sha256;
    }
  }
  return identity;
}

std::string issue_fingerprint(const WeekConfig& config, std::span<const InputFile> files) {
  std::string all = to_string(config.week) + "\n" + config.settings + "\n" + std::string(kSourceDigest) + "\n";
  for (const std::size_t number :
       {config.weekly.per_person, config.weekly.per_employer, config.weekly.per_occupation, config.weekly.nearly,
        config.memory_weeks, config.guaranteed, config.reserve, std::size_t{config.reach}}) {
    all += std::to_string(number) + "\n";
  }
  for (const InputFile& file : files) {
    all += file.role + " " + file.file.filename().string() + " " + file.sha256 + "\n";
  }
  return sha256_hex(all);
}

std::string week_fingerprint(const WeekConfig& config, const std::string& made_from, std::string_view history) {
  return sha256_hex(made_from + "\n" + std::to_string(config.issue) + "\n" + std::to_string(config.people_per_shard) +
                    "\n" + std::string(history));
}

}  // namespace passerelle
