#include "linking/linker.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "base/parallel.h"
#include "linking/activity_matcher.h"
#include "linking/free_text.h"
#include "linking/occupation_matcher.h"
#include "linking/offer_skills.h"
#include "linking/phrase_book.h"
#include "linking/skill_matcher.h"
#include "requirements/requirement_reader.h"

namespace passerelle {
namespace {

/// What an offer's own code adds to the log-odds of its family, and to the very occupation: strong evidence, which a
/// title and a text that clearly speak of another trade outweigh. A code of the former generation names a family only.
constexpr float kFamilyCode = 4;
constexpr float kOwnCode = 1;
/// Links shared out weaker than this are left out.
constexpr double kLeastAnswer = 0.03;
constexpr std::size_t kOccupationsOfOffer = 4;
/// Share of an offer's occupations that its title alone decides.
constexpr double kTitleShare = 0.3;
/// Occupations whose skills an offer may ask for.
constexpr std::size_t kThinkableOccupations = 20;

/// Gives `kTitleShare` of the whole to what the title alone says.
void share_with(std::vector<OccupationLink>& links, const std::vector<OccupationLink>& by_title) {
  for (OccupationLink& link : links) {
    link.confidence *= 1 - kTitleShare;
  }
  for (const OccupationLink& link : by_title) {
    const auto known = std::ranges::find(links, link.occupation, &OccupationLink::occupation);
    if (known == links.end()) {
      links.push_back(link);
      links.back().confidence *= kTitleShare;
    } else {
      known->confidence += kTitleShare * link.confidence;
    }
  }
  std::ranges::sort(links, [](const OccupationLink& left, const OccupationLink& right) {
    return left.confidence != right.confidence ? left.confidence > right.confidence
                                               : left.occupation < right.occupation;
  });
}

}  // namespace

/// In the order in which each borrows from those above it.
struct Linker::Content {
  Content(const Referential& all_occupations, std::span<const LexiconEntry> lexicon,
          std::span<const ActivityEntry> activity_table, const Embedding& embedding, OfferMemory remembered)
      : referential(&all_occupations),
        activities(activity_table.begin(), activity_table.end()),
        forms(OccupationForms::of(all_occupations, lexicon)),
        phrases(PhraseBook::of(all_occupations, forms, lexicon, activities)),
        memory(std::move(remembered)),
        occupations(all_occupations, forms, phrases, embedding),
        skills(all_occupations, phrases, embedding),
        offer_skills(all_occupations),
        everyday(all_occupations, activities, embedding),
        free_text(all_occupations, phrases, skills, everyday, requirements),
        phrase_reader(embedding, occupations, skills, everyday) {}

  /// Soft skills that an employer names by their label or by everyday words.
  [[nodiscard]] std::vector<SkillLink> soft_skills(const std::string& label) const;

  const Referential* referential;
  std::vector<ActivityEntry> activities;
  OccupationForms forms;
  PhraseBook phrases;
  OfferMemory memory;
  OccupationMatcher occupations;
  SkillMatcher skills;
  OfferSkillReader offer_skills;
  ActivityMatcher everyday;
  RequirementReader requirements;
  FreeTextReader free_text;
  PhraseReader phrase_reader;
};

std::vector<SkillLink> Linker::Content::soft_skills(const std::string& label) const {
  std::vector<SkillLink> links;
  for (const PhraseMatch& match : phrases.find(content_words(label))) {
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = phrases.target(value);
      if (target.kind == PhraseTarget::Kind::skill && target.rank == 0 &&
          referential->skill_kind(SkillIndex(target.row)) == SkillKind::soft) {
        links.push_back({SkillIndex(target.row), 1.0, Evidence::declared, label, {}});
      }
    }
  }
  return links;
}

Linker::Linker(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;
Linker::~Linker() = default;

Linker Linker::create(const Referential& referential, std::span<const LexiconEntry> lexicon,
                      std::span<const ActivityEntry> activities, const Embedding& embedding, OfferMemory memory) {
  return Linker(std::make_unique<Content>(referential, lexicon, activities, embedding, std::move(memory)));
}

const Referential& Linker::referential() const {
  return *content_->referential;
}

std::vector<OccupationLink> Linker::occupations(std::string_view title, std::size_t count) const {
  return content_->occupations.best(content_->occupations.score(title), {}, count);
}

std::vector<OccupationLink> Linker::occupations_of_offer(const OfferEvidence& offer, std::size_t count) const {
  return occupations_of_offer(offer, count, content_->memory);
}

std::vector<OccupationLink> Linker::occupations_of_offer(const OfferEvidence& offer, std::size_t count,
                                                         const OfferMemory& memory) const {
  const std::vector<Word> text = words(offer.text);
  return content_->occupations.best(content_->occupations.score_offers({&offer, 1}, {&text, 1}, memory).front().by_all,
                                    {}, count);
}

std::vector<SkillLink> Linker::skills(std::string_view text, std::size_t count) const {
  return content_->skills.best(text, count);
}

std::vector<SkillLink> Linker::offer_skills(std::string_view title, std::string_view text, std::size_t count) const {
  return content_->offer_skills.likely(
      title, text, occupations_of_offer({std::string(title), std::string(text)}, kThinkableOccupations), count);
}

Understanding Linker::understand(std::string_view text) const {
  PhraseReadings readings;
  answer({{}, {std::string(text)}}, readings);
  return *readings.find_text(std::string(text));
}

std::vector<OccupationLink> Linker::occupations(std::string_view title, std::size_t count, PhraseAsker& asker) const {
  std::vector<OccupationLink> links;
  if (const PhraseReading* const reading = asker.ask(Nearness::occupations, title)) {
    for (const auto& [link, similarity] : reading->occupations) {
      links.push_back(link);
    }
  }
  assert(count <= kOccupationsRead);
  links.resize(std::min(links.size(), count));
  return links;
}

std::vector<SkillLink> Linker::skills(std::string_view text, std::size_t count, PhraseAsker& asker) const {
  assert(count <= kSkillsRead);
  const PhraseReading* const reading = asker.ask(Nearness::skills, text);
  return reading == nullptr ? std::vector<SkillLink>{} : content_->skills.best(text, count, reading->skills);
}

Understanding Linker::understand(std::string_view text, PhraseAsker& asker) const {
  const Understanding* const understanding = asker.ask_text(text);
  return understanding == nullptr ? Understanding{} : *understanding;
}

void Linker::answer(OpenQuestions questions, PhraseReadings& readings) const {
  std::vector<std::string> texts = std::move(questions.texts);
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  content_->phrase_reader.answer(std::move(questions.phrases), readings);
  while (!texts.empty()) {
    // Those whose phrases are all known are read; the others ask, and are read again.
    std::vector<Understanding> understood(texts.size());
    std::vector<OpenQuestions> open(texts.size());
    parallel_for(texts.size(), [&](std::size_t row) {
      PhraseAsker asker(readings);
      understood[row] = content_->free_text.read(texts[row], asker);
      open[row] = asker.take_open();
    });
    std::vector<std::string> left;
    std::vector<PhraseQuestion> phrases;
    for (std::size_t row = 0; row < texts.size(); ++row) {
      if (open[row].empty()) {
        readings.keep_text(std::move(texts[row]), std::move(understood[row]));
      } else {
        std::ranges::move(open[row].phrases, std::back_inserter(phrases));
        left.push_back(std::move(texts[row]));
      }
    }
    content_->phrase_reader.answer(std::move(phrases), readings);
    texts = std::move(left);
  }
}

OfferUnderstanding Linker::understand(const Offer& offer, bool trust_code) const {
  const Offer* const one = &offer;
  return std::move(understand(std::span(&one, 1), trust_code).front());
}

std::vector<OfferUnderstanding> Linker::understand(std::span<const Offer* const> offers, bool trust_code) const {
  std::vector<OfferEvidence> evidence;
  std::vector<std::vector<Word>> texts;
  for (const Offer* offer : offers) {
    evidence.push_back(OfferEvidence::of(*offer));
    texts.push_back(words(offer->text));
  }
  std::vector<OfferScores> scores = content_->occupations.score_offers(evidence, texts, content_->memory);
  std::vector<OfferUnderstanding> understood;
  for (std::size_t index = 0; index < offers.size(); ++index) {
    understood.push_back(settle(*offers[index], texts[index], std::move(scores[index]), trust_code));
  }
  return understood;
}

OfferUnderstanding Linker::settle(const Offer& offer, std::span<const Word> words, OfferScores&& scores,
                                  bool trust_code) const {
  OfferUnderstanding understood;
  OfferRequirements read = content_->requirements.read_all(offer);
  understood.requirements = std::move(read.requirements);
  understood.times = std::move(read.times);
  understood.sketch = sketch_of(words);
  const OccupationMatcher& matcher = content_->occupations;
  if (trust_code) {
    for (const OccupationIndex relative : content_->referential->family(offer.rome)) {
      scores.by_all.log_odds[relative.value()] += kFamilyCode;
      scores.by_all.least_nearness = 1;
    }
    if (const auto own = content_->referential->find_occupation(offer.rome)) {
      scores.by_all.log_odds[own->value()] += kOwnCode;
    }
  }
  understood.occupations = matcher.best(scores.by_all, {}, kOccupationsOfOffer);
  // A code may be wrong, and so may what similar offers were published under: the title alone keeps its voice.
  share_with(understood.occupations, matcher.best(scores.by_title, {}, kOccupationsOfOffer));
  std::erase_if(understood.occupations, [](const OccupationLink& link) { return link.confidence < kLeastAnswer; });
  understood.skills = content_->offer_skills.said(offer.text, words, understood.occupations);
  std::erase_if(understood.skills, [&](const SkillLink& link) {
    const std::string_view code = content_->referential->skill_code(link.skill);
    const auto has_code = [code](const AskedSkill& asked) { return asked.code == code; };
    return std::ranges::any_of(offer.skills, has_code) || std::ranges::any_of(offer.soft_skills, has_code);
  });
  for (const AskedSkill& asked : offer.soft_skills) {
    if (!content_->referential->find_skill(asked.code)) {
      std::ranges::move(content_->soft_skills(asked.label), std::back_inserter(understood.skills));
    }
  }
  return understood;
}

}  // namespace passerelle
