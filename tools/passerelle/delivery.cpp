#include "delivery.h"

#include <fmt/format.h>

#include <utility>

#include "base/secrets.h"
#include "deliver/kannel_gateway.h"
#include "deliver/smtp_gateway.h"

namespace passerelle {
namespace {

Error missing(std::string_view setting, std::string_view what) {
  return {
      ErrorCode::usage,
      fmt::format("configuration : {} : {} ; « passerelle config » montre le sens de chaque valeur", setting, what)};
}

Result<std::string> secret(std::string_view setting, const std::string& where) {
  Result<std::string> read = read_secret(where);
  return read ? std::move(read)
              : Error{ErrorCode::usage, fmt::format("configuration : {} : {}", setting, read.error().message)};
}

GatewayTimeouts timeouts(const DeliverySettings& settings) {
  GatewayTimeouts timeouts;
  timeouts.total_seconds = static_cast<int>(settings.timeout_seconds);
  return timeouts;
}

Result<std::unique_ptr<Gateway>> open_sms(const DeliverySettings& settings, Ways& ways) {
  if (settings.sms_gateway.empty()) {
    return std::unique_ptr<Gateway>();
  }
  if (settings.sms_secret.empty()) {
    return missing("sms.secret", "dites où est gardé le mot de passe (un fichier, ou env:NOM)");
  }
  Result<std::string> password = secret("sms.secret", settings.sms_secret);
  if (!password) {
    return password.error();
  }
  if (settings.sms_gateway == "kannel") {
    if (settings.sms_url.empty()) {
      return missing("sms.url", "dites l'adresse de Kannel");
    }
    if (!settings.listen_kannel_base.empty() && ways.listen_secret.empty()) {
      return missing("listen.secret", "il faut un secret pour signer les rapports de Kannel");
    }
    return std::unique_ptr<Gateway>(std::make_unique<KannelGateway>(
        KannelOptions{settings.sms_url, settings.sms_user, std::move(*password), settings.sms_sender,
                      Links{settings.listen_kannel_base, ways.listen_secret}, timeouts(settings)}));
  }
  if (settings.sms_gateway == "service") {
    if (!ways.service) {
      return missing("sms.service", "donnez le fichier qui décrit le service");
    }
    const std::string report_url =
        settings.listen_public_base.empty() ? "" : settings.listen_public_base + "/reports/service";
    return std::unique_ptr<Gateway>(std::make_unique<HttpGateway>(
        HttpGatewayOptions{*ways.service, settings.sms_sender, std::move(*password), report_url, timeouts(settings)}));
  }
  return missing("sms.gateway", "« kannel » ou « service »");
}

Result<std::unique_ptr<Gateway>> open_email(const DeliverySettings& settings, const std::function<Instant()>& now) {
  if (settings.email_url.empty()) {
    return std::unique_ptr<Gateway>();
  }
  SmtpOptions options;
  options.url = settings.email_url;
  options.user = settings.email_user;
  options.authorities = settings.email_authorities.string();
  options.sender = settings.email_sender;
  options.sender_name = settings.email_sender_name;
  options.reply_to = settings.email_reply_to;
  options.timeouts = timeouts(settings);
  if (!options.user.empty()) {
    Result<std::string> password = secret("email.secret", settings.email_secret);
    if (!password) {
      return password.error();
    }
    options.password = std::move(*password);
  }
  return SmtpGateway::create(std::move(options), now);
}

}  // namespace

Result<Ways> open_ways(const DeliverySettings& settings, const std::function<Instant()>& now) {
  Ways ways;
  if (!settings.listen_secret.empty()) {
    Result<std::string> read = secret("listen.secret", settings.listen_secret);
    if (!read) {
      return read.error();
    }
    ways.listen_secret = std::move(*read);
  }
  if (!settings.listen_public_base.empty() && ways.listen_secret.empty()) {
    return missing("listen.secret", "il faut un secret pour signer les liens de désinscription");
  }
  ways.unsubscribe = {settings.listen_public_base, ways.listen_secret};
  if (!settings.sms_service.empty()) {
    Result<HttpService> service = read_http_service(settings.sms_service);
    if (!service) {
      return service.error();
    }
    ways.service = std::move(*service);
  }
  Result<std::unique_ptr<Gateway>> sms = open_sms(settings, ways);
  if (!sms) {
    return sms.error();
  }
  Result<std::unique_ptr<Gateway>> email = open_email(settings, now);
  if (!email) {
    return email.error();
  }
  ways.sms = std::move(*sms);
  ways.email = std::move(*email);
  return ways;
}

}  // namespace passerelle
