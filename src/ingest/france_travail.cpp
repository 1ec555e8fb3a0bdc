#include <algorithm>
#include <array>

#include "ingest/offer_parts.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

// In alphabetical order, for the search.
constexpr std::array<std::string_view, 49> kKnownFields{
    "accessibleTH",
    "agence",
    "alternance",
    "appellationLibelle",
    "appellationlibelle",
    "codeNAF",
    "competences",
    "complementExercice",
    "conditionExercice",
    "contact",
    "contexteTravail",
    "dateActualisation",
    "dateCreation",
    "datePremiereEcriture",
    "deplacementCode",
    "deplacementLibelle",
    "description",
    "dureeTravailLibelle",
    "dureeTravailLibelleConverti",
    "employeurHandiEngage",
    "entreprise",
    "entrepriseAdaptee",
    "experienceCommentaire",
    "experienceExige",
    "experienceExigee",
    "experienceLibelle",
    "formations",
    "id",
    "intitule",
    "langues",
    "lieuTravail",
    "natureContrat",
    "nombrePostes",
    "offresManqueCandidats",
    "origineOffre",
    "outilsBureautiques",
    "pays",
    "permis",
    "qualificationCode",
    "qualificationLibelle",
    "qualitesProfessionnelles",
    "romeCode",
    "romeLibelle",
    "salaire",
    "secteurActivite",
    "secteurActiviteLibelle",
    "trancheEffectifEtab",
    "typeContrat",
    "typeContratLibelle",
};

static_assert(std::ranges::is_sorted(kKnownFields));

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Visits the elements of an array; a lone value counts as an array of one, for feeds that leave the brackets out.
template <class Visit>
void for_each_element(JsonView value, const Visit& visit) {
  if (value.is_array()) {
    for (std::size_t index = 0; index < value.size(); ++index) {
      visit(value.at(index));
    }
  } else if (!value.is_null()) {
    visit(value);
  }
}

/// The `libelle` of an object, or the text itself where a feed gives bare text.
std::string label_of(JsonView value) {
  return value.is_object() ? value["libelle"].text() : value.text();
}

/// Exigence E; a label alone says it in its last word.
bool is_demanded(JsonView value, std::string_view label) {
  const std::string strictness = value["exigence"].text();
  return strictness.empty() ? lower_ascii(label).ends_with(" exigé") : strictness == "E";
}

std::vector<AskedThing> asked_things(JsonView value) {
  std::vector<AskedThing> things;
  for_each_element(value, [&things](JsonView element) {
    if (std::string label = label_of(element); !label.empty()) {
      const bool demanded = is_demanded(element, label);
      things.push_back({std::move(label), "", demanded});
    }
  });
  return things;
}

std::vector<AskedSkill> asked_skills(JsonView value) {
  std::vector<AskedSkill> skills;
  for_each_element(value, [&skills](JsonView element) {
    std::string label = label_of(element);
    std::string code = element["code"].text();
    if (!label.empty() || !code.empty()) {
      const bool demanded = is_demanded(element, label);
      skills.push_back({std::move(code), std::move(label), demanded});
    }
  });
  return skills;
}

std::vector<AskedThing> trainings(JsonView value) {
  std::vector<AskedThing> things;
  for_each_element(value, [&things](JsonView element) {
    if (!element.is_object()) {
      if (std::string label = element.text(); !label.empty()) {
        things.push_back({std::move(label), "", false});
      }
      return;
    }
    std::string detail;
    add_line(detail, element["domaineLibelle"].text());
    if (const std::string comment = element["commentaire"].text(); comment != "Pas de commentaire formation") {
      add_line(detail, comment);
    }
    std::string level = element["niveauLibelle"].text();
    if (!level.empty() || !detail.empty()) {
      const bool demanded = is_demanded(element, level);
      things.push_back({std::move(level), std::move(detail), demanded});
    }
  });
  return things;
}

OfferPlace place_of(JsonView record, RecordNotes& notes) {
  const JsonView written = record["lieuTravail"];
  OfferPlace place;
  if (!written.is_object()) {
    place.label = written.text();
    return place;
  }
  place.label = written["libelle"].text();
  place.position = coordinates(written["latitude"], written["longitude"], notes);
  if (std::string code = five_digits(written["commune"]); is_insee_code(code)) {
    place.insee = std::move(code);
  }
  if (std::string code = five_digits(written["codePostal"]); is_postal_code(code)) {
    place.postal_code = std::move(code);
  }
  return place;
}

/// Temporary work and placement agencies: division 78 of the NAF.
bool is_agency(JsonView record) {
  return record["codeNAF"].text().starts_with("78") || record["entreprise"]["codeNAF"].text().starts_with("78") ||
         record["secteurActivite"].text() == "78";
}

void read_contract(JsonView record, Offer& offer) {
  offer.contract = parse_contract_kind(record["typeContrat"].text());
  if (record["typeContrat"].text().empty()) {
    offer.contract = ContractKind::unknown;
  }
  offer.contract_label = record["typeContratLibelle"].text();
  offer.contract_nature = record["natureContrat"].text();
  const std::string nature = lower_ascii(offer.contract_nature);
  // An apprenticeship is announced as the CDD it also is; who looks for one asks for it by its own name.
  if (contains(nature, "apprentissage")) {
    offer.contract = ContractKind::apprenticeship;
  } else if (contains(nature, "professionnalisation")) {
    offer.contract = ContractKind::professionalisation;
  }
  offer.apprenticeship = record["alternance"].boolean().value_or(false) ||
                         offer.contract == ContractKind::apprenticeship ||
                         offer.contract == ContractKind::professionalisation;
  if (contains(nature, "insertion par l")) {
    offer.reserved_for = "iae";
  }
}

std::optional<bool> full_time(JsonView record) {
  for (const std::string_view field : {"dureeTravailLibelleConverti", "dureeTravailLibelle"}) {
    const std::string label = lower_ascii(record[field].text());
    if (label.starts_with("temps plein")) {
      return true;
    }
    if (label.starts_with("temps partiel")) {
      return false;
    }
  }
  return std::nullopt;
}

void read_hours_and_conditions(JsonView record, Offer& offer) {
  const JsonView context = record["contexteTravail"];
  add_line(offer.hours_label, record["dureeTravailLibelle"].text());
  for_each_element(context["horaires"], [&offer](JsonView line) { add_line(offer.hours_label, line.text()); });
  offer.full_time = full_time(record);
  add_line(offer.conditions, record["conditionExercice"].text());
  add_line(offer.conditions, record["complementExercice"].text());
  for_each_element(context["conditionsExercice"], [&offer](JsonView line) { add_line(offer.conditions, line.text()); });
}

/// The pay as written; where the label is empty employers put it in the comment, when that says anything at all.
std::string pay_label(JsonView pay) {
  if (!pay.is_object()) {
    return pay.text();
  }
  std::string label = pay["libelle"].text();
  const std::string comment = pay["commentaire"].text();
  return label.empty() && comment.size() > 2 ? comment : label;
}

ApplyChannel apply_channel(JsonView record) {
  const JsonView contact = record["contact"];
  const JsonView origin = record["origineOffre"];
  for (const JsonView& written :
       {contact["urlPostulation"], contact["courriel"], contact["telephone"], contact["coordonnees1"],
        contact["coordonnees2"], contact["coordonnees3"], record["agence"]["courriel"], record["agence"]["telephone"],
        origin["urlOrigine"], origin["partenaires"].at(0)["url"]}) {
    if (ApplyChannel channel = channel_in(written.text()); channel.how != "none") {
      return channel;
    }
  }
  return {};
}

/// "2.0" and 2 are written for "2" by feeds that went through a spreadsheet.
std::string small_code(JsonView value) {
  const std::optional<std::int64_t> number = value.integer();
  return number ? std::to_string(*number) : value.text();
}

}  // namespace

ReadOffer read_france_travail(JsonView record, RecordNotes& notes) {
  record.for_each_member([&notes](std::string_view name, JsonView) {
    if (!std::ranges::binary_search(kKnownFields, name)) {
      notes.unknown_field(name);
    }
  });
  const std::string id = record["id"].text();
  if (std::string problem = problem_of_id(id); !problem.empty()) {
    return refused("id", std::move(problem));
  }
  Offer offer;
  offer.id = OfferId(id);
  offer.title = record["intitule"].text();
  if (offer.title.empty()) {
    return refused("intitule", "intitulé absent");
  }
  offer.text = record["description"].text();
  offer.rome = record["romeCode"].text();
  offer.job_title = record["appellationlibelle"].text();
  if (offer.job_title.empty()) {
    offer.job_title = record["appellationLibelle"].text();
  }
  const JsonView company = record["entreprise"];
  offer.employer = company.is_object() ? company["nom"].text() : company.text();
  offer.employer_text = company["description"].text();
  offer.siret = company["siret"].text();
  offer.employer_is_agency = is_agency(record);
  offer.adapted_company =
      record["entrepriseAdaptee"].boolean().value_or(false) || company["entrepriseAdaptee"].boolean().value_or(false);
  offer.place = place_of(record, notes);
  read_contract(record, offer);
  offer.experience_code = record["experienceExige"].text();
  offer.experience_label = record["experienceLibelle"].text();
  offer.experience_comment = record["experienceCommentaire"].text();
  offer.skills = asked_skills(record["competences"]);
  offer.soft_skills = asked_skills(record["qualitesProfessionnelles"]);
  offer.licences = asked_things(record["permis"]);
  offer.languages = asked_things(record["langues"]);
  offer.trainings = trainings(record["formations"]);
  read_hours_and_conditions(record, offer);
  offer.travel_code = small_code(record["deplacementCode"]);
  offer.travel_label = record["deplacementLibelle"].text();
  offer.pay_label = pay_label(record["salaire"]);
  offer.qualification = record["qualificationLibelle"].text();
  offer.posts = posts(record["nombrePostes"]);
  offer.created = day_of(record, "dateCreation", notes);
  offer.updated = day_of(record, "dateActualisation", notes);
  offer.apply = apply_channel(record);
  return {std::move(offer), "", ""};
}

}  // namespace passerelle
