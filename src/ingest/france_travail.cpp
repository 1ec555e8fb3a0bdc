#include <algorithm>
#include <array>

#include "ingest/offer_parts.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

// By their length and then in alphabetical order, for the search.
constexpr std::array<std::string_view, 49> kKnownFields{
    "id",
    "pays",
    "agence",
    "permis",
    "codeNAF",
    "contact",
    "langues",
    "salaire",
    "intitule",
    "romeCode",
    "alternance",
    "entreprise",
    "formations",
    "competences",
    "description",
    "lieuTravail",
    "romeLibelle",
    "typeContrat",
    "accessibleTH",
    "dateCreation",
    "nombrePostes",
    "origineOffre",
    "natureContrat",
    "contexteTravail",
    "deplacementCode",
    "experienceExige",
    "secteurActivite",
    "experienceExigee",
    "conditionExercice",
    "dateActualisation",
    "entrepriseAdaptee",
    "experienceLibelle",
    "qualificationCode",
    "appellationLibelle",
    "appellationlibelle",
    "complementExercice",
    "deplacementLibelle",
    "outilsBureautiques",
    "typeContratLibelle",
    "dureeTravailLibelle",
    "trancheEffectifEtab",
    "datePremiereEcriture",
    "employeurHandiEngage",
    "qualificationLibelle",
    "experienceCommentaire",
    "offresManqueCandidats",
    "secteurActiviteLibelle",
    "qualitesProfessionnelles",
    "dureeTravailLibelleConverti",
};

static_assert(std::ranges::is_sorted(kKnownFields, [](std::string_view left, std::string_view right) {
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}));

/// A known field, by its place in the list.
struct KnownField {
  std::size_t place = 0;
};

consteval KnownField field(std::string_view name) {
  const auto* found = std::ranges::find(kKnownFields, name);
  if (found == kKnownFields.end()) {
    throw "not in the list";
  }
  return {static_cast<std::size_t>(found - kKnownFields.begin())};
}

/// The members of a record by their names, found in one pass; of several of one name the first counts.
class KnownMembers {
 public:
  KnownMembers(JsonView record, RecordNotes& notes) {
    record.for_each_member([&](std::string_view name, JsonView value) {
      // Two bounds instead of std::ranges::equal_range, whose result clang 14 cannot parse.
      const auto* const first = std::ranges::lower_bound(kKnownFields, name.size(), {}, &std::string_view::size);
      const auto* const last = std::ranges::upper_bound(kKnownFields, name.size(), {}, &std::string_view::size);
      const auto* const found = std::find(first, last, name);
      if (found == last) {
        notes.unknown_field(name);
        return;
      }
      const auto place = static_cast<std::size_t>(found - kKnownFields.begin());
      if (!there_.at(place)) {
        there_.at(place) = true;
        values_.at(place) = value;
      }
    });
  }

  JsonView operator[](KnownField known) const { return values_.at(known.place); }

 private:
  std::array<JsonView, kKnownFields.size()> values_;
  std::array<bool, kKnownFields.size()> there_{};
};

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

OfferPlace place_of(const KnownMembers& record, RecordNotes& notes) {
  const JsonView written = record[field("lieuTravail")];
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
bool is_agency(const KnownMembers& record) {
  return record[field("codeNAF")].text().starts_with("78") ||
         record[field("entreprise")]["codeNAF"].text().starts_with("78") ||
         record[field("secteurActivite")].text() == "78";
}

void read_contract(const KnownMembers& record, Offer& offer) {
  offer.contract = parse_contract_kind(record[field("typeContrat")].text());
  if (record[field("typeContrat")].text().empty()) {
    offer.contract = ContractKind::unknown;
  }
  offer.contract_label = record[field("typeContratLibelle")].text();
  offer.contract_nature = record[field("natureContrat")].text();
  const std::string nature = lower_ascii(offer.contract_nature);
  // An apprenticeship is announced as the CDD it also is; who looks for one asks for it by its own name.
  if (contains(nature, "apprentissage")) {
    offer.contract = ContractKind::apprenticeship;
  } else if (contains(nature, "professionnalisation")) {
    offer.contract = ContractKind::professionalisation;
  }
  offer.apprenticeship = record[field("alternance")].boolean().value_or(false) ||
                         offer.contract == ContractKind::apprenticeship ||
                         offer.contract == ContractKind::professionalisation;
  if (contains(nature, "insertion par l")) {
    offer.reserved_for = "iae";
  }
}

std::optional<bool> full_time(const KnownMembers& record) {
  for (const KnownField written : {field("dureeTravailLibelleConverti"), field("dureeTravailLibelle")}) {
    const std::string label = lower_ascii(record[written].text());
    if (label.starts_with("temps plein")) {
      return true;
    }
    if (label.starts_with("temps partiel")) {
      return false;
    }
  }
  return std::nullopt;
}

void read_hours_and_conditions(const KnownMembers& record, Offer& offer) {
  const JsonView context = record[field("contexteTravail")];
  add_line(offer.hours_label, record[field("dureeTravailLibelle")].text());
  for_each_element(context["horaires"], [&offer](JsonView line) { add_line(offer.hours_label, line.text()); });
  offer.full_time = full_time(record);
  add_line(offer.conditions, record[field("conditionExercice")].text());
  add_line(offer.conditions, record[field("complementExercice")].text());
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

ApplyChannel apply_channel(const KnownMembers& record) {
  const JsonView contact = record[field("contact")];
  const JsonView origin = record[field("origineOffre")];
  for (const JsonView& written :
       {contact["urlPostulation"], contact["courriel"], contact["telephone"], contact["coordonnees1"],
        contact["coordonnees2"], contact["coordonnees3"], record[field("agence")]["courriel"],
        record[field("agence")]["telephone"], origin["urlOrigine"], origin["partenaires"].at(0)["url"]}) {
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

ReadOffer read_france_travail(JsonView written, RecordNotes& notes) {
  const KnownMembers record(written, notes);
  const std::string id = record[field("id")].text();
  if (std::string problem = problem_of_id(id); !problem.empty()) {
    return refused("id", std::move(problem));
  }
  Offer offer;
  offer.id = OfferId(id);
  offer.title = record[field("intitule")].text();
  if (offer.title.empty()) {
    return refused("intitule", "intitulé absent");
  }
  offer.text = record[field("description")].text();
  offer.rome = record[field("romeCode")].text();
  offer.job_title = record[field("appellationlibelle")].text();
  if (offer.job_title.empty()) {
    offer.job_title = record[field("appellationLibelle")].text();
  }
  const JsonView company = record[field("entreprise")];
  offer.employer = company.is_object() ? company["nom"].text() : company.text();
  offer.employer_text = company["description"].text();
  offer.siret = company["siret"].text();
  offer.employer_is_agency = is_agency(record);
  offer.adapted_company = record[field("entrepriseAdaptee")].boolean().value_or(false) ||
                          company["entrepriseAdaptee"].boolean().value_or(false);
  offer.place = place_of(record, notes);
  read_contract(record, offer);
  offer.experience_code = record[field("experienceExige")].text();
  offer.experience_label = record[field("experienceLibelle")].text();
  offer.experience_comment = record[field("experienceCommentaire")].text();
  offer.skills = asked_skills(record[field("competences")]);
  offer.soft_skills = asked_skills(record[field("qualitesProfessionnelles")]);
  offer.licences = asked_things(record[field("permis")]);
  offer.languages = asked_things(record[field("langues")]);
  offer.trainings = trainings(record[field("formations")]);
  read_hours_and_conditions(record, offer);
  offer.travel_code = small_code(record[field("deplacementCode")]);
  offer.travel_label = record[field("deplacementLibelle")].text();
  offer.pay_label = pay_label(record[field("salaire")]);
  offer.qualification = record[field("qualificationLibelle")].text();
  offer.posts = posts(record[field("nombrePostes")]);
  offer.created = day_of(record[field("dateCreation")], "dateCreation", notes);
  offer.updated = day_of(record[field("dateActualisation")], "dateActualisation", notes);
  offer.apply = apply_channel(record);
  return {std::move(offer), "", ""};
}

}  // namespace passerelle
