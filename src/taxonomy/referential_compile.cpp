#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "storage/artefact.h"
#include "taxonomy/referential.h"
#include "taxonomy/referential_format.h"

namespace passerelle {
namespace {

namespace format = referential_format;

Error wrong(const std::string& message) {
  return unusable("référentiel : " + message);
}

std::uint32_t row_number(std::size_t row) {
  assert(row < std::numeric_limits<std::uint32_t>::max());
  return static_cast<std::uint32_t>(row);
}

/// Every text once.
class StringPool {
 public:
  format::Text add(std::string_view text) {
    const auto [found, is_new] = known_.try_emplace(std::string(text));
    if (is_new) {
      found->second = {row_number(bytes_.size()), row_number(text.size())};
      bytes_ += text;
    }
    return found->second;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::unordered_map<std::string, format::Text> known_;
  std::string bytes_;
};

/// Lists of rows, one for each owner, laid end to end.
template <class Row>
struct Lists {
  std::vector<std::uint32_t> begin;
  std::vector<Row> rows;

  /// Ends the list of the current owner.
  void close() { begin.push_back(row_number(rows.size())); }
};

/// The sections in the order of the file.
class Sections {
 public:
  template <class T>
  void add(std::string_view name, const std::vector<T>& rows) {
    sections_.push_back({std::string(name), sizeof(T), std::as_bytes(std::span(rows))});
  }
  template <class T>
  void add(std::string_view name, const Lists<T>& lists) {
    add(std::string(name) + "_begin", lists.begin);
    add(name, lists.rows);
  }
  void add(std::string_view name, const std::string& bytes) {
    sections_.push_back({std::string(name), 1, std::as_bytes(std::span(bytes))});
  }

  [[nodiscard]] std::string sha256() const {
    Sha256 hash;
    for (const Section& section : sections_) {
      // The length keeps bytes from wandering between neighbours unseen.
      hash.update(section.name + ":" + std::to_string(section.bytes.size()) + "\n");
      hash.update({reinterpret_cast<const char*>(section.bytes.data()), section.bytes.size()});
    }
    return hash.hex();
  }

  Result<Done> write(const std::filesystem::path& file, const std::string& identity) const {
    ArtefactWriter writer(std::string(format::kKind), format::kFormat, identity);
    for (const Section& section : sections_) {
      writer.add_bytes(section.name, section.element_size, section.bytes);
    }
    return writer.write(file);
  }

 private:
  struct Section {
    std::string name;
    std::size_t element_size;
    std::span<const std::byte> bytes;
  };
  std::vector<Section> sections_;
};

using Rows = std::unordered_map<std::string_view, std::uint32_t>;

/// Records in the order of codes, and the row of each code.
template <class Record>
struct ByCode {
  std::vector<const Record*> records;
  Rows rows;
};

template <class Record>
Result<ByCode<Record>> by_code(const std::vector<Record>& records, const std::string& what) {
  ByCode<Record> sorted;
  for (const Record& record : records) {
    sorted.records.push_back(&record);
  }
  std::ranges::sort(sorted.records, {}, [](const Record* record) -> std::string_view { return record->code; });
  for (const Record* record : sorted.records) {
    if (record->code.empty() || record->label.empty()) {
      return wrong(what + " sans code ou sans libellé (« " + record->code + record->label + " »)");
    }
    if (!sorted.rows.emplace(record->code, row_number(sorted.rows.size())).second) {
      return wrong(what + " " + record->code + " : code donné deux fois");
    }
  }
  return sorted;
}

/// Compiles a source in the order of codes; every step reads what the ones before it have numbered.
class Compiler {
 public:
  explicit Compiler(const ReferentialSource& source) : source_(source) {}

  Result<Done> compile();
  Result<Done> write(const std::filesystem::path& file) const;

 private:
  void write_occupations();
  Result<Done> write_titles();
  void write_skills();
  Result<Done> write_links();
  Result<Done> write_near();
  Result<Done> write_contexts();

  Result<std::uint32_t> row_of(const Rows& rows, const std::string& code, const std::string& what) const {
    const auto found = rows.find(code);
    if (found == rows.end()) {
      return wrong(what + " : code inconnu « " + code + " »");
    }
    return found->second;
  }

  const ReferentialSource& source_;
  ByCode<ReferentialSource::Occupation> occupations_by_code_;
  ByCode<ReferentialSource::Skill> skills_by_code_;
  ByCode<ReferentialSource::Context> contexts_by_code_;

  StringPool strings_;
  std::vector<format::OccupationRow> occupations_;
  std::vector<std::uint32_t> by_parent_;
  Lists<format::TitleRow> titles_;
  std::vector<format::SkillRow> skills_;
  Lists<format::LinkRow> links_;
  Lists<std::uint32_t> skill_occupations_;
  Lists<std::uint32_t> near_;
  std::vector<format::ContextRow> contexts_;
  Lists<std::uint32_t> occupation_contexts_;
};

Result<Done> Compiler::compile() {
  if (source_.occupations.empty()) {
    return wrong("aucun métier");
  }
  Result<ByCode<ReferentialSource::Occupation>> occupations = by_code(source_.occupations, "métier");
  if (!occupations) {
    return occupations.error();
  }
  occupations_by_code_ = *std::move(occupations);
  Result<ByCode<ReferentialSource::Skill>> skills = by_code(source_.skills, "compétence");
  if (!skills) {
    return skills.error();
  }
  skills_by_code_ = *std::move(skills);
  Result<ByCode<ReferentialSource::Context>> contexts = by_code(source_.contexts, "contexte de travail");
  if (!contexts) {
    return contexts.error();
  }
  contexts_by_code_ = *std::move(contexts);

  write_occupations();
  write_skills();
  if (Result<Done> titles = write_titles(); !titles) {
    return titles;
  }
  if (Result<Done> links = write_links(); !links) {
    return links;
  }
  if (Result<Done> near = write_near(); !near) {
    return near;
  }
  return write_contexts();
}

void Compiler::write_occupations() {
  for (const auto* occupation : occupations_by_code_.records) {
    const std::string& parent = occupation->parent.empty() ? occupation->code : occupation->parent;
    by_parent_.push_back(row_number(occupations_.size()));
    occupations_.push_back(
        {strings_.add(occupation->code), strings_.add(parent), strings_.add(occupation->label),
         strings_.add(occupation->definition), occupation->regulated ? 1U : 0U,
         occupation->access ? static_cast<std::uint32_t>(*occupation->access) : format::kAccessUnknown});
  }
  const auto parent_of = [this](std::uint32_t row) -> std::string_view {
    const auto* occupation = occupations_by_code_.records[row];
    return occupation->parent.empty() ? occupation->code : occupation->parent;
  };
  std::ranges::stable_sort(by_parent_, {}, parent_of);
}

void Compiler::write_skills() {
  for (const auto* skill : skills_by_code_.records) {
    skills_.push_back({strings_.add(skill->code), strings_.add(skill->label), static_cast<std::uint32_t>(skill->kind)});
  }
}

Result<Done> Compiler::write_titles() {
  std::vector<std::vector<const ReferentialSource::Title*>> titles(occupations_.size());
  for (const ReferentialSource::Title& title : source_.titles) {
    const Result<std::uint32_t> row = row_of(occupations_by_code_.rows, title.occupation, "intitulé " + title.text);
    if (!row) {
      return row.error();
    }
    if (title.text.empty()) {
      return wrong("métier " + title.occupation + " : intitulé vide");
    }
    titles[*row].push_back(&title);
  }
  for (std::size_t row = 0; row < titles.size(); ++row) {
    const auto* occupation = occupations_by_code_.records[row];
    // Official titles come before everyday words; among equals, one with a code first, so that it is the one kept.
    std::ranges::sort(titles[row], {}, [](const ReferentialSource::Title* title) {
      return std::tuple(title->kind == TitleKind::everyday, std::string_view(title->text), title->code.empty(),
                        std::string_view(title->code));
    });
    titles_.close();
    titles_.rows.push_back({strings_.add(occupation->label), {}, static_cast<std::uint32_t>(TitleKind::label)});
    const std::size_t label_row = titles_.rows.size() - 1;
    std::optional<std::string_view> label_code;
    std::set<std::string_view> seen;
    for (const ReferentialSource::Title* title : titles[row]) {
      if (title->text == occupation->label) {
        label_code = label_code.value_or(title->code);
      } else if (seen.insert(title->text).second) {
        const TitleKind kind = title->kind == TitleKind::everyday ? TitleKind::everyday : TitleKind::title;
        titles_.rows.push_back(
            {strings_.add(title->text), strings_.add(title->code), static_cast<std::uint32_t>(kind)});
      }
    }
    titles_.rows[label_row].code = strings_.add(label_code.value_or(""));
  }
  titles_.close();
  return Done{};
}

/// Smaller is more important.
int importance_order(SkillImportance importance) {
  switch (importance) {
    case SkillImportance::core:
      return 0;
    case SkillImportance::emergent:
      return 1;
    case SkillImportance::other:
      return 2;
  }
  return 2;
}

Result<Done> Compiler::write_links() {
  std::vector<std::map<std::uint32_t, SkillImportance>> links(occupations_.size());
  std::vector<std::vector<std::uint32_t>> users(skills_.size());
  for (const ReferentialSource::Link& link : source_.links) {
    const std::string what = "lien " + link.occupation + " → " + link.skill;
    const Result<std::uint32_t> occupation = row_of(occupations_by_code_.rows, link.occupation, what);
    if (!occupation) {
      return occupation.error();
    }
    const Result<std::uint32_t> skill = row_of(skills_by_code_.rows, link.skill, what);
    if (!skill) {
      return skill.error();
    }
    const auto [known, is_new] = links[*occupation].emplace(*skill, link.importance);
    if (importance_order(link.importance) < importance_order(known->second)) {
      known->second = link.importance;
    }
  }
  for (std::size_t row = 0; row < links.size(); ++row) {
    links_.close();
    for (const bool core : {true, false}) {
      for (const auto& [skill, importance] : links[row]) {
        if ((importance == SkillImportance::core) == core) {
          links_.rows.push_back({skill, static_cast<std::uint32_t>(importance)});
        }
      }
    }
    for (const auto& [skill, importance] : links[row]) {
      users[skill].push_back(row_number(row));
    }
  }
  links_.close();
  for (const std::vector<std::uint32_t>& occupations : users) {
    skill_occupations_.close();
    skill_occupations_.rows.insert(skill_occupations_.rows.end(), occupations.begin(), occupations.end());
  }
  skill_occupations_.close();
  return Done{};
}

Result<Done> Compiler::write_near() {
  std::vector<std::map<std::uint32_t, int>> ranks(occupations_.size());
  for (const ReferentialSource::Mobility& mobility : source_.mobilities) {
    const std::string what = "mobilité " + mobility.occupation + " → " + mobility.target;
    const Result<std::uint32_t> occupation = row_of(occupations_by_code_.rows, mobility.occupation, what);
    if (!occupation) {
      return occupation.error();
    }
    const Result<std::uint32_t> target = row_of(occupations_by_code_.rows, mobility.target, what);
    if (!target) {
      return target.error();
    }
    if (*target != *occupation) {
      const auto [known, is_new] = ranks[*occupation].emplace(*target, mobility.rank);
      known->second = std::min(known->second, mobility.rank);
    }
  }
  for (const auto& targets : ranks) {
    near_.close();
    std::vector<std::pair<int, std::uint32_t>> nearest_first;
    for (const auto& [target, rank] : targets) {
      nearest_first.emplace_back(rank, target);
    }
    std::ranges::sort(nearest_first);
    for (const auto& [rank, target] : nearest_first) {
      near_.rows.push_back(target);
    }
  }
  near_.close();
  return Done{};
}

Result<Done> Compiler::write_contexts() {
  for (const auto* context : contexts_by_code_.records) {
    contexts_.push_back({strings_.add(context->code), strings_.add(context->label), strings_.add(context->type)});
  }
  std::vector<std::set<std::uint32_t>> links(occupations_.size());
  for (const ReferentialSource::ContextLink& link : source_.context_links) {
    const std::string what = "contexte " + link.occupation + " → " + link.context;
    const Result<std::uint32_t> occupation = row_of(occupations_by_code_.rows, link.occupation, what);
    if (!occupation) {
      return occupation.error();
    }
    const Result<std::uint32_t> context = row_of(contexts_by_code_.rows, link.context, what);
    if (!context) {
      return context.error();
    }
    links[*occupation].insert(*context);
  }
  for (const std::set<std::uint32_t>& contexts : links) {
    occupation_contexts_.close();
    occupation_contexts_.rows.insert(occupation_contexts_.rows.end(), contexts.begin(), contexts.end());
  }
  occupation_contexts_.close();
  return Done{};
}

Result<Done> Compiler::write(const std::filesystem::path& file) const {
  Sections sections;
  sections.add(format::kStrings, strings_.bytes());
  sections.add(format::kOccupations, occupations_);
  sections.add(format::kByParent, by_parent_);
  sections.add(format::kTitles, titles_);
  sections.add(format::kSkills, skills_);
  sections.add(format::kLinks, links_);
  sections.add(format::kSkillOccupations, skill_occupations_);
  sections.add(format::kNear, near_);
  sections.add(format::kContexts, contexts_);
  sections.add(format::kOccupationContexts, occupation_contexts_);
  return sections.write(file, source_.name + " sha256:" + sections.sha256().substr(0, 16));
}

}  // namespace

Result<Done> compile_referential(const ReferentialSource& source, const std::filesystem::path& file) {
  Compiler compiler(source);
  if (Result<Done> compiled = compiler.compile(); !compiled) {
    return compiled;
  }
  return compiler.write(file);
}

}  // namespace passerelle
