#include "rank/condition_classes.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <unordered_map>

#include "base/hash.h"
#include "base/parallel.h"
#include "rank/sieve.h"

namespace passerelle {
namespace {

/// Parts in the order of `parts()`.
enum class Asked : std::size_t {
  licence,
  vehicle,
  language,
  lifting,
  body,
  contract,
  scheme,
  age,
  away,
  closed,
  certificate,
  diploma,
  experience,
  times,
};
constexpr std::size_t kParts = 14;

std::vector<Rule> rules_of(Asked part) {
  switch (part) {
    case Asked::licence:
      return {Rule::licence};
    case Asked::vehicle:
      return {Rule::vehicle};
    case Asked::language:
      return {Rule::language};
    case Asked::lifting:
      return {Rule::lifting};
    case Asked::body:
      return {Rule::standing, Rule::heights, Rule::cold, Rule::dust_chemicals};
    case Asked::contract:
      return {Rule::contract};
    case Asked::scheme:
      return {Rule::scheme};
    case Asked::age:
      return {Rule::age};
    case Asked::away:
      return {Rule::travel_time};
    case Asked::closed:
      return {Rule::closed};
    case Asked::certificate:
      return {Rule::certificate};
    case Asked::diploma:
      return {Rule::diploma};
    case Asked::experience:
      return {Rule::experience};
    case Asked::times:
      return {Rule::hours, Rule::night, Rule::weekend};
  }
  return {};
}

AnswerTable table_of(Asked part) {
  switch (part) {
    case Asked::certificate:
    case Asked::diploma:
      return AnswerTable::papers;
    case Asked::experience:
      return AnswerTable::experience;
    case Asked::times:
      return AnswerTable::times;
    default:
      return AnswerTable::narrow;
  }
}

/// Shows `visit` all that the rules of a part read of an offer. A field that a rule reads and that is missing here is
/// the default for every offer: the property tests of the ranking fail then.
template <class Visit>
void visit_fields(Asked part, const Visit& visit) {
  using O = OfferConditions;
  switch (part) {
    case Asked::licence:
      return visit(&O::licences, &O::licences_unclear);
    case Asked::vehicle:
      return visit(&O::vehicle, &O::vehicle_means_car);
    case Asked::language:
      return visit(&O::french, &O::french_level, &O::english, &O::english_level, &O::other_language);
    case Asked::lifting:
      return visit(&O::lifting, &O::lifting_kg, &O::lifting_heavy);
    case Asked::body:
      return visit(&O::standing, &O::heights, &O::cold, &O::dust_chemicals);
    case Asked::contract:
      return visit(&O::contract, &O::self_employed);
    case Asked::scheme:
      return visit(&O::scheme);
    case Asked::age:
      return visit(&O::adult);
    case Asked::away:
      return visit(&O::travel, &O::travel_away);
    case Asked::closed:
      return visit(&O::valid_until);
    case Asked::certificate:
      return visit(&O::certificates, &O::certificates_wider, &O::certificates_unclear);
    case Asked::diploma:
      return visit(&O::diplomas);
    case Asked::experience:
      return visit(&O::experience, &O::experience_months, &O::trades, &O::fields);
    case Asked::times:
      return visit(&O::hours_per_week, &O::full_time, &O::times, &O::times_unclear, &O::clock_times);
  }
}

/// What cannot make a difference is left out, so that classes are few.
void simplify(Asked part, OfferConditions& demands, Day monday) {
  if (part == Asked::closed && demands.valid_until) {
    // The day compares with the Monday alone, whoever the person is.
    demands.valid_until = answer(Rule::closed, {}, demands, monday) == Answer::no
                              ? std::optional<Day>(monday - std::chrono::days(1))
                              : std::nullopt;
  }
  if (part == Asked::experience && demands.experience == Demand::absent) {
    demands.experience_months = 0;
    demands.trades.clear();
    demands.fields.clear();
  }
}

template <class Value>
requires std::is_trivially_copyable_v<Value> && std::has_unique_object_representations_v<Value>
void append(std::string& key, const Value& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}
void append(std::string& key, double value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}
void append(std::string& key, const std::string& text) {
  append(key, text.size());
  key += text;
}
void append(std::string& key, const TimeSlot& slot) {
  append(key, slot.days);
  append(key, slot.from_minute);
  append(key, slot.until_minute);
}
void append(std::string& key, const DiplomaDemand& diploma) {
  append(key, diploma.label);
  append(key, diploma.level);
  append(key, diploma.state);
  append(key, diploma.demand);
  append(key, diploma.is_degree);
}
void append(std::string& key, const Diploma& diploma);
template <class Value>
void append(std::string& key, const std::vector<Value>& values);
template <class Value>
void append(std::string& key, const std::optional<Value>& value) {
  append(key, value.has_value());
  if (value) {
    append(key, *value);
  }
}
template <class Value>
void append(std::string& key, const std::vector<Value>& values) {
  append(key, values.size());
  for (const Value& value : values) {
    append(key, value);
  }
}

void append(std::string& key, const Diploma& diploma) {
  append(key, diploma.level);
  append(key, diploma.label);
}

/// Writes all that the rules of a table read of a person, for those tables that people share: who has the same key is
/// answered the same.
void tell_person(AnswerTable table, const PersonLimits& person, std::uint32_t matters, std::string& key) {
  const auto tell = [&](std::initializer_list<Rule> rules, const auto&... fields) {
    for (const Rule rule : rules) {
      key += (matters >> static_cast<unsigned>(rule) & 1U) != 0 ? '1' : '0';
    }
    (append(key, fields), ...);
  };
  if (table == AnswerTable::papers) {
    tell({Rule::certificate, Rule::diploma}, person.certificates, person.certificates_vague, person.diplomas,
         person.perhaps_state_diploma);
  } else {
    tell({Rule::hours, Rule::night, Rule::weekend}, person.min_hours, person.max_hours, person.slots, person.nights,
         person.saturdays, person.sundays, person.young_worker);
  }
}

/// Numbers texts in the order in which they first come.
class Numbering {
 public:
  /// The number, and whether the key is new.
  std::pair<std::uint32_t, bool> number(const std::string& key) {
    const auto [entry, added] = numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size()));
    return {entry->second, added};
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// Finds the classes of one part; the class of each offer goes to `class_of`.
ConditionPart classify(Asked part, std::span<const OfferConditions> conditions, std::span<const OfferIndex> order,
                       Day monday, std::vector<std::uint32_t>& class_of) {
  ConditionPart made{rules_of(part), {}};
  Numbering numbering;
  OfferConditions demands;
  std::string key;
  class_of.reserve(order.size());
  for (const OfferIndex offer : order) {
    const OfferConditions& all = conditions[offer.value()];
    visit_fields(part, [&](auto... fields) { ((demands.*fields = all.*fields), ...); });
    simplify(part, demands, monday);
    key.clear();
    visit_fields(part, [&](auto... fields) { (append(key, demands.*fields), ...); });
    const auto [number, added] = numbering.number(key);
    if (added) {
      made.classes.push_back(demands);
    }
    class_of.push_back(number);
  }
  return made;
}

/// Joins the classes of a table's parts into combinations.
void combine(ConditionTable& table, const std::vector<std::vector<std::uint32_t>>& class_of, std::size_t offers) {
  Numbering numbering;
  std::string key;
  table.class_of.reserve(offers);
  for (std::size_t position = 0; position < offers; ++position) {
    key.clear();
    for (const std::size_t part : table.parts) {
      append(key, class_of[part][position]);
    }
    const auto [number, added] = numbering.number(key);
    if (added) {
      for (const std::size_t part : table.parts) {
        table.part_classes.push_back(class_of[part][position]);
      }
    }
    table.class_of.push_back(number);
  }
  table.class_of.resize(offers + kVectorSlack, 0);
}

constexpr AnswerWord kNotAsked = ~AnswerWord{0};

constexpr AnswerWord unresolved(std::size_t table) {
  return AnswerWord{1} << (kUnresolvedShift + table);
}

}  // namespace

std::span<const std::uint32_t> ConditionClasses::Lists::of(std::size_t number) const {
  if (number + 1 >= begins.size()) {
    return {};
  }
  return std::span(members).subspan(begins[number], begins[number + 1] - begins[number]);
}

template <class Number>
ConditionClasses::Lists ConditionClasses::classes_by(const std::vector<OfferConditions>& classes,
                                                     std::vector<Number> OfferConditions::*numbers) {
  Lists lists;
  for (const OfferConditions& demands : classes) {
    for (const Number number : demands.*numbers) {
      lists.begins.resize(std::max(lists.begins.size(), std::size_t{number} + 2), 0);
      ++lists.begins[std::size_t{number} + 1];
    }
  }
  for (std::size_t number = 1; number < lists.begins.size(); ++number) {
    lists.begins[number] += lists.begins[number - 1];
  }
  lists.members.resize(lists.begins.empty() ? 0 : lists.begins.back());
  std::vector<std::uint32_t> next = lists.begins;
  for (std::uint32_t row = 0; row < classes.size(); ++row) {
    for (const Number number : classes[row].*numbers) {
      lists.members[next[number]++] = row;
    }
  }
  return lists;
}

ConditionClasses::ConditionClasses(std::span<const OfferConditions> conditions, std::span<const OfferIndex> order,
                                   Day monday)
    : monday_(monday), parts_(kParts) {
  std::vector<std::vector<std::uint32_t>> class_of(kParts);
  parallel_for(kParts, [&](std::size_t part) {
    parts_[part] = classify(static_cast<Asked>(part), conditions, order, monday, class_of[part]);
  });
  for (std::size_t part = 0; part < kParts; ++part) {
    tables_.at(static_cast<std::size_t>(table_of(static_cast<Asked>(part)))).parts.push_back(part);
  }
  parallel_for(kAnswerTables, [&](std::size_t table) { combine(tables_.at(table), class_of, order.size()); });
  // A table of one part has the classes of that part, in the same order.

  const ConditionPart& experience = parts_[static_cast<std::size_t>(Asked::experience)];
  by_trade_ = classes_by(experience.classes, &OfferConditions::trades);
  by_field_ = classes_by(experience.classes, &OfferConditions::fields);
  for (const bool known : {false, true}) {
    PersonLimits nobody;
    nobody.experiences_known = known;
    for (const OfferConditions& demands : experience.classes) {
      without_practice_[known ? 1 : 0].push_back(answer_part(experience, demands, nobody, ~0U, monday));
    }
  }
}

std::span<const std::uint32_t> ConditionClasses::classes_of_trade(std::uint32_t occupation) const {
  return by_trade_.of(occupation);
}

std::span<const std::uint32_t> ConditionClasses::classes_of_field(FieldOfWork field) const {
  return by_field_.of(field);
}

AnswerWord answer_part(const ConditionPart& part, const OfferConditions& demands, const PersonLimits& person,
                       std::uint32_t matters, Day monday) {
  AnswerWord word = 0;
  for (const Rule rule : part.rules) {
    const Answer answered = answer(rule, person, demands, monday);
    if (rule == Rule::travel_time) {
      // Without a place the way cannot be too long: "no" means nights away. The rest of the answer is the place's.
      word += answered == Answer::no ? AnswerWord{1} << kAwayBit : 0;
    } else if (answered == Answer::no) {
      word += failure(rule);
    } else if (answered == Answer::unknown && (matters >> static_cast<unsigned>(rule) & 1U) != 0) {
      word += kOneUnknown;
    }
  }
  return word;
}

AnswerWord* SharedAnswers::table_of(AnswerTable table, const std::string& key) {
  std::vector<Kept>& kept = kept_.at(static_cast<std::size_t>(table));
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
    found->words.assign(classes_->table(table).size(), unresolved(static_cast<std::size_t>(table)));
  }
  found->last_use = ++uses_;
  return found->words.data();
}

PersonAnswers::PersonAnswers(const ConditionClasses& classes, SharedAnswers& shared)
    : classes_(&classes),
      shared_(&shared),
      narrow_(classes.table(AnswerTable::narrow).size()),
      experience_(classes.table(AnswerTable::experience).size()),
      parts_(classes.part_count()) {
  for (std::size_t table = 0; table < kAnswerTables; ++table) {
    const ConditionTable& shape = classes.table(static_cast<AnswerTable>(table));
    if (shape.parts.size() > 1) {
      for (const std::size_t part : shape.parts) {
        parts_[part].resize(classes.part(part).classes.size());
      }
    }
  }
  tables_.at(static_cast<std::size_t>(AnswerTable::narrow)) = narrow_.data();
  tables_.at(static_cast<std::size_t>(AnswerTable::experience)) = experience_.data();
}

void PersonAnswers::begin(const PersonLimits& person, std::uint32_t matters) {
  person_ = &person;
  matters_ = matters;
  for (std::vector<AnswerWord>& part : parts_) {
    std::ranges::fill(part, kNotAsked);
  }
  std::ranges::fill(narrow_, unresolved(static_cast<std::size_t>(AnswerTable::narrow)));
  begin_experience();
  for (const AnswerTable table : {AnswerTable::papers, AnswerTable::times}) {
    key_.clear();
    tell_person(table, person, matters, key_);
    tables_.at(static_cast<std::size_t>(table)) = shared_->table_of(table, key_);
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

AnswerWord PersonAnswers::answer_of(std::size_t part, std::uint32_t part_class) const {
  const ConditionPart& asked = classes_->part(part);
  return answer_part(asked, asked.classes[part_class], *person_, matters_, classes_->monday());
}

AnswerWord PersonAnswers::ask(AnswerTable table, std::uint32_t condition_class) {
  const ConditionTable& shape = classes_->table(table);
  const std::size_t width = shape.parts.size();
  AnswerWord word = 0;
  for (std::size_t column = 0; column < width; ++column) {
    const std::size_t part = shape.parts[column];
    const std::uint32_t part_class = shape.part_classes[condition_class * width + column];
    if (width == 1) {
      word += answer_of(part, part_class);
      continue;
    }
    AnswerWord& known = parts_[part][part_class];
    known = known == kNotAsked ? answer_of(part, part_class) : known;
    word += known;
  }
  tables_.at(static_cast<std::size_t>(table))[condition_class] = word;
  return word;
}

}  // namespace passerelle
