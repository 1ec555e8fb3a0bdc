#pragma once

#include <string>
#include <string_view>

#include "domain/event.h"

namespace passerelle {

/// What happened, in one plain French sentence about the person, without the day: "A.B. garde l'offre « … »". `offer`
/// says the offer in words; empty when there is none. A "no" and silence are never told as a refusal.
std::string event_in_french(const Event& event, std::string_view offer);

/// The value of an event as it is handed out; the answer `no` to an offer becomes `not_this_offer`.
std::string exported_value(const Event& event);

}  // namespace passerelle
