#include <algorithm>
#include <array>

#include "ingest/offer_parts.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 15> kFields{
    "id",      "title",     "text",  "employer",       "place",        "contract",    "hours", "pay",
    "contact", "apply_url", "no_cv", "known_employer", "reserved_for", "valid_until", "rome"};

/// The commune of the cell. A postal code nearly always ends in 0 where an INSEE code seldom does; any other number is
/// kept as both, and the map of communes decides.
OfferPlace place_of(std::string_view cell) {
  OfferPlace place;
  if (is_postal_code(cell)) {
    place.postal_code = cell;
  }
  if (is_insee_code(cell) && !cell.ends_with('0')) {
    place.insee = cell;
  }
  if (place.insee.empty() && place.postal_code.empty()) {
    place.label = cell;
  }
  return place;
}

/// "CDD 6 mois" begins with its code.
ContractKind contract_of(std::string_view cell) {
  const std::vector<std::string> words = pieces(cell, " ,-(");
  if (words.empty()) {
    return ContractKind::unknown;
  }
  const std::string first = lower_ascii(words.front());
  if (first == "interim" || first == "intérim") {
    return ContractKind::mis;
  }
  if (first == "apprentissage") {
    return ContractKind::apprenticeship;
  }
  return parse_contract_kind(first);
}

std::optional<bool> full_time_of(std::string_view hours) {
  const std::string lower = lower_ascii(hours);
  if (lower.find("temps plein") != std::string::npos) {
    return true;
  }
  if (lower.find("temps partiel") != std::string::npos) {
    return false;
  }
  return std::nullopt;
}

bool yes_in(std::string_view cell, std::string_view field, RecordNotes& notes) {
  const std::string word = lower_ascii(cell);
  for (const std::string_view yes : {"yes", "oui", "1", "true", "vrai"}) {
    if (word == yes) {
      return true;
    }
  }
  for (const std::string_view no : {"", "no", "non", "0", "false", "faux"}) {
    if (word == no) {
      return false;
    }
  }
  notes.odd_value(field);
  return false;
}

ApplyChannel apply_channel(std::string_view url, std::string_view contact) {
  if (ApplyChannel channel = channel_in(url); channel.how == "url") {
    return channel;
  }
  if (ApplyChannel channel = channel_in(contact); channel.how != "none") {
    return channel;
  }
  // "Voir avec Mme Martin": nothing to call or click, so the référent makes the link.
  return contact.empty() ? ApplyChannel{} : ApplyChannel{"referent", ""};
}

}  // namespace

std::span<const std::string_view> local_offer_fields() {
  return kFields;
}

ReadOffer read_local_offer(const CsvRow& row, const CsvMapping& columns, RecordNotes& notes) {
  const auto cell = [&](std::string_view field) -> std::string_view {
    const auto mapped = columns.columns.find(std::string(field));
    const std::string_view text = trimmed(row[mapped == columns.columns.end() ? field : mapped->second]);
    return text == "none" ? std::string_view() : text;
  };
  const std::string_view id = cell("id");
  if (std::string problem = problem_of_id(id); !problem.empty()) {
    return refused("id", std::move(problem));
  }
  Offer offer;
  offer.id = OfferId(std::string(id));
  offer.title = cell("title");
  if (offer.title.empty()) {
    return refused("title", "intitulé absent");
  }
  offer.text = cell("text");
  offer.employer = cell("employer");
  offer.place = place_of(cell("place"));
  offer.contract_label = cell("contract");
  offer.contract = contract_of(offer.contract_label);
  offer.apprenticeship =
      offer.contract == ContractKind::apprenticeship || offer.contract == ContractKind::professionalisation;
  offer.hours_label = cell("hours");
  offer.full_time = full_time_of(offer.hours_label);
  offer.pay_label = cell("pay");
  offer.apply = apply_channel(cell("apply_url"), cell("contact"));
  offer.no_cv = yes_in(cell("no_cv"), "no_cv", notes);
  offer.known_employer = yes_in(cell("known_employer"), "known_employer", notes);
  offer.reserved_for = lower_ascii(cell("reserved_for"));
  constexpr std::array<std::string_view, 5> kSchemes{"", "iae", "oeth", "pmsmp", "alternance"};
  if (std::ranges::find(kSchemes, offer.reserved_for) == kSchemes.end()) {
    // Shown to everybody, it would reach people whom the employer may not hire.
    return refused("reserved_for", in_quotes(offer.reserved_for) + " : attendu iae, oeth, pmsmp ou alternance");
  }
  bool odd = false;
  offer.valid_until = plausible_day(cell("valid_until"), odd);
  if (odd) {
    notes.odd_value("valid_until");
  }
  if (is_rome_code(cell("rome"))) {
    offer.rome = cell("rome");
  }
  return {std::move(offer), "", ""};
}

}  // namespace passerelle
