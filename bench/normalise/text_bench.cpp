#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "normalise/text.h"

namespace {

using namespace passerelle;

/// Invented French of about the letters, accents and signs of an offer; the same on every machine.
std::vector<std::string> invented_descriptions() {
  static constexpr auto kPieces = std::to_array<std::string_view>({"vous",
                                                                   "êtes",
                                                                   "motivé(e)",
                                                                   "l’équipe",
                                                                   "cuisinier",
                                                                   "vendeuse",
                                                                   "préparer",
                                                                   "les",
                                                                   "de",
                                                                   "commandes",
                                                                   "à",
                                                                   "Orléans",
                                                                   "–",
                                                                   "35h",
                                                                   "par",
                                                                   "semaine,",
                                                                   "expérience",
                                                                   "souhaitée.\n",
                                                                   "infirmier·ère",
                                                                   "H/F",
                                                                   "nettoyage",
                                                                   "d'entretien",
                                                                   "<br>",
                                                                   "&eacute;quipement",
                                                                   "1 500 €",
                                                                   "cœur",
                                                                   "polyvalente",
                                                                   "et",
                                                                   "la",
                                                                   "une",
                                                                   "clientèle"});
  std::mt19937 random(20260101);
  std::vector<std::string> texts(2'000);
  for (std::string& text : texts) {
    for (int i = 0; i < 300; ++i) {
      // mt19937 is the same everywhere, the standard distributions are not.
      text += kPieces[random() % kPieces.size()];
      text += ' ';
    }
  }
  return texts;
}

/// The descriptions of real offers when they are there: the value of each "description", its escapes undone roughly.
std::vector<std::string> real_descriptions() {
  const char* given = std::getenv("PASSERELLE_REAL_DATA");
  const std::filesystem::path data =
      given != nullptr ? std::filesystem::path(given)
                       : std::filesystem::path(PASSERELLE_SOURCE_DIR).parent_path() / "shared" / "data";
  std::ifstream file(data / "france_travail" / "offers.jsonl");
  std::vector<std::string> texts;
  for (std::string line; std::getline(file, line);) {
    static constexpr std::string_view kKey = "\"description\":";
    std::size_t at = line.find(kKey);
    if (at == std::string::npos || (at = line.find('"', at + kKey.size())) == std::string::npos) {
      continue;
    }
    std::string& text = texts.emplace_back();
    for (++at; at < line.size() && line[at] != '"'; ++at) {
      if (line[at] != '\\') {
        text += line[at];
      } else if (++at < line.size()) {
        text += line[at] == 'n' ? '\n' : line[at];
      }
    }
  }
  return texts;
}

const std::vector<std::string>& descriptions() {
  static const std::vector<std::string> kTexts = [] {
    std::vector<std::string> texts = real_descriptions();
    return texts.empty() ? invented_descriptions() : texts;
  }();
  return kTexts;
}

std::int64_t size_of(const std::vector<std::string>& texts) {
  std::int64_t size = 0;
  std::ranges::for_each(texts, [&size](const std::string& text) { size += static_cast<std::int64_t>(text.size()); });
  return size;
}

template <class Work>
void run_over_descriptions(benchmark::State& state, Work work) {
  const std::vector<std::string>& texts = descriptions();
  for (auto _ : state) {
    for (const std::string& text : texts) {
      benchmark::DoNotOptimize(work(text));
    }
  }
  state.SetBytesProcessed(state.iterations() * size_of(texts));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
}

void fold_with_sources(benchmark::State& state) {
  const auto& texts = descriptions();
  if (!std::ranges::all_of(texts, [](const std::string& text) { return fold(text).text == folded(fold(text).text); })) {
    return state.SkipWithError("folding twice is not folding once");
  }
  run_over_descriptions(state, [](const std::string& text) { return fold(text); });
}
BENCHMARK(fold_with_sources)->Unit(benchmark::kMillisecond);

void fold_bytes_only(benchmark::State& state) {
  const auto& texts = descriptions();
  if (!std::ranges::all_of(texts, [](const std::string& text) { return fold(text).text == folded(text); })) {
    return state.SkipWithError("the two folds differ");
  }
  run_over_descriptions(state, [](const std::string& text) { return folded(text); });
}
BENCHMARK(fold_bytes_only)->Unit(benchmark::kMillisecond);

void words_of_descriptions(benchmark::State& state) {
  std::size_t count = 0;
  for (const std::string& text : descriptions()) {
    const std::vector<Word> read = words(text);
    count += read.size();
    if (!std::ranges::is_sorted(read, {}, &Word::begin)) {
      return state.SkipWithError("words out of order");
    }
  }
  run_over_descriptions(state, [](const std::string& text) { return words(text); });
  state.counters["words"] = static_cast<double>(count);
}
BENCHMARK(words_of_descriptions)->Unit(benchmark::kMillisecond);

}  // namespace
