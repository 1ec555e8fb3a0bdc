#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "deliver/http_gateway.h"
#include "deliver/links.h"
#include "web/inbox.h"

namespace passerelle {

struct ListenerOptions {
  std::string bind = "127.0.0.1";      ///< the address it listens on; put a web server with TLS in front of it
  int port = 0;                        ///< 0: any that is free
  std::string secret;                  ///< what signs our addresses and opens the others
  std::optional<HttpService> service;  ///< how an SMS service on the Internet tells its news; nothing: it has none
};

/// How many requests there were, by what became of them.
struct ListenerCounts {
  std::atomic<std::uint64_t> reports{0};
  std::atomic<std::uint64_t> unknown{0};  ///< reports about no message we know
  std::atomic<std::uint64_t> answers{0};
  std::atomic<std::uint64_t> stops{0};    ///< by SMS and by e-mail
  std::atomic<std::uint64_t> nobody{0};   ///< from numbers that nobody has
  std::atomic<std::uint64_t> refused{0};  ///< 4xx
  std::atomic<std::uint64_t> failed{0};   ///< 5xx: the ledger did not answer, the sender is asked to come again
};

/// Where gateways report, people answer and unsubscribe, over HTTP:
///   GET, POST /reports/kannel    what became of a message (signed address)
///   GET, POST /inbound/kannel    a person writes (secret)
///   POST      /reports/service   the same from a described service, as JSON
///   POST      /inbound/service   (header X-Passerelle-Secret, or parameter `secret`)
///   GET       /unsubscribe       a page with one button; POST does it (RFC 8058)
///   GET       /health            what was counted
class Listener {
 public:
  /// Listens from now on, until this goes. Borrows the inbox. Error (usage): the address is taken or not ours.
  static Result<std::unique_ptr<Listener>> start(ListenerOptions options, Inbox& inbox);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();

  [[nodiscard]] int port() const;
  [[nodiscard]] const ListenerCounts& counts() const;

 private:
  struct Content;
  explicit Listener(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
