#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "deliver/gateway.h"
#include "deliver/http_gateway.h"
#include "deliver/links.h"
#include "deliver/sender.h"

namespace passerelle {

/// What a configuration says of the ways by which messages leave and answers come, as it stands in the file.
struct DeliverySettings {
  std::string sms_gateway;  ///< `kannel`, `service` or empty
  std::string sms_url;
  std::string sms_user;
  std::string sms_secret;  ///< where it is kept, never the secret itself
  std::string sms_sender;
  std::filesystem::path sms_service;

  std::string email_url;
  std::string email_user;
  std::string email_secret;
  std::filesystem::path email_authorities;
  std::string email_sender;
  std::string email_sender_name;
  std::string email_reply_to;

  std::string listen_secret;
  std::string listen_kannel_base;
  std::string listen_public_base;

  std::size_t per_second = SenderOptions().per_second;
  std::size_t per_week = 2;
  std::size_t timeout_seconds = static_cast<std::size_t>(GatewayTimeouts().total_seconds);

  bool operator==(const DeliverySettings&) const = default;
};

/// The ways by which messages leave, ready to be used.
struct Ways {
  std::unique_ptr<Gateway> sms;
  std::unique_ptr<Gateway> email;
  std::optional<HttpService> service;  ///< how the service that sends SMS tells its news
  Links unsubscribe;
  std::string listen_secret;  ///< empty when none is set

  [[nodiscard]] Gateways gateways() const { return {sms.get(), email.get()}; }
};

/// Errors (usage) name the setting: an unknown gateway, an address or a secret that is missing.
Result<Ways> open_ways(const DeliverySettings& settings, const std::function<Instant()>& now);

}  // namespace passerelle
