#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/watch.h"
#include "domain/feed.h"
#include "domain/offer.h"
#include "domain/person.h"
#include "eligibility/conditions.h"
#include "ledger/history.h"
#include "linking/linker.h"
#include "linking/person_understanding.h"
#include "pipeline/engine.h"
#include "pipeline/input_files.h"
#include "pipeline/team.h"
#include "pipeline/week.h"

namespace passerelle {

/// The records of a week, valid and understood. People and offers stand in the order of their ids; an index means
/// the same row everywhere.
struct WeekRecords {
  std::vector<Person> people;
  std::vector<PersonUnderstanding> understood_people;
  std::vector<Referent> referents;
  std::vector<Offer> offers;  ///< their texts are gone: what they say is in `understood_offers`
  std::vector<OfferUnderstanding> understood_offers;
  std::vector<std::vector<std::uint16_t>> avoided_words;  ///< by offer: avoided phrases it holds
  std::vector<OfferIndex> listed;                         ///< offers that stand for themselves and their repetitions
  std::vector<std::vector<std::string>> also;             ///< by offer: ids of its repetitions, sorted
  AvoidedPhrases phrases;
  std::uint64_t offers_read = 0;
  std::uint64_t offers_remembered = 0;  ///< of those read, understood in an earlier night
  std::vector<Rejection> rejections;
  std::vector<std::string> warnings;
  std::string memory_note;  ///< what went wrong with the memory of offers, in French: the week does without
};

/// Reads, understands and orders everything the week is made from. Understanding is dealt out to the team; every
/// member gets all of it. Offers understood in an earlier night are recalled from `config.memory`, which the first
/// member then brings up to date; `memory_identity` tells what the memory must be made by. What `history` says is put
/// upon people and offers as they are read.
Result<WeekRecords> read_records(const WeekConfig& config, const Engine& engine, std::string_view memory_identity,
                                 const History& history, const Watch& watch, Team& team);
/// The same by a process alone, without a memory and a history.
Result<WeekRecords> read_records(const WeekConfig& config, const Engine& engine, const Watch& watch);

}  // namespace passerelle
