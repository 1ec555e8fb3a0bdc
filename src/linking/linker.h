#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/offer.h"
#include "domain/requirement.h"
#include "embedding/embedding.h"
#include "linking/duplicates.h"
#include "linking/links.h"
#include "linking/offer_marks.h"
#include "linking/offer_memory.h"
#include "linking/phrase_readings.h"
#include "requirements/requirement_reader.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// What an offer is about.
struct OfferUnderstanding {
  std::vector<OccupationLink> occupations;  ///< best first; confidences sum to at most 1
  std::vector<SkillLink> skills;            ///< read from title and text; ticked skills are not repeated
  std::vector<Requirement> requirements;
  std::vector<WorkingTime> times;  ///< exact times of the work, in order
  TextSketch sketch;               ///< of the text, to tell repetitions
};

/// Free text and codes → occupations and skills of the referential, with the words they were read from.
/// Immutable, thread-safe. Borrows the referential and the embedding.
class Linker {
 public:
  static Linker create(const Referential& referential, std::span<const LexiconEntry> lexicon,
                       std::span<const ActivityEntry> activities, const Embedding& embedding, OfferMemory memory);

  Linker(Linker&&) noexcept;
  Linker& operator=(Linker&&) noexcept;
  ~Linker();

  /// The `count` best distinct occupations for a job title alone. Best first, ties by code.
  [[nodiscard]] std::vector<OccupationLink> occupations(std::string_view title, std::size_t count) const;
  /// The `count` best distinct occupations for an offer, whatever code it carries.
  [[nodiscard]] std::vector<OccupationLink> occupations_of_offer(const OfferEvidence& offer, std::size_t count) const;
  /// The same with another memory: for measuring on offers that the shipped one remembers.
  [[nodiscard]] std::vector<OccupationLink> occupations_of_offer(const OfferEvidence& offer, std::size_t count,
                                                                 const OfferMemory& memory) const;
  /// The `count` best skills for words such as "faire la cuisine pour 20 personnes"; best first.
  [[nodiscard]] std::vector<SkillLink> skills(std::string_view text, std::size_t count) const;
  /// The `count` skills that the employer of this title and description most likely asks for; best first.
  [[nodiscard]] std::vector<SkillLink> offer_skills(std::string_view title, std::string_view text,
                                                    std::size_t count) const;
  /// What a person's own words mention: occupations, skills, avoidances, limits.
  [[nodiscard]] Understanding understand(std::string_view text) const;
  /// The same three while phrases are asked for: see `PhraseAsker`.
  [[nodiscard]] std::vector<OccupationLink> occupations(std::string_view title, std::size_t count,
                                                        PhraseAsker& asker) const;
  [[nodiscard]] std::vector<SkillLink> skills(std::string_view text, std::size_t count, PhraseAsker& asker) const;
  [[nodiscard]] Understanding understand(std::string_view text, PhraseAsker& asker) const;
  /// Reads the phrases and texts that were asked for, all at once, in parallel, each once.
  void answer(OpenQuestions questions, PhraseReadings& readings) const;
  /// What an offer is about; its own ROME code is strong evidence unless `trust_code` is false.
  [[nodiscard]] OfferUnderstanding understand(const Offer& offer, bool trust_code = true) const;
  /// The same of many offers at once, which costs less each: their texts are compared with the referential together.
  [[nodiscard]] std::vector<OfferUnderstanding> understand(std::span<const Offer* const> offers,
                                                           bool trust_code = true) const;

  [[nodiscard]] const Referential& referential() const;

 private:
  struct Content;
  [[nodiscard]] OfferUnderstanding settle(const Offer& offer, std::span<const Word> words, OfferScores&& scores,
                                          bool trust_code) const;
  explicit Linker(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
