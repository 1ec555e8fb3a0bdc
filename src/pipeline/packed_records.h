#pragma once

#include <concepts>
#include <type_traits>

#include "domain/offer.h"
#include "ledger/history.h"
#include "linking/duplicates.h"
#include "linking/linker.h"
#include "linking/person_understanding.h"
#include "storage/packing.h"
#include "weekly/compose.h"

// How the values that travel between nights and processes are packed, field by field. Each function takes its struct
// apart by name, so that a field that is added to it cannot be forgotten here.

namespace passerelle {

/// `Struct` to unpack, or `const Struct` to pack.
template <class Value, class Struct>
concept Packed = std::same_as<std::remove_const_t<Value>, Struct>;

template <class Archive, Packed<OccupationLink> Value>
void pack_fields(Archive& archive, Value& link) {
  auto& [occupation, confidence, form, telling] = link;
  archive(occupation, confidence, form, telling);
}

template <class Archive, Packed<SkillLink> Value>
void pack_fields(Archive& archive, Value& link) {
  auto& [skill, strength, evidence, where, sentence] = link;
  archive(skill, strength, evidence, where, sentence);
}

template <class Archive, Packed<Requirement> Value>
void pack_fields(Archive& archive, Value& requirement) {
  auto& [kind, value, strictness, where, replaceable] = requirement;
  archive(kind, value, strictness, where, replaceable);
}

template <class Archive, Packed<WorkingTime> Value>
void pack_fields(Archive& archive, Value& time) {
  auto& [days, from_minute, until_minute, sure, where] = time;
  archive(days, from_minute, until_minute, sure, where);
}

template <class Archive, Packed<TextSketch> Value>
void pack_fields(Archive& archive, Value& sketch) {
  auto& [minima, words] = sketch;
  archive(minima, words);
}

template <class Archive, Packed<OfferUnderstanding> Value>
void pack_fields(Archive& archive, Value& understood) {
  auto& [occupations, skills, requirements, times, sketch] = understood;
  archive(occupations, skills, requirements, times, sketch);
}

template <class Archive, Packed<AvoidLink> Value>
void pack_fields(Archive& archive, Value& link) {
  auto& [occupations, where] = link;
  archive(occupations, where);
}

template <class Archive, Packed<StatedLimit> Value>
void pack_fields(Archive& archive, Value& limit) {
  auto& [kind, value, can, where] = limit;
  archive(kind, value, can, where);
}

template <class Archive, Packed<ExperienceLink> Value>
void pack_fields(Archive& archive, Value& link) {
  auto& [occupation, confidence, months, title, experience] = link;
  archive(occupation, confidence, months, title, experience);
}

template <class Archive, Packed<HeldSkill> Value>
void pack_fields(Archive& archive, Value& held) {
  auto& [skill, strength, evidence, words, self, referent, to_confirm, sentence] = held;
  archive(skill, strength, evidence, words, self, referent, to_confirm, sentence);
}

template <class Archive, Packed<PersonUnderstanding> Value>
void pack_fields(Archive& archive, Value& understood) {
  auto& [education, wished, experienced, mentioned, suggested, skills, avoid, limits, unbearable] = understood;
  archive(education, wished, experienced, mentioned, suggested, skills, avoid, limits, unbearable);
}

template <class Archive, Packed<ScorePart> Value>
void pack_fields(Archive& archive, Value& part) {
  auto& [name, value, weight, contribution] = part;
  archive(name, value, weight, contribution);
}

template <class Archive, Packed<MatchedSkill> Value>
void pack_fields(Archive& archive, Value& skill) {
  auto& [asked, has, evidence, strength, self, referent] = skill;
  archive(asked, has, evidence, strength, self, referent);
}

template <class Archive, Packed<MissingSkill> Value>
void pack_fields(Archive& archive, Value& skill) {
  auto& [asked, strictness, step] = skill;
  archive(asked, strictness, step);
}

template <class Archive, Packed<Question> Value>
void pack_fields(Archive& archive, Value& question) {
  auto& [rule, words] = question;
  archive(rule, words);
}

template <class Archive, Packed<Blocker> Value>
void pack_fields(Archive& archive, Value& blocker) {
  auto& [rule, asked] = blocker;
  archive(rule, asked);
}

template <class Archive, Packed<OfferCard> Value>
void pack_fields(Archive& archive, Value& card) {
  auto& [title, employer, place, contract, hours, pay] = card;
  archive(title, employer, place, contract, hours, pay);
}

template <class Archive, Packed<ShownTravel> Value>
void pack_fields(Archive& archive, Value& travel) {
  auto& [minutes, mode, estimated] = travel;
  archive(minutes, mode, estimated);
}

template <class Archive, Packed<ApplyChannel> Value>
void pack_fields(Archive& archive, Value& apply) {
  auto& [how, value] = apply;
  archive(how, value);
}

template <class Archive, Packed<ShortlistItem> Value>
void pack_fields(Archive& archive, Value& item) {
  auto& [rank, offer, also, score, parts, matched, missing, to_check, warnings, travel, show, apply, why, through,
         stretch] = item;
  archive(rank, offer, also, score, parts, matched, missing, to_check, warnings, travel, show, apply, why, through,
          stretch);
}

template <class Archive, Packed<NearlyItem> Value>
void pack_fields(Archive& archive, Value& item) {
  auto& [offer, blocked_by, step, show] = item;
  archive(offer, blocked_by, step, show);
}

template <class Archive, Packed<Unlock> Value>
void pack_fields(Archive& archive, Value& unlock) {
  auto& [rule, asked, offers, text] = unlock;
  archive(rule, asked, offers, text);
}

template <class Archive, Packed<ToConfirm> Value>
void pack_fields(Archive& archive, Value& understood) {
  auto& [what, said, means] = understood;
  archive(what, said, means);
}

template <class Archive, Packed<ExclusionCounts> Value>
void pack_fields(Archive& archive, Value& counts) {
  auto& [considered, eligible, excluded] = counts;
  archive(considered, eligible, excluded);
}

template <class Archive, Packed<Shortlist> Value>
void pack_fields(Archive& archive, Value& list) {
  auto& [person, status, status_reason, referent_only, silent_weeks, offers, reserve, nearly, unlock, to_confirm,
         counts] = list;
  archive(person, status, status_reason, referent_only, silent_weeks, offers, reserve, nearly, unlock, to_confirm,
          counts);
}

template <class Archive, Packed<Candidate> Value>
void pack_fields(Archive& archive, Value& candidate) {
  auto& [offer, score, pinned, stretch] = candidate;
  archive(offer, score, pinned, stretch);
}

template <class Archive, Packed<ShortlistDraft> Value>
void pack_fields(Archive& archive, Value& draft) {
  auto& [list, candidates] = draft;
  archive(candidates, list);
}

template <class Archive, Packed<Veto> Value>
void pack_fields(Archive& archive, Value& veto) {
  auto& [reason, value, employer, occupation] = veto;
  archive(reason, value, employer, occupation);
}

template <class Archive, Packed<PersonHistory> Value>
void pack_fields(Archive& archive, Value& history) {
  auto& [person, held_back, pinned, vetoes, status, issues_without, silent_weeks, last_employers, last_occupations] =
      history;
  archive(person, held_back, pinned, vetoes, status, issues_without, silent_weeks, last_employers, last_occupations);
}

template <class Archive, Packed<EmployerHistory> Value>
void pack_fields(Archive& archive, Value& history) {
  auto& [siret, employer, place, answered, silent] = history;
  archive(siret, employer, place, answered, silent);
}

template <class Archive, Packed<History> Value>
void pack_fields(Archive& archive, Value& history) {
  auto& [people, closed, employers] = history;
  archive(people, closed, employers);
}

/// One packed record.
template <class Value>
Value unpacked_record(std::string_view bytes) {
  Unpacker unpacker(bytes);
  Value value;
  unpacker(value);
  return value;
}

}  // namespace passerelle
