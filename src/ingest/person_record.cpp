#include "ingest/person_record.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/field_reader.h"
#include "ingest/offer_parts.h"
#include "ingest/person_background.h"

namespace passerelle {
namespace {

/// Minutes after midnight of "09:15"; 24:00 is the end of the day.
std::optional<int> minute_of_day(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon > 2 || text.size() != colon + 3) {
    return std::nullopt;
  }
  int hours = 0;
  int minutes = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (index == colon) {
      continue;
    }
    if (text[index] < '0' || text[index] > '9') {
      return std::nullopt;
    }
    int& part = index < colon ? hours : minutes;
    part = part * 10 + (text[index] - '0');
  }
  constexpr int kMinutesPerDay = 24 * 60;
  const int minute = hours * 60 + minutes;
  return minutes < 60 && minute <= kMinutesPerDay ? std::optional(minute) : std::nullopt;
}

/// The reader of one person.
class PersonRecord {
 public:
  PersonRecord(JsonView record, RecordNotes& notes) : record_(record), fields_(notes) {}

  ReadPerson read() {
    fields_.object(
        record_, "",
        {"id", "referents", "accompaniment", "home", "mobility", "availability", "limits", "work", "schemes",
         "languages", "diplomas", "certificates", "experiences", "skills", "soft_skills", "wishes", "text", "contact"});
    const std::string id = record_["id"].text();
    if (std::string problem = problem_of_id(id); !problem.empty()) {
      return {std::nullopt, {{"id", std::move(problem)}}};
    }
    person_.id = PersonId(id);
    read_accompaniment();
    read_work();
    if (law_in_doubt_) {
      // Who may be shown offers is a matter of law: a guess would be worse than a person without a list.
      return {std::nullopt, std::move(fields_.problems())};
    }
    read_referents();
    read_home();
    read_mobility();
    read_availability();
    read_limits();
    read_background(record_, fields_, person_);
    person_.text = fields_.text(record_["text"], "text");
    return {std::move(person_), std::move(fields_.problems())};
  }

 private:
  void read_accompaniment() {
    const std::size_t before = fields_.problems().size();
    const JsonView written =
        fields_.object(record_["accompaniment"], "accompaniment", {"status", "from", "until", "last_contact"});
    Accompaniment& accompaniment = person_.accompaniment;
    if (const std::string status = fields_.text(written["status"], "accompaniment.status"); !status.empty()) {
      const auto known = parse_accompaniment_status(status);
      accompaniment.status = known.value_or(AccompanimentStatus::left);
      if (!known) {
        fields_.problem("accompaniment.status",
                        in_quotes(status) + " : attendu active, paused, immersion, employed ou left");
      }
    }
    law_in_doubt_ = law_in_doubt_ || fields_.problems().size() > before;
    accompaniment.from = fields_.day(written["from"], "accompaniment.from");
    accompaniment.until = fields_.day(written["until"], "accompaniment.until");
    accompaniment.last_contact = fields_.day(written["last_contact"], "accompaniment.last_contact");
  }

  void read_work() {
    const std::size_t before = fields_.problems().size();
    const JsonView written =
        fields_.object(record_["work"], "work", {"authorised", "authorised_until", "young_worker_until"});
    const std::string word = fields_.text(written["authorised"], "work.authorised");
    if (word == "ask") {
      person_.work.authorised = WorkAuthorisation::ask;
    } else if (const std::optional<bool> known = written["authorised"].boolean()) {
      person_.work.authorised = *known ? WorkAuthorisation::yes : WorkAuthorisation::no;
    } else if (!word.empty() && word != "unknown") {
      fields_.problem("work.authorised", in_quotes(word) + " : attendu yes, no ou ask");
    }
    person_.work.authorised_until = fields_.day(written["authorised_until"], "work.authorised_until");
    person_.work.young_worker_until = fields_.day(written["young_worker_until"], "work.young_worker_until");
    law_in_doubt_ = law_in_doubt_ || fields_.problems().size() > before;
  }

  void read_referents() {
    const auto list = fields_.list(record_["referents"], "referents");
    for (std::size_t index = 0; list && index < list->size(); ++index) {
      const std::string path = element("referents", index);
      const JsonView written = fields_.object((*list)[index], path, {"id", "role"});
      const std::string id = written["id"].text();
      if (std::string problem = problem_of_id(id); !problem.empty()) {
        if (written.is_object()) {
          fields_.problem(path + ".id", std::move(problem));
        }
        continue;
      }
      std::string role = fields_.text(written["role"], path + ".role");
      constexpr std::array<std::string_view, 4> kRoles{"", "employment", "social", "training"};
      if (!is_one_of(role, kRoles)) {
        fields_.problem(path + ".role", in_quotes(role) + " : attendu employment, social ou training");
        role.clear();
      }
      person_.referents.push_back({ReferentId(id), std::move(role)});
    }
  }

  void read_home() {
    // Not quoted: people write whole addresses into these fields.
    const JsonView home = fields_.object(record_["home"], "home", {"insee", "postal_code"});
    fields_.text(home["insee"], "home.insee");
    fields_.text(home["postal_code"], "home.postal_code");
    if (std::string code = upper_ascii(five_digits(home["insee"])); !code.empty()) {
      if (is_insee_code(code)) {
        person_.home_insee = std::move(code);
      } else {
        fields_.problem("home.insee", "un code de cinq caractères comme 45234 est attendu");
      }
    }
    if (std::string code = five_digits(home["postal_code"]); !code.empty()) {
      if (is_postal_code(code)) {
        person_.home_postal_code = std::move(code);
      } else {
        fields_.problem("home.postal_code", "cinq chiffres comme 45000 sont attendus");
      }
    }
  }

  void read_mobility() {
    const JsonView written =
        fields_.object(record_["mobility"], "mobility", {"modes", "licences", "vehicle", "max_minutes", "max_km"});
    Mobility& mobility = person_.mobility;
    std::vector<TravelMode> modes;
    for (const std::string& name :
         fields_.words(written["modes"], "mobility.modes").value_or(std::vector<std::string>{})) {
      const auto mode = parse_travel_mode(name);
      if (!mode) {
        fields_.problem("mobility.modes", in_quotes(name) + " : attendu walk, bike, public_transport, moped ou car");
        modes.clear();
        break;
      }
      modes.push_back(*mode);
    }
    mobility.modes = std::move(modes);
    mobility.licences = licences(fields_.words(written["licences"], "mobility.licences"));
    mobility.vehicle = fields_.answer(written["vehicle"], "mobility.vehicle");
    constexpr int kMaxMinutes = 24 * 60;
    constexpr double kMaxKm = 20'000;
    mobility.max_minutes = fields_.integer(written["max_minutes"], "mobility.max_minutes", 0, kMaxMinutes);
    mobility.max_km = fields_.number(written["max_km"], "mobility.max_km", 0, kMaxKm);
  }

  std::optional<std::vector<std::string>> licences(std::optional<std::vector<std::string>> given) {
    constexpr std::array<std::string_view, 16> kLicences{"AM", "A1", "A2", "A",  "B1", "B",   "B96", "BE",
                                                         "C1", "C",  "CE", "D1", "D",  "C1E", "D1E", "DE"};
    for (std::size_t index = 0; given && index < given->size(); ++index) {
      std::string& licence = (*given)[index];
      licence = upper_ascii(std::move(licence));
      // The old names, still on licences in use.
      if (licence == "EB" || licence == "EC" || licence == "ED") {
        licence = std::string(1, licence[1]) + 'E';
      }
      if (!is_one_of(licence, kLicences)) {
        fields_.problem("mobility.licences", in_quotes(licence) + " : permis inconnu");
        return std::nullopt;
      }
    }
    return given;
  }

  void read_availability() {
    const JsonView written = fields_.object(record_["availability"], "availability",
                                            {"from", "hours_per_week", "slots", "nights", "weekends"});
    Availability& availability = person_.availability;
    availability.from = fields_.day(written["from"], "availability.from");
    const std::string path = "availability.hours_per_week";
    const JsonView hours = fields_.object(written["hours_per_week"], path, {"min", "max"});
    constexpr double kMaxHours = 80;
    availability.min_hours_per_week = fields_.number(hours["min"], path + ".min", 0, kMaxHours);
    availability.max_hours_per_week = fields_.number(hours["max"], path + ".max", 0, kMaxHours);
    if (availability.min_hours_per_week && availability.max_hours_per_week &&
        *availability.min_hours_per_week > *availability.max_hours_per_week) {
      fields_.problem(path, "le minimum dépasse le maximum");
      availability.min_hours_per_week.reset();
      availability.max_hours_per_week.reset();
    }
    availability.slots = slots(written["slots"]);
    availability.nights = fields_.answer(written["nights"], "availability.nights");
    availability.weekends = fields_.answer(written["weekends"], "availability.weekends");
  }

  /// A slot left out would make the others look complete: one bad slot makes all of them unknown.
  std::vector<TimeSlot> slots(JsonView value) {
    std::vector<TimeSlot> slots;
    const auto list = fields_.list(value, "availability.slots");
    for (std::size_t index = 0; list && index < list->size(); ++index) {
      const std::string path = element("availability.slots", index);
      const std::size_t before = fields_.problems().size();
      const JsonView written = fields_.object((*list)[index], path, {"days", "from", "to"});
      const auto from = minute_of_day(written["from"].text());
      const auto until = minute_of_day(written["to"].text());
      const std::uint8_t days = days_of(written["days"], path + ".days");
      if (fields_.problems().size() == before) {
        if (!from || !until) {
          fields_.problem(path, "des heures comme 09:15 sont attendues");
        } else if (*until <= *from) {
          fields_.problem(path, "la fin doit venir après le début ; couper à minuit un horaire de nuit");
        } else if (days == 0) {
          fields_.problem(path + ".days", "au moins un jour est attendu");
        }
      }
      if (fields_.problems().size() != before) {
        return {};
      }
      slots.push_back({days, *from, *until});
    }
    return slots;
  }

  std::uint8_t days_of(JsonView value, const std::string& path) {
    constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    unsigned days = 0;
    for (const std::string& name : fields_.words(value, path).value_or(std::vector<std::string>{})) {
      const auto day = static_cast<unsigned>(std::ranges::find(kDays, name) - kDays.begin());
      if (day == kDays.size()) {
        fields_.problem(path, in_quotes(name) + " : attendu mon, tue, wed, thu, fri, sat ou sun");
        return 0;
      }
      days |= 1U << day;
    }
    return static_cast<std::uint8_t>(days);
  }

  void read_limits() {
    const JsonView written = fields_.object(record_["limits"], "limits",
                                            {"max_lifting_kg", "standing_long", "heights", "cold", "dust_chemicals"});
    constexpr double kMaxKg = 200;
    person_.limits.max_lifting_kg = fields_.number(written["max_lifting_kg"], "limits.max_lifting_kg", 0, kMaxKg);
    person_.limits.standing_long = fields_.answer(written["standing_long"], "limits.standing_long");
    person_.limits.heights = fields_.answer(written["heights"], "limits.heights");
    person_.limits.cold = fields_.answer(written["cold"], "limits.cold");
    person_.limits.dust_chemicals = fields_.answer(written["dust_chemicals"], "limits.dust_chemicals");
  }

  JsonView record_;
  FieldReader fields_;
  Person person_;
  bool law_in_doubt_ = false;
};

}  // namespace

ReadPerson read_person(JsonView record, RecordNotes& notes) {
  return PersonRecord(record, notes).read();
}

}  // namespace passerelle
