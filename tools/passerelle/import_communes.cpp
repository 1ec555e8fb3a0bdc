#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "locations.h"
#include "places/gazetteer.h"
#include "report/words.h"
#include "session.h"
#include "storage/atomic_file.h"
#include "storage/byte_source.h"
#include "storage/csv.h"

namespace passerelle {
namespace {

/// A column of our own table and the name it may have in public files.
struct CommuneColumn {
  std::string_view name;
  std::string_view other;
};
constexpr CommuneColumn kColumns[] = {{"insee", ""},      {"name", "nom"}, {"postal_codes", "codes_postaux"},
                                      {"population", ""}, {"lat", ""},     {"lon", ""}};

std::string as_line(const CsvRow& row) {
  std::string line;
  for (const CommuneColumn& column : kColumns) {
    const std::string_view cell = row[column.name].empty() ? row[column.other] : row[column.name];
    std::string text(cell);
    std::ranges::replace_if(
        text, [](char byte) { return byte == '\t' || byte == '\n' || byte == '\r'; }, ' ');
    line += column.name == "insee" ? text : '\t' + text;
  }
  return line + '\n';
}

/// The table with our columns only. Rows without coordinates place nobody: they are left out.
Result<std::string> as_our_table(const std::filesystem::path& file) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  std::string table = "insee\tname\tpostal_codes\tpopulation\tlat\tlon\n";
  CsvOptions options;
  if (file.extension() == ".tsv") {
    options = {.separator = '\t', .quotes = false};
  }
  const auto add = [&](const CsvRow& row) {
    if (!row["lat"].empty() && !row["lon"].empty()) {
      table += as_line(row);
    }
    return true;
  };
  if (Result<Done> read = for_each_csv_row(*source, options, add); !read) {
    return read.error();
  }
  return table;
}

}  // namespace

Action import_communes_verb(CLI::App& options) {
  struct Asked {
    std::filesystem::path file;
    std::filesystem::path out;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("file", asked->file, "table des communes, TSV ou CSV")->type_name("FICHIER")->required();
  options.add_option("--out", asked->out, "fichier écrit ; sans lui, celui que les autres verbes lisent")
      ->type_name("FICHIER");
  return [asked](Session& session) -> Result<Done> {
    const Result<std::filesystem::path> out =
        asked->out.empty() ? file_to_replace(session.settings, &EngineFiles::communes) : asked->out;
    if (!out) {
      return out.error();
    }
    const Result<Gazetteer> gazetteer = Gazetteer::read(asked->file);
    if (!gazetteer) {
      return gazetteer.error();
    }
    const Result<std::string> table = as_our_table(asked->file);
    if (!table) {
      return table.error();
    }
    if (Result<Done> written = write_file(*out, *table, true); !written) {
      return written;
    }
    session.terminal.tell(fmt::format(
        "{} → {}", counted(static_cast<std::int64_t>(gazetteer->size()), "commune", "communes"), out->string()));
    return Done{};
  };
}

}  // namespace passerelle
