#include "report/review.h"

#include "base/hash.h"
#include "report/lists.h"
#include "report/person_section.h"
#include "report/plain_text.h"
#include "report/words.h"

namespace passerelle {
namespace {

std::string decided_in_french(const OfferDecision& decision) {
  if (decision.dropped) {
    return "écartée";
  }
  return decision.validated ? "gardée" : "";
}

ReviewRow row_of(const ProposedList& proposed, const ShortlistItem& item, std::string_view name,
                 const Decisions& before) {
  using enum ReviewColumn;
  const OfferDecision decided = before.of(proposed.list, item.offer);
  ReviewRow row;
  row[person] = proposed.shortlist.person.value();
  row[kind] = std::string(name) + " " + std::to_string(item.rank);
  row[title] = single_spaced(item.show.title);
  row[employer] = single_spaced(item.show.employer);
  row[place] = place_as_said(single_spaced(item.show.place));
  row[contract] = single_spaced(item.show.contract);
  row[hours] = item.show.hours;
  row[pay] = single_spaced(item.show.pay);
  row[travel] = item.travel ? travel_in_french(*item.travel) : "non connu";
  row[why] = decided.sentence.empty() ? item.why : decided.sentence;
  row[matched] = matched_in_french(item);
  row[to_check] = questions_in_french(item);
  row[missing] = missing_in_french(item);
  row[warnings] = warnings_in_french(item);
  if (proposed.shortlist.referent_only) {
    row[warnings] += std::string(row[warnings].empty() ? "" : "\n") + "Pour le référent seulement : rien ne part";
  }
  if (item.stretch) {
    row[warnings] += std::string(row[warnings].empty() ? "" : "\n") + "Offre d'ouverture : un autre métier";
  }
  row[apply] = item.apply.value;
  row[so_far] = decided_in_french(decided);
  row[offer] = item.offer.value();
  row[list] = proposed.list;
  row[shown] = shown_digest(item);
  return row;
}

/// Why somebody should call, and what the person wrote.
std::string signs_in_french(const Signs& signs) {
  std::vector<std::string> told;
  if (signs.is_silent()) {
    told.push_back("Appeler : " + std::to_string(signs.silent_weeks) + " semaines sans réponse");
  }
  if (signs.asks_for_call) {
    told.emplace_back("Appeler : la personne demande à être rappelée");
  }
  for (const std::string& words : signs.words) {
    told.push_back("A répondu : « " + single_spaced(words) + " »");
  }
  return in_lines(told);
}

ReviewRow row_of_person(const ProposedList& proposed, const Signs& signs) {
  using enum ReviewColumn;
  std::vector<std::string> unlocks;
  for (const Unlock& unlock : proposed.shortlist.unlock) {
    unlocks.push_back(as_sentence(unlock.text));
  }
  ReviewRow row;
  row[person] = proposed.shortlist.person.value();
  row[kind] = "personne";
  row[title] = state_in_french(proposed.shortlist);
  row[why] = as_sentence(proposed.shortlist.status_reason);
  row[missing] = in_lines(unlocks);
  row[warnings] = signs_in_french(signs);
  row[list] = proposed.list;
  row[shown] = proposed.list;
  return row;
}

}  // namespace

std::string shown_digest(const ShortlistItem& item) {
  return sha256_hex(item_json(item));
}

void add_review_rows(std::vector<ReviewRow>& rows, const ProposedList& list, const Decisions& so_far,
                     const Signs& signs) {
  for (const ShortlistItem& item : list.shortlist.offers) {
    rows.push_back(row_of(list, item, "offre", so_far));
  }
  for (const ShortlistItem& item : list.shortlist.reserve) {
    rows.push_back(row_of(list, item, "réserve", so_far));
  }
  rows.push_back(row_of_person(list, signs));
}

}  // namespace passerelle
