#include "embedding/training_set.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "normalise/text.h"
#include "storage/byte_source.h"
#include "storage/csv.h"
#include "taxonomy/lexicon.h"
#include "taxonomy/referential.h"

namespace passerelle {
namespace {

constexpr std::string_view kOccupationsFile = "occupations_fr.csv";
constexpr std::string_view kSkillsFile = "skills_fr.csv";
constexpr std::string_view kCrosswalkFile = "rome_esco_crosswalk.csv";
// Titles are what the model will mostly be asked about: their pairs are drawn twice as often as those with skills and
// sentences (half a point of MRR on MELO).
constexpr std::size_t kTitleDraws = 2;

/// Texts with the same key have the same features.
std::string key_of(std::string_view text) {
  std::string key;
  for (const Word& word : words(text)) {
    if (!word.is_stop) {
      key += word.text;
      key += ' ';
    }
  }
  return key;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) {
      parts.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// Hands over the sound rows of a table; the first bad one is an error, for a source of truth has none.
template <class Visit>
Result<Done> for_each_sound_row(const std::filesystem::path& file, std::string_view content, const Visit& visit) {
  ByteSource source = ByteSource::from_memory(content);
  std::optional<Error> bad;
  const Result<Done> read = for_each_csv_row(source, {}, [&](const CsvRow& row) {
    if (!row.problem.empty()) {
      bad = Error{ErrorCode::input_unusable,
                  file.string() + " : ligne " + std::to_string(row.line()) + " : " + row.problem};
      return false;
    }
    visit(row);
    return true;
  });
  if (bad) {
    return *bad;
  }
  if (!read) {
    return in_context(file.string(), read.error());
  }
  return Done{};
}

class TrainingSetBuilder {
 public:
  Result<Done> exclude(const std::filesystem::path& file);
  Result<Done> add_rome(const std::filesystem::path& directory);
  Result<Done> add_esco(const std::filesystem::path& directory);
  /// After the referential.
  Result<Done> add_lexicon(const std::filesystem::path& file);
  TrainingSet take() { return std::move(set_); }

 private:
  /// A concept of either referential: its forms, as a pool, and its group.
  struct Concept {
    std::uint32_t pool = 0;
    std::uint32_t group = 0;
  };

  std::optional<std::uint32_t> text_of(std::string_view text);
  void add_texts(std::string_view written, std::vector<std::uint32_t>& texts);
  std::uint32_t add_pool(std::vector<std::uint32_t> texts);
  void pair(std::span<const std::uint32_t> lefts, std::uint32_t pool, std::uint32_t left_group,
            std::uint32_t right_group, std::size_t draws);
  Concept add_forms(std::vector<std::uint32_t> texts, std::size_t draws);
  Result<Done> add_esco_concepts(const std::filesystem::path& file, std::size_t draws);
  Result<Done> add_crosswalk(const std::filesystem::path& file);

  TrainingSet set_;
  std::uint32_t groups_ = 0;
  std::unordered_set<std::string> excluded_;
  std::unordered_map<std::string, std::uint32_t> text_of_key_;
  /// By code of appellation: the title's texts and its occupation's group.
  std::unordered_map<std::string, std::pair<std::vector<std::uint32_t>, std::uint32_t>> rome_titles_;
  std::unordered_map<std::string, Concept> occupations_;  ///< by ROME code
  std::unordered_map<std::string, Concept> esco_concepts_;
};

Result<Done> TrainingSetBuilder::exclude(const std::filesystem::path& file) {
  const Result<std::string> content = read_whole_file(file);
  if (!content) {
    return content.error();
  }
  for (const std::string_view line : split(*content, "\r\n")) {
    const std::string_view title = line.substr(0, line.find('\t'));
    excluded_.insert(key_of(title));
    for (const std::string& form : gender_forms(title)) {
      excluded_.insert(key_of(form));
    }
  }
  return Done{};
}

std::optional<std::uint32_t> TrainingSetBuilder::text_of(std::string_view text) {
  std::string key = key_of(text);
  if (key.empty() || excluded_.contains(key)) {
    return std::nullopt;
  }
  const auto [found, is_new] = text_of_key_.try_emplace(std::move(key), static_cast<std::uint32_t>(set_.texts.size()));
  if (is_new) {
    set_.texts.emplace_back(text);
  }
  return found->second;
}

void TrainingSetBuilder::add_texts(std::string_view written, std::vector<std::uint32_t>& texts) {
  if (excluded_.contains(key_of(written))) {
    return;
  }
  for (const std::string& form : gender_forms(written)) {
    const std::optional<std::uint32_t> text = text_of(form);
    if (text && std::ranges::find(texts, *text) == texts.end()) {
      texts.push_back(*text);
    }
  }
}

std::uint32_t TrainingSetBuilder::add_pool(std::vector<std::uint32_t> texts) {
  set_.pools.push_back(std::move(texts));
  return static_cast<std::uint32_t>(set_.pools.size() - 1);
}

void TrainingSetBuilder::pair(std::span<const std::uint32_t> lefts, std::uint32_t pool, std::uint32_t left_group,
                              std::uint32_t right_group, std::size_t draws) {
  if (set_.pools[pool].empty()) {
    return;
  }
  for (const std::uint32_t left : lefts) {
    set_.anchors.insert(set_.anchors.end(), draws, {left, pool, left_group, right_group});
  }
}

TrainingSetBuilder::Concept TrainingSetBuilder::add_forms(std::vector<std::uint32_t> texts, std::size_t draws) {
  const Concept added{add_pool(texts), groups_++};
  pair(texts, added.pool, added.group, added.group, draws);
  return added;
}

Result<Done> TrainingSetBuilder::add_rome(const std::filesystem::path& directory) {
  const Result<ReferentialSource> rome = read_referential_source(directory);
  if (!rome) {
    return rome.error();
  }
  set_.name = rome->name;

  std::unordered_map<std::string_view, std::string_view> skill_labels;
  for (const ReferentialSource::Skill& skill : rome->skills) {
    skill_labels.emplace(skill.code, skill.label);
  }
  struct Parts {
    std::vector<std::uint32_t> titles;
    std::vector<std::uint32_t> core_skills;
    std::vector<std::uint32_t> sentences;
  };
  // By code, so that the order of the rows in the files changes nothing.
  std::map<std::string_view, Parts> occupations;
  for (const ReferentialSource::Occupation& occupation : rome->occupations) {
    Parts& parts = occupations[occupation.code];
    add_texts(occupation.label, parts.titles);
    for (const std::string_view sentence : split(occupation.definition, ".\n")) {
      if (const std::optional<std::uint32_t> text = text_of(sentence)) {
        parts.sentences.push_back(*text);
      }
    }
  }
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> texts_of_title;
  for (const ReferentialSource::Title& title : rome->titles) {
    std::vector<std::uint32_t> texts;
    add_texts(title.text, texts);
    std::vector<std::uint32_t>& all = occupations[title.occupation].titles;
    for (const std::uint32_t text : texts) {
      if (std::ranges::find(all, text) == all.end()) {
        all.push_back(text);
      }
    }
    if (!title.code.empty()) {
      texts_of_title[title.code] = std::move(texts);
    }
  }
  for (const ReferentialSource::Link& link : rome->links) {
    const auto label = skill_labels.find(link.skill);
    if (link.importance == SkillImportance::core && label != skill_labels.end()) {
      if (const std::optional<std::uint32_t> text = text_of(label->second)) {
        occupations[link.occupation].core_skills.push_back(*text);
      }
    }
  }
  std::unordered_map<std::string_view, std::uint32_t> group_of_occupation;
  for (const auto& [code, parts] : occupations) {
    const Concept added = add_forms(parts.titles, kTitleDraws);
    group_of_occupation.emplace(code, added.group);
    occupations_.emplace(code, added);
    pair(parts.titles, add_pool(parts.core_skills), added.group, added.group, 1);
    pair(parts.titles, add_pool(parts.sentences), added.group, added.group, 1);
  }
  for (const ReferentialSource::Title& title : rome->titles) {
    if (const auto texts = texts_of_title.find(title.code); texts != texts_of_title.end()) {
      rome_titles_.emplace(title.code, std::pair(texts->second, group_of_occupation[title.occupation]));
    }
  }
  return Done{};
}

Result<Done> TrainingSetBuilder::add_esco(const std::filesystem::path& directory) {
  set_.name += " + ESCO";
  if (Result<Done> added = add_esco_concepts(directory / kOccupationsFile, kTitleDraws); !added) {
    return added;
  }
  if (std::filesystem::exists(directory / kSkillsFile)) {
    if (Result<Done> added = add_esco_concepts(directory / kSkillsFile, 1); !added) {
      return added;
    }
  }
  if (std::filesystem::exists(directory / kCrosswalkFile)) {
    return add_crosswalk(directory / kCrosswalkFile);
  }
  return Done{};
}

Result<Done> TrainingSetBuilder::add_esco_concepts(const std::filesystem::path& file, std::size_t draws) {
  const Result<std::string> content = read_whole_file(file);
  if (!content) {
    return content.error();
  }
  return for_each_sound_row(file, *content, [&](const CsvRow& row) {
    std::vector<std::uint32_t> texts;
    add_texts(row["preferredLabel"], texts);
    for (const std::string_view form : split(row["altLabels"], "\r\n")) {
      add_texts(form, texts);
    }
    if (!texts.empty()) {
      esco_concepts_.emplace(std::string(row["conceptUri"]), add_forms(std::move(texts), draws));
    }
  });
}

Result<Done> TrainingSetBuilder::add_crosswalk(const std::filesystem::path& file) {
  const Result<std::string> content = read_whole_file(file);
  if (!content) {
    return content.error();
  }
  // The published table stands below a dozen lines about the mapping project.
  constexpr std::string_view kHeader = "classification 1 ID";
  const std::size_t table = content->find(kHeader);
  if (table == std::string::npos) {
    return Error{ErrorCode::input_unusable, file.string() + " : colonne « " + std::string(kHeader) + " » introuvable"};
  }
  return for_each_sound_row(file, std::string_view(*content).substr(table), [&](const CsvRow& row) {
    const std::string_view relation = row["mapping relation"];
    if (relation != "skos:closeMatch" && relation != "skos:broadMatch") {
      return;
    }
    const auto linked = esco_concepts_.find(std::string(row["classification 1 ID"]));
    const auto title = rome_titles_.find(std::string(row["classification 2 ID"]));
    if (linked != esco_concepts_.end() && title != rome_titles_.end()) {
      const auto& [texts, group] = title->second;
      pair(texts, linked->second.pool, group, linked->second.group, kTitleDraws);
    }
  });
}

Result<Done> TrainingSetBuilder::add_lexicon(const std::filesystem::path& file) {
  const Result<std::vector<LexiconEntry>> lexicon = read_lexicon(file);
  if (!lexicon) {
    return lexicon.error();
  }
  set_.name += " + lexicon";
  for (const LexiconEntry& entry : *lexicon) {
    if (entry.kind != LexiconKind::occupation || entry.targets.empty()) {
      continue;
    }
    // The first target is what the words most often mean; the titles of the others are no negatives of it.
    const auto occupation = occupations_.find(entry.targets.front());
    const std::optional<std::uint32_t> text = text_of(entry.form);
    if (occupation != occupations_.end() && text) {
      pair(std::span(&*text, 1), occupation->second.pool, occupation->second.group, occupation->second.group, 1);
    }
  }
  return Done{};
}

}  // namespace

Result<TrainingSet> read_training_set(const TrainingSources& sources) {
  TrainingSetBuilder builder;
  if (sources.exclude) {
    if (const Result<Done> excluded = builder.exclude(*sources.exclude); !excluded) {
      return excluded.error();
    }
  }
  if (const Result<Done> added = builder.add_rome(sources.rome); !added) {
    return added.error();
  }
  if (sources.lexicon) {
    if (const Result<Done> added = builder.add_lexicon(*sources.lexicon); !added) {
      return added.error();
    }
  }
  if (sources.esco) {
    if (const Result<Done> added = builder.add_esco(*sources.esco); !added) {
      return added.error();
    }
  }
  return builder.take();
}

}  // namespace passerelle
