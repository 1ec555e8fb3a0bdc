#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "ingest/offer_parts.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

// In alphabetical order, for the search. Those that hold nothing for us are known all the same.
constexpr std::array<std::string_view, 50> kPostingFields{
    "@context",
    "@id",
    "@type",
    "additionalType",
    "alternateName",
    "applicantLocationRequirements",
    "applicationContact",
    "applicationDeadline",
    "baseSalary",
    "dateModified",
    "datePosted",
    "description",
    "directApply",
    "disambiguatingDescription",
    "educationRequirements",
    "eligibilityToWorkRequirement",
    "employerOverview",
    "employmentType",
    "employmentUnit",
    "estimatedSalary",
    "experienceInPlaceOfEducation",
    "experienceRequirements",
    "hiringOrganization",
    "identifier",
    "image",
    "inLanguage",
    "incentiveCompensation",
    "industry",
    "jobBenefits",
    "jobImmediateStart",
    "jobLocation",
    "jobLocationType",
    "jobStartDate",
    "jobTitle",
    "name",
    "occupationalCategory",
    "physicalRequirement",
    "potentialAction",
    "qualifications",
    "relevantOccupation",
    "responsibilities",
    "salaryCurrency",
    "sameAs",
    "skills",
    "specialCommitments",
    "title",
    "totalJobOpenings",
    "url",
    "validThrough",
    "workHours",
};

static_assert(std::ranges::is_sorted(kPostingFields));

/// The first of several values, or the only one.
JsonView first_of(JsonView value) {
  return value.is_array() ? value.at(0) : value;
}

/// Visits what stands under a key that may hold one value or several.
template <class Visit>
void for_each_value(JsonView value, const Visit& visit) {
  if (!value.is_array()) {
    visit(value);
    return;
  }
  for (std::size_t index = 0; index < value.size(); ++index) {
    visit(value.at(index));
  }
}

/// The words of a value: its text, or the name of the thing it is.
std::string words_of(JsonView value) {
  return value.is_object() ? value["name"].text() : value.text();
}

/// A `JobPosting` is often named by its page alone: the address, which cannot be a name of ours, is hashed.
std::string id_of(JsonView record) {
  const JsonView identifier = first_of(record["identifier"]);
  std::string id = identifier.is_object() ? identifier["value"].text() : identifier.text();
  if (problem_of_id(id).empty()) {
    return id;
  }
  std::string url = record["url"].text();
  if (url.empty()) {
    url = record["@id"].text();
  }
  constexpr std::size_t kHexDigits = 24;
  return url.empty() ? id : "url-" + sha256_hex(url).substr(0, kHexDigits);
}

OfferPlace place_of(JsonView record, RecordNotes& notes) {
  const JsonView location = first_of(record["jobLocation"]);
  const JsonView address = first_of(location["address"]);
  const JsonView geo = location["geo"].is_null() ? location : location["geo"];
  OfferPlace place;
  place.position = coordinates(geo["latitude"], geo["longitude"], notes);
  if (!address.is_object()) {
    place.label = address.is_null() ? words_of(location) : address.text();
    return place;
  }
  place.label = address["addressLocality"].text();
  if (place.label.empty()) {
    place.label = address["addressRegion"].text();
  }
  if (std::string code = five_digits(address["postalCode"]); is_postal_code(code)) {
    place.postal_code = std::move(code);
  }
  return place;
}

void read_employment_type(JsonView record, Offer& offer) {
  bool full = false;
  bool part = false;
  for_each_value(record["employmentType"], [&](JsonView value) {
    const std::string type = lower_ascii(value.text());
    if (type.empty()) {
      return;
    }
    offer.contract_label += (offer.contract_label.empty() ? "" : ", ") + value.text();
    full = full || type == "full_time" || type == "full-time";
    part = part || type == "part_time" || type == "part-time";
    if (type == "contractor") {
      offer.contract = ContractKind::lib;
    } else if (type == "apprenticeship") {
      offer.contract = ContractKind::apprenticeship;
      offer.apprenticeship = true;
    } else if (const ContractKind kind = parse_contract_kind(type); kind != ContractKind::other) {
      offer.contract = kind;
    }
  });
  // Both ticked means that either is possible: nothing is known.
  if (full != part) {
    offer.full_time = full;
  }
}

std::string rounded(double amount) {
  const auto cents = static_cast<std::int64_t>(std::llround(amount * 100));
  std::string text = std::to_string(cents / 100);
  if (cents % 100 != 0) {
    text += '.' + std::to_string(cents % 100 / 10) + std::to_string(cents % 10);
  }
  return text;
}

/// The pay in the words of France Travail: "Mensuel de 1800 Euros à 2000 Euros".
std::string pay_label(JsonView pay, std::string currency) {
  const JsonView value = pay["value"].is_object() ? pay["value"] : pay;
  const bool lone = !pay.is_object();
  const std::optional<double> low = lone ? pay.number() : value["minValue"].number();
  const std::optional<double> high = value["maxValue"].number();
  const std::optional<double> exact = value["value"].number();
  const std::optional<double> from = low ? low : exact ? exact : high;
  constexpr double kMaxPay = 1e9;
  if (!from || *from <= 0 || *from > kMaxPay || (high && (*high <= 0 || *high > kMaxPay))) {
    return lone && !from ? pay.text() : std::string();
  }
  if (const std::string given = pay["currency"].text(); !given.empty()) {
    currency = given;
  }
  const std::string unit = lower_ascii(value["unitText"].text());
  constexpr std::array<std::array<std::string_view, 2>, 5> kPeriods{
      {{"hour", "Horaire"}, {"day", "Journalier"}, {"week", "Hebdomadaire"}, {"month", "Mensuel"}, {"year", "Annuel"}}};
  std::string label;
  for (const auto& [english, french] : kPeriods) {
    if (unit.starts_with(english)) {
      label = std::string(french) + " de ";
    }
  }
  const std::string coin = currency.empty() || currency == "EUR" ? " Euros" : ' ' + currency;
  label += rounded(*from) + coin;
  if (high && *high > *from) {
    label += " à " + rounded(*high) + coin;
  }
  return label;
}

void read_experience(JsonView requirement, Offer& offer) {
  if (requirement.is_object()) {
    const std::optional<double> months = requirement["monthsOfExperience"].number();
    constexpr double kMaxMonths = 600;
    if (months && *months > 0 && *months <= kMaxMonths) {
      offer.experience_code = "E";
      offer.experience_label = std::to_string(std::lround(*months)) + " mois";
    } else if (months && *months == 0) {
      offer.experience_code = "D";
      offer.experience_label = "Débutant accepté";
    }
    offer.experience_comment = requirement["description"].text();
    return;
  }
  offer.experience_label = requirement.text();
  if (lower_ascii(offer.experience_label) == "no requirements") {
    offer.experience_code = "D";
    offer.experience_label = "Débutant accepté";
  }
}

void read_education(JsonView record, Offer& offer) {
  for_each_value(record["educationRequirements"], [&offer](JsonView value) {
    std::string label = value.is_object() ? value["credentialCategory"].text() : value.text();
    if (!label.empty() && lower_ascii(label) != "no requirements") {
      offer.trainings.push_back({std::move(label), "", false});
    }
  });
}

void read_skills(JsonView record, Offer& offer) {
  for_each_value(record["skills"], [&offer](JsonView value) {
    for (std::string& label : pieces(words_of(value), ",;\n")) {
      offer.skills.push_back({"", std::move(label), false});
    }
  });
}

/// Duties and qualifications are written for people to read, like the description: they are read with it.
void read_text(JsonView record, Offer& offer) {
  offer.text = record["description"].text();
  for (const std::string_view field :
       {"responsibilities", "qualifications", "physicalRequirement", "specialCommitments"}) {
    for_each_value(record[field], [&offer](JsonView value) { add_line(offer.text, words_of(value)); });
  }
}

ApplyChannel apply_channel(JsonView record) {
  const JsonView contact = first_of(record["applicationContact"]);
  for (const JsonView& written : {contact["url"], contact["email"], contact["telephone"], record["url"]}) {
    if (ApplyChannel channel = channel_in(written.text()); channel.how != "none") {
      return channel;
    }
  }
  return {};
}

}  // namespace

bool is_job_posting(JsonView record) {
  bool found = false;
  for_each_value(record["@type"], [&found](JsonView type) {
    const std::string name = type.text();
    found = found || name == "JobPosting" || name.ends_with("/JobPosting") || name.ends_with(":JobPosting");
  });
  return found;
}

ReadOffer read_job_posting(JsonView record, RecordNotes& notes) {
  record.for_each_member([&notes](std::string_view name, JsonView) {
    if (!std::ranges::binary_search(kPostingFields, name)) {
      notes.unknown_field(name);
    }
  });
  const std::string id = id_of(record);
  if (std::string problem = problem_of_id(id); !problem.empty()) {
    return refused("identifier", std::move(problem));
  }
  Offer offer;
  offer.id = OfferId(id);
  for (const std::string_view field : {"title", "jobTitle", "name"}) {
    if (offer.title.empty()) {
      offer.title = record[field].text();
    }
  }
  if (offer.title.empty()) {
    return refused("title", "intitulé absent");
  }
  read_text(record, offer);
  const JsonView employer = first_of(record["hiringOrganization"]);
  offer.employer = words_of(employer);
  offer.employer_text = employer["description"].text();
  add_line(offer.employer_text, record["employerOverview"].text());
  offer.place = place_of(record, notes);
  read_employment_type(record, offer);
  read_experience(first_of(record["experienceRequirements"]), offer);
  read_education(record, offer);
  read_skills(record, offer);
  for_each_value(record["workHours"], [&offer](JsonView line) { add_line(offer.hours_label, line.text()); });
  const JsonView pay = record["baseSalary"].is_null() ? record["estimatedSalary"] : record["baseSalary"];
  offer.pay_label = pay_label(first_of(pay), record["salaryCurrency"].text());
  for_each_value(record["occupationalCategory"], [&offer](JsonView value) {
    const std::string code = value.is_object() ? value["codeValue"].text() : value.text();
    if (offer.rome.empty() && is_rome_code(code)) {
      offer.rome = code;
    }
  });
  offer.posts = posts(record["totalJobOpenings"]);
  offer.created = day_of(record["datePosted"], "datePosted", notes);
  offer.updated = day_of(record["dateModified"], "dateModified", notes);
  offer.valid_until = day_of(record["validThrough"], "validThrough", notes);
  offer.apply = apply_channel(record);
  return {std::move(offer), "", ""};
}

}  // namespace passerelle
