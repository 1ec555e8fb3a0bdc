#include "deliver/sender.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "deliver/message.h"

namespace passerelle {
namespace {

/// How long an address at which nobody was reached is left alone.
constexpr std::chrono::weeks kDeadFor{12};

using Outcome = Submission::Outcome;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Writes what is known of a message that left or not. The ledger may be away for a moment, and knowing is precious: it
/// is told several times before giving up. What is never told becomes uncertain at the next start.
Result<Done> insist(const SenderTime& time, const std::function<Result<Done>()>& tell) {
  constexpr std::array kPauses{milliseconds(100), milliseconds(500), milliseconds(2000), milliseconds(5000)};
  Result<Done> told = tell();
  for (const milliseconds pause : kPauses) {
    if (told) {
      break;
    }
    time.pause(pause);
    told = tell();
  }
  return told;
}

/// Keeps to a number of messages per second.
class Pace {
 public:
  Pace(std::size_t per_second, const SenderTime& time) : time_(time) {
    if (per_second > 0) {
      interval_ = std::chrono::nanoseconds(std::chrono::seconds(1)) / static_cast<std::int64_t>(per_second);
    }
  }
  void wait() {
    const auto now = steady_clock::now();
    if (next_ > now) {
      time_.pause(std::chrono::ceil<milliseconds>(next_ - now));
    }
    next_ = std::max(next_, now) + interval_;
  }

 private:
  const SenderTime& time_;
  std::chrono::nanoseconds interval_{0};
  steady_clock::time_point next_{};
};

class Sending {
 public:
  Sending(Outbox& outbox, const Gateways& gateways, const SenderOptions& options, const SendingCalendar& calendar,
          const SenderTime& time)
      : outbox_(outbox), gateways_(gateways), options_(options), calendar_(calendar), time_(time) {}

  /// Tries one message that was taken.
  Result<Done> one(const OutboxMessage& message, Pace& pace) {
    const Instant now = time_.now();
    const Result<MessageContent> content = parse_message_content(message.content);
    if (!content) {
      ++report_.failed;
      return refused(message, "le contenu gardé est illisible", std::nullopt);
    }
    if (has_expired(message, now)) {
      ++report_.expired;
      return refused(message, "la semaine de cette liste est passée", std::nullopt);
    }
    if (!calendar_.is_allowed(now, content->department)) {
      ++report_.postponed;
      return refused(message, "hors des heures d'envoi", calendar_.next_allowed(now, content->department));
    }
    Gateway* gateway = content->sms ? gateways_.sms : gateways_.email;
    if (gateway == nullptr) {
      return settle(message, *content,
                    {Outcome::misconfigured, "",
                     content->sms ? "aucune passerelle SMS n'est configurée ([sms])"
                                  : "aucun serveur de courriel n'est configuré ([email])"});
    }
    pace.wait();
    return settle(message, *content, gateway->submit(*content, message.key));
  }

  SendReport& report() { return report_; }

 private:
  Result<Done> refused(const OutboxMessage& message, std::string_view reason, std::optional<Instant> retry) {
    return insist(time_, [&] { return outbox_.refused(message.key, reason, retry, time_.now()); });
  }

  [[nodiscard]] bool has_expired(const OutboxMessage& message, Instant now) const {
    constexpr std::size_t kWeekLetters = 8;  // 2026-W48
    const std::optional<Week> week = parse_week(message.issue.substr(0, kWeekLetters));
    return week && now >= Instant(monday_of(*week)) + options_.useful;
  }

  /// When a message that was refused for now is tried again; nothing when it was tried often enough.
  [[nodiscard]] std::optional<Instant> next_try(const OutboxMessage& message, const MessageContent& content) const {
    const auto tries = static_cast<std::size_t>(std::max(message.attempts, 1));
    if (tries > options_.retries.size()) {
      return std::nullopt;
    }
    return calendar_.next_allowed(time_.now() + options_.retries[tries - 1], content.department);
  }

  Result<Done> settle(const OutboxMessage& message, const MessageContent& content, const Submission& submission) {
    std::size_t& in_a_row = content.sms ? sms_refusals_ : email_refusals_;
    switch (submission.outcome) {
      case Outcome::accepted:
        in_a_row = 0;
        ++report_.accepted;
        return insist(time_, [&] { return outbox_.accepted(message.key, submission.gateway_id, time_.now()); });
      case Outcome::unknown:
        ++report_.uncertain;
        note_refusal(++in_a_row, submission.reason);
        return insist(time_, [&] { return outbox_.uncertain(message.key, submission.reason, time_.now()); });
      case Outcome::misconfigured:
        report_.stopped = submission.reason;
        return refused(message, submission.reason, time_.now());
      case Outcome::refused_for_now: {
        note_refusal(++in_a_row, submission.reason);
        const std::optional<Instant> retry = next_try(message, content);
        ++(retry ? report_.refused_for_now : report_.failed);
        return refused(message, retry ? submission.reason : "refusé trop souvent : " + submission.reason, retry);
      }
      case Outcome::refused_for_good:
        break;
    }
    note_refusal(++in_a_row, submission.reason);
    ++report_.failed;
    return refused(message, submission.reason, std::nullopt);
  }

  void note_refusal(std::size_t in_a_row, const std::string& reason) {
    if (in_a_row >= options_.refusals_in_a_row) {
      report_.stopped = fmt::format("{} refus de suite ; le dernier : {}", in_a_row, reason);
    }
  }

  Outbox& outbox_;
  const Gateways& gateways_;
  const SenderOptions& options_;
  const SendingCalendar& calendar_;
  const SenderTime& time_;
  SendReport report_;
  std::size_t sms_refusals_ = 0;
  std::size_t email_refusals_ = 0;
};

}  // namespace

SenderTime machine_time() {
  return {[] { return now(); }, [](milliseconds duration) { std::this_thread::sleep_for(duration); }};
}

bool is_dead_address(const OutboxMessage& message, Instant now) {
  return message.state == MessageState::failed && message.reason.starts_with(kDeadAddress) &&
         now - message.updated < kDeadFor;
}

Result<SendReport> send_messages(Outbox& outbox, const Gateways& gateways, const SenderOptions& options,
                                 const SendingCalendar& calendar, const SenderTime& time, const Watch& watch) {
  Sending sending(outbox, gateways, options, calendar, time);
  Pace pace(options.per_second, time);
  std::uint64_t done = 0;
  while (sending.report().stopped.empty()) {
    if (watch.must_stop()) {
      return Error{ErrorCode::interrupted, "envoi interrompu ; la même commande continue là où il en était"};
    }
    const Result<std::optional<OutboxMessage>> taken = outbox.take(time.now());
    if (!taken) {
      return taken.error();
    }
    if (!*taken) {
      break;
    }
    if (Result<Done> told = sending.one(**taken, pace); !told) {
      return told.error();
    }
    watch.report("envoi", ++done, 0);
  }
  return sending.report();
}

}  // namespace passerelle
