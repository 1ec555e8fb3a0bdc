#include "reading.h"

#include <fmt/format.h>

#include "report/words.h"

namespace passerelle {

void tell_what_was_read(Terminal& terminal, const std::filesystem::path& file, std::uint64_t accepted,
                        std::uint64_t rejected) {
  const auto in_french = [](std::uint64_t count, std::string_view one, std::string_view many) {
    return counted(static_cast<std::int64_t>(count), one, many);
  };
  terminal.tell(fmt::format("{} : {}, {}", file.filename().string(),
                            in_french(accepted, "enregistrement lu", "enregistrements lus"),
                            in_french(rejected, "mis de côté", "mis de côté")));
}

}  // namespace passerelle
