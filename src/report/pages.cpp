#include "report/pages.h"

#include <kainjow/mustache.hpp>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/parallel.h"
#include "report/person_section.h"
#include "report/plain_text.h"
#include "report/templates.h"
#include "report/words.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

namespace mustache = kainjow::mustache;

mustache::data week_data(Week week) {
  mustache::data data;
  data["style"] = mustache::data(std::string(templates::kStyle));
  data["week_name"] = mustache::data(to_string(week));
  data["monday"] = mustache::data(day_in_french(monday_of(week)));
  return data;
}

std::string people_counted(std::int64_t people) {
  return counted(people, "personne", "personnes");
}
std::string have(std::int64_t people) {
  return counted(people, "personne a", "personnes ont");
}
std::string have_not(std::int64_t people) {
  return counted(people, "personne n'a", "personnes n'ont");
}
std::string are(std::int64_t people) {
  return counted(people, "personne est", "personnes sont");
}

/// A file name inside a link: its own `%` must not be read as an escape.
std::string href_of(std::string_view file_name) {
  std::string href;
  for (const char c : file_name) {
    href += c == '%' ? "%25" : std::string(1, c);
  }
  return href;
}

mustache::data empty_person(const Shortlist& list, std::size_t position) {
  mustache::data person;
  person["link"] = mustache::data(person_anchor(position));
  person["name"] = mustache::data(list.person.value());
  person["reason"] =
      list.status_reason.empty() ? mustache::data(false) : mustache::data(as_sentence(list.status_reason));
  mustache::list unlocks;
  for (const Unlock& unlock : list.unlock) {
    unlocks.push_back(mustache::data("sentence", as_sentence(unlock.text)));
  }
  person["has_unlocks"] = mustache::data(!unlocks.empty());
  person["unlocks"] = mustache::data(unlocks);
  return person;
}

}  // namespace

std::string render_page(const Caseload& caseload, Week week) {
  mustache::data data = week_data(week);
  const CaseloadCounts counts = counts_of(caseload);
  data["heading"] = mustache::data(caseload.display_name);
  data["people_counted"] = mustache::data(people_counted(static_cast<std::int64_t>(caseload.entries.size())));
  data["proposed_counted"] = mustache::data(have(counts.proposed));
  data["empty_counted"] = mustache::data(have_not(counts.empty));
  data["has_paused"] = mustache::data(counts.paused > 0);
  data["paused_counted"] = mustache::data(are(counts.paused));

  mustache::list empty_people;
  mustache::list contents;
  PersonSections person_sections;
  std::string sections;
  for (std::size_t index = 0; index < caseload.entries.size(); ++index) {
    const CaseloadEntry& entry = caseload.entries[index];
    const std::size_t position = index + 1;
    if (entry.list->status == ListStatus::empty) {
      empty_people.push_back(empty_person(*entry.list, position));
    }
    mustache::data person;
    person["link"] = mustache::data(person_anchor(position));
    person["name"] = mustache::data(entry.list->person.value());
    person["state"] = mustache::data(state_class(entry.list->status));
    person["state_words"] = mustache::data(state_in_french(*entry.list));
    contents.push_back(std::move(person));
    sections += person_sections.render(entry, position);
  }
  data["has_empty"] = mustache::data(!empty_people.empty());
  data["empty_people"] = mustache::data(empty_people);
  data["has_people"] = mustache::data(!contents.empty());
  data["contents"] = mustache::data(contents);
  data["sections"] = mustache::data(sections);
  return mustache::mustache(std::string(templates::kPage)).render(data);
}

std::string render_index(std::span<const Caseload> all, Week week, bool spreadsheets) {
  mustache::data data = week_data(week);
  mustache::list pages;
  // A person with several référents stands on several pages, and counts once here.
  std::unordered_map<std::string_view, ListStatus> people;
  for (const Caseload& caseload : all) {
    const CaseloadCounts counts = counts_of(caseload);
    for (const CaseloadEntry& entry : caseload.entries) {
      people.emplace(entry.list->person.value(), entry.list->status);
    }
    mustache::data page;
    page["href"] = mustache::data(href_of(caseload.file_name) + ".html");
    page["display_name"] = mustache::data(caseload.display_name);
    page["people"] = mustache::data(people_counted(static_cast<std::int64_t>(caseload.entries.size())));
    page["proposed"] = mustache::data(number_in_french(counts.proposed));
    page["empty"] = mustache::data(number_in_french(counts.empty));
    page["paused"] = mustache::data(number_in_french(counts.paused));
    page["spreadsheet_href"] =
        spreadsheets ? mustache::data(href_of(caseload.file_name) + ".xlsx") : mustache::data(false);
    pages.push_back(std::move(page));
  }
  CaseloadCounts total;
  for (const auto& [person, status] : people) {
    total.proposed += status == ListStatus::proposed ? 1 : 0;
    total.empty += status == ListStatus::empty ? 1 : 0;
    total.paused += status == ListStatus::paused ? 1 : 0;
  }
  data["pages"] = mustache::data(pages);
  data["total_people"] = mustache::data(people_counted(static_cast<std::int64_t>(people.size())));
  data["total_proposed"] = mustache::data(number_in_french(total.proposed));
  data["total_empty"] = mustache::data(number_in_french(total.empty));
  data["total_paused"] = mustache::data(number_in_french(total.paused));
  return mustache::mustache(std::string(templates::kIndex)).render(data);
}

Result<Done> write_pages(const std::filesystem::path& directory, Week week, std::span<const Person> people,
                         std::span<const Shortlist> shortlists, std::span<const Referent> referents,
                         bool spreadsheets) {
  if (Result<Done> made = make_private_directory(directory); !made) {
    return made;
  }
  const std::vector<Caseload> all = caseloads(people, shortlists, referents);
  std::vector<std::optional<Error>> failures(all.size());
  parallel_for(all.size(), [&](std::size_t index) {
    Result<Done> written = write_file(directory / (all[index].file_name + ".html"), render_page(all[index], week));
    if (!written) {
      failures[index] = written.error();
    }
  });
  for (std::optional<Error>& failure : failures) {
    if (failure) {
      return std::move(*failure);
    }
  }
  return write_file(directory / "index.html", render_index(all, week, spreadsheets));
}

}  // namespace passerelle
