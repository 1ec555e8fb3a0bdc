#include "report/messages.h"

#include <algorithm>

#include "report/plain_text.h"
#include "report/words.h"
#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::size_t kMaxTitleCharacters = 60;
constexpr std::size_t kMaxPlaceCharacters = 40;
// A longer link would leave no room to say why.
constexpr std::size_t kMaxLinkCharacters = 120;

bool ends_sentence(char c) {
  return c == '.' || c == '!' || c == '?';
}

/// "Aide de cuisine, Orléans."
std::string offer_named(const OfferCard& show) {
  const std::string title = single_spaced(show.title);
  std::string named = title.empty() ? "un emploi" : shortened(title, kMaxTitleCharacters);
  // Many titles already end with the place.
  const std::string place = single_spaced(place_as_said(show.place));
  if (!place.empty() && title.find(place) == std::string::npos) {
    named += ", " + shortened(place, kMaxPlaceCharacters);
  }
  return ends_sentence(named.back()) ? named : named + ".";
}

/// As many whole sentences of `why` as fit in `room` characters, with a space in front.
std::string sentences_that_fit(std::string_view why, std::size_t room) {
  std::size_t kept = 0;
  for (std::size_t end = 1; end <= why.size(); ++end) {
    const bool is_end = end == why.size() || (ends_sentence(why[end - 1]) && why[end] == ' ');
    if (is_end && character_count(why.substr(0, end)) < room) {
      kept = end;
    }
  }
  return kept == 0 ? "" : " " + std::string(why.substr(0, kept));
}

}  // namespace

std::optional<std::string> message_text(const Shortlist& shortlist) {
  if (shortlist.status != ListStatus::proposed || shortlist.referent_only || shortlist.offers.empty()) {
    return std::nullopt;
  }
  const ShortlistItem& first = shortlist.offers.front();
  const bool is_alone = shortlist.offers.size() == 1;
  const std::string begin =
      is_alone ? "Bonjour, une offre pour vous : "
               : "Bonjour, " + std::to_string(shortlist.offers.size()) + " offres pour vous. La première : ";
  const bool has_link = first.apply.how == "url" && is_web_address(first.apply.value) &&
                        character_count(first.apply.value) <= kMaxLinkCharacters;
  // The link stands last: nothing may stick to it.
  const std::string action =
      has_link ? " Pour répondre : " + first.apply.value : " Pour répondre, appelez votre référent.";
  std::string others = is_alone || !has_link ? "" : " Pour les autres, appelez votre référent.";
  std::string text = begin + offer_named(first.show);
  const std::string why = single_spaced(without_contacts(first.why));
  const std::size_t taken = character_count(text) + character_count(action);
  const std::size_t room = kMaxMessageCharacters - std::min(kMaxMessageCharacters, taken);
  const bool others_fit = character_count(others) <= room;
  std::string reason = others_fit ? sentences_that_fit(why, room - character_count(others)) : "";
  // Why it fits matters more than where to ask for the rest: the référent has the whole list.
  if (!others_fit || (reason.empty() && !why.empty())) {
    others.clear();
    reason = sentences_that_fit(why, room);
  }
  return text.append(reason).append(others).append(action);
}

std::optional<std::string> messages_line(const Shortlist& shortlist, std::string_view issue) {
  const std::optional<std::string> text = message_text(shortlist);
  if (!text) {
    return std::nullopt;
  }
  JsonWriter json;
  json.begin_object().key("person").string(shortlist.person.value()).key("issue").string(issue);
  json.key("channel").string("preview").key("text").string(*text);
  json.key("characters").integer(static_cast<std::int64_t>(character_count(*text)));
  json.key("offers").begin_array();
  for (const ShortlistItem& item : shortlist.offers) {
    json.string(item.offer.value());
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace passerelle
