#include "ingest/person_background.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "domain/offer.h"

namespace passerelle {
namespace {

class Background {
 public:
  Background(JsonView record, FieldReader& fields, Person& person)
      : record_(record), fields_(fields), person_(person) {}

  void read() {
    read_schemes();
    read_languages();
    read_diplomas();
    read_certificates();
    read_experiences();
    read_skills();
    read_soft_skills();
    read_wishes();
  }

 private:
  void read_schemes() {
    person_.schemes = fields_.complete<Scheme>(
        record_["schemes"], "schemes", {"code", "status", "until"}, [this](JsonView written, const std::string& path) {
          constexpr std::array<std::string_view, 4> kCodes{"iae", "oeth", "pmsmp", "alternance"};
          std::optional<Scheme> scheme;
          std::string code = fields_.text(written["code"], path + ".code");
          if (is_one_of(code, kCodes)) {
            scheme = Scheme{std::move(code), fields_.text(written["status"], path + ".status"),
                            fields_.day(written["until"], path + ".until")};
          } else {
            fields_.problem(path + ".code", in_quotes(code) + " : attendu iae, oeth, pmsmp ou alternance");
          }
          return scheme;
        });
  }

  void read_languages() {
    person_.languages = fields_.complete<LanguageLevel>(
        record_["languages"], "languages", {"code", "cefr"}, [this](JsonView written, const std::string& path) {
          constexpr std::array<std::string_view, 7> kLevels{"", "A1", "A2", "B1", "B2", "C1", "C2"};
          std::optional<LanguageLevel> language;
          std::string code = lower_ascii(fields_.text(written["code"], path + ".code"));
          const bool is_code = (code.size() == 2 || code.size() == 3) &&
                               std::ranges::all_of(code, [](char byte) { return byte >= 'a' && byte <= 'z'; });
          if (!is_code) {
            fields_.problem(path + ".code", in_quotes(code) + " : un code comme fr ou ar est attendu");
            return language;
          }
          std::string level = upper_ascii(fields_.text(written["cefr"], path + ".cefr"));
          if (!is_one_of(level, kLevels)) {
            fields_.problem(path + ".cefr", in_quotes(level) + " : un niveau de A1 à C2 est attendu");
            level.clear();
          }
          language = LanguageLevel{std::move(code), std::move(level)};
          return language;
        });
  }

  void read_diplomas() {
    person_.diplomas = fields_.complete<Diploma>(
        record_["diplomas"], "diplomas", {"level", "label"}, [this](JsonView written, const std::string& path) {
          constexpr int kHighest = 8;
          return std::optional(Diploma{fields_.integer(written["level"], path + ".level", 1, kHighest),
                                       fields_.text(written["label"], path + ".label")});
        });
  }

  void read_certificates() { person_.certificates = fields_.words(record_["certificates"], "certificates"); }

  void read_experiences() {
    person_.experiences = fields_.complete<Experience>(
        record_["experiences"], "experiences", {"title", "text", "months", "last_year", "country", "informal"},
        [this](JsonView written, const std::string& path) {
          constexpr int kMaxMonths = 70 * 12;
          Experience experience;
          experience.title = fields_.text(written["title"], path + ".title");
          experience.text = fields_.text(written["text"], path + ".text");
          experience.months = fields_.integer(written["months"], path + ".months", 0, kMaxMonths);
          experience.last_year = fields_.integer(written["last_year"], path + ".last_year", 1950, 2100);
          experience.country = fields_.text(written["country"], path + ".country");
          experience.informal = fields_.answer(written["informal"], path + ".informal") == Answer::yes;
          return std::optional(std::move(experience));
        });
  }

  std::optional<int> rating(JsonView value, const std::string& path) {
    constexpr int kHighest = 5;
    return fields_.integer(value, path, 0, kHighest);
  }

  void read_skills() {
    const auto list = fields_.list(record_["skills"], "skills");
    for (std::size_t index = 0; list && index < list->size(); ++index) {
      const std::string path = element("skills", index);
      const JsonView written = fields_.object(
          (*list)[index], path, {"text", "rome_skill", "self", "referent", "evidence", "status", "ratings"});
      PersonSkill skill;
      skill.text = fields_.text(written["text"], path + ".text");
      skill.rome_skill = fields_.text(written["rome_skill"], path + ".rome_skill");
      if (skill.text.empty() && skill.rome_skill.empty()) {
        if (written.is_object()) {
          fields_.problem(path, "text ou rome_skill est attendu");
        }
        continue;
      }
      skill.self = rating(written["self"], path + ".self");
      skill.referent = rating(written["referent"], path + ".referent");
      if (const std::string name = fields_.text(written["evidence"], path + ".evidence"); !name.empty()) {
        const auto known = parse_evidence(name);
        skill.evidence = known.value_or(Evidence::declared);
        if (!known) {
          fields_.problem(path + ".evidence", in_quotes(name) + " : preuve inconnue");
        }
      }
      skill.status = skill_status(fields_.text(written["status"], path + ".status"), path);
      person_.skills.push_back(std::move(skill));
    }
  }

  SkillStatus skill_status(const std::string& name, const std::string& path) {
    if (name == "rejected") {
      return SkillStatus::rejected;
    }
    if (name.empty() || name == "confirmed") {
      return SkillStatus::confirmed;
    }
    if (name != "suggested") {
      fields_.problem(path + ".status", in_quotes(name) + " : attendu suggested, confirmed ou rejected");
    }
    return SkillStatus::suggested;
  }

  void read_soft_skills() {
    const auto list = fields_.list(record_["soft_skills"], "soft_skills");
    for (std::size_t index = 0; list && index < list->size(); ++index) {
      const std::string path = element("soft_skills", index);
      const JsonView written = fields_.object((*list)[index], path, {"name", "self", "referent", "ratings"});
      std::string name = fields_.text(written["name"], path + ".name");
      if (!name.empty()) {
        person_.soft_skills.push_back({std::move(name), rating(written["self"], path + ".self"),
                                       rating(written["referent"], path + ".referent")});
      } else if (written.is_object()) {
        fields_.problem(path + ".name", "un nom est attendu");
      }
    }
  }

  void read_wishes() {
    const JsonView written =
        fields_.object(record_["wishes"], "wishes", {"occupations", "avoid", "contracts", "net_monthly_min"});
    Wishes& wishes = person_.wishes;
    const auto occupations = fields_.list(written["occupations"], "wishes.occupations");
    for (std::size_t index = 0; occupations && index < occupations->size(); ++index) {
      const std::string path = element("wishes.occupations", index);
      const JsonView wish = fields_.object((*occupations)[index], path, {"text", "rome"});
      OccupationWish occupation{rome_code(wish["rome"], path), fields_.text(wish["text"], path + ".text")};
      if (!occupation.rome.empty() || !occupation.text.empty()) {
        wishes.occupations.push_back(std::move(occupation));
      }
    }
    const auto avoid = fields_.list(written["avoid"], "wishes.avoid");
    for (std::size_t index = 0; avoid && index < avoid->size(); ++index) {
      const std::string path = element("wishes.avoid", index);
      const JsonView wish = fields_.object((*avoid)[index], path, {"text", "rome", "employer", "place"});
      Avoidance avoidance{fields_.text(wish["text"], path + ".text"), rome_code(wish["rome"], path),
                          fields_.text(wish["employer"], path + ".employer"),
                          fields_.text(wish["place"], path + ".place")};
      if (!(avoidance.text + avoidance.rome + avoidance.employer + avoidance.place).empty()) {
        wishes.avoid.push_back(std::move(avoidance));
      }
    }
    read_contracts(written["contracts"]);
    constexpr double kMaxEuros = 20'000;
    wishes.net_monthly_min = fields_.number(written["net_monthly_min"], "wishes.net_monthly_min", 0, kMaxEuros);
  }

  std::string rome_code(JsonView value, const std::string& path) {
    std::string code = upper_ascii(fields_.text(value, path + ".rome"));
    if (!code.empty() && !is_rome_code(code)) {
      fields_.problem(path + ".rome", in_quotes(code) + " : un code comme G1602 est attendu");
      code.clear();
    }
    return code;
  }

  void read_contracts(JsonView value) {
    const std::string path = "wishes.contracts";
    if (!value.is_null() && !value.is_object()) {
      fields_.problem(path, "un objet { … } est attendu");
    }
    std::vector<ContractPreference> preferences;
    value.for_each_member([&](std::string_view name, JsonView written) {
      const std::string code = upper_ascii(std::string(name));
      const std::string word = fields_.text(written, path + '.' + code);
      if (word.empty()) {
        return;
      }
      const auto preference = parse_preference(word);
      if (parse_contract_kind(code) == ContractKind::other) {
        fields_.problem(path, in_quotes(code) + " : contrat inconnu");
      } else if (!preference) {
        fields_.problem(path + '.' + code, in_quotes(word) + " : attendu prefer, accept, avoid ou refuse");
      } else {
        preferences.push_back({code, *preference});
      }
    });
    // The order of keys in an object says nothing: two files that say the same give the same person.
    std::ranges::sort(preferences, {}, &ContractPreference::contract);
    person_.wishes.contracts = std::move(preferences);
  }

  JsonView record_;
  FieldReader& fields_;
  Person& person_;
};

}  // namespace

void read_background(JsonView record, FieldReader& fields, Person& person) {
  Background(record, fields, person).read();
}

}  // namespace passerelle
