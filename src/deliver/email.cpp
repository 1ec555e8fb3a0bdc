#include "deliver/email.h"

#include "deliver/offer_words.h"
#include "report/plain_text.h"
#include "report/words.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr std::size_t kMaxSubjectCharacters = 100;

/// At most one empty line between two lines, whatever sections of the template were left out.
std::string tidy(std::string_view text) {
  std::string result;
  for (const char sign : text) {
    if (sign != '\n' || !result.ends_with("\n\n")) {
      result.push_back(sign);
    }
  }
  return result;
}

/// What every e-mail may say, whoever reads it.
TemplateData common_data(const MessageRequest& request, const std::string& sender) {
  TemplateData data;
  data.texts["sender"] = sender;
  data.texts["tu"] = request.contact.says_tu ? "oui" : "";
  data.texts["unsubscribe"] = link_in_ascii(request.unsubscribe);
  return data;
}

}  // namespace

EmailMessage write_email(const MessageRequest& request, const MessageOptions& options,
                         const MessageTemplates& templates) {
  const Contact& contact = request.contact;
  const bool is_discreet = contact.discreet;
  const std::string& sender =
      is_discreet && !options.discreet_sender.empty() ? options.discreet_sender : options.sender;
  TemplateData data = common_data(request, sender);
  const TemplateData call = answer_data({}, request.referent, false);
  if (is_discreet) {
    data.texts["referent_phone"] = call.texts.at("referent_phone");
    data.texts["phone_link"] = call.texts.at("phone_link");
  } else {
    data.texts["first_name"] = single_spaced(contact.first_name);
    data.texts["referent"] = single_spaced(request.referent.display_name);
    data.texts["contact_phone"] = call.texts.at("referent_phone");
    data.texts["contact_phone_link"] = call.texts.at("phone_link");
    data.texts["offer_count"] =
        counted(static_cast<std::int64_t>(request.offers.size()), "offre d'emploi", "offres d'emploi");
    for (const ShortlistItem& item : request.offers) {
      const std::size_t number = data.lists["offers"].size() + 1;
      data.lists["offers"].push_back(offer_data(item, number, contact, request.referent));
    }
  }
  const std::string text = templates.render(is_discreet ? "email_discreet_text" : "email_text", data);
  EmailMessage message;
  message.to = contact.email;
  const std::size_t end_of_subject = std::min(text.find('\n'), text.size());
  message.subject = shortened(single_spaced(text.substr(0, end_of_subject)), kMaxSubjectCharacters);
  message.text = tidy(trimmed(std::string_view(text).substr(end_of_subject)));
  data.texts["subject"] = message.subject;
  message.html = templates.render(is_discreet ? "email_discreet_html" : "email_html", data);
  message.unsubscribe = data.texts["unsubscribe"];
  return message;
}

}  // namespace passerelle
