#include "report/lists.h"

#include <cmath>

#include "base/hash.h"
#include "report/plain_text.h"
#include "report/words.h"
#include "storage/json.h"

namespace passerelle {
namespace {

// Empty means unknown, and unknown is null.
void text_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  if (text.empty()) {
    json.null();
  } else {
    json.string(text);
  }
}

void rounded(JsonWriter& json, std::string_view key, double value) {
  json.key(key).number(std::round(value * 10000) / 10000);
}

void write_parts(JsonWriter& json, const std::vector<ScorePart>& parts) {
  json.key("parts").begin_array();
  for (const ScorePart& part : parts) {
    json.begin_object().key("name").string(part.name);
    rounded(json, "value", part.value);
    rounded(json, "weight", part.weight);
    json.key("contribution").ten_thousandths(part.contribution).end_object();
  }
  json.end_array();
}

void write_skills(JsonWriter& json, const ShortlistItem& item) {
  json.key("matched").begin_array();
  for (const MatchedSkill& skill : item.matched) {
    json.begin_object().key("asked").string(skill.asked).key("has").string(without_contacts(skill.has));
    json.key("evidence").string(to_string(skill.evidence));
    rounded(json, "strength", skill.strength);
    json.end_object();
  }
  json.end_array().key("missing").begin_array();
  for (const MissingSkill& skill : item.missing) {
    json.begin_object().key("asked").string(skill.asked).key("strictness").string(to_string(skill.strictness));
    text_or_null(json, "step", skill.step);
    json.end_object();
  }
  json.end_array();
}

void write_questions(JsonWriter& json, const ShortlistItem& item) {
  json.key("to_check").begin_array();
  for (const Question& question : item.to_check) {
    json.begin_object().key("rule").string(question.rule).key("question").string(question.question).end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (const std::string& warning : item.warnings) {
    json.string(warning);
  }
  json.end_array();
}

void write_travel(JsonWriter& json, const std::optional<ShownTravel>& travel) {
  json.key("travel");
  if (!travel) {
    json.null();
    return;
  }
  json.begin_object().key("minutes").integer(travel->minutes);
  text_or_null(json, "mode", travel->mode);
  json.key("estimated").boolean(travel->estimated).end_object();
}

void write_card(JsonWriter& json, const OfferCard& show) {
  json.key("show").begin_object();
  text_or_null(json, "title", show.title);
  text_or_null(json, "employer", show.employer);
  text_or_null(json, "place", show.place);
  text_or_null(json, "contract", show.contract);
  text_or_null(json, "hours", show.hours);
  text_or_null(json, "pay", show.pay);
  json.end_object();
}

void write_item(JsonWriter& json, const ShortlistItem& item) {
  json.begin_object().key("rank").integer(item.rank).key("offer").string(item.offer.value());
  json.key("also").begin_array();
  for (const std::string& id : item.also) {
    json.string(id);
  }
  json.end_array().key("score").ten_thousandths(item.score);
  write_parts(json, item.parts);
  write_skills(json, item);
  write_questions(json, item);
  write_travel(json, item.travel);
  write_card(json, item.show);
  json.key("apply").begin_object().key("how").string(item.apply.how);
  text_or_null(json, "value", item.apply.value);
  json.end_object().key("why").string(without_contacts(item.why));
  if (!item.through.empty()) {
    json.key("through").string(item.through);
  }
  if (item.stretch) {
    json.key("stretch").boolean(true);
  }
  json.end_object();
}

void write_nearly(JsonWriter& json, const NearlyItem& item) {
  json.begin_object().key("offer").string(item.offer.value()).key("blocked_by").begin_array();
  for (const Blocker& blocker : item.blocked_by) {
    json.begin_object().key("rule").string(blocker.rule);
    text_or_null(json, "asked", blocker.asked);
    json.end_object();
  }
  json.end_array();
  text_or_null(json, "step", item.step);
  json.end_object();
}

void write_counts(JsonWriter& json, const ExclusionCounts& counts) {
  json.key("counts").begin_object().key("considered").integer(counts.considered);
  json.key("eligible").integer(counts.eligible).key("excluded").begin_object();
  for (const auto& [rule, offers] : in_rule_order(counts.excluded)) {
    json.key(rule).integer(offers);
  }
  json.end_object().end_object();
}

void write_unlock(JsonWriter& json, const std::vector<Unlock>& unlock) {
  json.key("unlock").begin_array();
  for (const Unlock& limit : unlock) {
    json.begin_object().key("rule").string(limit.rule);
    text_or_null(json, "asked", limit.asked);
    json.key("offers").integer(limit.offers).key("text").string(limit.text).end_object();
  }
  json.end_array();
}

void write_to_confirm(JsonWriter& json, const std::vector<ToConfirm>& understood) {
  json.key("to_confirm").begin_array();
  for (const ToConfirm& one : understood) {
    json.begin_object().key("what").string(one.what).key("said").string(without_contacts(one.said));
    json.key("means").string(one.means).end_object();
  }
  json.end_array();
}

std::string_view to_string(ListStatus status) {
  switch (status) {
    case ListStatus::proposed:
      return "proposed";
    case ListStatus::empty:
      return "empty";
    case ListStatus::paused:
      break;
  }
  return "paused";
}

/// The members that stand behind `list`, as a JSON object.
std::string members_after_list(const Shortlist& shortlist) {
  JsonWriter json;
  json.begin_object().key("status").string(to_string(shortlist.status));
  json.key("offers").begin_array();
  for (const ShortlistItem& item : shortlist.offers) {
    write_item(json, item);
  }
  json.end_array();
  if (!shortlist.reserve.empty()) {
    json.key("reserve").begin_array();
    for (const ShortlistItem& item : shortlist.reserve) {
      write_item(json, item);
    }
    json.end_array();
  }
  json.key("nearly").begin_array();
  for (const NearlyItem& item : shortlist.nearly) {
    write_nearly(json, item);
  }
  json.end_array();
  write_counts(json, shortlist.counts);
  if (!shortlist.status_reason.empty()) {
    json.key("status_reason").string(shortlist.status_reason);
  }
  if (shortlist.referent_only) {
    json.key("referent_only").boolean(true);
  }
  if (shortlist.silent_weeks > 0) {
    json.key("silent_weeks").integer(shortlist.silent_weeks);
  }
  if (!shortlist.unlock.empty()) {
    write_unlock(json, shortlist.unlock);
  }
  if (!shortlist.to_confirm.empty()) {
    write_to_confirm(json, shortlist.to_confirm);
  }
  json.end_object();
  return json.take();
}

}  // namespace

namespace {

/// A line in its two pieces, between which `list` stands.
struct Line {
  std::string head;
  std::string tail;
};

Line line_of(const Shortlist& shortlist, Week week, std::string_view issue) {
  JsonWriter json;
  json.begin_object().key("week").string(passerelle::to_string(week)).key("issue").string(issue);
  json.key("person").string(shortlist.person.value()).end_object();
  Line line{json.take(), members_after_list(shortlist).substr(1)};
  line.head.back() = ',';
  return line;
}

}  // namespace

std::string lists_line(const Shortlist& shortlist, Week week, std::string_view issue) {
  const Line line = line_of(shortlist, week, issue);
  return line.head + "\"list\":\"" + sha256_hex(line.head + line.tail) + "\"," + line.tail;
}

std::string lists_digest(const Shortlist& shortlist, Week week, std::string_view issue) {
  const Line line = line_of(shortlist, week, issue);
  return sha256_hex(line.head + line.tail);
}

std::string item_json(const ShortlistItem& item) {
  JsonWriter json;
  write_item(json, item);
  return json.take();
}

}  // namespace passerelle
