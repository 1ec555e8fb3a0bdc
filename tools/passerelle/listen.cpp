#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "command_line.h"
#include "delivery.h"
#include "ledger_options.h"
#include "session.h"
#include "web/inbox.h"
#include "web/listener.h"

namespace passerelle {
namespace {

struct ListenArguments {
  std::shared_ptr<const LedgerArguments> ledger;
  int port = 8091;
  std::string bind = "127.0.0.1";
};

Result<Done> listen(const ListenArguments& arguments, Session& session) {
  const Settings& settings = session.settings;
  Result<Ways> ways = open_ways(settings.delivery, [] { return now(); });
  if (!ways) {
    return ways.error();
  }
  if (ways->listen_secret.empty()) {
    return Error{ErrorCode::usage,
                 "configuration : listen.secret : sans secret, n'importe qui pourrait parler au nom des passerelles"};
  }
  Result<MessageTemplates> templates = MessageTemplates::load(settings.message_templates);
  if (!templates) {
    return templates.error();
  }
  Result<LedgerOptions> ledger = arguments.ledger->options(session);
  if (!ledger) {
    return ledger.error();
  }
  Inbox inbox({std::move(*ledger), settings.messages, std::move(*templates), ways->sms.get(), [] { return now(); }});
  if (Result<Done> opened = inbox.open(); !opened) {
    return opened;
  }
  Result<std::unique_ptr<Listener>> listener =
      Listener::start({arguments.bind, arguments.port, ways->listen_secret, std::move(ways->service)}, inbox);
  if (!listener) {
    return listener.error();
  }
  session.terminal.tell(fmt::format("écoute sur {}:{} ; Ctrl-C pour arrêter", arguments.bind, (*listener)->port()));
  constexpr std::chrono::milliseconds kLook{50};
  while (!session.watch.must_stop()) {
    std::this_thread::sleep_for(kLook);
  }
  const ListenerCounts& counts = (*listener)->counts();
  session.terminal.tell(fmt::format("{} rapport(s), {} réponse(s), {} STOP, {} requête(s) refusée(s), {} à redire",
                                    counts.reports.load(), counts.answers.load(), counts.stops.load(),
                                    counts.refused.load(), counts.failed.load()));
  return Done{};
}

}  // namespace

Action listen_verb(CLI::App& options) {
  auto arguments = std::make_shared<ListenArguments>();
  arguments->ledger = LedgerArguments::declare(options);
  constexpr int kMostPort = 65535;
  options.add_option("--port", arguments->port, "port (0 : un port libre)")
      ->type_name("NOMBRE")
      ->check(whole_number(0, kMostPort));
  options.add_option("--bind", arguments->bind, "adresse où écouter ; un serveur web avec TLS se met devant");
  return [arguments](Session& session) { return listen(*arguments, session); };
}

}  // namespace passerelle
