#include <algorithm>
#include <optional>
#include <utility>

#include "normalise/text.h"
#include "report/review.h"
#include "report/review_words.h"
#include "report/workbook.h"
#include "storage/atomic_file.h"
#include "storage/csv.h"
#include "storage/json.h"
#include "storage/json_records.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

struct ColumnNames {
  const char* key;    ///< in JSON
  const char* title;  ///< in tables
  double width;
  bool is_needed = false;
};

// In the order of ReviewColumn.
constexpr std::array<ColumnNames, kReviewColumns> kColumns{{
    {"person", "Personne", 11, true},
    {"kind", "Ligne", 10},
    {"title", "Offre", 30},
    {"employer", "Employeur", 20},
    {"place", "Lieu", 16},
    {"contract", "Contrat", 14},
    {"hours", "Horaires", 16},
    {"pay", "Salaire", 16},
    {"travel", "Trajet", 16},
    {"why", "Pourquoi", 36},
    {"matched", "Ce qui va", 34},
    {"to_check", "À demander", 28},
    {"missing", "Ce qui manque", 28},
    {"warnings", "Points d'attention", 26},
    {"apply", "Pour répondre", 26},
    {"so_far", "Déjà décidé", 11},
    {"decision", "Décision", 12, true},
    {"reason", "Raison", 16},
    {"detail", "Précision", 16},
    {"sentence", "Nouvelle phrase", 30},
    {"note", "Note", 30},
    {"call", "Appeler", 9},
    {"offer", "Numéro d'offre", 14, true},
    {"list", "Liste", 10, true},
    {"shown", "Empreinte", 10, true},
}};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_id(std::size_t column) {
  return column == static_cast<std::size_t>(ReviewColumn::person) ||
         column >= static_cast<std::size_t>(ReviewColumn::offer);
}

/// What a spreadsheet would run as a formula, or would swallow the apostrophe of.
bool begins_like_a_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r'").find(cell.front()) != std::string_view::npos;
}

/// What a spreadsheet would take for a number or a date, and write otherwise: `0042`, `192E12`, `1-2`.
bool reads_as_number(std::string_view cell) {
  return !cell.empty() && cell.find_first_not_of("0123456789.,eE+-/: ") == std::string_view::npos;
}

void append_cell(std::string& csv, std::string_view cell, bool is_an_id) {
  const bool guarded = begins_like_a_formula(cell) || (is_an_id && reads_as_number(cell));
  csv += '"';
  if (guarded) {
    csv += '\'';
  }
  for (const char byte : cell) {
    csv += byte;
    if (byte == '"') {
      csv += '"';
    }
  }
  csv += '"';
}

/// The cell without the apostrophe that `append_cell` put in front.
std::string without_guard(std::string_view cell, bool is_an_id) {
  const bool has_apostrophe = !cell.empty() && cell.front() == '\'';
  const std::string_view rest = has_apostrophe ? cell.substr(1) : cell;
  return std::string(begins_like_a_formula(rest) || (is_an_id && reads_as_number(rest)) ? rest : cell);
}

// What Windows 1252 puts where Latin-1 has control characters; 0 where it has nothing.
constexpr std::array<char16_t, 32> kWindows{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                            0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// "CSV" of a French Excel is in the letters of Windows.
std::string from_windows(std::string_view bytes) {
  std::string text;
  for (const char raw : bytes) {
    const auto byte = static_cast<unsigned char>(raw);
    unsigned code = byte;
    if (byte >= 0x80U && byte < 0xA0U) {
      code = kWindows.at(byte - 0x80U) == 0 ? 0xFFFDU : kWindows.at(byte - 0x80U);
    }
    if (code < 0x80U) {
      text += static_cast<char>(code);
    } else if (code < 0x800U) {
      text += static_cast<char>(0xC0U | (code >> 6U));
      text += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
      text += static_cast<char>(0xE0U | (code >> 12U));
      text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
      text += static_cast<char>(0x80U | (code & 0x3FU));
    }
  }
  return text;
}

/// Where each column of ours stands in a table, by its title or key, whatever their case and accents.
Result<std::array<std::optional<std::size_t>, kReviewColumns>> places_of(const std::vector<std::string>& columns) {
  std::array<std::optional<std::size_t>, kReviewColumns> places;
  for (std::size_t ours = 0; ours < kReviewColumns; ++ours) {
    for (std::size_t theirs = 0; theirs < columns.size(); ++theirs) {
      const std::string title = folded(columns[theirs]);
      if (!places.at(ours) && (title == folded(kColumns.at(ours).title) || title == kColumns.at(ours).key)) {
        places.at(ours) = theirs;
      }
    }
    if (!places.at(ours) && kColumns.at(ours).is_needed) {
      return unusable("colonne « " + std::string(kColumns.at(ours).title) +
                      " » absente : ne retirer aucune colonne du fichier de relecture");
    }
  }
  return places;
}

void add_unless_blank(ReviewLine&& line, Feed<ReviewLine>& feed) {
  if (std::ranges::any_of(line.row.cells, [](const std::string& cell) { return !trimmed(cell).empty(); })) {
    feed.records.push_back(std::move(line));
  }
}

Result<Done> read_table(std::string_view text, std::string_view name, Feed<ReviewLine>& feed) {
  ByteSource source = ByteSource::from_memory(text);
  std::optional<Error> error;
  std::optional<std::array<std::optional<std::size_t>, kReviewColumns>> places;
  Result<Done> done = for_each_csv_row(source, {}, [&](const CsvRow& row) {
    if (!places) {
      auto found = places_of(row.columns());
      if (!found) {
        error = std::move(found).error();
        return false;
      }
      places = *found;
    }
    if (!row.problem.empty()) {
      feed.rejections.push_back({std::string(name), row.number(), row.line(), "", row.problem});
      return true;
    }
    ReviewLine line{{}, row.number(), row.line()};
    for (std::size_t column = 0; column < kReviewColumns; ++column) {
      const std::optional<std::size_t> place = places->at(column);
      if (place && *place < row.cells().size()) {
        line.row.cells.at(column) = without_guard(row.cells()[*place], is_id(column));
      }
    }
    add_unless_blank(std::move(line), feed);
    return true;
  });
  if (error) {
    return *error;
  }
  return done;
}

Result<Done> read_json(std::string_view text, std::string_view name, Feed<ReviewLine>& feed) {
  ByteSource source = ByteSource::from_memory(text);
  return for_each_json_record(source, {}, [&](RawRecord&& raw) {
    Result<JsonDocument> document =
        raw.problem.empty() ? JsonDocument::parse(raw.text) : Result<JsonDocument>(unusable(raw.problem));
    if (!document || !document->root().is_object()) {
      const std::string why = document ? "un objet JSON est attendu" : document.error().message;
      feed.rejections.push_back({std::string(name), raw.number, raw.line, "", why});
      return true;
    }
    ReviewLine line{{}, raw.number, raw.line};
    for (std::size_t column = 0; column < kReviewColumns; ++column) {
      const JsonView value = document->root()[kColumns.at(column).key];
      line.row.cells.at(column) = value.is_string() ? value.exact_text() : value.text();
    }
    add_unless_blank(std::move(line), feed);
    return true;
  });
}

void fill_gestures(lxw_workbook* workbook) {
  constexpr SheetColumn kHeader[] = {{"Geste", 26}, {"Ce qu'on écrit", 40}, {"Ce qui se passe", 70}};
  Sheet sheet(workbook, "Mode d'emploi", kHeader);
  const auto line = [&sheet](std::string_view gesture, std::string_view written, std::string_view then) {
    sheet.next_row();
    sheet.text(gesture).text(written).text(then);
  };
  line("Garder une offre", "Décision : garder", "L'offre peut partir. Rien ne part sans ce mot, ligne par ligne.");
  line("Écarter une offre", "Décision : écarter ; Raison : un mot de la liste",
       "L'offre ne part pas, même si un autre référent la garde. La raison sert pour les semaines d'après.");
  line("Épingler une offre", "Décision : épingler",
       "Comme garder ; et l'offre peut être proposée de nouveau plus tard.");
  for (const ReviewReason& reason : review_reasons()) {
    line("Raison", reason.words, reason.meaning);
  }
  line("Changer la phrase", "Nouvelle phrase : la phrase à envoyer", "Elle remplace « Pourquoi » dans le message.");
  line("Écrire une note", "Note : les mots", "Elle reste au dossier, sur la ligne de l'offre ou de la personne.");
  line("Appeler la personne", "Appeler : oui", "La personne est dans la liste des appels de la semaine.");
  line("Ligne « réserve »", "Mêmes gestes",
       "Gardée, elle prend la place d'une offre fermée au dernier moment. Sinon elle ne part jamais.");
  line("Ne rien écrire", "", "Rien n'est décidé : rien ne part pour cette ligne.");
  line("Rendre le fichier", "Enregistrer sous : CSV UTF-8",
       "puis : passerelle review import. Ne retirer ni colonne ni ligne d'en-tête ; trier et filtrer est permis.");
  sheet.finish();
}

}  // namespace

std::string review_csv(std::span<const ReviewRow> rows) {
  std::string csv(kByteOrderMark);
  for (std::size_t column = 0; column < kReviewColumns; ++column) {
    csv += column == 0 ? "" : ";";
    append_cell(csv, kColumns.at(column).title, false);
  }
  csv += "\r\n";
  for (const ReviewRow& row : rows) {
    for (std::size_t column = 0; column < kReviewColumns; ++column) {
      csv += column == 0 ? "" : ";";
      append_cell(csv, row.cells.at(column), is_id(column));
    }
    csv += "\r\n";
  }
  return csv;
}

std::string review_ndjson(std::span<const ReviewRow> rows) {
  std::string text;
  for (const ReviewRow& row : rows) {
    JsonWriter json;
    json.begin_object();
    for (std::size_t column = 0; column < kReviewColumns; ++column) {
      json.key(kColumns.at(column).key).string(row.cells.at(column));
    }
    json.end_object();
    text += json.take() + '\n';
  }
  return text;
}

Result<Done> write_review_workbook(const std::filesystem::path& file, const std::string& title, Day created,
                                   std::span<const ReviewRow> rows) {
  return write_workbook(file, title, created, [rows](lxw_workbook* workbook) {
    std::vector<SheetColumn> columns;
    for (const ColumnNames& column : kColumns) {
      const bool hidden = std::string_view(column.key) == "list" || std::string_view(column.key) == "shown";
      columns.push_back({column.title, column.width, hidden});
    }
    Sheet sheet(workbook, "À relire", columns);
    for (const ReviewRow& row : rows) {
      sheet.next_row();
      for (std::size_t column = 0; column < kReviewColumns; ++column) {
        const std::string& cell = row.cells.at(column);
        const auto which = static_cast<ReviewColumn>(column);
        if (which == ReviewColumn::warnings || which == ReviewColumn::to_check) {
          sheet.warning(cell);
        } else if (which >= ReviewColumn::decision && which <= ReviewColumn::call) {
          sheet.to_fill(cell);
        } else if (which == ReviewColumn::apply) {
          sheet.link(cell);
        } else {
          sheet.text(cell);
        }
      }
    }
    std::vector<std::string> reasons;
    for (const ReviewReason& reason : review_reasons()) {
      reasons.emplace_back(reason.words);
    }
    sheet.offer_words(static_cast<std::size_t>(ReviewColumn::decision), kGestureWords);
    sheet.offer_words(static_cast<std::size_t>(ReviewColumn::reason), reasons);
    sheet.offer_words(static_cast<std::size_t>(ReviewColumn::call), std::vector<std::string>{"oui"});
    sheet.finish();
    fill_gestures(workbook);
  });
}

Result<Feed<ReviewLine>> read_review(ByteSource& source, std::string_view name) {
  std::string text;
  std::array<char, 65536> buffer{};
  for (;;) {
    Result<std::size_t> count = source.read(buffer);
    if (!count) {
      return in_context(name, std::move(count).error());
    }
    if (*count == 0) {
      break;
    }
    text.append(buffer.data(), *count);
  }
  if (!is_utf8(text)) {
    text = from_windows(text);
  }
  const std::string_view content =
      std::string_view(text).starts_with(kByteOrderMark) ? std::string_view(text).substr(3) : std::string_view(text);
  const std::size_t first = content.find_first_not_of(" \t\r\n");
  const bool is_json = first != std::string_view::npos && (content[first] == '{' || content[first] == '[');
  Feed<ReviewLine> feed;
  Result<Done> done = is_json ? read_json(content, name, feed) : read_table(content, name, feed);
  if (!done) {
    return in_context(name, std::move(done).error());
  }
  return feed;
}

Result<Feed<ReviewLine>> read_review(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  return read_review(*source, file.filename().string());
}

}  // namespace passerelle
