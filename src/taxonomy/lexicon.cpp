#include "taxonomy/lexicon.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "domain/person.h"
#include "taxonomy/reference_table.h"

namespace passerelle {
namespace {

constexpr std::array<std::pair<std::string_view, LexiconKind>, 3> kLexiconKinds = {{
    {"occupation", LexiconKind::occupation},
    {"skill", LexiconKind::skill},
    {"soft", LexiconKind::soft},
}};

}  // namespace

Result<std::vector<LexiconEntry>> read_lexicon(const std::filesystem::path& file) {
  std::vector<LexiconEntry> entries;
  const auto visit = [&entries](const CsvRow& row) -> Result<Done> {
    LexiconEntry entry;
    entry.form = row["form"];
    if (entry.form.empty()) {
      return bad_cell("form", "", "des mots de tous les jours");
    }
    const auto* const kind =
        std::ranges::find(kLexiconKinds, row["kind"], &std::pair<std::string_view, LexiconKind>::first);
    if (kind == kLexiconKinds.end()) {
      return bad_cell("kind", row["kind"], "occupation, skill ou soft");
    }
    entry.kind = kind->second;
    entry.targets = split_cell(row["target"]);
    if (entry.targets.empty()) {
      return bad_cell("target", row["target"], "au moins un code");
    }
    if (entry.kind == LexiconKind::occupation && !std::ranges::all_of(entry.targets, is_rome_code)) {
      return bad_cell("target", row["target"], "des codes ROME comme G1602, séparés par |");
    }
    entries.push_back(std::move(entry));
    return Done{};
  };
  if (Result<Done> read = read_reference_table(file, kTsv, {"form", "kind", "target"}, visit); !read) {
    return read.error();
  }
  return entries;
}

Result<std::vector<ActivityEntry>> read_activities(const std::filesystem::path& file) {
  std::vector<ActivityEntry> entries;
  const auto visit = [&entries](const CsvRow& row) -> Result<Done> {
    ActivityEntry entry{split_cell(row["activity"]), split_cell(row["skills"]), split_cell(row["soft_skills"]),
                        std::string(row["sentence"]), std::string(row["evidence"])};
    if (entry.forms.empty()) {
      return bad_cell("activity", row["activity"], "au moins une façon de dire l'activité");
    }
    if (entry.skills.empty() && entry.soft_skills.empty()) {
      return bad_cell("skills", row["skills"], "au moins un code, ici ou dans soft_skills");
    }
    if (!parse_evidence(entry.evidence)) {
      return bad_cell("evidence", entry.evidence, "everyday_life, volunteering, sport_arts_games, work…");
    }
    entries.push_back(std::move(entry));
    return Done{};
  };
  if (Result<Done> read =
          read_reference_table(file, kTsv, {"activity", "skills", "soft_skills", "sentence", "evidence"}, visit);
      !read) {
    return read.error();
  }
  return entries;
}

}  // namespace passerelle
