#include "linking/phrase_readings.h"

#include <algorithm>

#include "base/parallel.h"

namespace passerelle {
namespace {

/// Phrases compared at once: enough to share what is read of the tables, few enough for every core to have some.
constexpr std::size_t kTogether = 32;

}  // namespace

const PhraseReading* PhraseReadings::find(Nearness nearness, const std::string& phrase) const {
  const auto& readings = readings_.at(static_cast<std::size_t>(nearness));
  const auto known = readings.find(phrase);
  return known == readings.end() ? nullptr : &known->second;
}

void OpenQuestions::add(const OpenQuestions& more) {
  phrases.insert(phrases.end(), more.phrases.begin(), more.phrases.end());
  texts.insert(texts.end(), more.texts.begin(), more.texts.end());
}

const Understanding* PhraseReadings::find_text(const std::string& text) const {
  const auto known = texts_.find(text);
  return known == texts_.end() ? nullptr : &known->second;
}

void PhraseReadings::keep_text(std::string text, Understanding understanding) {
  texts_.emplace(std::move(text), std::move(understanding));
}

void PhraseReadings::keep(PhraseQuestion question, PhraseReading reading) {
  readings_.at(static_cast<std::size_t>(question.nearness)).emplace(std::move(question.phrase), std::move(reading));
}

const PhraseReading* PhraseAsker::ask(Nearness nearness, std::string_view phrase) {
  std::string words(phrase);
  const PhraseReading* const reading = known_->find(nearness, words);
  if (reading == nullptr) {
    open_.phrases.push_back({nearness, std::move(words)});
  }
  return reading;
}

const Understanding* PhraseAsker::ask_text(std::string_view text) {
  std::string words(text);
  const Understanding* const understanding = known_->find_text(words);
  if (understanding == nullptr) {
    open_.texts.push_back(std::move(words));
  }
  return understanding;
}

std::vector<PhraseReading> PhraseReader::read(std::span<const PhraseQuestion> questions) const {
  std::vector<std::vector<Word>> words;
  std::vector<float> rows(questions.size() * embedding_->dimensions());
  for (std::size_t index = 0; index < questions.size(); ++index) {
    words.push_back(content_words(questions[index].phrase));
    embedding_->embed(words.back(),
                      std::span(rows).subspan(index * embedding_->dimensions(), embedding_->dimensions()));
  }
  std::vector<PhraseReading> readings(questions.size());
  switch (questions.front().nearness) {
    case Nearness::occupations: {
      const std::vector<OccupationScores> scores = occupations_->score(words, rows);
      for (std::size_t index = 0; index < questions.size(); ++index) {
        for (OccupationLink& link : occupations_->best(scores[index], {}, kOccupationsRead)) {
          const float similarity = scores[index].of[link.occupation.value()];
          readings[index].occupations.emplace_back(std::move(link), similarity);
        }
      }
      break;
    }
    case Nearness::skills: {
      std::vector<std::vector<NearSkill>> nearest = skills_->nearest(rows, kSkillsRead);
      for (std::size_t index = 0; index < questions.size(); ++index) {
        readings[index].skills = std::move(nearest[index]);
      }
      break;
    }
    case Nearness::activities: {
      const std::vector<std::optional<std::uint32_t>> nearest = activities_->nearest(rows);
      for (std::size_t index = 0; index < questions.size(); ++index) {
        readings[index].activity = nearest[index];
      }
      break;
    }
  }
  return readings;
}

void PhraseReader::answer(std::vector<PhraseQuestion> questions, PhraseReadings& readings) const {
  std::ranges::sort(questions);
  questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
  std::vector<std::span<const PhraseQuestion>> groups;  // each of one nearness
  for (std::size_t begin = 0; begin < questions.size();) {
    std::size_t end = begin;
    while (end < questions.size() && end - begin < kTogether && questions[end].nearness == questions[begin].nearness) {
      ++end;
    }
    groups.push_back(std::span<const PhraseQuestion>(questions).subspan(begin, end - begin));
    begin = end;
  }
  std::vector<std::vector<PhraseReading>> read_groups(groups.size());
  parallel_for(groups.size(), [&](std::size_t group) { read_groups[group] = read(groups[group]); });
  std::size_t next = 0;
  for (std::vector<PhraseReading>& group : read_groups) {
    for (PhraseReading& reading : group) {
      readings.keep(std::move(questions[next++]), std::move(reading));
    }
  }
}

}  // namespace passerelle
