#include "session.h"

namespace passerelle {

Action config_verb(CLI::App& /*options*/) {
  return [](Session& session) -> Result<Done> {
    session.terminal.print(settings_text(session.settings));
    return Done{};
  };
}

}  // namespace passerelle
