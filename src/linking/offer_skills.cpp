#include "linking/offer_skills.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/hash.h"
#include "linking/boilerplate.h"
#include "linking/ticked_skills.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

/// The score of a skill: logarithms of the share of the offer's work that asks for it, and for it as a core skill, how
/// much of its label is said, and how employers tick. Fitted by softmax on half of the real offers, see README.md.
constexpr float kAnyShare = 0.85F;
constexpr float kCoreShare = 0.3F;
constexpr float kSaidShare = 1.0F;
constexpr float kTickedWeight = 1.5F;
/// Knowledge is ticked less often than know-how; soft skills are asked in a field of their own.
constexpr float kKnowledge = -0.6F;
constexpr float kSoft = -3.5F;
/// Keeps skills that no likely occupation asks for within reach of the words.
constexpr float kAnyFloor = 0.003F;
constexpr float kCoreFloor = 0.01F;
/// Confidences are more decided than skills allow: occupations side by side share most of them.
constexpr double kFlattening = 0.7;
/// Share of an occupation's weight that goes to its whole former family: siblings are hard to tell apart.
constexpr float kFamilyShare = 0.5F;

constexpr std::uint32_t kUnknownStem = 0xFFFFFFFFU;
/// One word alone may mean anything.
constexpr std::size_t kFewestWords = 2;
/// Left out as a stop word, a longer word than this took a part of the label's meaning with it.
constexpr std::size_t kLongestLostWord = 4;

bool ends_sentence(std::string_view between) {
  return between.find_first_of(".;!?\n") != std::string_view::npos;
}

/// Words on both sides of such a mark belong to two things, not to one.
bool joins_an_enumeration(std::string_view words) {
  return words.find_first_of(",;:()/") != std::string_view::npos || words.find(" et ") != std::string_view::npos ||
         words.find(" ou ") != std::string_view::npos;
}

/// "BTS électrotechnique" is a requirement, read elsewhere, and not a thing one does.
bool names_a_diploma(std::string_view first_word) {
  constexpr std::array<std::string_view, 12> kDiplomas{"bac", "baccalaureat", "bep",     "brevet", "bts",    "but",
                                                       "cap", "certificat",   "diplome", "dut",    "master", "titre"};
  return std::ranges::find(kDiplomas, first_word) != kDiplomas.end();
}

/// Whether a label can be recognised by its words.
bool can_be_said(const std::vector<Word>& label) {
  return !label.empty() && !names_a_diploma(label.front().text) && std::ranges::none_of(label, [](const Word& word) {
    return word.text.size() > kLongestLostWord && word.is_stop;
  });
}

}  // namespace

OfferSkillReader::OfferSkillReader(const Referential& referential) : referential_(&referential) {
  const std::size_t skills = referential.skill_count();
  std::vector<std::uint32_t> labels_with;
  for (std::uint32_t skill = 0; skill < skills; ++skill) {
    const auto first = static_cast<std::uint32_t>(stems_.size());
    const std::string_view label = referential.skill_label(SkillIndex(skill));
    const std::vector<Word> label_words = words(label);
    const bool sayable = can_be_said(label_words) && !joins_an_enumeration(label);
    std::vector<std::uint32_t>& wording = wordings_.emplace_back();
    for (const Word& word : label_words) {
      if (word.is_stop) {
        continue;
      }
      const auto [found, added] = stem_rows_.emplace(hash64(word.stem), static_cast<std::uint32_t>(labels_with.size()));
      if (added) {
        labels_with.push_back(0);
      }
      stems_.push_back(found->second);
      if (sayable) {
        wording.push_back(found->second);
      }
    }
    const auto begin = stems_.begin() + first;
    std::sort(begin, stems_.end());
    stems_.erase(std::unique(begin, stems_.end()), stems_.end());
    for (auto stem = stems_.begin() + first; stem != stems_.end(); ++stem) {
      ++labels_with[*stem];
    }
    labels_.push_back({first, static_cast<std::uint32_t>(stems_.size()) - first, 0});
    const SkillKind kind = referential.skill_kind(SkillIndex(skill));
    habit_.push_back(kind == SkillKind::knowledge ? kKnowledge : kind == SkillKind::soft ? kSoft : 0);
  }
  for (const std::uint32_t count : labels_with) {
    rarity_.push_back(std::log(static_cast<float>(skills) / static_cast<float>(count)) + 0.5F);
  }
  for (std::uint32_t skill = 0; skill < skills; ++skill) {
    for (const std::uint32_t stem : stems_of(skill)) {
      labels_[skill].weight += rarity_[stem];
    }
  }
  for (const TickedSkill& ticked : ticked_skills()) {
    if (const auto skill = referential.find_skill(std::to_string(ticked.code))) {
      habit_[skill->value()] += kTickedWeight * ticked.lift;
    }
  }
  for (std::uint32_t row = 0; row < referential.occupation_count(); ++row) {
    std::vector<std::uint32_t>& relatives = relatives_.emplace_back();
    for (const OccupationIndex relative : referential.family(referential.parent(OccupationIndex(row)))) {
      relatives.push_back(relative.value());
    }
    if (relatives.empty()) {
      relatives.push_back(row);
    }
  }
}

std::span<const std::uint32_t> OfferSkillReader::stems_of(std::uint32_t skill) const {
  return {stems_.data() + labels_[skill].first, labels_[skill].count};
}

std::vector<OfferSkillReader::SaidWord> OfferSkillReader::read(std::string_view text,
                                                               std::span<const Word> words) const {
  std::vector<SaidWord> said;
  std::uint32_t sentence = 0;
  for (const Word& word : words) {
    if (word.is_stop) {
      continue;
    }
    if (!said.empty() && ends_sentence(text.substr(said.back().end, word.begin - said.back().end))) {
      ++sentence;
    }
    const auto found = stem_rows_.find(hash64(word.stem));
    said.push_back({found == stem_rows_.end() ? kUnknownStem : found->second, sentence, word.begin, word.end});
  }
  return said;
}

std::vector<OfferSkillReader::Share> OfferSkillReader::shares(std::span<const OccupationLink> occupations) const {
  double total = 0;
  for (const OccupationLink& link : occupations) {
    total += std::pow(link.confidence, kFlattening);
  }
  if (total <= 0) {
    return {};
  }
  std::vector<std::pair<std::uint32_t, float>> weights;
  for (const OccupationLink& link : occupations) {
    const auto weight = static_cast<float>(std::pow(link.confidence, kFlattening) / total);
    const std::vector<std::uint32_t>& relatives = relatives_[link.occupation.value()];
    weights.emplace_back(link.occupation.value(), (1 - kFamilyShare) * weight);
    for (const std::uint32_t relative : relatives) {
      weights.emplace_back(relative, kFamilyShare * weight / static_cast<float>(relatives.size()));
    }
  }
  std::ranges::sort(weights);
  std::vector<std::uint32_t> position(labels_.size(), kUnknownStem);
  std::vector<Share> shares;
  for (std::size_t begin = 0; begin < weights.size();) {
    float weight = 0;
    std::size_t end = begin;
    for (; end < weights.size() && weights[end].first == weights[begin].first; ++end) {
      weight += weights[end].second;
    }
    for (const OccupationSkill& skill : referential_->skills_of(OccupationIndex(weights[begin].first))) {
      std::uint32_t& at = position[skill.skill];
      if (at == kUnknownStem) {
        at = static_cast<std::uint32_t>(shares.size());
        shares.push_back({skill.skill, 0, 0});
      }
      shares[at].any += weight;
      shares[at].core += skill.importance == SkillImportance::core ? weight : 0;
    }
    begin = end;
  }
  return shares;
}

std::string_view OfferSkillReader::fullest_sentence(std::uint32_t skill, std::string_view text,
                                                    std::span<const SaidWord> words) const {
  const std::span<const std::uint32_t> stems = stems_of(skill);
  float most = 0;
  std::string_view where;
  for (std::size_t begin = 0; begin < words.size();) {
    std::vector<bool> met(stems.size(), false);
    float said = 0;
    std::size_t end = begin;
    for (; end < words.size() && words[end].sentence == words[begin].sentence; ++end) {
      const auto stem = std::ranges::lower_bound(stems, words[end].stem);
      if (stem != stems.end() && *stem == words[end].stem && !met[static_cast<std::size_t>(stem - stems.begin())]) {
        met[static_cast<std::size_t>(stem - stems.begin())] = true;
        said += rarity_[*stem];
      }
    }
    if (said > most) {
      most = said;
      where = text.substr(words[begin].begin, words[end - 1].end - words[begin].begin);
    }
    begin = end;
  }
  return where;
}

std::vector<SkillLink> OfferSkillReader::likely(std::string_view title, std::string_view text,
                                                std::span<const OccupationLink> occupations, std::size_t count) const {
  const std::vector<SaidWord> title_words = read(title, words(title));
  const std::vector<SaidWord> text_words = read(text, words(text));
  std::vector<bool> said(rarity_.size(), false);
  for (const std::vector<SaidWord>* part : {&title_words, &text_words}) {
    for (const SaidWord& word : *part) {
      if (word.stem != kUnknownStem) {
        said[word.stem] = true;
      }
    }
  }
  std::vector<std::pair<float, std::uint32_t>> order;
  for (const Share& share : shares(occupations)) {
    const Label& label = labels_[share.skill];
    float said_weight = 0;
    for (const std::uint32_t stem : stems_of(share.skill)) {
      said_weight += said[stem] ? rarity_[stem] : 0;
    }
    const float score = kAnyShare * std::log(share.any + kAnyFloor) + kCoreShare * std::log(share.core + kCoreFloor) +
                        kSaidShare * (label.weight > 0 ? said_weight / label.weight : 0) + habit_[share.skill];
    order.emplace_back(-score, share.skill);
  }
  count = std::min(count, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end());
  order.resize(count);
  std::vector<SkillLink> links;
  for (const auto& [negated, skill] : order) {
    std::string_view where = fullest_sentence(skill, text, text_words);
    if (where.empty()) {
      where = fullest_sentence(skill, title, title_words);
    }
    links.push_back({SkillIndex(skill),
                     static_cast<double>(std::exp(order.front().first - negated)),
                     Evidence::declared,
                     std::string(where),
                     {}});
  }
  return links;
}

std::vector<SkillLink> OfferSkillReader::said(std::string_view text, std::span<const Word> words,
                                              std::span<const OccupationLink> occupations) const {
  std::vector<std::uint32_t> candidates;
  for (const OccupationLink& link : occupations) {
    for (const OccupationSkill& skill : referential_->skills_of(link.occupation)) {
      if (wordings_[skill.skill].size() >= kFewestWords) {
        candidates.push_back(skill.skill);
      }
    }
  }
  std::ranges::sort(candidates);
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  const std::vector<SaidWord> said = read(text, words);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;  // stem, position
  for (std::uint32_t position = 0; position < said.size(); ++position) {
    places.emplace_back(said[position].stem, position);
  }
  std::ranges::sort(places);
  std::vector<SkillLink> links;
  std::vector<std::string_view> sentences;  // of the job: looked for when first needed, most texts say no label
  for (const std::uint32_t skill : candidates) {
    const std::vector<std::uint32_t>& wanted = wordings_[skill];
    for (auto place = std::ranges::lower_bound(places, std::pair(wanted.front(), 0U));
         place != places.end() && place->first == wanted.front(); ++place) {
      const auto first = said.begin() + place->second;
      if (said.size() - place->second < wanted.size() ||
          !std::equal(wanted.begin(), wanted.end(), first,
                      [](std::uint32_t stem, const SaidWord& word) { return stem == word.stem; })) {
        continue;
      }
      const std::uint32_t end = (first + static_cast<std::ptrdiff_t>(wanted.size()) - 1)->end;
      const std::string_view where = text.substr(first->begin, end - first->begin);
      if (sentences.empty()) {
        sentences = job_sentences(text);
      }
      const bool of_the_job = std::ranges::any_of(sentences, [&where](std::string_view sentence) {
        return where.data() >= sentence.data() && where.data() + where.size() <= sentence.data() + sentence.size();
      });
      if (of_the_job && !joins_an_enumeration(where)) {
        links.push_back({SkillIndex(skill), 1.0, Evidence::declared, std::string(where), {}});
        break;
      }
    }
  }
  return links;
}

}  // namespace passerelle
