#include "rank/person_answers.h"

#include <algorithm>
#include <optional>
#include <span>

#include "base/hash.h"
#include "rank/condition_key.h"

namespace passerelle {
namespace {

constexpr AnswerWord kNotAsked = ~AnswerWord{0};

constexpr AnswerWord unresolved(std::size_t table) {
  return AnswerWord{1} << (kUnresolvedShift + table);
}

/// The highest level held, and whether one is held without a level: all that an offer compares which names none of the
/// diplomas.
std::optional<std::vector<Diploma>> diplomas_by_level(const std::optional<std::vector<Diploma>>& diplomas,
                                                      const std::string& label) {
  if (!diplomas) {
    return std::nullopt;
  }
  std::optional<int> highest;
  bool without_level = false;
  for (const Diploma& diploma : *diplomas) {
    without_level = without_level || !diploma.level;
    highest = std::max(highest, diploma.level);
  }
  std::vector<Diploma> told;
  if (highest) {
    told.push_back({highest, label});
  }
  if (without_level) {
    told.push_back({std::nullopt, label});
  }
  return told;
}

/// Writes all that the rules of a part read of a person: who has the same key is answered the same. For diplomas, by
/// whatever offer names none of those that the person has: their levels alone answer then.
void tell_person(Asked part, std::span<const Rule> rules, const PersonLimits& person, std::uint32_t matters,
                 std::string& key) {
  const auto tell = [&](const auto&... fields) { (append(key, fields), ...); };
  for (const Rule rule : rules) {
    key += (matters >> static_cast<unsigned>(rule) & 1U) != 0 ? '1' : '0';
  }
  switch (part) {
    case Asked::licence:
      return tell(person.licences);
    case Asked::vehicle:
      return tell(person.vehicle, person.own_means);
    case Asked::language:
      return tell(person.french_level, person.english_level);
    case Asked::lifting:
      return tell(person.physical.max_lifting_kg);
    case Asked::body:
      return tell(person.physical.standing_long, person.physical.heights, person.physical.cold,
                  person.physical.dust_chemicals);
    case Asked::contract:
      return tell(person.contracts);
    case Asked::scheme:
      return tell(person.schemes);
    case Asked::age:
      return tell(person.young_worker);
    case Asked::away:
      return tell(person.home_every_evening);
    case Asked::closed:
      return;
    case Asked::certificate:
      return tell(person.certificates, person.certificates_vague);
    case Asked::diploma:
      return tell(diplomas_by_level(person.diplomas, {}), person.perhaps_state_diploma);
    case Asked::experience:
      return;  // Everybody's is their own.
    case Asked::hours:
      return tell(person.min_hours, person.max_hours, person.slots, person.refused_times, person.young_worker);
    case Asked::night:
      return tell(person.nights, person.young_worker);
    case Asked::weekend:
      return tell(person.saturdays, person.sundays);
  }
}

}  // namespace

AnswerWord* SharedAnswers::Alike::words_of(const std::string& key, std::size_t classes, AnswerWord unknown,
                                           std::uint64_t use) {
  const std::uint64_t hash = hash64(key);
  auto found = std::ranges::find_if(kept, [&](const Kept& one) { return one.hash == hash && one.key == key; });
  if (found == kept.end()) {
    if (kept.size() < kKept) {
      kept.emplace_back();
      found = kept.end() - 1;
    } else {
      found = std::ranges::min_element(kept, {}, &Kept::last_use);
    }
    found->hash = hash;
    found->key = key;
    found->words.assign(classes, unknown);
  }
  found->last_use = use;
  return found->words.data();
}

SharedAnswers::SharedAnswers(const ConditionClasses& classes) : classes_(&classes), parts_(classes.part_count()) {}

AnswerWord* SharedAnswers::table_of(AnswerTable table, const std::string& key) {
  const auto row = static_cast<std::size_t>(table);
  return tables_.at(row).words_of(key, classes_->table(table).size(), unresolved(row), ++uses_);
}

AnswerWord* SharedAnswers::part_of(std::size_t part, const std::string& key) {
  return parts_[part].words_of(key, classes_->class_count(part), kNotAsked, ++uses_);
}

PersonAnswers::PersonAnswers(const ConditionClasses& classes, SharedAnswers& shared)
    : classes_(&classes),
      shared_(&shared),
      narrow_(classes.table(AnswerTable::narrow).size()),
      experience_(classes.table(AnswerTable::experience).size()),
      parts_(classes.part_count()) {
  tables_.at(static_cast<std::size_t>(AnswerTable::narrow)) = narrow_.data();
  tables_.at(static_cast<std::size_t>(AnswerTable::experience)) = experience_.data();
}

void PersonAnswers::begin(const PersonLimits& person, std::uint32_t matters) {
  person_ = &person;
  work_time_ = WorkTime::of(person);
  matters_ = matters;
  std::ranges::fill(narrow_, unresolved(static_cast<std::size_t>(AnswerTable::narrow)));
  begin_experience();
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    if (static_cast<Asked>(part) != Asked::experience) {
      key_.clear();
      tell_person(static_cast<Asked>(part), classes_->part(part).rules, person, matters, key_);
      parts_[part] = shared_->part_of(part, key_);
    }
  }
  begin_diplomas();
  // So few that all are asked for.
  narrow_parts_.clear();
  for (const std::size_t part : classes_->table(AnswerTable::narrow).parts) {
    for (std::uint32_t row = 0; row < classes_->class_count(part); ++row) {
      narrow_parts_.push_back(answer_of(part, row));
    }
  }
  for (const AnswerTable table : {AnswerTable::papers, AnswerTable::times}) {
    key_.clear();
    for (const std::size_t part : classes_->table(table).parts) {
      tell_person(static_cast<Asked>(part), classes_->part(part).rules, person, matters, key_);
    }
    if (table == AnswerTable::papers && person.diplomas) {
      for (const Diploma& diploma : *person.diplomas) {
        append(key_, diploma);
      }
    }
    tables_.at(static_cast<std::size_t>(table)) = shared_->table_of(table, key_);
  }
}

void PersonAnswers::begin_diplomas() {
  constexpr auto kDiploma = static_cast<std::size_t>(Asked::diploma);
  by_level_.diplomas = diplomas_by_level(person_->diplomas, classes_->other_diploma());
  by_level_.perhaps_state_diploma = person_->perhaps_state_diploma;
  named_.assign(classes_->class_count(kDiploma), 0);
  if (person_->diplomas) {
    for (const Diploma& diploma : *person_->diplomas) {
      for (const std::uint32_t row : classes_->classes_of_diploma(diploma.label)) {
        named_[row] = 1;
      }
    }
  }
}

void PersonAnswers::begin_experience() {
  constexpr auto kExperience = static_cast<std::size_t>(AnswerTable::experience);
  if ((matters_ >> static_cast<unsigned>(Rule::experience) & 1U) == 0) {
    std::ranges::fill(experience_, unresolved(kExperience));
    return;
  }
  // What was practised answers for an offer only through the trades and fields that the offer names: all the others
  // answer as to somebody who practised nothing.
  std::ranges::copy(classes_->without_practice(person_->experiences_known), experience_.begin());
  for (const PractisedTrade& trade : person_->practised) {
    for (const std::uint32_t named : classes_->classes_of_trade(trade.occupation)) {
      experience_[named] = unresolved(kExperience);
    }
    if (!trade.near) {
      for (const std::uint32_t named : classes_->classes_of_field(trade.field)) {
        experience_[named] = unresolved(kExperience);
      }
    }
  }
}

AnswerWord PersonAnswers::answer_of(std::size_t part, std::uint32_t part_class) {
  const auto asked = static_cast<Asked>(part);
  if (asked == Asked::experience) {
    return word_of(Rule::experience, experience_answer(*person_, classes_->experience()[part_class]), matters_);
  }
  AnswerWord& known = parts_[part][part_class];
  if (known != kNotAsked) {
    return known;
  }
  if (asked == Asked::hours) {
    return known = word_of(Rule::hours, hours_answer(work_time_, classes_->hours()[part_class]), matters_);
  }
  const ConditionPart& demands = classes_->part(part);
  return known = answer_part(demands, demands.classes[part_class], asked == Asked::diploma ? by_level_ : *person_,
                             matters_, classes_->monday());
}

AnswerWord PersonAnswers::ask(AnswerTable table, std::uint32_t condition_class) {
  const ConditionTable& shape = classes_->table(table);
  const std::size_t width = shape.parts.size();
  AnswerWord word = table == AnswerTable::narrow ? ask_narrow(shape, condition_class) : 0;
  for (std::size_t column = 0; column < width && table != AnswerTable::narrow; ++column) {
    const std::size_t part = shape.parts[column];
    const std::uint32_t part_class = shape.part_classes[condition_class * width + column];
    const bool named = static_cast<Asked>(part) == Asked::diploma && named_[part_class] != 0;
    word += named ? answer_named(part_class) : answer_of(part, part_class);
  }
  tables_.at(static_cast<std::size_t>(table))[condition_class] = word;
  return word;
}

AnswerWord PersonAnswers::ask_narrow(const ConditionTable& shape, std::uint32_t condition_class) const {
  const std::size_t width = shape.parts.size();
  AnswerWord word = 0;
  for (std::size_t row = condition_class * width; row < (condition_class + 1) * width; ++row) {
    word += narrow_parts_[shape.part_classes[row]];
  }
  return word;
}

/// To an offer that names one of the person's diplomas.
AnswerWord PersonAnswers::answer_named(std::uint32_t part_class) const {
  const ConditionPart& demands = classes_->part(static_cast<std::size_t>(Asked::diploma));
  return answer_part(demands, demands.classes[part_class], *person_, matters_, classes_->monday());
}

}  // namespace passerelle
