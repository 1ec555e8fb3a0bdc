#include "taxonomy/referential.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "storage/artefact.h"
#include "taxonomy/referential_format.h"

namespace passerelle {
namespace {

namespace format = referential_format;

/// Lists of rows, one for each owner.
template <class Row>
struct MappedLists {
  std::span<const std::uint32_t> begin;
  std::span<const Row> rows;

  [[nodiscard]] std::span<const Row> of(std::uint32_t owner) const {
    return rows.subspan(begin[owner], begin[owner + 1] - begin[owner]);
  }
  [[nodiscard]] bool sound(std::size_t owners) const {
    return begin.size() == owners + 1 && begin.front() == 0 && begin.back() == rows.size() &&
           std::ranges::is_sorted(begin);
  }
};

/// Maps the sections one by one; the first error stays.
class SectionReader {
 public:
  explicit SectionReader(const MappedArtefact& artefact) : artefact_(artefact) {}

  template <class T>
  SectionReader& read(std::string_view name, std::span<const T>& rows) {
    Result<std::span<const T>> section = artefact_.section<T>(name);
    if (section) {
      rows = *section;
    } else if (!error_) {
      error_ = section.error();
    }
    return *this;
  }
  template <class T>
  SectionReader& read(std::string_view name, MappedLists<T>& lists) {
    return read(std::string(name) + "_begin", lists.begin).read(name, lists.rows);
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const MappedArtefact& artefact_;
  std::optional<Error> error_;
};

}  // namespace

struct Referential::Content {
  MappedArtefact artefact;
  std::span<const char> strings;
  std::span<const format::OccupationRow> occupations;
  std::span<const std::uint32_t> by_parent;
  MappedLists<format::TitleRow> titles;
  std::span<const format::SkillRow> skills;
  MappedLists<OccupationSkill> links;
  MappedLists<std::uint32_t> skill_occupations;
  MappedLists<std::uint32_t> near;
  std::span<const format::ContextRow> contexts;
  MappedLists<std::uint32_t> occupation_contexts;

  explicit Content(MappedArtefact mapped) : artefact(std::move(mapped)) {}

  [[nodiscard]] std::string_view text(format::Text piece) const { return {strings.data() + piece.offset, piece.size}; }
  [[nodiscard]] bool sound() const;
};

/// Checksums tell damage; this tells a file whose parts never fitted together, so that no accessor need check.
bool Referential::Content::sound() const {
  const auto in_pool = [this](format::Text piece) {
    return piece.offset <= strings.size() && piece.size <= strings.size() - piece.offset;
  };
  const auto rows_below = [](std::size_t count) { return [count](std::uint32_t row) { return row < count; }; };
  const auto code = [this](const auto& row) { return text(row.code); };
  const auto parent = [this](std::uint32_t row) { return text(occupations[row].parent); };
  return std::ranges::all_of(occupations,
                             [&](const auto& row) {
                               return in_pool(row.code) && in_pool(row.parent) && in_pool(row.label) &&
                                      in_pool(row.definition);
                             }) &&
         std::ranges::all_of(titles.rows,
                             [&](const auto& row) {
                               return in_pool(row.text) && in_pool(row.code) &&
                                      row.kind <= static_cast<std::uint32_t>(TitleKind::everyday);
                             }) &&
         std::ranges::all_of(skills,
                             [&](const auto& row) {
                               return in_pool(row.code) && in_pool(row.label) &&
                                      row.kind <= static_cast<std::uint32_t>(SkillKind::soft);
                             }) &&
         std::ranges::all_of(
             contexts, [&](const auto& row) { return in_pool(row.code) && in_pool(row.label) && in_pool(row.type); }) &&
         std::ranges::is_sorted(occupations, {}, code) && std::ranges::is_sorted(skills, {}, code) &&
         by_parent.size() == occupations.size() && std::ranges::all_of(by_parent, rows_below(occupations.size())) &&
         std::ranges::is_sorted(by_parent, {}, parent) && titles.sound(occupations.size()) &&
         links.sound(occupations.size()) && near.sound(occupations.size()) &&
         occupation_contexts.sound(occupations.size()) && skill_occupations.sound(skills.size()) &&
         std::ranges::all_of(links.rows, rows_below(skills.size()), &OccupationSkill::skill) &&
         std::ranges::all_of(links.rows,
                             [](const auto& link) { return link.importance <= SkillImportance::emergent; }) &&
         std::ranges::all_of(near.rows, rows_below(occupations.size())) &&
         std::ranges::all_of(skill_occupations.rows, rows_below(occupations.size())) &&
         std::ranges::all_of(occupation_contexts.rows, rows_below(contexts.size()));
}

Referential::Referential(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Referential::Referential(Referential&&) noexcept = default;
Referential& Referential::operator=(Referential&&) noexcept = default;
Referential::~Referential() = default;

Result<Referential> Referential::open(const std::filesystem::path& file) {
  const auto with_advice = [](Error error) {
    error.message += " ; (re)construisez-le par « passerelle referential import »";
    return error;
  };
  Result<MappedArtefact> artefact = MappedArtefact::open(file, format::kKind, format::kFormat);
  if (!artefact) {
    return with_advice(artefact.error());
  }
  auto content = std::make_unique<Content>(*std::move(artefact));
  SectionReader reader(content->artefact);
  reader.read(format::kStrings, content->strings)
      .read(format::kOccupations, content->occupations)
      .read(format::kByParent, content->by_parent)
      .read(format::kTitles, content->titles)
      .read(format::kSkills, content->skills)
      .read(format::kLinks, content->links)
      .read(format::kSkillOccupations, content->skill_occupations)
      .read(format::kNear, content->near)
      .read(format::kContexts, content->contexts)
      .read(format::kOccupationContexts, content->occupation_contexts);
  if (reader.error()) {
    return with_advice(in_context(file.string(), *reader.error()));
  }
  if (!content->sound()) {
    return with_advice({ErrorCode::artefact_refused, file.string() + ": ses parties ne vont pas ensemble"});
  }
  return Referential(std::move(content));
}

std::string_view Referential::identity() const {
  return content_->artefact.identity();
}

std::size_t Referential::occupation_count() const {
  return content_->occupations.size();
}

std::string_view Referential::code(OccupationIndex occupation) const {
  return content_->text(content_->occupations[occupation.value()].code);
}

std::string_view Referential::label(OccupationIndex occupation) const {
  return content_->text(content_->occupations[occupation.value()].label);
}

std::string_view Referential::parent(OccupationIndex occupation) const {
  return content_->text(content_->occupations[occupation.value()].parent);
}

std::string_view Referential::definition(OccupationIndex occupation) const {
  return content_->text(content_->occupations[occupation.value()].definition);
}

bool Referential::regulated(OccupationIndex occupation) const {
  return content_->occupations[occupation.value()].regulated != 0;
}

std::optional<int> Referential::access(OccupationIndex occupation) const {
  const std::uint32_t level = content_->occupations[occupation.value()].access;
  return level == format::kAccessUnknown ? std::nullopt : std::optional<int>(static_cast<int>(level));
}

std::optional<OccupationIndex> Referential::find_occupation(std::string_view code) const {
  const auto rows = content_->occupations;
  const auto found =
      std::ranges::lower_bound(rows, code, {}, [this](const auto& row) { return content_->text(row.code); });
  if (found == rows.end() || content_->text(found->code) != code) {
    return std::nullopt;
  }
  return OccupationIndex(static_cast<std::uint32_t>(found - rows.begin()));
}

std::vector<OccupationIndex> Referential::family(std::string_view code) const {
  std::vector<OccupationIndex> members;
  const auto parent_of = [this](std::uint32_t row) { return parent(OccupationIndex(row)); };
  const auto by_parent = content_->by_parent;
  for (auto row = std::ranges::lower_bound(by_parent, code, {}, parent_of);
       row != by_parent.end() && parent_of(*row) == code; ++row) {
    members.emplace_back(*row);
  }
  // A code of this generation that descends from another one stands for itself.
  if (const std::optional<OccupationIndex> itself = find_occupation(code)) {
    if (const auto place = std::ranges::lower_bound(members, *itself); place == members.end() || *place != *itself) {
      members.insert(place, *itself);
    }
  }
  return members;
}

std::size_t Referential::title_count(OccupationIndex occupation) const {
  return content_->titles.of(occupation.value()).size();
}

std::string_view Referential::title(OccupationIndex occupation, std::size_t position) const {
  return content_->text(content_->titles.of(occupation.value())[position].text);
}

TitleKind Referential::title_kind(OccupationIndex occupation, std::size_t position) const {
  return static_cast<TitleKind>(content_->titles.of(occupation.value())[position].kind);
}

std::string_view Referential::title_code(OccupationIndex occupation, std::size_t position) const {
  return content_->text(content_->titles.of(occupation.value())[position].code);
}

std::size_t Referential::skill_count() const {
  return content_->skills.size();
}

std::string_view Referential::skill_code(SkillIndex skill) const {
  return content_->text(content_->skills[skill.value()].code);
}

std::string_view Referential::skill_label(SkillIndex skill) const {
  return content_->text(content_->skills[skill.value()].label);
}

SkillKind Referential::skill_kind(SkillIndex skill) const {
  return static_cast<SkillKind>(content_->skills[skill.value()].kind);
}

std::optional<SkillIndex> Referential::find_skill(std::string_view code) const {
  const auto rows = content_->skills;
  const auto found =
      std::ranges::lower_bound(rows, code, {}, [this](const auto& row) { return content_->text(row.code); });
  if (found == rows.end() || content_->text(found->code) != code) {
    return std::nullopt;
  }
  return SkillIndex(static_cast<std::uint32_t>(found - rows.begin()));
}

std::span<const OccupationSkill> Referential::skills_of(OccupationIndex occupation) const {
  return content_->links.of(occupation.value());
}

std::span<const std::uint32_t> Referential::occupations_with(SkillIndex skill) const {
  return content_->skill_occupations.of(skill.value());
}

std::span<const std::uint32_t> Referential::near(OccupationIndex occupation) const {
  return content_->near.of(occupation.value());
}

std::vector<std::string_view> Referential::contexts(OccupationIndex occupation) const {
  std::vector<std::string_view> labels;
  for (const std::uint32_t row : content_->occupation_contexts.of(occupation.value())) {
    labels.push_back(content_->text(content_->contexts[row].label));
  }
  return labels;
}

}  // namespace passerelle
