#include "report/pages.h"

#include <optional>
#include <unordered_map>
#include <vector>

#include "base/parallel.h"
#include "report/page_template.h"
#include "report/person_section.h"
#include "report/plain_text.h"
#include "report/templates.h"
#include "report/words.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

TemplateData week_data(Week week) {
  TemplateData data;
  data.text("style", std::string(templates::kStyle));
  data.text("week_name", to_string(week));
  data.text("monday", day_in_french(monday_of(week)));
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

TemplateData empty_person(const Shortlist& list, std::size_t position) {
  TemplateData person;
  person.text("link", person_anchor(position));
  person.text("name", list.person.value());
  person.text("reason", as_sentence(list.status_reason));
  TemplateData::List unlocks;
  for (const Unlock& unlock : list.unlock) {
    unlocks.push_back(TemplateData("sentence", as_sentence(unlock.text)));
  }
  person.mark("has_unlocks", !unlocks.empty());
  person.list("unlocks", std::move(unlocks));
  return person;
}

}  // namespace

std::string render_page(const Caseload& caseload, Week week) {
  TemplateData data = week_data(week);
  const CaseloadCounts counts = counts_of(caseload);
  data.text("heading", caseload.display_name);
  data.text("people_counted", people_counted(static_cast<std::int64_t>(caseload.entries.size())));
  data.text("proposed_counted", have(counts.proposed));
  data.text("empty_counted", have_not(counts.empty));
  data.mark("has_paused", counts.paused > 0);
  data.text("paused_counted", are(counts.paused));

  TemplateData::List empty_people;
  TemplateData::List contents;
  const PersonSections person_sections;
  std::string sections;
  for (std::size_t index = 0; index < caseload.entries.size(); ++index) {
    const CaseloadEntry& entry = caseload.entries[index];
    const std::size_t position = index + 1;
    if (entry.list->status == ListStatus::empty) {
      empty_people.push_back(empty_person(*entry.list, position));
    }
    TemplateData person;
    person.text("link", person_anchor(position));
    person.text("name", entry.list->person.value());
    person.text("state", state_class(entry.list->status));
    person.text("state_words", state_in_french(*entry.list));
    contents.push_back(std::move(person));
    person_sections.add(entry, position, sections);
  }
  data.mark("has_empty", !empty_people.empty());
  data.list("empty_people", std::move(empty_people));
  data.mark("has_people", !contents.empty());
  data.list("contents", std::move(contents));
  data.borrow("sections", sections);
  std::string page;
  // Most of the page, and more than memory should be moved for.
  page.reserve(sections.size() + sections.size() / 8);
  PageTemplate(templates::kPage).fill(data, page);
  return page;
}

std::string render_index(std::span<const Caseload> all, Week week, bool spreadsheets) {
  TemplateData data = week_data(week);
  TemplateData::List pages;
  // A person with several référents stands on several pages, and counts once here.
  std::unordered_map<std::string_view, ListStatus> people;
  for (const Caseload& caseload : all) {
    const CaseloadCounts counts = counts_of(caseload);
    for (const CaseloadEntry& entry : caseload.entries) {
      people.emplace(entry.list->person.value(), entry.list->status);
    }
    TemplateData page;
    page.text("href", href_of(caseload.file_name) + ".html");
    page.text("display_name", caseload.display_name);
    page.text("people", people_counted(static_cast<std::int64_t>(caseload.entries.size())));
    page.text("proposed", number_in_french(counts.proposed));
    page.text("empty", number_in_french(counts.empty));
    page.text("paused", number_in_french(counts.paused));
    page.text("spreadsheet_href", spreadsheets ? href_of(caseload.file_name) + ".xlsx" : std::string());
    pages.push_back(std::move(page));
  }
  CaseloadCounts total;
  for (const auto& [person, status] : people) {
    total.proposed += status == ListStatus::proposed ? 1 : 0;
    total.empty += status == ListStatus::empty ? 1 : 0;
    total.paused += status == ListStatus::paused ? 1 : 0;
  }
  data.list("pages", std::move(pages));
  data.text("total_people", people_counted(static_cast<std::int64_t>(people.size())));
  data.text("total_proposed", number_in_french(total.proposed));
  data.text("total_empty", number_in_french(total.empty));
  data.text("total_paused", number_in_french(total.paused));
  std::string index;
  PageTemplate(templates::kIndex).fill(data, index);
  return index;
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
