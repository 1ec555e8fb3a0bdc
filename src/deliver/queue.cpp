#include "deliver/queue.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "deliver/corrections.h"
#include "deliver/sender.h"
#include "ledger/decisions.h"
#include "report/list_reader.h"
#include "report/lists.h"

namespace passerelle {
namespace {

/// Why a waiting message was taken back; only such a message is written anew.
constexpr std::string_view kReplaced = "remplacé : une offre a fermé ou un référent a changé d'avis";
/// A list's decisions and a person's words about messages are not older than this.
constexpr std::chrono::days kDecisionsSince{60};
constexpr std::size_t kBatch = 500;

/// What people said of messages as a whole.
struct Words {
  std::set<PersonId> stopped;
  std::map<PersonId, bool> paused;
  std::map<std::pair<PersonId, std::string>, bool> consent;  ///< by channel: given, or withdrawn

  static Result<Words> read(Ledger& ledger) {
    Words words;
    EventFilter filter;
    filter.types = {EventType::stop, EventType::paused, EventType::resumed, EventType::consent};
    const Result<Done> done = ledger.for_each_event(filter, [&](const Event& event) {
      if (event.type == EventType::stop) {
        words.stopped.insert(event.person);
      } else if (event.type == EventType::consent) {
        words.consent[{event.person, event.reason}] = event.value == "given";
      } else {
        words.paused[event.person] = event.type == EventType::paused;
      }
      return true;
    });
    if (!done) {
      return done.error();
    }
    return words;
  }

  [[nodiscard]] bool withdrew(const PersonId& person, Channel channel) const {
    const auto found = consent.find({person, std::string(to_string(channel))});
    return found != consent.end() && !found->second;
  }
};

class Queue {
 public:
  Queue(Ledger& ledger, const QueueRequest& request, Words words, Decisions decisions)
      : ledger_(ledger),
        outbox_(ledger),
        request_(request),
        words_(std::move(words)),
        decisions_(std::move(decisions)),
        care_(request.people, request.referents, std::chrono::floor<std::chrono::days>(request.now)) {}

  Result<Done> add(const ProposedList& list) {
    ++report_.lists;
    const Shortlist& shortlist = list.shortlist;
    const PersonId& person = shortlist.person;
    const Person* known = find_person(person);
    if (shortlist.status != ListStatus::proposed || shortlist.referent_only) {
      return left("la liste ne va pas à la personne (vide, suspendue ou pour le référent)");
    }
    const auto paused = words_.paused.find(person);
    if ((known != nullptr && known->accompaniment.status != AccompanimentStatus::active) ||
        (paused != words_.paused.end() && paused->second)) {
      return left("accompagnement suspendu ou terminé");
    }
    Result<std::optional<Contact>> contact = contact_of(person);
    if (!contact) {
      return contact.error();
    }
    if (!*contact) {
      return left("aucun contact connu (ou personne effacée)");
    }
    if (words_.stopped.contains(person)) {
      return left("la personne a dit STOP");
    }
    if (words_.withdrew(person, (*contact)->channel)) {
      for (Consent& consent : (*contact)->consent) {
        if (consent.channel == (*contact)->channel) {
          const Day today = std::chrono::floor<std::chrono::days>(request_.now);
          consent.withdrawn = std::max(today, consent.given.value_or(today));
        }
      }
    }
    const std::vector<ShortlistItem> offers =
        offers_to_tell(shortlist, list.list, decisions_, request_.open_offers, request_.unreviewed.contains(person));
    return write(list, **contact, known, offers);
  }

  Result<Done> flush() {
    if (request_.dry_run || batch_.empty()) {
      return Done{};
    }
    const Result<std::size_t> added = outbox_.enqueue(batch_);
    if (!added) {
      return added.error();
    }
    report_.queued += *added;
    batch_.clear();
    return Done{};
  }

  QueueReport& report() { return report_; }

 private:
  Result<Done> left(const std::string& reason) {
    ++report_.left_aside[reason];
    return Done{};
  }

  Result<std::optional<Contact>> contact_of(const PersonId& person) {
    const auto given = std::ranges::lower_bound(request_.contacts, person, {}, &Contact::person);
    if (request_.dry_run && given != request_.contacts.end() && given->person == person) {
      return std::optional<Contact>(*given);
    }
    return kept_contact(ledger_, person);
  }

  [[nodiscard]] const Person* find_person(const PersonId& id) const {
    const auto found = std::ranges::lower_bound(request_.people, id, {}, &Person::id);
    return found != request_.people.end() && found->id == id ? &*found : nullptr;
  }

  [[nodiscard]] Referent referent_of(const PersonId& person) const {
    const ReferentId id = care_.answering(person);
    const auto found = std::ranges::find(request_.referents, id, &Referent::id);
    return found == request_.referents.end() ? Referent{id, "", ""} : *found;
  }

  Result<Done> write(const ProposedList& list, const Contact& contact, const Person* known,
                     std::span<const ShortlistItem> offers) {
    const PersonId& person = contact.person;
    const Referent referent = referent_of(person);
    std::optional<Composed> composed;
    if (!offers.empty()) {
      const std::string unsubscribe = request_.links.unsubscribe(person);
      Result<Composed> written =
          compose_message({contact, offers, referent, unsubscribe}, request_.messages, request_.templates);
      if (!written) {
        return written.error();
      }
      composed = std::move(*written);
    }
    // What already stands in the outbox about this list.
    int edition = 1;
    for (const Channel channel : {Channel::sms, Channel::email}) {
      for (int tried = 1;; ++tried) {
        const std::string key = message_key(person, list.issue, to_string(channel), list.list, tried);
        Result<std::optional<OutboxMessage>> there = outbox_.message(key);
        if (!there) {
          return there.error();
        }
        if (!*there) {
          edition = std::max(edition, tried);
          break;
        }
        Result<bool> goes_on = keeps(**there, composed);
        if (!goes_on) {
          return goes_on.error();
        }
        if (*goes_on) {
          ++report_.already;
          return Done{};
        }
      }
    }
    if (!composed) {
      return left(decisions_.is_reviewed(list.list) ? "le référent n'a gardé aucune offre encore ouverte"
                                                    : "aucun référent n'a relu la liste");
    }
    if (!composed->content) {
      report_.by_hand.push_back(
          {contact, referent, composed->channel, composed->reason, told(offers, composed->offers)});
      return Done{};
    }
    const bool is_sms = composed->content->sms.has_value();
    const std::string& address = is_sms ? composed->content->sms->to : composed->content->email->to;
    const Result<bool> suppressed = ledger_.is_suppressed(address);
    if (!suppressed) {
      return suppressed.error();
    }
    if (*suppressed) {
      return left("la personne a dit STOP");
    }
    const Result<std::optional<OutboxMessage>> last = outbox_.last_settled(address);
    if (!last) {
      return last.error();
    }
    if (*last && is_dead_address(**last, request_.now)) {
      report_.by_hand.push_back({contact, referent, is_sms || !contact.phone ? Channel::referent : Channel::call,
                                 is_sms ? "ce numéro ne reçoit plus les SMS : demander le nouveau"
                                        : "cette adresse ne reçoit plus les courriels : demander la nouvelle",
                                 told(offers, composed->offers)});
      return Done{};
    }
    return enqueue(list, known, contact, std::move(*composed), edition);
  }

  /// Whether the message that is there stays; one that waits and tells of something else is taken back.
  Result<bool> keeps(const OutboxMessage& there, const std::optional<Composed>& composed) {
    if (there.state == MessageState::cancelled) {
      return there.reason != kReplaced;
    }
    const bool still_true = composed && composed->content && composed->offers == there.offers;
    if (there.state != MessageState::queued || still_true) {
      return true;
    }
    ++report_.replaced;
    if (!request_.dry_run) {
      // All that waits for the person goes: what is written now is the newest.
      const Result<std::size_t> cancelled = outbox_.cancel(there.person, kReplaced, request_.now);
      if (!cancelled) {
        return cancelled.error();
      }
    }
    return false;
  }

  Result<Done> enqueue(const ProposedList& list, const Person* known, const Contact& contact, Composed composed,
                       int edition) {
    const Result<std::size_t> this_week = outbox_.count_since(contact.person, request_.now - std::chrono::days(7));
    if (!this_week) {
      return this_week.error();
    }
    if (*this_week >= request_.per_week) {
      return left("déjà assez de messages en sept jours");
    }
    MessageContent& content = *composed.content;
    content.department = department(known, contact);
    OutboxMessage message;
    message.channel = to_string(composed.channel);
    message.key = message_key(contact.person, list.issue, message.channel, list.list, edition);
    message.person = contact.person;
    message.issue = list.issue;
    message.list = list.list;
    message.address = content.sms ? content.sms->to : content.email->to;
    message.content = to_json(content);
    message.offers = std::move(composed.offers);
    message.not_before = request_.calendar.next_allowed(request_.now, content.department);
    message.updated = request_.now;
    if (request_.dry_run) {
      ++report_.queued;
      report_.messages.push_back(std::move(message));
      return Done{};
    }
    batch_.push_back(std::move(message));
    return batch_.size() < kBatch ? Result<Done>(Done{}) : flush();
  }

  static std::string department(const Person* known, const Contact& contact) {
    if (known != nullptr) {
      if (std::string home = department_of(known->home_insee.empty() ? known->home_postal_code : known->home_insee);
          !home.empty()) {
        return home;
      }
    }
    return contact.phone ? std::string(department_of_region(contact.phone->region)) : std::string();
  }

  static std::vector<ShortlistItem> told(std::span<const ShortlistItem> offers, std::span<const OfferId> ids) {
    std::vector<ShortlistItem> items;
    for (const ShortlistItem& item : offers) {
      if (std::ranges::find(ids, item.offer) != ids.end()) {
        items.push_back(item);
      }
    }
    return items;
  }

  Ledger& ledger_;
  Outbox outbox_;
  const QueueRequest& request_;
  Words words_;
  Decisions decisions_;
  Care care_;
  std::vector<OutboxMessage> batch_;
  QueueReport report_;
};

}  // namespace

std::vector<ShortlistItem> offers_to_tell(const Shortlist& shortlist, const std::string& list,
                                          const Decisions& decisions, const std::set<OfferId>* open_offers,
                                          bool unreviewed) {
  const auto is_open = [&](const ShortlistItem& item) {
    // The same offer may stand in the feed under its other ids.
    return open_offers == nullptr || open_offers->contains(item.offer) ||
           std::ranges::any_of(item.also, [&](const std::string& id) { return open_offers->contains(OfferId(id)); });
  };
  std::size_t missing = 0;
  std::vector<ShortlistItem> chosen;
  const auto consider = [&](const ShortlistItem& item, bool from_reserve) {
    const OfferDecision decision = decisions.of(list, item.offer);
    const bool seen = decision.validated && decision.shown == sha256_hex(item_json(item));
    if ((!seen && !unreviewed) || (from_reserve && missing == 0)) {
      return;
    }
    if (decision.dropped || !is_open(item)) {
      missing += from_reserve ? 0 : 1;
      return;
    }
    missing -= from_reserve ? 1 : 0;
    chosen.push_back(item);
    if (!decision.sentence.empty()) {
      chosen.back().why = decision.sentence;
    }
  };
  for (const ShortlistItem& item : shortlist.offers) {
    consider(item, false);
  }
  for (const ShortlistItem& item : shortlist.reserve) {
    consider(item, true);
  }
  return chosen;
}

std::string message_key(const PersonId& person, std::string_view issue, std::string_view channel, std::string_view list,
                        int edition) {
  std::string what;
  for (const std::string_view part : {std::string_view(person.value()), issue, channel, list}) {
    what.append(part).append("\n");
  }
  return sha256_hex(edition > 1 ? what + std::to_string(edition) : what);
}

Result<QueueReport> queue_messages(Ledger& ledger, const QueueRequest& request, const Watch& watch) {
  Result<Words> words = Words::read(ledger);
  if (!words) {
    return words.error();
  }
  Result<Decisions> decisions = decisions_of(ledger, request.now - kDecisionsSince);
  if (!decisions) {
    return decisions.error();
  }
  Queue queue(ledger, request, std::move(*words), std::move(*decisions));
  std::optional<Error> problem;
  Result<std::vector<Rejection>> read = for_each_list(request.lists, [&](ProposedList&& list) {
    if (watch.must_stop()) {
      problem = Error{ErrorCode::interrupted, "mise en attente interrompue ; la même commande recommence sans doublon"};
    } else if (Result<Done> added = queue.add(list); !added) {
      problem = added.error();
    }
    watch.report("messages", queue.report().lists, 0);
    return !problem;
  });
  if (problem) {
    return *problem;
  }
  if (!read) {
    return read.error();
  }
  if (Result<Done> done = queue.flush(); !done) {
    return done.error();
  }
  queue.report().rejections = std::move(*read);
  return std::move(queue.report());
}

}  // namespace passerelle
