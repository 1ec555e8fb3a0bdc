#include "deliver/offer_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "report/plain_text.h"
#include "report/words.h"
#include "weekly/phrases.h"

namespace passerelle {
namespace {

// What weekly/ writes, and what référents write most.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kTu{{
    {"Vous savez ", "Tu sais "},
    {"vous savez ", "tu sais "},
    {"Vous avez ", "Tu as "},
    {"vous avez ", "tu as "},
    {"Vous cherchez", "Tu cherches"},
    {"vous cherchez", "tu cherches"},
    {"Vous pouvez ", "Tu peux "},
    {"vous pouvez ", "tu peux "},
    {"Vous aimez ", "Tu aimes "},
    {"vous aimez ", "tu aimes "},
    {"Vous voulez ", "Tu veux "},
    {"vous voulez ", "tu veux "},
    {"Vous êtes ", "Tu es "},
    {"vous êtes ", "tu es "},
    {"chez vous", "chez toi"},
    {"pour vous", "pour toi"},
    {"avec vous", "avec toi"},
    {"Vos ", "Tes "},
    {" vos ", " tes "},
    // Before a vowel both are "ton"; before a consonant the gender would have to be known.
    {"votre expérience", "ton expérience"},
    {"votre métier", "ton métier"},
    {"votre domicile", "ton domicile"},
}};

// Hours and efforts are said before all else; how much is known of an offer interests only the référent.
constexpr std::array<std::string_view, 10> kShownWarnings{
    "night_hours", "early_hours",   "evening_hours", "split_hours", "weekend_hours",
    "shift_work",  "heavy_lifting", "standing",      "cold",        "heights"};

std::string hard_conditions(const ShortlistItem& item) {
  std::string words;
  for (const std::string& warning : item.warnings) {
    if (std::ranges::find(kShownWarnings, warning) != kShownWarnings.end()) {
      words += (words.empty() ? "" : ", ") + std::string(french(WordFamily::warning, warning));
    }
  }
  return words.empty() ? "" : words + ".";
}

std::string e164(std::string_view written) {
  const std::optional<Phone> phone = parse_phone(written);
  return phone ? phone->number : "";
}

}  // namespace

std::string said_with_tu(std::string_view sentences) {
  std::string said(sentences);
  for (const auto& [vous, tu] : kTu) {
    for (std::size_t at = said.find(vous); at != std::string::npos; at = said.find(vous, at + tu.size())) {
      said.replace(at, vous.size(), tu);
    }
  }
  return said;
}

std::string link_in_ascii(std::string_view address) {
  if (!is_web_address(address)) {
    return "";
  }
  const std::size_t host = address.find("//") + 2;
  const std::size_t path = std::min(address.find_first_of("/?#", host), address.size());
  const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
  if (path == host || !std::ranges::all_of(address.substr(0, path), is_ascii)) {
    return "";
  }
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string link;
  for (const char sign : address) {
    const auto byte = static_cast<unsigned char>(sign);
    if (is_ascii(sign)) {
      link.push_back(sign);
    } else {
      link.append({'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]});
    }
  }
  return link;
}

std::string name_of(const Referent& referent, bool says_tu) {
  const std::string name = single_spaced(referent.display_name);
  return name.empty() ? (says_tu ? "ton référent" : "votre référent") : name;
}

TemplateData answer_data(const ApplyChannel& apply, const Referent& referent, bool with_email) {
  TemplateData data;
  for (const std::string_view name : {"link", "phone", "email", "referent_phone", "phone_link"}) {
    data.texts[std::string(name)] = "";
  }
  if (apply.how == "url") {
    data.texts["link"] = link_in_ascii(apply.value);
  } else if (apply.how == "phone" && parse_phone(apply.value)) {
    data.texts["phone"] = phone_as_said(apply.value);
    data.texts["phone_link"] = e164(apply.value);
  } else if (apply.how == "email" && with_email) {
    data.texts["email"] = single_spaced(apply.value);
  }
  const bool has_way = !data.texts["link"].empty() || !data.texts["phone"].empty() || !data.texts["email"].empty();
  if (!has_way && parse_phone(referent.phone)) {
    data.texts["referent_phone"] = phone_as_said(referent.phone);
    data.texts["phone_link"] = e164(referent.phone);
  }
  return data;
}

TemplateData offer_data(const ShortlistItem& item, std::size_t number, const Contact& contact,
                        const Referent& referent) {
  TemplateData data = answer_data(item.apply, referent, true);
  const std::string title = readable_title(single_spaced(item.show.title));
  const std::string why = single_spaced(without_contacts(item.why));
  data.texts["referent"] = name_of(referent, contact.says_tu);
  data.texts["number"] = std::to_string(number);
  data.texts["offer"] = item.offer.value();
  data.texts["title"] = title.empty() ? "Un emploi" : title;
  data.texts["employer"] = single_spaced(item.show.employer);
  data.texts["place"] = single_spaced(place_as_said(item.show.place));
  data.texts["contract"] = single_spaced(item.show.contract);
  data.texts["hours"] = single_spaced(item.show.hours);
  data.texts["pay"] = single_spaced(item.show.pay);
  data.texts["journey"] = item.travel ? travel_in_french(*item.travel) : "";
  data.texts["warnings"] = hard_conditions(item);
  data.texts["why"] = contact.says_tu ? said_with_tu(why) : why;
  std::vector<TemplateData> questions;
  for (const Question& question : item.to_check) {
    questions.push_back({{{"question", question.question}}, {}});
  }
  data.texts["has_questions"] = questions.empty() ? "" : "oui";
  data.lists["questions"] = std::move(questions);
  return data;
}

}  // namespace passerelle
