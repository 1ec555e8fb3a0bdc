#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace passerelle {

/// A limit or a requirement, three-valued: `unknown` never excludes.
enum class Answer { yes, no, unknown };

/// How strongly an offer asks for something.
enum class Strictness {
  must,     ///< demanded, read from a structured field or by a pattern of measured precision ≥ .97
  wish,     ///< welcome, "souhaité"
  none,     ///< explicitly lifted: "pas de permis exigé", "débutant accepté"
  unclear,  ///< mentioned, but not surely demanded: it asks and weighs, it never excludes
};

/// What an offer can ask for. The names in files are those of `to_string`.
enum class RequirementKind {
  licence,
  vehicle,
  certificate,
  diploma,
  experience,
  hours,
  full_time,
  language_fr,
  language_en,
  language_other,
  lifting,
  standing,
  heights,
  cold,
  heat,
  dust_chemicals,
  travel,
  contract,
  age,
  right_to_work,
  criminal_record,
  vaccination,
  scheme,
};

/// One thing an offer asks for, and the words it was read from.
struct Requirement {
  RequirementKind kind = RequirementKind::licence;
  std::string value;  ///< as in the "Requirements out" contract: `B`, `CACES R489 3`, `1y`, `night`, `25kg` …
  Strictness strictness = Strictness::unclear;
  std::string where;         ///< the words it was read from, or the name of the field
  bool replaceable = false;  ///< a diploma in whose place the text takes something else: "ou 5 ans d'expérience"

  bool operator==(const Requirement&) const = default;
};

std::string_view to_string(Answer answer);
std::string_view to_string(Strictness strictness);
std::string_view to_string(RequirementKind kind);
std::optional<Strictness> parse_strictness(std::string_view name);
std::optional<RequirementKind> parse_requirement_kind(std::string_view name);

}  // namespace passerelle
