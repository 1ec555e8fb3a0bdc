#include "report/spreadsheet.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include "report/person_section.h"
#include "report/plain_text.h"
#include "report/words.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;

// What a cell and a link of Excel can hold.
constexpr std::size_t kMaxCellCharacters = 32'767;
constexpr std::size_t kMaxLinkBytes = 2'079;
constexpr lxw_col_t kFirstColumn = 0;

struct Column {
  const char* title;
  double width;  ///< in characters
};

/// One sheet being filled, row by row.
class Sheet {
 public:
  Sheet(lxw_workbook* workbook, const char* name, std::span<const Column> columns)
      : sheet_(workbook_add_worksheet(workbook, name)), column_count_(columns.size()) {
    lxw_format* header = workbook_add_format(workbook);
    format_set_bold(header);
    format_set_bg_color(header, 0xE7EEFA);
    format_set_bottom(header, LXW_BORDER_THIN);
    format_set_text_wrap(header);
    cells_ = workbook_add_format(workbook);
    format_set_text_wrap(cells_);
    format_set_align(cells_, LXW_ALIGN_VERTICAL_TOP);
    lxw_format* link = workbook_add_format(workbook);
    format_set_font_color(link, 0x0B4A8F);
    format_set_underline(link, LXW_UNDERLINE_SINGLE);
    format_set_text_wrap(link);
    format_set_align(link, LXW_ALIGN_VERTICAL_TOP);
    links_ = link;
    for (const Column& column : columns) {
      worksheet_set_column(sheet_, column_, column_, column.width, nullptr);
      worksheet_write_string(sheet_, row_, column_++, column.title, header);
    }
    worksheet_freeze_panes(sheet_, 1, 1);
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
  }

  void next_row() {
    ++row_;
    column_ = kFirstColumn;
  }
  Sheet& text(std::string_view value) {
    const std::string cell = shortened(value, kMaxCellCharacters);
    worksheet_write_string(sheet_, row_, column_++, cell.c_str(), cells_);
    return *this;
  }
  Sheet& number(std::int64_t value) {
    worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value), cells_);
    return *this;
  }
  /// A web address can be followed; anything else, or one that Excel would refuse, is text.
  Sheet& link(const std::string& value) {
    const bool can_follow = is_web_address(value) && value.size() <= kMaxLinkBytes;
    if (!can_follow || worksheet_write_url(sheet_, row_, column_, value.c_str(), links_) != LXW_NO_ERROR) {
      return text(value);
    }
    ++column_;
    return *this;
  }
  /// To be called once, after the last row.
  void finish() { worksheet_autofilter(sheet_, 0, kFirstColumn, row_, static_cast<lxw_col_t>(column_count_ - 1)); }

 private:
  lxw_worksheet* sheet_;
  std::size_t column_count_;
  lxw_format* cells_ = nullptr;
  lxw_format* links_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = kFirstColumn;
};

std::string lines(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, "\n"));
}

std::string matched_in_french(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const MatchedSkill& skill : item.matched) {
    words.push_back(fmt::format("{} : {} ({})", skill.asked, without_contacts(skill.has),
                                french(WordFamily::evidence, to_string(skill.evidence))));
  }
  return lines(words);
}

std::string missing_in_french(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const MissingSkill& skill : item.missing) {
    words.push_back(fmt::format("{} ({}){}", skill.asked, french(WordFamily::strictness, to_string(skill.strictness)),
                                skill.step.empty() ? "" : fmt::format(" : {}", french(WordFamily::step, skill.step))));
  }
  return lines(words);
}

std::string questions(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const Question& question : item.to_check) {
    words.push_back(question.question);
  }
  return lines(words);
}

std::string warnings_in_french(const ShortlistItem& item) {
  std::vector<std::string> words;
  for (const std::string& warning : item.warnings) {
    words.emplace_back(french(WordFamily::warning, warning));
  }
  return lines(words);
}

void fill_week(lxw_workbook* workbook, const Caseload& caseload) {
  constexpr Column kColumns[] = {{"Personne", 12},
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
      sheet.text(without_contacts(item.why)).text(matched_in_french(item)).text(questions(item));
      sheet.text(missing_in_french(item)).text(warnings_in_french(item)).link(item.apply.value);
      sheet.text(item.offer.value()).text(entry.list->referent_only ? "oui" : "").text("");
    }
  }
  sheet.finish();
}

void fill_without_offer(lxw_workbook* workbook, const Caseload& caseload) {
  constexpr Column kColumns[] = {{"Personne", 12}, {"État", 20}, {"Pourquoi", 50}, {"Ce qui ouvrirait des offres", 60}};
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
    sheet.text(lines(unlocks));
  }
  sheet.finish();
}

void fill_nearly(lxw_workbook* workbook, const Caseload& caseload) {
  constexpr Column kColumns[] = {{"Personne", 12}, {"Offre", 34},     {"Employeur", 22}, {"Lieu", 18},
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
      sheet.text(item.show.contract).text(lines(blockers)).text(french(WordFamily::step, item.step));
      sheet.text(item.offer.value());
    }
  }
  sheet.finish();
}

/// A file that goes away with its scope.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path name) : name_(std::move(name)) {}
  ~TemporaryFile() {
    std::error_code ignored;
    fs::remove(name_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const fs::path& name() const { return name_; }
  /// Creates it empty, for its owner only: the writer of workbooks would let everybody read. False when it cannot.
  [[nodiscard]] bool create() const {
    const int descriptor = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    return descriptor >= 0 && ::close(descriptor) == 0;
  }

 private:
  fs::path name_;
};

Error failure(const fs::path& file, std::string_view reason) {
  return Error{ErrorCode::output_failed, file.string() + ": " + std::string(reason)};
}

}  // namespace

Result<Done> write_spreadsheet(const fs::path& file, Week week, const Caseload& caseload) {
  std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  const TemporaryFile temporary(fs::path(folder) / fmt::format(".{}.{}.draft", file.filename().string(), ::getpid()));
  if (!temporary.create()) {
    return failure(file, "écriture impossible : " + std::generic_category().message(errno));
  }
  // The drafts of the sheets lie beside the result, where the disk has room and nobody else reads.
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  lxw_workbook* workbook = workbook_new_opt(temporary.name().c_str(), &options);
  if (workbook == nullptr) {
    return failure(file, "mémoire insuffisante pour le tableur");
  }
  std::string title = caseload.display_name + " – " + to_string(week);
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.created = std::chrono::system_clock::to_time_t(monday_of(week));
  workbook_set_properties(workbook, &properties);
  fill_week(workbook, caseload);
  fill_without_offer(workbook, caseload);
  fill_nearly(workbook, caseload);
  if (const lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR) {
    return failure(
        file, fmt::format("tableur impossible à écrire ({}) : vérifiez la place sur le disque", lxw_strerror(error)));
  }
  std::ifstream draft(temporary.name(), std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(draft), std::istreambuf_iterator<char>()};
  if (!draft || content.empty()) {
    return failure(file, "tableur impossible à relire : vérifiez la place sur le disque");
  }
  return write_file(file, content);
}

Result<Done> write_spreadsheets(const fs::path& directory, Week week, std::span<const Person> people,
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
