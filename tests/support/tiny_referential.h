#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "taxonomy/referential.h"
#include "tests/support/temporary_directory.h"

namespace passerelle::support {

/// Six occupations of four families and eight skills, invented for tests:
///
/// | code  | family | label                | core skills        | near         |
/// |-------|--------|----------------------|--------------------|--------------|
/// | A1101 | A1101  | Cuisinier            | couper cuire servir | A1102, B1201 |
/// | A1102 | A1101  | Aide de cuisine      | couper laver       | A1101        |
/// | B1201 | B1201  | Serveur              | servir accueillir encaisser | C1301 |
/// | C1301 | C1301  | Vendeur              | accueillir encaisser |            |
/// | D1401 | D1401  | Agent de propreté    | laver              |              |
/// | D1402 | D1401  | Agent de blanchisserie | laver            |              |
class TinyReferential {
 public:
  /// `access`: levels of diploma that open some of the occupations, by code; nothing is told of the others.
  explicit TinyReferential(const std::map<std::string, int>& access = {})
      : referential_(open(folder_.path() / "referential.bin", access)) {}

  [[nodiscard]] const Referential& operator*() const { return referential_; }
  [[nodiscard]] const Referential* operator->() const { return &referential_; }

  [[nodiscard]] OccupationIndex occupation(std::string_view code) const {
    return referential_.find_occupation(code).value();
  }
  [[nodiscard]] SkillIndex skill(std::string_view code) const { return referential_.find_skill(code).value(); }

 private:
  static Referential open(const std::filesystem::path& file, const std::map<std::string, int>& access) {
    ReferentialSource source;
    source.name = "essai";
    const auto occupation = [&](const char* code, const char* parent, const char* label) {
      source.occupations.push_back({code, parent, label, "", false});
      if (const auto told = access.find(code); told != access.end()) {
        source.occupations.back().access = told->second;
      }
    };
    occupation("A1101", "A1101", "Cuisinier / Cuisinière");
    occupation("A1102", "A1101", "Aide de cuisine");
    occupation("B1201", "B1201", "Serveur / Serveuse");
    occupation("C1301", "C1301", "Vendeur / Vendeuse");
    occupation("D1401", "D1401", "Agent / Agente de propreté");
    occupation("D1402", "D1401", "Agent / Agente de blanchisserie");
    const auto skill = [&source](const char* code, const char* label, SkillKind kind = SkillKind::skill) {
      source.skills.push_back({code, label, kind});
    };
    skill("accueillir", "Accueillir les clients");
    skill("couper", "Couper des légumes");
    skill("cuire", "Cuire des plats");
    skill("encaisser", "Encaisser");
    skill("equipe", "Travailler en équipe", SkillKind::soft);
    skill("laver", "Laver et nettoyer");
    skill("ponctuel", "Être ponctuel", SkillKind::soft);
    skill("servir", "Servir à table");
    const auto asks = [&source](const char* code, std::initializer_list<const char*> core) {
      for (const char* asked : core) {
        source.links.push_back({code, asked, SkillImportance::core});
      }
    };
    asks("A1101", {"couper", "cuire", "servir"});
    asks("A1102", {"couper", "laver"});
    asks("B1201", {"servir", "accueillir", "encaisser"});
    asks("C1301", {"accueillir", "encaisser"});
    asks("D1401", {"laver"});
    asks("D1402", {"laver"});
    source.mobilities = {{"A1101", "A1102", 1}, {"A1101", "B1201", 2}, {"A1102", "A1101", 1}, {"B1201", "C1301", 1}};
    if (const Result<Done> compiled = compile_referential(source, file); !compiled) {
      throw std::runtime_error(compiled.error().message);
    }
    Result<Referential> referential = Referential::open(file);
    if (!referential) {
      throw std::runtime_error(referential.error().message);
    }
    return std::move(referential).value();
  }

  TemporaryDirectory folder_;
  Referential referential_;
};

}  // namespace passerelle::support
