#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"

namespace passerelle {

/// An occupation's row in the referential, in the order of codes.
using OccupationIndex = StrongId<struct OccupationIndexTag>;
/// A skill's row in the referential, in the order of codes.
using SkillIndex = StrongId<struct SkillIndexTag>;

enum class SkillKind : std::uint8_t { skill, knowledge, soft };
enum class SkillImportance : std::uint8_t { other, core, emergent };
enum class TitleKind : std::uint8_t { label, title, everyday };

/// A skill asked by an occupation.
struct OccupationSkill {
  std::uint32_t skill = 0;  ///< row of the skill
  SkillImportance importance = SkillImportance::other;
};

/// What a referential is built from, before it is compiled. Rows may come in any order; codes must be unique.
struct ReferentialSource {
  struct Occupation {
    std::string code;    ///< five characters: M1805
    std::string parent;  ///< code of the former generation (532); its own code when it has none
    std::string label;   ///< "Cuisinier / Cuisinière"
    std::string definition;
    bool regulated = false;
    std::optional<int> access = std::nullopt;  ///< see `Referential::access`
  };
  struct Title {
    std::string occupation;
    std::string text;  ///< as written, "Masculin / Féminin"
    TitleKind kind = TitleKind::title;
    std::string code;  ///< code of the appellation; may be empty
  };
  struct Skill {
    std::string code;
    std::string label;
    SkillKind kind = SkillKind::skill;
  };
  struct Link {
    std::string occupation;
    std::string skill;
    SkillImportance importance = SkillImportance::other;
  };
  struct Mobility {
    std::string occupation;
    std::string target;
    int rank = 0;  ///< 1 is nearest
  };
  struct Context {
    std::string code;
    std::string label;
    std::string type;
  };
  struct ContextLink {
    std::string occupation;
    std::string context;
  };
  std::string name;  ///< "ROME 4.0 v460", "Passerelle starter 1"
  std::vector<Occupation> occupations;
  std::vector<Title> titles;
  std::vector<Skill> skills;
  std::vector<Link> links;
  std::vector<Mobility> mobilities;
  std::vector<Context> contexts;
  std::vector<ContextLink> context_links;
  /// What was set aside while reading, counted by table: for the operator, never compiled.
  std::vector<std::string> warnings;
};

/// Reads the official ROME 4.x CSV files (any version number in their names; the highest when there are several) or
/// our own TSV files, told apart by the names found. Errors name the file, line and column. In the official files, rows
/// that cannot be linked are left out and counted in `warnings`; in ours they are errors.
Result<ReferentialSource> read_referential_source(const std::filesystem::path& directory);

/// Writes the mapped artefact: the same bytes whatever the order of the rows. A link to an unknown code is an error,
/// and so are a code given twice and a missing label. A link given twice counts once, at its most important.
Result<Done> compile_referential(const ReferentialSource& source, const std::filesystem::path& file);

/// Occupations, their titles, skills and neighbours, mapped from a compiled file. Immutable, thread-safe.
/// Views borrow from it.
class Referential {
 public:
  static Result<Referential> open(const std::filesystem::path& file);

  Referential(Referential&&) noexcept;
  Referential& operator=(Referential&&) noexcept;
  ~Referential();

  [[nodiscard]] std::string_view identity() const;

  [[nodiscard]] std::size_t occupation_count() const;
  [[nodiscard]] std::string_view code(OccupationIndex occupation) const;
  [[nodiscard]] std::string_view label(OccupationIndex occupation) const;
  [[nodiscard]] std::string_view parent(OccupationIndex occupation) const;
  [[nodiscard]] std::string_view definition(OccupationIndex occupation) const;
  [[nodiscard]] bool regulated(OccupationIndex occupation) const;
  /// The lowest level of diploma that opens the occupation, as `access_level`: 0 for none; nothing when not told.
  [[nodiscard]] std::optional<int> access(OccupationIndex occupation) const;
  /// By code of this generation; nothing when unknown.
  [[nodiscard]] std::optional<OccupationIndex> find_occupation(std::string_view code) const;
  /// Occupations of either generation's code: the one itself and, for a former code, all that descend from it,
  /// in the order of codes. The occupation with the code itself counts as one of its former family.
  [[nodiscard]] std::vector<OccupationIndex> family(std::string_view code) const;

  /// Titles of an occupation as written, its label first.
  [[nodiscard]] std::size_t title_count(OccupationIndex occupation) const;
  [[nodiscard]] std::string_view title(OccupationIndex occupation, std::size_t position) const;
  [[nodiscard]] TitleKind title_kind(OccupationIndex occupation, std::size_t position) const;
  [[nodiscard]] std::string_view title_code(OccupationIndex occupation, std::size_t position) const;

  [[nodiscard]] std::size_t skill_count() const;
  [[nodiscard]] std::string_view skill_code(SkillIndex skill) const;
  [[nodiscard]] std::string_view skill_label(SkillIndex skill) const;
  [[nodiscard]] SkillKind skill_kind(SkillIndex skill) const;
  [[nodiscard]] std::optional<SkillIndex> find_skill(std::string_view code) const;
  /// Skills of an occupation, core first, then in the order of codes.
  [[nodiscard]] std::span<const OccupationSkill> skills_of(OccupationIndex occupation) const;
  /// Occupations that ask for the skill, in the order of codes (rows).
  [[nodiscard]] std::span<const std::uint32_t> occupations_with(SkillIndex skill) const;

  /// Near occupations (rows), nearest first.
  [[nodiscard]] std::span<const std::uint32_t> near(OccupationIndex occupation) const;
  /// Labels of the occupation's work contexts ("Travail de nuit").
  [[nodiscard]] std::vector<std::string_view> contexts(OccupationIndex occupation) const;

 private:
  struct Content;
  explicit Referential(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
