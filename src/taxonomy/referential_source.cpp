#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "taxonomy/diploma_level.h"
#include "taxonomy/reference_table.h"
#include "taxonomy/referential.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;

using Codes = std::unordered_set<std::string>;

std::optional<int> positive_integer(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1) {
    return std::nullopt;
  }
  return value;
}

/// The steps one after the other, up to the first that fails.
Result<Done> in_turn(std::initializer_list<std::function<Result<Done>()>> steps) {
  for (const auto& step : steps) {
    if (Result<Done> done = step(); !done) {
      return done;
    }
  }
  return Done{};
}

/// Reads the tables that France Travail publishes, one version of them. What each holds was checked on v460:
/// `coherence_item` repeats the skill links of `liens_rome_referentiels` and adds their importance;
/// `numero_ordre` of the mobilities runs from 1, the nearest, without gaps.
class OfficialReader {
 public:
  OfficialReader(fs::path directory, std::string version)
      : directory_(std::move(directory)), version_(std::move(version)) {}

  Result<ReferentialSource> read() {
    source_.name = "ROME 4.0 " + version_;
    const Result<Done> done = in_turn({[this] { return read_definitions(); }, [this] { return read_occupations(); },
                                       [this] { return read_titles(); }, [this] { return read_contexts(); },
                                       [this] { return read_items(); }, [this] { return read_skill_links(); },
                                       [this] { return read_mobilities(); }, [this] { return read_context_links(); }});
    if (!done) {
      return done.error();
    }
    for (const auto& [what, count] : left_out_) {
      source_.warnings.push_back(what + " : " + std::to_string(count) + " ligne(s) laissée(s) de côté");
    }
    return std::move(source_);
  }

 private:
  Result<Done> table(std::string_view name, const std::vector<std::string_view>& columns,
                     const std::function<Result<Done>(const CsvRow&)>& visit) const {
    const std::string file = "unix_" + std::string(name) + "_" + version_ + "_utf8.csv";
    return read_reference_table(directory_ / file, kCsv, columns, visit);
  }

  Result<Done> leave_out(const std::string& what) {
    ++left_out_[what];
    return Done{};
  }

  Result<Done> read_definitions() {
    return table("texte", {"code_rome", "libelle_type_texte", "position_phrase", "libelle_texte"},
                 [this](const CsvRow& row) -> Result<Done> {
                   const std::optional<int> position = positive_integer(row["position_phrase"]);
                   if (!position) {
                     return bad_cell("position_phrase", row["position_phrase"], "un nombre à partir de 1");
                   }
                   if (row["libelle_type_texte"] == "definition") {
                     sentences_[std::string(row["code_rome"])].emplace(*position, row["libelle_texte"]);
                   } else if (row["libelle_type_texte"] == "acces_metier" && *position == 1) {
                     // The sentences after the first tell of posts above the first one, or of licences.
                     access_.emplace(row["code_rome"], access_level(row["libelle_texte"]));
                   }
                   return Done{};
                 });
  }

  std::string definition(const std::string& code) const {
    std::string text;
    if (const auto found = sentences_.find(code); found != sentences_.end()) {
      for (const auto& [position, sentence] : found->second) {
        text += text.empty() ? "" : " ";
        text += sentence;
      }
    }
    return text;
  }

  Result<Done> read_occupations() {
    return table(
        "referentiel_code_rome", {"code_rome", "libelle_rome", "code_rome_parent", "emploi_reglemente"},
        [this](const CsvRow& row) -> Result<Done> {
          const std::string code(row["code_rome"]);
          if (!is_rome_code(code)) {
            return bad_cell("code_rome", code, "un code comme G1602");
          }
          const std::string parent(row["code_rome_parent"]);
          source_.occupations.push_back({code, parent.empty() ? code : parent, std::string(row["libelle_rome"]),
                                         definition(code), row["emploi_reglemente"] == "O", access_[code]});
          occupations_.insert(code);
          return Done{};
        });
  }

  Result<Done> read_titles() {
    return table("referentiel_appellation", {"code_ogr", "libelle_appellation_long", "code_rome"},
                 [this](const CsvRow& row) -> Result<Done> {
                   std::string occupation(row["code_rome"]);
                   std::string text(row["libelle_appellation_long"]);
                   if (!occupations_.contains(occupation) || text.empty()) {
                     return leave_out("appellations sans métier connu ou sans libellé");
                   }
                   source_.titles.push_back(
                       {std::move(occupation), std::move(text), TitleKind::title, std::string(row["code_ogr"])});
                   return Done{};
                 });
  }

  Result<Done> read_contexts() {
    return table("referentiel_contexte_travail", {"code_ogr", "libelle_cont_travail", "libelle_type_cont_trav"},
                 [this](const CsvRow& row) -> Result<Done> {
                   source_.contexts.push_back({std::string(row["code_ogr"]), std::string(row["libelle_cont_travail"]),
                                               std::string(row["libelle_type_cont_trav"])});
                   contexts_.insert(source_.contexts.back().code);
                   return Done{};
                 });
  }

  Result<Done> read_items() {
    return table("item", {"code_ogr", "libelle", "code_rubrique"}, [this](const CsvRow& row) -> Result<Done> {
      const std::string_view rubric = row["code_rubrique"];
      std::string code(row["code_ogr"]);
      SkillKind kind = SkillKind::skill;
      if (rubric == "3") {
        kind = SkillKind::knowledge;
      } else if (rubric == "2") {
        kind = SkillKind::soft;
      } else if (rubric != "1") {
        return contexts_.contains(code) ? Done{} : leave_out("items d'une rubrique inconnue");
      }
      if (row["libelle"].empty()) {
        return leave_out("items sans libellé");
      }
      skills_.insert(code);
      source_.skills.push_back({std::move(code), std::string(row["libelle"]), kind});
      return Done{};
    });
  }

  Result<Done> read_skill_links() {
    return table("coherence_item", {"code_rome", "code_ogr", "coeur_metier"},
                 [this](const CsvRow& row) -> Result<Done> {
                   std::string occupation(row["code_rome"]);
                   std::string skill(row["code_ogr"]);
                   if (contexts_.contains(skill)) {
                     return Done{};
                   }
                   if (!occupations_.contains(occupation) || !skills_.contains(skill)) {
                     return leave_out("liens vers un métier ou une compétence inconnus");
                   }
                   const std::string_view heart = row["coeur_metier"];
                   const SkillImportance importance = heart == "Principale"  ? SkillImportance::core
                                                      : heart == "Émergente" ? SkillImportance::emergent
                                                                             : SkillImportance::other;
                   source_.links.push_back({std::move(occupation), std::move(skill), importance});
                   return Done{};
                 });
  }

  Result<Done> read_mobilities() {
    return table("rubrique_mobilite", {"code_rome", "code_rome_cible", "numero_ordre"},
                 [this](const CsvRow& row) -> Result<Done> {
                   std::string occupation(row["code_rome"]);
                   std::string target(row["code_rome_cible"]);
                   const std::optional<int> rank = positive_integer(row["numero_ordre"]);
                   if (!rank) {
                     return bad_cell("numero_ordre", row["numero_ordre"], "un nombre à partir de 1");
                   }
                   if (!occupations_.contains(occupation) || !occupations_.contains(target)) {
                     return leave_out("mobilités vers un métier inconnu");
                   }
                   source_.mobilities.push_back({std::move(occupation), std::move(target), *rank});
                   return Done{};
                 });
  }

  Result<Done> read_context_links() {
    return table("liens_rome_referentiels", {"code_rome", "code_compo_bloc", "code_ogr"},
                 [this](const CsvRow& row) -> Result<Done> {
                   if (row["code_compo_bloc"] != "6") {
                     return Done{};
                   }
                   std::string occupation(row["code_rome"]);
                   std::string context(row["code_ogr"]);
                   if (!occupations_.contains(occupation) || !contexts_.contains(context)) {
                     return leave_out("liens vers un métier ou un contexte de travail inconnus");
                   }
                   source_.context_links.push_back({std::move(occupation), std::move(context)});
                   return Done{};
                 });
  }

  fs::path directory_;
  std::string version_;
  ReferentialSource source_;
  std::map<std::string, std::multimap<int, std::string>> sentences_;
  std::map<std::string, std::optional<int>> access_;
  Codes occupations_;
  Codes skills_;
  Codes contexts_;
  std::map<std::string, std::size_t> left_out_;
};

template <class Value, std::size_t size>
std::optional<Value> named(const std::array<std::pair<std::string_view, Value>, size>& names, std::string_view name) {
  for (const auto& [each, value] : names) {
    if (each == name) {
      return value;
    }
  }
  return std::nullopt;
}

/// Reads our own tables, written by hand: whatever is wrong is told with its line.
class StarterReader {
 public:
  explicit StarterReader(fs::path directory) : directory_(std::move(directory)) {}

  Result<ReferentialSource> read() {
    source_.name = "Passerelle starter 1";
    const Result<Done> done = in_turn({[this] { return read_occupations(); }, [this] { return read_titles(); },
                                       [this] { return read_skills(); }, [this] { return read_skill_links(); },
                                       [this] { return read_near(); }, [this] { return read_contexts(); },
                                       [this] { return read_context_links(); }});
    if (!done) {
      return done.error();
    }
    return std::move(source_);
  }

 private:
  Result<Done> table(std::string_view name, const std::vector<std::string_view>& columns,
                     const std::function<Result<Done>(const CsvRow&)>& visit) const {
    return read_reference_table(directory_ / (std::string(name) + ".tsv"), kTsv, columns, visit);
  }

  /// The cell, when it is one of the codes read before.
  static Result<std::string> known(const CsvRow& row, std::string_view column, const Codes& codes,
                                   std::string_view table_of_codes) {
    std::string code(row[column]);
    if (!codes.contains(code)) {
      return bad_cell(column, code, "un code de " + std::string(table_of_codes));
    }
    return code;
  }

  Result<Done> read_occupations() {
    return table("occupations", {"code", "parent", "label", "definition", "regulated", "access"},
                 [this](const CsvRow& row) -> Result<Done> {
                   const std::string code(row["code"]);
                   const std::string parent(row["parent"]);
                   if (!is_rome_code(code)) {
                     return bad_cell("code", code, "un code comme G1602");
                   }
                   if (!parent.empty() && !is_rome_code(parent)) {
                     return bad_cell("parent", parent, "un code comme G1602, ou rien");
                   }
                   if (row["regulated"] != "yes" && row["regulated"] != "no") {
                     return bad_cell("regulated", row["regulated"], "yes ou no");
                   }
                   const std::string_view access = row["access"];
                   const bool known_access = access.size() == 1 && access >= "0" && access <= "8";
                   if (!access.empty() && !known_access) {
                     return bad_cell("access", access, "un niveau de 0 (sans diplôme) à 8, ou rien");
                   }
                   source_.occupations.push_back({code, parent.empty() ? code : parent, std::string(row["label"]),
                                                  std::string(row["definition"]), row["regulated"] == "yes",
                                                  known_access ? std::optional<int>(access[0] - '0') : std::nullopt});
                   occupations_.insert(code);
                   return Done{};
                 });
  }

  Result<Done> read_titles() {
    static constexpr std::array<std::pair<std::string_view, TitleKind>, 2> kKinds = {
        {{"title", TitleKind::title}, {"everyday", TitleKind::everyday}}};
    return table("titles", {"occupation", "title", "kind"}, [this](const CsvRow& row) -> Result<Done> {
      const Result<std::string> occupation = known(row, "occupation", occupations_, "occupations.tsv");
      if (!occupation) {
        return occupation.error();
      }
      const std::optional<TitleKind> kind = named(kKinds, row["kind"]);
      if (!kind) {
        return bad_cell("kind", row["kind"], "title ou everyday");
      }
      if (row["title"].empty()) {
        return bad_cell("title", "", "un intitulé");
      }
      source_.titles.push_back({*occupation, std::string(row["title"]), *kind, ""});
      return Done{};
    });
  }

  Result<Done> read_skills() {
    static constexpr std::array<std::pair<std::string_view, SkillKind>, 3> kKinds = {
        {{"skill", SkillKind::skill}, {"knowledge", SkillKind::knowledge}, {"soft", SkillKind::soft}}};
    return table("skills", {"code", "kind", "label"}, [this](const CsvRow& row) -> Result<Done> {
      const std::optional<SkillKind> kind = named(kKinds, row["kind"]);
      if (!kind) {
        return bad_cell("kind", row["kind"], "skill, knowledge ou soft");
      }
      source_.skills.push_back({std::string(row["code"]), std::string(row["label"]), *kind});
      skills_.insert(source_.skills.back().code);
      return Done{};
    });
  }

  Result<Done> read_skill_links() {
    static constexpr std::array<std::pair<std::string_view, SkillImportance>, 3> kImportances = {
        {{"core", SkillImportance::core}, {"other", SkillImportance::other}, {"emergent", SkillImportance::emergent}}};
    return table("occupation_skills", {"occupation", "skill", "importance"}, [this](const CsvRow& row) -> Result<Done> {
      const Result<std::string> occupation = known(row, "occupation", occupations_, "occupations.tsv");
      if (!occupation) {
        return occupation.error();
      }
      const Result<std::string> skill = known(row, "skill", skills_, "skills.tsv");
      if (!skill) {
        return skill.error();
      }
      const std::optional<SkillImportance> importance = named(kImportances, row["importance"]);
      if (!importance) {
        return bad_cell("importance", row["importance"], "core, other ou emergent");
      }
      source_.links.push_back({*occupation, *skill, *importance});
      return Done{};
    });
  }

  Result<Done> read_near() {
    return table("near", {"occupation", "target", "rank"}, [this](const CsvRow& row) -> Result<Done> {
      const Result<std::string> occupation = known(row, "occupation", occupations_, "occupations.tsv");
      if (!occupation) {
        return occupation.error();
      }
      const Result<std::string> target = known(row, "target", occupations_, "occupations.tsv");
      if (!target) {
        return target.error();
      }
      const std::optional<int> rank = positive_integer(row["rank"]);
      if (!rank) {
        return bad_cell("rank", row["rank"], "un nombre à partir de 1");
      }
      source_.mobilities.push_back({*occupation, *target, *rank});
      return Done{};
    });
  }

  Result<Done> read_contexts() {
    return table("work_contexts", {"code", "label", "type"}, [this](const CsvRow& row) -> Result<Done> {
      source_.contexts.push_back({std::string(row["code"]), std::string(row["label"]), std::string(row["type"])});
      contexts_.insert(source_.contexts.back().code);
      return Done{};
    });
  }

  Result<Done> read_context_links() {
    return table("occupation_contexts", {"occupation", "context"}, [this](const CsvRow& row) -> Result<Done> {
      const Result<std::string> occupation = known(row, "occupation", occupations_, "occupations.tsv");
      if (!occupation) {
        return occupation.error();
      }
      const Result<std::string> context = known(row, "context", contexts_, "work_contexts.tsv");
      if (!context) {
        return context.error();
      }
      source_.context_links.push_back({*occupation, *context});
      return Done{};
    });
  }

  fs::path directory_;
  ReferentialSource source_;
  Codes occupations_;
  Codes skills_;
  Codes contexts_;
};

/// "v460" from "unix_referentiel_code_rome_v460_utf8.csv": the highest found, or nothing.
std::optional<std::string> official_version(const fs::path& directory) {
  constexpr std::string_view kBefore = "unix_referentiel_code_rome_v";
  constexpr std::string_view kAfter = "_utf8.csv";
  std::optional<std::string> best;
  int best_number = 0;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(kBefore) || !name.ends_with(kAfter) || name.size() <= kBefore.size() + kAfter.size()) {
      continue;
    }
    const std::string number = name.substr(kBefore.size(), name.size() - kBefore.size() - kAfter.size());
    if (const std::optional<int> value = positive_integer(number); value && *value > best_number) {
      best_number = *value;
      best = "v" + number;
    }
  }
  return best;
}

}  // namespace

Result<ReferentialSource> read_referential_source(const fs::path& directory) {
  std::error_code ignored;
  if (!fs::is_directory(directory, ignored)) {
    return unusable(directory.string() + ": dossier introuvable");
  }
  if (const std::optional<std::string> version = official_version(directory)) {
    return OfficialReader(directory, *version).read();
  }
  if (fs::exists(directory / "occupations.tsv", ignored)) {
    return StarterReader(directory).read();
  }
  return unusable(directory.string() +
                  ": ni unix_referentiel_code_rome_v<version>_utf8.csv (fichiers ROME officiels), ni occupations.tsv");
}

}  // namespace passerelle
