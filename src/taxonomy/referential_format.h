#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "taxonomy/referential.h"

/// How a referential lies in its artefact: what `compile_referential` writes and `Referential` maps. A table of lists
/// is two sections: `<name>_begin` holds where each owner's list begins, one more entry for the end.
namespace passerelle::referential_format {

inline constexpr std::string_view kKind = "referential";
inline constexpr std::uint32_t kFormat = 2;

/// Stands for an occupation whose access is not told.
inline constexpr std::uint32_t kAccessUnknown = 9;

/// A piece of the section `strings`.
struct Text {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

struct OccupationRow {
  Text code;
  Text parent;
  Text label;
  Text definition;
  std::uint32_t regulated = 0;            ///< 0 or 1
  std::uint32_t access = kAccessUnknown;  ///< level of diploma, 0 for none
};

struct TitleRow {
  Text text;
  Text code;
  std::uint32_t kind = 0;  ///< a `TitleKind`
};

struct SkillRow {
  Text code;
  Text label;
  std::uint32_t kind = 0;  ///< a `SkillKind`
};

struct ContextRow {
  Text code;
  Text label;
  Text type;
};

/// An `OccupationSkill` as written: its unused bytes are zeros, so that the same content gives the same file.
struct LinkRow {
  std::uint32_t skill = 0;
  std::uint32_t importance = 0;  ///< a `SkillImportance`; little-endian puts it in the first byte
};
static_assert(sizeof(LinkRow) == sizeof(OccupationSkill) && offsetof(OccupationSkill, skill) == 0 &&
              offsetof(OccupationSkill, importance) == offsetof(LinkRow, importance));

inline constexpr std::string_view kStrings = "strings";
inline constexpr std::string_view kOccupations = "occupations";          ///< by code
inline constexpr std::string_view kByParent = "by_parent";               ///< rows of occupations, by (parent, code)
inline constexpr std::string_view kTitles = "titles";                    ///< lists of TitleRow by occupation
inline constexpr std::string_view kSkills = "skills";                    ///< by code
inline constexpr std::string_view kLinks = "links";                      ///< lists of LinkRow by occupation
inline constexpr std::string_view kSkillOccupations = "skill_users";     ///< lists of rows of occupations by skill
inline constexpr std::string_view kNear = "near";                        ///< lists of rows of occupations
inline constexpr std::string_view kContexts = "contexts";                ///< by code
inline constexpr std::string_view kOccupationContexts = "work_context";  ///< lists of rows of contexts by occupation

}  // namespace passerelle::referential_format
