#include "report/review_import.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "report/plain_text.h"
#include "report/review_words.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr int kLongestTravel = 24 * 60;

std::string words_of(const ReviewRow& row, ReviewColumn column) {
  return std::string(trimmed(row[column]));
}

/// Why a cell could not be taken.
struct Refusal {
  std::string field;
  std::string reason;
};

/// What one line says, understood.
struct Said {
  const ReviewLine* line = nullptr;
  const ProposedList* list = nullptr;
  const ShortlistItem* item = nullptr;  ///< null: the person's own line
  Gesture gesture = Gesture::none;
  std::string reason;
  std::string value;  ///< of the drop
  std::string sentence;
  std::vector<std::string> notes;
  bool call = false;

  [[nodiscard]] bool says_the_same(const Said& other) const {
    return std::tie(gesture, reason, value, sentence, notes, call) ==
           std::tie(other.gesture, other.reason, other.value, other.sentence, other.notes, other.call);
  }
};

const ShortlistItem* item_of(const Shortlist& list, const std::string& offer) {
  for (const std::vector<ShortlistItem>* items : {&list.offers, &list.reserve}) {
    const auto found =
        std::ranges::find_if(*items, [&](const ShortlistItem& item) { return item.offer.value() == offer; });
    if (found != items->end()) {
      return &*found;
    }
  }
  return nullptr;
}

/// The hours that the warnings of an offer tell, when they tell of one kind only.
std::string_view hours_of(const ShortlistItem& item) {
  constexpr std::pair<std::string_view, std::string_view> kHours[] = {
      {"night_hours", "night"},     {"weekend_hours", "weekend"}, {"early_hours", "early"},
      {"evening_hours", "evening"}, {"split_hours", "split"},     {"shift_work", "shift"}};
  std::string_view meant;
  for (const auto& [warning, code] : kHours) {
    if (std::ranges::find(item.warnings, warning) != item.warnings.end()) {
      if (!meant.empty()) {
        return "";
      }
      meant = code;
    }
  }
  return meant;
}

/// The minutes in "40", "40 min", "40 minutes de trajet"; nothing when the words do not begin with a number.
std::optional<int> minutes_in(std::string_view words) {
  int minutes = 0;
  const auto [end, problem] = std::from_chars(words.data(), words.data() + words.size(), minutes);
  return problem == std::errc{} && minutes > 0 && minutes <= kLongestTravel ? std::optional(minutes) : std::nullopt;
}

/// Reads the lines of one file and makes events of them.
class Import {
 public:
  Import(std::string_view file, const Care& care, const Decisions& so_far, const Reviewer& reviewer)
      : file_(file), care_(care), so_far_(so_far), reviewer_(reviewer) {}

  ReviewOutcome run(const Feed<ReviewLine>& lines, std::span<const ProposedList> lists) {
    outcome_.rejections = lines.rejections;
    std::map<PersonId, const ProposedList*> by_person;
    for (const ProposedList& list : lists) {
      by_person.emplace(list.shortlist.person, &list);
    }
    for (const ReviewLine& line : lines.records) {
      const auto list = by_person.find(PersonId(words_of(line.row, ReviewColumn::person)));
      Said said;
      said.line = &line;
      said.list = list == by_person.end() ? nullptr : list->second;
      std::optional<Refusal> refusal = find(said);
      if (!refusal) {
        refusal = understand(said);
      }
      if (refusal) {
        set_aside(line, std::move(*refusal));
      } else {
        said_[{said.list->shortlist.person, said.item == nullptr ? OfferId() : said.item->offer}].push_back(
            std::move(said));
      }
    }
    set_contradictions_aside();
    for (const auto& [key, lines_of_one] : said_) {
      record(lines_of_one.front());
    }
    std::ranges::stable_sort(outcome_.rejections, {}, &Rejection::record);
    return std::move(outcome_);
  }

 private:
  void set_aside(const ReviewLine& line, Refusal refusal) {
    outcome_.rejections.push_back({file_, line.record, line.line, std::move(refusal.field), std::move(refusal.reason)});
  }

  /// Whether the line stands in the lists as it was shown, and may be decided by this référent.
  std::optional<Refusal> find(Said& said) const {
    const ReviewRow& row = said.line->row;
    if (said.list == nullptr) {
      return Refusal{"Personne", "aucune liste de cette personne dans ce fichier de listes"};
    }
    const PersonId& person = said.list->shortlist.person;
    if (!care_.may_decide(reviewer_.referent, person)) {
      return Refusal{"Personne", person.value() + " n'est pas suivie par " + reviewer_.referent.value() +
                                     ", qui ne remplace aucun de ses référents ce jour-là"};
    }
    if (words_of(row, ReviewColumn::list) != said.list->list) {
      return Refusal{"Liste", "la liste relue n'est pas celle de ce fichier de listes : exporter de nouveau"};
    }
    const std::string offer = words_of(row, ReviewColumn::offer);
    if (!offer.empty()) {
      said.item = item_of(said.list->shortlist, offer);
      if (said.item == nullptr) {
        return Refusal{"Numéro d'offre", "cette offre n'est pas dans la liste de " + person.value()};
      }
    }
    const std::string expected = said.item == nullptr ? said.list->list : shown_digest(*said.item);
    if (words_of(row, ReviewColumn::shown) != expected) {
      return Refusal{"Empreinte", "ce qui a été relu n'est pas ce qui est proposé : exporter de nouveau"};
    }
    return std::nullopt;
  }

  static std::optional<Refusal> understand(Said& said) {
    const ReviewRow& row = said.line->row;
    const std::optional<Gesture> gesture = parse_gesture(row[ReviewColumn::decision]);
    if (!gesture) {
      return Refusal{"Décision", "mot inconnu : écrire garder, écarter ou épingler"};
    }
    said.gesture = *gesture;
    said.sentence = single_spaced(words_of(row, ReviewColumn::sentence));
    if (said.item == nullptr && (said.gesture != Gesture::none || !said.sentence.empty())) {
      return Refusal{"Décision", "on décide d'une offre, pas d'une personne : écrire sur la ligne de chaque offre"};
    }
    if (said.item != nullptr && said.sentence == said.item->why) {
      said.sentence.clear();
    }
    if (std::string note = words_of(row, ReviewColumn::note); !note.empty()) {
      said.notes.push_back(std::move(note));
    }
    const std::optional<bool> call = parse_tick(row[ReviewColumn::call]);
    if (!call) {
      return Refusal{"Appeler", "écrire oui, ou ne rien écrire"};
    }
    said.call = *call;
    return understand_reason(said);
  }

  static std::optional<Refusal> understand_reason(Said& said) {
    const ReviewRow& row = said.line->row;
    const std::string written = words_of(row, ReviewColumn::reason);
    const std::string detail = words_of(row, ReviewColumn::detail);
    if (said.gesture != Gesture::drop) {
      if (!written.empty() || !detail.empty()) {
        return Refusal{"Raison", "une raison sans « écarter » se contredit : écrire écarter, ou effacer la raison"};
      }
      return std::nullopt;
    }
    const ReviewReason* reason = parse_review_reason(written);
    if (reason == nullptr) {
      std::string known;
      for (const ReviewReason& one : review_reasons()) {
        known += (known.empty() ? "" : ", ") + std::string(one.words);
      }
      return Refusal{"Raison",
                     (written.empty() ? "manque ; écrire l'une de : " : "inconnue ; écrire l'une de : ") + known};
    }
    said.reason = reason->code;
    if (said.reason == "hours") {
      const std::optional<std::string_view> meant = parse_hours_meant(detail);
      if (!meant || (meant->empty() && !detail.empty())) {
        return Refusal{"Précision", "écrire un seul de : nuit, week-end, tôt, soir, coupé, équipes"};
      }
      said.value = meant->empty() ? hours_of(*said.item) : *meant;
    } else if (said.reason == "distance") {
      const std::optional<int> minutes = minutes_in(detail);
      if (!minutes && !detail.empty()) {
        return Refusal{"Précision", "écrire le trajet en minutes, par exemple 40"};
      }
      if (minutes || said.item->travel) {
        said.value = std::to_string(minutes ? *minutes : said.item->travel->minutes);
      }
    } else if (said.reason == "contract") {
      const std::optional<std::string_view> meant = parse_contract_meant(detail);
      if (!meant || (meant->empty() && !detail.empty())) {
        return Refusal{"Précision",
                       "écrire un seul de : CDI, CDD, intérim, saisonnier, apprentissage, "
                       "professionnalisation"};
      }
      // A label that names none, or several: only this offer is held back.
      said.value = meant->empty() ? parse_contract_meant(said.item->show.contract).value_or("") : *meant;
    } else if (said.reason == "other") {
      if (detail.empty()) {
        return Refusal{"Précision", "écrire pourquoi, avec vos mots"};
      }
      said.value = detail;
    } else if (!detail.empty()) {
      said.notes.push_back(detail);
    }
    return std::nullopt;
  }

  /// Two lines about the same, and an offer that is closed on one line and kept on another.
  void set_contradictions_aside() {
    std::map<OfferId, const ReviewLine*> closed;
    for (auto one = said_.begin(); one != said_.end();) {
      const std::vector<Said>& lines = one->second;
      if (std::ranges::all_of(lines, [&](const Said& said) { return said.says_the_same(lines.front()); })) {
        if (lines.front().reason == "closed") {
          closed.emplace(one->first.second, lines.front().line);
        }
        ++one;
        continue;
      }
      for (const Said& said : lines) {
        set_aside(*said.line,
                  {"Décision", "plusieurs lignes disent autre chose de la même offre : n'en garder qu'une"});
      }
      one = said_.erase(one);
    }
    for (auto one = said_.begin(); one != said_.end();) {
      const Said& said = one->second.front();
      const auto found = closed.find(one->first.second);
      if (found != closed.end() && (said.gesture == Gesture::keep || said.gesture == Gesture::pin)) {
        set_aside(*said.line, {"Décision", "l'offre est dite fermée à la ligne " + std::to_string(found->second->line) +
                                               " et gardée ici"});
        one = said_.erase(one);
      } else {
        ++one;
      }
    }
  }

  Event event_of(const Said& said, EventType type, std::string value, std::string reason) const {
    Event event;
    event.at = reviewer_.at;
    event.by = {AuthorKind::referent, reviewer_.referent.value()};
    event.person = said.list->shortlist.person;
    event.offer = said.item == nullptr ? OfferId() : said.item->offer;
    event.list = said.list->list;
    event.type = type;
    event.value = std::move(value);
    event.reason = std::move(reason);
    event.id = event_id(event);
    return event;
  }

  /// Adds what changes the state: the same word again does not. A mind changed back needs an id of its own, or it would
  /// pass for the first word told twice.
  void add_after(Event event, const Event* last) {
    if (last != nullptr) {
      if (std::tie(last->type, last->value, last->reason) == std::tie(event.type, event.value, event.reason)) {
        return;
      }
      event.id = sha256_hex(event.id + "\n" + last->id);
    }
    outcome_.events.push_back(std::move(event));
  }

  void record(const Said& said) {
    const std::string& list = said.list->list;
    const OfferId offer = said.item == nullptr ? OfferId() : said.item->offer;
    const Event* last = so_far_.last_of(list, offer, reviewer_.referent.value());
    if (said.gesture == Gesture::keep || said.gesture == Gesture::pin) {
      ++outcome_.kept;
      add_after(event_of(said, EventType::validated, shown_digest(*said.item), ""), last);
    }
    if (said.gesture == Gesture::pin) {
      ++outcome_.pinned;
      outcome_.events.push_back(event_of(said, EventType::pinned, "", ""));
    }
    if (said.gesture == Gesture::drop) {
      ++outcome_.dropped[said.reason];
      add_after(event_of(said, EventType::dropped, said.value, said.reason), last);
    }
    if (said.gesture == Gesture::none && said.item != nullptr && is_proposed(said)) {
      ++outcome_.undecided;
    }
    if (!said.sentence.empty()) {
      ++outcome_.edited;
      add_after(event_of(said, EventType::edited, said.sentence, ""), so_far_.last_edit(list, offer));
    }
    for (const std::string& note : said.notes) {
      ++outcome_.noted;
      outcome_.events.push_back(event_of(said, EventType::noted, note, ""));
    }
    if (said.call) {
      outcome_.to_call.insert(said.list->shortlist.person);
      Event call = event_of(said, EventType::called, "to_call", "");
      call.offer = OfferId();
      call.id = event_id(call);
      outcome_.events.push_back(std::move(call));
    }
  }

  static bool is_proposed(const Said& said) {
    return std::ranges::any_of(said.list->shortlist.offers,
                               [&](const ShortlistItem& item) { return &item == said.item; });
  }

  std::string file_;
  const Care& care_;
  const Decisions& so_far_;
  const Reviewer& reviewer_;
  std::map<std::pair<PersonId, OfferId>, std::vector<Said>> said_;
  ReviewOutcome outcome_;
};

}  // namespace

ReviewOutcome review_outcome(const Feed<ReviewLine>& lines, std::string_view file, std::span<const ProposedList> lists,
                             const Care& care, const Decisions& so_far, const Reviewer& reviewer) {
  return Import(file, care, so_far, reviewer).run(lines, lists);
}

}  // namespace passerelle
