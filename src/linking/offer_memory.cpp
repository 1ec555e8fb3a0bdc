#include "linking/offer_memory.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <memory>
#include <numeric>
#include <unordered_map>

#include "base/machine.h"
#include "base/parallel.h"
#include "linking/phrase_index.h"
#include "storage/artefact.h"

namespace passerelle {
namespace {

constexpr std::string_view kKind = "offer memory";
constexpr std::uint32_t kFormat = 2;
/// An offer less alike by this much speaks e times more softly.
constexpr float kWidth = 0.08F;
/// What speaks for an occupation that no remembered offer had: keeps the logarithm finite.
constexpr float kBackground = 1e-3F;
constexpr std::size_t kDescriptionBytes = 1500;
constexpr float kLargestByte = 127;

/// How loudly each example speaks, by the mean of both cosines: e^x, within a millionth, as 2^n times a polynomial of
/// what is left. Written out in the loop and without a branch, for the compiler takes several at once only then.
PASSERELLE_FOR_EACH_MACHINE
void speak(const float* by_title, const float* by_text, std::size_t count, float* voices) {
  constexpr float kLog2e = 1.44269504F;
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  constexpr float kRaised = 64;
  constexpr int kBias = 127;
  constexpr int kMantissaBits = 23;
  for (std::size_t example = 0; example < count; ++example) {
    // Between -25 and 0 for cosines: raised, what is cut off rounds to the nearest.
    const float x = ((by_title[example] + by_text[example]) / 2 - 1) / kWidth;
    const int n = static_cast<int>(x * kLog2e + kRaised + 0.5F) - static_cast<int>(kRaised);
    const auto whole = static_cast<float>(n);
    const float rest = x - whole * kLn2High - whole * kLn2Low;
    // Taylor's series; |rest| stays below 0.35.
    const float series =
        1 + rest * (1 + rest * (1.0F / 2 + rest * (1.0F / 6 + rest * (1.0F / 24 + rest * (1.0F / 120 + rest / 720)))));
    voices[example] = series * std::bit_cast<float>((n + kBias) << kMantissaBits);
  }
}

/// Both rows of each offer as signed bytes, side by side.
std::vector<std::int8_t> rows_of(const Embedding& embedding, std::span<const KnownOffer> offers) {
  const std::size_t dimensions = embedding.dimensions();
  std::vector<std::int8_t> rows(offers.size() * 2 * dimensions);
  parallel_for(offers.size(), [&](std::size_t index) {
    std::vector<float> row(2 * dimensions);
    embedding.embed(content_words(offers[index].evidence.title), {row.data(), dimensions});
    embedding.embed(beginning_of(words(offers[index].evidence.text)), {row.data() + dimensions, dimensions});
    std::ranges::transform(row, rows.begin() + static_cast<std::ptrdiff_t>(index * row.size()),
                           [](float value) { return static_cast<std::int8_t>(std::lround(value * kLargestByte)); });
  });
  return rows;
}

}  // namespace

std::span<const Word> beginning_of(std::span<const Word> description) {
  const auto end =
      std::ranges::partition_point(description, [](const Word& word) { return word.end <= kDescriptionBytes; });
  return description.first(static_cast<std::size_t>(end - description.begin()));
}

void OfferMemory::take_rows(std::span<const std::int8_t> rows, std::size_t dimensions) {
  std::vector<std::int8_t> titles;
  std::vector<std::int8_t> texts;
  for (std::size_t at = 0; at < rows.size(); at += 2 * dimensions) {
    std::ranges::copy(rows.subspan(at, dimensions), std::back_inserter(titles));
    std::ranges::copy(rows.subspan(at + dimensions, dimensions), std::back_inserter(texts));
  }
  dimensions_ = dimensions;
  titles_ = DenseRows::of_bytes(titles, dimensions, 1 / kLargestByte);
  texts_ = DenseRows::of_bytes(texts, dimensions, 1 / kLargestByte);
}

void OfferMemory::bind(const Referential& referential, std::span<const std::vector<std::string>> codes,
                       std::span<const std::uint8_t> former) {
  std::unordered_map<std::string_view, std::uint32_t> family_rows;
  for (std::uint32_t row = 0; row < referential.occupation_count(); ++row) {
    const auto next = static_cast<std::uint32_t>(family_rows.size());
    family_of_.push_back(family_rows.try_emplace(referential.parent(OccupationIndex(row)), next).first->second);
  }
  families_ = family_rows.size();
  const auto vote = [](std::size_t example, const std::vector<std::uint32_t>& targets, std::vector<Vote>& votes) {
    for (const std::uint32_t target : targets) {
      votes.push_back({static_cast<std::uint32_t>(example), target, 1.0F / static_cast<float>(targets.size())});
    }
  };
  for (std::size_t index = 0; index < codes.size(); ++index) {
    std::vector<std::uint32_t>& families = families_of_example_.emplace_back();
    std::vector<std::uint32_t> occupations;
    for (const std::string& code : codes[index]) {
      const std::vector<OccupationIndex> family = referential.family(code);
      if (!family.empty()) {
        families.push_back(family_of_[family.front().value()]);
      }
      if (const auto occupation = referential.find_occupation(code); occupation && former[index] == 0) {
        occupations.push_back(occupation->value());
      }
    }
    std::ranges::sort(families);
    families.erase(std::unique(families.begin(), families.end()), families.end());
    vote(index, families, family_votes_);
    vote(index, occupations, occupation_votes_);
  }
}

OfferMemory::Marks OfferMemory::Marks::of(std::span<const KnownOffer> offers,
                                          std::vector<std::string> OfferEvidence::*kind) {
  Marks marks;
  for (const KnownOffer& offer : offers) {
    const std::vector<std::string>& told = offer.evidence.*kind;
    std::ranges::transform(told, std::back_inserter(marks.all), mark_of);
    marks.counts.push_back(static_cast<std::uint32_t>(told.size()));
  }
  return marks;
}

MarkCounts OfferMemory::counted(std::span<const std::uint32_t> all, std::span<const std::uint32_t> counts) const {
  MarkCounts counted(families_);
  for (std::size_t index = 0; index < counts.size(); ++index) {
    counted.add(all.first(counts[index]), families_of_example_[index]);
    all = all.subspan(counts[index]);
  }
  return counted;
}

OfferMemory OfferMemory::of(const Embedding& embedding, const Referential& referential,
                            std::span<const KnownOffer> offers) {
  OfferMemory memory;
  memory.take_rows(rows_of(embedding, offers), embedding.dimensions());
  std::vector<std::vector<std::string>> codes;
  std::vector<std::uint8_t> former;
  for (const KnownOffer& offer : offers) {
    codes.push_back(offer.codes);
    former.push_back(offer.former ? 1 : 0);
  }
  memory.bind(referential, codes, former);
  const Marks ticks = Marks::of(offers, &OfferEvidence::ticks);
  const Marks facts = Marks::of(offers, &OfferEvidence::facts);
  memory.ticks_ = memory.counted(ticks.all, ticks.counts);
  memory.facts_ = memory.counted(facts.all, facts.counts);
  return memory;
}

Result<Done> OfferMemory::learn(const Embedding& embedding, std::span<const KnownOffer> offers,
                                const std::filesystem::path& file) {
  std::vector<std::uint8_t> former;
  std::string codes;
  for (const KnownOffer& offer : offers) {
    former.push_back(offer.former ? 1 : 0);
    for (const std::string& code : offer.codes) {
      codes += code + ' ';
    }
    codes += '\n';
  }
  // The identity of the embedding, so that no memory is read with the rows of another model.
  ArtefactWriter writer(std::string(kKind), kFormat, std::string(embedding.identity()));
  const std::vector<std::int8_t> rows = rows_of(embedding, offers);
  writer.add<std::int8_t>("rows", rows);
  writer.add<std::uint8_t>("former", former);
  writer.add<char>("codes", std::span<const char>(codes));
  const Marks ticks = Marks::of(offers, &OfferEvidence::ticks);
  const Marks facts = Marks::of(offers, &OfferEvidence::facts);
  writer.add<std::uint32_t>("ticks", ticks.all);
  writer.add<std::uint32_t>("tick counts", ticks.counts);
  writer.add<std::uint32_t>("facts", facts.all);
  writer.add<std::uint32_t>("fact counts", facts.counts);
  return writer.write(file);
}

Result<OfferMemory> OfferMemory::open(const std::filesystem::path& file, const Embedding& embedding,
                                      const Referential& referential) {
  const auto refused = [&file](std::string_view why) {
    return Error{ErrorCode::artefact_refused, file.string() + " : mémoire d'offres refusée, " + std::string(why) +
                                                  " ; reprendre le modèle livré ou relancer « passerelle train »"};
  };
  const Result<MappedArtefact> artefact = MappedArtefact::open(file, kKind, kFormat);
  if (!artefact) {
    return artefact.error();
  }
  const auto rows = artefact->section<std::int8_t>("rows");
  const auto former = artefact->section<std::uint8_t>("former");
  const auto codes = artefact->section<char>("codes");
  const auto ticks = artefact->section<std::uint32_t>("ticks");
  const auto tick_counts = artefact->section<std::uint32_t>("tick counts");
  const auto facts = artefact->section<std::uint32_t>("facts");
  const auto fact_counts = artefact->section<std::uint32_t>("fact counts");
  if (!rows || !former || !codes || !ticks || !tick_counts || !facts || !fact_counts) {
    return refused("il manque une partie");
  }
  if (artefact->identity() != embedding.identity()) {
    return refused("elle a été apprise avec un autre modèle");
  }
  std::vector<std::vector<std::string>> codes_of_offers;
  std::string code;
  for (const char letter : *codes) {
    if (codes_of_offers.empty()) {
      codes_of_offers.emplace_back();
    }
    if (letter == '\n') {
      codes_of_offers.emplace_back();
    } else if (letter == ' ') {
      codes_of_offers.back().push_back(std::move(code));
      code.clear();
    } else {
      code += letter;
    }
  }
  if (!codes_of_offers.empty()) {
    codes_of_offers.pop_back();
  }
  const auto are_marks = [offers = former->size()](std::span<const std::uint32_t> all,
                                                   std::span<const std::uint32_t> counts) {
    return counts.size() == offers &&
           std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) == std::uint64_t{all.size()};
  };
  if (codes_of_offers.size() != former->size() || rows->size() != former->size() * 2 * embedding.dimensions() ||
      !are_marks(*ticks, *tick_counts) || !are_marks(*facts, *fact_counts)) {
    return refused("les parties n'ont pas la même longueur");
  }
  OfferMemory memory;
  memory.take_rows(*rows, embedding.dimensions());
  memory.bind(referential, codes_of_offers, *former);
  memory.ticks_ = memory.counted(*ticks, *tick_counts);
  memory.facts_ = memory.counted(*facts, *fact_counts);
  return memory;
}

std::vector<Recall> OfferMemory::recall(std::span<const float> titles, std::span<const float> texts) const {
  const DenseQueries title_queries(titles, dimensions_);
  const DenseQueries text_queries(texts, dimensions_);
  const std::size_t pairs = title_queries.size() * size();
  const auto by_title = std::make_unique_for_overwrite<float[]>(pairs);
  const auto by_text = std::make_unique_for_overwrite<float[]>(pairs);
  titles_.compare(title_queries, 0, size(), {by_title.get(), pairs});
  texts_.compare(text_queries, 0, size(), {by_text.get(), pairs});
  std::vector<Recall> recalled(title_queries.size());
  std::vector<float> voices(size());
  for (std::size_t query = 0; query < recalled.size(); ++query) {
    speak(by_title.get() + query * size(), by_text.get() + query * size(), size(), voices.data());
    const auto count = [&voices](const std::vector<Vote>& votes, std::vector<double>& heard) {
      for (const Vote& vote : votes) {
        heard[vote.target] += static_cast<double>(vote.share * voices[vote.example]);
      }
    };
    std::vector<double> families(families_, 0.0);
    std::vector<double> occupations(family_of_.size(), 0.0);
    count(family_votes_, families);
    count(occupation_votes_, occupations);
    const auto logarithm = [](double voice) { return static_cast<float>(std::log(voice + kBackground)); };
    const float silence = logarithm(0);
    std::vector<float> family_logs(families_);
    std::ranges::transform(families, family_logs.begin(), logarithm);
    recalled[query].of_family.resize(family_of_.size());
    recalled[query].of_occupation.resize(family_of_.size());
    for (std::size_t row = 0; row < family_of_.size(); ++row) {
      recalled[query].of_family[row] = family_logs[family_of_[row]];
      recalled[query].of_occupation[row] = occupations[row] > 0 ? logarithm(occupations[row]) : silence;
    }
  }
  return recalled;
}

}  // namespace passerelle
