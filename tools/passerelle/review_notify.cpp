#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "deliver/notify.h"
#include "ledger/signs.h"
#include "report/words.h"
#include "review_inputs.h"
#include "session.h"

namespace passerelle {
namespace {

/// What each référent who is there has to review.
Result<std::map<ReferentId, ReviewNotice>> notices(const ReviewInputs& inputs, const CareFiles& files,
                                                   const SignsOfLife& signs, Session& session) {
  std::map<ReferentId, std::string> names;
  for (const Referent& referent : files.referents) {
    names.emplace(referent.id, referent.display_name.empty() ? referent.id.value() : referent.display_name);
  }
  std::map<ReferentId, ReviewNotice> by_referent;
  std::int64_t without = 0;
  Result<std::vector<Rejection>> rejections = for_each_list(inputs.lists, [&](ProposedList&& list) {
    const PersonId& person = list.shortlist.person;
    std::set<ReferentId> acting;
    for (const ReferentLink& link : files.care.referents_of(person)) {
      const ReferentId who = files.care.acting(link.id);
      acting.insert(who);
      if (who != link.id) {
        by_referent[who].stands_in_for.insert(names.contains(link.id) ? names[link.id] : link.id.value());
      }
    }
    without += acting.empty() ? 1 : 0;
    const Signs told = signs.of(person);
    for (const ReferentId& who : acting) {
      ReviewNotice& notice = by_referent[who];
      notice.issue = list.issue;
      notice.week = list.week;
      notice.proposed += list.shortlist.status == ListStatus::proposed ? 1 : 0;
      notice.empty += list.shortlist.status == ListStatus::empty ? 1 : 0;
      notice.paused += list.shortlist.status == ListStatus::paused ? 1 : 0;
      if (told.is_silent()) {
        notice.silent.push_back(person);
      }
      if (told.asks_for_call) {
        notice.asks_for_call.push_back(person);
      }
    }
    return !session.watch.must_stop();
  });
  if (!rejections) {
    return rejections.error();
  }
  tell_rejections(session, *rejections);
  if (without > 0) {
    session.terminal.tell(
        fmt::format("{} sans référent : personne n'est prévenu pour elles", counted(without, "personne", "personnes")));
  }
  return by_referent;
}

}  // namespace

Action review_notify_verb(CLI::App& options) {
  const auto inputs = add_review_inputs(options);
  return [inputs](Session& session) -> Result<Done> {
    Result<CareFiles> files = read_care(*inputs, session);
    if (!files) {
      return files.error();
    }
    Result<Ledger> ledger = inputs->ledger->open(session);
    if (!ledger) {
      return ledger.error();
    }
    const Instant at = moment_of(*inputs);
    Result<SignsOfLife> signs = signs_of_life(*ledger, at);
    if (!signs) {
      return signs.error();
    }
    Result<std::map<ReferentId, ReviewNotice>> found = notices(*inputs, *files, *signs, session);
    if (!found) {
      return found.error();
    }
    const Settings& settings = session.settings;
    const std::string& sender =
        settings.organisation.name.empty() ? settings.messages.sender : settings.organisation.name;
    std::vector<OutboxMessage> messages;
    for (const auto& [id, notice] : *found) {
      const auto referent = std::ranges::find(files->referents, id, &Referent::id);
      if (referent == files->referents.end() || referent->email.empty()) {
        session.terminal.tell(fmt::format(
            "{} : aucune adresse électronique dans le fichier des référents ; à prévenir de vive voix", id.value()));
        continue;
      }
      messages.push_back(review_message(*referent, notice, sender, at));
    }
    Result<std::size_t> queued = Outbox(*ledger).enqueue(messages);
    if (!queued) {
      return queued.error();
    }
    session.terminal.print(
        fmt::format("Courriels aux référents : {} en attente d'envoi, {} déjà là pour cette édition\n", *queued,
                    messages.size() - *queued));
    return Done{};
  };
}

}  // namespace passerelle
