#include "linking/phrase_book.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "linking/occupation_matcher.h"

namespace passerelle {

namespace {

/// "Faire du recrutement" holds one word that is not noise, and that one says nothing.
bool says_nothing(std::string_view phrase) {
  static constexpr auto kSupport = std::to_array<std::string_view>(
      {"faire",   "travailler", "aider",  "aller", "tenir",   "prendre", "mettre", "bosser",  "metier",
       "travail", "job",        "week",   "end",   "weekend", "permis",  "caces",  "diplome", "cap",
       "bac",     "monsieur",   "madame", "jour",  "nuit",    "matin",   "soir"});
  // "Bureau de recherche", "machines à sous": what is left of them is another word.
  static constexpr auto kHalves =
      std::to_array<std::string_view>({"recherche", "emploi", "poste", "offre", "offres", "temps", "partiel",
                                       "recrutement", "interim", "sous", "sur", "autre", "autres", "tous"});
  const std::vector<Word> all = words(phrase);
  const auto said = std::ranges::find_if(all, [](const Word& word) { return !word.is_stop; });
  const auto kept = std::ranges::count_if(all, [](const Word& word) { return !word.is_stop; });
  return kept == 1 &&
         (std::ranges::find(kSupport, said->text) != kSupport.end() || std::ranges::any_of(all, [](const Word& word) {
            return std::ranges::find(kHalves, word.text) != kHalves.end();
          }));
}

}  // namespace

void PhraseBook::add(std::string_view phrase, PhraseTarget target) {
  if (says_nothing(phrase)) {
    return;
  }
  index_.add(phrase, static_cast<std::uint32_t>(targets_.size()));
  targets_.push_back(std::move(target));
}

PhraseBook PhraseBook::of(const Referential& referential, const OccupationForms& forms,
                          std::span<const LexiconEntry> lexicon, std::span<const ActivityEntry> activities) {
  PhraseBook book;
  for (const LexiconEntry& entry : lexicon) {
    for (std::uint32_t rank = 0; rank < entry.targets.size(); ++rank) {
      if (entry.kind == LexiconKind::occupation) {
        for (const OccupationIndex occupation : referential.family(entry.targets[rank])) {
          if (referential.code(occupation) == entry.targets[rank] ||
              referential.family(entry.targets[rank]).size() == 1) {
            book.add(entry.form, {PhraseTarget::Kind::occupation, occupation.value(), rank, true, entry.form});
          }
        }
      } else if (entry.kind == LexiconKind::skill || entry.kind == LexiconKind::soft) {
        if (const auto skill = referential.find_skill(entry.targets[rank])) {
          book.add(entry.form, {PhraseTarget::Kind::skill, skill->value(), rank, true, entry.form});
        }
      }
    }
  }
  // Employers write soft skills by these very labels, often without their code.
  for (std::uint32_t row = 0; row < referential.skill_count(); ++row) {
    if (referential.skill_kind(SkillIndex(row)) == SkillKind::soft) {
      const std::string label(referential.skill_label(SkillIndex(row)));
      book.add(label, {PhraseTarget::Kind::skill, row, 0, true, label});
    }
  }
  for (std::uint32_t row = 0; row + 1 < forms.first.size(); ++row) {
    for (std::uint32_t form = forms.first[row]; form < forms.first[row + 1]; ++form) {
      book.add(forms.texts[form], {PhraseTarget::Kind::occupation, row, 0, false, forms.texts[form]});
    }
  }
  for (std::uint32_t row = 0; row < activities.size(); ++row) {
    for (const std::string& form : activities[row].forms) {
      book.add(form, {PhraseTarget::Kind::activity, row, 0, true, form});
    }
  }
  return book;
}

}  // namespace passerelle
