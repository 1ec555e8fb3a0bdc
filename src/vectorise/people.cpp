#include "vectorise/people.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "normalise/text.h"
#include "vectorise/rows.h"

namespace passerelle {
namespace {

constexpr float kWishFit = 1.0F;
/// A trade practised counts from this much (some weeks) …
constexpr float kLeastExperienceFit = 0.6F;
/// … up to this much, reached after two years. How long ago is not asked: a gap in a career is nobody's business.
constexpr float kMostExperienceFit = 0.85F;
constexpr int kFullExperienceMonths = 24;
/// What a note tells is not confirmed: a wish counts for nearly as much as a stated one, a mention for less.
constexpr float kToldWishFit = 0.9F;
constexpr float kToldPracticeFit = 0.75F;
constexpr float kMentionFit = 0.75F;
/// The words of a skill that sound like a trade nobody named.
constexpr float kSkillWordsFit = 0.7F;
/// Share of a fit that passes to an occupation of the same former family, to the nearest mobility, and what is lost
/// with each further rank of mobility.
constexpr float kFamilyShare = 0.7F;
constexpr float kNearShare = 0.65F;
constexpr float kNearLossPerRank = 0.03F;
/// Share that passes to all of one professional field of ROME (the first three characters of its codes).
constexpr float kFieldShare = 0.4F;
/// The most that shared skills alone can open; reached by as much evidence as this many skills, fully held, that one
/// occupation alone asks for.
constexpr float kSharedSkillsFit = 0.6F;
constexpr float kSkillsForAll = 2.0F;
/// A skill that the occupation uses without being of its core speaks for it by this share.
constexpr float kOtherSkillShare = 0.3F;
/// ROME calls many trades regulated of which only the independent must be qualified; in health the title is demanded
/// of everybody.
constexpr std::string_view kHealthDomain = "J";
/// The same for those who look after others at home: an assistant maternel needs an agrément.
constexpr std::string_view kHomeCareDomain = "K13";
/// Work two diplomas above what somebody is known for: likeness opens it by this share.
constexpr float kRisingShare = 0.5F;
/// A trade this surely wished for or practised tells the level somebody works at.
constexpr double kSureTrade = 0.5;
/// What was practised and is not wished for, when wishes are told.
constexpr float kBesideWishShare = 0.7F;
/// Work that asks for no diploma suits who states no wish, a little; work that a CAP opens, less. Who has wishes may
/// still take the first for want of better.
constexpr float kOpenToAllFit = 0.25F;
constexpr float kOpenWithCapFit = 0.15F;
constexpr float kOpenBesideWishFit = 0.15F;
constexpr int kCapLevel = 3;
/// Master's degree, engineer.
constexpr int kSeniorLevel = 7;
/// Fits below this open nothing: they would let almost every offer through.
constexpr float kLeastFit = 0.05F;

/// Steps of the French framework, none, CAP, bac …, that are climbed from one level to another.
int steps_between(int from, int to) {
  const auto step = [](int level) { return level < kCapLevel ? 0 : level - kCapLevel + 1; };
  return step(to) - step(from);
}

/// The level a person is known to work at: their highest diploma's, or that of the trades they did or wish for. Who is
/// known by nothing is taken to be at home where a CAP is.
int level_of(const PersonUnderstanding& person, const Referential& referential) {
  std::optional<int> level = person.education;
  const auto reaches = [&](OccupationIndex occupation, double confidence) {
    const std::optional<int> access = referential.access(occupation);
    if (access && confidence >= kSureTrade) {
      level = std::max(level.value_or(0), *access);
    }
  };
  for (const ExperienceLink& link : person.experienced) reaches(link.occupation, link.confidence);
  for (const OccupationLink& link : person.wished) reaches(link.occupation, link.confidence);
  for (const OccupationLink& link : person.mentioned) {
    if (link.telling != Telling::mentioned) reaches(link.occupation, link.confidence);
  }
  return level.value_or(kCapLevel);
}

class FitTable {
 public:
  /// `level`: see `level_of`.
  FitTable(const Referential& referential, int level)
      : referential_(referential), level_(level), fits_(referential.occupation_count()) {}

  /// A likeness opens no occupation that the law keeps for those who hold its title.
  void raise_alike(OccupationIndex occupation, float fit, Reach reach, OccupationIndex through) {
    // Most are known to fit better already: that is asked first, being cheapest.
    if (fit <= fits_[occupation.value()].fit) {
      return;
    }
    const std::string_view code = referential_.code(occupation);
    const bool is_care = code.starts_with(kHealthDomain) || code.starts_with(kHomeCareDomain);
    if (is_care && referential_.regulated(occupation)) {
      return;
    }
    const std::optional<int> access = referential_.access(occupation);
    const bool rises = access && steps_between(level_, *access) > 1;
    raise(occupation, rises ? kRisingShare * fit : fit, reach, through);
  }

  void raise(OccupationIndex occupation, float fit, Reach reach, OccupationIndex through) {
    OccupationFit& entry = fits_[occupation.value()];
    if (fit > entry.fit) {
      entry = {occupation, fit, reach, through};
    }
  }

  /// Direct reasons first, so that what spreads from them is complete.
  void spread() {
    const std::vector<OccupationFit> direct = entries();
    for (const OccupationFit& source : direct) {
      for (const OccupationIndex relative : referential_.family(referential_.parent(source.occupation))) {
        raise_alike(relative, source.fit * kFamilyShare, Reach::same_family, source.occupation);
      }
      spread_in_field(source);
      float share = kNearShare;
      for (const std::uint32_t near : referential_.near(source.occupation)) {
        raise_alike(OccupationIndex(near), source.fit * share, Reach::near, source.occupation);
        share = std::max(0.0F, share - kNearLossPerRank);
      }
    }
  }

  [[nodiscard]] std::vector<OccupationFit> entries() const {
    std::vector<OccupationFit> found;
    std::ranges::copy_if(fits_, std::back_inserter(found),
                         [](const OccupationFit& entry) { return entry.fit >= kLeastFit; });
    return found;
  }

 private:
  void spread_in_field(const OccupationFit& source) {
    const auto field = [this](std::uint32_t row) { return referential_.code(OccupationIndex(row)).substr(0, 3); };
    const std::uint32_t own = source.occupation.value();
    std::uint32_t first = own;
    while (first > 0 && field(first - 1) == field(own)) {
      --first;
    }
    for (std::uint32_t row = first; row < fits_.size() && field(row) == field(own); ++row) {
      raise_alike(OccupationIndex(row), source.fit * kFieldShare, Reach::near, source.occupation);
    }
  }

  const Referential& referential_;
  int level_;
  std::vector<OccupationFit> fits_;
};

float told_fit(Telling telling) {
  switch (telling) {
    case Telling::wished:
      return kToldWishFit;
    case Telling::practised:
      return kToldPracticeFit;
    case Telling::mentioned:
      break;
  }
  return kMentionFit;
}

float experience_fit(const ExperienceLink& link) {
  const int months = std::clamp(link.months.value_or(kFullExperienceMonths / 2), 0, kFullExperienceMonths);
  return kLeastExperienceFit + (kMostExperienceFit - kLeastExperienceFit) * static_cast<float>(months) /
                                   static_cast<float>(kFullExperienceMonths);
}

/// How much holding this skill says of a person's trade: Spärck Jones's inverse document frequency (1972), over
/// occupations. A skill that all of them ask for says nothing.
float rarity(SkillIndex skill, const Referential& referential) {
  const auto asking = static_cast<float>(std::max<std::size_t>(referential.occupations_with(skill).size(), 1));
  return std::log(static_cast<float>(referential.occupation_count()) / asking);
}

bool is_core_skill(OccupationIndex occupation, SkillIndex skill, const Referential& referential) {
  for (const OccupationSkill& asked : referential.skills_of(occupation)) {
    // Core skills stand first.
    if (asked.importance != SkillImportance::core) {
      break;
    }
    if (asked.skill == skill.value()) {
      return true;
    }
  }
  return false;
}

/// `occupation` asks for the skill.
float asked_share(OccupationIndex occupation, SkillIndex skill, const Referential& referential) {
  return is_core_skill(occupation, skill, referential) ? 1.0F : kOtherSkillShare;
}

float share_in(OccupationIndex occupation, SkillIndex skill, const Referential& referential) {
  const auto asked = referential.skills_of(occupation);
  const bool is_asked = std::ranges::find(asked, skill.value(), &OccupationSkill::skill) != asked.end();
  return is_asked ? asked_share(occupation, skill, referential) : 0.0F;
}

/// Occupations that the skills a person holds speak for, each held skill by its strength and its rarity.
void add_shared_skills(FitTable& table, const PersonUnderstanding& person, const Referential& referential) {
  std::vector<float> evidence(referential.occupation_count(), 0.0F);
  for (const HeldSkill& held : person.skills) {
    if (referential.skill_kind(held.skill) == SkillKind::soft) {
      continue;
    }
    const float weight = static_cast<float>(held.strength) * rarity(held.skill, referential);
    for (const std::uint32_t row : referential.occupations_with(held.skill)) {
      evidence[row] += weight * asked_share(OccupationIndex(row), held.skill, referential);
    }
  }
  const float full = kSkillsForAll * std::log(static_cast<float>(referential.occupation_count()));
  for (std::uint32_t row = 0; row < evidence.size(); ++row) {
    if (evidence[row] > 0) {
      table.raise_alike(OccupationIndex(row), kSharedSkillsFit * std::min(evidence[row] / full, 1.0F),
                        Reach::shared_skills, OccupationIndex(row));
    }
  }
}

/// Whether the occupation usually brings what the person cannot bear, by the work contexts of the referential.
bool wears_out(OccupationIndex occupation, const std::vector<RequirementKind>& unbearable,
               const Referential& referential) {
  static constexpr auto kWords =
      std::to_array<std::pair<RequirementKind, std::string_view>>({{RequirementKind::standing, "debout"},
                                                                   {RequirementKind::heights, "hauteur"},
                                                                   {RequirementKind::cold, "froid"},
                                                                   {RequirementKind::dust_chemicals, "poussiere"},
                                                                   {RequirementKind::dust_chemicals, "chimique"}});
  return !unbearable.empty() && std::ranges::any_of(referential.contexts(occupation), [&](std::string_view label) {
    return std::ranges::any_of(kWords, [&unbearable, context = folded(label)](const auto& word) {
      return context.find(word.second) != std::string::npos &&
             std::ranges::find(unbearable, word.first) != unbearable.end();
    });
  });
}

/// Looking after children or those who need help is nothing one takes for want of better.
bool looks_after_others(OccupationIndex occupation, const Referential& referential) {
  const std::string_view family = referential.parent(occupation);
  return family == "K1302" || family == "K1303";
}

/// Work that anybody may begin with; beside wishes, only what asks for no diploma.
void add_open_work(FitTable& table, const PersonUnderstanding& person, bool wishes, const Referential& referential) {
  for (std::uint32_t row = 0; row < referential.occupation_count(); ++row) {
    const OccupationIndex occupation(row);
    const std::optional<int> access = referential.access(occupation);
    if (!access || *access > (wishes ? 0 : kCapLevel) || (wishes && looks_after_others(occupation, referential)) ||
        wears_out(occupation, person.unbearable, referential)) {
      continue;
    }
    const float fit = wishes ? kOpenBesideWishFit : *access == 0 ? kOpenToAllFit : kOpenWithCapFit;
    table.raise_alike(occupation, fit, Reach::open_to_all, occupation);
  }
}

}  // namespace

std::vector<OccupationFit> occupation_fits(const PersonUnderstanding& person, const Referential& referential) {
  FitTable table(referential, level_of(person, referential));
  for (const OccupationLink& link : person.wished) {
    table.raise(link.occupation, kWishFit * static_cast<float>(link.confidence), Reach::wish, link.occupation);
  }
  for (const ExperienceLink& link : person.experienced) {
    const float share = person.wished.empty() ? 1.0F : kBesideWishShare;
    table.raise(link.occupation, share * experience_fit(link) * static_cast<float>(link.confidence), Reach::experience,
                link.occupation);
  }
  for (const OccupationLink& link : person.mentioned) {
    table.raise(link.occupation, told_fit(link.telling) * static_cast<float>(link.confidence), Reach::free_text,
                link.occupation);
  }
  for (const OccupationLink& link : person.suggested) {
    table.raise_alike(link.occupation, kSkillWordsFit * static_cast<float>(link.confidence), Reach::shared_skills,
                      link.occupation);
  }
  table.spread();
  add_shared_skills(table, person, referential);
  const bool wishes = !person.wished.empty() || std::ranges::find(person.mentioned, Telling::wished,
                                                                  &OccupationLink::telling) != person.mentioned.end();
  add_open_work(table, person, wishes, referential);
  return table.entries();
}

std::vector<SkillIndex> shared_skills(const PersonUnderstanding& person, OccupationIndex occupation,
                                      const Referential& referential) {
  std::vector<std::pair<float, SkillIndex>> shared;
  for (const HeldSkill& held : person.skills) {
    const float share = share_in(occupation, held.skill, referential);
    if (share > 0 && referential.skill_kind(held.skill) != SkillKind::soft) {
      shared.emplace_back(-share * static_cast<float>(held.strength) * rarity(held.skill, referential), held.skill);
    }
  }
  std::ranges::sort(shared);
  std::vector<SkillIndex> skills;
  std::ranges::transform(shared, std::back_inserter(skills), &std::pair<float, SkillIndex>::second);
  return skills;
}

bool takes_senior_posts(const PersonUnderstanding& person, const Referential& referential) {
  const auto is_senior = [&referential](OccupationIndex occupation, double confidence) {
    return confidence >= kSureTrade && (is_senior_post(referential.label(occupation)) ||
                                        referential.access(occupation).value_or(0) >= kSeniorLevel);
  };
  return person.education.value_or(0) >= kSeniorLevel ||
         std::ranges::any_of(person.wished,
                             [&](const OccupationLink& link) { return is_senior(link.occupation, link.confidence); }) ||
         std::ranges::any_of(person.experienced, [&](const ExperienceLink& link) {
           return is_senior_post(link.title) || is_senior(link.occupation, link.confidence);
         });
}

PeopleMatrix vectorise_people(std::span<const PersonUnderstanding> people, const Referential& referential) {
  std::vector<SparseRow> occupations(people.size());
  std::vector<SparseRow> skills(people.size());
  std::vector<std::uint8_t> senior(people.size());
  parallel_for(people.size(), [&](std::size_t row) {
    for (const OccupationFit& entry : occupation_fits(people[row], referential)) {
      occupations[row].emplace_back(entry.occupation.value(), entry.fit);
    }
    senior[row] = takes_senior_posts(people[row], referential) ? 1 : 0;
    for (const HeldSkill& skill : people[row].skills) {
      skills[row].emplace_back(skill.skill.value(), static_cast<float>(skill.strength));
    }
  });
  return {to_matrix(occupations, referential.occupation_count()), to_matrix(skills, referential.skill_count()),
          std::move(senior)};
}

}  // namespace passerelle
