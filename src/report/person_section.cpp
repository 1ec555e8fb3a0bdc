#include "report/person_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/page_template.h"
#include "report/plain_text.h"
#include "report/radar.h"
#include "report/templates.h"
#include "report/words.h"

namespace passerelle {
namespace {

constexpr std::string_view kUnknown = "non indiqué";

std::string_view or_unknown(std::string_view value) {
  return value.empty() ? kUnknown : value;
}

/// Sets `name` to the items, and `mark` to whether there are any.
void set_list(TemplateData& data, std::string_view mark, std::string_view name, TemplateData::List items) {
  data.mark(mark, !items.empty());
  data.list(name, std::move(items));
}

struct ApplyLink {
  std::string words;
  std::string href;  ///< empty when there is nothing safe to follow
};

ApplyLink apply_link(const ApplyChannel& apply) {
  const bool is_single = std::ranges::none_of(
      apply.value, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '?' || c == '&' || c == '%'; });
  if (apply.how == "url") {
    return is_web_address(apply.value) ? ApplyLink{"Voir l'offre et répondre", apply.value}
                                       : ApplyLink{fmt::format("Pour répondre : {}", or_unknown(apply.value)), ""};
  }
  if (apply.how == "phone") {
    std::string number;
    std::ranges::copy_if(apply.value, std::back_inserter(number),
                         [](char c) { return c == '+' || (c >= '0' && c <= '9'); });
    return {fmt::format("Appeler l'employeur : {}", or_unknown(apply.value)), number.empty() ? "" : "tel:" + number};
  }
  if (apply.how == "email") {
    const bool is_address = is_single && apply.value.find('@') != std::string::npos;
    return {fmt::format("Écrire à l'employeur : {}", or_unknown(apply.value)),
            is_address ? "mailto:" + apply.value : ""};
  }
  if (apply.how == "referent") {
    return {"Pour répondre : passer par vous" + (apply.value.empty() ? "" : " (" + apply.value + ")"), ""};
  }
  return {"Pour répondre : moyen non indiqué", ""};
}

TemplateData::List matched_skills(const ShortlistItem& item) {
  TemplateData::List skills;
  for (const MatchedSkill& matched : item.matched) {
    TemplateData skill;
    skill.borrow("asked", matched.asked);
    skill.text("has", without_contacts(matched.has));
    skill.borrow("evidence", french(WordFamily::evidence, to_string(matched.evidence)));
    skill.text("ratings", ratings_in_french(matched.self, matched.referent));
    skill.mark("differ", ratings_differ(matched.self, matched.referent));
    skills.push_back(std::move(skill));
  }
  return skills;
}

TemplateData::List missing_skills(const ShortlistItem& item) {
  TemplateData::List skills;
  for (const MissingSkill& missing : item.missing) {
    TemplateData skill;
    skill.borrow("asked", missing.asked);
    skill.borrow("strictness", french(WordFamily::strictness, to_string(missing.strictness)));
    skill.borrow("step", french(WordFamily::step, missing.step));
    skills.push_back(std::move(skill));
  }
  return skills;
}

/// The parts as bars: the grey length is the weight, the longest being 100; the blue one is what the part brings.
TemplateData::List part_bars(const ShortlistItem& item) {
  double heaviest = 0;
  for (const ScorePart& part : item.parts) {
    heaviest = std::max(heaviest, part.weight);
  }
  TemplateData::List bars;
  for (const ScorePart& part : item.parts) {
    const double full = heaviest > 0 ? 100 * part.weight / heaviest : 0;
    const double brought = heaviest > 0 ? static_cast<double>(part.contribution) / 100 / heaviest : 0;
    TemplateData bar;
    bar.borrow("part", french(WordFamily::part, part.name));
    bar.text("full", fmt::format("{:.1f}", std::max(full, 0.0)));
    bar.text("got", fmt::format("{:.1f}", std::clamp(brought, 0.0, std::max(full, 0.0))));
    bar.borrow("strength", strength_in_french(part.value));
    bars.push_back(std::move(bar));
  }
  return bars;
}

TemplateData offer_data(const ShortlistItem& item, const std::string& person) {
  TemplateData offer;
  offer.text("offer_anchor", fmt::format("{}-offre-{}", person, item.rank));
  offer.text("rank", std::to_string(item.rank));
  offer.borrow("title", or_unknown(item.show.title));
  const int star_count = stars(item.score);
  std::string drawn;
  for (int star = 1; star <= 5; ++star) {
    drawn += star <= star_count ? "★" : "☆";
  }
  offer.text("stars", std::move(drawn));
  offer.text("stars_said", fmt::format("{} sur 5", counted(star_count, "étoile", "étoiles")));
  offer.borrow("fit", fit_in_french(star_count));
  offer.text("why", without_contacts(item.why));
  offer.borrow("through", item.through);
  offer.borrow("employer", or_unknown(item.show.employer));
  offer.text("place", std::string(or_unknown(place_as_said(item.show.place))));
  offer.borrow("contract", or_unknown(item.show.contract));
  offer.borrow("hours", or_unknown(item.show.hours));
  offer.borrow("pay", or_unknown(item.show.pay));
  offer.text("journey", item.travel ? travel_in_french(*item.travel) : std::string("non connu"));
  TemplateData::List warnings;
  for (const std::string& warning : item.warnings) {
    warnings.push_back(TemplateData::borrowing("warning", french(WordFamily::warning, warning)));
  }
  set_list(offer, "has_warnings", "warnings", std::move(warnings));
  set_list(offer, "has_matched", "matched", matched_skills(item));
  TemplateData::List questions;
  for (const Question& question : item.to_check) {
    questions.push_back(TemplateData::borrowing("question", question.question));
  }
  set_list(offer, "has_questions", "questions", std::move(questions));
  set_list(offer, "has_missing", "missing", missing_skills(item));
  set_list(offer, "has_parts", "parts", part_bars(item));
  const ApplyLink apply = apply_link(item.apply);
  offer.text("apply", apply.words);
  offer.text("apply_href", apply.href);
  offer.borrow("offer", item.offer.value());
  offer.text("also", fmt::format("{}", fmt::join(item.also, ", ")));
  return offer;
}

TemplateData nearly_data(const NearlyItem& item) {
  std::vector<std::string> blockers;
  for (const Blocker& blocker : item.blocked_by) {
    blockers.push_back(blocker_in_french(blocker));
  }
  const std::string between = item.show.employer.empty() || item.show.place.empty() ? "" : ", ";
  TemplateData nearly;
  nearly.borrow("nearly_title", or_unknown(item.show.title));
  nearly.text("nearly_where", item.show.employer + between + place_as_said(item.show.place));
  nearly.borrow("nearly_offer", item.offer.value());
  nearly.text("blockers", fmt::format("{}", fmt::join(blockers, ", ")));
  nearly.borrow("nearly_step", french(WordFamily::step, item.step));
  return nearly;
}

TemplateData::List marks(std::span<const RadarPoint> points, double shift) {
  TemplateData::List result;
  for (const RadarPoint& point : points) {
    TemplateData mark;
    mark.text("mark_x", fmt::format("{:.1f}", point.x - shift));
    mark.text("mark_y", fmt::format("{:.1f}", point.y - shift));
    result.push_back(std::move(mark));
  }
  return result;
}

void set_radar(TemplateData& data, std::span<const SoftSkill> skills) {
  const Radar radar = radar_of(skills);
  data.mark("has_radar", !radar.axes.empty());
  TemplateData::List axes;
  std::vector<RadarPoint> inner;
  std::vector<RadarPoint> outer;
  for (const RadarAxis& axis : radar.axes) {
    TemplateData one;
    one.text("x", fmt::format("{:.1f}", axis.end.x));
    one.text("y", fmt::format("{:.1f}", axis.end.y));
    one.text("label_x", fmt::format("{:.1f}", axis.label.x));
    one.text("label_y", fmt::format("{:.1f}", axis.label.y));
    one.text("label_anchor", axis.anchor);
    one.text("label", axis.name);
    axes.push_back(std::move(one));
    outer.push_back(axis.end);
    inner.push_back({(axis.end.x + Radar::kCentre.x) / 2, (axis.end.y + Radar::kCentre.y) / 2});
  }
  data.list("axes", std::move(axes));
  data.list("rings", {TemplateData("ring", svg_points(outer)), TemplateData("ring", svg_points(inner))});
  data.text("self_points", svg_points(radar.self));
  data.text("referent_points", svg_points(radar.referent));
  data.list("self_marks", marks(radar.self, 0));
  data.list("referent_marks", marks(radar.referent, 3));
}

void set_soft_skills(TemplateData& data, std::span<const SoftSkill> skills) {
  data.mark("has_soft", !skills.empty());
  if (skills.empty()) {
    return;
  }
  TemplateData::List rows;
  for (const SoftSkill& skill : skills) {
    TemplateData row;
    row.text("soft_name", without_contacts(skill.name));
    row.text("soft_self", skill.self ? std::to_string(*skill.self) : "–");
    row.text("soft_referent", skill.referent ? std::to_string(*skill.referent) : "–");
    row.mark("soft_differ", ratings_differ(skill.self, skill.referent));
    rows.push_back(std::move(row));
  }
  data.list("soft_rows", std::move(rows));
  set_radar(data, skills);
}

std::string context_in_french(const CaseloadEntry& entry) {
  std::string words = entry.role.empty() ? "" : "Votre rôle : " + entry.role + ". ";
  if (!entry.others.empty()) {
    words += fmt::format("Avec vous : {}. ", fmt::join(entry.others, ", "));
  }
  if (entry.person != nullptr && entry.person->accompaniment.last_contact) {
    words += "Dernier contact : " + day_in_french(*entry.person->accompaniment.last_contact) + ".";
  }
  return words;
}

std::string counts_in_french(const ExclusionCounts& counts) {
  if (counts.considered == 0) {
    return "";
  }
  std::vector<std::string> excluded;
  for (const auto& [rule, offers] : in_rule_order(counts.excluded)) {
    excluded.push_back(excluded_in_french(rule, offers));
  }
  return counted(counts.considered, "offre regardée", "offres regardées") + ", " +
         counted(counts.eligible, "possible", "possibles") + "." +
         (excluded.empty() ? "" : fmt::format(" Écartées : {}.", fmt::join(excluded, ", ")));
}

}  // namespace

std::string person_anchor(std::size_t position) {
  return "personne-" + std::to_string(position);
}

std::string state_in_french(const Shortlist& list) {
  switch (list.status) {
    case ListStatus::proposed:
      return counted(static_cast<std::int64_t>(list.offers.size()), "offre à relire", "offres à relire");
    case ListStatus::empty:
      return "rien cette semaine";
    case ListStatus::paused:
      break;
  }
  return "en pause";
}

std::string state_class(ListStatus status) {
  return status == ListStatus::proposed ? "proposed" : status == ListStatus::empty ? "empty" : "paused";
}

PersonSections::PersonSections() : person_(templates::kPerson) {}

void PersonSections::add(const CaseloadEntry& entry, std::size_t position, std::string& page) const {
  const Shortlist& list = *entry.list;
  const std::string anchor = person_anchor(position);
  TemplateData data;
  data.text("anchor", anchor);
  data.borrow("person", list.person.value());
  data.text("status", state_class(list.status));
  data.text("status_words", state_in_french(list));
  data.text("context", context_in_french(entry));
  data.mark("referent_only", list.referent_only);
  data.text("reason", as_sentence(list.status_reason));
  TemplateData::List unlocks;
  for (const Unlock& unlock : list.unlock) {
    unlocks.push_back(TemplateData("sentence", as_sentence(unlock.text)));
  }
  set_list(data, "has_unlocks", "unlocks", std::move(unlocks));
  data.text("counted", counts_in_french(list.counts));
  TemplateData::List offers;
  for (const ShortlistItem& item : list.offers) {
    offers.push_back(offer_data(item, anchor));
  }
  data.list("offers", std::move(offers));
  TemplateData::List nearly;
  for (const NearlyItem& item : list.nearly) {
    nearly.push_back(nearly_data(item));
  }
  set_list(data, "has_nearly", "nearly", std::move(nearly));
  TemplateData::List understood;
  for (const ToConfirm& one : list.to_confirm) {
    TemplateData line;
    line.borrow("kind", french(WordFamily::understood, one.what));
    line.borrow("means", one.means);
    line.text("said", without_contacts(one.said));
    understood.push_back(std::move(line));
  }
  set_list(data, "has_understood", "understood", std::move(understood));
  set_soft_skills(data, entry.person != nullptr ? std::span<const SoftSkill>(entry.person->soft_skills)
                                                : std::span<const SoftSkill>());
  person_.fill(data, page);
}

}  // namespace passerelle
