#pragma once

#include <string>

#include "deliver/gateway.h"
#include "deliver/links.h"
#include "deliver/transfer.h"

namespace passerelle {

struct KannelOptions {
  std::string url;  ///< of its service of sending: `http://127.0.0.1:13013/cgi-bin/sendsms`
  std::string user;
  std::string password;
  std::string sender;  ///< the number or name that is shown; empty: Kannel's own
  Links links;         ///< where Kannel tells what became of it; without a base no report is asked for
  GatewayTimeouts timeouts;
};

/// SMS by Kannel (sendsms of its smsbox). The alphabet is the message's own: left to itself, Kannel turns letters that
/// GSM 03.38 lacks into others.
class KannelGateway final : public Gateway {
 public:
  explicit KannelGateway(KannelOptions options);
  Submission submit(const MessageContent& content, std::string_view key) override;

 private:
  KannelOptions options_;
  Transfer transfer_;
};

}  // namespace passerelle
