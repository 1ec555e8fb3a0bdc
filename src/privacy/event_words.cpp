#include "privacy/event_words.h"

#include <fmt/format.h>

#include "report/review_words.h"

namespace passerelle {
namespace {

std::string author_in_french(const Author& author) {
  switch (author.kind) {
    case AuthorKind::referent:
      return "Le référent " + author.id;
    case AuthorKind::person:
      return "La personne";
    case AuthorKind::system:
      break;
  }
  return "Le programme";
}

std::string reply_in_french(const Event& event) {
  if (event.value == "yes") {
    return "La personne est intéressée";
  }
  if (event.value == "no") {
    return "La personne répond : pas cette offre-là";
  }
  if (event.value == "call") {
    return "La personne demande à être rappelée";
  }
  return event.value.empty() ? "La personne répond" : fmt::format("La personne répond : « {} »", event.value);
}

std::string veto_in_french(const Event& event) {
  const ReviewReason* reason = parse_review_reason(event.reason);
  std::string why(reason == nullptr ? std::string_view(event.reason) : reason->words);
  if (!event.value.empty()) {
    why += (why.empty() ? "" : ", ") + event.value;
  }
  return why.empty() ? "" : fmt::format(" ({})", why);
}

std::string with_value(std::string_view words, const Event& event) {
  return event.value.empty() ? std::string(words) : fmt::format("{} : {}", words, event.value);
}

/// The verb of a sentence whose subject is the author.
std::string deed_in_french(const Event& event) {
  switch (event.type) {
    case EventType::proposed:
      return "propose une offre";
    case EventType::validated:
      return "garde une offre de la liste";
    case EventType::dropped:
      return "écarte une offre" + veto_in_french(event);
    case EventType::pinned:
      return "épingle une offre";
    case EventType::edited:
      return fmt::format("écrit la phrase : « {} »", event.value);
    case EventType::noted:
      return event.reason == "retention" ? "prévient que l'effacement approche"
                                         : fmt::format("note : « {} »", event.value);
    case EventType::called:
      return event.value == "to_call" ? "demande d'appeler la personne" : with_value("appelle la personne", event);
    case EventType::skill_rated:
      return with_value("note une compétence", event);
    default:
      return std::string(to_string(event.type));
  }
}

std::string sentence(const Event& event) {
  switch (event.type) {
    case EventType::sent:
      return "Un message part avec une offre";
    case EventType::delivered:
      return "Le message est arrivé";
    case EventType::failed:
      return "Le message n'est pas arrivé";
    case EventType::replied:
      return reply_in_french(event);
    case EventType::applied:
      return "La personne a répondu à l'offre auprès de l'employeur";
    case EventType::employer_answered:
      return event.value == "yes" ? "L'employeur a répondu oui"
                                  : (event.value == "no" ? "L'employeur a répondu non" : "L'employeur a répondu");
    case EventType::interview:
      return with_value("Entretien d'embauche", event);
    case EventType::immersion:
      return with_value("Immersion", event);
    case EventType::hired:
      return with_value("Embauche", event);
    case EventType::left_job:
      return with_value("Fin de l'emploi", event);
    case EventType::step_done:
      return with_value("Étape franchie", event);
    case EventType::paused:
      return with_value("Accompagnement en pause", event);
    case EventType::resumed:
      return with_value("Accompagnement repris", event);
    case EventType::stop:
      return "La personne demande l'arrêt des messages";
    case EventType::consent:
      return event.value == "withdrawn" ? "Accord retiré" : "Accord donné";
    case EventType::erased:
      return "La personne est effacée";
    default:
      return author_in_french(event.by) + " " + deed_in_french(event);
  }
}

}  // namespace

std::string event_in_french(const Event& event, std::string_view offer) {
  std::string told = sentence(event);
  if (!offer.empty()) {
    told += fmt::format(" – {}", offer);
  }
  const bool is_channel = event.type == EventType::stop || event.type == EventType::consent;
  if (is_channel && !event.reason.empty()) {
    told += fmt::format(" ({})", event.reason);
  }
  if (event.reason.starts_with("corrects ")) {
    told += " (corrige ce qui était écrit avant)";
  }
  return told + ".";
}

std::string exported_value(const Event& event) {
  return event.type == EventType::replied && event.value == "no" ? "not_this_offer" : event.value;
}

}  // namespace passerelle
