#include <gmock/gmock.h>

#include <functional>
#include <random>

#include "tests/eligibility/small_world.h"

namespace passerelle {
namespace {

using support::offer;
using support::person;
using support::requirement;
using support::slot;
using support::SmallWorld;

constexpr int kPairs = 2500;

/// People and offers of every kind, the same on every run.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  bool chance(int percent) { return below(100) < percent; }
  int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  }
  template <class T>
  std::vector<T> some_of(const std::vector<T>& values) {
    std::vector<T> chosen;
    for (const T& value : values) {
      if (chance(35)) {
        chosen.push_back(value);
      }
    }
    return chosen;
  }
  Answer an_answer() { return one_of<Answer>({Answer::yes, Answer::no, Answer::unknown}); }

  Person a_person() {
    Person who = person("P");
    if (chance(85)) who.home_insee = one_of(kPlaces);
    if (chance(80))
      who.mobility.modes = some_of<TravelMode>(
          {TravelMode::walk, TravelMode::bike, TravelMode::public_transport, TravelMode::moped, TravelMode::car});
    if (chance(60)) who.mobility.licences = some_of(kLicences);
    who.mobility.vehicle = an_answer();
    if (chance(70)) who.mobility.max_minutes = 5 + below(90);
    if (chance(40)) who.mobility.max_km = 1 + below(60);
    if (chance(50)) who.availability.max_hours_per_week = 10 + below(30);
    if (chance(50)) who.availability.min_hours_per_week = 5 + below(20);
    who.availability.nights = an_answer();
    who.availability.weekends = an_answer();
    if (chance(50)) {
      who.availability.slots = {slot("xx.xx..", 6 + below(6), 14 + below(8)), slot("..x..x.", 8, 12 + below(8))};
      // Slots without Sunday say no Sunday: a file that also says "weekends: yes" contradicts itself.
      if (who.availability.weekends == Answer::yes) who.availability.slots.push_back(slot(".....xx", 8, 20));
    }
    if (chance(50)) who.limits.max_lifting_kg = 5 * below(8);
    who.limits.standing_long = an_answer();
    who.limits.heights = an_answer();
    who.limits.cold = an_answer();
    who.limits.dust_chemicals = an_answer();
    if (chance(15)) who.work.young_worker_until = parse_day("2027-01-01");
    if (chance(60)) {
      who.schemes = std::vector<Scheme>{};
      for (const std::string& code : some_of(kSchemes)) who.schemes->push_back({code, "eligible", std::nullopt});
    }
    if (chance(60)) {
      who.languages = std::vector<LanguageLevel>{};
      for (const std::string& code : some_of<std::string>({"fr", "en", "ar"}))
        who.languages->push_back({code, one_of(kLevels)});
    }
    if (chance(60)) {
      who.diplomas = std::vector<Diploma>{};
      for (const std::string& label : some_of(kDiplomas))
        who.diplomas->push_back({chance(80) ? std::optional<int>(3 + below(4)) : std::nullopt, label});
    }
    if (chance(60)) who.certificates = some_of(kCertificates);
    if (chance(60)) {
      who.experiences = std::vector<Experience>{};
      for (const std::string& title : some_of<std::string>({"cuisinier", "vendeur"})) {
        Experience experience;
        experience.title = title;
        if (chance(80)) experience.months = below(60);
        who.experiences->push_back(experience);
      }
    }
    if (chance(40)) who.wishes.contracts = {{one_of<std::string>({"CDD", "MIS", "CDI"}), Preference::refuse}};
    return who;
  }

  std::vector<Requirement> requirements(std::vector<Strictness> among) {
    using enum RequirementKind;
    std::vector<Requirement> asked;
    const auto add = [&](RequirementKind kind, const std::vector<std::string>& values, int percent) {
      if (chance(percent)) asked.push_back(requirement(kind, one_of(values), one_of(among)));
    };
    add(licence, kLicences, 20);
    add(vehicle, {"own car", "own means"}, 15);
    add(certificate, kCertificates, 15);
    add(diploma, kDiplomas, 15);
    add(diploma, {"Bac", "Bac+2"}, 5);
    add(experience, {"1y", "6m", "unspecified"}, 20);
    add(hours, {"night", "weekend", "saturday", "sunday", "split", "early", "evening", "2x8", "3x8"}, 35);
    add(hours, {"20h", "28h", "35h"}, 30);
    add(full_time, {"yes", "no 24h", "no 30h"}, 20);
    add(language_fr, kLevels, 20);
    add(language_en, {"B1", "unspecified", "fluent"}, 10);
    add(language_other, {"arabe"}, 5);
    add(lifting, {"25kg", "10kg", "heavy", "unspecified"}, 20);
    add(standing, {"yes"}, 15);
    add(heights, {"yes"}, 10);
    add(cold, {"yes"}, 10);
    add(dust_chemicals, {"yes"}, 10);
    add(travel, {"national", "regional"}, 10);
    add(scheme, kSchemes, 10);
    add(age, {"18"}, 10);
    return asked;
  }

  Offer an_offer() {
    Offer job = offer("O");
    if (chance(85)) job.place.insee = one_of(kPlaces);
    job.contract = one_of<ContractKind>(
        {ContractKind::unknown, ContractKind::cdi, ContractKind::cdd, ContractKind::mis, ContractKind::sai});
    if (chance(30)) job.full_time = chance(50);
    return job;
  }

  OfferUnderstanding an_understanding(const SmallWorld& world, const std::vector<Strictness>& among) {
    OfferUnderstanding understood;
    understood.requirements = requirements(among);
    understood.occupations = {
        {world.referential().occupation(one_of<std::string>({"A1101", "A1102", "C1301"})), 0.8, ""}};
    return understood;
  }

 private:
  std::vector<std::string> kPlaces{"10001", "10002", "10003", "10004", "10005"};
  std::vector<std::string> kLicences{"AM", "B", "C", "CE", "D"};
  std::vector<std::string> kLevels{"A1", "A2", "B1", "B2", "C1"};
  std::vector<std::string> kSchemes{"iae", "oeth", "alternance"};
  std::vector<std::string> kDiplomas{"CAP cuisine", "DEAS", "Bac pro commerce"};
  std::vector<std::string> kCertificates{"CACES R489 3", "CACES R489", "FIMO", "SST"};
  std::mt19937_64 engine_;
};

const std::vector<Strictness> kAnyStrictness{Strictness::must, Strictness::must, Strictness::unclear, Strictness::wish,
                                             Strictness::none};

PersonUnderstanding understood_by_titles(const Person& who, const SmallWorld& world) {
  PersonUnderstanding understood;
  for (std::size_t row = 0; who.experiences && row < who.experiences->size(); ++row) {
    const Experience& experience = who.experiences->at(row);
    understood.experienced.push_back(
        {world.referential().occupation(experience.title == "cuisinier" ? "A1101" : "C1301"), 0.9, experience.months,
         experience.title, row});
  }
  return understood;
}

using Change = std::function<void(Person&)>;

/// Checks that the change never turns an offer that was possible into an excluded one, on many pairs, and that the
/// draw holds enough pairs of both kinds to tell.
void expect_never_fewer(const char* what, std::uint64_t seed, const Change& change) {
  SmallWorld world;
  Draw draw(seed);
  int eligible = 0;
  int opened = 0;
  // Compilers draw in different orders: what opens seldom is looked for a little longer.
  for (int pair = 0; pair < kPairs || (opened == 0 && pair < 20 * kPairs); ++pair) {
    const Person before = draw.a_person();
    Person after = before;
    change(after);
    const OfferConditions job = world.conditions(draw.an_offer(), draw.an_understanding(world, kAnyStrictness));
    const RuleSet failed_before =
        failed_rules(world.limits(before, understood_by_titles(before, world)), job, world.monday());
    const RuleSet failed_after =
        failed_rules(world.limits(after, understood_by_titles(after, world)), job, world.monday());
    eligible += failed_before.empty() ? 1 : 0;
    opened += !failed_before.empty() && failed_after.empty() ? 1 : 0;
    if (failed_before.empty() && !failed_after.empty()) {
      FAIL() << what << ", pair " << pair << ": newly fails " << to_string(failed_after.first());
    }
  }
  EXPECT_GT(eligible, kPairs / 50) << what;
  EXPECT_GT(opened, 0) << what << " opens nothing at all: the draw tells nothing";
}

TEST(Unknown, ForgettingAFieldNeverExcludes) {
  const std::vector<std::pair<const char*, Change>> forgettings{
      {"home", [](Person& who) { who.home_insee.clear(); }},
      {"modes", [](Person& who) { who.mobility.modes.clear(); }},
      {"licences", [](Person& who) { who.mobility.licences.reset(); }},
      {"vehicle", [](Person& who) { who.mobility.vehicle = Answer::unknown; }},
      {"max_minutes beside max_km",
       [](Person& who) {
         if (who.mobility.max_km) who.mobility.max_minutes.reset();
       }},
      {"max_km beside max_minutes",
       [](Person& who) {
         if (who.mobility.max_minutes) who.mobility.max_km.reset();
       }},
      {"max_hours", [](Person& who) { who.availability.max_hours_per_week.reset(); }},
      {"slots", [](Person& who) { who.availability.slots.clear(); }},
      {"nights", [](Person& who) { who.availability.nights = Answer::unknown; }},
      {"weekends", [](Person& who) { who.availability.weekends = Answer::unknown; }},
      {"max_lifting_kg", [](Person& who) { who.limits.max_lifting_kg.reset(); }},
      {"standing_long", [](Person& who) { who.limits.standing_long = Answer::unknown; }},
      {"heights", [](Person& who) { who.limits.heights = Answer::unknown; }},
      {"cold", [](Person& who) { who.limits.cold = Answer::unknown; }},
      {"dust_chemicals", [](Person& who) { who.limits.dust_chemicals = Answer::unknown; }},
      {"schemes", [](Person& who) { who.schemes.reset(); }},
      {"languages", [](Person& who) { who.languages.reset(); }},
      {"diplomas", [](Person& who) { who.diplomas.reset(); }},
      {"certificates", [](Person& who) { who.certificates.reset(); }},
      {"experiences", [](Person& who) { who.experiences.reset(); }},
      {"refused contracts", [](Person& who) { who.wishes.contracts.clear(); }},
  };
  std::uint64_t seed = 1;
  for (const auto& [what, forget] : forgettings) {
    expect_never_fewer(what, seed++, forget);
  }
}

TEST(More, NeverOpensFewerOffers) {
  const std::vector<std::pair<const char*, Change>> gains{
      {"one licence more",
       [](Person& who) {
         if (who.mobility.licences) who.mobility.licences->push_back("B");
       }},
      {"one certificate more",
       [](Person& who) {
         if (who.certificates) who.certificates->push_back("CACES R489 3");
       }},
      {"one diploma more",
       [](Person& who) {
         if (who.diplomas) who.diplomas->push_back({5, "BTS"});
       }},
      {"one experience more",
       [](Person& who) {
         if (who.experiences) {
           who.experiences->emplace_back();
           who.experiences->back().title = "cuisinier";
           who.experiences->back().months = 48;
         }
       }},
      {"twice the kilometres",
       [](Person& who) {
         if (who.mobility.max_km) *who.mobility.max_km *= 2;
       }},
      {"twice the minutes",
       [](Person& who) {
         if (who.mobility.max_minutes) *who.mobility.max_minutes *= 2;
       }},
      {"one mode more",
       [](Person& who) {
         if (!who.mobility.modes.empty()) who.mobility.modes.push_back(TravelMode::car);
       }},
      {"longer weeks",
       [](Person& who) {
         if (who.availability.max_hours_per_week) *who.availability.max_hours_per_week += 10;
       }},
  };
  std::uint64_t seed = 100;
  for (const auto& [what, gain] : gains) {
    expect_never_fewer(what, seed++, gain);
  }
}

TEST(WishesAndDoubts, OfAnOfferNeverExclude) {
  SmallWorld world;
  Draw draw(7);
  for (int pair = 0; pair < kPairs; ++pair) {
    const Person who = draw.a_person();
    const PersonLimits limits = world.limits(who, understood_by_titles(who, world));
    const Offer job = draw.an_offer();
    OfferUnderstanding doubts = draw.an_understanding(world, {Strictness::unclear, Strictness::wish, Strictness::none});
    const OfferConditions with = world.conditions(job, doubts);
    doubts.requirements.clear();
    const OfferConditions without = world.conditions(job, doubts);
    for (std::size_t row = 0; row < kRuleCount; ++row) {
      const auto rule = static_cast<Rule>(row);
      if (answer(rule, limits, with, world.monday()) == Answer::no) {
        EXPECT_EQ(answer(rule, limits, without, world.monday()), Answer::no) << to_string(rule) << " of pair " << pair;
      }
    }
  }
}

TEST(FailedRules, AreTheRulesAnsweredNo) {
  SmallWorld world;
  Draw draw(8);
  int out_of_reach = 0;
  for (int pair = 0; pair < kPairs; ++pair) {
    const Person who = draw.a_person();
    const PersonLimits limits = world.limits(who, understood_by_titles(who, world));
    const OfferConditions job = world.conditions(draw.an_offer(), draw.an_understanding(world, kAnyStrictness));
    const RuleSet failed = failed_rules(limits, job, world.monday());
    RuleSet all;
    for (std::size_t row = 0; row < kRuleCount; ++row) {
      if (answer(static_cast<Rule>(row), limits, job, world.monday()) == Answer::no) {
        all.add(static_cast<Rule>(row));
      }
    }
    EXPECT_EQ(failed.empty(), all.empty());
    if (!all.empty()) {
      EXPECT_EQ(failed.first(), all.first());
      if (!all.has(Rule::distance) && (!all.has(Rule::travel_time) || a_car_would_do(limits, job))) {
        EXPECT_EQ(failed, all);
      }
      out_of_reach += all.first() <= Rule::travel_time ? 1 : 0;
    }
  }
  EXPECT_GT(out_of_reach, 100);
}

TEST(ACarWouldDo, OnlyWhereItArrivesInTimeAndOthersDoNot) {
  SmallWorld world;
  Person who = person("P");
  who.home_insee = "10001";
  who.mobility.modes = {TravelMode::walk};
  who.mobility.max_minutes = 45;
  const auto job_at = [&world](const char* place) {
    Offer job = offer("O");
    job.place.insee = place;
    return world.conditions(job);
  };
  EXPECT_TRUE(a_car_would_do(world.limits(who), job_at("10003")));
  EXPECT_FALSE(a_car_would_do(world.limits(who), job_at("10005")));
  EXPECT_FALSE(a_car_would_do(world.limits(who), world.conditions(offer("O"))));
  PersonUnderstanding states;
  states.limits = {{RequirementKind::travel, "national", false, "rentre tous les soirs"}};
  Offer away = offer("O");
  away.place.insee = "10003";
  EXPECT_FALSE(a_car_would_do(world.limits(who, states),
                              world.conditions(away, {requirement(RequirementKind::travel, "national")})));
}

TEST(Explanation, AgreesWithTheAnswers) {
  SmallWorld world;
  Draw draw(9);
  for (int pair = 0; pair < kPairs; ++pair) {
    const Person who = draw.a_person();
    const PersonLimits limits = world.limits(who, understood_by_titles(who, world));
    const OfferConditions job = world.conditions(draw.an_offer(), draw.an_understanding(world, kAnyStrictness));
    const Eligibility all = explain_eligibility(limits, job, world.monday(), world.vocabulary());
    for (std::size_t row = 0; row < kRuleCount; ++row) {
      const auto rule = static_cast<Rule>(row);
      EXPECT_EQ(all.at(row).rule, rule);
      EXPECT_EQ(all.at(row).answer, answer(rule, limits, job, world.monday())) << to_string(rule);
      if (all.at(row).answer == Answer::no) {
        EXPECT_TRUE(all.at(row).matters) << to_string(rule) << ": what excludes is told";
      }
    }
  }
}

}  // namespace
}  // namespace passerelle
