#include <algorithm>

#include "normalise/text.h"
#include "requirements/themes.h"

namespace passerelle::reading {
namespace {

void add(std::vector<Requirement>& found, RequirementKind kind, std::string value, Strictness strictness,
         const char* field) {
  found.push_back({kind, std::move(value), strictness, field});
}

Strictness asked(bool demanded) {
  return demanded ? Strictness::must : Strictness::wish;
}

void read_experience(const Offer& offer, std::vector<Requirement>& found) {
  static const Pattern duration(R"((\d{1,3})(?: ?a ?\d{1,3})? ?(an|mois))");
  const std::string label = folded(offer.experience_label);
  const bool beginner =
      offer.experience_code == "D" || (offer.experience_code.empty() && label.find("debutant") != std::string::npos);
  if (beginner) {
    add(found, RequirementKind::experience, "0", Strictness::none,
        offer.experience_code.empty() ? "experienceLibelle" : "experienceExige");
    return;
  }
  if (offer.experience_code.empty() && label.empty()) {
    return;
  }
  Strictness strictness = Strictness::unclear;
  if (offer.experience_code == "E" || label.find("exigee") != std::string::npos) {
    strictness = Strictness::must;
  } else if (offer.experience_code == "S" || label.find("souhaitee") != std::string::npos) {
    strictness = Strictness::wish;
  }
  Pattern::Match match;
  if (duration.find(label, 0, match)) {
    if (const auto count = number_of(match.groups[1]); count && *count > 0) {
      add(found, RequirementKind::experience, duration_value(*count, match.groups[2] == "mois"), strictness,
          "experienceLibelle");
      return;
    }
  }
  add(found, RequirementKind::experience, "unspecified", strictness, "experienceLibelle");
}

void read_licences(const Offer& offer, std::vector<Requirement>& found) {
  for (const AskedThing& licence : offer.licences) {
    const std::string label = folded(licence.label);
    if (label.find("aucun permis") != std::string::npos || label.find("sans permis") != std::string::npos) {
      add(found, RequirementKind::licence, "B", Strictness::none, "permis");
      continue;
    }
    const bool trailer_b = label.find("79.06") != std::string::npos;
    const std::vector<std::string> names = licence_names_in(label.substr(0, label.find_first_of("-(=<")));
    if (trailer_b) {
      add(found, RequirementKind::licence, "BE", asked(licence.demanded), "permis");
    } else if (!names.empty()) {
      add(found, RequirementKind::licence, names.front(), asked(licence.demanded), "permis");
    }
    if (label.find("caces") != std::string::npos) {
      add(found, RequirementKind::certificate, "CACES", asked(licence.demanded), "permis");
    }
  }
}

/// The feed's level as people write it; empty when it asks for nothing.
std::string level_name(std::string_view label) {
  if (label.find("bac+5") != std::string_view::npos) return "Bac+5";
  if (label.find("bac+3") != std::string_view::npos) return "Bac+3";
  if (label.find("bac+2") != std::string_view::npos) return "Bac+2";
  if (label.find("cap") != std::string_view::npos || label.find("bep") != std::string_view::npos) return "CAP/BEP";
  if (label.find("bac") != std::string_view::npos) return "Bac";
  if (label.find("brevet") != std::string_view::npos) return "Brevet des collèges";
  return {};
}

/// The diplomas that a comment names, "BPJEPS", "CESF - DEES": any of them will do.
struct NamedDiplomas {
  std::vector<std::string> names;  ///< those that are read in texts and in what people hold, too
  bool others = false;             ///< it names something else beside them: the field's level holds as well
};

NamedDiplomas diplomas_named_in(std::string_view comment) {
  static const Pattern acronym(
      R"(\b(bpjeps|dejeps|deas|deap|deaes|dees|deeje|deass|cesf|caferuis|detisf|bepecaser)\b)");
  static const Pattern mark(R"([,;/+]| - )");
  NamedDiplomas named;
  if (comment.find(" ou ") != std::string_view::npos) {
    return named;  // one way among others: the level holds for all
  }
  const auto read = [&named](std::string_view part) {
    Pattern::Match match;
    std::size_t at = 0;
    for (; acronym.find(part, at, match); at = match.end) {
      std::string name(match.groups[1]);
      std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      if (std::ranges::find(named.names, name) == named.names.end()) {
        named.names.push_back(std::move(name));
      }
    }
    named.others = named.others || at == 0;
  };
  Pattern::Match match;
  std::size_t begin = 0;
  for (; mark.find(comment, begin, match); begin = match.end) {
    read(comment.substr(begin, match.begin - begin));
  }
  read(comment.substr(begin));
  return named;
}

void read_trainings(const Offer& offer, std::vector<Requirement>& found) {
  for (const AskedThing& training : offer.trainings) {
    const std::string label = folded(training.label);
    if (label.find("aucune formation") != std::string::npos) {
      add(found, RequirementKind::diploma, "diplôme", Strictness::none, "formations");
    } else if (std::string level = level_name(label); !level.empty()) {
      NamedDiplomas named = diplomas_named_in(folded(training.detail));
      const bool level_holds = named.names.empty() || named.others;
      for (std::string& name : named.names) {
        add(found, RequirementKind::diploma, std::move(name), asked(training.demanded), "formations");
      }
      if (level_holds) {
        add(found, RequirementKind::diploma, std::move(level), asked(training.demanded), "formations");
      }
    }
  }
}

void read_languages(const Offer& offer, std::vector<Requirement>& found) {
  for (const AskedThing& language : offer.languages) {
    const std::string label = folded(language.label);
    RequirementKind kind = RequirementKind::language_other;
    if (label.find("anglais") != std::string::npos) {
      kind = RequirementKind::language_en;
    } else if (label.find("francais") != std::string::npos) {
      kind = RequirementKind::language_fr;
    } else if (label.empty()) {
      continue;
    }
    const bool fluent = label.find("courant") != std::string::npos || label.find("tres bon") != std::string::npos;
    add(found, kind, fluent ? "fluent" : "unspecified", asked(language.demanded), "langues");
  }
}

void read_hours(const Offer& offer, std::vector<Requirement>& found) {
  static const Pattern weekly(R"(\b(\d{1,2}) ?h(?:eures?)? ?(\d{2})?\b)");
  static const Pattern share(R"(temps (plein|partiel))");
  constexpr const char* kField = "dureeTravailLibelle";
  const std::string label = folded(offer.hours_label);
  Pattern::Match match;
  std::string hours;
  int count = 0;
  if (weekly.find(label, 0, match)) {
    count = number_of(match.groups[1]).value_or(0);
    if (count > 0 && count <= 60) {
      hours = std::to_string(count) + "h" + (match.groups[2] == "00" ? "" : std::string(match.groups[2]));
      add(found, RequirementKind::hours, hours, Strictness::must, kField);
    }
  }
  std::optional<bool> full = offer.full_time;
  const char* field = full ? "dureeTravailLibelleConverti" : kField;
  if (!full && share.find(label, 0, match)) {
    full = match.groups[1] == "plein";
  }
  if (!full && !hours.empty()) {
    full = count >= kFullTimeHours;
  }
  if (full) {
    add(found, RequirementKind::full_time,
        *full           ? "yes"
        : hours.empty() ? "no"
                        : "no " + hours,
        Strictness::must, *full ? field : kField);
  }
  const auto says = [&label](std::string_view words) { return label.find(words) != std::string::npos; };
  if (says("nuit")) add(found, RequirementKind::hours, "night", Strictness::must, kField);
  if (says("week-end") || says("weekend")) add(found, RequirementKind::hours, "weekend", Strictness::must, kField);
  if (says("samedi")) add(found, RequirementKind::hours, "saturday", Strictness::must, kField);
  if (says("dimanche")) add(found, RequirementKind::hours, "sunday", Strictness::must, kField);
  if (says("fractionne") || says("coupure")) add(found, RequirementKind::hours, "split", Strictness::must, kField);
  if (says("astreinte")) add(found, RequirementKind::hours, "on_call", Strictness::must, kField);
  if (says("decale")) {
    add(found, RequirementKind::hours, "early", Strictness::unclear, kField);
    add(found, RequirementKind::hours, "evening", Strictness::unclear, kField);
  }
  if (says("poste (") || says("2x8")) add(found, RequirementKind::hours, "2x8", Strictness::unclear, kField);
  if (says("poste (") || says("3x8")) add(found, RequirementKind::hours, "3x8", Strictness::unclear, kField);
}

void read_travel(const Offer& offer, std::vector<Requirement>& found) {
  const std::string label = folded(offer.travel_label);
  const char* field = label.empty() ? "deplacementCode" : "deplacementLibelle";
  if (label == "jamais" || (label.empty() && offer.travel_code == "1")) {
    add(found, RequirementKind::travel, "unspecified", Strictness::none, field);
    return;
  }
  std::string value = "regional";
  bool placed = true;
  if (label.find("international") != std::string::npos) {
    value = "international";
  } else if (label.find("nation") != std::string::npos) {
    value = "national";
  } else {
    placed = label.find("region") != std::string::npos || label.find("departement") != std::string::npos;
  }
  const bool often = label.find("quotidien") != std::string::npos || label.find("frequent") != std::string::npos ||
                     (label.empty() && (offer.travel_code == "3" || offer.travel_code == "4"));
  const bool seldom = label.find("ponctuel") != std::string::npos || (label.empty() && offer.travel_code == "2");
  if (often || seldom || (!label.empty() && placed)) {
    add(found, RequirementKind::travel, placed ? value : "unspecified", often ? Strictness::must : Strictness::unclear,
        field);
  }
}

void read_contract(const Offer& offer, std::vector<Requirement>& found) {
  const std::string nature = folded(offer.contract_nature);
  if (nature.find("apprentissage") != std::string::npos || offer.contract == ContractKind::apprenticeship) {
    add(found, RequirementKind::contract, "apprenticeship", Strictness::must, "natureContrat");
  } else if (nature.find("professionnalisation") != std::string::npos ||
             offer.contract == ContractKind::professionalisation) {
    add(found, RequirementKind::contract, "professionalisation", Strictness::must, "natureContrat");
  } else if (offer.apprenticeship) {
    add(found, RequirementKind::contract, "apprenticeship", Strictness::must, "alternance");
  }
  if (nature.find("insertion") != std::string::npos) {
    add(found, RequirementKind::scheme, "iae", Strictness::must, "natureContrat");
  }
  if (!offer.reserved_for.empty()) {
    add(found, RequirementKind::scheme, offer.reserved_for, Strictness::must, "reserved_for");
  }
}

}  // namespace

std::vector<Requirement> read_fields(const Offer& offer) {
  std::vector<Requirement> found;
  read_experience(offer, found);
  read_licences(offer, found);
  read_trainings(offer, found);
  read_languages(offer, found);
  read_hours(offer, found);
  read_travel(offer, found);
  read_contract(offer, found);
  return found;
}

}  // namespace passerelle::reading
