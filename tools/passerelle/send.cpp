#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "deliver/by_hand.h"
#include "deliver/contacts.h"
#include "deliver/corrections.h"
#include "deliver/queue.h"
#include "deliver/sender.h"
#include "delivery.h"
#include "ingest/offers.h"
#include "ingest/people.h"
#include "ledger_options.h"
#include "reading.h"
#include "report/words.h"
#include "session.h"
#include "storage/atomic_file.h"
#include "storage/json.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;

struct SendArguments {
  std::shared_ptr<const LedgerArguments> ledger;
  fs::path lists;
  fs::path contacts;
  fs::path people;
  fs::path referents;
  std::vector<fs::path> offers;
  fs::path by_hand;
  std::string now;
  bool dry_run = false;
};

/// What is read once before anything is written.
struct Inputs {
  std::vector<Person> people;
  std::vector<Referent> referents;
  std::optional<std::set<OfferId>> open_offers;
  std::vector<Contact> contacts;
};

template <class Record>
Result<std::vector<Record>> records(Result<Feed<Record>> feed, const fs::path& file, Terminal& terminal) {
  if (!feed) {
    return feed.error();
  }
  if (!feed->rejections.empty()) {
    tell_what_was_read(terminal, file, feed->records.size(), feed->rejections.size());
  }
  return std::move(feed->records);
}

Result<Inputs> read_inputs(const SendArguments& arguments, Session& session) {
  Inputs inputs;
  if (!arguments.people.empty()) {
    auto people = records(read_people(arguments.people, session.watch), arguments.people, session.terminal);
    if (!people) {
      return people.error();
    }
    inputs.people = std::move(*people);
  }
  if (!arguments.referents.empty()) {
    auto referents = records(read_referents(arguments.referents), arguments.referents, session.terminal);
    if (!referents) {
      return referents.error();
    }
    inputs.referents = std::move(*referents);
  }
  if (!arguments.contacts.empty()) {
    auto contacts = records(read_contacts(arguments.contacts), arguments.contacts, session.terminal);
    if (!contacts) {
      return contacts.error();
    }
    inputs.contacts = std::move(*contacts);
  }
  for (const fs::path& file : arguments.offers) {
    std::set<OfferId>& open = inputs.open_offers ? *inputs.open_offers : inputs.open_offers.emplace();
    const Result<ReadReport> read = read_offers(file, session.settings.offer_mapping(), session.watch,
                                                [&](Offer&& offer, RecordPosition) { open.insert(offer.id); });
    if (!read) {
      return read.error();
    }
  }
  return inputs;
}

std::size_t count_of(const std::vector<OutboxMessage>& messages, MessageState state) {
  return static_cast<std::size_t>(std::ranges::count(messages, state, &OutboxMessage::state));
}

std::string one_message(const OutboxMessage& message) {
  return fmt::format("    {} {} {} ({}) : {}\n", message.key.substr(0, 12), message.person.value(), message.channel,
                     message.issue, message.reason);
}

/// All that is not settled, for the operator: nothing is silent.
std::string unsettled_in_french(const std::vector<OutboxMessage>& messages) {
  constexpr std::size_t kShown = 10;
  std::string text;
  const auto show = [&](MessageState state, std::string_view what) {
    const std::size_t count = count_of(messages, state);
    if (count == 0) {
      return;
    }
    text += fmt::format("  {} {}\n", count, what);
    std::size_t shown = 0;
    for (const OutboxMessage& message : messages) {
      if (message.state == state && shown++ < kShown) {
        text += one_message(message);
      }
    }
    if (count > kShown) {
      text += fmt::format("    … et {} de plus (« --json » les donne tous)\n", count - kShown);
    }
  };
  show(MessageState::uncertain,
       "incertain(s) : le message est peut-être parti ; rien n'est renvoyé de soi-même "
       "(« passerelle message settle »)");
  show(MessageState::failed, "en échec définitif");
  const std::size_t waiting = count_of(messages, MessageState::queued);
  if (waiting > 0) {
    const auto first = std::ranges::min_element(messages, {}, [](const OutboxMessage& message) {
      return message.state == MessageState::queued ? message.not_before : Instant::max();
    });
    text += fmt::format("  {} en attente, le premier à {}\n", waiting, to_string(first->not_before));
  }
  return text;
}

std::string in_french(const QueueReport& queued, bool dry_run) {
  std::string text = fmt::format("Listes : {}\n  {} message(s) {}\n", queued.lists, queued.queued,
                                 dry_run ? "partirai(en)t" : "de plus en attente");
  if (queued.already > 0) {
    text += fmt::format("  {} déjà là\n", queued.already);
  }
  if (queued.replaced > 0) {
    text += fmt::format("  {} réécrit(s) : une offre a fermé ou un référent a changé d'avis\n", queued.replaced);
  }
  if (!queued.by_hand.empty()) {
    text += fmt::format("  {} à faire à la main (appel, papier, rendez-vous)\n", queued.by_hand.size());
  }
  for (const auto& [reason, count] : queued.left_aside) {
    text += fmt::format("  {} sans message : {}\n", count, reason);
  }
  if (!queued.rejections.empty()) {
    text += fmt::format("  {} ligne(s) illisible(s), la première : ligne {} : {}\n", queued.rejections.size(),
                        queued.rejections.front().line, queued.rejections.front().reason);
  }
  return text;
}

std::string in_french(const SendReport& sent) {
  std::string text = fmt::format("Envois : {} accepté(s)", sent.accepted);
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count > 0) {
      text += fmt::format(", {} {}", count, what);
    }
  };
  add(sent.refused_for_now, "refusé(s) pour l'instant");
  add(sent.failed, "en échec");
  add(sent.uncertain, "incertain(s)");
  add(sent.postponed, "remis à plus tard (hors des heures)");
  add(sent.expired, "périmé(s)");
  return text + "\n";
}

void write_messages(JsonWriter& json, const std::vector<OutboxMessage>& messages, MessageState state) {
  json.key(to_string(state)).begin_array();
  for (const OutboxMessage& message : messages) {
    if (message.state == state) {
      json.begin_object().key("key").string(message.key).key("person").string(message.person.value());
      json.key("issue").string(message.issue).key("channel").string(message.channel);
      json.key("attempts").integer(message.attempts).key("reason").string(message.reason);
      json.key("not_before").string(to_string(message.not_before)).end_object();
    }
  }
  json.end_array();
}

std::string as_json(const QueueReport& queued, const SendReport& sent, const std::vector<OutboxMessage>& messages) {
  JsonWriter json;
  const auto number = [&](std::string_view name, std::size_t value) {
    json.key(name).integer(static_cast<std::int64_t>(value));
  };
  json.begin_object();
  number("lists", queued.lists);
  number("queued", queued.queued);
  number("already", queued.already);
  number("replaced", queued.replaced);
  number("by_hand", queued.by_hand.size());
  json.key("left_aside").begin_object();
  for (const auto& [reason, count] : queued.left_aside) {
    number(reason, count);
  }
  json.end_object();
  number("accepted", sent.accepted);
  number("refused_for_now", sent.refused_for_now);
  number("postponed", sent.postponed);
  number("expired", sent.expired);
  json.key("stopped").string(sent.stopped);
  json.key("messages").begin_object();
  write_messages(json, messages, MessageState::queued);
  write_messages(json, messages, MessageState::uncertain);
  write_messages(json, messages, MessageState::failed);
  json.end_object().end_object();
  return json.take() + "\n";
}

/// The messages as their people would read them.
std::string preview(const QueueReport& queued) {
  std::string text;
  for (const OutboxMessage& message : queued.messages) {
    const Result<MessageContent> content = parse_message_content(message.content);
    if (content && content->sms) {
      text += fmt::format("\n{} · SMS · {} segment(s) · {}\n{}\n", message.person.value(), content->sms->segments,
                          to_string(message.not_before), content->sms->text);
    } else if (content && content->email) {
      text += fmt::format("\n{} · courriel · {}\n{}\n\n{}\n", message.person.value(), to_string(message.not_before),
                          content->email->subject, content->email->text);
    }
  }
  return text;
}

SenderTime time_of(const std::optional<Instant>& given) {
  SenderTime time = machine_time();
  if (given) {
    // The hour that was given, going on from there.
    const auto begun = std::chrono::steady_clock::now();
    time.now = [given, begun] {
      return *given + std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - begun);
    };
  }
  return time;
}

Result<Done> write_by_hand(const SendArguments& arguments, const QueueReport& queued, const MessageTemplates& words) {
  if (arguments.by_hand.empty()) {
    return Done{};
  }
  const std::string issue = arguments.lists.parent_path().filename().string();
  const bool is_table = arguments.by_hand.extension() == ".csv";
  return write_file(arguments.by_hand,
                    is_table ? by_hand_csv(queued.by_hand) : by_hand_page(queued.by_hand, issue, words));
}

/// SMS that nobody reported on for so long are listed as uncertain, where reports are heard at all.
constexpr std::chrono::days kNewsExpected{3};

Result<Done> begin(Ledger& ledger, Outbox& outbox, const std::vector<Contact>& contacts, bool hears_reports,
                   Instant at) {
  const Result<bool> is_sender = outbox.become_the_sender();
  if (!is_sender) {
    return is_sender.error();
  }
  if (!*is_sender) {
    return Error{ErrorCode::output_failed, "un autre « passerelle send » envoie déjà ; attendez sa fin"};
  }
  if (hears_reports) {
    const Result<std::size_t> doubted =
        outbox.doubt_without_news("sms", at - kNewsExpected, "aucune nouvelle de la passerelle depuis trois jours", at);
    if (!doubted) {
      return doubted.error();
    }
  }
  return keep_contacts(ledger, contacts);
}

Result<Done> send(const SendArguments& arguments, Session& session) {
  std::optional<Instant> given;
  if (!arguments.now.empty()) {
    given = parse_instant(arguments.now);
    if (!given) {
      return Error{ErrorCode::usage, "--now : un instant est attendu, comme 2026-11-30T10:00:00Z"};
    }
  }
  const SenderTime time = time_of(given);
  const Settings& settings = session.settings;
  const Result<Ways> ways = open_ways(settings.delivery, time.now);
  if (!ways) {
    return ways.error();
  }
  const Result<SendingCalendar> calendar = SendingCalendar::create(settings.sending_hours);
  if (!calendar) {
    return calendar.error();
  }
  const Result<MessageTemplates> templates = MessageTemplates::load(settings.message_templates);
  if (!templates) {
    return templates.error();
  }
  Result<Inputs> inputs = read_inputs(arguments, session);
  if (!inputs) {
    return inputs.error();
  }
  Result<Ledger> ledger = arguments.ledger->open(session);
  if (!ledger) {
    return ledger.error();
  }
  Outbox outbox(*ledger);
  if (!arguments.dry_run) {
    const bool hears_reports = !settings.delivery.listen_secret.empty();
    if (Result<Done> ready = begin(*ledger, outbox, inputs->contacts, hears_reports, time.now()); !ready) {
      return ready;
    }
  }

  QueueReport queued;
  if (!arguments.lists.empty()) {
    std::set<PersonId> unreviewed;
    for (const std::string& person : settings.unreviewed) {
      unreviewed.insert(PersonId(person));
    }
    const QueueRequest request{arguments.lists,   inputs->people,
                               inputs->referents, inputs->open_offers ? &*inputs->open_offers : nullptr,
                               inputs->contacts,  settings.messages,
                               *templates,        ways->unsubscribe,
                               *calendar,         settings.delivery.per_week,
                               unreviewed,        time.now(),
                               arguments.dry_run};
    Result<QueueReport> report = queue_messages(*ledger, request, session.watch);
    if (!report) {
      return report.error();
    }
    queued = std::move(*report);
    if (Result<Done> written = write_by_hand(arguments, queued, *templates); !written) {
      return written;
    }
  }
  SendReport sent;
  if (!arguments.dry_run) {
    SenderOptions options;
    options.per_second = settings.delivery.per_second;
    Result<SendReport> report = send_messages(outbox, ways->gateways(), options, *calendar, time, session.watch);
    if (!report) {
      return report.error();
    }
    sent = std::move(*report);
  }
  constexpr std::array kUnsettled{MessageState::queued, MessageState::uncertain, MessageState::failed};
  const Result<std::vector<OutboxMessage>> messages = outbox.messages(kUnsettled);
  if (!messages) {
    return messages.error();
  }
  session.terminal.clear_bar();
  if (session.json) {
    session.terminal.print(as_json(queued, sent, *messages));
  } else {
    session.terminal.print((arguments.lists.empty() ? "" : in_french(queued, arguments.dry_run)) +
                           (arguments.dry_run ? preview(queued) : in_french(sent)) + unsettled_in_french(*messages));
  }
  return sent.stopped.empty() ? Result<Done>(Done{})
                              : Error{ErrorCode::output_failed, "envoi arrêté : " + sent.stopped +
                                                                    " ; ce qui attend partira à la prochaine fois"};
}

}  // namespace

Action send_verb(CLI::App& options) {
  auto arguments = std::make_shared<SendArguments>();
  arguments->ledger = LedgerArguments::declare(options);
  options.add_option("--lists", arguments->lists,
                     "listes validées (lists.ndjson) ; sans elles, seul ce qui attend déjà part");
  options.add_option("--contacts", arguments->contacts,
                     "comment joindre les personnes (contacts.ndjson) ; gardé chiffré dans le registre");
  options.add_option("--people", arguments->people, "personnes : leurs référents et leur département");
  options.add_option("--referents", arguments->referents, "référents : leurs noms, numéros et absences");
  options.add_option("--offers", arguments->offers,
                     "offres d'aujourd'hui : celles qui n'y sont plus sont remplacées par la réserve validée");
  options.add_option("--by-hand", arguments->by_hand,
                     "où écrire ce qui se fait à la main (appels, papiers) : .html ou .csv");
  options.add_flag("--dry-run", arguments->dry_run, "montre les messages ; rien ne part et rien n'est noté");
  options.add_option("--now", arguments->now, "faire comme s'il était cette heure : 2026-11-30T10:00:00Z");
  return [arguments](Session& session) { return send(*arguments, session); };
}

}  // namespace passerelle
