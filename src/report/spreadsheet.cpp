#include "report/spreadsheet.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "report/person_section.h"
#include "report/plain_text.h"
#include "report/words.h"
#include "report/workbook.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

void fill_week(lxw_workbook* workbook, const Caseload& caseload) {
  constexpr SheetColumn kColumns[] = {{"Personne", 12},
                                      {"Rang", 6},
                                      {"Étoiles", 8},
                                      {"Offre", 34},
                                      {"Employeur", 22},
                                      {"Lieu", 18},
                                      {"Contrat", 16},
                                      {"Horaires", 14},
                                      {"Salaire", 18},
                                      {"Trajet", 20},
                                      {"Pourquoi", 40},
                                      {"Ce qui va", 40},
                                      {"À demander", 32},
                                      {"Ce qui manque", 32},
                                      {"Points d'attention", 28},
                                      {"Pour répondre", 40},
                                      {"Numéro d'offre", 16},
                                      {"Pour le référent seulement", 12},
                                      {"Décision", 20}};
  Sheet sheet(workbook, "Semaine", kColumns);
  for (const CaseloadEntry& entry : caseload.entries) {
    for (const ShortlistItem& item : entry.list->offers) {
      sheet.next_row();
      sheet.text(entry.list->person.value()).number(item.rank).number(stars(item.score)).text(item.show.title);
      sheet.text(item.show.employer)
          .text(place_as_said(item.show.place))
          .text(item.show.contract)
          .text(item.show.hours);
      sheet.text(item.show.pay).text(item.travel ? travel_in_french(*item.travel) : "");
      sheet.text(without_contacts(item.why)).text(matched_in_french(item)).text(questions_in_french(item));
      sheet.text(missing_in_french(item)).text(warnings_in_french(item)).link(item.apply.value);
      sheet.text(item.offer.value()).text(entry.list->referent_only ? "oui" : "").text("");
    }
  }
  sheet.finish();
}

void fill_without_offer(lxw_workbook* workbook, const Caseload& caseload) {
  constexpr SheetColumn kColumns[] = {
      {"Personne", 12}, {"État", 20}, {"Pourquoi", 50}, {"Ce qui ouvrirait des offres", 60}};
  Sheet sheet(workbook, "Sans offre", kColumns);
  for (const CaseloadEntry& entry : caseload.entries) {
    if (!entry.list->offers.empty()) {
      continue;
    }
    std::vector<std::string> unlocks;
    for (const Unlock& unlock : entry.list->unlock) {
      unlocks.push_back(as_sentence(unlock.text));
    }
    sheet.next_row();
    sheet.text(entry.list->person.value())
        .text(state_in_french(*entry.list))
        .text(as_sentence(entry.list->status_reason));
    sheet.text(in_lines(unlocks));
  }
  sheet.finish();
}

void fill_nearly(lxw_workbook* workbook, const Caseload& caseload) {
  constexpr SheetColumn kColumns[] = {{"Personne", 12}, {"Offre", 34},     {"Employeur", 22}, {"Lieu", 18},
                                      {"Contrat", 16},  {"Il manque", 30}, {"Étape", 28},     {"Numéro d'offre", 16}};
  Sheet sheet(workbook, "Presque", kColumns);
  for (const CaseloadEntry& entry : caseload.entries) {
    for (const NearlyItem& item : entry.list->nearly) {
      std::vector<std::string> blockers;
      for (const Blocker& blocker : item.blocked_by) {
        blockers.push_back(blocker_in_french(blocker));
      }
      sheet.next_row();
      sheet.text(entry.list->person.value())
          .text(item.show.title)
          .text(item.show.employer)
          .text(place_as_said(item.show.place));
      sheet.text(item.show.contract).text(in_lines(blockers)).text(french(WordFamily::step, item.step));
      sheet.text(item.offer.value());
    }
  }
  sheet.finish();
}

}  // namespace

Result<Done> write_spreadsheet(const std::filesystem::path& file, Week week, const Caseload& caseload) {
  return write_workbook(file, caseload.display_name + " – " + to_string(week), monday_of(week),
                        [&caseload](lxw_workbook* workbook) {
                          fill_week(workbook, caseload);
                          fill_without_offer(workbook, caseload);
                          fill_nearly(workbook, caseload);
                        });
}

Result<Done> write_spreadsheets(const std::filesystem::path& directory, Week week, std::span<const Person> people,
                                std::span<const Shortlist> shortlists, std::span<const Referent> referents) {
  if (Result<Done> made = make_private_directory(directory); !made) {
    return made;
  }
  for (const Caseload& caseload : caseloads(people, shortlists, referents)) {
    if (Result<Done> written = write_spreadsheet(directory / (caseload.file_name + ".xlsx"), week, caseload);
        !written) {
      return written;
    }
  }
  return Done{};
}

}  // namespace passerelle
