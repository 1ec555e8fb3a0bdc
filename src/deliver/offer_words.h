#pragma once

#include <string>
#include <string_view>

#include "deliver/contacts.h"
#include "deliver/message_templates.h"
#include "domain/person.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// The sentences the program writes about an offer, said with "tu": "C'est tout près de chez toi." Other words stay.
std::string said_with_tu(std::string_view sentences);

/// A web address in ASCII alone: other bytes of its path are percent-encoded, which changes nothing of where it leads.
/// Empty when it is no http or https address, or when its host is not ASCII.
std::string link_in_ascii(std::string_view address);

/// What there is to do about an offer: exactly one of `link phone email referent_phone` is set, or none when the offer
/// gives no way and the référent has no phone. `phone_link` is the E.164 form behind `phone` or `referent_phone`.
/// `referent` is set along with `referent_phone`. An e-mail address counts only `with_email`.
TemplateData answer_data(const ApplyChannel& apply, const Referent& referent, bool with_email);

/// Everything a template may show of an offer, as row `number` of a list.
TemplateData offer_data(const ShortlistItem& item, std::size_t number, const Contact& contact,
                        const Referent& referent);

/// How a référent is named in a message: "votre référent" when nothing better is known.
std::string name_of(const Referent& referent, bool says_tu);

}  // namespace passerelle
