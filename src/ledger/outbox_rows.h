#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/content.h"
#include "ledger/outbox.h"

namespace passerelle {

/// The rows of the outbox. All of these are called inside `read` or `write` of the ledger's content.

inline constexpr std::string_view kStopped = "cette adresse ne reçoit plus rien (STOP)";
inline constexpr std::string_view kMayHaveLeft =
    "la base est plus ancienne que les envois : ce message est peut-être déjà parti";
inline constexpr std::string_view kSettled = "réglé à la main : il est parti";
inline constexpr std::string_view kInterrupted = "l'envoi a été interrompu : nul ne sait si le message est parti";

/// How `Never` names a message.
std::string message_hash(const Ledger::Content& content, const std::string& key);
bool is_address_stopped(Ledger::Content& content, const std::string& hash);
/// Told to leave no more while it was with a gateway.
bool is_unwanted(Ledger::Content& content, const std::string& key);

void insert_message(Ledger::Content& content, const OutboxMessage& message);
/// Stores what changes in a message's life: state, reason, times, attempts, the gateway's id.
void update_message(Ledger::Content& content, const OutboxMessage& message);
std::optional<OutboxMessage> find_message(Ledger::Content& content, const std::string& key);
/// In the order of keys.
std::vector<OutboxMessage> select_messages(Ledger::Content& content, const std::string& condition);
/// The one that waits for longest, of those whose time has come.
std::optional<OutboxMessage> first_due(Ledger::Content& content, long long now);
/// Cancels what waits, and marks what is with a gateway; gives how many waited.
std::size_t cancel_where(Ledger::Content& content, const std::string& condition, const std::string& reason, Instant at);
/// One event per offer of the message, once.
void record(Ledger::Content& content, const OutboxMessage& message, EventType type, Instant at);

}  // namespace passerelle
