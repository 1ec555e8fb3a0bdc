#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/requirement.h"
#include "normalise/text.h"

namespace passerelle::reading {

/// What the law calls full time, in hours a week.
constexpr int kFullTimeHours = 35;

/// What a clause may speak of, as bits: only the readers of these themes look at it.
enum Theme : std::uint32_t {
  kThemeLicence = 1U << 0U,
  kThemeVehicle = 1U << 1U,
  kThemeCertificate = 1U << 2U,
  kThemeDiploma = 1U << 3U,
  kThemeExperience = 1U << 4U,
  kThemeHours = 1U << 5U,
  kThemeClock = 1U << 6U,
  kThemeLanguage = 1U << 7U,
  kThemePhysical = 1U << 8U,
  kThemeTravel = 1U << 9U,
  kThemePerson = 1U << 10U,
  kThemeHeading = 1U << 11U,
  kThemeDays = 1U << 12U,
  kThemeWeek = 1U << 13U,
};

/// What a word does to the strictness of what stands near it.
enum class CueKind : std::uint8_t {
  wish_after,   ///< "souhaité", "un plus": welcomes what stands before it
  wish_before,  ///< "idéalement": welcomes what follows
  must_after,   ///< "exigé", "obligatoire": demands what stands before it
  must_before,  ///< "titulaire", "vous possédez": demands what follows
  minimum,      ///< "minimum", "au moins": demands when nothing else is said
  negation,     ///< "pas", "sans", "aucun", "non"
  soft,         ///< "possible", "ponctuel", "peut": may happen
  provided,     ///< "financement", "prise en charge", "nous formons": given, not asked
  reward,       ///< "prime", "majoration": money, not a demand
};

struct Cue {
  std::size_t begin = 0;  ///< bytes of the clause
  std::size_t end = 0;
  CueKind kind = CueKind::negation;
};

/// Under which heading a clause stands.
enum class Section : std::uint8_t { other, title, profile, benefits, company };

/// One sentence or list item of a folded text.
struct Clause {
  std::string_view text;
  std::size_t begin = 0;  ///< offset in the folded text
  std::uint32_t themes = 0;
  Section section = Section::other;
  std::optional<Strictness> heading;  ///< "Idéalement :", "Permis exigés :" above the list it stands in
  std::string_view heading_text;      ///< that heading's words
  bool alternative = false;           ///< "ou" joins it to its neighbour: one way among others
  std::size_t alternative_from = 0;   ///< only what stands behind this byte is that way
  std::vector<Cue> cues;              ///< in order
};

/// True when the source behind folded spaces holds a bullet or stars; quotation marks are folded to spaces too.
bool is_list_mark(std::string_view source);

/// A folded text with single spaces and without the second endings of inclusive writing ("diplômé·e", "accepté(e)s"),
/// so that patterns need to know neither; still tied to the source.
FoldedText in_plain_spelling(FoldedText folded, std::string_view original);

/// Cuts a folded text into clauses and marks themes and cues. Views borrow `text`; `original` is what was folded.
std::vector<Clause> clauses_of(const FoldedText& text, std::string_view original, Section section);

/// A requirement found in a clause.
struct Finding {
  RequirementKind kind = RequirementKind::licence;
  std::string value;
  Strictness strictness = Strictness::unclear;
  std::size_t begin = 0;  ///< offsets in the folded text
  std::size_t end = 0;
  bool replaceable = false;  ///< as in `Requirement`
};

/// How strictly a clause asks for what stands in `[begin, end)` of it.
struct Judgement {
  std::optional<Strictness> strictness;  ///< nullopt: nothing in the clause says
  bool provided = false;                 ///< the employer gives it: no requirement
  bool soft = false;                     ///< possible or occasional
  std::size_t begin = 0;                 ///< the words it was judged by, with the thing itself
  std::size_t end = 0;
};

Judgement judge(const Clause& clause, std::size_t begin, std::size_t end);

/// True when one of `kind` stands within `reach` bytes before `begin` or after `end`.
bool cue_near(const Clause& clause, CueKind kind, std::size_t begin, std::size_t end, std::size_t reach);

/// Judges what stands in `[begin, end)` and adds it: `bare` when nothing is said of it, nullopt to drop it then.
void add_judged(const Clause& clause, RequirementKind kind, std::string value, std::size_t begin, std::size_t end,
                std::optional<Strictness> bare, std::vector<Finding>& findings);

/// Adds it with a strictness already known.
void add_finding(const Clause& clause, RequirementKind kind, std::string value, Strictness strictness,
                 std::size_t begin, std::size_t end, std::vector<Finding>& findings);

}  // namespace passerelle::reading
