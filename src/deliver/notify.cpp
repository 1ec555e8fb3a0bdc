#include "deliver/notify.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "deliver/message.h"
#include "report/html.h"
#include "report/words.h"

namespace passerelle {
namespace {

std::string ids_of(const std::vector<PersonId>& people) {
  std::string ids;
  for (const PersonId& person : people) {
    ids += (ids.empty() ? "" : ", ") + person.value();
  }
  return ids;
}

std::vector<std::string> paragraphs(const Referent& referent, const ReviewNotice& notice, const std::string& sender) {
  std::vector<std::string> said;
  said.push_back(referent.display_name.empty() ? "Bonjour," : fmt::format("Bonjour {},", referent.display_name));
  said.push_back(fmt::format("Les listes de la semaine du {} sont prêtes : {} à relire.",
                             day_in_french(monday_of(notice.week)), counted(notice.proposed, "liste", "listes")));
  if (notice.empty + notice.paused > 0) {
    said.push_back(fmt::format("Sans offre cette semaine : {}. En pause : {}.",
                               counted(notice.empty, "personne", "personnes"),
                               counted(notice.paused, "personne", "personnes")));
  }
  if (!notice.silent.empty()) {
    said.push_back(
        fmt::format("À appeler, sans réponse depuis deux semaines ou plus : {}. Un silence n'est pas un refus.",
                    ids_of(notice.silent)));
  }
  if (!notice.asks_for_call.empty()) {
    said.push_back(fmt::format("À rappeler, à leur demande : {}.", ids_of(notice.asks_for_call)));
  }
  if (!notice.stands_in_for.empty()) {
    said.push_back(fmt::format("Vous remplacez : {}.", fmt::join(notice.stands_in_for, ", ")));
  }
  said.emplace_back("Rien ne part sans votre accord, offre par offre.");
  if (!sender.empty()) {
    said.push_back(sender);
  }
  return said;
}

}  // namespace

PersonId subject_of(const ReferentId& referent) {
  return PersonId("referent:" + referent.value());
}

OutboxMessage review_message(const Referent& referent, const ReviewNotice& notice, const std::string& sender,
                             Instant at) {
  EmailMessage email;
  email.to = referent.email;
  email.subject =
      fmt::format("Semaine {} : {} à relire", notice.week.number, counted(notice.proposed, "liste", "listes"));
  std::string body;
  for (const std::string& paragraph : paragraphs(referent, notice, sender)) {
    email.text += (email.text.empty() ? "" : "\n\n") + paragraph;
    body += "<p>" + html_escaped(paragraph) + "</p>\n";
  }
  email.html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta "
      "charset=\"utf-8\"><title>{}</title></head>\n<body>\n{}</body></html>\n",
      html_escaped(email.subject), body);
  MessageContent content;
  content.email = std::move(email);
  OutboxMessage message;
  message.person = subject_of(referent.id);
  message.issue = notice.issue;
  message.channel = "email";
  message.address = referent.email;
  message.content = to_json(content);
  message.not_before = at;
  message.updated = at;
  // Once per issue, whatever the figures have become since.
  message.key = sha256_hex("review\n" + message.person.value() + "\n" + notice.issue);
  return message;
}

}  // namespace passerelle
