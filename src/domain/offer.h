#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "domain/date.h"
#include "domain/requirement.h"

namespace passerelle {

/// What the outside calls an offer; stable from week to week.
using OfferId = StrongId<struct OfferIdTag, std::string>;
/// The offer's row in this run; never stored.
using OfferIndex = StrongId<struct OfferIndexTag>;

/// A point on Earth, in degrees (WGS 84).
struct Coordinates {
  double latitude = 0;
  double longitude = 0;

  bool operator==(const Coordinates&) const = default;
};

/// Where the work is, as the feed tells it; every part may be missing.
struct OfferPlace {
  std::string insee;        ///< code of the commune, empty when unknown
  std::string postal_code;  ///< empty when unknown
  std::string label;        ///< "45 - ORLEANS", as written
  std::optional<Coordinates> position;
};

/// The kind of contract, by its France Travail code.
enum class ContractKind { unknown, cdi, cdd, mis, sai, lib, fra, cce, din, apprenticeship, professionalisation, other };

/// A skill or soft skill that the employer ticked or named in a field.
struct AskedSkill {
  std::string code;       ///< ROME skill code, empty when only a label is given
  std::string label;      ///< as written
  bool demanded = false;  ///< exigence E; otherwise welcome (S)
};

/// A licence, language, diploma or training named in a field, as written ("B - Véhicule léger", "CAP, BEP et
/// équivalents").
struct AskedThing {
  std::string label;
  std::string detail;  ///< for a training: its domain or comment
  bool demanded = false;
};

/// How to answer an offer; `how` is one of `url phone email referent none`.
struct ApplyChannel {
  std::string how = "none";
  std::string value;
};

/// A job offer as a feed tells it, types unified, nothing understood yet. Empty and nullopt mean unknown.
struct Offer {
  OfferId id;
  std::string title;      ///< intitulé
  std::string text;       ///< description, as found: HTML left-overs included
  std::string rome;       ///< ROME code given by the feed, either generation
  std::string job_title;  ///< appellation given by the feed
  std::string employer;
  std::string employer_text;  ///< how the employer praises itself: never a source of requirements
  std::string siret;
  bool employer_is_agency = false;  ///< temporary work or placement agency (NAF 78)
  bool adapted_company = false;     ///< entreprise adaptée
  OfferPlace place;
  ContractKind contract = ContractKind::unknown;
  std::string contract_label;    ///< "CDD 6 mois", as written
  std::string contract_nature;   ///< "Contrat apprentissage", "Insertion par l'activ.éco."
  std::string experience_code;   ///< E, S, D or empty
  std::string experience_label;  ///< "2 An(s)", "Débutant accepté"
  std::string experience_comment;
  std::vector<AskedSkill> skills;
  std::vector<AskedSkill> soft_skills;
  std::vector<AskedThing> licences;
  std::vector<AskedThing> languages;
  std::vector<AskedThing> trainings;  ///< formations: `label` is the level, `detail` the domain and comment
  std::string hours_label;            ///< dureeTravailLibelle and contexteTravail.horaires, one a line
  std::optional<bool> full_time;
  std::string conditions;    ///< conditionExercice, complementExercice, contexteTravail.conditionsExercice, one a line
  std::string travel_code;   ///< deplacementCode: 1 never, 2 occasional, 3 frequent, 4 daily
  std::string travel_label;  ///< "Quotidiens Zone régionale"
  std::string pay_label;
  std::string qualification;  ///< qualificationLibelle
  std::uint32_t posts = 1;    ///< nombrePostes
  std::optional<Day> created;
  std::optional<Day> updated;
  std::optional<Day> valid_until;
  bool apprenticeship = false;  ///< alternance
  ApplyChannel apply;
  bool no_cv = false;           ///< recruitment without CV
  bool known_employer = false;  ///< an employer the organisation works with
  std::string reserved_for;  ///< scheme code an offer is reserved for: `iae oeth pmsmp alternance`; empty for everybody
};

/// True for the shape of a ROME code of either generation: a capital and four digits, "M1805".
bool is_rome_code(std::string_view text);

/// The code of the feeds: `CDI`, `CDD`, `MIS` …; empty for unknown.
std::string_view to_string(ContractKind kind);
/// From the code of the feeds, any case; `other` when it is none of them, `unknown` when empty.
ContractKind parse_contract_kind(std::string_view code);

}  // namespace passerelle
