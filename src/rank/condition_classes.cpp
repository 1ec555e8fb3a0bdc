#include "rank/condition_classes.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <unordered_map>

#include "base/parallel.h"
#include "rank/condition_key.h"
#include "rank/sieve.h"

namespace passerelle {
namespace {

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
    case Asked::hours:
      return {Rule::hours};
    case Asked::night:
      return {Rule::night};
    case Asked::weekend:
      return {Rule::weekend};
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
    case Asked::hours:
    case Asked::night:
    case Asked::weekend:
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
    case Asked::hours:
      return visit(&O::hours_per_week, &O::full_time, &O::times, &O::times_unclear, &O::clock_times);
    case Asked::night:
    case Asked::weekend:
      return visit(&O::times, &O::times_unclear);
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
  const auto keep = [&demands](int bits, int any_other) {
    const bool other = any_other != 0 && (demands.times_unclear & ~bits) != 0;
    demands.times = static_cast<std::uint8_t>(demands.times & bits);
    demands.times_unclear = static_cast<std::uint8_t>((demands.times_unclear & bits) | (other ? any_other : 0));
  };
  if (part == Asked::hours) {
    // Of the other times the rule asks only whether some are unclear.
    keep(kTimeEarly | kTimeEvening | kTimeSplit | kTimeOnCall | kTimeShifts, kTimeNight);
  } else if (part == Asked::night) {
    keep(kTimeNight, 0);
  } else if (part == Asked::weekend) {
    keep(kTimeSaturday | kTimeSunday, 0);
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
    : monday_(monday), parts_(kAskedParts) {
  std::vector<std::vector<std::uint32_t>> class_of(kAskedParts);
  parallel_for(kAskedParts, [&](std::size_t part) {
    parts_[part] = classify(static_cast<Asked>(part), conditions, order, monday, class_of[part]);
  });
  for (std::size_t part = 0; part < kAskedParts; ++part) {
    tables_.at(static_cast<std::size_t>(table_of(static_cast<Asked>(part)))).parts.push_back(part);
  }
  parallel_for(kAnswerTables, [&](std::size_t table) { combine(tables_.at(table), class_of, order.size()); });
  // A table of one part has the classes of that part, in the same order.
  ConditionTable& narrow = tables_.at(static_cast<std::size_t>(AnswerTable::narrow));
  for (std::size_t column = 1; column < narrow.parts.size(); ++column) {
    const std::size_t before = parts_[narrow.parts[column - 1]].classes.size();
    for (std::size_t row = column; row < narrow.part_classes.size(); row += narrow.parts.size()) {
      for (std::size_t later = row; later < row - column + narrow.parts.size(); ++later) {
        narrow.part_classes[later] += static_cast<std::uint32_t>(before);
      }
    }
  }
  const std::vector<OfferConditions>& by_diploma = parts_[static_cast<std::size_t>(Asked::diploma)].classes;
  for (std::uint32_t row = 0; row < by_diploma.size(); ++row) {
    for (const DiplomaDemand& diploma : by_diploma[row].diplomas) {
      by_diploma_[diploma.label].push_back(row);
    }
  }
  while (by_diploma_.contains(other_diploma_)) {
    other_diploma_ += '-';
  }

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
  put_side_by_side();
}

void ConditionClasses::put_side_by_side() {
  for (const ConditionPart& part : parts_) {
    class_counts_.push_back(part.classes.size());
  }
  // Spans are made when the lists they are parts of grow no more.
  std::vector<OfferConditions>& hours = parts_[static_cast<std::size_t>(Asked::hours)].classes;
  std::vector<OfferConditions>& experience = parts_[static_cast<std::size_t>(Asked::experience)].classes;
  const auto join = [](const std::vector<OfferConditions>& classes, auto of, auto& all) {
    for (const OfferConditions& demands : classes) {
      all.insert(all.end(), (demands.*of).begin(), (demands.*of).end());
    }
  };
  join(hours, &OfferConditions::clock_times, clock_times_);
  join(experience, &OfferConditions::trades, trades_);
  join(experience, &OfferConditions::fields, fields_);
  std::size_t clock_times = 0;
  for (const OfferConditions& demands : hours) {
    hours_.push_back(HoursDemand::of(demands));
    hours_.back().clock_times = std::span(clock_times_).subspan(clock_times, demands.clock_times.size());
    clock_times += demands.clock_times.size();
  }
  std::size_t trades = 0;
  std::size_t fields = 0;
  for (const OfferConditions& demands : experience) {
    experience_.push_back(ExperienceDemand::of(demands));
    experience_.back().trades = std::span(trades_).subspan(trades, demands.trades.size());
    experience_.back().fields = std::span(fields_).subspan(fields, demands.fields.size());
    trades += demands.trades.size();
    fields += demands.fields.size();
  }
  hours = {};
  experience = {};
}

std::span<const std::uint32_t> ConditionClasses::classes_of_trade(std::uint32_t occupation) const {
  return by_trade_.of(occupation);
}

std::span<const std::uint32_t> ConditionClasses::classes_of_field(FieldOfWork field) const {
  return by_field_.of(field);
}

std::span<const std::uint32_t> ConditionClasses::classes_of_diploma(const std::string& label) const {
  const auto found = by_diploma_.find(label);
  return found == by_diploma_.end() ? std::span<const std::uint32_t>{} : std::span(found->second);
}

AnswerWord word_of(Rule rule, Answer answered, std::uint32_t matters) {
  if (answered == Answer::no) {
    return failure(rule);
  }
  return answered == Answer::unknown && (matters >> static_cast<unsigned>(rule) & 1U) != 0 ? kOneUnknown : 0;
}

AnswerWord answer_part(const ConditionPart& part, const OfferConditions& demands, const PersonLimits& person,
                       std::uint32_t matters, Day monday) {
  AnswerWord word = 0;
  for (const Rule rule : part.rules) {
    const Answer answered = answer(rule, person, demands, monday);
    if (rule == Rule::travel_time) {
      // Without a place the way cannot be too long: "no" means nights away. The rest of the answer is the place's.
      word += answered == Answer::no ? AnswerWord{1} << kAwayBit : 0;
    } else {
      word += word_of(rule, answered, matters);
    }
  }
  return word;
}

}  // namespace passerelle
