#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deliver/contacts.h"
#include "deliver/message.h"
#include "deliver/message_templates.h"
#include "deliver/sms_text.h"
#include "domain/person.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// How messages are written, for everybody.
struct MessageOptions {
  std::string sender;           ///< who writes, named in every message as the law asks: must not be empty
  std::string discreet_sender;  ///< the same for people who asked for discretion; empty: `sender`
  std::string stop = "Pour ne plus recevoir : répondez STOP.";  ///< how to say STOP, at the end of every SMS
  LetterPolicy letters = LetterPolicy::fold;
  std::size_t max_segments = 2;  ///< of an SMS, 1 to 6

  bool operator==(const MessageOptions&) const = default;
};

/// What a message is made of. Borrows everything.
struct MessageRequest {
  const Contact& contact;
  std::span<const ShortlistItem> offers;  ///< validated, best first; `why` holds the référent's sentence when edited
  const Referent& referent;               ///< who cares for the person today
  std::string_view unsubscribe;           ///< https address of one-click unsubscription; empty when there is none
};

/// A message, or what a human does in its place.
struct Composed {
  /// The channel that holds: the contact's own, or `call`, `paper`, `referent` when a human must act.
  Channel channel = Channel::referent;
  std::optional<MessageContent> content;  ///< of an SMS or e-mail; nothing for the other channels
  std::vector<OfferId> offers;            ///< what the message tells of, or what is to be told
  std::string reason;                     ///< French, why a human must act or what was left out; may be empty
};

/// Writes the message of one person: an SMS tells the first offer, an e-mail all of them. Nothing leaves without
/// consent, to a landline, or to somebody who does not read French: then `channel` says who acts (`call` when there is
/// a phone, else `referent`) and `reason` says why. To a discreet person a message only asks to call the référent. An
/// SMS stays within `max_segments`: the reason and the title give way, never the action, the sender or STOP; letters
/// that take too much room are folded when nothing else helps. Pure: the same request gives the same bytes. Error
/// (usage): no sender, or a template that fails.
Result<Composed> compose_message(const MessageRequest& request, const MessageOptions& options,
                                 const MessageTemplates& templates);

/// The one answer to a STOP, in the words of the template `sms_stop`.
Result<SmsMessage> compose_stop_confirmation(const std::string& to, const MessageOptions& options,
                                             const MessageTemplates& templates);

}  // namespace passerelle
