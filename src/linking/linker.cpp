#include "linking/linker.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "embedding/dense_rows.h"
#include "linking/clauses.h"
#include "linking/phrase_index.h"

namespace passerelle {
namespace {

/// An occupation is as near as its nearest form, a little nearer when all its forms are.
constexpr float kNearestForm = 0.8F;
constexpr float kMeanForm = 0.2F;
/// What a title recognised word for word adds to the similarity: all of the words, or a part of them.
constexpr float kWholePhrase = 0.25F;
constexpr float kPartPhrase = 0.12F;
/// Share of the description in the similarity of an offer; its title says most.
constexpr float kDescriptionShare = 0.3F;
/// Turns similarities into shares by softmax; lower is more decided. Calibrated, see README.md.
constexpr double kTemperature = 0.058;
/// How much of an offer's own code is believed; the rest follows its words.
constexpr double kTrustInCode = 0.8;
/// Links shared out weaker than this are left out.
constexpr double kLeastConfidence = 0.03;
/// A code of the new generation is a choice among siblings, one of the former names them all.
constexpr float kOwnCodeBonus = 0.2F;
/// Words of a description that are compared: its beginning says what the job is.
constexpr std::size_t kDescriptionBytes = 1500;
constexpr std::size_t kOccupationsOfOffer = 4;
/// Words nearer than this to a skill's label name the skill; fully when as near as the second.
constexpr float kLeastSkill = 0.45F;
constexpr float kFullSkill = 0.85F;
/// A clause of free text names an occupation when it is at least this near to it, and short.
constexpr float kLeastMention = 0.8F;
constexpr std::size_t kLongestMention = 6;
constexpr double kPhraseConfidence = 0.8;

/// What a recognised phrase stands for; kept in one table that phrases point into.
struct PhraseTarget {
  enum class Kind : std::uint8_t { occupation, skill, activity } kind = Kind::occupation;
  std::uint32_t row = 0;   ///< occupation, skill, or row of the activity table
  std::uint32_t rank = 0;  ///< position among the lexicon's targets, best first
  std::string form;
};

/// What is left of "Femme / Valet de chambre" when it is cut in two: a word for a person, not for a job.
bool names_nobodys_job(std::string_view form) {
  return form == "femme" || form == "homme" || form == "fille" || form == "garcon" || form == "dame";
}

std::string joined(std::span<const Word> words) {
  std::string text;
  for (const Word& word : words) {
    text += (text.empty() ? "" : " ") + word.text;
  }
  return text;
}

}  // namespace

struct Linker::Content {
  const Referential* referential = nullptr;
  const Embedding* embedding = nullptr;
  std::vector<std::string> forms;         ///< of occupations, grouped by occupation
  std::vector<std::uint32_t> first_form;  ///< by occupation, one more at the end
  DenseRows form_rows;
  DenseRows skill_rows;
  std::vector<ActivityEntry> activities;
  std::vector<std::vector<SkillIndex>> activity_skills;  ///< by activity, soft skills included
  std::vector<PhraseTarget> targets;
  PhraseIndex phrases;
  RequirementReader requirements;

  void collect_forms(std::span<const LexiconEntry> lexicon);
  void add_phrases(std::span<const LexiconEntry> lexicon);

  /// Similarity of the text to every occupation, and the form each was recognised by.
  void score(std::string_view title, std::string_view text, std::vector<float>& scores,
             std::vector<std::uint32_t>& nearest) const;
  void compare(std::string_view text, float share, std::vector<float>& scores,
               std::vector<std::uint32_t>* nearest) const;
  [[nodiscard]] std::vector<OccupationLink> shares(const std::vector<float>& scores,
                                                   const std::vector<std::uint32_t>& nearest,
                                                   std::span<const OccupationIndex> among, std::size_t count) const;
  [[nodiscard]] std::vector<SkillLink> nearest_skills(std::string_view text, std::size_t count) const;
  void read_phrases(std::span<const Word> words, std::string_view said, bool refused,
                    Understanding& understanding) const;
};

Linker::Linker(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;
Linker::~Linker() = default;

const Referential& Linker::referential() const {
  return *content_->referential;
}

void Linker::Content::collect_forms(std::span<const LexiconEntry> lexicon) {
  std::vector<std::vector<std::string>> by_occupation(referential->occupation_count());
  for (std::uint32_t row = 0; row < by_occupation.size(); ++row) {
    const OccupationIndex occupation(row);
    for (std::size_t position = 0; position < referential->title_count(occupation); ++position) {
      for (std::string& form : gender_forms(referential->title(occupation, position))) {
        by_occupation[row].push_back(std::move(form));
      }
    }
  }
  for (const LexiconEntry& entry : lexicon) {
    if (entry.kind == LexiconKind::occupation && !entry.targets.empty()) {
      if (const auto occupation = referential->find_occupation(entry.targets.front())) {
        by_occupation[occupation->value()].push_back(entry.form);
      }
    }
  }
  for (std::vector<std::string>& occupation_forms : by_occupation) {
    first_form.push_back(static_cast<std::uint32_t>(forms.size()));
    // Masculine and feminine forms have the same features: one of them is enough.
    std::unordered_set<std::string> seen;
    for (std::string& form : occupation_forms) {
      std::string words_of_form = joined(words(form));
      if (!names_nobodys_job(words_of_form) && seen.insert(std::move(words_of_form)).second) {
        forms.push_back(std::move(form));
      }
    }
  }
  first_form.push_back(static_cast<std::uint32_t>(forms.size()));
}

void Linker::Content::add_phrases(std::span<const LexiconEntry> lexicon) {
  const auto add = [this](std::string_view phrase, const PhraseTarget& target) {
    phrases.add(phrase, static_cast<std::uint32_t>(targets.size()));
    targets.push_back(target);
  };
  for (const LexiconEntry& entry : lexicon) {
    for (std::uint32_t rank = 0; rank < entry.targets.size(); ++rank) {
      if (entry.kind == LexiconKind::occupation) {
        for (const OccupationIndex occupation : referential->family(entry.targets[rank])) {
          if (referential->code(occupation) == entry.targets[rank] ||
              referential->family(entry.targets[rank]).size() == 1) {
            add(entry.form, {PhraseTarget::Kind::occupation, occupation.value(), rank, entry.form});
          }
        }
      } else if (entry.kind == LexiconKind::skill || entry.kind == LexiconKind::soft) {
        if (const auto skill = referential->find_skill(entry.targets[rank])) {
          add(entry.form, {PhraseTarget::Kind::skill, skill->value(), rank, entry.form});
        }
      }
    }
  }
  for (std::uint32_t row = 0; row + 1 < first_form.size(); ++row) {
    for (std::uint32_t form = first_form[row]; form < first_form[row + 1]; ++form) {
      add(forms[form], {PhraseTarget::Kind::occupation, row, 0, forms[form]});
    }
  }
  for (std::uint32_t row = 0; row < activities.size(); ++row) {
    for (const std::string& form : activities[row].forms) {
      add(form, {PhraseTarget::Kind::activity, row, 0, form});
    }
  }
}

Result<Linker> Linker::create(const Referential& referential, std::span<const LexiconEntry> lexicon,
                              std::span<const ActivityEntry> activities, const Embedding& embedding) {
  auto content = std::make_unique<Content>();
  content->referential = &referential;
  content->embedding = &embedding;
  content->activities.assign(activities.begin(), activities.end());
  for (const ActivityEntry& activity : content->activities) {
    std::vector<SkillIndex>& skills = content->activity_skills.emplace_back();
    for (const auto* codes : {&activity.skills, &activity.soft_skills}) {
      for (const std::string& code : *codes) {
        // The starter referential holds fewer skills than the official one: those it lacks are left out.
        if (const auto skill = referential.find_skill(code)) {
          skills.push_back(*skill);
        }
      }
    }
  }
  content->collect_forms(lexicon);
  content->add_phrases(lexicon);
  content->form_rows = DenseRows::of(embedding, content->forms);
  std::vector<std::string> labels;
  labels.reserve(referential.skill_count());
  for (std::uint32_t row = 0; row < referential.skill_count(); ++row) {
    labels.emplace_back(referential.skill_label(SkillIndex(row)));
  }
  content->skill_rows = DenseRows::of(embedding, labels);
  return Linker(std::move(content));
}

void Linker::Content::compare(std::string_view text, float share, std::vector<float>& scores,
                              std::vector<std::uint32_t>* nearest) const {
  std::vector<float> row(embedding->dimensions());
  embedding->embed(text, row);
  std::vector<float> similarities(form_rows.size());
  form_rows.compare(row, similarities);
  for (std::size_t occupation = 0; occupation + 1 < first_form.size(); ++occupation) {
    const auto begin = similarities.begin() + first_form[occupation];
    const auto end = similarities.begin() + first_form[occupation + 1];
    if (begin == end) {
      continue;
    }
    const auto best = std::max_element(begin, end);
    const float mean = std::accumulate(begin, end, 0.0F) / static_cast<float>(end - begin);
    scores[occupation] += share * (kNearestForm * *best + kMeanForm * mean);
    if (nearest != nullptr) {
      (*nearest)[occupation] = static_cast<std::uint32_t>(best - similarities.begin());
    }
  }
}

void Linker::Content::score(std::string_view title, std::string_view text, std::vector<float>& scores,
                            std::vector<std::uint32_t>& nearest) const {
  scores.assign(referential->occupation_count(), 0.0F);
  nearest.assign(referential->occupation_count(), 0);
  const std::vector<Word> title_words = content_words(title);
  compare(joined(title_words), text.empty() ? 1.0F : 1.0F - kDescriptionShare, scores, &nearest);
  if (!text.empty()) {
    compare(text.substr(0, kDescriptionBytes), kDescriptionShare, scores, nullptr);
  }
  std::vector<float> bonus(scores.size(), 0.0F);
  for (const PhraseMatch& match : phrases.find(title_words)) {
    const float amount = match.count == title_words.size()
                             ? kWholePhrase
                             : kPartPhrase * static_cast<float>(match.count) / static_cast<float>(title_words.size());
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = targets[value];
      if (target.kind == PhraseTarget::Kind::occupation) {
        bonus[target.row] = std::max(bonus[target.row], amount / static_cast<float>(1 + target.rank));
      }
    }
  }
  for (std::size_t row = 0; row < scores.size(); ++row) {
    scores[row] += bonus[row];
  }
}

std::vector<OccupationLink> Linker::Content::shares(const std::vector<float>& scores,
                                                    const std::vector<std::uint32_t>& nearest,
                                                    std::span<const OccupationIndex> among, std::size_t count) const {
  std::vector<OccupationIndex> order(among.begin(), among.end());
  if (among.empty()) {
    for (std::uint32_t row = 0; row < scores.size(); ++row) {
      order.emplace_back(row);
    }
  }
  const auto better = [&scores](OccupationIndex left, OccupationIndex right) {
    const float left_score = scores[left.value()];
    const float right_score = scores[right.value()];
    return left_score != right_score ? left_score > right_score : left < right;
  };
  // The share is taken among enough rivals for the rest to weigh nothing.
  const std::size_t rivals = std::min(order.size(), std::max<std::size_t>(count, 50));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rivals), order.end(), better);
  order.resize(rivals);
  std::vector<OccupationLink> links;
  double total = 0;
  for (const OccupationIndex occupation : order) {
    const double weight =
        std::exp(static_cast<double>(scores[occupation.value()] - scores[order.front().value()]) / kTemperature);
    total += weight;
    links.push_back({occupation, weight, forms.empty() ? std::string() : forms[nearest[occupation.value()]]});
  }
  // What is far from everything is sure of nothing.
  const double nearness =
      order.empty() ? 0 : std::clamp((static_cast<double>(scores[order.front().value()]) - 0.25) / 0.35, 0.0, 1.0);
  for (OccupationLink& link : links) {
    link.confidence = link.confidence / total * nearness;
  }
  links.resize(std::min(links.size(), count));
  return links;
}

std::vector<SkillLink> Linker::Content::nearest_skills(std::string_view text, std::size_t count) const {
  std::vector<float> row(embedding->dimensions());
  embedding->embed(joined(content_words(text)), row);
  std::vector<float> similarities(skill_rows.size());
  skill_rows.compare(row, similarities);
  std::vector<std::uint32_t> order;
  for (std::uint32_t skill = 0; skill < similarities.size(); ++skill) {
    if (similarities[skill] >= kLeastSkill) {
      order.push_back(skill);
    }
  }
  std::ranges::sort(order, [&](std::uint32_t left, std::uint32_t right) {
    return similarities[left] != similarities[right] ? similarities[left] > similarities[right] : left < right;
  });
  order.resize(std::min(order.size(), count));
  std::vector<SkillLink> links;
  for (const std::uint32_t skill : order) {
    const float strength = std::clamp((similarities[skill] - kLeastSkill) / (kFullSkill - kLeastSkill), 0.1F, 1.0F);
    links.push_back({SkillIndex(skill), static_cast<double>(strength), Evidence::declared, std::string(text), {}});
  }
  return links;
}

std::vector<OccupationLink> Linker::occupations(std::string_view title, std::string_view text,
                                                std::size_t count) const {
  std::vector<float> scores;
  std::vector<std::uint32_t> nearest;
  content_->score(title, text, scores, nearest);
  return content_->shares(scores, nearest, {}, count);
}

std::vector<SkillLink> Linker::skills(std::string_view text, std::size_t count) const {
  std::vector<SkillLink> links;
  const std::vector<Word> said = content_words(text);
  for (const PhraseMatch& match : content_->phrases.find(said)) {
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = content_->targets[value];
      if (target.kind == PhraseTarget::Kind::skill) {
        links.push_back({SkillIndex(target.row), 1.0 / (1 + target.rank), Evidence::declared, std::string(text), {}});
      }
    }
  }
  for (SkillLink& link : content_->nearest_skills(text, count)) {
    if (std::ranges::find(links, link.skill, &SkillLink::skill) == links.end()) {
      links.push_back(std::move(link));
    }
  }
  links.resize(std::min(links.size(), count));
  return links;
}

void Linker::Content::read_phrases(std::span<const Word> said_words, std::string_view said, bool refused,
                                   Understanding& understanding) const {
  for (const PhraseMatch& match : phrases.find(said_words)) {
    AvoidLink avoided{{}, std::string(said)};
    for (const std::uint32_t value : match.values) {
      const PhraseTarget& target = targets[value];
      if (target.kind == PhraseTarget::Kind::occupation) {
        avoided.occupations.emplace_back(target.row);
        if (!refused) {
          understanding.occupations.push_back(
              {OccupationIndex(target.row), kPhraseConfidence / (1 + target.rank), target.form});
        }
      } else if (target.kind == PhraseTarget::Kind::skill && !refused) {
        understanding.skills.push_back(
            {SkillIndex(target.row), 1.0 / (1 + target.rank), Evidence::declared, std::string(said), {}});
      } else if (target.kind == PhraseTarget::Kind::activity && !refused) {
        const ActivityEntry& activity = activities[target.row];
        for (const SkillIndex skill : activity_skills[target.row]) {
          understanding.skills.push_back({skill, 0.7, parse_evidence(activity.evidence).value_or(Evidence::declared),
                                          std::string(said), activity.sentence});
        }
      }
    }
    if (refused && !avoided.occupations.empty()) {
      std::ranges::sort(avoided.occupations);
      const auto rest = std::unique(avoided.occupations.begin(), avoided.occupations.end());
      avoided.occupations.erase(rest, avoided.occupations.end());
      understanding.avoid.push_back(std::move(avoided));
    }
  }
}

Understanding Linker::understand(std::string_view text) const {
  Understanding understanding;
  understanding.limits = content_->requirements.read_statements(text);
  for (const Clause& clause : split_clauses(text)) {
    // What states a limit ("sans permis", "ok nuit") names no job.
    const bool states_limit = std::ranges::any_of(understanding.limits, [&clause](const StatedLimit& limit) {
      return clause.text.find(limit.where) != std::string_view::npos ||
             limit.where.find(clause.text) != std::string::npos;
    });
    if (states_limit) {
      continue;
    }
    const std::size_t known =
        understanding.occupations.size() + understanding.skills.size() + understanding.avoid.size();
    const std::vector<Word> said = content_words(clause.text);
    content_->read_phrases(said, clause.text, clause.refused, understanding);
    if (understanding.occupations.size() + understanding.skills.size() + understanding.avoid.size() > known ||
        clause.refused) {
      continue;
    }
    const std::string_view kernel = without_frame(clause.text);
    const std::vector<Word> kernel_words = content_words(kernel);
    if (kernel_words.empty() || kernel_words.size() > kLongestMention) {
      continue;
    }
    std::vector<float> scores;
    std::vector<std::uint32_t> nearest;
    content_->score(kernel, {}, scores, nearest);
    for (OccupationLink& link : content_->shares(scores, nearest, {}, 2)) {
      if (scores[link.occupation.value()] >= kLeastMention && link.confidence >= 0.2) {
        understanding.occupations.push_back(std::move(link));
      }
    }
  }
  // Each occupation and skill once, at its surest.
  std::ranges::stable_sort(understanding.occupations, [](const OccupationLink& left, const OccupationLink& right) {
    return left.confidence != right.confidence ? left.confidence > right.confidence
                                               : left.occupation < right.occupation;
  });
  std::vector<OccupationLink> occupations;
  for (OccupationLink& link : understanding.occupations) {
    const bool avoided = std::ranges::any_of(understanding.avoid, [&link](const AvoidLink& avoid) {
      return std::ranges::find(avoid.occupations, link.occupation) != avoid.occupations.end();
    });
    if (!avoided && std::ranges::find(occupations, link.occupation, &OccupationLink::occupation) == occupations.end()) {
      occupations.push_back(std::move(link));
    }
  }
  understanding.occupations = std::move(occupations);
  std::ranges::stable_sort(understanding.skills, [](const SkillLink& left, const SkillLink& right) {
    return left.strength != right.strength ? left.strength > right.strength : left.skill < right.skill;
  });
  std::vector<SkillLink> skills;
  for (SkillLink& link : understanding.skills) {
    if (std::ranges::find(skills, link.skill, &SkillLink::skill) == skills.end()) {
      skills.push_back(std::move(link));
    }
  }
  understanding.skills = std::move(skills);
  return understanding;
}

OfferUnderstanding Linker::understand(const Offer& offer, bool trust_code) const {
  OfferUnderstanding understood;
  understood.requirements = content_->requirements.read(offer);
  std::vector<float> scores;
  std::vector<std::uint32_t> nearest;
  content_->score(offer.title, offer.text, scores, nearest);
  std::vector<OccupationLink> by_words = content_->shares(scores, nearest, {}, kOccupationsOfOffer);
  const std::vector<OccupationIndex> family =
      trust_code ? content_->referential->family(offer.rome) : std::vector<OccupationIndex>{};
  if (family.empty()) {
    understood.occupations = std::move(by_words);
  } else {
    // The code names a family; which of its members, the words tell.
    if (const auto own = content_->referential->find_occupation(offer.rome)) {
      scores[own->value()] += kOwnCodeBonus;
    }
    std::vector<OccupationLink> by_code = content_->shares(scores, nearest, family, kOccupationsOfOffer);
    const double believed =
        std::accumulate(by_code.begin(), by_code.end(), 0.0,
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
    understood.occupations = std::move(by_code);
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
