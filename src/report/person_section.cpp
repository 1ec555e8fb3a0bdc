#include "report/person_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "report/plain_text.h"
#include "report/radar.h"
#include "report/templates.h"
#include "report/words.h"

namespace passerelle {
namespace {

namespace mustache = kainjow::mustache;

constexpr std::string_view kUnknown = "non indiqué";

/// A text, or false when it is empty, so that a section around it disappears.
mustache::data text(const std::string& value) {
  return value.empty() ? mustache::data(false) : mustache::data(value);
}

std::string or_unknown(const std::string& value) {
  return value.empty() ? std::string(kUnknown) : value;
}

/// Sets `key` to the items, and `has_<key>` to whether there are any.
void set_list(mustache::data& data, const std::string& key, const mustache::list& items) {
  data["has_" + key] = mustache::data(!items.empty());
  data[key] = mustache::data(items);
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
                                       : ApplyLink{"Pour répondre : " + or_unknown(apply.value), ""};
  }
  if (apply.how == "phone") {
    std::string number;
    std::ranges::copy_if(apply.value, std::back_inserter(number),
                         [](char c) { return c == '+' || (c >= '0' && c <= '9'); });
    return {"Appeler l'employeur : " + or_unknown(apply.value), number.empty() ? "" : "tel:" + number};
  }
  if (apply.how == "email") {
    const bool is_address = is_single && apply.value.find('@') != std::string::npos;
    return {"Écrire à l'employeur : " + or_unknown(apply.value), is_address ? "mailto:" + apply.value : ""};
  }
  if (apply.how == "referent") {
    return {"Pour répondre : passer par vous" + (apply.value.empty() ? "" : " (" + apply.value + ")"), ""};
  }
  return {"Pour répondre : moyen non indiqué", ""};
}

mustache::list matched_skills(const ShortlistItem& item) {
  mustache::list skills;
  for (const MatchedSkill& matched : item.matched) {
    mustache::data skill;
    skill["asked"] = mustache::data(matched.asked);
    skill["has"] = mustache::data(without_contacts(matched.has));
    skill["evidence"] = mustache::data(std::string(french(WordFamily::evidence, to_string(matched.evidence))));
    skill["ratings"] = text(ratings_in_french(matched.self, matched.referent));
    skill["differ"] = mustache::data(ratings_differ(matched.self, matched.referent));
    skills.push_back(std::move(skill));
  }
  return skills;
}

mustache::list missing_skills(const ShortlistItem& item) {
  mustache::list skills;
  for (const MissingSkill& missing : item.missing) {
    mustache::data skill;
    skill["asked"] = mustache::data(missing.asked);
    skill["strictness"] = mustache::data(std::string(french(WordFamily::strictness, to_string(missing.strictness))));
    skill["step"] = text(std::string(french(WordFamily::step, missing.step)));
    skills.push_back(std::move(skill));
  }
  return skills;
}

/// The parts as bars: the grey length is the weight, the longest being 100; the blue one is what the part brings.
mustache::list part_bars(const ShortlistItem& item) {
  double heaviest = 0;
  for (const ScorePart& part : item.parts) {
    heaviest = std::max(heaviest, part.weight);
  }
  mustache::list bars;
  for (const ScorePart& part : item.parts) {
    // A part that takes off has its own sentence; a bar cannot be shorter than nothing.
    if (part.weight < 0) {
      continue;
    }
    const double full = heaviest > 0 ? 100 * part.weight / heaviest : 0;
    const double brought = heaviest > 0 ? static_cast<double>(part.contribution) / 100 / heaviest : 0;
    mustache::data bar;
    bar["part"] = mustache::data(std::string(french(WordFamily::part, part.name)));
    bar["full"] = mustache::data(fmt::format("{:.1f}", std::max(full, 0.0)));
    bar["got"] = mustache::data(fmt::format("{:.1f}", std::clamp(brought, 0.0, std::max(full, 0.0))));
    bar["strength"] = mustache::data(std::string(strength_in_french(part.value)));
    bars.push_back(std::move(bar));
  }
  return bars;
}

mustache::data offer_data(const ShortlistItem& item, const std::string& person) {
  mustache::data offer;
  offer["offer_anchor"] = mustache::data(fmt::format("{}-offre-{}", person, item.rank));
  offer["rank"] = mustache::data(std::to_string(item.rank));
  offer["title"] = mustache::data(or_unknown(item.show.title));
  const int star_count = stars(item.score);
  std::string drawn;
  for (int star = 1; star <= 5; ++star) {
    drawn += star <= star_count ? "★" : "☆";
  }
  offer["stars"] = mustache::data(drawn);
  offer["stars_said"] = mustache::data(fmt::format("{} sur 5", counted(star_count, "étoile", "étoiles")));
  offer["fit"] = mustache::data(std::string(fit_in_french(star_count)));
  offer["why"] = text(without_contacts(item.why));
  offer["through"] = text(item.through);
  offer["stretch"] = mustache::data(item.stretch);
  const auto silence = std::ranges::find(item.parts, "employer_answers", &ScorePart::name);
  offer["silence"] =
      text(silence == item.parts.end()
               ? ""
               : fmt::format("Moins bien classée : cet employeur laisse sans réponse {} personnes sur 100.",
                             static_cast<int>(100 * silence->value + 0.5)));
  offer["employer"] = mustache::data(or_unknown(item.show.employer));
  offer["place"] = mustache::data(or_unknown(place_as_said(item.show.place)));
  offer["contract"] = mustache::data(or_unknown(item.show.contract));
  offer["hours"] = mustache::data(or_unknown(item.show.hours));
  offer["pay"] = mustache::data(or_unknown(item.show.pay));
  offer["journey"] = mustache::data(item.travel ? travel_in_french(*item.travel) : std::string("non connu"));
  mustache::list warnings;
  for (const std::string& warning : item.warnings) {
    warnings.push_back(mustache::data("warning", std::string(french(WordFamily::warning, warning))));
  }
  set_list(offer, "warnings", warnings);
  set_list(offer, "matched", matched_skills(item));
  mustache::list questions;
  for (const Question& question : item.to_check) {
    questions.push_back(mustache::data("question", question.question));
  }
  set_list(offer, "questions", questions);
  set_list(offer, "missing", missing_skills(item));
  set_list(offer, "parts", part_bars(item));
  const ApplyLink apply = apply_link(item.apply);
  offer["apply"] = mustache::data(apply.words);
  offer["apply_href"] = text(apply.href);
  offer["offer"] = mustache::data(item.offer.value());
  offer["also"] = text(fmt::format("{}", fmt::join(item.also, ", ")));
  return offer;
}

mustache::data nearly_data(const NearlyItem& item) {
  std::vector<std::string> blockers;
  for (const Blocker& blocker : item.blocked_by) {
    blockers.push_back(blocker_in_french(blocker));
  }
  const std::string between = item.show.employer.empty() || item.show.place.empty() ? "" : ", ";
  mustache::data nearly;
  nearly["nearly_title"] = mustache::data(or_unknown(item.show.title));
  nearly["nearly_where"] = text(item.show.employer + between + place_as_said(item.show.place));
  nearly["nearly_offer"] = mustache::data(item.offer.value());
  nearly["blockers"] = mustache::data(fmt::format("{}", fmt::join(blockers, ", ")));
  nearly["nearly_step"] = text(std::string(french(WordFamily::step, item.step)));
  return nearly;
}

mustache::list marks(std::span<const RadarPoint> points, double shift) {
  mustache::list result;
  for (const RadarPoint& point : points) {
    mustache::data mark;
    mark["mark_x"] = mustache::data(fmt::format("{:.1f}", point.x - shift));
    mark["mark_y"] = mustache::data(fmt::format("{:.1f}", point.y - shift));
    result.push_back(std::move(mark));
  }
  return result;
}

void set_radar(mustache::data& data, std::span<const SoftSkill> skills) {
  const Radar radar = radar_of(skills);
  data["has_radar"] = mustache::data(!radar.axes.empty());
  mustache::list axes;
  std::vector<RadarPoint> inner;
  std::vector<RadarPoint> outer;
  for (const RadarAxis& axis : radar.axes) {
    mustache::data one;
    one["x"] = mustache::data(fmt::format("{:.1f}", axis.end.x));
    one["y"] = mustache::data(fmt::format("{:.1f}", axis.end.y));
    one["label_x"] = mustache::data(fmt::format("{:.1f}", axis.label.x));
    one["label_y"] = mustache::data(fmt::format("{:.1f}", axis.label.y));
    one["label_anchor"] = mustache::data(axis.anchor);
    one["label"] = mustache::data(axis.name);
    axes.push_back(std::move(one));
    outer.push_back(axis.end);
    inner.push_back({(axis.end.x + Radar::kCentre.x) / 2, (axis.end.y + Radar::kCentre.y) / 2});
  }
  data["axes"] = mustache::data(axes);
  data["rings"] = mustache::data(
      mustache::list{mustache::data("ring", svg_points(outer)), mustache::data("ring", svg_points(inner))});
  data["self_points"] = mustache::data(svg_points(radar.self));
  data["referent_points"] = mustache::data(svg_points(radar.referent));
  data["self_marks"] = mustache::data(marks(radar.self, 0));
  data["referent_marks"] = mustache::data(marks(radar.referent, 3));
}

void set_soft_skills(mustache::data& data, std::span<const SoftSkill> skills) {
  data["has_soft"] = mustache::data(!skills.empty());
  mustache::list rows;
  for (const SoftSkill& skill : skills) {
    mustache::data row;
    row["soft_name"] = mustache::data(without_contacts(skill.name));
    row["soft_self"] = mustache::data(skill.self ? std::to_string(*skill.self) : "–");
    row["soft_referent"] = mustache::data(skill.referent ? std::to_string(*skill.referent) : "–");
    row["soft_differ"] = mustache::data(ratings_differ(skill.self, skill.referent));
    rows.push_back(std::move(row));
  }
  data["soft_rows"] = mustache::data(rows);
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
  const std::string call = list.silent_weeks >= kSilentWeeksToCall ? ", appeler" : "";
  switch (list.status) {
    case ListStatus::proposed:
      return counted(static_cast<std::int64_t>(list.offers.size()), "offre à relire", "offres à relire") + call;
    case ListStatus::empty:
      return "rien cette semaine" + call;
    case ListStatus::paused:
      break;
  }
  return "en pause";
}

std::string state_class(ListStatus status) {
  return status == ListStatus::proposed ? "proposed" : status == ListStatus::empty ? "empty" : "paused";
}

struct PersonSections::Content {
  mustache::mustache person{std::string(templates::kPerson)};
};

PersonSections::PersonSections() : content_(std::make_unique<Content>()) {}
PersonSections::~PersonSections() = default;

std::string PersonSections::render(const CaseloadEntry& entry, std::size_t position) {
  const Shortlist& list = *entry.list;
  const std::string anchor = person_anchor(position);
  mustache::data data;
  data["anchor"] = mustache::data(anchor);
  data["person"] = mustache::data(list.person.value());
  data["status"] = mustache::data(state_class(list.status));
  data["status_words"] = mustache::data(state_in_french(list));
  data["context"] = mustache::data(context_in_french(entry));
  data["referent_only"] = mustache::data(list.referent_only);
  data["reason"] = text(as_sentence(list.status_reason));
  mustache::list unlocks;
  for (const Unlock& unlock : list.unlock) {
    unlocks.push_back(mustache::data("sentence", as_sentence(unlock.text)));
  }
  set_list(data, "unlocks", unlocks);
  data["counted"] = text(counts_in_french(list.counts));
  mustache::list offers;
  for (const ShortlistItem& item : list.offers) {
    offers.push_back(offer_data(item, anchor));
  }
  data["offers"] = mustache::data(offers);
  data["call"] = mustache::data(list.silent_weeks >= kSilentWeeksToCall);
  data["silent_weeks"] = mustache::data(counted(static_cast<std::int64_t>(list.silent_weeks), "semaine", "semaines"));
  mustache::list reserve;
  for (const ShortlistItem& item : list.reserve) {
    mustache::data spare = offer_data(item, anchor + "-reserve");
    spare["spare_where"] =
        text(item.show.employer + (item.show.employer.empty() || item.show.place.empty() ? "" : ", ") +
             place_as_said(item.show.place));
    reserve.push_back(std::move(spare));
  }
  set_list(data, "reserve", reserve);
  mustache::list nearly;
  for (const NearlyItem& item : list.nearly) {
    nearly.push_back(nearly_data(item));
  }
  set_list(data, "nearly", nearly);
  mustache::list understood;
  for (const ToConfirm& one : list.to_confirm) {
    mustache::data line;
    line["kind"] = mustache::data(std::string(french(WordFamily::understood, one.what)));
    line["means"] = mustache::data(one.means);
    line["said"] = text(without_contacts(one.said));
    understood.push_back(std::move(line));
  }
  set_list(data, "understood", understood);
  set_soft_skills(data, entry.person != nullptr ? std::span<const SoftSkill>(entry.person->soft_skills)
                                                : std::span<const SoftSkill>());
  return content_->person.render(data);
}

}  // namespace passerelle
