#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "deliver/by_hand.h"
#include "deliver/compose.h"
#include "domain/care.h"
#include "ingest/people.h"
#include "reading.h"
#include "report/caseload.h"
#include "report/list_reader.h"
#include "report/plain_text.h"
#include "report/words.h"
#include "review_inputs.h"
#include "session.h"
#include "storage/atomic_file.h"
#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::string_view kUnnamedSender = "Votre organisme";

struct PreviewInputs {
  std::filesystem::path lists;
  std::filesystem::path contacts;
  std::filesystem::path people;
  std::filesystem::path referents;
  std::string person;
  std::filesystem::path templates;
  std::filesystem::path out;
};

/// What a preview is made from, all read.
struct Sources {
  std::vector<ProposedList> lists;
  std::vector<Contact> contacts;  ///< in the order of ids
  std::vector<Referent> referents;
  Care care;
  MessageTemplates templates;
};

Result<Sources> read_sources(const PreviewInputs& inputs, Session& session) {
  Result<MessageTemplates> templates =
      MessageTemplates::load(inputs.templates.empty() ? session.settings.message_templates : inputs.templates);
  if (!templates) {
    return templates.error();
  }
  Result<Feed<ProposedList>> lists = read_lists(inputs.lists);
  if (!lists) {
    return lists.error();
  }
  tell_what_was_read(session.terminal, inputs.lists, lists->records.size(), lists->rejections.size());
  tell_rejections(session, lists->rejections);
  Result<Feed<Contact>> contacts = read_contacts(inputs.contacts);
  if (!contacts) {
    return contacts.error();
  }
  tell_what_was_read(session.terminal, inputs.contacts, contacts->records.size(), contacts->rejections.size());
  tell_rejections(session, contacts->rejections);
  for (const std::string& warning : contacts->warnings) {
    session.terminal.tell("Remarque : " + warning);
  }
  std::vector<Person> people;
  if (!inputs.people.empty()) {
    Result<Feed<Person>> read = read_people(inputs.people, session.watch);
    if (!read) {
      return read.error();
    }
    people = std::move(read->records);
  }
  std::vector<Referent> referents;
  if (!inputs.referents.empty()) {
    Result<Feed<Referent>> read = read_referents(inputs.referents);
    if (!read) {
      return read.error();
    }
    referents = std::move(read->records);
  }
  Care care(people, referents, today());
  return Sources{std::move(lists->records), std::move(contacts->records), std::move(referents), std::move(care),
                 std::move(*templates)};
}

/// The message of one person, or what a human does; with what it was made from.
struct Preview {
  const ProposedList* list = nullptr;
  const Contact* contact = nullptr;
  Referent referent;
  Composed composed;
};

Referent referent_of(const Sources& sources, const PersonId& person) {
  const ReferentId id = sources.care.answering(person);
  const auto found = std::ranges::find(sources.referents, id, &Referent::id);
  return found == sources.referents.end() ? Referent{id, "", ""} : *found;
}

Result<std::vector<Preview>> previews(const Sources& sources, const MessageOptions& options, std::string_view person) {
  std::vector<Preview> all;
  for (const ProposedList& list : sources.lists) {
    const Shortlist& shortlist = list.shortlist;
    const bool is_asked = person.empty() || shortlist.person.value() == person;
    const auto contact = std::ranges::lower_bound(sources.contacts, shortlist.person, {}, &Contact::person);
    const bool has_contact = contact != sources.contacts.end() && contact->person == shortlist.person;
    if (!is_asked || shortlist.status != ListStatus::proposed || shortlist.referent_only || !has_contact) {
      continue;
    }
    Preview preview{&list, &*contact, referent_of(sources, shortlist.person), {}};
    Result<Composed> composed =
        compose_message({*contact, shortlist.offers, preview.referent, ""}, options, sources.templates);
    if (!composed) {
      return composed.error();
    }
    preview.composed = std::move(*composed);
    all.push_back(std::move(preview));
  }
  return all;
}

std::string indented(std::string_view text) {
  std::string result = "  ";
  for (const char sign : text) {
    result += sign;
    result += sign == '\n' ? "  " : "";
  }
  return result + "\n";
}

std::string_view in_french(Channel channel) {
  switch (channel) {
    case Channel::sms:
      return "SMS";
    case Channel::email:
      return "courriel";
    case Channel::call:
      return "à appeler";
    case Channel::paper:
      return "sur papier";
    case Channel::referent:
      break;
  }
  return "à voir avec la personne";
}

std::string as_text(const Preview& preview) {
  std::string text = fmt::format("{} · {}", preview.contact->person.value(), in_french(preview.composed.channel));
  if (!preview.composed.reason.empty()) {
    text += fmt::format(" ({})", preview.composed.reason);
  }
  if (!preview.composed.content) {
    return text + "\n\n";
  }
  if (const auto& sms = preview.composed.content->sms) {
    const SmsText measured = sms_text(sms->text, LetterPolicy::exact);
    text += fmt::format(", {}, {}, {}\n",
                        sms->coding == SmsCoding::gsm7 ? "alphabet SMS (GSM-7)" : "toutes lettres (UCS-2)",
                        counted(measured.units, "signe", "signes"), counted(sms->segments, "segment", "segments"));
    return text + indented(sms->text) + "\n";
  }
  const EmailMessage& email = *preview.composed.content->email;
  text += fmt::format(", {}\n", counted(static_cast<std::int64_t>(preview.composed.offers.size()), "offre", "offres"));
  return text + indented("Objet : " + email.subject) + indented(email.text) + "\n";
}

std::string as_json(const Preview& preview) {
  JsonWriter json;
  json.begin_object().key("person").string(preview.contact->person.value());
  json.key("channel").string(to_string(preview.composed.channel)).key("reason").string(preview.composed.reason);
  json.key("offers").begin_array();
  for (const OfferId& offer : preview.composed.offers) {
    json.string(offer.value());
  }
  json.end_array();
  if (preview.composed.content && preview.composed.content->sms) {
    const SmsMessage& sms = *preview.composed.content->sms;
    json.key("coding").string(sms.coding == SmsCoding::gsm7 ? "gsm7" : "ucs2");
    json.key("units").integer(sms_text(sms.text, LetterPolicy::exact).units).key("segments").integer(sms.segments);
    json.key("text").string(sms.text);
  } else if (preview.composed.content) {
    json.key("subject").string(preview.composed.content->email->subject);
    json.key("text").string(preview.composed.content->email->text);
  }
  return json.end_object().take() + "\n";
}

/// "41 SMS (78 segments), 9 courriels, 3 à appeler".
std::string summary(const std::vector<Preview>& all) {
  std::map<Channel, std::int64_t> by_channel;
  std::int64_t segments = 0;
  for (const Preview& preview : all) {
    ++by_channel[preview.composed.channel];
    segments += preview.composed.content && preview.composed.content->sms ? preview.composed.content->sms->segments : 0;
  }
  std::string text;
  for (const auto& [channel, count] : by_channel) {
    text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", number_in_french(count), in_french(channel),
                        channel == Channel::email && count > 1 ? "s" : "");
    text += channel == Channel::sms ? fmt::format(" ({})", counted(segments, "segment", "segments")) : "";
  }
  return text.empty() ? "Aucun message : aucune personne n'a à la fois une liste et un contact." : text + ".";
}

/// The e-mails as HTML, and the page and table of what is done by hand.
Result<Done> write_all(const std::filesystem::path& folder, const std::vector<Preview>& all,
                       const MessageTemplates& templates) {
  if (Result<Done> made = make_private_directory(folder); !made) {
    return made;
  }
  std::vector<ByHand> by_hand;
  for (const Preview& preview : all) {
    if (!preview.composed.content) {
      by_hand.push_back({*preview.contact, preview.referent, preview.composed.channel, preview.composed.reason,
                         preview.list->shortlist.offers});
    } else if (const auto& email = preview.composed.content->email) {
      const std::string name = file_name_of(preview.contact->person.value()) + ".html";
      if (Result<Done> written = write_file(folder / name, email->html); !written) {
        return written;
      }
    }
  }
  const std::string issue = all.empty() ? "" : all.front().list->issue;
  if (Result<Done> page = write_file(folder / "a-la-main.html", by_hand_page(by_hand, issue, templates)); !page) {
    return page;
  }
  return write_file(folder / "a-la-main.csv", by_hand_csv(by_hand));
}

Result<Done> preview_messages(const PreviewInputs& inputs, Session& session) {
  MessageOptions options = session.settings.messages;
  if (options.sender.empty()) {
    options.sender = kUnnamedSender;
    session.terminal.tell(fmt::format("Remarque : [messages] sender n'est pas réglé ; ici, « {} »", kUnnamedSender));
  }
  if (inputs.referents.empty() || inputs.people.empty()) {
    session.terminal.tell("Remarque : sans --people et --referents, aucun message ne peut dire d'appeler le référent");
  }
  const Result<Sources> sources = read_sources(inputs, session);
  if (!sources) {
    return sources.error();
  }
  const Result<std::vector<Preview>> all = previews(*sources, options, inputs.person);
  if (!all) {
    return all.error();
  }
  if (!inputs.person.empty() && all->empty()) {
    return Error{ErrorCode::usage,
                 fmt::format("--person : « {} » n'a pas à la fois une liste à envoyer et un contact", inputs.person)};
  }
  for (const Preview& preview : *all) {
    session.terminal.print(session.json ? as_json(preview) : as_text(preview));
  }
  session.terminal.tell(summary(*all));
  return inputs.out.empty() ? Result<Done>(Done{}) : write_all(inputs.out, *all, sources->templates);
}

}  // namespace

Action message_preview_verb(CLI::App& options) {
  const auto inputs = std::make_shared<PreviewInputs>();
  options.add_option("--lists", inputs->lists, "listes de la semaine (lists.ndjson)")->type_name("FICHIER")->required();
  options.add_option("--contacts", inputs->contacts, "comment joindre les personnes (contacts.ndjson)")
      ->type_name("FICHIER")
      ->required();
  options.add_option("--people", inputs->people, "personnes : dit qui suit qui")->type_name("FICHIER");
  options.add_option("--referents", inputs->referents, "référents : noms et téléphones")->type_name("FICHIER");
  options.add_option("--person", inputs->person, "une seule personne")->type_name("ID");
  options
      .add_option("--template", inputs->templates, "dossier de modèles à essayer, à la place de [messages] templates")
      ->type_name("DOSSIER");
  options.add_option("--out", inputs->out, "écrit aussi les courriels en HTML et ce qui est à faire à la main")
      ->type_name("DOSSIER");
  return [inputs](Session& session) -> Result<Done> { return preview_messages(*inputs, session); };
}

}  // namespace passerelle
