#include "deliver/by_hand.h"

#include <array>

#include "deliver/offer_words.h"
#include "report/plain_text.h"
#include "report/templates.h"
#include "report/words.h"

namespace passerelle {
namespace {

struct Group {
  Channel how;
  std::string_view anchor;
  std::string_view heading;
};
constexpr std::array<Group, 3> kGroups{{{Channel::call, "appels", "À appeler"},
                                        {Channel::paper, "papiers", "À remettre sur papier"},
                                        {Channel::referent, "referents", "À voir avec la personne"}}};

std::string_view in_french(Channel how) {
  return how == Channel::call ? "appeler" : how == Channel::paper ? "papier" : "en parler";
}

std::string phone_of(const ByHand& person) {
  return person.contact.phone ? phone_as_said(person.contact.phone->number) : "";
}

TemplateData person_data(const ByHand& person, std::size_t position) {
  TemplateData data;
  data.texts["person"] = person.contact.person.value();
  data.texts["person_anchor"] = "personne-" + std::to_string(position);
  data.texts["first_name"] = single_spaced(person.contact.first_name);
  data.texts["phone"] = phone_of(person);
  data.texts["phone_link"] = person.contact.phone ? person.contact.phone->number : "";
  data.texts["reason"] = person.reason;
  data.texts["referent"] =
      person.referent.display_name.empty() ? person.referent.id.value() : person.referent.display_name;
  return data;
}

/// In quotes; what a spreadsheet would run as a formula is made a text.
void append_cell(std::string& csv, std::string_view cell) {
  csv += '"';
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) {
    csv += '\'';
  }
  for (const char sign : cell) {
    csv.append(sign == '"' ? 2 : 1, sign);
  }
  csv += '"';
}

}  // namespace

std::string by_hand_page(std::span<const ByHand> people, std::string_view issue, const MessageTemplates& templates) {
  TemplateData page;
  page.texts["style"] = std::string(templates::kStyle);
  page.texts["issue"] = std::string(issue);
  page.texts["people_count"] = counted(static_cast<std::int64_t>(people.size()), "personne", "personnes");
  for (const Group& group : kGroups) {
    TemplateData rows;
    rows.texts["anchor"] = std::string(group.anchor);
    rows.texts["heading"] = std::string(group.heading);
    for (std::size_t position = 0; position < people.size(); ++position) {
      if (people[position].how == group.how) {
        rows.lists["people"].push_back(person_data(people[position], position + 1));
      }
    }
    if (!rows.lists["people"].empty()) {
      page.lists["groups"].push_back(std::move(rows));
    }
  }
  // Whoever calls or talks needs the offers under their eyes too: a sheet for everybody.
  for (std::size_t position = 0; position < people.size(); ++position) {
    const ByHand& person = people[position];
    TemplateData sheet = person_data(person, position + 1);
    for (const ShortlistItem& item : person.offers) {
      const std::size_t number = sheet.lists["offers"].size() + 1;
      sheet.lists["offers"].push_back(offer_data(item, number, person.contact, person.referent));
    }
    page.lists["papers"].push_back(std::move(sheet));
  }
  return templates.render("by_hand", page) + "\n";
}

std::string by_hand_csv(std::span<const ByHand> people) {
  std::string csv = "\xEF\xBB\xBFpersonne;prénom;téléphone;quoi;pourquoi;référent;offres\r\n";
  for (const ByHand& person : people) {
    std::string titles;
    for (const ShortlistItem& item : person.offers) {
      titles += (titles.empty() ? "" : " ; ") + single_spaced(item.show.title) + " (" + item.offer.value() + ")";
    }
    bool is_first = true;
    for (const std::string& cell :
         {person.contact.person.value(), single_spaced(person.contact.first_name), phone_of(person),
          std::string(in_french(person.how)), person.reason, person.referent.id.value(), titles}) {
      csv += is_first ? "" : ";";
      append_cell(csv, cell);
      is_first = false;
    }
    csv += "\r\n";
  }
  return csv;
}

}  // namespace passerelle
