#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "deliver/gateway.h"
#include "deliver/transfer.h"
#include "domain/event.h"

namespace passerelle {

struct SmtpOptions {
  std::string url;  ///< `smtp://mail.example.org:587` (STARTTLS, demanded unless it is this machine) or `smtps://…:465`
  std::string user;
  std::string password;
  std::string authorities;  ///< file of certificates to trust in place of the system's; may be empty
  std::string sender;       ///< address messages come from: `emploi@example.org`
  std::string sender_name;  ///< shown before it; may be empty
  std::string reply_to;     ///< address answers go to; empty: the sender's
  GatewayTimeouts timeouts;
};

/// E-mail by any SMTP server: multipart text and HTML, `Message-ID` made from the key.
class SmtpGateway final : public Gateway {
 public:
  /// `clock` dates the mails. Error (usage): an address that is none.
  static Result<std::unique_ptr<Gateway>> create(SmtpOptions options, std::function<Instant()> clock);
  Submission submit(const MessageContent& content, std::string_view key) override;

 private:
  SmtpGateway(SmtpOptions options, std::function<Instant()> clock);
  SmtpOptions options_;
  std::function<Instant()> clock_;
  Transfer transfer_;
};

/// The headers of a mail, in order, as `Name: value`; what is not ASCII is encoded (RFC 2047), line ends are taken out.
std::vector<std::string> mail_headers(const SmtpOptions& options, const EmailMessage& mail, std::string_view key,
                                      Instant at);

/// Whether the text can stand between the `<` and `>` of a mail: one `@`, no blank, no bracket, nothing but ASCII.
bool is_mail_address(std::string_view text);

}  // namespace passerelle
