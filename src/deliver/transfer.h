#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "deliver/gateway.h"

namespace passerelle {

struct HttpRequest {
  std::string method = "POST";
  std::string url;
  std::vector<std::string> headers;  ///< `Name: value`
  std::string body;
};

/// Where an exchange stopped.
enum class Reached {
  nobody,    ///< no byte of the request left
  refused,   ///< nothing left, and never will like this: the address or the certificate is wrong
  somebody,  ///< the request, or a part of it, left; no whole answer came back
  answered,
};

struct HttpAnswer {
  Reached reached = Reached::nobody;
  int status = 0;       ///< 0 without an answer
  std::string body;     ///< its first 64 KiB
  std::string problem;  ///< why there is no answer, in French when the operator can put it right
};

struct MailRequest {
  std::string url;  ///< `smtp://host:port` or `smtps://host:port`
  std::string user;
  std::string password;
  std::string authorities;  ///< file of certificates to trust in place of the system's; empty: the system's
  std::string from;         ///< addresses of the envelope
  std::string to;
  std::vector<std::string> headers;
  std::string text;
  std::string html;
  bool must_encrypt = true;
};

/// The steps of a mail conversation, in their order.
enum class MailStep { connecting, login, sender, recipient, content };

struct MailAnswer {
  Reached reached = Reached::nobody;
  MailStep step = MailStep::connecting;
  int status = 0;       ///< the last word of the server (250, 550 …); 0 when it said nothing
  std::string problem;  ///< why it was not taken
  bool is_login_denied = false;
};

/// One exchange with a gateway, by libcurl. Never tries twice by itself: each exchange is a new connection, for curl
/// repeats a request on another one when a kept connection turns out dead, though the request may have been read.
class Transfer {
 public:
  explicit Transfer(const GatewayTimeouts& timeouts);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer();

  HttpAnswer http(const HttpRequest& request);
  MailAnswer mail(const MailRequest& request);

 private:
  struct Handle;
  void begin(const std::string& url);
  std::unique_ptr<Handle> handle_;
  GatewayTimeouts timeouts_;
};

/// Whether the address names this very machine: what goes there crosses no network.
bool is_loopback(const std::string& url);

}  // namespace passerelle
