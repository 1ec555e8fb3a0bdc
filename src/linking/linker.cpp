#include "linking/linker.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "linking/free_text.h"
#include "linking/occupation_matcher.h"
#include "linking/phrase_book.h"
#include "linking/skill_matcher.h"
#include "requirements/requirement_reader.h"

namespace passerelle {
namespace {

/// How much of an offer's own code is believed; the rest follows its words.
constexpr double kTrustInCode = 0.8;
/// A code of the new generation is a choice among siblings, one of the former names them all.
constexpr float kOwnCodeBonus = 0.2F;
/// Links shared out weaker than this are left out.
constexpr double kLeastConfidence = 0.03;
constexpr std::size_t kOccupationsOfOffer = 4;

/// The reading by the offer's own code and the reading by its words, in one.
std::vector<OccupationLink> blended(std::vector<OccupationLink> by_code, std::vector<OccupationLink> by_words) {
  const double believed = std::accumulate(by_code.begin(), by_code.end(), 0.0,
                                          [](double sum, const OccupationLink& link) { return sum + link.confidence; });
  for (OccupationLink& link : by_code) {
    link.confidence =
        believed > 0 ? kTrustInCode * link.confidence / believed : kTrustInCode / static_cast<double>(by_code.size());
  }
  for (OccupationLink& link : by_words) {
    link.confidence *= 1 - kTrustInCode;
    const auto same = std::ranges::find(by_code, link.occupation, &OccupationLink::occupation);
    if (same != by_code.end()) {
      same->confidence += link.confidence;
    } else {
      by_code.push_back(std::move(link));
    }
  }
  return by_code;
}

}  // namespace

/// In the order in which each borrows from those above it.
struct Linker::Content {
  Content(const Referential& all_occupations, std::span<const LexiconEntry> lexicon,
          std::span<const ActivityEntry> activity_table, const Embedding& embedding)
      : referential(&all_occupations),
        activities(activity_table.begin(), activity_table.end()),
        forms(OccupationForms::of(all_occupations, lexicon)),
        phrases(PhraseBook::of(all_occupations, forms, lexicon, activities)),
        occupations(forms, phrases, embedding),
        skills(all_occupations, phrases, embedding),
        free_text(all_occupations, phrases, occupations, requirements, activities) {}

  const Referential* referential;
  std::vector<ActivityEntry> activities;
  OccupationForms forms;
  PhraseBook phrases;
  OccupationMatcher occupations;
  SkillMatcher skills;
  RequirementReader requirements;
  FreeTextReader free_text;
};

Linker::Linker(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;
Linker::~Linker() = default;

Result<Linker> Linker::create(const Referential& referential, std::span<const LexiconEntry> lexicon,
                              std::span<const ActivityEntry> activities, const Embedding& embedding) {
  return Linker(std::make_unique<Content>(referential, lexicon, activities, embedding));
}

const Referential& Linker::referential() const {
  return *content_->referential;
}

std::vector<OccupationLink> Linker::occupations(std::string_view title, std::string_view text,
                                                std::size_t count) const {
  return content_->occupations.best(content_->occupations.score(title, text), {}, count);
}

std::vector<SkillLink> Linker::skills(std::string_view text, std::size_t count) const {
  return content_->skills.best(text, count);
}

Understanding Linker::understand(std::string_view text) const {
  return content_->free_text.read(text);
}

OfferUnderstanding Linker::understand(const Offer& offer, bool trust_code) const {
  OfferUnderstanding understood;
  understood.requirements = content_->requirements.read(offer);
  const OccupationMatcher& matcher = content_->occupations;
  OccupationScores scores = matcher.score(offer.title, offer.text);
  understood.occupations = matcher.best(scores, {}, kOccupationsOfOffer);
  const std::vector<OccupationIndex> family =
      trust_code ? content_->referential->family(offer.rome) : std::vector<OccupationIndex>{};
  if (!family.empty()) {
    // The code names a family; which of its members, the words tell.
    if (const auto own = content_->referential->find_occupation(offer.rome)) {
      scores.of[own->value()] += kOwnCodeBonus;
    }
    understood.occupations =
        blended(matcher.best(scores, family, kOccupationsOfOffer), std::move(understood.occupations));
  }
  std::ranges::sort(understood.occupations, [](const OccupationLink& left, const OccupationLink& right) {
    return left.confidence != right.confidence ? left.confidence > right.confidence
                                               : left.occupation < right.occupation;
  });
  std::erase_if(understood.occupations, [](const OccupationLink& link) { return link.confidence < kLeastConfidence; });
  if (understood.occupations.size() > kOccupationsOfOffer) {
    understood.occupations.resize(kOccupationsOfOffer);
  }
  return understood;
}

}  // namespace passerelle
