#include "deliver/smtp_gateway.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/secrets.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

using Outcome = Submission::Outcome;

/// A header's text as RFC 2047 words, each short enough and never cutting a letter; ASCII stays as it is.
std::string header_text(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](char letter) { return letter == '\r' || letter == '\n'; }, ' ');
  const bool is_plain = std::ranges::all_of(line, [](char letter) { return letter >= ' ' && letter <= '~'; }) &&
                        line.size() < 200 && line.find("=?") == std::string::npos;
  if (is_plain) {
    return line;
  }
  constexpr std::size_t kMostBytes = 45;  // 60 letters of Base64, 75 with what stands around them
  std::string words;
  for (std::string_view rest = line; !rest.empty();) {
    std::string_view piece = utf8_prefix(rest, kMostBytes);
    if (piece.empty()) {
      piece = rest.substr(0, 1);
    }
    words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(piece) + "?=";
    rest.remove_prefix(piece.size());
  }
  return words;
}

/// A name as a quoted string, or as encoded words.
std::string display_name(const std::string& name) {
  const std::string text = header_text(name);
  if (text != name) {
    return text;
  }
  std::string quoted = "\"";
  for (const char letter : name) {
    if (letter == '"' || letter == '\\') {
      quoted += '\\';
    }
    quoted += letter;
  }
  return quoted + '"';
}

/// `Sat, 28 Nov 2026 09:15:00 +0000`.
std::string mail_date(Instant at) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - Instant(day));
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", kDays[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

Submission submission_of(const MailAnswer& answer) {
  const std::string said = answer.status >= 400 ? fmt::format("le serveur de courriel répond {}", answer.status)
                                                : "serveur de courriel : " + answer.problem;
  switch (answer.reached) {
    case Reached::nobody:
      return {Outcome::refused_for_now, "", said};
    case Reached::refused:
      return {Outcome::misconfigured, "",
              fmt::format("{} ; vérifiez {}", answer.status >= 400 ? said + " : " + answer.problem : said,
                          answer.is_login_denied ? "email.user et email.secret" : "email.url et email.authorities")};
    case Reached::somebody:
      return {Outcome::unknown, "", said};
    case Reached::answered:
      break;
  }
  if (answer.problem.empty()) {
    return {Outcome::accepted, "", ""};
  }
  if (answer.status < 500) {
    return {Outcome::refused_for_now, "", said};
  }
  // Before a recipient was named, nothing can be wrong with this mail alone.
  if (answer.step < MailStep::recipient) {
    return {Outcome::misconfigured, "", said + " ; vérifiez email.user, email.secret et email.sender"};
  }
  // No such mailbox, or one that is closed; what comes later is about the mail.
  const bool nobody_there =
      answer.step == MailStep::recipient && (answer.status == 550 || answer.status == 551 || answer.status == 553);
  return {Outcome::refused_for_good, "", nobody_there ? std::string(kDeadAddress) + said : said};
}

}  // namespace

bool is_mail_address(std::string_view text) {
  constexpr std::size_t kLongest = 254;
  const std::size_t at = text.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
         text.size() <= kLongest && std::ranges::all_of(text, [](char letter) {
           return letter > ' ' && letter <= '~' && letter != '<' && letter != '>' && letter != ',' && letter != ';' &&
                  letter != '"' && letter != '\\';
         });
}

std::vector<std::string> mail_headers(const SmtpOptions& options, const EmailMessage& mail, std::string_view key,
                                      Instant at) {
  const std::string domain = options.sender.substr(options.sender.find('@') + 1);
  std::vector<std::string> headers{
      "Date: " + mail_date(at),
      "From: " + (options.sender_name.empty() ? options.sender
                                              : display_name(options.sender_name) + " <" + options.sender + ">"),
      "To: <" + mail.to + ">",
      "Subject: " + header_text(mail.subject),
      fmt::format("Message-ID: <{}@{}>", key, domain),
      "Content-Language: fr",
      "Auto-Submitted: auto-generated",
  };
  if (!options.reply_to.empty()) {
    headers.push_back("Reply-To: <" + options.reply_to + ">");
  }
  if (!mail.unsubscribe.empty()) {
    headers.push_back("List-Unsubscribe: <" + mail.unsubscribe + ">");
    headers.emplace_back("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  }
  return headers;
}

SmtpGateway::SmtpGateway(SmtpOptions options, std::function<Instant()> clock)
    : options_(std::move(options)), clock_(std::move(clock)), transfer_(options_.timeouts) {}

Result<std::unique_ptr<Gateway>> SmtpGateway::create(SmtpOptions options, std::function<Instant()> clock) {
  if (!is_mail_address(options.sender) || (!options.reply_to.empty() && !is_mail_address(options.reply_to))) {
    return Error{ErrorCode::usage, "courriel : l'adresse de l'expéditeur ou de réponse manque ou n'en est pas une"};
  }
  if (!options.url.starts_with("smtp://") && !options.url.starts_with("smtps://")) {
    return Error{ErrorCode::usage, "courriel : l'adresse du serveur doit commencer par smtp:// ou smtps://"};
  }
  return std::unique_ptr<Gateway>(new SmtpGateway(std::move(options), std::move(clock)));
}

Submission SmtpGateway::submit(const MessageContent& content, std::string_view key) {
  if (!content.email) {
    return {Outcome::misconfigured, "", "ce serveur n'envoie que des courriels"};
  }
  const EmailMessage& mail = *content.email;
  if (!is_mail_address(mail.to) || mail.unsubscribe.find_first_of(" <>\r\n") != std::string::npos) {
    return {Outcome::refused_for_good, "", std::string(kDeadAddress) + "l'adresse de courriel n'en est pas une"};
  }
  MailRequest request;
  request.url = options_.url;
  request.user = options_.user;
  request.password = options_.password;
  request.authorities = options_.authorities;
  request.from = options_.sender;
  request.to = mail.to;
  request.headers = mail_headers(options_, mail, key, clock_());
  request.text = mail.text;
  request.html = mail.html;
  request.must_encrypt = options_.url.starts_with("smtps://") || !is_loopback(options_.url);
  Submission submission = submission_of(transfer_.mail(request));
  if (submission.outcome == Outcome::accepted) {
    submission.gateway_id = std::string(key);
  }
  return submission;
}

}  // namespace passerelle
