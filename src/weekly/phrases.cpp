#include "weekly/phrases.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace passerelle {
namespace {

/// Lower-cases the ASCII letters and the capitals of French written with C3 xx in UTF-8.
std::string lower(std::string_view text) {
  std::string result(text);
  for (std::size_t at = 0; at < result.size(); ++at) {
    const auto byte = static_cast<unsigned char>(result[at]);
    if (byte < 0x80) {
      result[at] = static_cast<char>(std::tolower(byte));
    } else if (byte == 0xC3 && at + 1 < result.size()) {
      const auto next = static_cast<unsigned char>(result[at + 1]);
      if (next >= 0x80 && next <= 0x9E) {
        result[at + 1] = static_cast<char>(next + 0x20);
      }
    }
  }
  return result;
}

bool is_shouted(std::string_view text) {
  const auto lowers = std::ranges::count_if(text, [](char c) { return c >= 'a' && c <= 'z'; });
  const auto uppers = std::ranges::count_if(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  return uppers > 5 && lowers * 4 < uppers;
}

void erase_all(std::string& text, std::string_view piece) {
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece)) {
    text.erase(at, piece.size());
  }
}

void replace_all(std::string& text, std::string_view piece, std::string_view by) {
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + by.size())) {
    text.replace(at, piece.size(), by);
  }
}

std::string without_tags(std::string_view text) {
  std::string result;
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool opens = text[at] == '<' && at + 1 < text.size() &&
                       (std::isalpha(static_cast<unsigned char>(text[at + 1])) != 0 || text[at + 1] == '/');
    if (opens && text.find('>', at) != std::string_view::npos) {
      inside = true;
    }
    if (!inside) {
      result += text[at];
    }
    if (inside && text[at] == '>') {
      inside = false;
      result += ' ';
    }
  }
  return result;
}

std::string single_spaced(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  while (!result.empty() && (result.back() == ' ' || result.back() == '-')) {
    result.pop_back();
  }
  return result;
}

}  // namespace

std::string question_for(Rule rule, std::string_view asked) {
  const std::string what(asked);
  switch (rule) {
    case Rule::distance:
    case Rule::travel_time:
      return "Où se trouve le travail ? Combien de temps pour y aller ?";
    case Rule::licence:
      return "Le permis " + (what.empty() ? std::string("de conduire") : what) + " est-il obligatoire ?";
    case Rule::vehicle:
      return "Faut-il une voiture pour ce travail ?";
    case Rule::certificate:
      return (what.empty() ? std::string("Un certificat") : what) + " : est-ce obligatoire pour commencer ?";
    case Rule::diploma:
      return "Le diplôme (" + what + ") est-il obligatoire ?";
    case Rule::experience:
      return "L'expérience demandée (" + what + ") est-elle obligatoire ?";
    case Rule::hours:
      return "À quelle heure commence et finit le travail ?";
    case Rule::night:
      return "Y a-t-il du travail la nuit ?";
    case Rule::weekend:
      return "Y a-t-il du travail le samedi ou le dimanche ?";
    case Rule::language:
      return "Quel niveau de langue faut-il (" + what + ") ?";
    case Rule::lifting:
      return "Quel poids faut-il porter ?";
    case Rule::standing:
      return "Faut-il rester longtemps debout ?";
    case Rule::heights:
      return "Faut-il travailler en hauteur ?";
    case Rule::cold:
      return "Faut-il travailler dans le froid ?";
    case Rule::dust_chemicals:
      return "Y a-t-il de la poussière ou des produits chimiques ?";
    case Rule::contract:
      return "Quel est le contrat ?";
    case Rule::scheme:
      return "L'offre est-elle réservée à certaines personnes (" + what + ") ?";
    case Rule::avoided:
    case Rule::age:
    case Rule::closed:
      break;
  }
  return "L'offre convient-elle toujours ?";
}

std::string_view step_for(Rule rule) {
  switch (rule) {
    case Rule::travel_time:
    case Rule::vehicle:
      return "vehicle";
    case Rule::licence:
      return "licence";
    case Rule::certificate:
      return "certificate";
    case Rule::diploma:
      return "training";
    case Rule::experience:
      return "immersion";
    case Rule::language:
      return "language";
    case Rule::hours:
      return "childcare";
    default:
      return "other";
  }
}

std::string unlock_sentence(Rule rule, std::string_view asked, int offers) {
  const std::string what(asked);
  std::string with;
  switch (rule) {
    case Rule::travel_time:
      with = "avec un trajet plus long ou un véhicule";
      break;
    case Rule::licence:
      with = "avec le permis " + what;
      break;
    case Rule::vehicle:
      with = "avec une voiture";
      break;
    case Rule::certificate:
      with = "avec " + what;
      break;
    case Rule::diploma:
      with = "avec le diplôme " + what;
      break;
    case Rule::experience:
      with = "avec une première expérience, par exemple une immersion";
      break;
    case Rule::hours:
      with = "avec des horaires plus larges";
      break;
    case Rule::language:
      with = "avec " + what;
      break;
    default:
      with = "sans cette limite";
      break;
  }
  return with + " : " + std::to_string(offers) + (offers > 1 ? " offres de plus" : " offre de plus");
}

std::string stated_limit_words(RequirementKind kind, std::string_view value, bool can) {
  const std::string what(value);
  switch (kind) {
    case RequirementKind::licence:
      return can ? "a le permis " + what : "n'a pas le permis" + (what.empty() ? "" : " " + what);
    case RequirementKind::vehicle:
      return can ? "a un véhicule" : "n'a pas de véhicule";
    case RequirementKind::certificate:
      return (can ? "a : " : "n'a pas : ") + what;
    case RequirementKind::hours: {
      constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTimes{
          {{"night", "la nuit"},
           {"saturday", "le samedi"},
           {"sunday", "le dimanche"},
           {"weekend", "le week-end"},
           {"early", "tôt le matin"},
           {"evening", "le soir"},
           {"split", "en horaires coupés"},
           {"school", "hors des heures d'école"},
           {"mornings", "hors du matin"},
           {"afternoons", "hors de l'après-midi"},
           {"weekends", "hors du week-end"},
           {"daytime", "hors de la journée"}}};
      const auto found = std::ranges::find(kTimes, value, &std::pair<std::string_view, std::string_view>::first);
      if (found == kTimes.end() && !can && what.ends_with('h')) {
        return "ne peut pas travailler plus de " + what + " par semaine";
      }
      if (found == kTimes.end() && !can && what.find(':') != std::string::npos) {
        return "ne peut travailler qu'entre " + what.substr(0, what.find('-')) + " et " +
               what.substr(what.find('-') + 1);
      }
      const std::string when(found == kTimes.end() ? value : found->second);
      return (can ? "peut travailler " : "ne peut pas travailler ") + when;
    }
    case RequirementKind::full_time:
      return can ? "veut un temps plein" : "veut un temps partiel";
    case RequirementKind::lifting:
      return can ? "peut porter des charges"
                 : "ne peut pas porter de charges lourdes" + (what.empty() || what == "heavy" ? "" : " (" + what + ")");
    case RequirementKind::standing:
      return can ? "peut rester debout" : "ne peut pas rester longtemps debout";
    case RequirementKind::heights:
      return can ? "peut travailler en hauteur" : "ne peut pas travailler en hauteur";
    case RequirementKind::cold:
      return can ? "peut travailler au froid" : "ne peut pas travailler au froid";
    case RequirementKind::dust_chemicals:
      return can ? "supporte la poussière et les produits" : "ne supporte pas la poussière ou les produits";
    case RequirementKind::travel:
      if (what.ends_with("km") || what.ends_with("min")) {
        const std::size_t unit = what.find_first_not_of("0123456789");
        return "ne peut pas aller à plus de " + what.substr(0, unit) + (what.ends_with("km") ? " km" : " minutes");
      }
      return can ? "peut se déplacer loin" : "doit rentrer chaque soir";
    default:
      break;
  }
  return std::string(to_string(kind)) + (what.empty() ? "" : " : " + what) + (can ? "" : " (non)");
}

std::string journey_words(const ShownTravel& travel) {
  std::string_view mode = "en voiture";
  if (travel.mode == "walk") mode = "à pied";
  if (travel.mode == "bike") mode = "à vélo";
  if (travel.mode == "public_transport") mode = "en bus ou en train";
  if (travel.mode == "moped") mode = "en scooter";
  return "à " + std::to_string(travel.minutes) + (travel.minutes > 1 ? " minutes " : " minute ") + std::string(mode);
}

std::string readable_title(std::string_view title) {
  std::string text = without_tags(title);
  for (const auto& [entity, letter] :
       std::array<std::pair<std::string_view, std::string_view>, 8>{{{"&amp;", "&"},
                                                                     {"&#039;", "'"},
                                                                     {"&#39;", "'"},
                                                                     {"&quot;", "\""},
                                                                     {"&nbsp;", " "},
                                                                     {"&eacute;", "é"},
                                                                     {"&egrave;", "è"},
                                                                     {"&agrave;", "à"}}}) {
    replace_all(text, entity, letter);
  }
  for (const std::string_view noise :
       {"(H/F)", "(F/H)", "(h/f)", "(f/h)", "(M/F)", "(m/f)", "[H/F]", " H/F", " F/H", " h/f", " f/h", "(HF)", "()"}) {
    erase_all(text, noise);
  }
  text = single_spaced(text);
  if (is_shouted(text)) {
    std::string calm = lower(text);
    if (!calm.empty() && calm.front() >= 'a' && calm.front() <= 'z') {
      calm.front() = static_cast<char>(calm.front() - 'a' + 'A');
    } else if (calm.size() > 1 && calm.starts_with('\xC3')) {
      // The capital of a letter with an accent stands 0x20 before it.
      calm[1] = static_cast<char>(static_cast<unsigned char>(calm[1]) - 0x20U);
    }
    return calm;
  }
  return text;
}

std::string occupation_words(std::string_view label) {
  std::string text = lower(label);
  replace_all(text, " / ", " ou ");
  return text;
}

}  // namespace passerelle
