#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "embedding/embedding.h"
#include "linking/activity_matcher.h"
#include "linking/links.h"
#include "linking/occupation_matcher.h"
#include "linking/skill_matcher.h"

namespace passerelle {

/// What a phrase is compared with.
enum class Nearness : std::uint8_t { occupations, skills, activities };

/// A phrase somebody said, to be compared.
struct PhraseQuestion {
  Nearness nearness = Nearness::occupations;
  std::string phrase;

  auto operator<=>(const PhraseQuestion&) const = default;
};

/// What a phrase by itself is nearest to; only what was asked is filled.
struct PhraseReading {
  std::vector<std::pair<OccupationLink, float>> occupations;  ///< best first, each with its similarity
  std::vector<NearSkill> skills;                              ///< nearest first
  std::optional<std::uint32_t> activity;                      ///< row
};

/// How many answers a reading holds at most.
inline constexpr std::size_t kOccupationsRead = 3;
inline constexpr std::size_t kSkillsRead = 10;

/// What was asked and has no answer yet.
struct OpenQuestions {
  std::vector<PhraseQuestion> phrases;
  std::vector<std::string> texts;

  [[nodiscard]] bool empty() const { return phrases.empty() && texts.empty(); }
  void add(const OpenQuestions& more);
};

/// Readings of phrases and of whole texts, each made once however many people say it.
class PhraseReadings {
 public:
  /// Nothing when it was not read yet.
  [[nodiscard]] const PhraseReading* find(Nearness nearness, const std::string& phrase) const;
  [[nodiscard]] const Understanding* find_text(const std::string& text) const;
  void keep(PhraseQuestion question, PhraseReading reading);
  void keep_text(std::string text, Understanding understanding);

 private:
  std::array<std::unordered_map<std::string, PhraseReading>, 3> readings_;
  std::unordered_map<std::string, Understanding> texts_;
};

/// Looks phrases and texts up for one text or person, and notes those that have no reading yet.
class PhraseAsker {
 public:
  explicit PhraseAsker(const PhraseReadings& known) : known_(&known) {}

  /// The reading, or nothing: it is then noted, and what is understood with it is not final.
  const PhraseReading* ask(Nearness nearness, std::string_view phrase);
  const Understanding* ask_text(std::string_view text);
  [[nodiscard]] OpenQuestions take_open() { return std::move(open_); }

 private:
  const PhraseReadings* known_;
  OpenQuestions open_;
};

/// Compares phrases, many at once. Immutable, thread-safe; borrows all it is given.
class PhraseReader {
 public:
  PhraseReader(const Embedding& embedding, const OccupationMatcher& occupations, const SkillMatcher& skills,
               const ActivityMatcher& activities)
      : embedding_(&embedding), occupations_(&occupations), skills_(&skills), activities_(&activities) {}

  /// Answers every question, in parallel; those asked twice are answered once.
  void answer(std::vector<PhraseQuestion> questions, PhraseReadings& readings) const;

 private:
  [[nodiscard]] std::vector<PhraseReading> read(std::span<const PhraseQuestion> questions) const;

  const Embedding* embedding_;
  const OccupationMatcher* occupations_;
  const SkillMatcher* skills_;
  const ActivityMatcher* activities_;
};

}  // namespace passerelle
