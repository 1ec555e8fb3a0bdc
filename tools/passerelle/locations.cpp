#include "locations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace passerelle {
namespace fs = std::filesystem;
namespace {

struct Delivered {
  fs::path EngineFiles::*file;
  std::string_view name;    ///< inside the share folder
  std::string_view option;  ///< how to name another one
};

constexpr Delivered kDelivered[] = {
    {&EngineFiles::referential, "referential.bin", "--referential"},
    {&EngineFiles::communes, "communes.tsv", "--communes"},
    {&EngineFiles::lexicon, "lay_lexicon.tsv", "la clé engine.lexicon"},
    {&EngineFiles::activities, "activities.tsv", "la clé engine.activities"},
    {&EngineFiles::foreign_words, "foreign_words.tsv", "la clé engine.foreign_words"},
    {&EngineFiles::model, "models/passerelle-fr/1", "--model"},
};

}  // namespace

fs::path share_folder() {
  std::error_code failed;
  const fs::path executable = fs::read_symlink("/proc/self/exe", failed);
  for (fs::path folder = executable.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (const fs::path share = folder / "share" / "passerelle"; fs::is_directory(share, failed)) {
      return share;
    }
  }
  const fs::path installed = PASSERELLE_INSTALLED_SHARE;
  return fs::is_directory(installed, failed) ? installed : fs::path();
}

fs::path user_cache() {
  // The standard of these folders has relative paths ignored.
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && fs::path(cache).is_absolute()) {
    return fs::path(cache) / "passerelle";
  }
  const char* home = std::getenv("HOME");
  return home != nullptr && fs::path(home).is_absolute() ? fs::path(home) / ".cache" / "passerelle" : fs::path();
}

Result<EngineFiles> engine_files(const Settings& settings) {
  EngineFiles files = settings.engine;
  const fs::path share = share_folder();
  for (const Delivered& delivered : kDelivered) {
    fs::path& file = files.*delivered.file;
    if (!file.empty()) {
      continue;
    }
    file = share / delivered.name;
    std::error_code failed;
    if (share.empty() || !fs::exists(file, failed)) {
      return Error{ErrorCode::usage,
                   fmt::format("{} introuvable parmi les fichiers livrés avec le programme ; donnez-en un avec {}",
                               delivered.name, delivered.option)};
    }
  }
  return files;
}

Result<Engine> load_engine(const Settings& settings) {
  const Result<EngineFiles> files = engine_files(settings);
  return files ? Engine::load(*files) : Result<Engine>(files.error());
}

Result<fs::path> file_to_replace(const Settings& settings, fs::path EngineFiles::*file) {
  if (!(settings.engine.*file).empty()) {
    return settings.engine.*file;
  }
  const fs::path share = share_folder();
  if (share.empty()) {
    return Error{ErrorCode::usage,
                 "les fichiers livrés avec le programme sont introuvables ; dites où écrire avec --out"};
  }
  const auto* delivered = std::ranges::find_if(kDelivered, [&](const Delivered& one) { return one.file == file; });
  return share / delivered->name;
}

}  // namespace passerelle
