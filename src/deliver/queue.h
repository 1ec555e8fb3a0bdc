#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/watch.h"
#include "deliver/by_hand.h"
#include "deliver/compose.h"
#include "deliver/links.h"
#include "deliver/message_templates.h"
#include "deliver/sending_hours.h"
#include "domain/care.h"
#include "domain/feed.h"
#include "ledger/decisions.h"
#include "ledger/outbox.h"

namespace passerelle {

/// What messages are made from. Borrows everything.
struct QueueRequest {
  const std::filesystem::path& lists;
  std::span<const Person> people;  ///< in the order of ids; who is not there has no référent and no known département
  std::span<const Referent> referents;
  const std::set<OfferId>* open_offers = nullptr;  ///< all that is open now; null: nobody looked
  /// Contacts that take the place of those of the ledger, in the order of persons: of a dry run, which keeps nothing.
  std::span<const Contact> contacts = {};
  const MessageOptions& messages;
  const MessageTemplates& templates;
  const Links& links;  ///< of unsubscription
  const SendingCalendar& calendar;
  std::size_t per_week = 2;                ///< messages to one person in seven days, at most
  const std::set<PersonId>& unreviewed{};  ///< those who asked for their list without a référent reading it first
  Instant now{};
  bool dry_run = false;  ///< nothing is recorded
};

struct QueueReport {
  std::size_t lists = 0;
  std::size_t queued = 0;    ///< new messages
  std::size_t already = 0;   ///< messages that were there
  std::size_t replaced = 0;  ///< waiting messages taken back, for an offer closed or a decision since
  std::map<std::string, std::size_t> left_aside;  ///< lists without a message, by reason in French
  std::vector<ByHand> by_hand;                    ///< what humans do in the place of messages
  std::vector<OutboxMessage> messages;            ///< of a dry run: what would be queued
  std::vector<Rejection> rejections;              ///< lines of the file that cannot be read
};

/// Puts the messages of a file of lists into the outbox: for each person the offers that a référent validated and none
/// dropped, in order, those that closed since replaced from the validated reserve. The contact is the one kept in the
/// ledger. Without consent, after STOP, erased or paused: nothing. Done again, it adds nothing; a message that still
/// waits and tells of something that must no longer be told is taken back and written anew. The outbox must have made
/// this process the sender, unless it is a dry run. Errors: the file, the ledger, a template; interrupted.
Result<QueueReport> queue_messages(Ledger& ledger, const QueueRequest& request, const Watch& watch);

/// The offers that may be told of a list.
std::vector<ShortlistItem> offers_to_tell(const Shortlist& shortlist, const std::string& list,
                                          const Decisions& decisions, const std::set<OfferId>* open_offers,
                                          bool unreviewed);

/// The outbox's key of the `edition`-th message (from 1) about a list.
std::string message_key(const PersonId& person, std::string_view issue, std::string_view channel, std::string_view list,
                        int edition);

}  // namespace passerelle
