#include "linking/phrase_book.h"

#include <utility>

#include "linking/occupation_matcher.h"

namespace passerelle {

void PhraseBook::add(std::string_view phrase, PhraseTarget target) {
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
            book.add(entry.form, {PhraseTarget::Kind::occupation, occupation.value(), rank, entry.form});
          }
        }
      } else if (entry.kind == LexiconKind::skill || entry.kind == LexiconKind::soft) {
        if (const auto skill = referential.find_skill(entry.targets[rank])) {
          book.add(entry.form, {PhraseTarget::Kind::skill, skill->value(), rank, entry.form});
        }
      }
    }
  }
  for (std::uint32_t row = 0; row + 1 < forms.first.size(); ++row) {
    for (std::uint32_t form = forms.first[row]; form < forms.first[row + 1]; ++form) {
      book.add(forms.texts[form], {PhraseTarget::Kind::occupation, row, 0, forms.texts[form]});
    }
  }
  for (std::uint32_t row = 0; row < activities.size(); ++row) {
    for (const std::string& form : activities[row].forms) {
      book.add(form, {PhraseTarget::Kind::activity, row, 0, form});
    }
  }
  return book;
}

}  // namespace passerelle
