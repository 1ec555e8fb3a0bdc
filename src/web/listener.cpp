#include "web/listener.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <thread>
#include <utility>

#include "web/pages.h"
#include "web/requests.h"

namespace passerelle {
namespace {

constexpr std::size_t kMostBody = std::size_t{64} << 10U;
constexpr std::size_t kThreads = 8;
constexpr time_t kSeconds = 5;

void answer_page(httplib::Response& answer, const std::string& page) {
  // Nothing runs in these pages, nothing is fetched, nobody learns where the reader came from.
  answer.set_header("Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
  answer.set_header("Referrer-Policy", "no-referrer");
  answer.set_header("X-Robots-Tag", "noindex");
  answer.set_content(page, "text/html; charset=utf-8");
}

std::string secret_of(const httplib::Request& request) {
  const std::string header = request.get_header_value("X-Passerelle-Secret");
  return header.empty() ? request.get_param_value("secret") : header;
}

}  // namespace

struct Listener::Content {
  Content(ListenerOptions given, Inbox& its_inbox) : options(std::move(given)), inbox(its_inbox) {
    links.secret = options.secret;
  }

  /// The gateway is asked to tell it again.
  static void fail(httplib::Response& answer) {
    answer.status = 503;
    answer.set_header("Retry-After", "30");
  }

  void take(const Understood<DeliveryReport>& understood, httplib::Response& answer) {
    if (const auto* refusal = std::get_if<Refusal>(&understood)) {
      answer.status = refusal->status;
      return;
    }
    const Result<bool> known = inbox.receive(std::get<DeliveryReport>(understood));
    if (!known) {
      return fail(answer);
    }
    ++(*known ? counts.reports : counts.unknown);
    answer.set_content("", "text/plain");
  }

  void take(const Understood<InboundMessage>& understood, httplib::Response& answer) {
    if (const auto* refusal = std::get_if<Refusal>(&understood)) {
      answer.status = refusal->status;
      return;
    }
    const Result<Inbox::Meaning> meaning = inbox.receive(std::get<InboundMessage>(understood));
    if (!meaning) {
      return fail(answer);
    }
    switch (*meaning) {
      case Inbox::Meaning::stop:
        ++counts.stops;
        break;
      case Inbox::Meaning::answer:
        ++counts.answers;
        break;
      case Inbox::Meaning::nobody:
        ++counts.nobody;
        break;
    }
    answer.set_content("", "text/plain");
  }

  void unsubscribe(const httplib::Request& request, httplib::Response& answer) {
    const Understood<PersonId> understood = unsubscription(request.params, links);
    if (const auto* refusal = std::get_if<Refusal>(&understood)) {
      answer.status = refusal->status;
      return answer_page(answer, unknown_link_page());
    }
    if (request.method != "POST") {
      return answer_page(answer, unsubscribe_page());
    }
    if (!inbox.unsubscribe(std::get<PersonId>(understood), "email")) {
      fail(answer);
      return answer_page(answer, try_again_page());
    }
    ++counts.stops;
    answer_page(answer, unsubscribed_page());
  }

  void declare() {
    const auto both = [&](const char* path, const httplib::Server::Handler& handler) {
      server.Get(path, handler);
      server.Post(path, handler);
    };
    both("/reports/kannel", [this](const httplib::Request& request, httplib::Response& answer) {
      take(kannel_report(request.params, links), answer);
    });
    both("/inbound/kannel", [this](const httplib::Request& request, httplib::Response& answer) {
      take(kannel_inbound(request.params, options.secret), answer);
    });
    both("/unsubscribe",
         [this](const httplib::Request& request, httplib::Response& answer) { unsubscribe(request, answer); });
    if (options.service && !options.service->report_key.empty()) {
      server.Post("/reports/service", [this](const httplib::Request& request, httplib::Response& answer) {
        take(service_report(request.body, *options.service, secret_of(request), options.secret), answer);
      });
    }
    if (options.service && !options.service->inbound_from.empty()) {
      server.Post("/inbound/service", [this](const httplib::Request& request, httplib::Response& answer) {
        take(service_inbound(request.body, *options.service, secret_of(request), options.secret), answer);
      });
    }
    server.Get("/health", [this](const httplib::Request& /*request*/, httplib::Response& answer) {
      answer.set_content(
          fmt::format(R"({{"reports":{},"unknown":{},"answers":{},"stops":{},"nobody":{},"refused":{},"failed":{}}})"
                      "\n",
                      counts.reports.load(), counts.unknown.load(), counts.answers.load(), counts.stops.load(),
                      counts.nobody.load(), counts.refused.load(), counts.failed.load()),
          "application/json");
    });
    // Also what the server refuses by itself: no such page, too long, not HTTP. Counted before it is answered.
    server.set_post_routing_handler([this](const httplib::Request& /*request*/, const httplib::Response& answer) {
      if (answer.status >= 500) {
        ++counts.failed;
      } else if (answer.status >= 400) {
        ++counts.refused;
      }
    });
    server.set_exception_handler([](const httplib::Request& /*request*/, httplib::Response& answer,
                                    const std::exception_ptr& /*what*/) { fail(answer); });
    server.set_payload_max_length(kMostBody);
    server.set_read_timeout(kSeconds);
    server.set_write_timeout(kSeconds);
    server.set_keep_alive_timeout(kSeconds);
    server.set_tcp_nodelay(true);
    // The library would let two programs share a port, each with half of the requests.
    server.set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    });
    server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  }

  ListenerOptions options;
  Inbox& inbox;
  Links links;
  ListenerCounts counts;
  httplib::Server server;
  int port = 0;
  std::thread serving;
};

Listener::Listener(std::unique_ptr<Content> content) : content_(std::move(content)) {}

Result<std::unique_ptr<Listener>> Listener::start(ListenerOptions options, Inbox& inbox) {
  auto content = std::make_unique<Content>(std::move(options), inbox);
  content->declare();
  const std::string& bind = content->options.bind;
  const int port = content->options.port;
  content->port = port == 0                                  ? content->server.bind_to_any_port(bind)
                  : content->server.bind_to_port(bind, port) ? port
                                                             : -1;
  if (content->port < 0) {
    return Error{ErrorCode::usage, fmt::format("{}:{} : impossible d'écouter à cette adresse (déjà prise, ou pas à "
                                               "cette machine) ; changez --port ou --bind",
                                               bind, port)};
  }
  content->serving = std::thread([&server = content->server] { server.listen_after_bind(); });
  while (!content->server.is_running()) {
    std::this_thread::yield();
  }
  return std::unique_ptr<Listener>(new Listener(std::move(content)));
}

Listener::~Listener() {
  content_->server.stop();
  content_->serving.join();
}

int Listener::port() const {
  return content_->port;
}

const ListenerCounts& Listener::counts() const {
  return content_->counts;
}

}  // namespace passerelle
